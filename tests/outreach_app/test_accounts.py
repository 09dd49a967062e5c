"""Key file and staff in step: whatever dies in between, nobody who left comes in."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import colleagues, leavers, people, staff, tasks
from outreach_app.casework.colleagues import (
    CannotSignIn,
    LastLead,
    NewColleague,
    NotYourself,
)
from outreach_app.clock import SetClock
from outreach_app.errors import (
    CheckFailed,
    MistypedCode,
    NotAllowed,
    UserDisabled,
    WrongPassphrase,
)
from outreach_app.governance import audit
from outreach_app.vault import keyholders
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.slots import new_slot_id
from outreach_app.work import Work
from tests.conftest import PASSPHRASE, SIGN_IN, MakeDesk

MO = "harbour velvet onion cloud piano"
LATER = "copper sparrow kettle winter noon"
DRAFT = NewColleague("Mo", "outreach")


def sit(path: Path, clock: SetClock, name: str = SIGN_IN, phrase: str = PASSPHRASE) -> Desk:
    clock.ticks += 400
    return bootstrap.open_desk(path, name, phrase, clock, cost=KdfCost.CHEAPEST)


def slots(desk: Desk) -> frozenset[str]:
    return keyholders.slot_ids(desk.path, desk._key)


def actions(desk: Desk, count: int) -> list[str]:
    return [row.action for row in reversed(desk.ask(audit.latest, count))]


@pytest.fixture
def two(make_desk: MakeDesk) -> Iterator[Desk]:
    desk = make_desk()
    desk.accounts.add(DRAFT, MO)
    yield desk
    desk.close()


def test_a_colleague_comes_in_by_name_and_passphrase(two: Desk, clock: SetClock) -> None:
    assert actions(two, 1) == ["colleague_added"]
    path = two.path
    two.close()
    for name in ("mo", " MO "):
        desk = sit(path, clock, name, MO)
        assert (desk.me.code, desk.me.role) == ("MO", "outreach")
        with pytest.raises(NotAllowed):
            desk.accounts.add(NewColleague("Ru", "lead"), LATER)
        with pytest.raises(NotAllowed):
            desk.accounts.end("DAYA")
        desk.close()
    for name, phrase in (("mo", PASSPHRASE), ("", MO), (SIGN_IN, MO)):
        with pytest.raises(WrongPassphrase):
            sit(path, clock, name, phrase)
    assert sit(path, clock).me.code == "DAYA"


def test_names_are_used_once(two: Desk) -> None:
    for name in ("mo", "ＭＯ", SIGN_IN, "  "):
        with pytest.raises(CheckFailed):
            two.accounts.add(NewColleague(name, "outreach"), LATER)
    assert len(slots(two)) == 2
    assert two.accounts.add(NewColleague("M. O.", "volunteer"), LATER).value.code == "MO2"


def test_a_code_from_an_import_becomes_a_colleague(desk: Desk) -> None:
    def comes_in(work: Work) -> None:
        from outreach_app.exchange.importing import _add_staff

        _add_staff(work, ("TO",))

    desk.do(comes_in)
    with pytest.raises(CheckFailed) as alike:
        desk.accounts.add(NewColleague("to", "caseworker"), LATER)
    assert alike.value.problems[0].code == "code_of_import"
    row = desk.accounts.add(NewColleague("Toni", "caseworker", "TO"), LATER).value
    assert (row.code, row.sign_in_name, row.active) == ("TO", "toni", True)
    with pytest.raises(CheckFailed):
        desk.accounts.add(NewColleague("Tom", "caseworker", "TO"), MO)


# the program dies in between


def test_dying_while_a_colleague_is_made_leaves_no_way_in(
    make_desk: MakeDesk, clock: SetClock
) -> None:
    desk = make_desk()
    path, slot = desk.path, new_slot_id()
    desk.do(colleagues.prepare, DRAFT, slot)
    keyholders.add_slot(path, desk._key, "Mo", MO, KdfCost.CHEAPEST, slot_id=slot)
    desk.close()

    with pytest.raises(UserDisabled):
        sit(path, clock, "mo", MO)
    again = sit(path, clock)
    assert slots(again) == {again.ask(lambda work: staff.slot_of(work.session, "DAYA"))}
    # The name is free as if nothing had been.
    assert again.accounts.add(DRAFT, LATER).value.name == "Mo"
    again.close()
    sit(path, clock, "mo", LATER).close()


def test_dying_before_the_key_file_leaves_everything_as_it_was(
    make_desk: MakeDesk, clock: SetClock
) -> None:
    desk = make_desk()
    desk.do(colleagues.prepare, DRAFT, new_slot_id())
    path = desk.path
    desk.close()
    again = sit(path, clock)
    again.accounts.add(DRAFT, MO)
    again.close()
    sit(path, clock, "mo", MO).close()


def test_dying_while_somebody_leaves_still_shuts_them_out(two: Desk, clock: SetClock) -> None:
    path = two.path
    two.do(leavers.end, "MO")
    assert len(slots(two)) == 2
    two.close()
    with pytest.raises(UserDisabled):
        sit(path, clock, "mo", MO)
    again = sit(path, clock)
    assert len(slots(again)) == 1
    again.close()
    with pytest.raises(WrongPassphrase):
        sit(path, clock, "mo", MO)


def test_an_old_key_file_put_back_is_mended_at_the_next_opening(
    two: Desk, clock: SetClock, tmp_path: Path
) -> None:
    path = two.path
    old = tmp_path / "old"
    old.mkdir()
    for each in path.parent.glob(f"{path.name}.keys*"):
        shutil.copy(each, old)
    assert two.accounts.end("MO").value.key_gone
    two.close()
    for each in old.iterdir():
        shutil.copy(each, path.parent)
    with pytest.raises(UserDisabled):
        sit(path, clock, "mo", MO)
    again = sit(path, clock)
    assert actions(again, 1) == ["older_key_file"]
    again.close()
    sit(path, clock).close()
    with pytest.raises(WrongPassphrase):
        sit(path, clock, "mo", MO)


def test_dying_between_old_and_new_passphrase_leaves_one_way_in(two: Desk, clock: SetClock) -> None:
    path, slot = two.path, new_slot_id()
    two.do(colleagues.prepare_again, slot)
    keyholders.add_slot(path, two._key, "Mo", LATER, KdfCost.CHEAPEST, slot_id=slot)
    two.close()
    sit(path, clock, "mo", MO).close()
    with pytest.raises(WrongPassphrase):
        sit(path, clock, "mo", LATER)


# leaving


def test_a_last_day_comes_even_when_only_the_leaver_opens(two: Desk, clock: SetClock) -> None:
    path = two.path
    two.do(tasks.add, tasks.TaskDraft("Order needles", owner="MO"))
    day = date(2025, 12, 31)
    assert two.accounts.end("MO", day).value.row.leaves_on == day
    two.accounts.end("MO", day + timedelta(days=1))
    two.close()
    clock.moment += timedelta(days=11)
    sit(path, clock, "mo", MO).close()
    clock.moment += timedelta(days=1)
    with pytest.raises(UserDisabled):
        sit(path, clock, "mo", MO)
    with pytest.raises(WrongPassphrase):
        sit(path, clock, "mo", MO)
    again = sit(path, clock)
    row = again.ask(colleagues.named, "mo")
    assert (row.left, row.leaves_on) == (True, None)
    assert actions(again, 2) == ["sign_in_ended", "task_added"]
    assert [task.text for task in again.ask(tasks.waiting)] == [
        "Hand over what Mo looked after: Safekeeping, Colleagues."
    ]


def test_a_last_day_can_be_called_off(two: Desk, clock: SetClock) -> None:
    path = two.path
    two.accounts.end("MO", date(2025, 12, 24))
    assert two.do(leavers.call_off, "MO").value.leaves_on is None
    two.close()
    clock.moment += timedelta(days=30)
    sit(path, clock, "mo", MO).close()


def test_a_lead_always_stays(two: Desk) -> None:
    for wrong in (
        lambda: two.accounts.end("DAYA"),
        lambda: two.accounts.end("DAYA", date(2027, 1, 1)),
        lambda: two.do(colleagues.set_role, "DAYA", "volunteer"),
    ):
        with pytest.raises(LastLead):
            wrong()
    two.do(colleagues.set_role, "MO", "lead")
    with pytest.raises(NotYourself):
        two.accounts.end("DAYA")
    two.accounts.end("MO", date(2026, 2, 1))
    # Mo leaves one day: now the other one has to stay, whoever asks.
    assert two.me.code == "DAYA"
    with pytest.raises(LastLead):
        two.do(colleagues.set_role, "DAYA", "outreach")


def test_who_comes_back_gets_a_new_passphrase(two: Desk, clock: SetClock) -> None:
    path = two.path
    two.accounts.end("MO")
    with pytest.raises(CannotSignIn):
        two.accounts.end("MO")
    with pytest.raises(NotYourself):
        two.accounts.let_in("DAYA", LATER)
    assert two.accounts.let_in("MO", LATER).value.active
    assert actions(two, 2) == ["sign_in_ended", "colleague_let_in"]
    two.close()
    with pytest.raises(WrongPassphrase):
        sit(path, clock, "mo", MO)
    sit(path, clock, "mo", LATER).close()


# passphrases


def test_a_new_passphrase_for_who_forgot_theirs(two: Desk, clock: SetClock) -> None:
    path = two.path
    two.accounts.let_in("MO", LATER)
    assert len(slots(two)) == 2
    two.close()
    with pytest.raises(WrongPassphrase):
        sit(path, clock, "mo", MO)
    sit(path, clock, "mo", LATER).close()


def test_ones_own_passphrase_needs_the_one_before(two: Desk, clock: SetClock) -> None:
    path = two.path
    two.close()
    desk = sit(path, clock, "mo", MO)
    # The first lead's passphrase opens without a name; it is not Mo's to change.
    for old in (LATER, PASSPHRASE):
        with pytest.raises(WrongPassphrase):
            desk.accounts.change_own(old, LATER)
    with pytest.raises(CheckFailed):
        desk.accounts.change_own(MO, "short")
    desk.accounts.change_own(MO, LATER)
    assert actions(desk, 1) == ["own_passphrase"]
    desk.close()
    with pytest.raises(WrongPassphrase):
        sit(path, clock, "mo", MO)
    sit(path, clock, "mo", LATER).close()
    sit(path, clock).close()


def test_alone_no_name_is_needed_after_a_change_or_a_recovery(
    tmp_path: Path, clock: SetClock
) -> None:
    path = tmp_path / "one.casebook"
    made = bootstrap.create(path, "", SIGN_IN, PASSPHRASE, clock, KdfCost.CHEAPEST)
    made.desk.do(people.add, people.PersonDraft(alias="Domino"))
    made.desk.accounts.change_own(PASSPHRASE, MO)
    made.desk.close()
    sit(path, clock, "", MO).close()
    again = bootstrap.recover(
        path, made.recovery_code, SIGN_IN, LATER, clock, cost=KdfCost.CHEAPEST
    )
    again.desk.close()
    desk = sit(path, clock, "", LATER)
    assert desk.ask(people.find, "dom")
    desk.close()


def test_the_old_sheet_counts_until_the_new_one_is_on_paper(
    tmp_path: Path, clock: SetClock
) -> None:
    path = tmp_path / "one.casebook"
    made = bootstrap.create(path, "", SIGN_IN, PASSPHRASE, clock, KdfCost.CHEAPEST)
    code = made.desk.accounts.new_code()
    before = path.with_name(f"{path.name}.keys").read_bytes()
    with pytest.raises(MistypedCode):
        made.desk.accounts.use_code(code[:-1])
    assert path.with_name(f"{path.name}.keys").read_bytes() == before
    made.desk.accounts.use_code(code)
    assert actions(made.desk, 1) == ["recovery_replaced"]
    made.desk.close()
    with pytest.raises(WrongPassphrase):
        bootstrap.recover(path, made.recovery_code, SIGN_IN, MO, clock, cost=KdfCost.CHEAPEST)
    clock.ticks += 400
    bootstrap.recover(path, code, SIGN_IN, MO, clock, cost=KdfCost.CHEAPEST).desk.close()


def test_a_leaver_is_not_recovered(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "one.casebook"
    made = bootstrap.create(path, "", SIGN_IN, PASSPHRASE, clock, KdfCost.CHEAPEST)
    made.desk.accounts.add(DRAFT, MO)
    made.desk.accounts.end("MO", date(2025, 12, 24))
    made.desk.close()
    clock.moment += timedelta(days=30)
    with pytest.raises(UserDisabled):
        bootstrap.recover(path, made.recovery_code, "mo", LATER, clock, cost=KdfCost.CHEAPEST)
    with pytest.raises(WrongPassphrase):
        bootstrap.recover(path, made.recovery_code, "mo", LATER, clock, cost=KdfCost.CHEAPEST)


def test_one_copy_written_counts_and_is_not_called_a_failure(
    tmp_path: Path, clock: SetClock
) -> None:
    path = tmp_path / "one.casebook"
    made = bootstrap.create(path, "", SIGN_IN, PASSPHRASE, clock, KdfCost.CHEAPEST)
    desk = made.desk
    main = path.with_name(f"{path.name}.keys")
    main.unlink()
    main.mkdir()
    desk.accounts.change_own(PASSPHRASE, LATER)
    desk.accounts.add(DRAFT, MO)
    code = desk.accounts.new_code()
    desk.accounts.use_code(code)
    desk.close()
    sit(path, clock, SIGN_IN, LATER).close()
    sit(path, clock, "mo", MO).close()

    # With no copy written the old one counts, and that is what is said.
    spare = path.with_name(f"{path.name}.keys.2")
    before = spare.read_bytes()
    desk = sit(path, clock, SIGN_IN, LATER)
    with pytest.raises(WrongPassphrase):
        desk.accounts.change_own(PASSPHRASE, MO)
    assert spare.read_bytes() == before
    assert desk.accounts.end("MO").value.key_gone
    desk.close()
    bootstrap.recover(path, code, SIGN_IN, MO, clock, cost=KdfCost.CHEAPEST).desk.close()
