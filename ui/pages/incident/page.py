"""One incident. The account stays closed until somebody asks for it."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app.casework import amending, incident_card
from outreach_app.casework.incident_card import IncidentCard
from outreach_app.errors import KnownError
from outreach_app.wording import error as worded
from outreach_app.words import known, say
from ui import saying, when
from ui.dialogs.kept_form import unkept_in
from ui.occurred import occurred, part_of_day
from ui.page import Context, Page, Unkept
from ui.pages.incident import account_lines
from ui.pages.incident.account import AccountCard
from ui.pages.incident.following import Following
from ui.pages.incident.repeats import RepeatsCard
from ui.pages.incident.steps import Steps
from ui.restricted import GIVEN, Gate
from ui.theme.tokens import tokens
from ui.widgets.buttons import button, link
from ui.widgets.card import Card
from ui.widgets.clearing import clear
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.notice import Notice
from ui.widgets.pagehead import PageHead
from ui.widgets.panel import WithPanel
from ui.widgets.scroll import scrolled
from ui.widgets.status import StatusChip

_SAID = "incident.one."


class IncidentPage(Page):
    """Arrives with `incident_id`."""

    name = "incident"
    nav = "incidents"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._id = ""
        self._card: IncidentCard | None = None
        self._build_head()
        self._bar, self._back = _not_for_police("no_police"), _not_for_police("taken_back")
        self._refusal = Notice("private", "", loud=True, name=f"{self.name}.refusal")
        self._facts = Card(say(f"{_SAID}facts"), name=f"{self.name}.facts")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._facts.add(self._grid)
        self._account = AccountCard(self.name)
        self._account.wanted.connect(self._read)
        self._following = Following(self.name, context)
        self._following.go.connect(self.go)
        self._following.gone.connect(self._turn_back)
        self._steps = Steps(self.name)
        self._steps.chosen.connect(self._write_step)
        self._repeats = RepeatsCard(self.name, context)
        self._repeats.wanted.connect(self._open_other)
        self._repeats.warned.connect(self._warn_together)
        self._build_page()
        self._show_parts(found=False)

    @override
    def open(self, **where: Any) -> None:
        # What was half typed over this page comes back when its form is opened again.
        about = str((where.get("draft") or {}).get("about", self._id)).partition(".")[0]
        before, self._id = self._id, where.get("incident_id", about)
        held = self.focusWidget()
        if self._id != before and held is not None:
            # Pressed on another incident: a key that follows too soon would press it on this one.
            held.clearFocus()
        self._close_account()
        self.gate.ask(self._ask, incident_id=self._id, given=bool(where.get(GIVEN)))

    @override
    def refresh(self, changes: Any) -> None:
        if changes.concern("people"):
            # Names may be covered from now on, and what others told stands under theirs.
            self._close_account()
        if self.gate.is_open and changes.concern("incidents", "people", "lists", "consents"):
            self._ask()
        elif self.gate.is_open and changes.concern("matches"):
            self._repeats.load(self._id)

    @override
    def unkept(self) -> Unkept | None:
        return unkept_in(self)

    @override
    def leave(self) -> None:
        self._close_account()
        self._following.forget()
        self.gate.shut()

    @override
    def heading(self) -> QWidget | None:
        return self.gate.heading() or super().heading()

    @override
    def compact(self, width_class: str) -> None:
        self._head.compact(width_class)
        self._beside.compact(width_class)

    # what is shown

    def _ask(self) -> None:
        self.context.ask(incident_card.card, self._id, then=self._show, failed=self._refused)

    def _show(self, card: IncidentCard) -> None:
        if card.row.id != self._id:
            return
        if self._card is None or self._card.row.id != card.row.id:
            self._account.close_account(has_words=card.has_account)
        self._card = card
        row = card.row
        self._head.set_title(
            say("story.incident", reference=row.reference), self._line(card) or " "
        )
        self._chip.setVisible(row.no_police)
        self._bar.setVisible(row.no_police)
        self._back.setVisible(card.police_taken_back and not row.no_police)
        self._person.setVisible(row.person_id is not None)
        words = say(f"{_SAID}open_person", alias=saying.name(row.alias or "", card.person_code))
        self._person.setText(words.replace("&", "&&"))
        self._person.setAccessibleName(words)
        self._show_facts(card)
        self._steps.show_card(card)
        self._following.show_for(row.id, row.reference)
        self._repeats.load(row.id)
        self._show_parts(found=True)
        self.gate.enter()

    def _line(self, card: IncidentCard) -> str:
        row = card.row
        kind = card.lists["incident_type"].label(row.type)
        path = f"incident.path_short.{row.path}"
        return ". ".join((kind, say(path) if known(path) else row.path)) + "."

    def _show_facts(self, card: IncidentCard) -> None:
        clear(self._grid)
        row, lists, zone = card.row, card.lists, self.context.desk.zone
        moment = occurred(row.occurred_on, row.occurred_precision)
        part = part_of_day(card.part_of_day)
        whom = say("incidents.not_named")
        if row.person_id:
            whom = saying.name(row.alias or "", card.person_code)
            if card.person_code and whom != card.person_code:
                whom = f"{whom}, {card.person_code}"
        written = when.full(card.recorded_at, zone)
        if card.recorded_by:
            name = card.colleagues.get(card.recorded_by, card.recorded_by)
            written = say(f"{_SAID}recorded_by", moment=written, name=name)
        facts = (
            ("whom", whom),
            ("kind", lists["incident_type"].label(row.type)),
            ("occurred", f"{moment}, {part}" if part else moment),
            ("area", lists["area"].label(row.area)),
            ("place", lists["place_type"].label(card.place_type)),
            ("told", when.full(row.told_at, zone)),
            ("recorded", written),
        )
        for place, (key, text) in enumerate(facts):
            title: QLabel = label(say(f"{_SAID}{key}"), "small")
            value = label(text, wrap=True, name=f"{self.name}.fact.{key}")
            title.setBuddy(value)
            self._grid.addWidget(title, place, 0)
            self._grid.addWidget(value, place, 1)

    def _refused(self, error: Exception) -> None:
        """Say no more than that it may not be opened, or that it is not there."""
        if not isinstance(error, KnownError):
            self.context.background.trouble.emit(error)
            return
        self._card = None
        self._close_account()
        self._head.set_title(say("incidents.title"))
        self._refusal.say(worded(error))
        self._show_parts(found=False)
        self._refusal.show()
        self.gate.enter()

    def _show_parts(self, *, found: bool) -> None:
        self._refusal.hide()
        if not found:
            self._following.forget()
        heads = (self._share, self._warn, self._papers)
        for part in (self._facts, self._account, self._protect, *heads):
            part.setVisible(found)
        self._beside.panel.setEnabled(found)
        if not found:
            for hidden in (self._bar, self._back, self._chip, self._person, self._repeats):
                hidden.hide()

    # what is pressed

    def _read(self) -> None:
        self.context.do(amending.open_account, self._id, then=self._open_account)

    def _open_account(self, done: Any) -> None:
        opened = done.value
        if self._card is not None and opened.account.reference == self._card.row.reference:
            zone, names = self.context.desk.zone, self._card.colleagues
            lines = account_lines.lines(opened, self._card.lists, zone, names)
            self._account.open_lines(tuple(lines))

    def _close_account(self) -> None:
        self._account.close_account(has_words=self._card is None or self._card.has_account)

    def _write_step(self, path: str) -> None:
        self.context.do(incident_card.step, self._id, path, then=self._step_written)

    def _step_written(self, _: Any) -> None:
        self._steps.select.setFocus()

    def _ask_share(self) -> None:
        self.go.emit("consent", {"incident_id": self._id, **self.gate.handed_on()})

    def _write_alert(self) -> None:
        self.go.emit("alert", {"incident_id": self._id, **self.gate.handed_on()})

    def _warn_together(self, incident_id: str) -> None:
        self.go.emit("combine_alert", {"incident_id": incident_id, **self.gate.handed_on()})

    def _show_papers(self) -> None:
        self.go.emit("sheet", {"incident_id": self._id, **self.gate.handed_on()})

    def _open_person(self) -> None:
        if self._card is not None and self._card.row.person_id:
            self.go.emit("person", {"person_id": self._card.row.person_id, **self.gate.handed_on()})

    def _open_other(self, incident_id: str) -> None:
        self.go.emit("incident", {"incident_id": incident_id})

    def _turn_back(self) -> None:
        self.go.emit("incidents", {})

    # building

    def _build_head(self) -> None:
        self._head = PageHead(self.name, say("incidents.title"), " ")
        self._chip = StatusChip("no_police", say(f"{_SAID}no_police"))
        self._head.add_chip(self._chip)
        self._person = button("", f"{self.name}.person", icon="person")
        self._person.clicked.connect(self._open_person)
        self._share = button(
            say(f"{_SAID}ask_share"), f"{self.name}.share", kind="primary", icon="check_file"
        )
        self._share.clicked.connect(self._ask_share)
        self._warn = button(say(f"{_SAID}write_alert"), f"{self.name}.alert", icon="alerts")
        self._warn.clicked.connect(self._write_alert)
        self._papers = button(say("sheet.open_button"), f"{self.name}.sheet", icon="pdf")
        self._papers.clicked.connect(self._show_papers)
        for each in (self._person, self._warn, self._papers, self._share):
            self._head.add_action(each)

    def _build_protection(self) -> QWidget:
        """Two ways on that nobody has to take: who reads what comes of them is said there."""
        self._protect = QWidget()
        line = FlowLayout(self._protect, gap=16)
        for page in ("raise_concern", "note_conduct"):
            made = link(say(f"shell.find.{page}"), f"{self.name}.{page}")
            made.clicked.connect(partial(self._go_protect, page))
            line.addWidget(made)
        return self._protect

    def _go_protect(self, page: str) -> None:
        if self._card is not None:
            self.go.emit(page, {"incident_id": self._id, **self.gate.handed_on()})

    def _build_page(self) -> None:
        column = QWidget()
        inner = QVBoxLayout(column)
        inner.setContentsMargins(20, 8, 12, 14)
        inner.setSpacing(9)
        notices = (self._refusal, self._bar, self._back)
        for part in (*notices, self._facts, self._account, self._following):
            inner.addWidget(part)
        inner.addWidget(self._repeats)
        inner.addWidget(self._build_protection())
        inner.addStretch(1)
        self._beside = WithPanel(scrolled(column, f"{self.name}.scroll"), self._steps)
        self._beside.set_more(say(f"{_SAID}steps"))
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 12, 20, 2)
        head.addWidget(self._head)
        whole.addLayout(head)
        whole.addWidget(self._beside, 1)
        self.gate = Gate(self, self.context, content)
        self.gate.back.connect(self._turn_back)
        self._following.handed_on = self.gate.handed_on
        self.gate.refused.connect(self._refused)


def _not_for_police(why: str) -> Notice:
    title, text = say(f"{_SAID}{why}"), say(f"{_SAID}{why}_text")
    icon = tokens().status["no_police"].icon
    return Notice("private", title, text, icon=icon, loud=True, name=f"{IncidentPage.name}.{why}")
