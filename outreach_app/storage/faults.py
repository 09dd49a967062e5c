"""What SQLite and SQLCipher report, as known errors. The only place that knows their codes."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from outreach_app.errors import (
    Damaged,
    DiskFailed,
    DiskFull,
    InUse,
    KnownError,
    NoPermission,
    NoSuchFile,
)
from outreach_app.vault.disk import known as known_to_system
from outreach_app.words import say

# SQLite cannot even open its shared memory file with less than this left on the disk.
_ROOM: Final = 128 * 1024
_KINDS: Final[dict[int, type[KnownError]]] = {
    dbapi2.SQLITE_BUSY: InUse,
    dbapi2.SQLITE_LOCKED: InUse,
    dbapi2.SQLITE_FULL: DiskFull,
    dbapi2.SQLITE_READONLY: NoPermission,
    dbapi2.SQLITE_PERM: NoPermission,
}

# The backup of one database into another tells what went wrong in SQLite's words alone.
_WORDS: Final[dict[str, int]] = {
    "access permission denied": dbapi2.SQLITE_PERM,
    "attempt to write a readonly database": dbapi2.SQLITE_READONLY,
    "database disk image is malformed": dbapi2.SQLITE_CORRUPT,
    "database is locked": dbapi2.SQLITE_BUSY,
    "database or disk is full": dbapi2.SQLITE_FULL,
    "disk I/O error": dbapi2.SQLITE_IOERR,
    "file is not a database": dbapi2.SQLITE_NOTADB,
    "unable to open database file": dbapi2.SQLITE_CANTOPEN,
}


def known(error: BaseException, path: Path) -> KnownError | None:
    """Return the known error behind `error` for the casebook at `path`, or None for a bug."""
    if isinstance(error, KnownError):
        return error
    if isinstance(error, OSError):
        return known_to_system(error, path.name)
    if isinstance(error, DBAPIError):
        return known(error.orig, path) if error.orig is not None else None
    if isinstance(error, dbapi2.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return _by_code((_WORDS.get(str(error), 0) if code is None else code) & 0xFF, path)
    return None


def _by_code(code: int, path: Path) -> KnownError | None:
    if code in (dbapi2.SQLITE_IOERR, dbapi2.SQLITE_CANTOPEN):
        return _unreachable(code, path)
    if code in (dbapi2.SQLITE_NOTADB, dbapi2.SQLITE_CORRUPT):
        return Damaged(name=path.name, what=say("storage.damage.pages"))
    kind = _KINDS.get(code)
    return kind(name=path.name) if kind else None


def _unreachable(code: int, path: Path) -> KnownError:
    """Tell apart what SQLite reports alike: no file, no room for its log, no right, a bad disk."""
    if not path.exists():
        return NoSuchFile(name=path.name)
    if _no_room(path):
        return DiskFull(name=path.name)
    return (
        NoPermission(name=path.name)
        if code == dbapi2.SQLITE_CANTOPEN
        else DiskFailed(name=path.name)
    )


def _no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what goes wrong with the file inside the block into known errors; bugs pass through."""
    try:
        yield
    except KnownError:
        raise
    except Exception as error:
        met = known(error, path)
        if met is None:
            raise
        raise met from error
