"""A combo box as wide as so many letters, whatever it offers; the wheel scrolls the page."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget
from typing_extensions import override

_LEAST_HEIGHT = 14
_BESIDE_ICON = 4


class ComboBox(QComboBox):
    """Measured as Qt does it under `AdjustToMinimumContentsLengthWithIcon`.

    To be told so, Qt makes the list that opens, seven widgets that are dressed at once and again
    whenever a page that is being built gives the box another place. So it is made when it opens.
    """

    # A box of a page that goes may be asked for its size when Python has let go of it.
    _letters = 0

    def __init__(self, letters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = letters

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        icon, metrics = self.iconSize(), self.fontMetrics()
        size = QSize(
            self._letters * metrics.horizontalAdvance("X") + icon.width() + _BESIDE_ICON,
            max(metrics.height(), _LEAST_HEIGHT, icon.height()) + 2,
        )
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, size, self)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
