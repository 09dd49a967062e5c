"""What follows a saved incident: only if they want."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from outreach_app.casework.incidents import IncidentRow
from outreach_app.words import say
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.reading_order import in_reading_order


class After(QWidget):
    """Says that it is saved. Signal: `wanted` carries `share`, `need` or `nothing`."""

    wanted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}.after")
        self.notice = Notice("ok", "", loud=True, name=f"{name}.saved")
        card = Card(name=f"{name}.next")
        self._next = label("", "h2", wrap=True)
        card.add(self._next)
        holder = QWidget()
        flow = FlowLayout(holder, gap=8, line_gap=8)
        self.buttons: dict[str, QPushButton] = {}
        for key, icon in (("share", "would_go"), ("need", "needs"), ("nothing", "")):
            made = button(
                say(f"incident.after.{key}"),
                f"{name}.after.{key}",
                kind="primary" if key == "share" else "",
                icon=icon,
            )
            flow.addWidget(made)
            self.buttons[key] = made
        self.buttons["share"].clicked.connect(self._share)
        self.buttons["need"].clicked.connect(self._need)
        self.buttons["nothing"].clicked.connect(self._nothing)
        card.add(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 12)
        whole.setSpacing(10)
        self.head = PageHead(f"{name}.after", say("incident.title"))
        whole.addWidget(self.head)
        whole.addWidget(self.notice)
        whole.addWidget(card)
        whole.addStretch(1)

    def show_saved(self, row: IncidentRow, sentence: str, *, only_listened: bool) -> None:
        """Say which incident was saved and offer what may follow."""
        self.say_saved(row, sentence, only_listened=only_listened)
        self._next.setText(
            say("incident.after.listened" if only_listened else "incident.after.next")
        )
        self.buttons["share"].setVisible(not only_listened)
        self.buttons["need"].setVisible(row.person_id is not None)
        in_reading_order(self)
        self.notice.take_focus()

    def say_saved(self, row: IncidentRow, sentence: str, *, only_listened: bool) -> None:
        """Say what was saved, once more when names are covered."""
        title = say("incident.after.saved", reference=row.reference)
        self.notice.say(title, say("incident.after.nothing_shared") if only_listened else sentence)

    def _share(self) -> None:
        self.wanted.emit("share")

    def _need(self) -> None:
        self.wanted.emit("need")

    def _nothing(self) -> None:
        self.wanted.emit("nothing")
