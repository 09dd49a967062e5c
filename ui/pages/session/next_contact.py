"""The next contact: names and packs to press above the line that is typed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from outreach_app.casework.night_page import NightView
from outreach_app.casework.nightline import NAMED
from outreach_app.words import say
from ui.forms.night_line.entry import LineEntry
from ui.forms.night_line.reading import Readable
from ui.pages.session.names import NOBODY, NameChips
from ui.widgets.buttons import button
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.labels import rule

_TILES = 8
_PACKS = 2


class NextContact(Card):
    """Names, packs and the line, which is `entry`. Signal: `again` repeats the last line."""

    again = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(say("session.next.title"), say("session.next.note"), name="session.next")
        self.entry = LineEntry(page, "session")
        self.who = NameChips("session.who")
        self.repeat = button(say("session.next.again"), "session.again", icon="repeat", small=True)
        self._view: NightView | None = None
        self._packs = row(gap=6)
        self._lay_out()
        self.entry.changed.connect(self._show_who)
        self.entry.line.again.connect(self.again)
        self.repeat.clicked.connect(self.again)
        self.who.chosen.connect(self._name_pressed)
        self.who.find_wanted.connect(self._find)

    def _lay_out(self) -> None:
        self.body.setSpacing(7)
        self._line_between = rule(upright=True)
        self._buttons = QWidget()
        self._buttons.setLayout(row(self._line_between, self._packs, self.repeat, 1, gap=6))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(6)
        self._top.addWidget(self.who, 1)
        self._top.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignTop)
        self.add(self._top)
        self.add(self.entry)

    def show_view(self, view: NightView) -> None:
        """Use the letters, people and areas that hold now."""
        self._view = view
        table = view.table
        self.who.offer(table.tiles[:_TILES], view.care, table.lists["risk_flag"])
        self._offer_packs(view)
        here = table.session.area or "unknown"
        self.entry.show_readable(
            Readable(table.letters, table.areas, table.people, table.tiles, table.lists, here)
        )

    def compact(self, width_class: str) -> None:
        """Put the buttons below the names, or leave the names to the line."""
        upright = width_class in {"narrow", "tiny"}
        tiny = width_class == "tiny"
        self._top.setDirection(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        )
        self._line_between.setVisible(not upright)
        for each in (self.who, self._buttons, self.title):
            each.setVisible(not tiny)
        self.note.setVisible(not upright)

    def _show_who(self) -> None:
        person = self.entry.parsed.person
        self.who.set_value(person.key if person is not None else NOBODY)

    def _offer_packs(self, view: NightView) -> None:
        clear(self._packs)
        for pack in view.table.packs[:_PACKS]:
            if pack.letter:
                made = button(pack.label, f"session.pack.{pack.code}", icon="pack", small=True)
                made.clicked.connect(self._pressing(pack.letter))
                self._packs.addWidget(made)

    def _pressing(self, letter: str) -> Callable[[], None]:
        def press() -> None:
            self.entry.put(self.entry.reading.with_letter(self.entry.text(), letter))

        return press

    def _name_pressed(self, code: str) -> None:
        people = self._view.table.people if self._view else ()
        choice = next((each for each in people if each.key == code), None)
        self.entry.put(self.entry.reading.with_person(self.entry.text(), choice))

    def _find(self) -> None:
        text = self.entry.reading.with_person(self.entry.text(), None)
        self.entry.put(f"{text}{NAMED}")
