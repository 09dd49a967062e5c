import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from outreach_app.clock import SetClock
from outreach_app.errors import (
    AlreadyThere,
    Damaged,
    DiskFull,
    InUse,
    KnownError,
    NewerVersion,
    NoSuchFile,
    NotACasebook,
)
from outreach_app.storage import engine
from outreach_app.storage.casebook import Casebook, create, open_casebook
from outreach_app.storage.copying import copy_casebook
from outreach_app.storage.verify import verify
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.keyholders import add_slot, create_keys
from outreach_app.vault.open_key import OpenKey

CANARY = "Marigold-Canary-07700900123"


def note(book: Casebook, name: str, value: str = "x") -> None:
    with book.writing() as session:
        session.execute(
            text("INSERT INTO vault_meta (key, value) VALUES (:key, :value)"),
            {"key": name, "value": value},
        )


def notes(book: Casebook) -> dict[str, str]:
    with book.reading() as session:
        rows = session.execute(text("SELECT key, value FROM vault_meta ORDER BY key")).all()
    return {row.key: row.value for row in rows}


def everything(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_was_written_is_there_again(book: Casebook, path: Path, key: OpenKey) -> None:
    note(book, "a", "1")
    book.close()
    with open_casebook(path, key) as again:
        assert notes(again)["a"] == "1"
        assert notes(again)["made_at"] == "2026-01-05T18:00:00Z"
    assert sorted(file.name for file in path.parent.iterdir()) == [
        path.name,
        path.name + ".keys",
        path.name + ".keys.2",
    ]


INSERT = text("INSERT INTO vault_meta (key, value) VALUES (:key, :value)")


def write_and_fail(book: Casebook) -> None:
    with book.writing() as session:
        session.execute(INSERT, {"key": "a", "value": "1"})
        msg = "stop"
        raise ZeroDivisionError(msg)


def write_twice(book: Casebook) -> None:
    with book.writing() as session:
        session.execute(INSERT, {"key": "b", "value": "1"})
        session.execute(INSERT, {"key": "b", "value": CANARY})


def test_an_error_undoes_everything(book: Casebook) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(book)
    with pytest.raises(IntegrityError) as met:
        write_twice(book)
    assert CANARY not in str(met.value)
    assert set(notes(book)) == {"key_sequence", "key_slots", "made_at", "vault_id"}


def test_a_session_for_reading_writes_nothing(book: Casebook) -> None:
    from models.vault import VaultMeta

    with pytest.raises(KnownError), book.reading() as session:
        session.execute(text("INSERT INTO vault_meta (key, value) VALUES ('a', '1')"))
    with pytest.raises(RuntimeError), book.reading() as session:
        session.add(VaultMeta(key="a", value="1"))
    note(book, "b")
    assert "a" not in notes(book)


def test_settings_of_the_working_connection(book: Casebook) -> None:
    wanted = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "mmap_size": None,
        "cipher_status": "1",
    }
    with book.writing() as session:
        found = {name: session.scalar(text(f"PRAGMA {name}")) for name in wanted}
    assert {**found, "mmap_size": None} == wanted
    assert not found["mmap_size"]


def test_commit_is_on_disk_when_writing_returns(book: Casebook, path: Path, key: OpenKey) -> None:
    """Another connection, as after a crash, sees it at once."""
    note(book, "a", "1")
    other = engine.connect(path, key)
    assert engine.one(other, "SELECT value FROM vault_meta WHERE key='a'") == "1"
    other.close()


