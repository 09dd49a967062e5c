"""Making one copy: taken in one moment, looked through, packed, read back, and only then named.

The database copies itself, so that nothing in its log is missed and nobody has to stop writing.
Nothing in the folder has the name of a copy before it was read back from the medium and found the
same; a program killed on the way leaves part files, which the next copy into that folder removes.
"""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final

from outreach_app import VERSION
from outreach_app.errors import Cancelled, Damaged, DiskFull, KnownError
from outreach_app.safekeeping import container
from outreach_app.safekeeping.container import CASEBOOK, KEYS, LETTERBOX, Seen
from outreach_app.safekeeping.errors import (
    CopyDamaged,
    CopyDiffers,
    NoRoom,
    NoSuchPlace,
    PlaceFull,
)
from outreach_app.safekeeping.inspecting import Contents, contents, inspect
from outreach_app.safekeeping.manifest import (
    Manifest,
    Member,
    genuine,
    head_of,
    rows_fingerprint,
    seal,
)
from outreach_app.storage.engine import connect
from outreach_app.storage.faults import known
from outreach_app.storage.lock import CasebookLock
from outreach_app.vault import keyfile_copies, letterbox
from outreach_app.vault.disk import NEW_FILE, PART, read_bounded, sync_folder, translated
from outreach_app.vault.key_changes import current
from outreach_app.vault.keyfile import KeyFile
from outreach_app.vault.open_key import OpenKey

