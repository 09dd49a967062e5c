"""Icons by role: drawn from the Material Design font, redrawn when the theme changes."""

from functools import lru_cache
from typing import Final

import qtawesome
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from outreach_app import paths
from ui.theme.theme import Theme, current
from ui.theme.tokens import tokens

# One of its twelve fonts is used; the others are neither read at the start nor shipped.
_FONTS: Final = "_BUNDLED_FONTS"
setattr(qtawesome, _FONTS, [each for each in getattr(qtawesome, _FONTS) if each[0] == "mdi6"])

_ROLE: Final = "iconRole"
_COLOUR: Final = "iconColour"
_SIZE: Final = "iconSizePx"


def glyph(role: str) -> str:
    """Return the font's name of an icon role; a name of the font itself passes through."""
    return f"mdi6.{tokens().icons.get(role, role)}"


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, faint: str) -> QIcon:
    return QIcon(qtawesome.icon(name, color=colour, color_disabled=faint))


@lru_cache(maxsize=1024)
def _picture(name: str, colour: str, faint: str, side: int, ratio: float) -> QPixmap:
    return _drawn(name, colour, faint).pixmap(QSize(side, side), ratio)


def icon(role: str, colour: str = "ink", theme: Theme | None = None) -> QIcon:
    """Return the icon of a role in a colour role of the present theme."""
    theme = theme or current()
    return _drawn(glyph(role), theme.hexadecimal(colour), theme.hexadecimal("ink_faint"))


def window_icon() -> QIcon:
    """Return the plain notebook of title bar and task list."""
    return QIcon(str(paths.resource("icons/casebook.svg")))


def put_icon(
    widget: QAbstractButton | QLabel, role: str, colour: str = "ink", size: int = 18
) -> None:
    """Show an icon on a button or label; it follows theme and text size, "" clears it."""
    widget.setProperty(_ROLE, role)
    widget.setProperty(_COLOUR, colour)
    widget.setProperty(_SIZE, size)
    _draw(widget)


def put_status(label: QLabel, status: str, size: int = 16) -> None:
    """Show the icon of a state, in its colour, on a label."""
    found = tokens().status[status]
    put_icon(label, found.icon, found.colour, size)


def redraw_all() -> None:
    """Draw every icon again after the theme changed."""
    _drawn.cache_clear()
    _picture.cache_clear()
    for widget in QApplication.allWidgets():
        if widget.property(_ROLE):
            _draw(widget)


def _draw(widget: QWidget) -> None:
    role = str(widget.property(_ROLE) or "")
    theme = current()
    side = theme.px(int(widget.property(_SIZE) or 18))
    colour = str(widget.property(_COLOUR))
    if isinstance(widget, QLabel):
        widget.setPixmap(_pixmap(role, colour, side, widget.devicePixelRatioF(), theme))
        return
    drawn = icon(role, colour, theme) if role else QIcon()
    if isinstance(widget, QAbstractButton):
        widget.setIcon(drawn)
        widget.setIconSize(QSize(side, side))


def _pixmap(role: str, colour: str, side: int, ratio: float, theme: Theme) -> QPixmap:
    if not role:
        return QPixmap()
    faint = theme.hexadecimal("ink_faint")
    return _picture(glyph(role), theme.hexadecimal(colour), faint, side, ratio)
