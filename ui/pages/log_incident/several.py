"""Several choices from a long list: found one by one, shown as chips that can be taken out."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.reading_order import in_reading_order
from ui.widgets.search_select import Grouped, SearchSelect


class SeveralBox(QWidget):
    """A line to find the next one, and what was chosen below it. Signal: `changed`."""

    changed = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._choices: tuple[Grouped, ...] = ()
        self._codes: list[str] = []
        self.line = SearchSelect(f"{name}.find", title, empty=say("incident.also.empty"))
        self.line.setMaximumWidth(current().px(380))
        self.line.changed.connect(self._found)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._holder.setSizePolicy(policy)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.line)
        whole.addWidget(self._holder)
        self._holder.hide()

    def set_choices(self, choices: Sequence[Grouped]) -> None:
        """Replace what can be chosen."""
        self._choices = tuple(choices)
        self.line.set_choices(choices)
        self._show()

    def value(self) -> list[str]:
        """Return the codes chosen."""
        return list(self._codes)

    def set_value(self, codes: Sequence[str]) -> None:
        """Choose these codes and no others."""
        self._codes = list(codes)
        self._show()

    def take_focus(self) -> None:
        """Focus the line."""
        self.line.setFocus()

    def _found(self) -> None:
        code = self.line.value()
        self.line.set_value("")
        if code and code not in self._codes:
            self._codes.append(code)
            self._show()
            self.changed.emit()

    def _take_out(self, code: str) -> None:
        self._codes.remove(code)
        self.line.setFocus()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._flow)
        words = {one.code: one.words for one in self._choices}
        for code in self._codes:
            shown = words.get(code, code)
            made = button(shown, f"{self.objectName()}.{code}", icon="remove", small=True)
            made.setAccessibleName(say("incident.also.take_out", what=shown))
            made.clicked.connect(partial(self._take_out, code))
            self._flow.addWidget(made)
        self._holder.setVisible(bool(self._codes))
        in_reading_order(self)
        self.updateGeometry()
