"""The button that covers names and stays pressed while they are covered."""

from PySide6.QtWidgets import QPushButton

from outreach_app.words import say
from ui.covering import cover
from ui.theme import put_icon, restyle


class CoverButton(QPushButton):
    """`name` is its objectName; any number of them show the same state."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(say("shell.cover_names.name"))
        self.setAutoDefault(False)
        self.setCheckable(True)
        put_icon(self, "cover_names", "ink", 16)
        self.show_words(on=True)
        self._follow(cover().on)
        cover().changed.connect(self._follow)
        self.clicked.connect(self._pressed)

    def show_words(self, *, on: bool) -> None:
        """Show icon and words, or the icon alone with a tooltip."""
        self.setText(say("shell.cover_names.title") if on else "")
        self.setToolTip("" if on else self.accessibleName())

    def _pressed(self) -> None:
        cover().set(on=self.isChecked())

    def _follow(self, on: bool) -> None:
        self.setChecked(on)
        state = "on" if on else "off"
        self.setAccessibleDescription(say(f"shell.cover_names.{state}"))
        restyle(self)
