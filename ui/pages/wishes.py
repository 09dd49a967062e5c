"""What they want, asked again later: the same screen as after an incident was logged."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui.forms.afterwards import AfterwardsCard
from ui.forms.wishes import WishesPart
from ui.page import Context, Page
from ui.restricted import GIVEN, Gate
from ui.theme import current
from ui.widgets.buttons import button
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled


class WishesPage(Page):
    """Arrives with `incident_id` and `reference`."""

    name = "wishes"
    nav = "incidents"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._id = ""
        self.head = PageHead(self.name, say("choices.title"))
        back = button(say("choices.back"), "wishes.back", icon="previous")
        back.clicked.connect(self._turn_back)
        share = button(say("choices.go_consent"), "wishes.share", icon="check_file")
        share.clicked.connect(self._share)
        for each in (back, share):
            self.head.add_action(each)
        self._closed = Notice("private", " ", loud=True, name="wishes.closed")
        self._closed.hide()
        self.part = WishesPart(self.name, context)
        self.part.concern.connect(self._concern)
        self.after = AfterwardsCard(self.name, context)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self._closed)
        column.addWidget(self.part)
        column.addWidget(self.after)
        column.addStretch(1)
        self.gate = Gate(self, self.context, scrolled(inner, "wishes.scroll"))
        self.gate.back.connect(self._turn_back)
        self.gate.refused.connect(self._refused)

    @override
    def open(self, **where: Any) -> None:
        self._id = where.get("incident_id", self._id)
        self.head.set_title(say("choices.title"), str(where.get("reference", "")))
        self.gate.ask(self._show, incident_id=self._id, given=bool(where.get(GIVEN)))

    @override
    def leave(self) -> None:
        self.part.hide()
        self.after.hide()
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or super().heading()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.part.compact(width_class)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._closed.say(worded(error))
            self._closed.show()
        else:
            self.context.background.trouble.emit(error)

    def _show(self) -> None:
        self._closed.hide()
        self.part.show_for(self._id)
        self.after.show_for(self._id)
        self.gate.enter()

    def _turn_back(self) -> None:
        self.go.emit("incident", {"incident_id": self._id, **self.gate.handed_on()})

    def _share(self) -> None:
        self.go.emit("consent", {"incident_id": self._id, **self.gate.handed_on()})

    def _concern(self, incident_id: str) -> None:
        self.go.emit("raise_concern", {"incident_id": incident_id})
