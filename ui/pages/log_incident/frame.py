"""Where the parts of the form stand: head, a column that scrolls beside a panel, buttons."""

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.widgets.panel import SidePanel, WithPanel
from ui.widgets.scroll import scrolled


class Frame(QWidget):
    """Put the parts of the form into `inner`: its widget is `column`, which `area` scrolls."""

    def __init__(
        self, name: str, head: QWidget, aside: SidePanel, buttons: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._head = head
        self.column = QWidget()
        self.area: QScrollArea = scrolled(self.column, f"{name}.scroll")
        self.beside = WithPanel(self.area, aside)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._top = QVBoxLayout()
        self._top.setContentsMargins(20, 12, 20, 2)
        self._top.addWidget(head)
        lines.addLayout(self._top)
        lines.addWidget(self.beside, 1)
        lines.addWidget(buttons)
        self.inner = QVBoxLayout(self.column)
        self.inner.setContentsMargins(20, 8, 12, 14)
        self.inner.setSpacing(9)

    def place_head(self, *, scrolling: bool) -> None:
        """Let the head scroll away where the form needs all the height there is."""
        focused = self.window().focusWidget()
        self._top.setContentsMargins(20, 0 if scrolling else 12, 20, 2)
        if scrolling:
            self.inner.insertWidget(0, self._head)
        else:
            self._top.addWidget(self._head)
        if focused is not None and self._head.isAncestorOf(focused):
            focused.setFocus()

    def to_top(self) -> None:
        """Show the first part."""
        self.area.verticalScrollBar().setValue(0)