def test_second_opening_is_refused_here_and_in_another_program(
    book: Casebook, path: Path, key: OpenKey
) -> None:
    with pytest.raises(InUse):
        open_casebook(path, key)
    script = (
        "import sys; from pathlib import Path; from outreach_app.storage.lock import CasebookLock\n"
        "from outreach_app.errors import InUse\n"
        "try: CasebookLock(Path(sys.argv[1]))\n"
        "except InUse: sys.exit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, path], check=False).returncode == 7
    note(book, "still", "works")
    book.close()
    open_casebook(path, key).close()


def test_no_casebook_over_another_file(path: Path, key: OpenKey, clock: SetClock) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(AlreadyThere):
        create(path, key, clock)
    assert path.read_bytes() == b"mine"
    assert not path.with_name(path.name + ".lock").exists()


def test_remains_of_a_creation_that_was_killed_do_not_matter(
    path: Path, key: OpenKey, clock: SetClock
) -> None:
    path.with_name(f".{path.name}.part").write_bytes(b"half")
    create(path, key, clock).close()
    assert not path.with_name(f".{path.name}.part").exists()


def test_no_such_file_or_folder(tmp_path: Path, key: OpenKey, clock: SetClock) -> None:
    with pytest.raises(NoSuchFile):
        open_casebook(tmp_path / "none.casebook", key)
    with pytest.raises(NoSuchFile):
        create(tmp_path / "none" / "x.casebook", key, clock)
    assert not (tmp_path / "none").exists()


def plain_database() -> bytes:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a)")
    content = connection.serialize()
    connection.close()
    return content


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Damaged),
        (b"\x00", Damaged),
        (b"x" * 15, Damaged),
        (b"x" * 16, Damaged),
        (os.urandom(1000), Damaged),
        (os.urandom(4096), Damaged),
        (os.urandom(40960), Damaged),
        (bytes(40960), Damaged),
        (plain_database(), NotACasebook),
        (b"PK\x03\x04\x14\x00" + os.urandom(9000), NotACasebook),
        (b"%PDF-1.4\n" + b" " * 9000, NotACasebook),
        (b'{"format":"casebook-exchange"}' + b" " * 9000, NotACasebook),
        (b'{\n  "project": {}\n}' + b" " * 9000, NotACasebook),
        # An encrypted file may begin so by chance: that alone says nothing.
        (b'{"\x00' + os.urandom(9000), Damaged),
        (b"PK\x03\x04\xff" + os.urandom(9000), Damaged),
        (b"%PDF\x00" + os.urandom(9000), Damaged),
    ],
)
def test_other_files_are_refused_untouched(
    path: Path, key: OpenKey, content: bytes, expected: type[KnownError]
) -> None:
    path.write_bytes(content)
    before = everything(path.parent)
    with pytest.raises(expected):
        open_casebook(path, key)
    assert everything(path.parent) == before


def test_without_a_key_file_a_short_file_is_no_casebook(tmp_path: Path, key: OpenKey) -> None:
    other = tmp_path / "letter.casebook"
    other.write_bytes(b"")
    with pytest.raises(NotACasebook):
        open_casebook(other, key)
    with pytest.raises(NotACasebook):
        open_casebook(tmp_path, key)


def test_another_vaults_file_is_refused_untouched(
    book: Casebook, path: Path, tmp_path: Path, clock: SetClock
) -> None:
    book.close()
    other = tmp_path / "south.casebook"
    key = create_keys(other, "Elm", "copper sparrow kettle", KdfCost.CHEAPEST).key
    create(other, key, clock).close()
    other.write_bytes(path.read_bytes())
    before = everything(tmp_path)
    with pytest.raises(Damaged):
        open_casebook(other, key)
    assert everything(tmp_path) == before


def alter(path: Path, key: OpenKey, statement: str) -> None:
    connection = engine.connect(path, key)
    connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("PRAGMA user_version=99", NewerVersion),
        ("PRAGMA user_version=0", Damaged),
        ("PRAGMA application_id=1", Damaged),
        ("DROP TABLE vault_meta", Damaged),
        ("DELETE FROM vault_meta", Damaged),
        ("UPDATE vault_meta SET value='00' WHERE key='vault_id'", Damaged),
    ],
)
def test_marks_inside_that_do_not_fit(
    book: Casebook, path: Path, key: OpenKey, statement: str, expected: type[KnownError]
) -> None:
    book.close()
    alter(path, key, statement)
    before = everything(path.parent)
    with pytest.raises(expected):
        open_casebook(path, key)
    assert everything(path.parent) == before