LABEL: Final = "casebook"
# What stays free on a place whatever happens: enough for the system to go on.
SPARE: Final = 4 * 1024 * 1024
_LEFT: Final = re.compile(
    r"\.casebook-\d{4}-\d\d-\d\d-\d{4}(-\d+)?\.backup\.[0-9a-f]{8}\.part(-journal|-wal|-shm)?"
)
_LETTERBOX_LIMIT: Final = 4096


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a copy needs; `key` and `audit_key` are the caller's to wipe.

    `go` is asked again and again, on the thread that works; False stops it and leaves nothing.
    `mode` is how the casebook is opened: only to be read, where another program holds it.
    """

    path: Path
    key: OpenKey
    audit_key: bytes
    now: datetime
    zone: tzinfo
    go: Callable[[], bool] = container.always
    mode: str = "mode=rw"


def make(job: Job, folder: Path) -> Seen:
    """Make a copy of the casebook, open or not, in `folder`, and return it checked.

    Raises NoSuchPlace, NoRoom, DiskFull, NoPermission, DiskFailed, InUse (another copy is being
    made there), Damaged (the casebook itself), CopyDiffers (the medium did not keep what was
    written), Cancelled. Then nothing in the folder could be taken for a copy.
    """
    with translated(folder.name):
        if not folder.is_dir():
            raise NoSuchPlace(name=folder.name or str(folder))
        lock = _locked(folder)
    try:
        clear_leftovers(folder)
        with translated(folder.name):
            _require_room(job.path, folder)
        return _made(job, folder)
    finally:
        if lock is not None:
            lock.release()


def _locked(folder: Path) -> CasebookLock | None:
    """Let one program at a time make copies in a place; some shares know no locks."""
    try:
        return CasebookLock(folder / ".casebook-copies")
    except NotImplementedError:  # what filelock says of them
        return None
    except KnownError as met:  # it is the place that refuses; nobody knows the lock by its name
        raise type(met)(name=folder.name or str(folder)) from met


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed program left in a place; only while its lock is held."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _LEFT.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                path.unlink()


def _made(job: Job, folder: Path) -> Seen:
    target = _free_name(folder, job.now.astimezone(job.zone))
    taken, packed = (_part(target) for _ in range(2))
    try:
        with _at(folder, taken):
            held = _taken_and_checked(job, taken, target)
            keys = current(job.path, job.key)
            container.write(
                packed,
                _files(job.path, taken, keys),
                lambda members: _described(job, held, keys, members).text(),
                job.go,
            )
            seen = _read_back(job, packed, held)
            _insist_on_going(job)
            taken.unlink()
            packed.rename(target)
            sync_folder(folder)
    except BaseException:
        for part in (taken, packed):
            _remove(part)
        raise
    return Seen(target, seen.manifest, seen.size)


@contextlib.contextmanager
def _at(folder: Path, part: Path) -> Iterator[None]:
    """Say what goes wrong with the part file of the place it was to be in."""
    try:
        yield
    except KnownError:
        raise
    except Exception as error:
        met = known(error, part)
        if met is None:
            raise
        name = folder.name or str(folder)
        if isinstance(met, DiskFull):
            raise PlaceFull(name=name) from error
        met.data["name"] = name
        raise met from error


def _taken_and_checked(job: Job, part: Path, target: Path) -> Contents:
    """Take the copy and look through it; damage found in it stands in the casebook itself."""
    try:
        before = _take(job, part)
        _insist_on_going(job)
        held = inspect(part, job.key, job.audit_key, job.go)
    except Damaged as error:
        raise Damaged(name=job.path.name, what=error.data["what"]) from error
    _insist_on_same(held, before, target)
    return held


def _take(job: Job, part: Path) -> Contents:
    """Copy the database as it is at this moment, and count in the same moment."""
    os.close(os.open(part, NEW_FILE, 0o600))
    with (
        closing(connect(job.path, job.key, job.mode)) as source,
        closing(connect(part, job.key)) as copy,
    ):
        source.execute("BEGIN")  # one moment for the counts and for the copy
        held = contents(source)
        source.backup(copy)  # in one step: stepwise it starts anew with every commit elsewhere
        source.execute("ROLLBACK")
        # A write-protected stick cannot open a file in WAL mode.
        copy.execute("PRAGMA journal_mode=DELETE")
    return held


def _insist_on_same(held: Contents, before: Contents, target: Path) -> None:
    if held != before:
        raise CopyDiffers(name=target.name)


def _files(casebook: Path, taken: Path, keys: KeyFile) -> dict[str, Path | bytes]:
    files: dict[str, Path | bytes] = {CASEBOOK: taken, KEYS: keyfile_copies.written(keys)}
    box = read_bounded(letterbox.box_of(casebook), _LETTERBOX_LIMIT)
    if box and len(box) <= _LETTERBOX_LIMIT:
        files[LETTERBOX] = box
    return files


def _described(job: Job, held: Contents, keys: KeyFile, members: Mapping[str, Member]) -> Manifest:
    return seal(
        Manifest(
            vault=job.key.vault_id,
            generation=job.key.generation,
            sequence=keys.sequence,
            made_at=job.now,
            program=VERSION,
            schema=held.schema,
            entries=held.entries,
            head=head_of(held.head),
            rows=rows_fingerprint(held.rows, job.key),
            members=dict(members),
        ),
        job.key,
    )


def _read_back(job: Job, packed: Path, held: Contents) -> Seen:
    try:
        seen = container.check(packed, job.go)
    except CopyDamaged as error:
        raise CopyDiffers(name=packed.name) from error
    manifest = seen.manifest
    if not genuine(manifest, job.key) or manifest.rows != rows_fingerprint(held.rows, job.key):
        raise CopyDiffers(name=packed.name)
    return seen


def _require_room(casebook: Path, folder: Path) -> None:
    """Refuse before writing: a copy is taken first and packed beside it, so it needs twice."""
    size = casebook.stat().st_size
    log = casebook.with_name(casebook.name + "-wal")
    with contextlib.suppress(OSError):
        size += log.stat().st_size
    require_free(folder, 2 * size)


def require_free(folder: Path, size: int) -> None:
    """Raise NoRoom unless `size` bytes fit on the disk of `folder` with something to spare."""
    needed = size + SPARE
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(name=folder.name or str(folder), needed=_mb(needed), free=_mb(free))


def _mb(size: int) -> int:
    return -(-size // 1_000_000)


def _free_name(folder: Path, local: datetime) -> Path:
    stem = f"{LABEL}-{local:%Y-%m-%d-%H%M}"
    number = 1
    while True:
        name = f"{stem}{f'-{number}' if number > 1 else ''}{container.SUFFIX}"
        if not os.path.lexists(folder / name):
            return folder / name
        number += 1


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}{PART}")


def _insist_on_going(job: Job) -> None:
    if not job.go():
        raise Cancelled


def _remove(part: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            part.with_name(part.name + end).unlink(missing_ok=True)
