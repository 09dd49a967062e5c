"""Asking a service, telling it, and what it answered: each step with its day."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.casework import (
    referral_consent,
    referral_letters,
    referral_stance,
    referrals,
)
from outreach_app.casework.agencies import AgencyRow
from outreach_app.casework.needs import NeedRow
from outreach_app.casework.referral_letters import Letter
from outreach_app.casework.referral_rows import ReferralRow
from outreach_app.casework.referral_stance import UNDER_18, Stance
from outreach_app.casework.referrals import DECLINED, MakeDraft, ReferralDraft, StepDraft
from outreach_app.casework.roles import LEAD
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import saying, support_words
from ui.dialogs.by_letter import ByLetter
from ui.dialogs.combos import Combo
from ui.dialogs.days import DayField
from ui.dialogs.need_forms import both, reason_choice, today_of
from ui.dialogs.person_choice import find_somebody
from ui.dialogs.small_form import SmallForm
from ui.page import Context
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.growing import GrowingText
from ui.widgets.notice import Notice

Command = Callable[[Any], Any]
# What is asked first: the answers of a service in the order people give them.
ANSWERS: Final = (
    "accepted",
    "waiting",
    "declined_service",
    "declined_person",
    "dna",
    "no_response",
    "acknowledged",
    "attended",
    "completed",
    "withdrawn",
    "lost",
)
_GIVEN_NUMBER: Final = ("made", "declined_person", "lost")


def _agreed(name: str, lists: Vocabulary) -> Combo:
    ways = [(entry.code, entry.label) for entry in lists["consent_method"].choices()]
    return Combo(name, say("needs.asking.agreed"), ways)


class AskService(SmallForm):
    """A service for a need: written down, told with a yes, or only the number given.

    `inbound` writes down that a service sent somebody to us; then a person is found by typing.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        lists: Vocabulary,
        services: Sequence[AgencyRow],
        need: NeedRow | None = None,
        what: str = "",
    ) -> None:
        title, text = say("needs.asking_in.title"), say("needs.asking_in.text")
        if need is not None:
            name, alias = saying.need(lists, need.category), saying.name(need.alias, None)
            title = say("needs.asking.title_need", need=name, alias=alias)
            text = say("needs.asking.text")
        super().__init__(parent, context, "asking", title, text, save=say("needs.asking.save"))
        self._lists, self._services, self._need = lists, tuple(services), need
        self._stance: Stance | None = None
        who = say("needs.asking.person")
        self._who = find_somebody(self, context, "asking.person_id", who, living=True)
        if need is None:
            self.add("person_id", Field(who, self._who))
        kind = say("needs.asking.kind")
        kinds = [(entry.code, entry.label) for entry in lists["agency_type"].choices()]
        self._kind = Combo("asking.agency_type", kind, kinds)
        self._kind.currentIndexChanged.connect(self._kind_chosen)
        self.add("agency_type", Field(kind, self._kind))
        which = say("needs.asking.agency")
        self._agency = Combo("asking.agency_id", which, ())
        self._agency_field = self.add("agency_id", Field(which, self._agency))
        self._notice = Notice("info", " ", name="asking.stance")
        self._notice.hide()
        self.add_widget(self._notice)
        words = say("needs.asking.what")
        ways = ("draft", "tell", "number")
        self._what = ChipGroup("asking.what", words, [(w, say(f"needs.asking.{w}")) for w in ways])
        self._what.set_value(what or "draft")
        self._what.chosen.connect(self._follow)
        if need is not None:
            self.add("what", Field(words, self._what))
        self._agreed = _agreed("asking.agreed", lists)
        self._agreed_field = self.add("agreed", Field(say("needs.asking.agreed"), self._agreed))
        self._letters = ByLetter("asking.letter")
        self._letter_field = self.add("letter", self._letters.frame())
        day = say("needs.asking.day")
        least = need.identified_on if need is not None else None
        self._day = DayField("asking.day", day, today_of(context), least)
        self.add("day", Field(day, self._day))
        self._note = QLineEdit()
        self._note.setObjectName("asking.note")
        hint = say("needs.asking.note_hint")
        self.add("note", Field(say("needs.asking.note"), self._note, hint=hint))
        self._kind_chosen()
        self.check = self._check
        self.command = self._command

    def _kind_chosen(self, *_: object) -> None:
        kind = self._kind.value()
        self._agency.clear()
        self._agency.addItem(say("needs.asking.agency_none"), "")
        for row in self._services:
            if row.type == kind:
                self._agency.addItem(row.name, row.id)
        if self._agency.count() == 2:
            self._agency.setCurrentIndex(1)
        self._agency_field.setVisible(self._agency.count() > 1)
        self._stance = None
        self._letters.offer(())
        self._follow()
        if kind and self._need is not None:
            whose = self._need.person_id
            self.context.ask(referral_stance.stance, whose, kind, then=self._stand)
            self.context.ask(referral_letters.open_ones, whose, kind, then=self._letters_found)

    def _stand(self, found: Stance) -> None:
        self._stance = found
        if self._need is None:
            return
        if found.state == UNDER_18:
            self._notice.become("private")
            self._notice.say(say("needs.waits.under_18", alias=saying.name(self._need.alias, None)))
        elif found.scope is None:
            self._notice.become("info")
            self._notice.say(say("needs.asking.own"))
        elif found.allows:
            self._notice.become("ok")
            services = support_words.scope_words(found.scope)
            self._notice.say(say("needs.asking.may", services=services))
        else:
            self._notice.become("caution")
            key = f"needs.waits.{found.state}"
            words = say(
                key if known(key) else "needs.waits.not_asked",
                alias=saying.name(self._need.alias, None),
                services=support_words.scope_words(found.scope),
            )
            self._notice.say(words, say("needs.asking.waits"))
        self._follow()

    def _letters_found(self, found: tuple[Letter, ...]) -> None:
        self._letters.offer(found)
        self._follow()

    def _follow(self, *_: object) -> None:
        """Ask what belongs to the answer."""
        found = self._stance
        self._notice.setVisible(found is not None and self._what.value() != "number")
        asked = found is not None and found.scope is None and found.allows
        own = asked and self._what.value() == "tell"
        self._agreed_field.setVisible(own and self._need is not None)
        tells = self._what.value() == "tell" and self._need is not None
        self._letter_field.setVisible(tells and self._letters.has_any())

    def _draft(self) -> ReferralDraft:
        return ReferralDraft(
            self._need.person_id if self._need is not None else self._who.value(),
            self._kind.value(),
            self._day.day(),
            self._need.id if self._need is not None else None,
            self._agency.currentData() or None,
            self._note.text(),
        )

    def _check(self) -> tuple[Problem, ...]:
        draft = self._draft()
        needed = (("person_id", draft.person_id), ("agency_type", draft.agency_type))
        problems = [Problem(name, "required") for name, value in needed if not value]
        by_letter = self._letters.letter() is not None
        if self._what.value() == "tell" and self._letters.is_open():
            problems.append(Problem("letter", "required"))
        if self._what.value() == "tell" and self._stance is not None and not by_letter:
            if self._stance.state == UNDER_18:
                problems.append(Problem("what", "referral_of_child"))
            elif self._stance.scope is None and not self._agreed.value():
                problems.append(Problem("agreed", "referral_agreed"))
            elif self._stance.scope is not None and not self._stance.allows:
                label = self._lists["consent_scope"].label(self._stance.scope)
                problems.append(Problem("what", "referral_waits", {"label": label}))
        return tuple(problems)

    def _command(self) -> Command:
        draft, agreed = self._draft(), self._agreed.value() or None
        letter = self._letters.letter()
        if self._need is None:
            return lambda work: referrals.receive(work, draft)
        if self._what.value() == "number":
            return lambda work: referrals.give_number(work, draft)
        if self._what.value() == "draft":
            return lambda work: referrals.draft(work, draft)

        def tell(work: Any) -> Any:
            done = referrals.draft(work, draft)
            told = MakeDraft(done.value, draft.day, agreed=agreed, letter=letter)
            made = referrals.make(work, told)
            return both(done, made)

        return tell


