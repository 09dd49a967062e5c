"""What happened, closed until somebody asks for it; the asking is noted in the trail."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.labels import label

_SAID = "incident.one."


class AccountCard(Card):
    """Signal: `wanted` when somebody asks to read it."""

    wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(say(f"{_SAID}account"), name=f"{name}.account")
        self.show_button = button(
            say(f"{_SAID}show"), f"{name}.show", icon="show_secret", small=True
        )
        self.show_button.clicked.connect(self._pressed)
        self.add_to_head(self.show_button)
        self._words = label("", wrap=True, name=f"{name}.account.closed")
        self.add(self._words)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.add(self._lines)
        self._open = False
        self._closed_words = ""
        self.close_account(has_words=True)

    def close_account(self, *, has_words: bool) -> None:
        """Close it, and let go of every word of it."""
        self._open = False
        self._empty()
        self._closed_words = say(f"{_SAID}closed" if has_words else f"{_SAID}closed_empty")
        self._words.setText(self._closed_words)
        self._name_button("show")

    def open_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show it: pairs of title and words."""
        self._open = True
        self._empty()
        self._words.setText(say(f"{_SAID}read_noted"))
        self._name_button("hide")
        for title, text in lines:
            self._lines.addWidget(_line(title, text))
        if not lines:
            self._lines.addWidget(label(say(f"{_SAID}nothing_said"), wrap=True))

    def _pressed(self) -> None:
        if self._open:
            self._open = False
            self._empty()
            self._words.setText(self._closed_words)
            self._name_button("show")
        else:
            self.wanted.emit()

    def _name_button(self, key: str) -> None:
        words = say(f"{_SAID}{key}")
        self.show_button.setText(words)
        self.show_button.setAccessibleName(words)

    def _empty(self) -> None:
        clear(self._lines)


def _line(title: str, text: str) -> QWidget:
    made = QWidget()
    whole = QVBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(1)
    whole.addWidget(label(title, "label"))
    whole.addWidget(label(text, wrap=True))
    return made
