"""The column at the left: the main pages, Settings, Hide and Lock."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.allowed import page as page_offered
from ui.registry import NAVIGATION
from ui.theme import current, put_icon, role
from ui.widgets.buttons import icon_button
from ui.widgets.labels import KeyCaps, icon_label, label, rule, show_if

# An en space sets the words apart from the icon; the accessible name goes without it.
_APART: Final = "\u2002"


class NavButton(QPushButton):
    """A page or an action of the column; shows words, or only its icon."""

    def __init__(self, name: str, icon: str, words: str, spoken: str = "", *keys: str) -> None:
        super().__init__()
        self.setObjectName(f"nav.{name}")
        self.setAccessibleName(spoken or words)
        self.setAutoDefault(False)
        role(self, "nav")
        put_icon(self, icon, "ink", 18)
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.addStretch(1)
        self._keys = KeyCaps(*keys)
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._keys)
        self.show_words(on=True)

    def show_words(self, *, on: bool) -> None:
        """Show icon and words, or the icon alone with a tooltip."""
        self.setText(f"{_APART}{self._words.replace('&', '&&')}" if on else "")
        self.setToolTip("" if on else self.accessibleName())
        self._keys.setVisible(on)


class Navigation(QFrame):
    """Signals: `chosen` has the name of a page; `help_wanted`; `hide_wanted`; `lock_wanted`."""

    chosen = Signal(str)
    help_wanted = Signal()
    hide_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.setAccessibleName(say("shell.main_pages"))
        role(self, "nav")
        self._group = QButtonGroup(self)
        self._pages: dict[str, NavButton] = {}
        self._all: list[NavButton] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 8)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        for name in NAVIGATION:
            whole.addWidget(self._page(name))
        whole.addStretch(1)
        whole.addWidget(self._page("settings"))
        whole.addSpacing(6)
        whole.addWidget(rule())
        whole.addSpacing(7)
        self._hide = self._action("hide", "F9")
        self._lock = self._action("lock", "Ctrl", "L")
        self._hide.clicked.connect(self.hide_wanted)
        self._lock.clicked.connect(self.lock_wanted)
        whole.addWidget(self._hide)
        whole.addWidget(self._lock)
        current().changed.connect(self._resize)
        self._with_words = True
        self.compact("wide")

    def offer(self, at_the_keyboard: str) -> None:
        """Leave out the pages that are not for this role."""
        for name, button in self._pages.items():
            button.setVisible(page_offered(at_the_keyboard, name))

    def light(self, name: str) -> None:
        """Show which page is open; a page that is none of these lights nothing."""
        self._group.setExclusive(False)
        for page, button in self._pages.items():
            button.setChecked(page == name)
            put_icon(button, page, "accent" if page == name else "ink", 18)
        self._group.setExclusive(True)

    def compact(self, width_class: str) -> None:
        """Show words, icons, or nothing, as the width allows."""
        self._with_words = width_class == "wide"
        show_if(self, width_class != "tiny")
        self._title.setVisible(self._with_words)
        self._help.setVisible(self._with_words)
        for button in self._all:
            button.show_words(on=self._with_words)
        self._resize()

    def _resize(self) -> None:
        width = current().size("nav_width" if self._with_words else "nav_width_icons")
        self.setFixedWidth(width)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(current().size("topbar_height"))
        row = QHBoxLayout(head)
        row.setContentsMargins(19, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(icon_label("app", "accent", 20))
        self._title = label(say("shell.title"), "h2")
        row.addWidget(self._title, 1)
        self._help = icon_button("help", say("shell.nav.help_name"), "nav.help")
        self._help.clicked.connect(self.help_wanted)
        row.addWidget(self._help)
        return head

    def _page(self, name: str) -> NavButton:
        button = NavButton(name, name, say(f"shell.nav.{name}"))
        button.setCheckable(True)
        button.clicked.connect(self._choosing(name))
        self._group.addButton(button)
        self._pages[name] = button
        self._all.append(button)
        return button

    def _action(self, name: str, *keys: str) -> NavButton:
        button = NavButton(
            name, name, say(f"shell.nav.{name}"), say(f"shell.nav.{name}_name"), *keys
        )
        self._all.append(button)
        return button

    def _choosing(self, name: str) -> Callable[[], None]:
        def choose() -> None:
            self.chosen.emit(name)

        return choose
