"""A log that was changed or taken away is not taken for one that a crash cut short."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from outreach_app.clock import SystemClock
from outreach_app.errors import Damaged
from outreach_app.storage.casebook import Casebook, create, open_casebook
from outreach_app.storage.log_check import log_was_changed
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.keyholders import create_keys
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock
from tests.outreach_app.storage.conftest import NAME, PASSPHRASE
from tests.outreach_app.storage.test_crash import WRITER, pairs

HEADER, FRAME = 32, 24 + 4096


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a casebook whose writer was killed with twelve entries in the log."""
    path = tmp_path_factory.mktemp("crashed") / "north.casebook"
    create(path, create_keys(path, NAME, PASSPHRASE, KdfCost.CHEAPEST).key, SystemClock()).close()
    command = [sys.executable, "-c", WRITER, str(path), NAME, PASSPHRASE, "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(12):
            writer.stdout.readline()
        writer.kill()
    return path


@pytest.fixture
def path(crashed: Path, tmp_path: Path) -> Path:
    for each in crashed.parent.iterdir():
        if each.is_file():
            shutil.copyfile(each, tmp_path / each.name)
    return tmp_path / crashed.name


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def opened(path: Path) -> Casebook:
    key = unlock(path, NAME, PASSPHRASE, Throttle(SystemClock(), path.parent / "waits"))
    return open_casebook(path, key)


def files(path: Path) -> dict[str, bytes]:
    found = path.parent.glob(f"{path.name}*")
    return {each.name: each.read_bytes() for each in found if each.suffix != ".lock"}


def flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def test_a_log_that_a_crash_left_is_read(path: Path) -> None:
    assert not log_was_changed(path)
    with opened(path) as book:
        left, right = pairs(book)
        assert left == right >= set(range(12))


@pytest.mark.parametrize(
    "at",
    [0, 9, 20, 30, HEADER + 2, HEADER + 9, HEADER + 17, HEADER + 24, HEADER + FRAME + 2000],
    ids=["magic", "page size", "salt", "sum", "page", "frame salt", "frame sum", "data", "later"],
)
def test_a_flipped_bit_is_noticed_and_everything_left_alone(path: Path, at: int) -> None:
    flip(log_of(path), at)
    before = files(path)
    with pytest.raises(Damaged):
        opened(path)
    assert files(path) == before


def test_what_a_power_cut_may_leave_is_no_damage(path: Path) -> None:
    raw = log_of(path).read_bytes()
    # Cut in the middle of a frame, and a last frame of which only the beginning arrived.
    for cut in (len(raw) - 100, len(raw) - FRAME - 7, HEADER + 10):
        log_of(path).write_bytes(raw[:cut])
        assert not log_was_changed(path)
    last = HEADER + FRAME * ((len(raw) - HEADER) // FRAME - 1)
    log_of(path).write_bytes(raw[: last + 1000] + bytes(len(raw) - last - 1000))
    assert not log_was_changed(path)


def test_a_log_taken_away_is_noticed_where_its_index_was_left(path: Path) -> None:
    log_of(path).unlink()
    assert path.with_name(f"{path.name}-shm").exists()
    with pytest.raises(Damaged):
        opened(path)
