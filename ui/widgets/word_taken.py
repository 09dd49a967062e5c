"""While an own code word is typed: somebody else has it too. A notice, which stops nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.casework import own_codes
from outreach_app.errors import Problem
from outreach_app.wording import problem as sentence
from ui.page import Context
from ui.widgets.card import row
from ui.widgets.labels import icon_label, label
from ui.widgets.notice import announce

_PAUSE_MS = 250


class WordTaken(QWidget):
    """Stands under the line where the word is typed, and is looked up after a short pause."""

    def __init__(self, context: Context, line: QLineEdit, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._context = context
        self._line = line
        self._person_id = ""
        self._words = label("", "caution", wrap=True, name=f"{name}.words")
        side = row(icon_label("note", "caution", 16), self._words, gap=6)
        side.setStretch(1, 1)
        self.setLayout(side)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        line.textEdited.connect(lambda _: self._pause.start())
        self.hide()

    def about(self, person_id: str) -> None:
        """Say whose word it is, so that their own is no collision."""
        self._person_id = person_id
        self._pause.stop()
        self.hide()

    def _look(self) -> None:
        if not self._line.isVisible():
            return  # saved or left meanwhile
        self._context.ask(
            own_codes.notices, self._line.text(), self._person_id or None, then=self._show
        )

    def _show(self, found: Sequence[Problem]) -> None:
        self._words.setText(" ".join(sentence(each) for each in found))
        self.setAccessibleName(self._words.text())
        self.setVisible(bool(found))
        if found:
            announce(self)
