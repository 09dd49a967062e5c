"""A copy counts when it was read back, and nothing else in the folder has the name of one."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from filelock import FileLock

from outreach_app.errors import DiskFailed, DiskFull, KnownError
from outreach_app.safekeeping import container
from outreach_app.safekeeping.errors import CopyDamaged, CopyDiffers, NoRoom, NoSuchPlace, NotACopy
from outreach_app.storage.engine import connect
from tests.conftest import PASSPHRASE
from tests.outreach_app.safekeeping.conftest import Book


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def rows(path: Path, key: Any) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a casebook, as a digest would see it."""
    with closing(connect(path, key)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for (name,) in tables
        }


def test_a_copy_holds_every_row_also_those_in_the_log(
    book: Book, stick: Path, tmp_path: Path
) -> None:
    book.add("Dune")
    seen = book.desk.copies.make_in(stick)
    book_now = book.desk
    container.unpack(seen.path, {container.CASEBOOK: tmp_path / "taken"})
    key = book_now._key
    held, source = rows(tmp_path / "taken", key), rows(book.path, key)
    # The line that says that the copy was made is written after it.
    assert held.pop("audit") == source.pop("audit")[:-1]
    assert held == source
    assert names(stick) == ["casebook-2025-12-20-2341.backup"]
    assert (stick / "casebook-2025-12-20-2341.backup").stat().st_mode & 0o077 == 0


def test_a_copy_says_nothing_about_anybody(book: Book, stick: Path) -> None:
    book.add("Quillfeather")
    seen = book.desk.copies.make_in(stick)
    everything = seen.path.read_bytes()
    for word in (b"Quillfeather", b"daya", b"north", b"Europe/London"):
        assert word not in everything
    with zipfile.ZipFile(seen.path) as packed:
        said = json.loads(packed.read("manifest.json"))
        assert packed.testzip() is None
    assert sorted(said) == sorted(
        [
            "entries",
            "format",
            "generation",
            "head",
            "mac",
            "made_at",
            "members",
            "program",
            "rows",
            "schema",
            "sequence",
            "vault",
            "version",
        ]
    )


def test_a_second_copy_in_the_same_minute_takes_another_name(book: Book, stick: Path) -> None:
    book.desk.copies.make_in(stick)
    book.desk.copies.make_in(stick)
    assert names(stick) == ["casebook-2025-12-20-2341-2.backup", "casebook-2025-12-20-2341.backup"]


def test_an_existing_file_or_link_is_never_written_over(
    book: Book, stick: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (stick / "casebook-2025-12-20-2341.backup").symlink_to(victim)
    seen = book.desk.copies.make_in(stick)
    assert seen.path.name == "casebook-2025-12-20-2341-2.backup"
    assert victim.read_text() == "mine"


def test_a_folder_that_is_not_there(book: Book, stick: Path) -> None:
    with pytest.raises(NoSuchPlace):
        book.desk.copies.make_in(stick / "gone")
    (stick / "file").write_text("")
    with pytest.raises(NoSuchPlace):
        book.desk.copies.make_in(stick / "file")
    assert names(stick) == ["file"]


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_too_little_room_is_said_before_anything_is_written(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 3_000_000))
    with pytest.raises(NoRoom) as met:
        book.desk.copies.make_in(stick)
    assert met.value.data["free"] == 3
    assert names(stick) == []


