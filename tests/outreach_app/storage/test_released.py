"""A casebook of every released version opens, keeps a copy of itself, and counts the same."""

import json
import shutil
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from outreach_app import bootstrap
from outreach_app.clock import SetClock
from outreach_app.errors import NewerVersion
from outreach_app.governance import audit
from outreach_app.reports import issuing, printing
from outreach_app.safekeeping import making
from outreach_app.safekeeping.restoring import Wanted, restore
from outreach_app.statistics import periods
from outreach_app.storage import migrate
from outreach_app.storage.casebook import open_casebook
from outreach_app.storage.engine import connect, one, prepare
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock
from tests.conftest import PASSPHRASE, SIGN_IN

RELEASED = Path(__file__).parents[2] / "data" / "casebooks"
READ_ONLY = "mode=ro&immutable=1"
ZONE = ZoneInfo("Europe/London")


@pytest.fixture(params=sorted(RELEASED.glob("*.casebook")), ids=lambda path: path.stem)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source: Path = request.param
    for end in ("", ".keys"):
        shutil.copyfile(f"{source}{end}", tmp_path / f"{source.name}{end}")
    return tmp_path / source.name


@pytest.fixture
def told(released: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (RELEASED / f"{released.stem}.figures.json").read_text(encoding="utf-8")
    )
    return found


@pytest.fixture
def clock(told: dict[str, Any]) -> SetClock:
    return SetClock(datetime.fromisoformat(told["as_at"]))


def key_of(path: Path, clock: SetClock) -> OpenKey:
    return unlock(path, SIGN_IN, PASSPHRASE, Throttle(clock, path.parent / "waits"))


