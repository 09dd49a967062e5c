"""Raising a safeguarding concern: short is enough, the lead decides what follows."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from typing_extensions import override

from outreach_app.casework import safeguarding
from outreach_app.casework.project_settings import lead_phone
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from ui import protected_words
from ui.forms.protected import ProtectedForm, yes_no
from ui.widgets.labels import label
from ui.widgets.many import ManyChips
from ui.widgets.notice import Notice
from ui.widgets.select import Select

# The grounds on which something may be passed on without a yes.
_GROUNDS: Final = ("safeguard_child", "safeguard_adult", "vital", "consent")


class RaiseConcernPage(ProtectedForm):
    """The form; anybody on a shift may fill it in."""

    name = "raise_concern"
    words = "raise"
    section = "concerns"
    draft_kind: ClassVar[str] = "concern"

    @override
    def say(self, key: str, **data: object) -> str:
        return super().say("title" if key == "title_new" else key, **data)

    @override
    def build(self) -> None:
        title = self.say("concerns")
        self._concerns = ManyChips("raise_concern.concerns", title)
        self.ask("concerns", self._concerns, title, self.say("concerns_hint"))
        self._young = label(self.say("under_18_text"), "small", wrap=True)
        self.card.add(self._young)
        self.ask_answer("in_danger_now", "danger")
        self._danger = Notice("stop", self.say("danger_text"), loud=True, name="raise_concern.ring")
        self._danger.hide()
        self.context.ask(lead_phone, then=self._show_phone)
        self.card.add(self._danger)
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
        draft = self._told()
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
        )
