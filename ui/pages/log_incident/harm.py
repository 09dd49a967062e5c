"""The three answers that are enough: what kind of harm, where, when."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui.pages.log_incident.moment import MomentBox
from ui.theme import current
from ui.widgets.card import Card, column
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.search_select import Grouped, SearchSelect
from ui.widgets.status import CountChip


class _MomentField(Field):
    """The error of a moment stands at the boxes in which it is typed."""

    def __init__(self, title: str, box: MomentBox) -> None:
        self._box = box
        super().__init__(title, box)

    @override
    def set_error(self, sentence: str) -> None:
        super().set_error(sentence)
        self._box.show_error(on=True)

    @override
    def clear_error(self) -> None:
        super().clear_error()
        self._box.show_error(on=False)


class HarmCard(Card):
    """Kind, area and moment, and how many of them are answered."""

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        super().__init__(
            say("incident.three"),
            say("incident.three_note"),
            keys=("Alt", "1"),
            name=f"{name}.three",
        )
        self._lists: Vocabulary | None = None
        self._done = CountChip("", "agree")
        self.add_to_head(self._done)
        self.kind = SearchSelect(
            f"{name}.type", say("incident.kind.title"), empty=say("incident.kind.empty")
        )
        self.area = ChipGroup(f"{name}.area", say("incident.area.title"))
        self.when = MomentBox(f"{name}.occurred_on", today)
        self.kind.taken.connect(self._go_on)
        self.kind_field = Field(
            say("incident.kind.title"), self.kind, hint=say("incident.kind.hint")
        )
        self.area_field = Field(say("incident.area.title"), self.area)
        self.when_field = _MomentField(say("incident.when.title"), self.when)
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.kind_field, 1, gap=3))
        right.setLayout(column(self.area_field, 1, gap=3))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(14)
        self._top.addWidget(left, 5)
        self._top.addWidget(right, 6)
        self.add(self._top)
        self.add(self.when_field)
        self.say_done(0)

    def set_lists(self, lists: Vocabulary) -> None:
        """Fill in what can be chosen; kinds stand under the names of their groups."""
        self._lists = lists
        groups = lists["incident_group"]
        order = {code: place for place, code in enumerate(groups.codes())}
        kinds = sorted(
            lists["incident_type"].choices(),
            key=lambda entry: order.get(str(entry.maps.get("group")), len(order)),
        )
        self.kind.set_choices(
            Grouped(
                each.code,
                each.label,
                groups.label(str(each.maps.get("group", ""))),
                each.definition,
            )
            for each in kinds
        )
        self.area.set_choices([(each.code, each.label) for each in lists["area"].choices()])

    def say_done(self, number: int) -> None:
        """Say how many of the three are answered."""
        self._done.set_words(say("incident.done", number=number))
        kind = self.kind.value()
        meaning = self._lists["incident_type"][kind].definition if self._lists and kind else ""
        # Only on asking: the words of a definition are hard to read beside somebody it happened to.
        self.kind.setToolTip(meaning)

    def _go_on(self) -> None:
        """Enter took the kind: go to the first of the three that is not answered yet."""
        if not self.area.value():
            self.area.take_focus()
        elif not self.when.answered:
            self.when.take_focus()

    def compact(self, width_class: str) -> None:
        """Put kind and area below each other where there is no room beside."""
        upright = width_class in {"narrow", "tiny"} or current().percent > 115
        self._top.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )

    def fields(self) -> dict[str, tuple[QWidget, Any]]:
        """Return the fields to bind, with their frames."""
        return {
            "type": (self.kind, self.kind_field),
            "area": (self.area, self.area_field),
            "occurred_on": (self.when, self.when_field),
        }
