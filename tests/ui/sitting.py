"""A page with a real desk under it, outside the shell, for the tests of one page."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts
from ui.background import Background
from ui.page import Context, Page, Relay
from ui.registry import page_class
from ui.settings import Settings
from ui.theme import Theme

_PATIENCE_MS: Final = 30_000


class Stage(QWidget):
    """A window that shows one page at a time and remembers where pages wanted to go."""

    def __init__(
        self, qtbot: QtBot, desk: Desk, background: Background, theme: Theme, settings: Settings
    ) -> None:
        super().__init__()
        self._qtbot = qtbot
        self.relay = Relay()
        self.context = Context(desk, background, theme, settings, self.relay, drafts)
        self.went: list[tuple[str, dict[str, object]]] = []
        self.page: Page | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle("Casebook")
        self.relay.changed.connect(self._refresh)
        self.resize(1162, 649)
        qtbot.addWidget(self, before_close_func=_leave_pages)

    def show_page(self, name: str, **where: object) -> Page:
        """Show a page as the shell does, and wait until its questions are answered."""
        made = page_class(name)
        assert made is not None, name
        page = made(self.context)
        page.go.connect(lambda target, at: self.went.append((target, at)))
        self.page = page
        self._column.addWidget(page)
        self.show()
        page.compact(self.context.theme.breakpoint(self.width() + 204))
        page.open(**where)
        self.settle()
        return page

    def settle(self) -> None:
        """Wait until nothing is on its way from the worker."""
        # Pages for a printer take a while on a slow machine.
        self._qtbot.waitUntil(lambda: self.context.background.pending == 0, timeout=_PATIENCE_MS)
        QApplication.processEvents()

    def click(self, name: str) -> QWidget:
        """Click a widget by its name, wherever it is, and wait for what follows."""
        found = self.seen(name)
        # A check box is pressed on its box or words, which stand at its left.
        place = QPoint(12, found.height() // 2)
        QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=place)
        self.settle()
        return found

    def type(self, name: str, text: str) -> None:
        """Type into the widget of a name."""
        QTest.keyClicks(self.seen(name), text)
        self.settle()

    def press(self, name: str, key: Qt.Key) -> None:
        """Press one key in the widget of a name."""
        QTest.keyClick(self.seen(name), key)
        self.settle()

    def seen(self, name: str) -> QWidget:
        """Return the visible widget of a name."""
        found = [each for each in self.findChildren(QWidget, name) if each.isVisible()]
        assert found, name
        return found[-1]

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something has happened."""
        self._qtbot.waitUntil(happened)
        self.settle()

    def words(self) -> str:
        """Return every word that can be seen."""
        shown = []
        for each in self.findChildren(QWidget):
            text = getattr(each, "text", None)
            if each.isVisible() and callable(text):
                shown.append(str(text()))
        return "\n".join(shown)

    def _refresh(self, changes: object) -> None:
        if self.page is not None:
            self.page.refresh(changes)


def _leave_pages(stage: QWidget) -> None:
    """Forms keep typing every two seconds: they stop before the worker is gone."""
    for page in stage.findChildren(Page):
        page.leave()
