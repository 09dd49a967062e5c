"""A small number with its own name: centred, because a sheet cannot pad a spin box at the left."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import current
from ui.widgets.labels import label


class NumberBox(QSpinBox):
    """A count from `least` to `most`. The wheel scrolls the page, never the number.

    What is typed on arrival stands for the number there, however one came: 25 is never 215.
    """

    def __init__(
        self,
        name: str,
        title: str,
        *,
        least: int = 0,
        most: int = 9999,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setRange(least, most)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(current().px(76))
        self.setMaximumWidth(current().px(120))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            # The press itself puts the cursor somewhere, a moment later.
            QTimer.singleShot(0, self, self.selectAll)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NamedNumber(QWidget):
    """A number with its name above, as in a row of supplies."""

    def __init__(self, name: str, title: str, *, most: int = 9999) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(1)
        self.box = NumberBox(name, title, most=most)
        words = label(title, "small")
        words.setBuddy(self.box)
        whole.addWidget(words)
        whole.addWidget(self.box)
