"""The present look: scheme and text size, and what every role means under them."""

from functools import cache
from typing import Final

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QStyleFactory

from outreach_app import paths
from ui.theme import fonts, sheet
from ui.theme.tokens import tokens

SCHEMES: Final = ("system", "light", "dark")
TEXT_SIZES: Final = (90, 100, 115, 130, 150)
_NAME: Final = "theme"

# High contrast belongs to the person, not to us: our roles take the system's own colours then.
_SYSTEM_ROLES: Final = {
    "canvas": QPalette.ColorRole.Window,
    "surface": QPalette.ColorRole.Base,
    "sunken": QPalette.ColorRole.Window,
    "nav": QPalette.ColorRole.Window,
    "accent": QPalette.ColorRole.Highlight,
    "accent_hover": QPalette.ColorRole.Highlight,
    "on_accent": QPalette.ColorRole.HighlightedText,
    "selection": QPalette.ColorRole.Window,
    "accent_soft": QPalette.ColorRole.Base,
    "mark": QPalette.ColorRole.Base,
}


@cache
def _hints() -> QStyleHints:
    # What PySide hands out under a wrapper becomes unusable with it: the wrapper is kept for good.
    return QGuiApplication.styleHints()


class Theme(QObject):
    """What roles mean now. Signal: `changed` when scheme or text size were set anew."""

    changed = Signal()

    def __init__(self, app: QApplication, scheme: str = "system", percent: int = 100) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        self._app = app
        self._system_palette = QPalette(app.palette())
        self._scheme = scheme if scheme in SCHEMES else "system"
        self._percent = percent if percent in TEXT_SIZES else 100
        QDir.setSearchPaths("icons", [str(paths.resource("icons"))])
        fonts.register()
        app.setStyle(QStyleFactory.create("Fusion"))
        _hints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    # properties

    @property
    def scheme(self) -> str:
        """The choice made: `system`, `light` or `dark`."""
        return self._scheme

    @property
    def percent(self) -> int:
        """Text size, one of `TEXT_SIZES`."""
        return self._percent

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are shown now."""
        if self._scheme == "system":
            return _hints().colorScheme() == Qt.ColorScheme.Dark
        return self._scheme == "dark"

    @property
    def is_high_contrast(self) -> bool:
        """Whether the system asks for high contrast."""
        preference = _hints().accessibility().contrastPreference()
        return preference == Qt.ContrastPreference.HighContrast

    # what roles mean

    def hexadecimal(self, role: str) -> str:
        """Return a colour role as ``#RRGGBB``."""
        if self.is_high_contrast:
            part = _SYSTEM_ROLES.get(role, QPalette.ColorRole.WindowText)
            if role.endswith("_soft"):
                part = QPalette.ColorRole.Base
            return self._system_palette.color(part).name()
        return str(tokens().colours["dark" if self.is_dark else "light"][role])

    def colour(self, role: str) -> QColor:
        """Return a colour role, for what is painted by hand."""
        return QColor(self.hexadecimal(role))

    def px(self, size: int) -> int:
        """Return a length at the present text size."""
        return round(size * self._percent / 100)

    def size(self, name: str) -> int:
        """Return a named size of `[size]` at the present text size."""
        return self.px(int(tokens().size[name]))

    def space(self, name: str) -> int:
        """Return a named distance of `[space]`; distances do not grow with the text."""
        return int(tokens().space[name])

    def font(self, name: str = "body", *, bold: bool = False, mono: bool = False) -> QFont:
        """Return the font of a named text size, for delegates."""
        drawn = QFont(tokens().mono_font if mono else tokens().base_font)
        drawn.setPixelSize(self.px(int(tokens().type[name])))
        drawn.setBold(bold)
        return drawn

    def breakpoint(self, width: int) -> str:
        """Name the layout for a window of `width`: `wide`, `middle`, `narrow` or `tiny`.

        Larger text has less room, so that the width is taken in units of the text size.
        """
        room = width * 100 // self._percent
        steps = sorted(tokens().breakpoint.items(), key=lambda step: step[1], reverse=True)
        return next(name for name, least in steps if room >= least)

    # changing it

    def choose(self, scheme: str | None = None, percent: int | None = None) -> None:
        """Set scheme or text size; unknown values are ignored."""
        if scheme in SCHEMES:
            self._scheme = scheme
        if percent in TEXT_SIZES:
            self._percent = percent
        self._apply()

    def _system_changed(self) -> None:
        if self._scheme == "system":
            self._apply()

    def _apply(self) -> None:
        # Imported here because the icons ask this theme for their colours.
        from ui.theme.icons import redraw_all  # noqa: PLC0415 - see above

        self._app.setFont(self.font())
        if not self.is_high_contrast:
            self._app.setPalette(self._palette())
        self._app.setStyleSheet(sheet.compose(self.hexadecimal, self.px, dark=self.is_dark))
        redraw_all()
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for part, role in (
            (QPalette.ColorRole.Window, "canvas"),
            (QPalette.ColorRole.WindowText, "ink"),
            (QPalette.ColorRole.Base, "surface"),
            (QPalette.ColorRole.AlternateBase, "sunken"),
            (QPalette.ColorRole.Text, "ink"),
            (QPalette.ColorRole.Button, "surface"),
            (QPalette.ColorRole.ButtonText, "ink"),
            (QPalette.ColorRole.PlaceholderText, "ink_faint"),
            (QPalette.ColorRole.Highlight, "selection"),
            (QPalette.ColorRole.HighlightedText, "ink"),
            (QPalette.ColorRole.Accent, "accent"),
            (QPalette.ColorRole.Link, "accent"),
            (QPalette.ColorRole.ToolTipBase, "surface"),
            (QPalette.ColorRole.ToolTipText, "ink"),
        ):
            palette.setColor(part, self.colour(role))
        for part in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self.colour("ink_faint"))
        return palette


def current() -> Theme:
    """Return the theme of the running application; without one there is nothing to draw with."""
    app = QApplication.instance()
    found = app.findChild(Theme, _NAME) if app is not None else None
    if found is None:
        msg = "make a Theme before the first widget"
        raise RuntimeError(msg)
    return found
