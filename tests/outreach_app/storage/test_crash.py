"""A real process is really killed; what it had confirmed is there, and nothing is half there."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from outreach_app.clock import SystemClock
from outreach_app.errors import KnownError
from outreach_app.storage.casebook import Casebook, open_casebook
from outreach_app.storage.verify import verify
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock
from tests.outreach_app.storage.conftest import NAME, PASSPHRASE
from tests.traces.memory import can_be_read, memory_of

WRITER = """
import sys
from pathlib import Path
from sqlalchemy import text
from outreach_app.clock import SystemClock
from outreach_app.storage.casebook import open_casebook
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock

path, name, passphrase, start = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
key = unlock(path, name, passphrase, Throttle(SystemClock(), path.parent / "waits"))
book = open_casebook(path, key)
insert = text("INSERT INTO vault_meta (key, value) VALUES (:key, :value)")
for n in range(start, start + 100_000):
    with book.writing() as session:
        session.execute(insert, {"key": f"left {n}", "value": "x" * (n % 7) * 700})
        session.execute(insert, {"key": f"right {n}", "value": "y" * (n % 5) * 900})
    print(n, flush=True)
"""


def pairs(book: Casebook) -> tuple[set[int], set[int]]:
    with book.reading() as session:
        names = session.scalars(text("SELECT key FROM vault_meta WHERE key LIKE '% %'")).all()
    split = [name.split() for name in names]
    left = {int(number) for side, number in split if side == "left"}
    return left, {int(number) for side, number in split if side == "right"}


def test_killed_while_writing(book: Casebook, path: Path) -> None:
    book.close()
    confirmed: set[int] = set()
    for run, lines in enumerate((1, 3, 17, 60, 151)):
        command = [sys.executable, "-c", WRITER, str(path), NAME, PASSPHRASE, str(run * 100_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(lines):
                confirmed.add(int(writer.stdout.readline()))
            writer.kill()
            confirmed |= {int(line) for line in writer.stdout if line.endswith("\n")}
        key = unlock(path, NAME, PASSPHRASE, Throttle(SystemClock(), path.parent / "waits"))
        with open_casebook(path, key) as again:
            left, right = pairs(again)
            assert left == right >= confirmed
            assert verify(again) == ()
    assert len(confirmed) >= 232


READER = """
import sys
from pathlib import Path
from outreach_app.clock import SystemClock
from outreach_app.storage.casebook import open_casebook
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock

path = Path(sys.argv[1])
key = unlock(path, sys.argv[2], sys.argv[3], Throttle(SystemClock(), path.parent / "waits"))
if sys.argv[4] == "open":
    book = open_casebook(path, key)
    key.derive("audit-chain/1")
    with book.reading() as session:
        session.connection()
    book.close()
    key.close()
print("done", flush=True)
sys.stdin.readline()
"""


@pytest.mark.skipif(not can_be_read(), reason="reads memory as Linux shows it")
@pytest.mark.parametrize("what", ["open", "keep"])
def test_the_key_is_gone_from_memory_after_closing(book: Casebook, path: Path, what: str) -> None:
    raw = bytes(book.open_key.database_key())
    book.close()
    command = [sys.executable, "-c", READER, str(path), NAME, PASSPHRASE, what]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline() == "done\n"
        try:
            memory = memory_of(reader.pid)
        except PermissionError:
            pytest.skip("this system lets nobody look into a child's memory")
        finally:
            reader.stdin.write("\n")
    kept = what == "keep"
    assert (raw in memory) is kept  # the search finds a key that was not wiped
    assert raw.hex().encode() not in memory


PERMISSION = """
import sys
from pathlib import Path
from outreach_app.clock import SystemClock
from outreach_app.errors import NoPermission
from outreach_app.storage.casebook import create, open_casebook
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.keyholders import create_keys
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock

path, clock = Path(sys.argv[1]), SystemClock()
def refused(act, *args):
    try:
        act(*args)
    except NoPermission:
        return
    sys.exit(f"{act.__name__} was let through")
key = unlock(path, sys.argv[2], sys.argv[3], Throttle(clock, path.parent / "waits"))
refused(open_casebook, path, key)
new = path.with_name("new.casebook")
refused(create_keys, new, "n", "lantern meadow violin", KdfCost.CHEAPEST)
refused(create, new, key, clock)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such bits there")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_write_protected_place_is_named_and_untouched(
    book: Casebook, path: Path, what: str
) -> None:
    import os
    import shutil

    book.close()
    command = [sys.executable, "-c", PERMISSION, str(path), NAME, PASSPHRASE]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("an administrator may write everywhere")
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    target = path.parent if what == "folder" else path
    old = target.stat().st_mode
    target.chmod(0o555 if what == "folder" else 0o444)
    if what == "file":
        command[command.index(PERMISSION)] = PERMISSION.split("new = ", maxsplit=1)[0]
    try:
        outcome = subprocess.run(command, check=False, capture_output=True, text=True)
    finally:
        target.chmod(old)
    assert outcome.returncode == 0, outcome.stderr
    after = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    assert after == before


def test_no_known_error_is_nameless() -> None:
    from outreach_app.words import known

    def kinds(root: type[KnownError]) -> list[type[KnownError]]:
        return [root, *(kind for child in root.__subclasses__() for kind in kinds(child))]

    assert [kind for kind in kinds(KnownError) if not known(kind.key)] == []
