"""`backup` of a casebook that another program has open: one moment, and nothing written into it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from outreach_app import bootstrap, copies_beside
from outreach_app.clock import SetClock
from outreach_app.errors import InUse
from outreach_app.governance import audit
from outreach_app.safekeeping import container
from outreach_app.storage.engine import connect
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.cli.conftest import Run

P = ("--passphrase-file", "-")
# Another program that has the casebook open and goes on writing, until it is told to stop.
HOLDER = """
import sys, threading
from datetime import UTC, datetime
from pathlib import Path
from outreach_app import bootstrap
from outreach_app.casework import people
from outreach_app.clock import SetClock
clock = SetClock(datetime(2026, 2, 20, 9, 0, tzinfo=UTC))
desk = bootstrap.open_desk(Path(sys.argv[1]), sys.argv[2], sys.argv[3], clock)
stop = threading.Event()
def listen():
    sys.stdin.read()
    stop.set()
threading.Thread(target=listen, daemon=True).start()
number = 0
while number < 3 or not stop.is_set():
    if number < 400:
        desk.do(people.add, people.PersonDraft(alias=f"Dune {number}"))
    number += 1
    if number == 3:
        print("open", flush=True)
print(min(number, 400), flush=True)
desk.close()
"""


@contextmanager
def held(book: Path) -> Iterator[list[int]]:
    """Let another program have the casebook; afterwards the list has how many it wrote."""
    wrote: list[int] = []
    argv = [sys.executable, "-c", HOLDER, str(book), SIGN_IN, PASSPHRASE]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "open\n"
        try:
            yield wrote
        finally:
            other.stdin.close()
        wrote.append(int(other.stdout.readline()))
    assert other.returncode == 0


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_copy_beside_is_of_one_moment_and_loses_nobody_anything(
    book: Path, run: Run, stick: Path, tmp_path: Path, now: SetClock
) -> None:
    with held(book) as wrote:
        done = run("backup", "--casebook", book, "--to", stick, *P)
        assert done.code == 0, done.err
        assert "open in another window" in done.err
        refused = run("backup", "--casebook", book, "--to", stick, *P, hears="wrong\n")
        assert refused.code == 3
        # Whatever writes is refused as before.
        assert run("verify", "--casebook", book, *P).code == 5
    copy = Path(done.out.decode().strip())
    manifest = container.check(copy).manifest

    # Every row the other program wrote is there, and the trail says what was copied.
    desk = bootstrap.open_desk(book, SIGN_IN, PASSPHRASE, now)
    with closing(desk):
        desk.arrive()
        assert desk.verify().findings == ()
        rows = desk.ask(lambda work: work.session.connection().exec_driver_sql(
            "SELECT count(*) FROM persons").scalar())  # fmt: skip
        assert rows == wrote[0]
        (line,) = [row for row in desk.ask(audit.latest, 9999) if row.action == "backup_made"]
        assert (line.detail["head"], line.detail["entries"]) == (manifest.head, manifest.entries)
        assert line.detail["by"] == "DAYA"
    assert not list(tmp_path.glob("*.copied-*"))

    again = tmp_path / "again.casebook"
    assert run("restore", copy, "--casebook", again, *P).code == 0
    assert run("verify", "--casebook", again, *P).code == 0


def test_what_may_only_read_clears_no_log_away(book: Path, now: SetClock) -> None:
    """As the last to leave, a connection that may write would remove the log by its name."""
    desk = bootstrap.open_desk(book, SIGN_IN, PASSPHRASE, now)
    key = desk._key.twin()
    desk.close()
    log = book.with_name(book.name + "-wal")
    with closing(connect(book, key)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE scratch (x)")
        reader = connect(book, key, copies_beside.READ)
        assert reader.execute("SELECT count(*) FROM scratch").fetchone() == (0,)
        reader.close()
        assert log.exists()
        assert log.stat().st_size
        with pytest.raises(Exception, match="readonly"):
            connect(book, key, copies_beside.READ).execute("CREATE TABLE other (x)")


def test_a_word_that_nobody_with_the_key_left_is_no_entry(
    book: Path, now: SetClock, stick: Path
) -> None:
    forged = book.with_name(f"{book.name}.copied-{'0' * 16}")
    forged.write_text(
        '{"by":"DAYA","entries":1,"head":"","made_at":"2026-01-01T00:00:00Z","mac":""}'
    )
    desk = bootstrap.open_desk(book, SIGN_IN, PASSPHRASE, now)
    with closing(desk):
        desk.arrive()
        assert "backup_made" not in [row.action for row in desk.ask(audit.latest, 99)]
        with pytest.raises(InUse):  # this very program has it: reading the file would unlock it
            copies_beside.make(book, SIGN_IN, PASSPHRASE, now, stick)
