"""Choosing a passphrase: typed twice, measured while it is typed, five words on request."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.errors import Problem
from outreach_app.wording import problem as sentence
from outreach_app.words import say
from ui.widgets.buttons import link
from ui.widgets.labels import label
from ui.widgets.passphrase import PassphraseField


class Phrases(Protocol):
    """What passphrases must be, and a suggestion: the house, or `outreach_app.first_use`."""

    @property
    def check_passphrase(self) -> Callable[[str, str], Sequence[Problem]]:
        """What keeps a passphrase from being used by somebody of a name."""
        ...

    @property
    def suggest_passphrase(self) -> Callable[[], str]:
        """Five words drawn at random."""
        ...


class NewPassphrase(QWidget):
    """Signal: `entered` when Enter was pressed in one of the fields.

    `name` is the beginning of the objectNames, `sign_in` tells the name it belongs to.
    """

    entered = Signal()

    def __init__(
        self, house: Phrases, name: str, sign_in: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._sign_in = sign_in
        self.phrase = PassphraseField(f"{name}.passphrase", say("unlock.passphrase"))
        self.again = PassphraseField(f"{name}.again", say("welcome.again"))
        self.length = label("", "small", wrap=True, name=f"{name}.length")
        self.suggestion = label("", "code", wrap=True, name=f"{name}.suggestion")
        self.suggestion.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.suggestion.hide()
        self.error = label("", "error", wrap=True, name=f"{name}.passphrase.error")
        suggest = link(say("welcome.suggest"), f"{name}.suggest")
        suggest.clicked.connect(self._suggest)
        self.phrase.line.textChanged.connect(self._measure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(say("welcome.passphrase_note"), wrap=True))
        column.addWidget(self.phrase)
        column.addWidget(self.length)
        column.addWidget(suggest, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.suggestion)
        column.addWidget(self.again)
        column.addWidget(self.error)
        for field in (self.phrase, self.again):
            field.line.returnPressed.connect(self.entered)
        for field in (self.phrase, self.again):
            field.line.textChanged.connect(self._look_again)
        # Room for a line is kept, so that nothing moves when there is something to say.
        self.error.setMinimumHeight(self.error.fontMetrics().height() + 4)
        # Typed twice in one go; a passphrase is never typed onto "Show" or "Suggest".
        QWidget.setTabOrder(self.phrase.line, self.again.line)
        self._measure("")

    def text(self) -> str:
        """Return the passphrase typed."""
        return self.phrase.text()

    def complete(self) -> bool:
        """Tell whether it may be used; if not, say why and focus what is to be mended."""
        found = self._amiss()
        if found is None:
            self.error.setText("")
            return True
        self._wrong(*found)
        return False

    def _amiss(self) -> tuple[str, PassphraseField] | None:
        """Return what keeps it from being used, and where, or None."""
        problems = self._house.check_passphrase(self.phrase.text(), self._sign_in())
        if problems:
            return sentence(problems[0]), self.phrase
        if self.phrase.text() != self.again.text():
            return say("welcome.not_the_same"), self.again
        return None

    def _look_again(self) -> None:
        """Take away what was said as soon as it is no longer so; nothing new is said meanwhile."""
        said = self.error.text()
        if said and ((found := self._amiss()) is None or found[0] != said):
            self.error.setText("")
            for field in (self.phrase, self.again):
                field.line.setAccessibleDescription("")

    def clear(self) -> None:
        """Forget everything that was typed and suggested."""
        self.phrase.clear()
        self.again.clear()
        self.suggestion.setText("")
        self.suggestion.setAccessibleName("")
        self.suggestion.hide()
        self.error.setText("")

    def take_focus(self) -> None:
        """Focus the first field."""
        self.phrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wrong(self, words: str, where: PassphraseField) -> None:
        self.error.setText(words)
        where.line.setAccessibleDescription(words)
        where.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _suggest(self) -> None:
        self.suggestion.setText(self._house.suggest_passphrase())
        self.suggestion.setAccessibleName(self.suggestion.text())
        self.suggestion.show()

    def _measure(self, text: str) -> None:
        key = "length_none" if not text else "length_words"
        enough = bool(text) and not self._house.check_passphrase(text, self._sign_in())
        words = say(f"welcome.{key}", count=len(text.split()))
        self.length.setText(f"{words} {say('welcome.length_enough')}" if enough else words)
