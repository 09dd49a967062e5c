"""Completing an incident: the same form, filled with what was told, and why it is changed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget
from typing_extensions import override

from outreach_app.casework import access, amending, opening
from outreach_app.casework.incident_card import Setting
from outreach_app.casework.incidents import IncidentDraft
from outreach_app.casework.opening import Opening
from outreach_app.errors import KnownError, Problem
from outreach_app.wording import error as worded
from outreach_app.words import say
from ui import when
from ui.forms import values
from ui.page import Context
from ui.pages.log_incident import told
from ui.pages.log_incident.merging import merged, values_of
from ui.pages.log_incident.page import LogIncidentPage
from ui.restricted import GIVEN, ReasonPanel
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.notice import Notice


class AmendIncidentPage(LogIncidentPage):
    """Arrives with `incident_id` and `reference`, or with a `draft`."""

    name = "amend_incident"
    draft_kind = "amend_incident"

    @override
    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        # Which incident stands here, and which was wanted last: key and number.
        self._incident_id = self._reference = ""
        self._amends = ("", "")
        self._whose = ""
        self._before: IncidentDraft | None = None
        self._filled: dict[str, Any] = {}
        yield from super().pieces(context, parent)
        yield
        words = say("amending.why")
        reasons = [(code, say(f"amending.reason.{code}")) for code in amending.REASONS]
        self._reason = ChipGroup(f"{self.name}.reason", words, reasons)
        field = Field(words, self._reason)
        self.bind("reason", self._reason, field)
        why = Card(name=f"{self.name}.why")
        why.add(field)
        self._form.inner.insertWidget(self._form.inner.indexOf(self._harm), why)
        for hidden in (self._whom.field, self._told, self._listen, self._whom.not_named):
            hidden.setEnabled(False)
            hidden.hide()
        path = self._more.one["path"].parentWidget()
        if path is not None:
            path.hide()
        save = self.savebar.findChild(QPushButton, f"{self.name}.save")
        if save is not None:
            save.setText(say("amending.save"))
            save.setAccessibleName(say("amending.save"))
        self._clean = self._state()
        # A restricted record says nothing, not even its own words, before there is a reason.
        self._wanted: dict[str, Any] | None = None
        self._panel = ReasonPanel(self.name)
        self._panel.given.connect(self._reason_given)
        self._panel.back.connect(self._turn_back)
        self._panel.hide()
        lines = self.layout()
        self._closed = Notice("private", " ", loud=True, name=f"{self.name}.closed")
        self._closed.hide()
        self._back = button(say("incidents.title"), f"{self.name}.back", icon="previous")
        self._back.clicked.connect(self._to_list)
        self._back.hide()
        if isinstance(lines, QBoxLayout):
            lines.addWidget(self._panel)
            lines.addWidget(self._closed)
            lines.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.hide()

    @override
    def open(self, **where: Any) -> None:
        more = (where.get("draft") or {}).get("state", {}).get("more", {})
        if where:
            key = where.get("incident_id") or more.get("amends", "")
            self._amends = key, where.get("reference") or more.get("reference", "")
        self._wanted = where
        self._whose = ""
        self._form.hide()
        self._panel.hide()
        self._closed.hide()
        self._back.hide()
        self.context.ask(opening.of, None, self._amends[0], then=self._known, failed=self._not_told)

    @override
    def leave(self) -> None:
        super().leave()
        self._wanted = None
        self._form.hide()

    @override
    def heading(self) -> QWidget | None:
        return self._panel.heading if self._panel.isVisible() else super().heading()

    def _known(self, found: Opening) -> None:
        if self._wanted is None:
            return
        self._whose = found.person_id or ""
        if found.asks_why and not self._wanted.get(GIVEN):
            self._panel.show()
            self._panel.heading.setFocus()
        else:
            self._let_in()

    def _reason_given(self, reason: str) -> None:
        self.context.do(
            access.open_restricted,
            self._whose,
            reason,
            then=self._noted,
            failed=self._not_told,
        )

    def _noted(self, _: Any) -> None:
        self._let_in()

    def _let_in(self) -> None:
        where, self._wanted = self._wanted, None
        if where is None:
            return
        self._panel.hide()
        self._form.show()
        super().open(**where)

    def _to_list(self) -> None:
        self.go.emit("incidents", {})

    def _turn_back(self) -> None:
        self.go.emit("incident", {"incident_id": self._amends[0]})

    @override
    def _arrived(self, setting: Setting) -> None:
        self._lists = setting.lists
        self._harm.set_lists(setting.lists)
        self._more.set_lists(setting.lists)
        self.context.do(
            amending.as_told, self._amends[0], then=self._was_told, failed=self._not_told
        )

    def _was_told(self, done: Any) -> None:
        draft: IncidentDraft = done.value
        self._before = draft
        self._incident_id, self._reference = self._amends
        for field, value in {**self._blank, "reason": "", **values_of(draft)}.items():
            values.write(self.bound(field), value)
        self._told.moment = draft.told_at
        self._filled = self.values()
        self._next.hide()
        self._form.show()
        self.savebar.setEnabled(True)
        self.begin()
        self.savebar.state("kept", say("amending.line"))
        waiting = self._where.get("draft")
        if waiting:
            self.carry_on(waiting["about"], waiting["state"])
        self._form.to_top()
        self.changed()
        self._reason.take_focus()

    def _not_told(self, error: Exception) -> None:
        """Show nothing of a record that may not be opened here."""
        self._panel.hide()
        self._form.hide()
        if isinstance(error, KnownError):
            self._closed.say(worded(error))
            self._closed.show()
            self._back.show()
            self._back.setFocus()
        else:
            self.context.background.trouble.emit(error)

    # what a form is asked

    @override
    def check(self) -> Sequence[Problem]:
        if self._lists is None or self._before is None:
            return (Problem("reason", "amend_why"),)
        desk = self.context.desk
        told_on = when.local_day(self._before.told_at, desk.zone)
        read = told.read(self.values(), self._before.told_at, self._before.person_id)
        found = list(told.check(read, self._lists, desk.clock.now(), told_on))
        if not self._reason.value():
            found.insert(0, Problem("reason", "amend_why"))
        return found

    @override
    def command(self) -> Callable[[Any], Any]:
        assert self._before is not None  # noqa: S101 - `check` asked for it
        now = self.values()
        read = told.read(now, self._before.told_at, self._before.person_id).draft
        draft = merged(self._before, self._filled, now, read)
        key, reason = self._incident_id, self._reason.value()
        return lambda work: amending.amend(work, key, draft, reason)

    @override
    def saved(self, done: Any) -> None:
        self.go.emit("incident", {"incident_id": self._incident_id})

    @override
    def changed(self) -> None:
        super().changed()
        title = say("amending.title", reference=self._reference)
        self._head.set_title(title, say("amending.line"))

    @override
    def more_state(self) -> dict[str, Any]:
        kept = {"amends": self._incident_id, "reference": self._reference}
        return {**super().more_state(), **kept}

    @override
    def _whom_words(self) -> str:
        return ""

    def _look(self) -> None:
        """Look for no likely repeats: it is the same incident."""
