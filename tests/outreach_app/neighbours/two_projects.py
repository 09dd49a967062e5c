"""Two invented projects that know each other, and somebody who wants to move from one to the other."""

from dataclasses import dataclass
from datetime import timedelta

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    care,
    cases,
    consents,
    incidents,
    needs,
    other_names,
    people,
)
from outreach_app.casework.cases import CaseDraft
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.needs import NeedDraft
from outreach_app.casework.other_names import NameDraft
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.neighbours import address_book, keys, sending
from outreach_app.neighbours.moving import PARTS, Choice
from outreach_app.neighbours.sending import MoveDraft, Sealed
from tests.conftest import MakeDesk

HARBOUR = "Harbour Lights (invented)"
NOTE = "She whispered about zebrafish"


@dataclass
class Two:
    """The project that sends, the one that receives, and each by its key at the other."""

    ours: Desk
    theirs: Desk
    to_them: str
    from_us: str


def acquainted(make_desk: MakeDesk) -> Two:
    ours, theirs = make_desk("ours"), make_desk("theirs", HARBOUR)
    known = []
    for here, there in ((ours, theirs), (theirs, ours)):
        card = there.do(keys.our_card).value
        row = here.do(address_book.add, card.text.encode()).value
        known.append(here.do(address_book.check, row.id, same=True).value.id)
    return Two(ours, theirs, *known)


@dataclass
class Marble:
    """Somebody with something in every part of their record."""

    id: str
    case: str
    robbed: str
    other: str


def marble(desk: Desk) -> Marble:
    key = desk.do(
        people.add,
        PersonDraft("Marble", age_band="25_34", gender="woman", work_settings=("street",)),
    ).value.id
    desk.do(other_names.add, NameDraft(key, "Maribel"))
    desk.do(care.add_route, key, RouteRow("text", "07700 900123", "ask", "never before noon"))
    desk.do(care.set_flag, key, "no_voicemail")
    case = desk.do(cases.open_case, CaseDraft(key, "high")).value
    desk.do(needs.add, NeedDraft(key, "housing", desk.clock.now().date(), note=NOTE))
    return Marble(key, case, told(desk, key), told(desk, key, "threats_violence"))


def told(desk: Desk, person_id: str | None, kind: str = "robbery", plate: str = "QH54 R?E") -> str:
    now = desk.clock.now()
    draft = IncidentDraft(
        told_at=now,
        person_id=person_id,
        type=kind,
        area="unknown",
        occurred_precision="month",
        occurred_on=(now - timedelta(days=9)).date(),
        own_words=NOTE,
        place_exact="Flat 9, Quayside",
        vehicle=VehicleDraft(plate_said=plate, make="nissan", colour="grey"),
        suspects=(SuspectDraft(sex="male", age="a45_54", features=("tattoo: swallow",)),),
    )
    return desk.do(incidents.log, draft).value.id


def says_yes(desk: Desk, person_id: str, named: str | None = HARBOUR, **more: str) -> None:
    capacity = more.get("capacity", "able")
    answer = Answer("transfer", "yes", "verbal", capacity, named_recipient=named)
    desk.do(consents.answer, AnswersDraft(person_id, answers=(answer,)))


def says(desk: Desk, scope: str, answer: str, **about: str) -> None:
    given = Answer(scope, answer, "verbal", "able" if answer == "yes" else None)
    desk.do(consents.answer, AnswersDraft(**about, answers=(given,)))


def sealed(two: Two, who: Marble) -> Sealed:
    """Everything is moved but one incident."""
    choice = Choice(who.id, frozenset(PARTS), (who.robbed,))
    seen = two.ours.ask(sending.preview, choice, two.to_them)
    assert seen.against == ()
    done = two.ours.do(sending.seal_case, MoveDraft(choice, two.to_them, seen.digest))
    assert isinstance(done.value, Sealed)
    return done.value
