"""A bar that stands still and says what is being waited for. Nothing turns, nothing blinks."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from outreach_app.words import say
from ui.theme import role
from ui.widgets.labels import label


class StillBar(QFrame):
    """Hidden until `wait`; `progress` fills the bar when the share done is known (0 to 1)."""

    def __init__(self, name: str = "still", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        role(self, "well")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(10)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(80)
        self._words = label("", "small")
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)
        self.hide()

    def wait(self, words: str = "") -> None:
        """Show the bar with its words."""
        shown = words or say("shell.reading")
        self._bar.setValue(333)
        self._words.setText(shown)
        self._bar.setAccessibleName(shown)
        self.show()

    def progress(self, share: float) -> None:
        """Fill the bar as far as the work has gone."""
        self._bar.setValue(round(share * 1000))

    def done(self) -> None:
        """Hide the bar."""
        self.hide()
