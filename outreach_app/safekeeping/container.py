"""One file for one copy: a ZIP without compression, so that it can be taken apart without us.

    casebook       the database, encrypted, in its plain journal mode
    keys           the key file as it was
    letterbox      the public half of the letterbox, where there was one
    manifest.json  what the copy is, and the SHA-256 of the others

Every byte read is treated as hostile: exactly these members, stored, of the sizes the manifest
says, and nothing is ever written under a name that stands in the file.
"""

import hashlib
import os
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from outreach_app.errors import Cancelled, KnownError, NewerVersion
from outreach_app.safekeeping.errors import CopyDamaged, NotACopy
from outreach_app.safekeeping.manifest import SIZE_LIMIT as MANIFEST_LIMIT
from outreach_app.safekeeping.manifest import Manifest, Member, TooNew, Unreadable, parse
from outreach_app.vault.disk import NEW_FILE, read_bounded, translated
from outreach_app.words import say

CASEBOOK: Final = "casebook"
KEYS: Final = "keys"
LETTERBOX: Final = "letterbox"
MANIFEST: Final = "manifest.json"
SUFFIX: Final = ".backup"
_REQUIRED: Final = {CASEBOOK, KEYS, MANIFEST}
_CHUNK: Final = 1024 * 1024
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_FAR: Final = b"PK\x06\x07"
_FAR_SIZE: Final = 20
# Above this a ZIP needs its larger form; a smaller file that claims it is not ours.
_FAR_FROM: Final = 2**31 - 2**20
_DAY: Final = (1980, 1, 1, 0, 0, 0)

Go = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Seen:
    """A copy as it stands on the disk: where, and what it says of itself."""

    path: Path
    manifest: Manifest
    size: int


def always() -> bool:
    """Let work go on."""
    return True


def write(
    part: Path,
    files: Mapping[str, Path | bytes],
    describe: Callable[[Mapping[str, Member]], bytes],
    go: Go = always,
) -> None:
    """Write the container at `part`, which must not exist yet, and bring it to the medium.

    `describe` is handed what was written and answers the manifest's text. Raises OSError as the
    system does, and Cancelled when `go` says no.
    """
    handle = os.open(part, NEW_FILE, 0o600)
    with os.fdopen(handle, "wb") as file:
        members: dict[str, Member] = {}
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            for name, content in files.items():
                members[name] = _put(packed, name, content, go)
            _put(packed, MANIFEST, describe(members), go)
        file.flush()
        os.fsync(file.fileno())


def _put(packed: zipfile.ZipFile, name: str, content: Path | bytes, go: Go) -> Member:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.external_attr = 0o100600 << 16
    digest, size = hashlib.sha256(), 0
    large = isinstance(content, Path) and content.stat().st_size >= _FAR_FROM
    with packed.open(entry, "w", force_zip64=large) as target:
        for piece in _pieces(content):
            if not go():
                raise Cancelled
            target.write(piece)
            digest.update(piece)
            size += len(piece)
    return Member(size, digest.hexdigest())


def _pieces(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def look(path: Path) -> Seen:
    """Return what a copy says of itself, without a key and without reading all of it.

    Raises NotACopy, CopyDamaged (a ZIP that is no whole copy), NewerVersion, and what reading
    raises.
    """
    with _opened(path) as (packed, manifest):
        del packed
        return Seen(path, manifest, path.stat().st_size)


def is_copy(path: Path) -> bool:
    """Tell whether a file is a copy of a casebook, whole or not."""
    try:
        look(path)
    except (CopyDamaged, NewerVersion):
        return path.name.endswith(SUFFIX)
    except (KnownError, OSError):
        return False
    return True


def check(path: Path, go: Go = always) -> Seen:
    """Read a copy from the medium to its last byte and compare it with its own sums.

    Raises what `look` raises, and Cancelled when `go` says no.
    """
    with _opened(path) as (packed, manifest):
        for name, member in manifest.members.items():
            _read(path, packed, name, member, None, go)
        return Seen(path, manifest, path.stat().st_size)


def unpack(path: Path, targets: Mapping[str, Path]) -> Manifest:
    """Write the members named to new files, each compared with its sum and brought to the disk."""
    with _opened(path) as (packed, manifest):
        for name, target in targets.items():
            if name in manifest.members:
                with os.fdopen(os.open(target, NEW_FILE, 0o600), "wb") as file:
                    _read(path, packed, name, manifest.members[name], file, always)
                    file.flush()
                    os.fsync(file.fileno())
        return manifest


def _read(
    path: Path, packed: zipfile.ZipFile, name: str, member: Member, out: IO[bytes] | None, go: Go
) -> None:
    digest, size = hashlib.sha256(), 0
    with packed.open(name) as source:
        while piece := source.read(_CHUNK):
            if not go():
                raise Cancelled
            size += len(piece)
            if size > member.size:
                raise _damaged(path)
            digest.update(piece)
            if out is not None:
                out.write(piece)
    if size != member.size or digest.hexdigest() != member.sha256:
        raise _damaged(path)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    with translated(path.name):
        _require_ours(path)
        try:
            with path.open("rb") as file:
                _forget_cached(file)
                with zipfile.ZipFile(file) as packed:
                    yield packed, _manifest(packed)
        except TooNew as error:
            raise NewerVersion(name=path.name) from error
        except (
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            Unreadable,
            NotImplementedError,
            EOFError,
            ValueError,
            KeyError,
            RuntimeError,
            IndexError,
            OverflowError,
            struct.error,
        ) as error:
            raise _damaged(path) from error


def _require_ours(path: Path) -> None:
    """Raise NotACopy for what is no ZIP of three or four members, before a ZIP reader sees it."""
    beginning = read_bounded(path, 4)  # never opens a pipe or a device
    if beginning is None:
        path.stat()
    size = path.stat().st_size
    if beginning is None or beginning[:4] != b"PK\x03\x04":
        raise NotACopy(name=path.name)
    with path.open("rb") as file:
        file.seek(-min(size, _END_SIZE + _FAR_SIZE), os.SEEK_END)
        tail = file.read()
    end = tail[-_END_SIZE:]
    many = int.from_bytes(end[10:12], "little")
    directory = int.from_bytes(end[12:16], "little")
    far = tail[:-_END_SIZE].startswith(_FAR)
    if end[:4] != _END or not 3 <= many <= 4 or directory > 4096 or (far and size < _FAR_FROM):
        raise _damaged(path)


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    entries = {each.filename: each for each in packed.infolist()}
    if len(entries) != len(packed.infolist()) or not set(entries) >= _REQUIRED:
        raise Unreadable
    stored = all(
        each.compress_type == zipfile.ZIP_STORED and not each.flag_bits & 1
        for each in entries.values()
    )
    if not stored or set(entries) - _REQUIRED - {LETTERBOX}:
        raise Unreadable
    if entries[MANIFEST].file_size > MANIFEST_LIMIT:
        raise Unreadable
    manifest = parse(packed.read(MANIFEST))
    said = {name: each.size for name, each in manifest.members.items()}
    if said != {name: each.file_size for name, each in entries.items() if name != MANIFEST}:
        raise Unreadable
    return manifest


def _forget_cached(file: IO[bytes]) -> None:
    """Ask the system to read from the medium and not from memory, where it can be asked."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        advise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _damaged(path: Path) -> CopyDamaged:
    return CopyDamaged(name=path.name, what=say("copies.damage.sums"))
