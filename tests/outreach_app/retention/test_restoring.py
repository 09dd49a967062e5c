"""An older copy comes back without whoever was anonymised since."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.contacts import Contact
from models.erasing import Erasure
from models.people import Person
from outreach_app import bootstrap, way_back
from outreach_app.bootstrap import Desk
from outreach_app.casework import contact_links, contacts, incidents, people, witnesses
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.casework.witnesses import WitnessDraft
from outreach_app.clock import SetClock
from outreach_app.governance import audit
from outreach_app.retention import anonymising
from outreach_app.retention.anonymising import EraseDraft
from outreach_app.retention.lives import lives
from outreach_app.safekeeping import making
from outreach_app.safekeeping.restoring import Wanted
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.retention.pages import found_in
from tests.ready import Made, new_desk

CASEBOOKS = Path(__file__).parents[2] / "data" / "casebooks"
ALIAS = "Wrenfeather"


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


def erase(desk: Desk, key: str) -> None:
    seen = desk.ask(anonymising.look, key)
    desk.do(anonymising.anonymise, EraseDraft(key, "asked", seen.code))
    desk.scrub()


def bring_back(copy: Path, path: Path, clock: SetClock) -> None:
    wanted = Wanted(copy, path, SIGN_IN, PASSPHRASE, replace=path.exists())
    way_back.restore(wanted, clock, Throttle(clock, path.parent / "waits"))


def aliases(path: Path, clock: SetClock) -> set[str]:
    desk = sit(path, clock)
    try:
        found = desk.ask(lambda work: set(work.session.scalars(select(Person.alias))))
        assert desk.verify().findings == ()
        return found
    finally:
        desk.close()


def no_word_left(path: Path, clock: SetClock) -> None:
    with closing(unlock(path, SIGN_IN, PASSPHRASE, Throttle(clock, path.parent / "waits"))) as key:
        assert found_in(path, key, [ALIAS]) == set()


def two_copies(house: Path, clock: SetClock) -> tuple[Path, Path]:
    """Return a copy from before and one from after somebody was anonymised."""
    stick = house.parents[1] / "stick"
    desk = sit(house, clock)
    key = desk.do(people.add, people.PersonDraft(alias=ALIAS)).value
    desk.do(people.add, people.PersonDraft(alias="Topaz"))
    before = desk.copies.make_in(stick).path
    clock.moment += timedelta(hours=1)
    erase(desk, str(getattr(key, "id", key)))
    after = desk.copies.make_in(stick).path
    desk.close()
    return before, after


def test_over_the_casebook_of_today(house: Path, clock: SetClock) -> None:
    before, after = two_copies(house, clock)
    after.unlink()
    clock.moment += timedelta(hours=1)
    bring_back(before, house, clock)
    assert aliases(house, clock) == {"Anonymised", "Topaz"}
    no_word_left(house, clock)


def test_on_an_empty_computer_the_newest_copy_in_reach_tells(house: Path, clock: SetClock) -> None:
    before, _ = two_copies(house, clock)
    shutil.rmtree(house.parent)
    house.parent.mkdir()
    bring_back(before, house, clock)
    assert aliases(house, clock) == {"Anonymised", "Topaz"}
    no_word_left(house, clock)


@pytest.mark.parametrize("by_code", [False, True])
def test_on_an_empty_computer_also_a_copy_under_a_later_key(
    house: Path, clock: SetClock, by_code: bool
) -> None:
    stick = house.parents[1] / "stick"
    desk = sit(house, clock)
    code = desk.accounts.new_code()
    desk.accounts.use_code(code)
    person = desk.do(people.add, people.PersonDraft(alias=ALIAS)).value
    before = desk.copies.make_in(stick).path
    erase(desk, str(getattr(person, "id", person)))
    desk.new_key.make()
    clock.moment += timedelta(hours=1)
    desk.copies.make_in(stick)
    desk.close()
    shutil.rmtree(house.parent)
    house.parent.mkdir()
    wanted = Wanted(before, house, "" if by_code else SIGN_IN, code if by_code else PASSPHRASE)
    way_back.restore(wanted, clock, Throttle(clock, house.parent / "waits"))
    assert ALIAS not in aliases(house, clock)
    no_word_left(house, clock)


def test_with_nothing_newer_in_reach_nobody_can_know(house: Path, clock: SetClock) -> None:
    before, after = two_copies(house, clock)
    after.unlink()
    shutil.rmtree(house.parent)
    house.parent.mkdir()
    bring_back(before, house, clock)
    assert ALIAS in aliases(house, clock)


def test_what_was_about_nobody_yet_when_the_copy_was_made(house: Path, clock: SetClock) -> None:
    desk = sit(house, clock)
    whose = desk.do(people.add, people.PersonDraft(alias="Topaz")).value.id
    note = f"{ALIAS} was cold"
    met = desk.do(contacts.log, ContactDraft(clock.moment, note=note)).value
    other = desk.do(contacts.log, ContactDraft(clock.moment, note="Somebody else")).value
    told = desk.do(
        incidents.log, IncidentDraft(clock.moment, whose, "robbery", "unknown", "unknown")
    ).value
    seen = desk.do(witnesses.add, WitnessDraft("witness", clock.moment, f"Saw {ALIAS}")).value
    before = desk.copies.make_in(house.parents[1] / "stick").path
    clock.moment += timedelta(days=2)
    desk.do(contact_links.name_person, _key(met), whose)
    desk.do(witnesses.belongs, seen, _key(told))
    erase(desk, whose)
    desk.close()
    bring_back(before, house, clock)
    assert aliases(house, clock) == {"Anonymised"}
    no_word_left(house, clock)
    desk = sit(house, clock)
    row = desk.ask(lambda work: work.session.get_one(Contact, _key(other)).note)
    assert row == "Somebody else"
    desk.close()


def _key(value: Any) -> str:
    return str(getattr(value, "id", value))


def test_the_list_is_carried_on(house: Path, clock: SetClock) -> None:
    before, _ = two_copies(house, clock)
    bring_back(before, house, clock)
    desk = sit(house, clock)
    rows = desk.ask(lambda work: work.session.execute(select(Erasure.kind, Erasure.ground)).all())
    assert [tuple(row) for row in rows] == [("person", "asked")]
    trail = desk.ask(lambda work: [row.action for row in audit.latest(work)])
    assert "anonymised_again" in trail
    desk.close()


def test_a_copy_of_an_older_version_too(tmp_path: Path, clock: SetClock) -> None:
    clock.moment = clock.moment.replace(year=2026, month=3)
    (tmp_path / "stick").mkdir()
    path = tmp_path / "v2.casebook"
    for end in ("", ".keys"):
        shutil.copyfile(CASEBOOKS / f"v2.casebook{end}", f"{path}{end}")

    with closing(unlock(path, SIGN_IN, PASSPHRASE, Throttle(clock, tmp_path / "waits"))) as key:
        job = making.Job(path, key, bytes(key.derive(audit.KEY_LABEL)), clock.now(), way_back.ZONE)
        old = making.make(job, tmp_path / "stick").path
    desk = sit(path, clock)
    gone = desk.ask(
        lambda work: next(
            life for life in lives(work) if not life.case_open and life.alias != "Anonymised"
        )
    )
    erase(desk, gone.key)
    desk.close()
    bring_back(old, path, clock)
    assert gone.alias not in aliases(path, clock)