def test_a_new_empty_database_under_the_right_key_is_refused(path: Path, key: OpenKey) -> None:
    path.touch()
    connection = engine.connect(path, key)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(Damaged):
        open_casebook(path, key)


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_anywhere_is_noticed(
    book: Casebook, path: Path, key: OpenKey, seed: int
) -> None:
    book.close()
    content = bytearray(path.read_bytes())
    content[len(content) * seed // 12 + seed] ^= 1 << (seed % 8)
    path.write_bytes(content)
    before = everything(path.parent)
    with pytest.raises(Damaged):
        open_casebook(path, key)
    assert everything(path.parent) == before


def test_a_cut_file_is_noticed(book: Casebook, path: Path, key: OpenKey) -> None:
    book.close()
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(Damaged):
        open_casebook(path, key)


def test_full_disk_keeps_what_was_saved(book: Casebook) -> None:
    note(book, "before")
    with book.writing() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(DiskFull):
        note(book, "large", "x" * 1_000_000)
    assert "before" in notes(book)
    assert "large" not in notes(book)
    with book.writing() as session:
        session.execute(text("PRAGMA max_page_count=100000"))
    note(book, "large", "x" * 1_000_000)


def test_nothing_readable_in_any_file(book: Casebook, path: Path, key: OpenKey) -> None:
    for n in range(50):
        note(book, f"{CANARY}-{n}", f"{CANARY} {n} " * 200)
    with book.reading() as session:
        session.execute(text("SELECT * FROM vault_meta ORDER BY value DESC")).all()
    raw = bytes(key.database_key())
    names = {file.name for file in path.parent.iterdir()}
    assert {path.name + "-wal", path.name + "-shm", path.name + ".lock"} <= names
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert CANARY.encode() not in content
        assert CANARY.encode("utf-16-le") not in content
        assert raw not in content
        assert b"vault_meta" not in content
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_an_older_key_file_is_noticed(book: Casebook, path: Path, key: OpenKey) -> None:
    old = {file: file.read_bytes() for file in path.parent.glob("*.keys*")}
    add_slot(path, key, "Elm", "copper sparrow kettle", KdfCost.CHEAPEST)
    book.remember_keys()
    book.close()
    with open_casebook(path, key) as again:
        assert not again.keys_are_older
    for file, content in old.items():
        file.write_bytes(content)
    key.sequence = 1
    with open_casebook(path, key) as again:
        assert again.keys_are_older
        assert notes(again)["key_sequence"] == "2"


def test_a_checked_copy_has_everything(
    book: Casebook, path: Path, key: OpenKey, tmp_path: Path
) -> None:
    note(book, "a", CANARY)
    target = tmp_path / "copy.casebook"
    copy_casebook(path, key, target)
    note(book, "b")
    assert target.stat().st_mode & 0o077 == 0
    with open_casebook(target, key) as copy:
        assert notes(copy)["a"] == CANARY
        assert "b" not in notes(copy)


def test_verify(book: Casebook, path: Path, key: OpenKey) -> None:
    assert verify(book) == ()
    connection = engine.connect(path, key)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(
        "INSERT INTO force_policies (id, force_id, title, version, text)"
        " VALUES ('p', 'nowhere', 't', '1', 'x')"
    )
    connection.close()
    found = verify(book)
    assert [(item.code, dict(item.data)) for item in found] == [
        ("links", {"table": "force_policies", "count": 1})
    ]


def test_closing_twice_is_once(book: Casebook, path: Path) -> None:
    note(book, "a")
    book.close()
    book.close()
    assert book.closed
    connection = dbapi2.connect(path.absolute().as_uri() + "?mode=rw", uri=True)
    with pytest.raises(dbapi2.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master")
    connection.close()
