"""Noting a concern about the conduct of police, as it was told; later, what was told since."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from typing_extensions import override

from outreach_app.casework import police_conduct
from outreach_app.casework.police_conduct import ConductDraft
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from ui import protected_words
from ui.forms.protected import ProtectedForm, answered, day, money, whole, yes_no
from ui.widgets.day_known import DayChosen, DayKnown
from ui.widgets.labels import label
from ui.widgets.many import ManyChips

_LINES = ("account", "receipt_number", "power_named", "unit_named")


class NoteConductPage(ProtectedForm):
    """The form; with `record_id` it changes what was kept."""

    name = "note_conduct"
    words = "conduct"
    section = "conduct"
    private = "protection.never_police"
    draft_kind: ClassVar[str] = "conduct"

    @override
    def build(self) -> None:
        title = self.say("types")
        self._types = ManyChips("note_conduct.types", title)
        self.ask("types", self._types, title, self.say("types_hint"))
        title = self.say("noted_on")
        self.ask("noted_on", DayChosen("note_conduct.noted_on", title, self.today), title)
        self.ask_text("account", "account", self.say("account_hint"), 4)
        self.card.add(label(self.say("taken"), "h2"))
        self.ask_line("amount_gbp", "amount", self.say("amount_hint"), 120)
        self.ask_answer("receipt_given", "receipt")
        self.ask_line("receipt_number", "receipt_number", width=220)
        self.ask_line("power_named", "power")
        title, words = self.say("hearing"), self.say("hearing_known")
        hearing = DayKnown("note_conduct.hearing_on", title, words, self.today)
        self.ask("hearing_on", hearing, title)
        self.card.add(label(self.say("officers"), "h2"))
        self.ask_line("officers_present", "officers_present", width=120)
        self.ask_line("unit_named", "unit", self.say("unit_hint"))

    @override
    def choices(self, lists: Vocabulary) -> None:
        self._types.set_choices(protected_words.choices(lists, "police_complaint_type"))

    @override
    def fill(self) -> None:
        key = self.wanted["record_id"]
        if key is None:
            self.begin_with({"noted_on": self.today.isoformat()})
            return
        self.context.do(police_conduct.read, key, then=self._was_read, failed=self._not_for_them)

    def _was_read(self, done: Any) -> None:
        held: ConductDraft = done.value.draft
        if done.value.row.id != self.wanted["record_id"]:
            return  # the form was opened for something else meanwhile
        self.wanted = {**self.wanted, "person_id": held.person_id, "incident_id": held.incident_id}
        self.begin_with(
            {
                "types": list(held.types),
                "noted_on": held.noted_on.isoformat(),
                "amount_gbp": "" if held.amount_gbp is None else str(held.amount_gbp),
                "receipt_given": answered(held.receipt_given),
                "hearing_on": held.hearing_on.isoformat() if held.hearing_on else "",
                "officers_present": ""
                if held.officers_present is None
                else str(held.officers_present),
                **{name: getattr(held, name) or "" for name in _LINES},
            }
        )

    @override
    def check(self) -> Sequence[Problem]:
        if self.lists is None:
            return (Problem("types", "required"),)
        draft, problems = self._told()
        return (*problems, *police_conduct.check(draft, self.lists, self.today))

    @override
    def command(self) -> Callable[[Any], Any]:
        (draft, _), key = self._told(), self.about["record_id"]
        if key is not None:
            return lambda work: police_conduct.amend(work, key, draft)
        return lambda work: police_conduct.note(work, draft)

    def _told(self) -> tuple[ConductDraft, Sequence[Problem]]:
        amount, not_money = money("amount_gbp", self.value("amount_gbp"))
        officers, no_number = whole("officers_present", self.value("officers_present"), 1000)
        draft = ConductDraft(
            types=tuple(self.value("types")),
            noted_on=day(self.value("noted_on")) or self.today,
            person_id=self.about["person_id"],
            incident_id=self.about["incident_id"],
            amount_gbp=amount,
            receipt_given=yes_no(self.value("receipt_given")),
            officers_present=officers,
            hearing_on=day(self.value("hearing_on")),
            **{name: self.value(name) for name in _LINES},
        )
        return draft, (*not_money, *no_number)
