"""What can be done once a paper has gone: say that it did not, see the register, go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout


class AfterBar(QWidget):
    """Signals: `another` paper, `register` to see what has left, `did_not` when it did not go."""

    another = Signal()
    register = Signal()
    did_not = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}.after")
        line = FlowLayout(self, gap=8)
        for key, icon, signal in (
            ("another", "pdf", self.another),
            ("gone", "register", self.register),
            ("did_not", "undo", self.did_not),
        ):
            made = button(say(f"sheet.{key}"), f"{name}.{key}", icon=icon)
            made.clicked.connect(signal)
            line.addWidget(made)
            if key == "did_not":
                self._did_not = made

    def went(self, way: str) -> None:
        """Name the button for how it went, ``printed`` or ``saved``."""
        words = say("sheet.did_not_saved" if way == "saved" else "sheet.did_not")
        self._did_not.setText(words)
        self._did_not.setAccessibleName(words)
        self._did_not.show()

    def marked(self) -> None:
        """Take the button away: it was written down."""
        self._did_not.hide()
