"""What a copy says of itself, sealed with a key that only holders of the casebook's key have.

It names no person, no project and no number of records: whoever finds a stick learns when a copy
was made and how large it is, which the file's own name and size tell as well. How many rows every
table had is there as a fingerprint only.
"""

import hmac
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from models.types import moment_text
from outreach_app.vault.keyfile import canonical
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.wiping import wipe

FORMAT: Final = "casebook-backup"
VERSION: Final = 1
LABEL: Final = "backup-manifest/1"
SIZE_LIMIT: Final = 16 * 1024
_NUMBER_LIMIT: Final = 2**53
_HEAD: Final = 16
_NAMES: Final = frozenset(
    {"format", "version", "vault", "generation", "sequence", "made_at", "program"}
    | {"schema", "entries", "head", "rows", "members", "mac"}
)


class Unreadable(ValueError):
    """The text is no manifest of this version; never leaves this room."""


class TooNew(Exception):
    """The copy was made by a later version; never leaves this room."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside a copy: bytes and SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy is: of which casebook and moment, up to which entry of the trail.

    `sequence` is the number of the key file in it, `schema` the version of the tables, `entries`
    and `head` the last entry of the trail and the first 16 digits of its seal, `rows` the
    fingerprint of how many rows each table has.
    """

    vault: str
    generation: int
    sequence: int
    made_at: datetime
    program: str
    schema: int
    entries: int
    head: str
    rows: str
    members: Mapping[str, Member]
    mac: str = ""

    def body(self) -> dict[str, Any]:
        """Return the members the seal covers."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "vault": self.vault,
            "generation": self.generation,
            "sequence": self.sequence,
            "made_at": moment_text(self.made_at),
            "program": self.program,
            "schema": self.schema,
            "entries": self.entries,
            "head": self.head,
            "rows": self.rows,
            "members": {
                name: {"size": each.size, "sha256": each.sha256}
                for name, each in sorted(self.members.items())
            },
        }

    def text(self) -> bytes:
        """Return what is written into the copy."""
        return canonical({**self.body(), "mac": self.mac}) + b"\n"

    @property
    def size(self) -> int:
        """Bytes of everything in the copy."""
        return sum(each.size for each in self.members.values())


def seal(manifest: Manifest, key: OpenKey) -> Manifest:
    """Return the manifest with its seal."""
    return replace(manifest, mac=_mac(key, canonical(manifest.body())))


def genuine(manifest: Manifest, key: OpenKey) -> bool:
    """Tell whether somebody who held this casebook's key of then wrote the manifest."""
    if manifest.vault != key.vault_id or manifest.generation not in key.generations:
        return False
    with closing(key.twin(manifest.generation)) as then:
        return hmac.compare_digest(manifest.mac, _mac(then, canonical(manifest.body())))


def rows_fingerprint(counts: Mapping[str, int], key: OpenKey) -> str:
    """Return what stands for the numbers of rows: nobody without the key can try numbers out."""
    return _mac(key, canonical(dict(counts)))


def head_of(seal_text: str) -> str:
    """Return as much of the last seal of the trail as a manifest holds."""
    return seal_text[:_HEAD]


def parse(text: bytes) -> Manifest:
    """Read a manifest. Raises Unreadable for anything but a whole one, TooNew for a later one."""
    if len(text) > SIZE_LIMIT:
        raise Unreadable
    try:
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise Unreadable
        version = found.get("version")
        if isinstance(version, int) and version > VERSION:
            raise TooNew
        if version is not True and version == VERSION and set(found) == _NAMES:
            return _manifest(found)
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        raise Unreadable from error
    raise Unreadable


def _manifest(found: Mapping[str, Any]) -> Manifest:
    if not isinstance(found["members"], dict):
        raise Unreadable
    members = {
        _text(name, 40): Member(_number(each["size"], 0), _hex(each["sha256"], 64))
        for name, each in found["members"].items()
    }
    return Manifest(
        vault=_hex(found["vault"], 32),
        generation=_number(found["generation"], 1),
        sequence=_number(found["sequence"], 1),
        made_at=datetime.strptime(found["made_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
        program=_text(found["program"], 40),
        schema=_number(found["schema"], 1),
        entries=_number(found["entries"], 0),
        head=_hex(found["head"], _HEAD) if found["head"] else "",
        rows=_hex(found["rows"], 64),
        members=members,
        mac=_hex(found["mac"], 64),
    )


def _number(value: Any, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _NUMBER_LIMIT:
        raise Unreadable
    return value


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise Unreadable
    return value


def _hex(value: Any, digits: int) -> str:
    if not isinstance(value, str) or len(value) != digits or set(value) - set("0123456789abcdef"):
        raise Unreadable
    return value


def _mac(key: OpenKey, content: bytes) -> str:
    raw = key.derive(LABEL)
    try:
        return hmac.new(raw, content, sha256).hexdigest()
    finally:
        wipe(raw)
