"""A line that holds a name already known: dots stand for its letters while names are covered."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.covering import cover


class CoveredLine(QLineEdit):
    """Letters are seen only while they are being typed, as long as names are covered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._follow(cover().on)
        cover().changed.connect(self._follow)

    def _follow(self, on: bool) -> None:
        covered, open_ = QLineEdit.EchoMode.PasswordEchoOnEdit, QLineEdit.EchoMode.Normal
        self.setEchoMode(covered if on else open_)
