"""One of the two key files was changed by somebody without the key: the other lets people in."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from outreach_app import bootstrap
from outreach_app.clock import SetClock
from outreach_app.errors import Damaged, KnownError, LowMemory, WaitFirst, WrongPassphrase
from outreach_app.governance import audit
from outreach_app.vault import keyfile_copies, keyholders
from outreach_app.vault.kdf import Kdf, KdfCost
from outreach_app.vault.keyholders import NewKeys
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock, unlock_with_recovery
from tests.conftest import PASSPHRASE as DAYAS
from tests.conftest import SIGN_IN, MakeDesk
from tests.outreach_app.vault.conftest import NAME, PASSPHRASE
from tests.outreach_app.vault.test_key_file_damage import both, flip, members_of, put, spelled

LATER = "copper sparrow kettle winter noon"

FORGERIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "only the number": lambda members: None,
    "code": flip("macs.0.mac"),
    "cheaper": put("kdfs.0.t", 2),
    "salt": flip("kdfs.0.salt"),
    "ways in": both("wrapped"),
    "sealed keys": lambda members: [
        flip(f"slots.{n}.seals.0.sealed")(members) for n in range(len(members["slots"]))
    ],
    "a later key": lambda members: [
        members.update(generation=2),
        *(each.update(generation=2) for each in members["macs"]),
        *(seal.update(generation=2) for slot in members["slots"] for seal in slot["seals"]),
    ],
}


def forge(casebook: Path, which: int, change: Callable[[dict[str, Any]], object]) -> None:
    members = members_of(casebook)
    change(members)
    members["sequence"] = 99
    keyfile_copies.paths_of(casebook)[which].write_bytes(spelled(members))


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("how", FORGERIES)
def test_a_forged_copy_hides_no_good_one(
    casebook: Path, keys: NewKeys, throttle: Throttle, which: int, how: str
) -> None:
    forge(casebook, which, FORGERIES[how])
    assert unlock(casebook, NAME, PASSPHRASE, throttle).sequence == keys.key.sequence
    unlock_with_recovery(casebook, keys.recovery_code, throttle)
    with pytest.raises(WrongPassphrase):
        unlock(casebook, NAME, LATER, throttle)
    # Whoever has it open goes on from the good one, and both are whole again.
    keyholders.add_slot(casebook, keys.key, "Elm", LATER, KdfCost.CHEAPEST)
    main, spare = (each.read_bytes() for each in keyfile_copies.paths_of(casebook))
    assert main == spare
    unlock(casebook, "Elm", LATER, throttle)


@pytest.mark.parametrize("which", [0, 1])
def test_a_genuine_later_one_still_wins(
    casebook: Path, keys: NewKeys, throttle: Throttle, which: int
) -> None:
    path = keyfile_copies.paths_of(casebook)[which]
    old = path.read_bytes()
    keyholders.change_passphrase(casebook, keys.key, NAME, PASSPHRASE, LATER, cost=KdfCost.CHEAPEST)
    path.write_bytes(old)
    with pytest.raises(WrongPassphrase):
        unlock(casebook, NAME, PASSPHRASE, throttle)
    unlock(casebook, NAME, LATER, throttle)


def test_both_forged_is_damage_and_one_attempt_counts_once(
    casebook: Path, keys: NewKeys, throttle: Throttle
) -> None:
    forge(casebook, 1, flip("macs.0.mac"))
    forge(casebook, 0, flip("macs.0.mac"))
    with pytest.raises(Damaged):
        unlock(casebook, NAME, PASSPHRASE, throttle)
    with pytest.raises(WrongPassphrase):
        unlock(casebook, NAME, LATER, throttle)
    assert throttle.state(keys.key.vault_id, casebook).failures == 1


def test_a_copy_that_asks_too_much_makes_no_attempt_free(
    casebook: Path, keys: NewKeys, throttle: Throttle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forged one may ask for more memory than there is; the other is tried, and counts."""
    much = KdfCost(1, 2 * 1024 * 1024, 1)
    forge(casebook, 0, put("kdfs.0.m", much.memory))
    derive = Kdf.derive

    def short(self: Kdf, *typed: str) -> bytearray:
        if self.cost.memory == much.memory:
            raise LowMemory(mib=2048)
        return derive(self, *typed)

    monkeypatch.setattr(Kdf, "derive", short)
    unlock(casebook, NAME, PASSPHRASE, throttle)
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            unlock(casebook, NAME, LATER, throttle)
    with pytest.raises(WaitFirst):
        unlock(casebook, NAME, LATER, throttle)


@pytest.mark.parametrize("how", FORGERIES)
def test_an_opening_puts_it_right_and_says_so(
    make_desk: MakeDesk, clock: SetClock, how: str
) -> None:
    desk = make_desk()
    path = desk.path
    desk.close()
    good = keyfile_copies.paths_of(path)[1].read_bytes()
    forge(path, 0, FORGERIES[how])
    with closing(bootstrap.open_desk(path, SIGN_IN, DAYAS, clock)) as again:
        assert again.ask(audit.latest, 1)[0].action == "other_key_file"
        assert again.new_key.due() is not None
    assert [each.read_bytes() for each in keyfile_copies.paths_of(path)] == [good, good]
    with closing(bootstrap.open_desk(path, SIGN_IN, DAYAS, clock)) as again:
        found = [row.action for row in again.ask(audit.latest, 99)]
        assert found.count("other_key_file") == 1


def test_an_old_copy_beside_a_later_data_key_opens_nothing(
    make_desk: MakeDesk, clock: SetClock, tmp_path: Path
) -> None:
    desk = make_desk()
    path = desk.path
    main, spare = keyfile_copies.paths_of(path)
    shutil.copy(main, tmp_path / "old")
    desk.new_key.make()
    desk.accounts.change_own(DAYAS, LATER)
    desk.close()
    for place in (main, spare):
        present = place.read_bytes()
        shutil.copy(tmp_path / "old", place)
        with pytest.raises(KnownError):
            bootstrap.open_desk(path, SIGN_IN, DAYAS, clock)
        place.write_bytes(present)
    bootstrap.open_desk(path, SIGN_IN, LATER, clock).close()
