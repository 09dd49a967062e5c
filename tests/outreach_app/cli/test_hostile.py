"""Devices, pipes, folders, links and strange names where a file is expected: said, never harmful."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

from outreach_app.vault.keyfile_copies import paths_of
from tests.conftest import SIGN_IN
from tests.outreach_app.cli.conftest import Run

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="no pipes and devices by name there"
)

REPORT = ("report", "--month", "2025-12", "--pack", "internal", "--format", "json", "--output")
# What is typed after the signing in, and the exit codes that are right. "@" is the folder.
READ = {
    "a pipe as passphrase": (("verify",), "@/pipe", (3,)),
    "zeros as passphrase": (("verify",), "/dev/zero", (3,)),
    "a folder as passphrase": (("verify",), "@/folder", (5,)),
    "bytes as passphrase": (("verify",), "@/bytes", (3,)),
    "a pipe to import": (("import", "@/pipe"), "", (5,)),
    "zeros to import": (("import", "/dev/zero"), "", (5,)),
    "a folder to import": (("import", "@/folder"), "", (5,)),
    "no end of brackets": (("import", "@/deep"), "", (1,)),
    "a pipe to restore": (("restore", "@/pipe", "--replace"), "", (4,)),
    "zeros to restore": (("restore", "/dev/zero", "--replace"), "", (4,)),
    "over the casebook": ((*REPORT, "@/ravel.casebook"), "", (5,)),
    "over its key file": ((*REPORT, "@/ravel.casebook.keys"), "", (5,)),
    "beside it as its log": ((*REPORT, "@/ravel.casebook-wal"), "", (5,)),
    "over a device": ((*REPORT, "/dev/full"), "", (5,)),
    "over a pipe": ((*REPORT, "@/pipe"), "", (5,)),
    "over a folder": ((*REPORT, "@/folder"), "", (5,)),
    "nowhere": ((*REPORT, ""), "", (2,)),
    "a name too long": ((*REPORT, "@/" + "x" * 300), "", (5,)),
    "problems over the casebook": (("import", "@/deep", "--problems", "@/ravel.casebook"), "", (5,)),
    "a copy into a file": (("backup", "--to", "@/bytes"), "", (5,)),
    "no text as a name": (("users", "disable", "\udcff"), "", (2,)),
    "a nought in a name": (("users", "disable", "a\0b"), "", (2,)),
}  # fmt: skip
BOOKS = {
    "": 2, "/": 2, "@": 4, "@/pipe": 4, "/dev/zero": 4, "@/missing": 5, "@/loop": 5, "@/folder": 4,
    "@/ravel.casebook/x": 5, "@/" + "x" * 300: 5, "@/x\0y": 2,
}  # fmt: skip


@pytest.fixture
def place(book: Path, tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "deep").write_bytes(b"[" * 100_000)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert book.parent == tmp_path
    return tmp_path


def sums(folder: Path) -> dict[str, str]:
    """Every file but the count of wrong attempts."""
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.iterdir()
        if not each.is_symlink() and each.is_file() and ".casebook.waits" not in each.name
    }


@pytest.mark.parametrize("name", READ)
def test_what_stands_where_a_file_should(name: str, place: Path, run: Run) -> None:
    words, secret, codes = READ[name]
    before = sums(place)
    argv = [each.replace("@", str(place)) for each in words]
    done = run(
        *argv,
        *("--casebook", place / "ravel.casebook", "--user", SIGN_IN),
        *("--passphrase-file", secret.replace("@", str(place)) or "-"),
    )
    assert done.code in codes, done.err
    assert done.err
    assert "Traceback" not in done.err
    keys = {each for each in before if ".keys" in each}
    after = sums(place)
    assert {each: after[each] for each in keys} == {each: before[each] for each in keys}
    # Signing in is written into the trail; where nobody did, nothing at all was written.
    if name not in {"a copy into a file", "no text as a name"}:
        assert after == before


@pytest.mark.parametrize("path", BOOKS)
def test_what_is_no_casebook(path: str, place: Path, run: Run) -> None:
    before = sums(place)
    argv = ("--casebook", path.replace("@", str(place)), "--passphrase-file", "-")
    assert run("verify", *argv).code == BOOKS[path]
    assert sums(place) == before


def test_a_name_does_not_steer_the_terminal(place: Path, run: Run) -> None:
    name = "\x1b[2J\u202eevil"
    done = run("verify", "--casebook", place / name, "--passphrase-file", "-")
    assert "\x1b" not in done.err
    assert "\u202e" not in done.err
    assert "evil" in done.err


def test_a_link_opens_the_casebook_it_stands_for(book: Path, run: Run, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    for each in (book, *paths_of(book)):
        (away / each.name).symlink_to(each)
    linked = ("--casebook", away / book.name, "--user", SIGN_IN, "--passphrase-file", "-")
    done = run("users", "new-key", *linked)
    assert done.code == 0, done.err
    assert all(each.is_symlink() for each in away.iterdir())
    assert run("verify", "--casebook", book, *linked[2:]).code == 0
    alone = tmp_path / "alone.casebook"
    alone.symlink_to(book)
    assert run("verify", "--casebook", alone, *linked[2:]).code == 0


@pytest.mark.parametrize("command", ["init", "template"])
def test_a_folder_that_is_not_there_is_named(command: str, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "gone" / ("new.casebook" if command == "init" else "new.xlsx")
    wanted = (
        ("--casebook", target, "--passphrase-file", "-")
        if command == "init"
        else ("--output", target)
    )
    done = run(command, *wanted)
    assert done.code == 5
    assert "no folder gone" in done.err
    assert not target.parent.exists()


def test_a_name_that_is_too_long_is_said_before_anybody_signs_in(
    book: Path, run: Run, tmp_path: Path
) -> None:
    before = book.read_bytes()
    done = run(*REPORT, tmp_path / ("a" * 250), "--casebook", book, "--passphrase-file", "-")
    assert done.code == 5
    assert "shorter" in done.err
    assert book.read_bytes() == before


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_a_pipe_beside_a_casebook_is_not_waited_for(book: Path, run: Run, end: str) -> None:
    pipe = book.with_name(book.name + end)
    os.mkfifo(pipe)
    before = book.read_bytes()
    done = run("verify", "--casebook", book, "--passphrase-file", "-")
    assert done.code == 5
    assert pipe.name in done.err
    assert book.read_bytes() == before
