"""Buttons by part: ordinary, primary, danger, link, icon only."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton
from typing_extensions import override

from ui.theme import current, put_icon, role

Kind = Literal["", "primary", "danger", "link", "icon"]

_ICON_COLOURS = {"primary": "on_accent", "danger": "stop", "link": "accent"}


class Button(QPushButton):
    """A push button that Enter presses as well as the space bar, outside dialogs too."""

    _withheld = False

    def withhold(self) -> None:
        """Never show it: whoever is at the keyboard may not do what it does (`ui.allowed`)."""
        self._withheld = True
        self.hide()

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible and not self._withheld)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and plain:
            # A key held down presses once: the next page may have a button in the same place.
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def button(
    text: str, name: str, *, kind: Kind = "", icon: str = "", small: bool = False
) -> QPushButton:
    """Make a button. `name` is its objectName (`page.thing`), `icon` an icon role.

    `small` is for buttons inside rows and cards: 28 px high instead of 34.
    """
    made = Button(text.replace("&", "&&"))
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if kind:
        role(made, kind)
    if small:
        made.setProperty("small", True)
    if icon:
        put_icon(made, icon, _ICON_COLOURS.get(kind, "ink"), 16)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def link(text: str, name: str, *, icon: str = "") -> QPushButton:
    """Make a button that looks like a link."""
    return button(text, name, kind="link", icon=icon)


def elided_link(text: str, name: str, width: int) -> QPushButton:
    """Make a link no wider than `width` at text size 100; its tooltip says what is left out."""
    made = link(text, name)
    made.setProperty("plain", True)
    made.ensurePolished()
    room = current().px(width)
    shown = made.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    if shown != text:
        made.setText(shown.replace("&", "&&"))
        made.setToolTip(text)
    return made


def icon_button(icon: str, words: str, name: str, *, small: bool = False) -> QPushButton:
    """Make a button that shows only an icon; `words` are its accessible name and tooltip."""
    made = button("", name, kind="icon", icon=icon, small=small)
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made
