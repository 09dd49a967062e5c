"""A card: title, a quiet note beside it, key caps at the right, and a body."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from ui.theme import current, role
from ui.widgets.labels import KeyCaps, label


class Card(QFrame):
    """A white block. Put widgets into `body` (a QVBoxLayout) or with `add`."""

    def __init__(
        self,
        title: str = "",
        note: str = "",
        *,
        keys: Sequence[str] = (),
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if name:
            self.setObjectName(name)
        role(self, "card")
        inside = current().space("card_inside")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(inside, inside - 4, inside, inside - 2)
        whole.setSpacing(8)
        self._caps: KeyCaps | None = None
        self.title = label(title, "h2", name=f"{name}.title" if name else "")
        self.note = label(note, "small")
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            self._head.addWidget(self.title)
            self._head.addWidget(self.note, 0, Qt.AlignmentFlag.AlignVCenter)
            self._head.addStretch(1)
            if keys:
                self._caps = KeyCaps(*keys)
                self._head.addWidget(self._caps)
            whole.addLayout(self._head)
        else:
            self.title.setParent(self)
            self.note.setParent(self)
            self.title.hide()
            self.note.hide()
        self.note.setVisible(bool(title and note))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        whole.addLayout(self.body)

    def add(self, thing: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or layout below what is there."""
        _put(self.body, thing, stretch)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a button or chip at the right end of the title line, before the key caps."""
        last = self._head.count() - (1 if self._caps is not None else 0)
        self._head.insertWidget(last, widget)

    def set_note(self, text: str) -> None:
        """Set the quiet words beside the title."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    @property
    def has_keys(self) -> bool:
        """Whether Alt and a number lead here."""
        return self._caps is not None

    def show_keys(self, *, shown: bool) -> None:
        """Draw the key caps, or leave them out: the keys work all the same."""
        if self._caps is not None:
            self._caps.setVisible(shown)

    def heading(self) -> QLabel:
        """Return the title, for focus."""
        return self.title


def row(*things: QWidget | QLayout | int, gap: int = 8) -> QHBoxLayout:
    """Lay things side by side; a number is a stretch of that weight."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    _fill(made, things)
    return made


def column(*things: QWidget | QLayout | int, gap: int = 8) -> QVBoxLayout:
    """Lay things one below the other; a number is a stretch of that weight."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    _fill(made, things)
    return made


def _fill(box: QBoxLayout, things: Sequence[QWidget | QLayout | int]) -> None:
    for thing in things:
        if isinstance(thing, int):
            box.addStretch(thing)
        else:
            _put(box, thing, 0)


def _put(box: QBoxLayout, thing: QWidget | QLayout, stretch: int) -> None:
    if isinstance(thing, QWidget):
        box.addWidget(thing, stretch)
    else:
        box.addLayout(thing, stretch)
