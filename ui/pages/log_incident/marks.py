"""What stood out about somebody, in a few words for each mark chosen: "swallow on right hand"."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.reading_order import in_reading_order
from ui.widgets.sized import hold_width

_MOST = 150


class MarkWords(QWidget):
    """One line for each mark. Signal: `changed`."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._lines: dict[str, QLineEdit] = {}
        self._said: dict[str, str] = {}
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._flow = FlowLayout(holder, gap=10, line_gap=6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(holder)
        self.hide()

    def show_for(self, marks: Sequence[tuple[str, str]]) -> None:
        """Show a line for each of these, code and words; what was typed for one stays known."""
        if [code for code, _ in marks] == list(self._lines):
            return
        self._said |= self.value()
        clear(self._flow)
        self._lines = {}
        for code, words in marks:
            line = self._lines[code] = QLineEdit(self._said.get(code, ""))
            line.setObjectName(f"{self.objectName()}.{code}")
            line.setMaxLength(_MOST)
            hold_width(line, 200)
            line.textEdited.connect(self.changed)
            self._flow.addWidget(Field(say("incident.suspect.mark", mark=words), line))
        self.setHidden(not marks)
        in_reading_order(self)
        self.updateGeometry()

    def value(self) -> dict[str, str]:
        """Return what was said of each mark."""
        typed = {code: line.text().strip() for code, line in self._lines.items()}
        return {code: words for code, words in typed.items() if words}

    def set_value(self, said: Mapping[str, str]) -> None:
        """Put back what `value` gave."""
        self._said = dict(said)
        for code, line in self._lines.items():
            line.setText(said.get(code, ""))


def feature(code: str, words: str) -> str:
    """Return a mark as it is kept: its kind, and what was said of it."""
    said = " ".join(words.replace(";", ",").split())
    return f"{code}: {said}" if said else code
