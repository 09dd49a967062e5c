"""Steps that type a word into every free field of a service, for walks in any order."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access_requests,
    agencies,
    amending,
    care,
    cases,
    consents,
    contacts,
    drafts,
    enforcement,
    incidents,
    linking,
    needs,
    other_names,
    outside_requests,
    people,
    police_conduct,
    police_warnings,
    referrals,
    safeguarding,
    sessions,
    tasks,
    witnesses,
)
from outreach_app.casework.access_requests import AccessDraft
from outreach_app.casework.agencies import AgencyDraft
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.enforcement import DiaryDraft
from outreach_app.casework.linking import LinkDraft
from outreach_app.casework.needs import NeedDraft
from outreach_app.casework.other_names import NameDraft
from outreach_app.casework.outside_requests import RequestDraft
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.casework.police_conduct import ConductDraft
from outreach_app.casework.police_warnings import WarningDraft
from outreach_app.casework.referrals import ReferralDraft
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.casework.witnesses import WitnessDraft
from outreach_app.matching import safe_plates
from outreach_app.sharing import stories
from outreach_app.sharing.stories import StoryDraft

Word = Callable[[], str]
Step = Callable[[], object]


def words(chance: Random) -> Iterator[str]:
    """Give words that stand in no list and nowhere in the program."""
    signs = "bcdfghjklmnpqrstvwxz"
    while True:
        yield "Q" + "".join(chance.choice(signs) for _ in range(9))


class Walk:
    """Somebody types into everything; `typed` are the words. Nothing here depends on the order."""

    def __init__(self, desk: Desk, chance: Random) -> None:
        self.desk = desk
        self.typed: list[str] = []
        self._chance = chance
        self._new = words(chance)
        self.person = desk.do(people.add, PersonDraft(self.word())).value.id
        self.incident = desk.do(incidents.log, self._told()).value.id

    def word(self) -> str:
        """Return a new word, and remember it."""
        self.typed.append(next(self._new))
        return self.typed[-1]

    def go(self, times: int) -> None:
        """Take every step so many times, in any order."""
        todo = [each for each in self.steps() for _ in range(times)]
        self._chance.shuffle(todo)
        for step in todo:
            step()

    def steps(self) -> tuple[Step, ...]:
        """Return what can be done."""
        return (
            self._person,
            self._contact,
            self._need,
            self._referral,
            self._incident,
            self._amend,
            self._witness,
            self._concern,
            self._conduct,
            self._night,
            self._directory,
            self._reach,
            self._join,
            self._case,
            self._police,
            self._answers,
            self._asked,
            self._plate,
            self._typing,
            self._story,
        )

    def _told(self) -> IncidentDraft:
        now = self.desk.clock.now()
        return IncidentDraft(
            now,
            self.person,
            "robbery",
            "unknown",
            "unknown",
            own_words=f"{self.word()} and {self.word()}.",
            place_exact=self.word(),
            vehicle=VehicleDraft(f"QN54 {self.word()[:3]}", "nissan", self.word(), "grey", "suv"),
            suspects=(
                SuspectDraft(
                    "male",
                    phone_said="07700 900456",
                    account_platform=self.word(),
                    account_name=self.word(),
                ),
            ),
        )

    def _person(self) -> None:
        new = self.desk.do(people.add, PersonDraft(self.word(), own_code=self.word())).value
        self.desk.do(people.change_details, new.id, PersonDraft(self.word()))
        self.desk.do(other_names.add, NameDraft(new.id, self.word()))

    def _contact(self) -> None:
        draft = ContactDraft(self.desk.clock.now(), "known", self.person, note=self.word())
        key = self.desk.do(contacts.log, draft).value.id
        self.desk.do(contacts.void, key, "duplicate")

    def _need(self) -> None:
        today = self.desk.clock.now().date()
        self.desk.do(needs.add, NeedDraft(self.person, "housing", today, self.word()))

    def _referral(self) -> None:
        today = self.desk.clock.now().date()
        wanted = ReferralDraft(
            self.person, first_of(self.desk, "agency_type"), today, note=self.word()
        )
        self.desk.do(referrals.draft, wanted)

    def _incident(self) -> None:
        self.desk.do(incidents.log, self._told())

    def _amend(self) -> None:
        draft = self._told()
        self.desk.do(amending.amend, self.incident, draft, amending.REASONS[0])

    def _witness(self) -> None:
        now = self.desk.clock.now()
        draft = WitnessDraft("witness", now, self.word(), incident_id=self.incident)
        key = self.desk.do(witnesses.add, draft).value
        self.desk.do(witnesses.read, key)

    def _concern(self) -> None:
        draft = ConcernDraft(
            ("adult_at_risk",),
            self.desk.clock.now(),
            self.person,
            seen_and_said=self.word(),
            wishes=self.word(),
            where_tonight=self.word(),
            who_with=self.word(),
        )
        key = self.desk.do(safeguarding.raise_concern, draft).value
        self.desk.do(safeguarding.read, key)

    def _conduct(self) -> None:
        draft = ConductDraft(
            ("degrading",),
            self.desk.clock.now().date(),
            self.person,
            account=self.word(),
            power_named=self.word(),
            unit_named=self.word(),
        )
        key = self.desk.do(police_conduct.note, draft).value
        self.desk.do(police_conduct.read, key)

    def _night(self) -> None:
        started = self.desk.clock.now() - timedelta(hours=1)
        row = self.desk.do(sessions.start, SessionDraft("van_night", started)).value
        self.desk.do(sessions.end, row.id, self.word())

    def _directory(self) -> None:
        draft = AgencyDraft(
            first_of(self.desk, "agency_type"), self.word(), note=self.word(), address=self.word()
        )
        self.desk.do(agencies.keep, draft)
        today = self.desk.clock.now().date()
        diary = DiaryDraft(
            first_of(self.desk, "enforcement_event"),
            today,
            source=self.word(),
            name=self.word(),
            what_followed=self.word(),
        )
        self.desk.do(enforcement.write, diary)

    def _reach(self) -> None:
        self.desk.do(
            care.add_route, self.person, RouteRow("phone", "07700 900789", "yes", self.word())
        )
        self.desk.do(tasks.add, TaskDraft(self.word(), None, "call", self.person))

    def _join(self) -> None:
        other = self.desk.do(people.add, PersonDraft(self.word())).value.id
        self.desk.do(linking.link, LinkDraft(other, self.person, self.word()))
        self.desk.do(linking.undo, other)

    def _case(self) -> None:
        whose = self.desk.do(people.add, PersonDraft(self.word())).value.id
        opened = cases.CaseDraft(whose)
        case = self.desk.do(cases.open_case, opened).value
        risk = cases.RiskDraft(case, "high", self.word())
        self.desk.do(cases.set_risk, risk)

    def _police(self) -> None:
        draft = WarningDraft(
            self.incident,
            self.desk.clock.now().date(),
            self.word(),
            given_to=self.word(),
            reference=self.word(),
        )
        self.desk.do(police_warnings.give, draft)

    def _answers(self) -> None:
        answer = Answer("housing", consents.YES, "verbal", "able", named_recipient=self.word())
        self.desk.do(consents.answer, AnswersDraft(self.person, None, (answer,)))

    def _asked(self) -> None:
        day = self.desk.clock.now().date()
        own = AccessDraft(day, self.person, asked=self.word(), hand_over_note=self.word())
        key = self.desk.do(access_requests.register, own).value
        self.desk.do(access_requests.extend, key, self.word())
        self.desk.do(access_requests.answer_without, key, "refused", self.word())
        note = NoteDraft(
            self.desk.clock.now(), officer=self.word(), what=self.word(), why=self.word()
        )
        self.desk.do(outside_requests.register, RequestDraft("police_asked", note))

    def _plate(self) -> None:
        self.desk.do(safe_plates.add, f"AB12 {self.word()[:3]}", self.word())

    def _typing(self) -> None:
        self.desk.do(drafts.keep, "contact", "", f'{{"note": "{self.word()}"}}')

    def _story(self) -> None:
        self.desk.do(stories.write, StoryDraft(self.person, f"They got a flat. {self.word()}"))


def first_of(desk: Desk, name: str) -> str:
    """Return the first code of a list."""
    return desk.vocabulary()[name].codes()[0]
