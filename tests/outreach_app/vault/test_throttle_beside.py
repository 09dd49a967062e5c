"""The count of wrong attempts stands in two places: none of them alone ends a wait."""

import json
import shutil
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from outreach_app.clock import SetClock
from outreach_app.errors import WaitFirst, WrongPassphrase
from outreach_app.vault.keyholders import NewKeys
from outreach_app.vault.throttle import FREE, LONGEST, UNKEPT, Throttle, waits_of
from outreach_app.vault.unlocking import unlock
from tests.outreach_app.vault.conftest import NAME, PASSPHRASE

WRONG = "wrong lantern meadow kettle"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "waits"


@pytest.fixture
def locked(casebook: Path, keys: NewKeys, clock: SetClock, settings: Path) -> Path:
    """A casebook with one wrong attempt more than is free, by programs that ended each time."""
    for _ in range(FREE + 1):
        with pytest.raises(WrongPassphrase):
            unlock(casebook, NAME, WRONG, Throttle(clock, settings))
    return casebook


def assert_waits(casebook: Path, clock: SetClock, settings: Path, seconds: int) -> None:
    with pytest.raises(WaitFirst) as met:
        unlock(casebook, NAME, PASSPHRASE, Throttle(clock, settings))
    assert met.value.data == {"count": seconds}


def assert_opens(casebook: Path, clock: SetClock, settings: Path) -> None:
    unlock(casebook, NAME, PASSPHRASE, Throttle(clock, settings)).close()
    assert not waits_of(casebook).exists()
    assert not list(settings.glob("*.json"))


@pytest.mark.parametrize("which", ["settings", "beside"])
def test_taking_one_away_ends_no_wait(
    locked: Path, clock: SetClock, settings: Path, which: str
) -> None:
    if which == "settings":
        shutil.rmtree(settings)
    else:
        waits_of(locked).unlink()
    assert_waits(locked, clock, settings, 2)
    clock.ticks += 2
    assert_opens(locked, clock, settings)


def test_another_settings_folder_ends_no_wait(
    locked: Path, clock: SetClock, settings: Path, tmp_path: Path
) -> None:
    assert_waits(locked, clock, tmp_path / "another", 2)


@pytest.mark.parametrize("text", [b"", b"{", b'{"failures": 0}', b"x" * 5000])
def test_damaging_both_is_the_longest_wait_once(
    locked: Path, clock: SetClock, settings: Path, text: bytes
) -> None:
    waits_of(locked).write_bytes(text)
    next(settings.glob("*.json")).write_bytes(text)
    assert_waits(locked, clock, settings, LONGEST)
    clock.ticks += LONGEST - 1
    assert_waits(locked, clock, settings, 1)
    clock.ticks += 1
    assert_opens(locked, clock, settings)


def test_an_earlier_count_put_back_ends_no_wait(
    casebook: Path, keys: NewKeys, clock: SetClock, settings: Path
) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(casebook, NAME, WRONG, Throttle(clock, settings))
    early = waits_of(casebook).read_bytes()
    for _ in range(FREE):
        with pytest.raises(WrongPassphrase):
            unlock(casebook, NAME, WRONG, Throttle(clock, settings))
    waits_of(casebook).write_bytes(early)
    assert_waits(casebook, clock, settings, 2)


def test_a_moved_clock_and_a_restart(locked: Path, clock: SetClock, settings: Path) -> None:
    shutil.rmtree(settings)
    clock.moment += timedelta(days=400)
    assert_waits(locked, clock, settings, 2)
    clock.ticks -= 500
    assert_waits(locked, clock, settings, 2)
    clock.ticks += 1
    assert_waits(locked, clock, settings, 1)
    clock.ticks += 1
    assert_opens(locked, clock, settings)


def test_where_settings_cannot_be_written_the_folder_of_the_casebook_counts(
    casebook: Path, keys: NewKeys, clock: SetClock, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    nowhere, paused = tmp_path / "file" / "waits", list[float]()
    for _ in range(FREE + 1):
        with pytest.raises(WrongPassphrase):
            unlock(casebook, NAME, WRONG, Throttle(clock, nowhere, paused.append))
    assert_waits(casebook, clock, nowhere, 2)
    assert paused == []


def test_where_nothing_can_be_written_every_attempt_takes_its_time(
    casebook: Path,
    keys: NewKeys,
    clock: SetClock,
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    nowhere, paused = tmp_path / "file" / "waits", list[float]()
    # A folder where the count should be stands for one that cannot be written, for every user.
    (waits_of(casebook) / "in the way").mkdir(parents=True)
    for _ in range(FREE + 5):
        with pytest.raises(WrongPassphrase):
            unlock(casebook, NAME, WRONG, Throttle(clock, nowhere, paused.append))
    assert paused == [UNKEPT] * (FREE + 5)
    unlock(casebook, NAME, PASSPHRASE, Throttle(clock, nowhere, paused.append)).close()


def test_ten_thousand_rapid_attempts(casebook: Path, keys: NewKeys, clock: SetClock) -> None:
    """Whatever settings folder each brings, three are free and nobody is kept out for ever."""
    waits_of(casebook).write_text('{"failures": 9, "wait": 64, "stamp": 1000}')
    stands = waits_of(casebook).read_bytes()
    for each in range(10_000):
        with pytest.raises(WaitFirst):
            Throttle(clock, casebook.parent / str(each % 7)).begin("v", casebook)
    assert waits_of(casebook).read_bytes() == stands
    clock.ticks += 64
    Throttle(clock, casebook.parent / "0").begin("v", casebook)


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_the_file_says_numbers_only_and_is_its_owners(locked: Path) -> None:
    file = waits_of(locked)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(json.loads(file.read_text())) == {"failures", "wait", "stamp"}
    assert NAME.encode() not in file.read_bytes()


def test_without_a_key_file_nothing_is_left_there(
    tmp_path: Path, clock: SetClock, settings: Path
) -> None:
    Throttle(clock, settings).begin("v", tmp_path / "north.casebook")
    assert not waits_of(tmp_path / "north.casebook").exists()
