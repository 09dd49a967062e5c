"""An older copy comes back with what binds since: answers, what left, and reports given out."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from models.record import GivenOut
from models.sharing import Consent, Disclosure
from models.types import new_key
from outreach_app import bootstrap, way_back
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, people
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.clock import SetClock
from outreach_app.governance import audit
from outreach_app.retention import anonymising
from outreach_app.retention.anonymising import EraseDraft
from outreach_app.safekeeping.restoring import Wanted
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from outreach_app.work import Work
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.ready import Made, new_desk

SCOPE = "housing"
NAMED = "Thistledown House"


@pytest.fixture
def house(tmp_path: Path, clock: SetClock) -> Path:
    (tmp_path / "house").mkdir()
    (tmp_path / "stick").mkdir()
    path = tmp_path / "house" / "north.casebook"
    made = Made(path.name, "", SIGN_IN, PASSPHRASE, KdfCost.CHEAPEST, clock.moment)
    new_desk(path, made, clock).close()
    return path


def sit(path: Path, clock: SetClock) -> Desk:
    return bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, clock)


def bring_back(copy: Path, path: Path, clock: SetClock) -> None:
    wanted = Wanted(copy, path, SIGN_IN, PASSPHRASE, replace=path.exists())
    way_back.restore(wanted, clock, Throttle(clock, path.parent / "waits"))


def say(desk: Desk, person_id: str, answer: str) -> None:
    given = Answer(SCOPE, answer, "verbal", "able", named_recipient=NAMED)
    desk.do(consents.answer, AnswersDraft(person_id=person_id, answers=(given,)))


def stands(desk: Desk, person_id: str) -> str:
    found = desk.ask(consents.standing, person_id)
    return next(each.state for each in found if each.scope == SCOPE)


def give_out(work: Work, person_id: str) -> None:
    """Enter a report given out and something that left, as their services do."""
    work.session.execute(
        insert(GivenOut).values(
            id=new_key(),
            pack="police",
            first_day=date(2025, 11, 1),
            last_day=date(2025, 11, 30),
            as_at=work.now,
            made_at=work.now,
            made_by=work.by,
            fingerprint="ab" * 32,
            entry={"pack": "police", "groups": []},
        )
    )
    work.session.execute(
        insert(Disclosure).values(
            id=new_key(),
            person_id=person_id,
            recipient="health",
            at=work.now,
            basis="vital",
            content="facts",
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )


def since(house: Path, clock: SetClock) -> tuple[Path, str]:
    """Return a copy and somebody whose yes in it was taken back after it was made."""
    desk = sit(house, clock)
    key = desk.do(people.add, people.PersonDraft(alias="Topaz")).value.id
    say(desk, key, "yes")
    copy = desk.copies.make_in(house.parents[1] / "stick").path
    clock.moment += timedelta(hours=1)
    later = desk.do(people.add, people.PersonDraft(alias="Marble")).value.id
    say(desk, key, "no")
    say(desk, later, "no")
    desk.do(lambda work: give_out(work, key))
    desk.close()
    clock.moment += timedelta(hours=1)
    return copy, key


def count(desk: Desk, table: type[GivenOut | Disclosure | Consent]) -> int:
    return desk.ask(lambda work: len(work.session.scalars(select(table)).all()))


def test_a_yes_taken_back_stays_taken_back(house: Path, clock: SetClock) -> None:
    copy, key = since(house, clock)
    bring_back(copy, house, clock)
    desk = sit(house, clock)
    assert stands(desk, key) == "withdrawn"
    # Of whom the copy does not know nothing comes.
    assert count(desk, Consent) == 2
    trail = desk.ask(lambda work: [row.action for row in audit.latest(work)])
    assert "carried_over" in trail
    assert desk.verify().findings == ()
    desk.close()


def test_what_readers_hold_and_what_left_are_known(house: Path, clock: SetClock) -> None:
    copy, _ = since(house, clock)
    bring_back(copy, house, clock)
    desk = sit(house, clock)
    assert (count(desk, GivenOut), count(desk, Disclosure)) == (1, 1)
    desk.close()


def test_on_an_empty_computer_the_newest_copy_tells(house: Path, clock: SetClock) -> None:
    copy, key = since(house, clock)
    desk = sit(house, clock)
    desk.copies.make_in(copy.parent)
    desk.close()
    for each in house.parent.glob("north.casebook*"):
        each.unlink()
    bring_back(copy, house, clock)
    desk = sit(house, clock)
    assert stands(desk, key) == "withdrawn"
    assert count(desk, GivenOut) == 1
    desk.close()


def test_twice_is_once(house: Path, clock: SetClock) -> None:
    copy, _ = since(house, clock)
    for _ in range(2):
        bring_back(copy, house, clock)
    desk = sit(house, clock)
    assert (count(desk, GivenOut), count(desk, Consent), count(desk, Disclosure)) == (1, 2, 1)
    desk.close()


def test_whoever_was_let_go_of_takes_the_words_along(house: Path, clock: SetClock) -> None:
    copy, key = since(house, clock)
    desk = sit(house, clock)
    # A copy between: in it the words of the answer still stand.
    desk.copies.make_in(copy.parent)
    clock.moment += timedelta(hours=1)
    code = desk.ask(anonymising.look, key).code
    desk.do(anonymising.anonymise, EraseDraft(key, "asked", code))
    desk.scrub()
    desk.close()
    bring_back(copy, house, clock)
    desk = sit(house, clock)
    named = desk.ask(lambda work: set(work.session.scalars(select(Consent.named_recipient))))
    assert named == {None}
    desk.close()
