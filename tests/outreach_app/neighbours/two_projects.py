"""Two invented projects that know each other, and somebody who wants to move from one to the other.

Made once and copied for each test: making a casebook takes ten times as long as opening one.
"""

import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outreach_app import bootstrap
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
from outreach_app.clock import SetClock
from outreach_app.neighbours import address_book, keys, sending
from outreach_app.neighbours.moving import PARTS, Choice
from outreach_app.neighbours.sending import MoveDraft, Sealed
from outreach_app.vault.kdf import KdfCost
from tests.conftest import PASSPHRASE, SIGN_IN

HARBOUR = "Harbour Lights (invented)"
NOTE = "She whispered about zebrafish"


@dataclass
class Marble:
    """Somebody with something in every part of their record."""

    id: str
    case: str
    robbed: str
    other: str


@dataclass
class Two:
    """The project that sends, the one that receives, and each by its key at the other."""

    ours: Desk
    theirs: Desk
    to_them: str
    from_us: str
    who: Marble


@dataclass
class Files:
    """Where the two casebooks lie, closed, and the keys of what is in them."""

    folder: Path
    to_them: str
    from_us: str
    who: Marble


@pytest.fixture(scope="session")
def acquainted(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Make both casebooks, with a card of the other in each, checked on the telephone."""
    folder, clock = (
        tmp_path_factory.mktemp("two"),
        SetClock(datetime(2025, 12, 20, 23, 41, tzinfo=UTC)),
    )
    desks = [
        bootstrap.create(
            folder / f"{name}.casebook", project, SIGN_IN, PASSPHRASE, clock, KdfCost.CHEAPEST
        ).desk
        for name, project in (("ours", "Tidewell Outreach (invented)"), ("theirs", HARBOUR))
    ]
    known = []
    for here, there in (desks, desks[::-1]):
        card = there.do(keys.our_card).value
        row = here.do(address_book.add, card.text.encode()).value
        known.append(here.do(address_book.check, row.id, same=True).value.id)
    made = Files(folder, known[0], known[1], marble(desks[0]))
    for desk in desks:
        desk.close()
    return made


@pytest.fixture
def two(acquainted: Files, tmp_path: Path, clock: SetClock) -> Iterator[Two]:
    """Both casebooks, open, of this test alone."""
    folder = tmp_path / "two"
    shutil.copytree(acquainted.folder, folder)
    ours, theirs = (
        bootstrap.open_desk(folder / f"{name}.casebook", SIGN_IN, PASSPHRASE, clock)
        for name in ("ours", "theirs")
    )
    who = Marble(**asdict(acquainted.who))
    yield Two(ours, theirs, acquainted.to_them, acquainted.from_us, who)
    for desk in (ours, theirs):
        desk.close()


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
