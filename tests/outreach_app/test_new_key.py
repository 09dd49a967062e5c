"""A new data key: everybody else comes in as before, and who left does not, whatever they kept."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.people import Person
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, new_key_due, staff
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.contacts import ContactDraft
from outreach_app.clock import SetClock
from outreach_app.errors import (
    Cancelled,
    Damaged,
    NotAllowed,
    UserDisabled,
    WrongPassphrase,
)
from outreach_app.governance import audit
from outreach_app.safekeeping import container, restoring, shelf
from outreach_app.safekeeping.places import usual
from outreach_app.safekeeping.restoring import Wanted
from outreach_app.storage import rekeying
from outreach_app.storage.casebook import remember
from outreach_app.storage.identity import KEY_SLOTS
from outreach_app.vault import keyfile_copies, keyholders, letterbox, unlocking
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from outreach_app.way_back import ZONE
from tests.conftest import PASSPHRASE, SIGN_IN, MakeDesk

MO = "harbour velvet onion cloud piano"
RU = "copper sparrow kettle winter noon"


def sit(path: Path, clock: SetClock, name: str = SIGN_IN, phrase: str = PASSPHRASE) -> Desk:
    clock.ticks += 400
    return bootstrap.open_desk(path, name, phrase, clock, cost=KdfCost.CHEAPEST)


def met(desk: Desk, alias: str) -> None:
    desk.do(
        contacts.log,
        ContactDraft(started_at=desk.clock.now(), who=contacts.NEW, new_alias=alias),
    )


def aliases(desk: Desk) -> set[str]:
    return set(desk.ask(lambda work: work.session.scalars(select(Person.alias)).all()))


def keep(path: Path, folder: Path) -> Path:
    """Keep what a leaver could: the casebook and its key file as they are now."""
    folder.mkdir()
    for each in (path, *keyfile_copies.paths_of(path)):
        shutil.copyfile(each, folder / each.name)
    return folder / path.name


@pytest.fixture
def three(make_desk: MakeDesk) -> Iterator[Desk]:
    desk = make_desk()
    desk.accounts.add(NewColleague("Mo", "outreach"), MO)
    desk.accounts.add(NewColleague("Ru", "caseworker"), RU)
    met(desk, "Marble")
    yield desk
    desk.close()


def test_who_left_cannot_open_what_is_written_from_now_on(
    three: Desk, clock: SetClock, tmp_path: Path
) -> None:
    path = three.path
    three.close()
    kept = keep(path, tmp_path / "kept")
    three = sit(path, clock)
    assert three.new_key.due() is None
    three.accounts.end("MO")
    assert three.new_key.due() == clock.now()
    shares: list[float] = []

    def heard(share: float, _: str) -> bool:
        shares.append(share)
        return True

    done = three.new_key.make(heard).value
    assert (done.number, three.new_key.due()) == (2, None)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    met(three, "Pepper")
    assert three.verify().findings == ()
    assert [row.action for row in three.ask(audit.latest, 9)].count("new_data_key") == 1
    three.close()

    # The others notice nothing.
    for name, phrase in ((SIGN_IN, PASSPHRASE), ("ru", RU)):
        desk = sit(path, clock, name, phrase)
        assert aliases(desk) == {"Marble", "Pepper"}
        assert desk.verify().findings == ()
        desk.close()
    # What was kept opens what was kept, and not the casebook of today.
    sit(kept, clock, "mo", MO).close()
    today = tmp_path / "stolen"
    stolen = keep(path, today)
    for theirs, ours in zip(
        keyfile_copies.paths_of(kept), keyfile_copies.paths_of(stolen), strict=True
    ):
        shutil.copyfile(theirs, ours)
    for name, phrase in (("mo", MO), (SIGN_IN, PASSPHRASE)):
        with pytest.raises(Damaged) as found:
            sit(stolen, clock, name, phrase)
    assert found.value.more
    shutil.copytree(usual(path), usual(stolen))
    with pytest.raises(Damaged) as found:
        sit(stolen, clock, "mo", MO)
    assert "from before the last new key" in found.value.more[0]
    with pytest.raises(WrongPassphrase):
        sit(path, clock, "mo", MO)


def test_only_the_lead_makes_one(three: Desk, clock: SetClock) -> None:
    path = three.path
    three.close()
    for name, phrase in (("mo", MO), ("ru", RU)):
        desk = sit(path, clock, name, phrase)
        for call in (desk.new_key.make, desk.new_key.older):
            with pytest.raises(NotAllowed):
                call()
        desk.close()


def until(stop: float) -> Callable[[float, str], bool]:
    return lambda share, _: share < stop


def test_it_can_be_stopped_until_it_counts(three: Desk, clock: SetClock) -> None:
    path = three.path
    before = keyfile_copies.read(path)
    for stop in (0.0, 0.2, 0.5, 0.6):
        with pytest.raises(Cancelled):
            three.new_key.make(until(stop))
        assert keyfile_copies.read(path) == before
        assert not rekeying.part_of(path).exists()
    met(three, "Pepper")
    three.close()
    assert aliases(sit(path, clock)) == {"Marble", "Pepper"}


def test_one_after_the_other(three: Desk, clock: SetClock) -> None:
    path = three.path
    for number in (2, 3, 4, 5, 6):
        assert three.new_key.make().value.number == number
        met(three, f"Dune {number}")
    three.close()
    desk = sit(path, clock)
    assert len(aliases(desk)) == 6
    assert desk.verify().findings == ()
    assert desk._key.generations == (6, 5, 4, 3, 2, 1)
    desk.close()


def test_older_copies_are_named_and_open_with_the_passphrases_of_today(
    three: Desk, clock: SetClock, tmp_path: Path
) -> None:
    path = three.path
    (first,) = three.copies.make_now(("here",)).value
    assert first.seen is not None
    three.accounts.end("MO")
    clock.moment += timedelta(days=1)
    done = three.new_key.make().value
    assert [each.seen is not None for each in done.copies] == [True]
    assert [each.path for each in done.older] == [first.seen.path]
    assert len(shelf.of_key(usual(path), three._key)) == 2
    three.accounts.change_own(PASSPHRASE, "ember violet anchor walnut tram")
    met(three, "Pepper")
    three.close()
    # Over the casebook that is there: under the key of today, with the passphrase of today.
    wanted = Wanted(first.seen.path, path, SIGN_IN, "ember violet anchor walnut tram", replace=True)
    back = restoring.restore(wanted, clock.now(), ZONE, Throttle(clock))
    assert not back.older_keys
    desk = sit(path, clock, phrase="ember violet anchor walnut tram")
    assert aliases(desk) == {"Marble"}
    assert desk._key.generation == 2
    assert desk.verify().findings == ()
    desk.new_key.make()
    desk.close()
    with pytest.raises((WrongPassphrase, UserDisabled)):
        sit(path, clock, "mo", MO)
    # Without it: with the passphrase of its moment only.
    alone = tmp_path / "alone.casebook"
    with pytest.raises(WrongPassphrase):
        restoring.restore(
            Wanted(first.seen.path, alone, SIGN_IN, "ember violet anchor walnut tram"),
            clock.now(),
            ZONE,
            Throttle(clock),
        )
    clock.ticks += 400
    restoring.restore(
        Wanted(first.seen.path, alone, SIGN_IN, PASSPHRASE), clock.now(), ZONE, Throttle(clock)
    )
    with closing(sit(alone, clock)) as desk:
        assert aliases(desk) == {"Marble"}


def test_a_copy_under_a_later_key_is_whole(three: Desk, clock: SetClock, tmp_path: Path) -> None:
    three.new_key.make()
    (tmp_path / "stick").mkdir()
    seen = three.copies.make_in(tmp_path / "stick")
    assert container.check(seen.path).manifest.generation == 2
    assert three.copies.rehearse().value.same_way_in
    alone = tmp_path / "alone.casebook"
    restoring.restore(
        Wanted(seen.path, alone, SIGN_IN, PASSPHRASE), clock.now(), ZONE, Throttle(clock)
    )
    with closing(sit(alone, clock)) as desk:
        assert desk.verify().findings == ()
        assert desk._key.generations == (2, 1)


def test_the_recovery_sheet_still_opens_it(make_desk: MakeDesk, clock: SetClock) -> None:
    desk = make_desk()
    code = desk.accounts.new_code()
    desk.accounts.use_code(code)
    desk.new_key.make()
    path = desk.path
    desk.close()
    with closing(unlocking.unlock_with_recovery(path, code, Throttle(clock))) as key:
        assert key.generation == 2


def test_a_note_sealed_before_is_still_read(three: Desk, clock: SetClock) -> None:
    path = three.path
    letterbox.ensure(path, three._key)
    letterbox.post(path, letterbox.new_id(), b"for the lead")
    box = letterbox.look(path)
    three.new_key.make()
    assert letterbox.look(path) != box
    assert [each.content for each in letterbox.waiting(path, three._key)] == [b"for the lead"]
    assert not letterbox.ensure(path, three._key)


def test_a_slot_put_there_by_others_gets_no_new_key(three: Desk, clock: SetClock) -> None:
    path = three.path
    mine = keyholders.add_slot(path, three._key, "Zed", MO, KdfCost.CHEAPEST)
    three.new_key.make()
    assert keyfile_copies.read(path).slot(mine) is None
    # In the place of somebody's own: nothing is made, and nothing is lost.
    keys = keyfile_copies.read(path)
    ru = three.ask(lambda work: staff.slot_of(work.session, "RU"))
    assert ru is not None
    keyholders.remove_slot(path, three._key, ru)
    keyholders.add_slot(path, three._key, "Zed", MO, KdfCost.CHEAPEST, slot_id=ru)
    assert keyfile_copies.read(path).slot(ru) != keys.slot(ru)
    with pytest.raises(Damaged):
        three.new_key.make()
    assert aliases(three) == {"Marble"}
    three.close()
    with closing(sit(path, clock)) as desk:
        assert desk.ask(new_key_due.since) is None


def test_changed_slots_are_noticed_at_the_next_opening(three: Desk, clock: SetClock) -> None:
    path, key = three.path, three._key
    before = three._book.known_slots()
    keyholders.add_slot(path, key, "Zed", RU, KdfCost.CHEAPEST)
    three._book.remember_keys()
    with three._book.writing() as session:
        remember(session, KEY_SLOTS, json.dumps(before))
    three.close()
    with closing(sit(path, clock)) as desk:
        assert desk.ask(audit.latest, 1)[0].action == "other_key_file"
        assert desk.new_key.due() is not None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_dying_at_any_step(three: Desk, tmp_path: Path) -> None:
    died_at_steps(three, tmp_path, 3, 25)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_dying_at_every_step(three: Desk, tmp_path: Path) -> None:
    died_at_steps(three, tmp_path, 1, 1)


def died_at_steps(three: Desk, tmp_path: Path, first: int, every: int) -> None:
    path = three.path
    three.close()
    keep(path, tmp_path / "before")
    words = ["-m", "tests.outreach_app.dying_under_a_new_key", tmp_path, first, every, 1]
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
