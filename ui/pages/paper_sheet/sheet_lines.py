"""The lines of a sheet: typed one by one, each with its time, shown as what they say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from outreach_app.casework import supplied
from outreach_app.casework.nightline import Line
from outreach_app.casework.paper import PaperLine
from outreach_app.words import say
from ui import saying
from ui.forms.night_line.entry import LineEntry
from ui.forms.night_line.reading import Readable
from ui.pages.paper_sheet import clocks
from ui.pages.paper_sheet.clocks import ClockReading
from ui.theme import current
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.rows_model import Column, RowsModel, table_view
from ui.widgets.sized import hold_columns

_WIDTHS: Final = (70, 130, 90, 100, 260)
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OUT: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the sheet and what it says."""

    number: int
    kept: PaperLine
    line: Line


# Told the time of a line that was entered, calls back with which of two hours it was, or None.
Which = Callable[[time, Callable[[str | None], object]], object]


class LinesCard(Card):
    """The lines are the value of the field: dictionaries with clock, text and which.

    `which` is asked about every time. Signal: `changed`.
    """

    changed = Signal()

    def __init__(self, page: QWidget, name: str, which: Which) -> None:
        super().__init__(
            say("paper.lines.title"), say("paper.lines.note"), name=f"{name}.card_lines"
        )
        self._which = which
        self._kept: tuple[PaperLine, ...] = ()
        self._readable: Readable | None = None
        self._names: dict[str, str] = {}
        self._reading = ClockReading()
        self.entry = LineEntry(page, name, self._reading)
        self.entry.wanted.connect(self._entered)
        self.entry.line.again.connect(self._again)
        self.entry.line.undo_wanted.connect(self._take_last_out)
        self.entry.line.down.connect(self._to_table)
        self._model: RowsModel[Shown] = RowsModel(self._columns())
        self.table = table_view(self._model, f"{name}.lines", say("paper.lines.title"), dense=True)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _: self._edit())
        hold_columns(self.table, _WIDTHS)
        self.table.setMinimumHeight(current().px(140))
        self.total = label("", "small", wrap=True, name=f"{name}.total")
        self.add(self.entry)
        self.add(self.table, 1)
        self.add(self.total)

    def show_readable(self, readable: Readable) -> None:
        """Read lines with what holds in this casebook."""
        self._readable = readable
        self.entry.show_readable(readable)
        self._show()

    # the value

    def value(self) -> list[dict[str, Any]]:
        """Return the lines, and what is still being typed, as JSON-able values."""
        return [
            {"clock": clocks.words(each.clock), "text": each.text, "which": each.which}
            for each in self._kept
        ]

    def set_value(self, value: Sequence[dict[str, Any]]) -> None:
        """Put lines back that were kept."""
        self._kept = tuple(
            PaperLine(clocks.clock_of(each["clock"]) or time(0), each["text"], each.get("which"))
            for each in value
        )
        self._show()

    def lines(self) -> tuple[PaperLine, ...]:
        """Return the lines of the sheet."""
        return self._kept

    def new_names(self) -> dict[str, str]:
        """Return who is new on this sheet, by how the lines name them."""
        return dict(self._names)

    def restore_names(self, names: dict[str, str]) -> None:
        """Put back who is new."""
        self._names = dict(names)
        self._show()

    def in_doubt(self) -> tuple[int, ...]:
        """Return the numbers, from 1, of lines that are not understood any more."""
        return tuple(each.number for each in self._shown() if not each.line.understood)

    # typing

    def _entered(self) -> None:
        clock, text = clocks.parted(self.entry.text())
        at = clock or (self._kept[-1].clock if self._kept else None)
        if at is None:
            self.entry.doubt.put(say("paper.lines.no_time"), say("paper.lines.no_time_text"))
            self.entry.doubt.show()
            return

        def known(which: str | None) -> None:
            self._names |= self._reading.new
            self._kept = (*self._kept, PaperLine(at, text, which))
            self.entry.fresh()
            # Who is new on this sheet is known on its next lines.
            self._reading.new = dict(self._names)
            self.entry.say_state(say("paper.lines.added", time=clocks.words(at)), aloud=True)
            self._show()
            self.table.scrollToBottom()
            self.entry.take_focus()
            self.changed.emit()

        self._which(at, known)

    def _again(self) -> None:
        if self._kept:
            self.entry.put(f"{clocks.words(self._kept[-1].clock)} {self._kept[-1].text} ")

    def _edit(self) -> None:
        """Take the line the cursor is on back into the entry, to be typed anew."""
        index = self.table.currentIndex()
        if index.isValid() and not self.entry.text().strip():
            line = self._kept[index.row()]
            self._take_out(index.row())
            self._reading.new = {p: n for p, n in self._names.items() if p in line.text.split()}
            self.entry.put(f"{clocks.words(line.clock)} {line.text}")

    def _take_last_out(self) -> None:
        if self._kept:
            self._take_out(len(self._kept) - 1)

    def _to_table(self) -> None:
        if self._kept and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self._model.index(len(self._kept) - 1, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_out(self, place: int) -> None:
        self._kept = (*self._kept[:place], *self._kept[place + 1 :])
        self._show()
        self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent):
            index = self.table.currentIndex()
            if event.type() == QEvent.Type.KeyPress and index.isValid():
                if event.key() in _ENTER:
                    self._edit()
                    return True
                if event.key() in _OUT:
                    self._take_out(index.row())
                    return True
        return False

    # showing

    def _shown(self) -> tuple[Shown, ...]:
        before, self._reading.new = self._reading.new, self._names
        found = tuple(
            Shown(number, each, self._reading.parse(each.text))
            for number, each in enumerate(self._kept, 1)
        )
        self._reading.new = before
        return found

    def _show(self) -> None:
        shown = self._shown()
        self._model.show(shown)
        if self._readable is None or not shown:
            self.total.setText(say("paper.lines.none"))
            return
        people = sum(1 if each.line.person else each.line.people for each in shown)
        given: dict[str, int] = {}
        for each in shown:
            for item, number in each.line.supplies.items():
                given[item] = given.get(item, 0) + number
        returns = sum(each.line.returns for each in shown)
        items = self._readable.lists["supply_item"]
        self.total.setText(
            f"{say('paper.lines.total', count=people)} "
            f"{supplied.sentence(items, given, returns)}".strip()
        )

    def _columns(self) -> tuple[Column[Shown], ...]:
        return (
            Column(say("session.column.time"), _time),
            Column(say("session.column.who"), self._who, strong=True),
            Column(say("session.column.area"), self._area),
            Column(say("session.column.talk"), _talk),
            Column(say("paper.lines.given"), self._given),
            Column(say("session.column.note"), self._note, icon=_doubtful),
        )

    def _who(self, each: Shown) -> str:
        person = each.line.person
        if person is not None:
            return saying.name(person.label, person.key)
        return say("session.row.people", count=each.line.people)

    def _area(self, each: Shown) -> str:
        return each.line.area.label if each.line.area else ""

    def _given(self, each: Shown) -> str:
        if self._readable is None:
            return ""
        items = self._readable.lists["supply_item"]
        return supplied.sentence(items, each.line.supplies, each.line.returns)

    def _note(self, each: Shown) -> str:
        if each.line.doubts:
            parts = ", ".join(doubt.part for doubt in each.line.doubts)
            return say("session.doubt.one", parts=parts)
        harm = say("session.letters.harm") if each.line.harm else ""
        return ". ".join(part for part in (harm, each.line.note) if part)


def _time(each: Shown) -> str:
    return clocks.words(each.kept.clock, each.kept.which)


def _talk(each: Shown) -> str:
    return say("session.row.brief" if each.line.brief else "session.row.engaged")


def _doubtful(each: Shown) -> tuple[str, str] | None:
    return ("error", "stop") if each.line.doubts else None
