"""Small files written whole or not at all, and what the operating system says, as known errors."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from outreach_app.errors import (
    DiskFailed,
    DiskFull,
    KnownError,
    NameRefused,
    NoPermission,
    NoSuchFile,
)

PART: Final = ".part"
# Windows would write a second byte before every line break without O_BINARY.
NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_MISSING: Final = {errno.ENOENT, errno.ENOTDIR}
_NAMES: Final = {errno.ENAMETOOLONG, errno.ELOOP}
_SHOWN: Final = 60


def known(error: OSError, name: str) -> KnownError:
    """Return the known error for what the operating system said about the file called `name`."""
    if error.errno in _FULL:
        return DiskFull(name=name)
    if error.errno in _FORBIDDEN:
        return NoPermission(name=name)
    if error.errno in _MISSING:
        return NoSuchFile(name=name)
    if error.errno in _NAMES:
        return NameRefused(name=name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…")
    return DiskFailed(name=name)


@contextlib.contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn an OSError inside the block into the known error about `name`."""
    try:
        yield
    except OSError as error:
        raise known(error, name) from error


def read_bounded(path: Path, limit: int) -> bytes | None:
    """Return the bytes of a regular file, at most `limit` + 1 of them, or None where none is.

    Pipes and devices are never opened: reading one could hang for ever.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        # A link that leads round in a circle leads to no file either.
        if error.errno in _MISSING or error.errno == errno.ELOOP:
            return None
        raise known(error, path.name) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` outlast a power cut, where the system lets a folder be synced."""
    flag = getattr(os, "O_DIRECTORY", None)
    if flag is None:
        return
    handle = os.open(folder, os.O_RDONLY | flag)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomic(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that the old or the new file is there, never half of one.

    The new file is written beside its target with mode 0600, synced, and renamed over it. Where the
    system can, it has no name until it is whole, so that a killed program leaves nothing in clear.
    Raises DiskFull, NoPermission, NoSuchFile (no such folder) or DiskFailed, and then leaves no
    part file. After an error from the last sync the new file may already be in force: read it
    again.
    """
    put_in_place(write_beside(path, content), path)


def write_beside(path: Path, content: bytes) -> Path:
    """Bring `content` to the disk beside `path`, whole, and return where; see `write_atomic`.

    For what may count only once it is known that the disk takes it; then `put_in_place`.
    """
    part = part_of(path)
    with translated(path.name):
        try:
            if not _written_nameless(part, content):
                with os.fdopen(os.open(part, NEW_FILE, 0o600), "wb") as file:
                    _fill(file, content)
        except BaseException:
            remove(part)
            raise
    return part


def part_of(path: Path) -> Path:
    """Return the name under which a new file is written beside `path`, another one each time."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")


def put_in_place(part: Path, path: Path) -> None:
    """Let what `write_beside` wrote take its name; after an error it is gone."""
    with translated(path.name):
        try:
            part.replace(path)
        except BaseException:
            remove(part)
            raise
        sync_folder(path.parent)


def remove(part: Path) -> None:
    """Remove what `write_beside` wrote and nobody wants any more."""
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _written_nameless(part: Path, content: bytes) -> bool:
    """Write a file that gets its name when it is whole; False where the disk knows none such."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None:
        return False
    try:
        handle = os.open(part.parent, os.O_WRONLY | flag, 0o600)
    except OSError:
        return False
    with os.fdopen(handle, "wb") as file:
        _fill(file, content)
        try:
            # A folder is named so that the link behind the number is followed, see linkat(2).
            os.link(f"/proc/self/fd/{handle}", part, src_dir_fd=handle)
        except OSError:
            return False
    return True


def _fill(file: IO[bytes], content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())
