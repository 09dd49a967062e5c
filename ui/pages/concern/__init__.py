"""One safeguarding concern: what was seen and said, what happened since, and what is due."""

from collections.abc import Callable
from typing import Any

from typing_extensions import override

from outreach_app.casework import protection_page, safeguarding
from outreach_app.casework.project_settings import lead_phone
from outreach_app.casework.protection_page import OpenConcern
from outreach_app.words import say
from ui import protected_words, saying, when
from ui.colleagues import shown_name
from ui.dialogs.protection_forms import ConcernStep
from ui.forms.kept_inside import KeptInside
from ui.pages.concern import lines
from ui.widgets.buttons import button


class ConcernPage(KeptInside):
    """Read by the lead and whoever raised it."""

    name = "concern"
    title = "protection.concern.title"
    section = "concerns"
    subject = "safeguarding"
    steps_title = "protection.concern.steps"
    facts_title = "protection.concern.told"

    @override
    def build(self) -> None:
        self._found: OpenConcern | None = None
        step = button(
            say("protection.concern.step"), "concern.step", kind="primary", icon="move_on"
        )
        step.clicked.connect(self._step)
        self._step_button = step
        self._change = button(say("protection.concern.change"), "concern.change")
        self._change.clicked.connect(self._open_form)
        self.head.add_action(self._change)
        self.head.add_action(step)

    @override
    def read(self) -> Callable[[Any], Any]:
        key = self.record_id
        return lambda work: protection_page.open_concern(work, key)

    @override
    def leave(self) -> None:
        super().leave()
        self._found = None

    @override
    def show_parts(self, *, on: bool) -> None:
        super().show_parts(on=on)
        self._change.setVisible(on)
        self._step_button.setVisible(on)

    @override
    def void(self, reason: str) -> Callable[[Any], Any]:
        key = self.record_id
        return lambda work: safeguarding.void(work, key, reason)

    @override
    def show_record(self, value: OpenConcern) -> None:
        self._found = value
        told = value.concern
        found, zone = told.row, self.context.desk.zone
        moment = when.full(found.raised_at, zone)
        who = shown_name(value.colleagues.get(found.raised_by or "", found.raised_by or ""))
        by = "_by" if who else ""
        self.head.set_title(
            say("protection.concern.title"),
            say(f"protection.concern.raised{by}", moment=moment, who=who),
        )
        grounds = value.lists["share_basis"]
        labels = protected_words.kinds(value.lists, "safeguarding_concern", found.concerns)
        self.show_facts(
            (
                (say("protection.column.what"), labels),
                (say("protection.concern.danger"), lines.answer(found.in_danger_now)),
                (say("protection.concern.seen"), told.seen_and_said or ""),
                (say("protection.concern.where"), told.where_tonight or ""),
                (say("protection.concern.who_with"), told.who_with or ""),
                (say("protection.concern.told_what"), lines.answer(told.told_what_follows)),
                (say("protection.concern.wishes"), told.wishes or ""),
                (say("protection.concern.basis"), grounds.label(told.basis) if told.basis else ""),
            )
        )
        self.show_steps(lines.steps(value, self.context.desk.zone))
        if found.person_id and found.alias:
            alias = saying.name(found.alias, None)
            words = say("protection.concern.open_person", alias=alias)
            self.lead_to(words, "person", {"person_id": found.person_id})
        lead = "lead" if self.context.desk.me.role == "lead" else "other"
        title = protected_words.unanswered("protection.overdue.title", found.hours)
        self.overdue.say(title, say(f"protection.overdue.{lead}"))
        self.overdue.setVisible(found.overdue)
        if lead == "other":
            self.context.ask(lead_phone, then=self._show_phone)

    def _show_phone(self, phone: str) -> None:
        """Say where the lead is reached, to whoever waits for them."""
        if phone and self._found is not None:
            hours = self._found.concern.row.hours
            title = protected_words.unanswered("protection.overdue.title", hours)
            self.overdue.say(title, say("protection.overdue.other_phone", phone=phone))

    def _open_form(self) -> None:
        self.go.emit("raise_concern", {"record_id": self.record_id})

    def _step(self) -> None:
        if self._found is not None:
            row = self._found.concern.row
            raised = when.local_day(row.raised_at, self.context.desk.zone)
            ConcernStep(self, self.context, row.id, raised).ask()
