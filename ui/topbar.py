"""The bar above the pages: find, the open session, how the work is kept, the two log buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from outreach_app.words import say
from ui import allowed
from ui.covering import cover
from ui.registry import NAVIGATION
from ui.theme import current, put_icon, put_status, role
from ui.theme.icons import icon
from ui.widgets.buttons import Button, button, icon_button
from ui.widgets.cover_button import CoverButton
from ui.widgets.labels import KeyCaps, icon_label, label, rule, show_if

# No wider than this, however much room there is.
_WIDEST = 390
# What a search field has beside its words: the icon and the air around it.
_BESIDE = 46


class _Search(Button):
    """The field of Find anything: as many words, and its keys, as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar.search")
        self.setAccessibleName(say("shell.top.find_name"))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(120)
        role(self, "searchbox")
        put_icon(self, "find", "ink_muted", 18)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 7, 0)
        inside.addStretch(1)
        self._keys = KeyCaps("Ctrl", "K")
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside.addWidget(self._keys)

    def fit(self) -> None:
        """Say all of it, or only "Find", beside the keys; in the narrowest place without them."""
        room = self.width() - current().px(_BESIDE)
        keys = self._keys.sizeHint().width()
        whole, short = say("shell.top.find"), say("shell.top.find_short")
        measure = self.fontMetrics().horizontalAdvance
        self.setText(f"\u2002{whole if measure(whole) + keys <= room else short}")
        self._keys.setVisible(measure(short) + keys <= room)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class TopBar(QFrame):
    """Signals: `wanted` carries the name of a page; `find_wanted`, `hide_wanted`, `lock_wanted`."""

    wanted = Signal(str)
    find_wanted = Signal()
    hide_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAccessibleName(say("shell.top_bar"))
        role(self, "topbar")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 6, 14, 6)
        self._row.setSpacing(8)
        self._build_left()
        self._build_state()
        self._build_right()
        self._session_words = ""
        self._role = ""
        self._width_class = "wide"
        self.compact("wide")

    # what is shown

    def set_page(self, title: str) -> None:
        """Name the page, for the narrowest layout, where the heading has no room of its own."""
        self._page.setText(title)

    def set_session(self, words: str) -> None:
        """Show the open session, or "" for none."""
        self._session_words = words
        self._session.setText(words)
        self._session.setToolTip(words)
        self.compact(self._width_class)

    def set_kept(self, status: str, words: str) -> None:
        """Show how the work stands: `saved`, `kept`, `not_saved`, and the words for it."""
        put_status(self._kept_icon, status, 16)
        self._kept_icon.setVisible(True)
        self._kept.setText(words)

    def show_cover(self, *, on: bool) -> None:
        """Show the pressed button while names are covered; it takes no room otherwise."""
        show_if(self.covered, on)

    def compact(self, width_class: str) -> None:
        """Show what there is room for."""
        self._width_class = width_class
        tiny = width_class == "tiny"
        with_session = bool(self._session_words) and width_class in {"wide", "middle"}
        for widget in (self._menu, self._page, self._find_small, self._hide, self._lock):
            widget.setVisible(tiny)
        for widget in (self.search, self.log_incident, self.log_contact):
            widget.setVisible(not tiny)
        self._session_icon.setVisible(with_session)
        self._session.setVisible(with_session)
        self._line.setVisible(with_session)
        self.search.setMaximumWidth(current().px(_WIDEST))
        self.search.fit()
        self.covered.show_words(on=width_class == "wide")
        words = width_class in {"wide", "middle"}
        self.log_incident.setText(say("shell.top.log_incident") if words else "")
        self.log_incident.setToolTip("" if words else say("shell.top.log_incident"))
        self.log_contact.setText(say("shell.top.log_contact") if words else "")
        self.log_contact.setToolTip("" if words else say("shell.top.log_contact"))

    # building

    def _build_left(self) -> None:
        self._menu = icon_button("menu", say("shell.menu"), "topbar.menu")
        self._menu.clicked.connect(self._open_menu)
        self._page = label("", "h2", name="topbar.page", elides=True)
        self._page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.search = _Search()
        self.search.clicked.connect(self.find_wanted)
        self._row.addWidget(self._menu)
        self._row.addWidget(self._page, 1)
        self._row.addWidget(self.search, 100)
        self._row.addStretch(1)

    def _build_state(self) -> None:
        self._session_icon = icon_label("van_night", "ink_muted", 18)
        self._session = label("", "muted", name="topbar.session")
        self._line = rule(upright=True)
        self._line.setMinimumHeight(34)
        self._kept_icon = icon_label("agree", "ok", 16)
        self._kept_icon.setVisible(False)
        self._kept: QLabel = label("", "small", name="topbar.kept")
        for widget in (
            self._session_icon,
            self._session,
            self._line,
            self._kept_icon,
            self._kept,
        ):
            self._row.addWidget(widget)
        self._row.addSpacing(4)
        self.covered = CoverButton("topbar.covered")
        self._row.addWidget(self.covered)
        self.show_cover(on=cover().on)

    def _build_right(self) -> None:
        self.log_incident = button(
            say("shell.top.log_incident"), "topbar.log_incident", icon="log_incident"
        )
        self.log_contact = button(
            say("shell.top.log_contact"), "topbar.log_contact", kind="primary", icon="log_contact"
        )
        self.log_incident.clicked.connect(self._want_incident)
        self.log_contact.clicked.connect(self._want_contact)
        self._find_small = icon_button("find", say("shell.top.find_name"), "topbar.find")
        self._hide = icon_button("hide", say("shell.nav.hide_name"), "topbar.hide")
        self._lock = icon_button("lock", say("shell.nav.lock_name"), "topbar.lock")
        self._find_small.clicked.connect(self.find_wanted)
        self._hide.clicked.connect(self.hide_wanted)
        self._lock.clicked.connect(self.lock_wanted)
        for widget in (
            self.log_incident,
            self.log_contact,
            self._find_small,
            self._hide,
            self._lock,
        ):
            self._row.addWidget(widget)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self._menu.mapToGlobal(self._menu.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Make the menu of the narrowest layout: the two log buttons, then every page."""
        menu = QMenu(self)
        menu.setObjectName("topbar.pages")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in filter(self._offered, ("log_contact", "log_incident")):
            action = menu.addAction(icon(name), say(f"shell.top.{name}"))
            action.setData(name)
        menu.addSeparator()
        for name in filter(self._offered, (*NAVIGATION, "settings")):
            action = menu.addAction(icon(name), say(f"shell.nav.{name}").replace("&", "&&"))
            action.setData(name)
        menu.triggered.connect(self._menu_chosen)
        return menu

    def offer(self, at_the_keyboard: str) -> None:
        """Leave out what is not for this role, here and in the menu."""
        self._role = at_the_keyboard
        allowed.withhold(self, at_the_keyboard)

    def _offered(self, name: str) -> bool:
        return allowed.page(self._role, name)

    def _menu_chosen(self, action: object) -> None:
        data = getattr(action, "data", None)
        if callable(data):
            self.wanted.emit(str(data()))

    def _want_incident(self) -> None:
        self.wanted.emit("log_incident")

    def _want_contact(self) -> None:
        self.wanted.emit("log_contact")
