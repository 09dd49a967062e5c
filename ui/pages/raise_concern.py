"""Raising a safeguarding concern: short is enough, the lead decides what follows."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from typing_extensions import override

from outreach_app.casework import safeguarding
from outreach_app.casework.project_settings import lead_phone
from outreach_app.casework.safeguarding import Concern, ConcernDraft
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from ui import protected_words
from ui.forms.protected import ProtectedForm, answered, yes_no
from ui.widgets.labels import label
from ui.widgets.many import ManyChips
from ui.widgets.notice import Notice
from ui.widgets.select import Select

# The grounds on which something may be passed on without a yes.
_GROUNDS: Final = ("safeguard_child", "safeguard_adult", "vital", "consent")
# What is said otherwise where a concern is completed or put right.
_CHANGING: Final = frozenset({"title", "line", "save", "saved"})
_TEXTS: Final = ("seen_and_said", "where_tonight", "who_with", "wishes")


class RaiseConcernPage(ProtectedForm):
    """The form; anybody on a shift may fill it in. `record_id` completes what they raised."""

    name = "raise_concern"
    words = "raise"
    section = "concerns"
    draft_kind: ClassVar[str] = "concern"

    @override
    def say(self, key: str, **data: object) -> str:
        if self.wanted["record_id"] and key in _CHANGING:
            key = f"{key}_change"
        return super().say("title" if key == "title_new" else key, **data)

    @override
    def build(self) -> None:
        title = self.say("concerns")
        self._concerns = ManyChips("raise_concern.concerns", title)
        self.ask("concerns", self._concerns, title, self.say("concerns_hint"))
        self._young = label(self.say("under_18_text"), "small", wrap=True)
        # It comes with a press: what is pressed next stays where it is.
        room = self._young.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._young.setSizePolicy(room)
        self.card.add(self._young)
        self.ask_answer("in_danger_now", "danger")
        self._danger = Notice("stop", self.say("danger_text"), loud=True, name="raise_concern.ring")
        self._danger.hide()
        self.context.ask(lead_phone, then=self._show_phone)
        self.card.add(self._danger)
        self.ask_line("where_tonight", "where", self.say("where_hint"))
        self.ask_line("who_with", "who_with")
        self.ask_text("seen_and_said", "seen", self.say("seen_hint"), 4)
        self.ask_answer("told_what_follows", "told", self.say("told_hint"))
        self.ask_text("wishes", "wishes", lines=2)
        title = self.say("basis")
        self._basis = Select("raise_concern.basis", title, empty=self.say("basis_none"))
        self.ask("basis", self._basis, title)

    def _show_phone(self, phone: str) -> None:
        if phone:
            self._danger.put(self.say("danger_text"), self.say("danger_phone", phone=phone))

    @override
    def choices(self, lists: Vocabulary) -> None:
        self._concerns.set_choices(protected_words.choices(lists, "safeguarding_concern"))
        grounds = lists["share_basis"]
        self._basis.set_choices([(code, grounds.label(code)) for code in _GROUNDS])

    @override
    def fill(self) -> None:
        self.save_button.setText(self.say("save"))
        key = self.wanted["record_id"]
        if key is None:
            self.begin_with({})
            return
        self.context.do(safeguarding.read, key, then=self._was_read, failed=self._not_for_them)

    def _was_read(self, done: Any) -> None:
        held: Concern = done.value
        if held.row.id != self.wanted["record_id"]:
            return  # the form was opened for something else meanwhile
        self.wanted = {
            **self.wanted,
            "person_id": held.row.person_id,
            "incident_id": held.incident_id,
        }
        self.begin_with(
            {
                "concerns": list(held.row.concerns),
                "in_danger_now": answered(held.row.in_danger_now),
                "told_what_follows": answered(held.told_what_follows),
                "basis": held.basis or "",
                **{name: getattr(held, name) or "" for name in _TEXTS},
            }
        )

    @override
    def changed(self) -> None:
        self._danger.setVisible(self.value("in_danger_now") == "yes")
        self._young.setVisible("under_18" in self.value("concerns"))

    @override
    def check(self) -> Sequence[Problem]:
        if self.lists is None:
            return (Problem("concerns", "required"),)
        return safeguarding.check(self._told(), self.lists, self.context.desk.clock.now())

    @override
    def command(self) -> Callable[[Any], Any]:
        draft, key = self._told(), self.about["record_id"]
        if key is not None:
            return lambda work: safeguarding.amend(work, key, draft)
        return lambda work: safeguarding.raise_concern(work, draft)

    def _told(self) -> ConcernDraft:
        return ConcernDraft(
            concerns=tuple(self.value("concerns")),
            raised_at=self.context.desk.clock.now(),
            person_id=self.about["person_id"],
            incident_id=self.about["incident_id"],
            seen_and_said=self.value("seen_and_said"),
            in_danger_now=yes_no(self.value("in_danger_now")),
            told_what_follows=yes_no(self.value("told_what_follows")),
            wishes=self.value("wishes"),
            basis=self.value("basis") or None,
            where_tonight=self.value("where_tonight"),
            who_with=self.value("who_with"),
        )
