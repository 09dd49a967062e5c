"""The logo of a pack: chosen from a file, shown small, taken out again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from outreach_app.statistics.packs import Logo
from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label

_WIDE = 180
_HIGH = 60


class LogoPick(QWidget):
    """Holds the key of a logo, "" for none. Signals: `changed`; `wanted` asks for a file."""

    changed = Signal()
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pack.logo")
        self.setAccessibleName(say("packs.about.logo"))
        self._key = ""
        self.picture = QLabel()
        self.picture.setObjectName("pack.logo.picture")
        self.picture.setAccessibleName(say("packs.about.logo"))
        self.words = label(say("packs.about.no_logo"), "muted", wrap=True, name="pack.logo.words")
        self.choose = button(say("packs.about.choose_logo"), "pack.logo.choose", small=True)
        self.choose.clicked.connect(self.wanted)
        self.out = button(say("packs.about.no_more_logo"), "pack.logo.out", small=True)
        self.out.clicked.connect(self._take_out)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=6)
        flow.addWidget(self.choose)
        flow.addWidget(self.out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.picture, self.words, buttons):
            column.addWidget(part)
        self.set_value("")

    def value(self) -> str:
        """Return the key of the logo."""
        return self._key

    def set_value(self, key: object) -> None:
        """Take a key; its picture is shown by `show_logo`."""
        self._key = str(key or "")
        self.out.setVisible(bool(self._key))
        self.words.setVisible(not self._key)
        if not self._key:
            self.picture.clear()
        self.picture.setVisible(bool(self._key))

    def show_logo(self, logo: Logo | None) -> None:
        """Show the picture of the logo that is held."""
        if logo is None:
            return
        drawn = QPixmap()
        drawn.loadFromData(logo.data)
        size = drawn.size().scaled(
            current().px(_WIDE), current().px(_HIGH), Qt.AspectRatioMode.KeepAspectRatio
        )
        self.picture.setPixmap(
            drawn.scaled(
                size,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )

    def take(self, key: str, logo: Logo) -> None:
        """Hold a logo that was just kept."""
        self.set_value(key)
        self.show_logo(logo)
        self.changed.emit()

    def _take_out(self) -> None:
        self.set_value("")
        self.changed.emit()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
