"""Three columns side by side; in a narrow window one of them at a time, under a row of tabs."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.theme import current
from ui.widgets.scroll import scrolled

PARTS: Final = ("choose", "pages", "know")
_LEFT: Final = 284
_RIGHT: Final = 262
_NO_LIMIT: Final = 16_777_215


class ThreeParts(QWidget):
    """Left what is chosen, in the middle the pages, right what is to be known of them."""

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        super().__init__()
        self._width_class = "wide"
        self.tabs = QTabBar()
        self.tabs.setObjectName("reports.part")
        self.tabs.setAccessibleName(say("reports.title"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for part in PARTS:
            self.tabs.addTab(say(f"reports.part.{part}"))
        self.tabs.setCurrentIndex(PARTS.index("pages"))
        self.tabs.currentChanged.connect(self._arrange)
        self._left = scrolled(left, "reports.left")
        self._middle = middle
        self._right = scrolled(right, "reports.right")
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(self._left)
        self._row.addWidget(self._middle, 1)
        self._row.addWidget(self._right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.tabs)
        whole.addLayout(self._row, 1)
        current().changed.connect(self._arrange)
        self._arrange()

    def compact(self, width_class: str) -> None:
        """Hear how wide the window is."""
        self._width_class = width_class
        self._arrange()

    def _arrange(self) -> None:
        narrow = self._width_class in {"narrow", "tiny"}
        self.tabs.setVisible(narrow)
        at = self.tabs.currentIndex()
        for number, part in enumerate((self._left, self._middle, self._right)):
            part.setVisible(not narrow or number == at)
        for side, width in ((self._left, _LEFT), (self._right, _RIGHT)):
            _fix_width(side, None if narrow else current().px(width))


def _fix_width(area: QScrollArea, width: int | None) -> None:
    area.setMinimumWidth(width or 0)
    area.setMaximumWidth(width or _NO_LIMIT)


def column(*widgets: QWidget) -> QWidget:
    """Put widgets under one another."""
    held = QWidget()
    under = QVBoxLayout(held)
    under.setContentsMargins(0, 0, 0, 0)
    under.setSpacing(6)
    for each in widgets:
        under.addWidget(each)
    return held


def above(*cards: QWidget) -> QWidget:
    """Put cards at the top of their column."""
    held = column(*cards)
    layout = held.layout()
    if isinstance(layout, QVBoxLayout):
        layout.addStretch(1)
    return held
