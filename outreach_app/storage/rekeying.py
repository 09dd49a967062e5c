"""The casebook under a new data key: copied, compared row by row, and put in place by one rename.

    1  the casebook is copied under the new key, as `.NAME.casebook.new-key.part`, and compared
    2  the key file gets both keys
    3  the log is brought into the casebook, which is let go
    4  the copy takes its name: the one step that decides
    5  the key file keeps the new key alone

Dying before step 4 leaves the casebook as it was, after it the copy; every opening looks which of
the two it is, leaves that one's key in the key file and removes what else lies there. SQLCipher's
own `rekey` is not used: killed in it, the key file and the casebook can disagree.
"""

import contextlib
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from outreach_app.errors import Cancelled, DiskFailed, InUse, KnownError
from outreach_app.storage import identity
from outreach_app.storage.engine import connect, engine_over
from outreach_app.storage.faults import translated
from outreach_app.vault import renewing
from outreach_app.vault.disk import NEW_FILE, PART, sync_folder
from outreach_app.vault.open_key import OpenKey

Progress = Callable[[float], bool]

_READ_ONLY: Final = "mode=ro&immutable=1"
_ROWS: Final = 500
# How much of the time each stage takes, roughly: copying, comparing, looking through the pages.
_COPIED: Final = 0.3
_COMPARED: Final = 0.9


def part_of(path: Path) -> Path:
    """Return where the copy under a new key is made."""
    return path.with_name(f".{path.name}.new-key{PART}")


def copy_under(
    path: Path, key: OpenKey, new: OpenKey, write: Callable[[Session], None], go: Progress
) -> Path:
    """Copy the casebook at `path` under `new`, compare every row, let `write` add to it; checked.

    Raises Cancelled when `go` says no, DiskFull, NoPermission, DiskFailed, Damaged; then nothing is
    left of it.
    """
    part = part_of(path)
    try:
        with translated(path):
            remove(part)
            os.close(os.open(part, NEW_FILE, 0o600))
            with closing(connect(path, key)) as source, closing(connect(part, new)) as copy:
                source.execute("BEGIN")
                source.backup(copy)  # in one step, as for a backup
                _insist(go, _COPIED)
                compare(source, copy, path.name, go)
                copy.execute("PRAGMA journal_mode=DELETE")
            engine = engine_over(lambda: connect(part, new))
            try:
                with Session(engine) as session, session.begin():
                    write(session)
            finally:
                engine.dispose()
            identity.require_whole(part, new)
            _sync(part)
            _insist(go, 1.0)
    except BaseException:
        remove(part)
        raise
    return part


def compare(source: Any, copy: Any, name: str, go: Progress) -> None:
    """Raise DiskFailed unless both hold the same tables and the same rows in the same order."""
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid"
    marks = ("PRAGMA user_version", "PRAGMA application_id", schema)
    for statement in marks:
        if source.execute(statement).fetchall() != copy.execute(statement).fetchall():
            raise DiskFailed(name=name)
    # A text index answers with what it stands for; what it holds lies in tables of its own.
    tables = [
        row[0]
        for row in source.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
    ]
    for number, table in enumerate(tables):
        if not _same_rows(source, copy, table):
            raise DiskFailed(name=name)
        _insist(go, _COPIED + (_COMPARED - _COPIED) * (number + 1) / len(tables))


def _same_rows(source: Any, copy: Any, table: str) -> bool:
    quoted = table.replace('"', '""')
    # A table's name cannot be a parameter; it is quoted, and read out of the database itself.
    statement = f'SELECT * FROM "{quoted}"'  # noqa: S608
    ours, theirs = source.execute(statement), copy.execute(statement)
    while True:
        rows = ours.fetchmany(_ROWS)
        if rows != theirs.fetchmany(_ROWS):
            return False
        if not rows:
            return True


def put_in_place(path: Path, part: Path) -> None:
    """Let the copy take the place of the casebook nobody has open now: the step that decides.

    Raises InUse where something of it still stands in a log, and OSError as the system does.
    """
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise InUse(name=path.name)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    part.replace(path)


def settle(path: Path, key: OpenKey) -> None:
    """Find out under which key the casebook is, where somebody died on the way to a new one.

    For every opening, with the lock held. The key file may have to wait until it can be written.
    """
    remove(part_of(path))
    if len(key.generations) == 1:
        return
    for generation in key.generations:
        with closing(key.twin(generation)) as tried:
            if opens(path, tried):
                key.become(generation)
                break
    newer = [each for each in key.generations if each > key.generation]
    for generation in newer:
        key.forget(generation)
    with contextlib.suppress(KnownError):
        renewing.leave_one(path, key)


def fits(path: Path, key: OpenKey) -> bool:
    """Tell whether the file's first page is under one of the data keys of a key just unlocked."""
    for generation in key.generations:
        with closing(key.twin(generation)) as tried:
            if opens(path, tried):
                return True
    return False


def opens(path: Path, key: OpenKey) -> bool:
    """Tell whether the file's first page is under this key; reads nothing else."""
    try:
        with closing(connect(path, key, _READ_ONLY)):
            return True
    except dbapi2.DatabaseError:
        return False


def remove(part: Path) -> None:
    """Remove a copy that means nothing; one that cannot be removed is tried again later."""
    for end in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            part.with_name(part.name + end).unlink(missing_ok=True)


def _insist(go: Progress, share: float) -> None:
    if not go(share):
        raise Cancelled


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(path.parent)
