"""A warning that went out: what it says, where it went, and how it is taken back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.errors import KnownError
from outreach_app.sharing import alert_after, alert_drafts, alert_print
from outreach_app.sharing.alert_after import AlertView, PlaceRow
from outreach_app.sharing.alert_drafts import REVIEW_WEEKS
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.dialogs.small_form import SmallForm
from ui.forms.alert_paper import AlertPaper
from ui.page import Context, Page
from ui.theme import current
from ui.widgets.buttons import button, link
from ui.widgets.card import Card, row
from ui.widgets.clearing import clear
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.scroll import scrolled
from ui.widgets.status import StatusChip

_STATES: Final = {
    "issued": "alert_issued",
    "corrected": "alert_corrected",
    "withdrawn": "alert_withdrawn",
    "expired": "alert_review_due",
}


class Recall(SmallForm):
    """Why, and it no longer stands."""

    def __init__(self, parent: QWidget, context: Context, alert_id: str) -> None:
        super().__init__(
            parent,
            context,
            "recall",
            say("alert.sent.recall_title"),
            say("alert.sent.recall_text"),
            save=say("alert.sent.recall_save"),
            kind="danger",
        )
        self._alert_id = alert_id
        self._why = QLineEdit()
        self._why.setObjectName("recall.reason")
        self._why.setAccessibleName(say("alert.sent.recall_why"))
        self.add("reason", Field(say("alert.sent.recall_why"), self._why))
        self.command = self._command

    def _command(self) -> Callable[[Any], Any]:
        alert_id, why = self._alert_id, self._why.text()
        return lambda work: alert_after.recall(work, alert_id, why)


class AlertSentPage(Page):
    """Arrives with `alert_id`, and `told` to say."""

    name = "alert_sent"
    nav = "alerts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._id = ""
        self._view: AlertView | None = None
        self.head = PageHead(self.name, say("alert.heading_none"), " ")
        self._chip = StatusChip("alert_issued")
        self.head.add_chip(self._chip)
        self._acts = QWidget()
        self._flow = FlowLayout(self._acts, gap=8)
        self.paper = AlertPaper(self, context)
        self.paper.said.connect(self._tell)
        self.paper.printed.connect(self._was_printed)
        self._released = ""
        self._poster = self._act("poster", "print", self._print_poster)
        self._pocket = self._act("pocket", "print", self._print_pocket)
        self._notice = self._act("notice", "print", self._print_notice)
        self._again = self._act("again", "repeat", self._issue_again)
        self._review = self._act("review", "calendar", self._keep_on)
        self._recall = self._act("recall", "undo", self._ask_recall)
        self._told = Notice("ok", " ", closable=True, name="alert_sent.told")
        self._told.hide()
        self._did_not = link(say("alert.sent.did_not"), "alert_sent.did_not")
        self._did_not.clicked.connect(self._did_not_print)
        self._did_not.hide()
        self._words = Card(say("alert.sent.words_title"), name="alert_sent.words")
        self._text = label("", wrap=True, name="alert_sent.text")
        self._words.add(self._text)
        self._places = Card(say("alert.sent.places_title"), name="alert_sent.places")
        self._places.add(label(say("alert.sent.places_note"), "small", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._places.add(self._rows)
        self._issues = Card(say("alert.sent.issues_title"), name="alert_sent.issues")
        self._issue_rows = QVBoxLayout()
        self._issues.add(self._issue_rows)
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = current().space
        column.setContentsMargins(space("page_left"), space("page_top"), space("page_left"), 10)
        column.setSpacing(10)
        for part in (
            self.head,
            self._acts,
            self._told,
            self._did_not,
            self._words,
            self._places,
            self._issues,
        ):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "alert_sent.scroll"))

    def _act(self, name: str, icon: str, then: Callable[[], None]) -> Any:
        made = button(say(f"alert.sent.{name}"), f"alert_sent.{name}", icon=icon)
        made.clicked.connect(then)
        self._flow.addWidget(made)
        return made

    @override
    def open(self, **where: Any) -> None:
        self._id = str(where.get("alert_id", self._id))
        told = where.get("told")
        self._told.setVisible(bool(told))
        self._did_not.hide()
        if told:
            self._told.become("ok")
            self._told.say(str(told))
        self._read()

    @override
    def refresh(self, changes: Any) -> None:
        if self._id and changes.concern("alerts"):
            self._read()

    @override
    def compact(self, width_class: str) -> None:
        self.head.compact(width_class)
        self.head.line.setVisible(width_class != "tiny")

    def _read(self) -> None:
        if self._id:
            self.context.ask(alert_after.view, self._id, then=self._show, failed=self._refused)

    def _show(self, view: AlertView) -> None:
        self._view = view
        shown = not self.head.line.isHidden()
        title, line = self._heading(view)
        self.head.set_title(title, line)
        self.head.line.setVisible(shown)
        self.titled.emit(title)
        due = view.review_on is not None and view.review_on < view.today
        stands = view.status in alert_after.STANDING
        state = _STATES.get(view.status, "alert_issued")
        self._chip.set_status("alert_review_due" if stands and due else state)
        words = view.sheet.wording if view.sheet is not None else ""
        self._text.setText(words or say("alert.sent.no_words"))
        self._words.setVisible(view.status != "withdrawn" or bool(words))
        key = "go_on" if view.draft_id else "again"
        self._again.setText(say(f"alert.sent.{key}"))
        self._again.setAccessibleName(say(f"alert.sent.{key}"))
        back = view.status == "withdrawn"
        for each in (self._again, self._review, self._recall):
            each.setVisible(not back)
        for each in (self._poster, self._pocket):
            each.setVisible(stands and view.sheet is not None)
        self._notice.setVisible(back and view.sheet is not None)
        self._show_places(view)
        self._show_issues(view)

    def _heading(self, view: AlertView) -> tuple[str, str]:
        zone, today = self.context.desk.zone, view.today
        day = when.plain_day(when.local_day(view.issued_at, zone), today)
        sheet = view.sheet
        title = say("alert.sent.title_old", reference=view.reference)
        line = say("alert.sent.line_old", day=day)
        if sheet is not None:
            title = say("alert.sent.title", number=sheet.number)
            review = when.plain_day(view.review_on or sheet.review_on, today)
            last = when.plain_day(sheet.issued_on, today)
            line = say("alert.sent.line", issue=sheet.issue, day=last, review=review)
        if view.withdrawn_at is not None:
            back = when.plain_day(when.local_day(view.withdrawn_at, zone), today)
            line = say("alert.sent.line_recalled", day=back)
        return title, line

    def _show_places(self, view: AlertView) -> None:
        clear(self._rows)
        if not view.places:
            self._rows.addWidget(label(say("alert.sent.no_places"), "muted", wrap=True))
        for place in view.places:
            self._rows.addLayout(self._place(view, place))

    def _place(self, view: AlertView, place: PlaceRow) -> Any:
        zone = self.context.desk.zone
        day = when.plain_day(when.local_day(place.at, zone), view.today)
        channel = view.channels.get(place.channel, place.channel)
        # A notice board has no number, and elsewhere it need not be known.
        key = "alert.sent.place" if place.sent else "alert.sent.place_only"
        words = label(say(key, channel=channel, count=f"{place.sent:,}", day=day), wrap=True)
        line = row(words)
        line.setStretch(0, 1)
        if place.recalled_at is not None:
            back = when.plain_day(when.local_day(place.recalled_at, zone), view.today)
            line.addWidget(label(say("alert.sent.place_reached", day=back), "small"))
        elif view.status == "withdrawn":
            reached = button(
                say("alert.sent.reached"), f"alert_sent.reached.{place.channel}", small=True
            )
            reached.setAccessibleName(f"{say('alert.sent.reached')}: {channel}")
            reached.clicked.connect(self._reaching(place.id))
            line.addWidget(reached)
        return line

    def _reaching(self, place_id: str) -> Callable[[], None]:
        def reach() -> None:
            self.context.do(alert_after.place_reached, place_id, failed=self._refused)

        return reach

    def _show_issues(self, view: AlertView) -> None:
        clear(self._issue_rows)
        zone = self.context.desk.zone
        for number, kind, at in view.issues:
            day = when.plain_day(when.local_day(at, zone), view.today)
            words = say(f"alert.sent.issue_{kind}", issue=number, day=day)
            self._issue_rows.addWidget(label(words, wrap=True))
        self._issues.setVisible(bool(view.issues))

    def _print_poster(self) -> None:
        self.paper.begin(self._id, alert_print.POSTER)

    def _print_pocket(self) -> None:
        self.paper.begin(self._id, alert_print.POCKET)

    def _print_notice(self) -> None:
        self.paper.recall(self._id)

    def _was_printed(self, release_id: str) -> None:
        self._released = release_id
        self._did_not.show()

    def _did_not_print(self) -> None:
        self._did_not.hide()
        self.paper.did_not(self._released)

    def _issue_again(self) -> None:
        if self._view is not None and self._view.draft_id:
            self.go.emit("alert", {"draft_id": self._view.draft_id})
        elif self._view is not None:
            self.context.do(
                alert_drafts.begin_again, self._id, then=self._begun, failed=self._refused
            )

    def _begun(self, done: Any) -> None:
        self.go.emit("alert", {"draft_id": done.value})

    def _keep_on(self) -> None:
        if self._view is not None:
            until = self._view.today + timedelta(weeks=REVIEW_WEEKS)
            self.context.do(
                alert_after.review, self._id, until, then=self._reviewed, failed=self._refused
            )

    def _reviewed(self, _: Any) -> None:
        if self._view is not None:
            until = self._view.today + timedelta(weeks=REVIEW_WEEKS)
            self._say(say("alert.sent.reviewed", day=when.plain_day(until, self._view.today)))

    def _ask_recall(self) -> None:
        dialog = Recall(self, self.context, self._id)
        dialog.saved.connect(self._recalled)
        dialog.ask()

    def _recalled(self, _: Any) -> None:
        self._say(say("alert.sent.recalled"))

    def _say(self, words: str) -> None:
        self._tell(True, words)

    def _tell(self, ok: bool, words: str) -> None:
        self._told.become("ok" if ok else "stop")
        self._told.say(words)
        self._told.show()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._told.become("stop")
        self._told.say(worded(error))
        self._told.show()
