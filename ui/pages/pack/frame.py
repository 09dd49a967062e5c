"""How the page of a pack is laid out: what is typed at the left, how it will look at the right."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.theme import current
from ui.widgets.labels import show_if
from ui.widgets.scroll import scrolled

PARTS: Final = ("about", "lines", "pages")


class Frame(QWidget):
    """Two parts to type in, one at a time; the pages beside them, or a third part when narrow."""

    def __init__(self, about: QWidget, lines: QWidget, pages: QWidget) -> None:
        super().__init__()
        self._width_class = "wide"
        self.tabs = QTabBar()
        self.tabs.setObjectName("pack.part_shown")
        self.tabs.setAccessibleName(say("packs.frame.title"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for part in PARTS:
            self.tabs.addTab(say(f"packs.frame.{part}"))
        self.tabs.currentChanged.connect(self.arrange)
        self._parts = (scrolled(about, "pack.scroll.about"), scrolled(lines, "pack.scroll.lines"))
        self._pages = pages
        line = QHBoxLayout()
        line.setSpacing(current().space("between_cards"))
        for area in self._parts:
            line.addWidget(area, 6)
        line.addWidget(self._pages, 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.tabs)
        whole.addLayout(line, 1)
        self.arrange()

    @property
    def narrow(self) -> bool:
        """Whether there is room for one part at a time only."""
        return self._width_class in {"narrow", "tiny"}

    def compact(self, width_class: str) -> None:
        """Hear how wide the window is."""
        self._width_class = width_class
        self.arrange()

    def show_part(self, part: str) -> None:
        """Bring a part into sight."""
        self.tabs.setCurrentIndex(PARTS.index(part))

    def arrange(self, *_: object) -> None:
        """Show what is to be seen."""
        if not self.narrow and self.tabs.currentIndex() == PARTS.index("pages"):
            self.tabs.setCurrentIndex(0)
        self.tabs.setTabVisible(PARTS.index("pages"), self.narrow)
        at = self.tabs.currentIndex()
        for number, part in enumerate(self._parts):
            show_if(part, at == number)
        show_if(self._pages, not self.narrow or at == PARTS.index("pages"))
