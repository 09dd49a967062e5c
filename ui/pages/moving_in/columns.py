"""The second step: what each column of the sheet is, and what holds for all rows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outreach_app.exchange.moving_in import guessing, numbers, targets
from outreach_app.exchange.moving_in.dates import Order
from outreach_app.exchange.moving_in.matching import Matching
from outreach_app.exchange.moving_in.spreadsheet import Table
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.words import say
from ui.widgets.card import Card
from ui.widgets.choices import OptionButtons
from ui.widgets.clearing import clear, drop
from ui.widgets.field import Field
from ui.widgets.labels import label, show_if
from ui.widgets.select import Select

_EXAMPLES: Final = 3
_LOOKED_AT: Final = 500  # rows in which examples are looked for
_LETTERS: Final = 16


class ColumnsPart(Card):
    """One line a column, with examples; below, answers for what no column has."""

    def __init__(self) -> None:
        super().__init__(say("moving_in.step.columns"), name="moving_in.columns")
        self.add(label(say("moving_in.columns.text"), wrap=True))
        self._grid: QWidget | None = None
        self._lines = QVBoxLayout()
        self.add(self._lines)
        self.order = OptionButtons(
            "moving_in.order",
            say("moving_in.columns.order"),
            [(order, say(f"moving_in.columns.{order}")) for order in ("dmy", "mdy")],
        )
        self._order_field = Field(say("moving_in.columns.order"), self.order)
        self.add(self._order_field)
        self._mixed = label(" ", "small", wrap=True, name="moving_in.mixed")
        self.add(self._mixed)
        self.add(label(say("moving_in.columns.whole"), "label"))
        self._whole = QVBoxLayout()
        self.add(self._whole)
        self._selects: dict[int, Select] = {}
        self._answers: dict[str, Select] = {}
        self._known: tuple[targets.Target, ...] = ()
        self._tiny = False

    def compact(self, width_class: str) -> None:
        """Leave examples out where there is no room for them."""
        self._tiny = width_class == "tiny"

    def show_look(self, look: Look, sheet: Table) -> None:
        """Show what was guessed, or decided before."""
        if self._grid is not None:
            drop(self._grid)
        clear(self._whole)
        self._selects, self._answers = {}, {}
        matching = look.matching
        lists = look.lists
        names = guessing.headings(sheet, matching.heading)
        chosen = {place: name for name, place in matching.columns.items()}
        known = self._known = targets.of(matching.kind, lists)
        choices = [(each.name, _needed(each)) for each in known]
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, name in enumerate(names):
            examples = _examples(sheet, matching.heading, place)
            if not name and not examples:
                continue
            shown = guessing.shown(names, place)
            select = Select(
                f"moving_in.column.{place}",
                say("moving_in.columns.is", heading=shown),
                choices,
                empty=say("moving_in.columns.leave_out"),
                letters=_LETTERS,
            )
            select.set_value(chosen.get(place, ""))
            self._selects[place] = select
            grid.addWidget(label(shown, "label", wrap=True), place, 0)
            grid.addWidget(label("" if self._tiny else examples, "small", wrap=True), place, 1)
            grid.addWidget(select, place, 2)
        self._lines.addWidget(self._grid)
        self.order.set_value(matching.order)
        show_if(self._order_field, bool(look.fitted.dates))
        mixed = " / ".join(look.fitted.mixed)
        self._mixed.setText(say("moving_in.columns.mixed", examples=mixed))
        show_if(self._mixed, bool(mixed))
        self._order_field.set_title(
            say("moving_in.columns.order_like", example=(*look.fitted.dates, "03/04/2025")[0])
        )
        for each in known:
            if not each.whole_sheet:
                continue
            entries = lists[each.of].entries.values()
            answer = Select(
                f"moving_in.whole.{each.name}",
                each.label,
                [(entry.code, entry.label) for entry in entries if entry.active],
                empty=say("moving_in.columns.no_answer"),
                letters=_LETTERS,
            )
            answer.set_value(matching.whole.get(each.name, ""))
            self._answers[each.name] = answer
            self._whole.addWidget(Field(_needed(each), answer))

    def doubled(self) -> str:
        """Return what two columns were said to be, "" where each is something else."""
        chosen = [select.value() for select in self._selects.values() if select.value()]
        twice = next((name for name in chosen if chosen.count(name) > 1), "")
        return next((each.label for each in self._known if each.name == twice), "")

    def must_ask(self, look: Look) -> bool:
        """Tell whether days may be read in two ways, and nobody was asked which."""
        return self._order_field.isHidden() and bool(look.fitted.dates)

    def decided(self, matching: Matching) -> Matching:
        """Return the matching with what was chosen here."""
        columns: dict[str, int] = {}
        for place, select in self._selects.items():
            if select.value():
                columns.setdefault(select.value(), place)
        whole: Mapping[str, str] = {
            name: answer.value() for name, answer in self._answers.items() if answer.value()
        }
        order: Order = "mdy" if self.order.value() == "mdy" else "dmy"
        return replace(matching, columns=columns, whole=whole, order=order, without=frozenset())

    def take_focus(self) -> None:
        """Focus the first column."""
        for select in self._selects.values():
            select.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _needed(target: targets.Target) -> str:
    return say("moving_in.columns.needed", name=target.label) if target.needed else target.label


def _examples(sheet: Table, heading: int, place: int) -> str:
    found: dict[str, None] = {}
    for line in sheet.lines[:_LOOKED_AT]:
        if line.number > heading and place < len(line.values) and line.values[place] != "":
            found.setdefault(numbers.as_text(line.values[place])[:30])
            if len(found) >= _EXAMPLES:
                break
    return ", ".join(found)
