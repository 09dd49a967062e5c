"""What may be shared, at a glance: one cell for each question, icon, word and colour."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework.consents import Standing
from outreach_app.words import say
from ui import when
from ui.theme import role
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.status import StatusChip


def state_words(standing: Standing, today: date) -> str:
    """Say where a question stands: "Yes", "Ends 8 January", "Taken back"."""
    if standing.is_yes and not standing.able:
        return say("consent.state.not_able")
    day = when.plain_day(standing.expires_on, today) if standing.expires_on else ""
    return say(f"consent.state.{standing.state}", day=day)


def status_of(standing: Standing) -> str:
    """Return the state of `tokens.toml` for a question; a yes given unable is asked again."""
    if standing.is_yes and not standing.able:
        return "consent_expired"
    return f"consent_{standing.state}"


class Cell(QPushButton):
    """One question: its short name, and below it where it stands."""

    def __init__(self, name: str, standing: Standing, today: date, answered: str) -> None:
        super().__init__()
        self.setObjectName(name)
        role(self, "cell")
        self.setAutoDefault(False)
        scope = say(f"consent.short.{standing.scope}")
        state = state_words(standing, today)
        key = "person.strip.cell_on" if answered else "person.strip.cell"
        words = say(key, scope=scope, state=state[:1].lower() + state[1:], day=answered)
        self.setAccessibleName(words)
        self.setToolTip(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 12, 5)
        column.setSpacing(1)
        column.addWidget(label(scope, "small"))
        column.addWidget(StatusChip(status_of(standing), state, bare=True))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ConsentStrip(QWidget):
    """Cells that wrap. Signal: `pressed` carries the scope of a cell."""

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._flow = FlowLayout(self, gap=6, line_gap=6)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_standing(
        self, standing: tuple[Standing, ...], today: date, days: dict[str, str]
    ) -> None:
        """Show these questions; `days` says for a scope on which day it was answered."""
        clear(self._flow)
        for each in standing:
            cell = Cell(f"{self.objectName()}.{each.scope}", each, today, days.get(each.scope, ""))
            cell.clicked.connect(lambda _=False, scope=each.scope: self.pressed.emit(scope))
            self._flow.addWidget(cell)
        self.updateGeometry()
