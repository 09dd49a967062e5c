"""Help, text size and theme at the foot of the pages before the casebook; the version at right."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from outreach_app import VERSION, guides
from outreach_app.words import say
from ui import keys
from ui.background import Background
from ui.dialogs.help import open_help
from ui.settings import Settings
from ui.theme import TEXT_SIZES, Theme
from ui.widgets.buttons import link
from ui.widgets.labels import label


class LookBar(QWidget):
    """Opens the help for its page; changes theme and text size, and remembers both."""

    def __init__(self, page: str, background: Background, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("look")
        self._page = page
        self._background = background
        self._theme = theme
        self._settings = settings
        self.size_button = link(say("unlock.text_size"), "look.text_size", icon="large_words")
        self.scheme_button = link("", "look.scheme", icon="theme")
        self.help_button = link(say("help.link"), "look.help", icon="help")
        self.help_button.clicked.connect(self._open_help)
        self.size_button.clicked.connect(self._open_sizes)
        self.scheme_button.clicked.connect(self._change_scheme)
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 0, 22, 10)
        row.setSpacing(24)
        row.addWidget(self.help_button)
        row.addWidget(self.size_button)
        row.addWidget(self.scheme_button)
        row.addStretch(1)
        self._keyboard = label(_keyboard(), "small")
        self._version = label(say("unlock.version", version=VERSION), "small")
        row.addWidget(self._keyboard)
        row.addWidget(self._version)
        theme.changed.connect(self._name_scheme)
        keys.bind(self, {"help": self._open_help})
        self._name_scheme()

    def compact(self, width_class: str) -> None:
        """Leave out what is only good to know where there is no room."""
        self._keyboard.setVisible(width_class in {"wide", "middle"} and bool(_keyboard()))
        self._version.setVisible(width_class != "tiny")

    def _open_help(self) -> None:
        open_help(self, self._background, guides.place_of(self._page))

    def sizes(self) -> QMenu:
        """Make the menu of text sizes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for percent in TEXT_SIZES:
            action = menu.addAction(say("unlock.percent", percent=percent))
            action.setCheckable(True)
            action.setChecked(percent == self._theme.percent)
            action.triggered.connect(self._sizing(percent))
        return menu

    def _open_sizes(self) -> None:
        menu = self.sizes()
        corner = self.size_button.mapToGlobal(self.size_button.rect().topLeft())
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    def _sizing(self, percent: int) -> Callable[[], None]:
        def choose() -> None:
            self._theme.choose(percent=percent)
            self._settings.choose(text_size=percent)

        return choose

    def _change_scheme(self) -> None:
        self._theme.choose("light" if self._theme.is_dark else "dark")
        self._settings.choose(scheme=self._theme.scheme)

    def _name_scheme(self) -> None:
        words = say("unlock.light" if self._theme.is_dark else "unlock.dark")
        self.scheme_button.setText(words)
        self.scheme_button.setAccessibleName(words)


def _keyboard() -> str:
    """Name the language of the keyboard, because a passphrase depends on it; "" when not known."""
    locale = QGuiApplication.inputMethod().locale()
    if locale.language() == QLocale.Language.C:
        return ""
    return say("unlock.keyboard", language=QLocale.languageToString(locale.language()))
