"""Words on a page, whatever was typed: a word longer than a line breaks, a name ends in "…"."""

import re
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

# No word of the program is as long; an address, or letters typed without a blank, may be.
_LONGEST: Final = 24
_EVERY: Final = 12
_RUN: Final = re.compile(rf"\S{{{_LONGEST + 1},}}")
# An invisible place where a line may end.
_MAY_BREAK: Final = "\u200b"
_LEAST_LETTERS: Final = 6


def breakable(text: str) -> str:
    """Return the text with places to break in words that are too long for a line."""
    return _RUN.sub(_broken, text)


def _broken(found: re.Match[str]) -> str:
    word = found.group()
    return _MAY_BREAK.join(word[at : at + _EVERY] for at in range(0, len(word), _EVERY))


class Words(QLabel):
    """A label; `text()` is what it was given. What wraps may break anywhere it has to."""

    # The labels of a page that goes may be asked for their size when Python has let go of them.
    _said = ""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    @override
    def text(self) -> str:
        return self._said

    @override
    def setText(self, text: str) -> None:
        self._said = text
        self._show()

    @override
    def setWordWrap(self, on: bool) -> None:
        super().setWordWrap(on)
        self._show()

    def _show(self) -> None:
        shown = breakable(self._said) if self.wordWrap() else self._said
        if shown != super().text():
            super().setText(shown)


class Elided(Words):
    """A line that is shortened to its room, with all of it as a tip and for a screen reader."""

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        if self.wordWrap():
            return super().sizeHint()
        return self._room_for(self._said, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        if self.wordWrap():
            return super().minimumSizeHint()
        least = self._said
        if len(least) > _LEAST_LETTERS:
            least = f"{least[:_LEAST_LETTERS]}…"
        return self._room_for(least, super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _room_for(self, text: str, height: int) -> QSize:
        self.ensurePolished()
        margins = self.contentsMargins()
        beside = margins.left() + margins.right() + 2 * self.margin()
        return QSize(self.fontMetrics().horizontalAdvance(text) + beside + 1, height)

    @override
    def _show(self) -> None:
        if self.wordWrap() or not self.isVisible():
            super()._show()
            return
        room = max(self.contentsRect().width(), 1)
        shown = self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self._said if shown != self._said else "")
        if shown != QLabel.text(self):
            QLabel.setText(self, shown)
