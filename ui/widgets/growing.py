"""A field for words: one line high while there is one line, growing with what is typed."""

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from ui.theme import current

_MOST_LINES: Final = 7


class GrowingText(QPlainTextEdit):
    """Tab goes on to the next field; beyond seven lines the field scrolls."""

    def __init__(
        self, name: str, title: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        current().changed.connect(self._grow)
        self._grow()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        lines = min(max(round(self.document().size().height()), 1), _MOST_LINES)
        height = lines * self.fontMetrics().lineSpacing() + round(
            2 * self.document().documentMargin()
        )
        # The sheet's padding and edge above and below.
        self.setFixedHeight(max(height + 8, current().size("field_height")))