def may_tell_without(context: Context, row: ReferralRow) -> bool:
    """Tell whether this service may be told without a yes: by the lead, and only some kinds."""
    return context.desk.me.role == LEAD and row.agency_type in referral_consent.WITHOUT_YES


class TellService(SmallForm):
    """The service was told, on a day; without a standing question, how they said yes to it.

    `without` asks on which grounds it was told with no yes: a child or a life at risk.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        lists: Vocabulary,
        row: ReferralRow,
        *,
        without: bool = False,
    ) -> None:
        alias = saying.name(row.alias, None)
        title = say("needs.telling.title", service=support_words.service(lists, row), alias=alias)
        text = say("needs.telling.without_text" if without else "needs.telling.text")
        save = say("needs.telling.save")
        super().__init__(parent, context, "telling", title, text, save=save)
        self._row = row
        words = say("needs.telling.day")
        self._day = DayField("telling.on_day", words, today_of(context), row.drafted_on)
        self._day_field = self.add("on_day", Field(words, self._day))
        self._without = without
        words = say("needs.telling.basis")
        grounds = [(code, lists["share_basis"].label(code)) for code in referral_consent.BASES]
        self._basis = ChipGroup("telling.basis", words, grounds)
        self._reason = GrowingText("telling.reason", say("needs.telling.reason"), lines=2, most=5)
        if without:
            self.add("basis", Field(words, self._basis))
            hint = say("needs.telling.reason_hint")
            self.add("reason", Field(say("needs.telling.reason"), self._reason, hint=hint))
        self._own = not without and row.agency_type not in referral_consent.SCOPE_OF
        self._agreed = _agreed("telling.agreed", lists)
        if self._own:
            self.add("agreed", Field(say("needs.asking.agreed"), self._agreed))
        self._letters = ByLetter("telling.letter")
        self._letters.chosen.connect(self._follow)
        self._letter_field = self.add("letter", self._letters.frame())
        self._letter_field.hide()
        if not without and not self._own:
            context.ask(referral_letters.of_referral, row.id, then=self._letters_found)
        self.check = self._check
        self.command = self._command

    def _letters_found(self, found: tuple[Letter, ...]) -> None:
        self._letters.offer(found)
        self._letter_field.setVisible(bool(found))
        self.fit()

    def _follow(self, *_: object) -> None:
        """Ask for no day where the letter has one."""
        self._day_field.setVisible(self._letters.letter() is None)

    def _check(self) -> tuple[Problem, ...]:
        if self._letters.is_open():
            return (Problem("letter", "required"),)
        if self._without and not self._basis.value():
            return (Problem("basis", "required"),)
        if self._without and not self._reason.toPlainText().strip():
            return (Problem("reason", "required"),)
        if self._own and not self._agreed.value():
            return (Problem("agreed", "referral_agreed"),)
        return ()

    def _command(self) -> Command:
        draft = MakeDraft(
            self._row.id,
            self._day.day(),
            agreed=self._agreed.value() or None,
            basis=self._basis.value() or referrals.CONSENT,
            letter=self._letters.letter(),
            reason=self._reason.toPlainText(),
        )
        return lambda work: referrals.make(work, draft)


class WhatHappened(SmallForm):
    """The next step of a referral; a service that declined says why."""

    def __init__(
        self, parent: QWidget, context: Context, lists: Vocabulary, row: ReferralRow
    ) -> None:
        alias = saying.name(row.alias, None)
        service = support_words.service(lists, row)
        super().__init__(
            parent,
            context,
            "happened",
            say("needs.happened.title", service=service, alias=alias),
            say("needs.happened.text"),
            save=say("needs.happened.save"),
        )
        self._row = row
        words = say("needs.happened.status")
        self._status = ChipGroup("happened.status", words, _answers(row))
        self._status.chosen.connect(self._follow)
        self.add("status", Field(words, self._status))
        words = say("needs.happened.reason")
        self._reason = reason_choice("happened.unmet_reason", words, lists)
        self._reason_field = self.add("unmet_reason", Field(words, self._reason))
        words = say("needs.happened.day")
        self._day = DayField("happened.on_day", words, today_of(context), row.drafted_on)
        self.add("on_day", Field(words, self._day))
        self._follow()
        self.check = self._check
        self.command = self._command

    def _follow(self, *_: object) -> None:
        self._reason_field.setVisible(self._status.value() == DECLINED)

    def _check(self) -> tuple[Problem, ...]:
        if not self._status.value():
            return (Problem("status", "required"),)
        if self._status.value() == DECLINED and not self._reason.value():
            return (Problem("unmet_reason", "why_declined"),)
        return ()

    def _command(self) -> Command:
        status = self._status.value()
        why = self._reason.value() or None if status == DECLINED else None
        draft = StepDraft(self._row.id, status, self._day.day(), why)
        return lambda work: referrals.step(work, draft)


def _answers(row: ReferralRow) -> list[tuple[str, str]]:
    if row.number_given:
        codes: Sequence[str] = _GIVEN_NUMBER
    elif row.made_on is None and row.direction == referrals.OUT:
        codes = ("declined_person", "withdrawn", "lost")
    else:
        codes = [code for code in ANSWERS if code != row.status]
    words = {code: say(f"needs.happened.{code}") for code in codes if code != "made"}
    return [(code, words.get(code, say("needs.happened.went"))) for code in codes]
