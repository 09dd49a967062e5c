"""Before a restricted record is drawn: why it is being opened."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework import access
from outreach_app.words import say
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import icon_label, label


class ReasonPanel(QWidget):
    """Four reasons. Signals: `given` carries the one pressed, `back` that none was."""

    given = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("person.reason")
        space = current().space
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        whole.setSpacing(10)
        self.heading = label(say("person.reason.title"), "h1", wrap=True)
        self.heading.setObjectName("person.reason.heading")
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        whole.addWidget(icon_label("lock", "private", 28))
        whole.addWidget(self.heading)
        whole.addWidget(label(say("person.reason.ask"), "h2", wrap=True))
        whole.addWidget(label(say("person.reason.text"), "muted", wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        for code in access.REASONS:
            made = button(say(f"person.reason.{code}"), f"person.reason.{code}")
            made.clicked.connect(self._giving(code))
            flow.addWidget(made)
        whole.addWidget(holder)
        leave = link(say("person.reason.back"), "person.reason.back", icon="previous")
        leave.clicked.connect(self.back)
        whole.addWidget(leave, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch(1)

    def _giving(self, code: str) -> Callable[[], None]:
        def give() -> None:
            self.given.emit(code)

        return give
