"""The fourth step: names that somebody of the casebook may have already."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from outreach_app.exchange.moving_in import guessing
from outreach_app.exchange.moving_in.matching import EACH, NEW, Matching, NameChoice
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.words import say
from ui import saying
from ui.widgets.card import Card
from ui.widgets.clearing import drop
from ui.widgets.labels import label
from ui.widgets.select import Select

_MOST: Final = 150


class PeoplePart(Card):
    """One line a name that is like somebody's; the others are counted."""

    def __init__(self) -> None:
        super().__init__(say("moving_in.step.people"), name="moving_in.people")
        self.add(label(say("moving_in.people.text"), wrap=True))
        self._new = label(" ", wrap=True, name="moving_in.people.new")
        self.add(self._new)
        self._lines = QVBoxLayout()
        self.add(self._lines)
        self._grid: QWidget | None = None
        self._selects: list[tuple[NameChoice, Select]] = []

    @staticmethod
    def _asked(look: Look) -> list[NameChoice]:
        rows_are_people = look.matching.kind == "persons"
        return [
            each
            for each in look.fitted.names
            if each.like or not each.choice or (rows_are_people and each.count > 1)
        ]

    def wanted(self, look: Look) -> bool:
        """Tell whether there is anything to decide."""
        return bool(self._asked(look))

    def show_look(self, look: Look) -> None:
        """Show the names, and whom each is taken for."""
        if self._grid is not None:
            drop(self._grid)
        self._selects = []
        asked = self._asked(look)
        others = len(look.fitted.names) - len(asked)
        self._new.setText(say("moving_in.people.new", count=others))
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, each in enumerate(asked[:_MOST]):
            name = saying.name(each.name, None)
            choices = [
                (
                    known.key,
                    say(
                        "moving_in.people.known",
                        name=saying.name(known.alias, known.code),
                        code=known.code,
                    ),
                )
                for known in each.like
            ]
            choices.append((NEW, say("moving_in.people.somebody_new")))
            if look.matching.kind == "persons" and each.count > 1:
                choices.append((EACH, say("moving_in.people.each", count=each.count)))
            select = Select(
                f"moving_in.person.{number}", say("moving_in.people.is", name=name), choices,
                empty=say("moving_in.people.choose"), letters=16,
            )  # fmt: skip
            select.set_value(each.choice)
            words = say("moving_in.people.line", name=name, count=each.count)
            grid.addWidget(label(words, wrap=True), number, 0)
            grid.addWidget(select, number, 1)
            self._selects.append((each, select))
        self._lines.addWidget(self._grid)

    def decided(self, matching: Matching) -> Matching:
        """Return the matching with what was said here."""
        people = dict(matching.people)
        for each, select in self._selects:
            if select.value():
                people[guessing.simple(each.name)] = select.value()
        return replace(matching, people=people, without=frozenset())

    def take_focus(self) -> None:
        """Focus the first name."""
        for _, select in self._selects:
            select.setFocus(Qt.FocusReason.OtherFocusReason)
            return
