"""The first card: someone we know, someone new, or people who are only counted."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from outreach_app.casework.contacts import KNOWN, NEW, NOT_NAMED
from outreach_app.casework.people import PersonHit
from outreach_app.words import say
from ui.pages.log_contact.known_person import KnownPerson
from ui.pages.log_contact.new_person import NewPerson
from ui.pages.log_contact.parts import Unlabelled
from ui.theme import current
from ui.widgets.card import Card, row
from ui.widgets.choices import OptionButtons
from ui.widgets.labels import label
from ui.widgets.number import NumberBox
from ui.widgets.picker import Search

# A name and its hint can be read in so much.
_DETAIL: Final = 230


class WhoCard(Card):
    """Who was met. `who`, `known`, `new` and `people` are the fields of the form."""

    def __init__(self, name: str, search: Search, look_alike: Callable[[str], object]) -> None:
        super().__init__(
            f"1  {say('contact.page.who')}", keys=("Alt", "1"), name=f"{name}.card_who"
        )
        self._width_class = "wide"
        self.who = _Who(f"{name}.who", say("contact.page.who"), _choices())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.who.setSizePolicy(policy)
        self.known = KnownPerson(f"{name}.person", search)
        self.new = NewPerson(f"{name}.new", look_alike)
        self.people = NumberBox(f"{name}.people", say("contact.page.how_many"), least=1, most=200)
        self.known_frame = Unlabelled(say("contact.page.who"), self.known)
        self.new_frame = Unlabelled(say("contact.page.alias"), self.new)
        self._many = QWidget()
        words = label(say("contact.page.how_many"), "label")
        words.setBuddy(self.people)
        self._many.setLayout(row(words, self.people, 1))
        self.people_frame = Unlabelled(say("contact.page.how_many"), self._many)
        self._detail = _Stack()
        for frame in (self.known_frame, self.new_frame, self.people_frame):
            self._detail.add(frame)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(14)
        self._box.addWidget(self.who, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(self._detail, 1)
        self.add(self._box)
        self.add(self.new.may_know)
        self.who.pointed.connect(self.focus_detail)
        self.who.typed.connect(self._typed)
        self.new.is_known.connect(self._is_known)
        self.known.add_new.connect(self._add_new)
        self.show_detail()

    def show_detail(self) -> None:
        """Show what belongs to the present answer."""
        place = {KNOWN: 0, NEW: 1, NOT_NAMED: 2}.get(self.who.value(), 0)
        self._detail.show_only(place)

    def focus_detail(self) -> None:
        """Focus what belongs to the present answer."""
        match self.who.value():
            case "known":
                self.known.take_focus()
            case "new":
                self.new.alias.setFocus(Qt.FocusReason.OtherFocusReason)
            case _:
                self.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def compact(self, width_class: str) -> None:
        """Put the detail beside the answers, or below them."""
        self._width_class = width_class
        self.who.set_choices(_choices(short=width_class == "tiny"))
        self._fit()
        self.known.compact(width_class)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Go below the answers where a name would have no room beside them."""
        left = self.width() - self._answers_width() - current().px(_DETAIL)
        below = self._width_class in {"narrow", "tiny"} or left < 0
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        self._box.setAlignment(
            self.who, Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignTop
        )

    def _answers_width(self) -> int:
        """Return how wide the answers are in one line, with the edges of the card."""
        layout, edges = self.who.layout(), self.body.contentsMargins()
        wide = layout.sizeHint().width() if layout is not None else 0
        return wide + self._box.spacing() + edges.left() + edges.right()

    def _typed(self, letter: str) -> None:
        self.focus_detail()
        line = QApplication.focusWidget()
        if isinstance(line, QLineEdit) and self.isAncestorOf(line):
            line.insert(letter)

    def _is_known(self, hit: PersonHit) -> None:
        self.who.set_value(KNOWN)
        self.show_detail()
        self.new.alias.clear()
        self.known.choose(hit.id, hit.alias, hit.code)

    def _add_new(self, name: str) -> None:
        self.who.set_value(NEW)
        self.show_detail()
        self.new.alias.setText(name)
        self.new.alias.setFocus(Qt.FocusReason.OtherFocusReason)


class _Who(OptionButtons):
    """The answers. Signal: `typed` carries a letter typed on one: the beginning of a name."""

    typed = Signal(str)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and event.text().isalpha() and self.value() in {KNOWN, NEW}:
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)


class _Stack(QWidget):
    """One of several widgets, no higher than the one that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._members: list[QWidget] = []

    def add(self, widget: QWidget) -> None:
        self._members.append(widget)
        self._column.addWidget(widget)

    def show_only(self, place: int) -> None:
        for number, widget in enumerate(self._members):
            widget.setVisible(number == place)


def _choices(*, short: bool = False) -> tuple[tuple[str, str], ...]:
    nobody = "contact.page.not_named_short" if short else "contact.page.not_named"
    return (
        (KNOWN, say("contact.page.known")),
        (NEW, say("contact.page.new")),
        (NOT_NAMED, say(nobody)),
    )
