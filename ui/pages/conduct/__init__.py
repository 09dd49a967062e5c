"""One concern about the conduct of police: what was told, and what happened since."""

from collections.abc import Callable
from typing import Any

from typing_extensions import override

from outreach_app.casework import police_conduct, protection_page
from outreach_app.casework.protection_page import OpenConduct
from outreach_app.words import known, say
from ui import protected_words, saying, when
from ui.dialogs.protection_forms import ConductStep
from ui.forms.kept_inside import KeptInside
from ui.widgets.buttons import button


class ConductPage(KeptInside):
    """Read by the lead and whoever noted it; never in anything that goes to police."""

    name = "conduct"
    title = "protection.conduct.title"
    private = "protection.never_police"
    section = "conduct"
    subject = "police_conduct"
    steps_title = "protection.conduct.steps"
    facts_title = "protection.conduct.facts"

    @override
    def build(self) -> None:
        self._found: OpenConduct | None = None
        self._change = button(say("protection.conduct.change"), "conduct.change")
        self._change.clicked.connect(self._open_form)
        self._step_button = button(
            say("protection.conduct.step"), "conduct.step", kind="primary", icon="move_on"
        )
        self._step_button.clicked.connect(self._step)
        self.head.add_action(self._change)
        self.head.add_action(self._step_button)

    @override
    def read(self) -> Callable[[Any], Any]:
        key = self.record_id
        return lambda work: protection_page.open_conduct(work, key)

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
        return lambda work: police_conduct.void(work, key, reason)

    @override
    def show_record(self, value: OpenConduct) -> None:
        self._found = value
        row, told, today = value.conduct.row, value.conduct.draft, value.today
        who = value.colleagues.get(row.noted_by or "", row.noted_by or "")
        day = when.full_day(row.noted_on)
        by = "_by" if who else ""
        self.head.set_title(
            say("protection.conduct.title"), say(f"protection.conduct.noted{by}", day=day, who=who)
        )
        kinds = protected_words.kinds(value.lists, "police_complaint_type", told.types)
        self.show_facts(
            (
                (say("protection.column.what"), kinds),
                (_title("account"), told.account or ""),
                (_title("amount"), "" if told.amount_gbp is None else f"£{told.amount_gbp:,.2f}"),
                (_title("receipt"), _answer(told.receipt_given)),
                (_title("receipt_number"), told.receipt_number or ""),
                (_title("power"), told.power_named or ""),
                (_title("hearing"), when.full_day(told.hearing_on) if told.hearing_on else ""),
                (
                    _title("officers_present"),
                    "" if told.officers_present is None else str(told.officers_present),
                ),
                (_title("unit"), told.unit_named or ""),
            )
        )
        self.show_steps(
            [
                (when.near_day(on_day, today), _status(status), "")
                for status, on_day in reversed(value.conduct.steps)
            ]
        )
        if row.person_id and row.alias:
            alias = saying.name(row.alias, None)
            words = say("protection.concern.open_person", alias=alias)
            self.lead_to(words, "person", {"person_id": row.person_id})
        elif told.incident_id and row.incident:
            words = say("protection.concern.open_incident", incident=row.incident)
            self.lead_to(words, "incident", {"incident_id": told.incident_id})

    def _open_form(self) -> None:
        self.go.emit("note_conduct", {"record_id": self.record_id})

    def _step(self) -> None:
        if self._found is not None:
            row = self._found.conduct.row
            ConductStep(self, self.context, row.id, row.noted_on).ask()


def _title(name: str) -> str:
    return say(f"protection.conduct.{name}").rstrip("?")


def _status(code: str) -> str:
    key = f"protection.conduct_status.{code}"
    return say(key) if known(key) else code


def _answer(value: bool | None) -> str:
    return "" if value is None else say(f"protection.answer.{'yes' if value else 'no'}")
