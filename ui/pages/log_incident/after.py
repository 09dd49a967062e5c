"""What follows a saved incident: only if they want."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from outreach_app.casework.incidents import IncidentRow
from outreach_app.words import say
from ui.forms.wishes import WishesPart
from ui.page import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.reading_order import in_reading_order
from ui.widgets.scroll import scrolled


class After(QWidget):
    """Says that it is saved. Signal: `wanted` carries `share`, `need`, `nothing` or `concern`."""

    wanted = Signal(str)

    def __init__(self, name: str, context: Context) -> None:
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
        self.wishes = WishesPart(name, context)
        self.wishes.concern.connect(self._concern)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(10)
        self.head = PageHead(f"{name}.after", say("incident.title"))
        for part in (self.head, self.notice, card, self.wishes):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, f"{name}.after.scroll"))

    def show_saved(self, row: IncidentRow, sentence: str, *, only_listened: bool) -> None:
        """Say which incident was saved and offer what may follow."""
        self.say_saved(row, sentence, only_listened=only_listened)
        self._next.setText(
            say("incident.after.listened" if only_listened else "incident.after.next")
        )
        self.buttons["share"].setVisible(not only_listened)
        self.buttons["need"].setVisible(row.person_id is not None)
        if only_listened:
            self.wishes.hide()
        else:
            self.wishes.show_for(row.id)
        in_reading_order(self)
        self.notice.take_focus()

    def say_saved(self, row: IncidentRow, sentence: str, *, only_listened: bool) -> None:
        """Say what was saved, once more when names are covered."""
        title = say("incident.after.saved", reference=row.reference)
        self.notice.say(title, say("incident.after.nothing_shared") if only_listened else sentence)

    def compact(self, width_class: str) -> None:
        """Hear the layout now shown."""
        self.head.compact(width_class)
        self.wishes.compact(width_class)

    def _concern(self, _: str) -> None:
        self.wanted.emit("concern")

    def _share(self) -> None:
        self.wanted.emit("share")

    def _need(self) -> None:
        self.wanted.emit("need")

    def _nothing(self) -> None:
        self.wanted.emit("nothing")