@pytest.mark.parametrize("number", [28, 5])  # no space left, input/output error
@pytest.mark.parametrize("call", ["fsync", "write", "rename"])
def test_a_disk_that_fails_leaves_nothing(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    real_rename = Path.rename

    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    def fails_there(self: Path, target: Path) -> Path:
        if self.parent == stick:
            fails()
        return real_rename(self, target)

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", fails)
    elif call == "rename":
        monkeypatch.setattr(Path, "rename", fails_there)
    else:
        monkeypatch.setattr(zipfile.ZipFile, "writestr", fails)
        monkeypatch.setattr(zipfile.ZipFile, "open", fails)
    with pytest.raises((DiskFull, DiskFailed)) as met:
        book.desk.copies.make_in(stick)
    assert met.value.exit_code == 5
    monkeypatch.undo()
    assert names(stick) == []
    book.add("Still working")


def test_a_share_without_locks(book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = FileLock.acquire

    def refuses(self: FileLock, *rest: Any, **other: Any) -> Any:
        if Path(self.lock_file).parent == stick:
            raise NotImplementedError
        return real(self, *rest, **other)

    monkeypatch.setattr(FileLock, "acquire", refuses)
    book.desk.copies.make_in(stick)
    assert names(stick) == ["casebook-2025-12-20-2341.backup"]


def test_a_medium_that_keeps_something_else_is_noticed(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = container.write

    def lying(part: Path, *rest: Any) -> None:
        real(part, *rest)
        data = bytearray(part.read_bytes())
        data[len(data) // 2] ^= 1
        part.write_bytes(data)

    monkeypatch.setattr(container, "write", lying)
    with pytest.raises(CopyDiffers):
        book.desk.copies.make_in(stick)
    assert names(stick) == []


def test_what_a_killed_program_left_is_removed_by_the_next(book: Book, stick: Path) -> None:
    for name in (
        ".casebook-2025-12-19-2341.backup.0a1b2c3d.part",
        ".casebook-2025-12-19-2341-2.backup.0a1b2c3d.part-journal",
    ):
        (stick / name).write_bytes(b"half")
    (stick / ".somebody.part").write_bytes(b"theirs")
    book.desk.copies.make_in(stick)
    assert names(stick) == [".somebody.part", "casebook-2025-12-20-2341.backup"]


SHORT_OF_ROOM = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from outreach_app import bootstrap
from outreach_app.clock import SetClock
from outreach_app.errors import KnownError

desk = bootstrap.open_desk(
    Path(sys.argv[1]), "daya", sys.argv[2], SetClock(datetime(2025, 12, 21, 9, tzinfo=UTC))
)
desk.arrive()
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
try:
    desk.copies.make_in(Path(sys.argv[3]))
except KnownError as met:  # SQLite calls a file at its limit a failing disk
    print(met.exit_code, met.data["name"])
desk.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such limit there")
@pytest.mark.parametrize("share", [0.5, 1.0])  # within the database, within the packing
def test_room_that_runs_out_on_the_way(book: Book, stick: Path, share: float) -> None:
    book.desk.close()
    limit = int(book.path.stat().st_size * share) + 500
    done = subprocess.run(
        [sys.executable, "-c", SHORT_OF_ROOM, book.path, PASSPHRASE, stick, str(limit)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, names(stick)) == ("5 stick\n", []), done.stderr


ATTEMPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from outreach_app import bootstrap
from outreach_app.clock import SetClock
from outreach_app.errors import NoPermission

desk = bootstrap.open_desk(
    Path(sys.argv[1]), "daya", sys.argv[2], SetClock(datetime(2025, 12, 21, 9, tzinfo=UTC))
)
try:
    desk.copies.make_in(Path(sys.argv[3]))
except NoPermission as met:
    print("refused", met.data["name"])
desk.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such bits there")
def test_a_write_protected_place_is_named(book: Book, stick: Path) -> None:
    book.desk.close()
    command = [sys.executable, "-c", ATTEMPT, str(book.path), PASSPHRASE, str(stick)]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("an administrator may write everywhere")
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    stick.chmod(0o555)
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    finally:
        stick.chmod(0o755)
    assert (done.stdout, names(stick)) == (f"refused {stick.name}\n", []), done.stderr


def test_every_cut_and_many_flips_are_noticed(book: Book, stick: Path, tmp_path: Path) -> None:
    whole = book.desk.copies.make_in(stick).path.read_bytes()
    bad = tmp_path / "bad.backup"
    cuts = [0, 1, 3, 4, 100, len(whole) // 3, len(whole) - 30, len(whole) - 1]
    spots = [*range(0, 60, 7), len(whole) // 2, *range(len(whole) - 900, len(whole), 61)]
    flips = [(at, bytes([whole[at] ^ 0x41])) for at in spots]
    for content in (
        *(whole[:cut] for cut in cuts),
        *(whole[:at] + flipped + whole[at + 1 :] for at, flipped in flips),
        whole + b"more",
        whole * 2,
        b"PK\x03\x04" + bytes(60),
    ):
        bad.write_bytes(content)
        seen, refused = None, 4
        try:
            seen = container.check(bad)
        except KnownError as error:
            refused = error.exit_code
        assert refused == 4
        if seen is not None:
            # Bytes of the ZIP that mean nothing, such as its dates: what is in it is the same.
            assert seen.manifest.members == container.check(next(stick.iterdir())).manifest.members


def test_other_files_are_no_copies(tmp_path: Path) -> None:
    other = tmp_path / "other.backup"
    for content in (b"", b"SQLite format 3\0", b"%PDF-1.7", os.urandom(100)):
        other.write_bytes(content)
        with pytest.raises(NotACopy):
            container.look(other)
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("a", "b")
    with pytest.raises(CopyDamaged):
        container.look(other)
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("casebook", bytes(10_000_000))
        packed.writestr("keys", "")
        packed.writestr("manifest.json", "{}")
    with pytest.raises(CopyDamaged):
        container.look(other)
    with pytest.raises(NotACopy):
        container.look(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders there")
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.backup")
    with pytest.raises(NotACopy):
        container.look(tmp_path / "pipe.backup")