def held(path: Path, key: OpenKey) -> tuple[int, dict[str, int]]:
    with closing(connect(path, key, READ_ONLY)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        counts = {name: one(connection, f'SELECT count(*) FROM "{name}"') for (name,) in names}
        return one(connection, "PRAGMA user_version"), counts


def lines(desk: bootstrap.Desk, clock: SetClock, name: str) -> dict[str, Any]:
    period = periods.quarter(name) if "Q" in name else periods.month(name)
    sheet = desk.do(printing.make, "internal", period, clock.now())
    found: dict[str, Any] = json.loads(json.dumps(sheet.figures.to_json()))["lines"]
    return found


def test_it_opens_and_counts_the_same(
    released: Path, told: dict[str, Any], clock: SetClock
) -> None:
    desk = bootstrap.open_desk(released, SIGN_IN, PASSPHRASE, clock)
    try:
        for name, before in told["lines"].items():
            now = lines(desk, clock, name)
            assert {line: now.get(line) for line in before} == before, name
        (row,) = desk.ask(issuing.of_period, "internal", periods.month("2025-11"))
        figures, pages = desk.ask(issuing.printed, row.id)
        assert json.loads(json.dumps(figures.to_json()))["lines"] == told["lines"]["2025-11"]
        assert pages.startswith(b"%PDF")
        assert desk.verify().findings == ()
    finally:
        desk.close()


def test_a_copy_of_the_old_one_is_kept_first(released: Path, clock: SetClock) -> None:
    key = key_of(released, clock)
    version, before = held(released, key)
    if version == migrate.VERSION:
        pytest.skip("this version needs no step yet")
    open_casebook(released, key).close()
    aside = released.with_name(f"{released.name}.before-{version + 1}")
    assert held(aside, key) == (version, before)
    now, after = held(released, key)
    assert now == migrate.VERSION
    # What the file notes of its own keys may grow; everything else is as it was.
    assert after.pop("vault_meta") >= before.pop("vault_meta")
    assert {name: after.get(name) for name in before} == before
    first = sha256(aside.read_bytes()).hexdigest()
    open_casebook(released, key).close()
    assert sha256(aside.read_bytes()).hexdigest() == first
    key.close()


def test_what_a_full_disk_left_of_a_copy_is_not_read_into_the_next(
    released: Path, clock: SetClock
) -> None:
    key = key_of(released, clock)
    version, before = held(released, key)
    if version == migrate.VERSION:
        pytest.skip("this version needs no step yet")
    aside = released.with_name(f"{released.name}.before-{version + 1}")
    for end in ("", "-wal", "-shm"):
        aside.with_name(f".{aside.name}.part{end}").write_bytes(b"left" * 4096)
    open_casebook(released, key).close()
    assert held(aside, key) == (version, before)
    assert not list(released.parent.glob(".*.part*"))
    key.close()


def test_a_step_that_fails_leaves_the_old_casebook(
    released: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_of(released, clock)
    before = held(released, key)
    if before[0] == migrate.VERSION:
        pytest.skip("this version needs no step yet")

    real = migrate.upgrade

    def half(connection: Any) -> None:
        real(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate, "upgrade", half)
    with pytest.raises(KeyboardInterrupt):
        open_casebook(released, key)
    monkeypatch.undo()
    assert held(released, key) == before
    open_casebook(released, key).close()
    assert held(released, key)[0] == migrate.VERSION
    key.close()


def test_a_copy_of_that_time_comes_back_and_is_brought_up_to_date(
    released: Path, told: dict[str, Any], clock: SetClock
) -> None:
    key = key_of(released, clock)
    version, before = held(released, key)
    stick = released.with_name("stick")
    stick.mkdir()
    audit_key = bytes(key.derive(audit.KEY_LABEL))
    seen = making.make(making.Job(released, key, audit_key, clock.now(), ZONE), stick)
    assert seen.manifest.schema == version
    key.close()
    again = released.with_name("again.casebook")
    wanted = Wanted(seen.path, again, SIGN_IN, PASSPHRASE)
    restore(wanted, clock.now(), ZONE, Throttle(clock, released.parent / "waits"))
    desk = bootstrap.open_desk(again, SIGN_IN, PASSPHRASE, clock)
    assert lines(desk, clock, "2025-10").items() >= told["lines"]["2025-10"].items()
    assert desk.verify().findings == ()
    desk.close()
    key = key_of(again, clock)
    assert held(again, key)[1]["contacts"] == before["contacts"]
    key.close()


def test_a_newer_one_is_refused_untouched(released: Path, clock: SetClock) -> None:
    key = key_of(released, clock)
    with closing(connect(released, key)) as connection:
        connection.execute(f"PRAGMA user_version={migrate.VERSION + 1}")
    key.close()
    before = {path.name: path.read_bytes() for path in released.parent.glob("*.casebook*")}
    with pytest.raises(NewerVersion):
        bootstrap.open_desk(released, SIGN_IN, PASSPHRASE, clock)
    after = {path.name: path.read_bytes() for path in released.parent.glob("*.casebook*")}
    assert after == before


def test_the_log_of_a_newer_one_that_crashed_is_untouched_too(
    released: Path, clock: SetClock, tmp_path: Path
) -> None:
    """Where somebody's newer program died, what it saved last stands in the log alone."""
    key = key_of(released, clock)
    open_casebook(released, key).close()
    caught = tmp_path / "caught"
    caught.mkdir()
    with closing(connect(released, key)) as connection:
        prepare(connection)
        connection.execute(f"PRAGMA user_version={migrate.VERSION + 1}")
        for path in tmp_path.glob("*.casebook*"):
            shutil.copyfile(path, caught / path.name)
    key.close()
    before = {path.name: path.read_bytes() for path in caught.iterdir()}
    assert before[f"{released.name}-wal"]
    with pytest.raises(NewerVersion):
        bootstrap.open_desk(caught / released.name, SIGN_IN, PASSPHRASE, clock)
    after = {path.name: path.read_bytes() for path in caught.iterdir()}
    # The index of the log is made anew by whoever reads it.
    index = f"{released.name}-shm"
    assert {**after, index: b""} == {**before, index: b""}
