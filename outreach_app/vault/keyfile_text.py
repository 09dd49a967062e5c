"""Reading a key file's text. Every byte is treated as hostile until it was checked.

Sizes and numbers are bounded before anything is computed with them, and unknown members are
refused: what the program does not understand it must not write back.
"""

import hashlib
import json
from typing import Any, Final

from outreach_app.vault.kdf import SALT_BYTES, WORK_CEILING, Kdf, KdfCost
from outreach_app.vault.keyfile import (
    FORMAT,
    ID_BYTES,
    NONCE_BYTES,
    PASSPHRASE,
    RECOVERY,
    VAULT_BYTES,
    VERSION,
    KeyFile,
    Slot,
)

SIZE_LIMIT: Final = 256 * 1024
SLOT_LIMIT: Final = 200
KDF_LIMIT: Final = 8
SEAL_LIMIT: Final = 4
COUNTER_LIMIT: Final = 2**53  # what every JSON reader keeps exactly
PUBLIC_BYTES: Final = 32
WRAPPED_BYTES: Final = NONCE_BYTES + 32 + 16
SEALED_BYTES: Final = 32 + 32 + 16
MAC_BYTES: Final = 32


class Unreadable(ValueError):
    """The text is not a key file of this version; never leaves the vault."""


class TooNew(Exception):
    """The text is a key file of a later version; never leaves the vault."""


def parse(content: bytes) -> KeyFile:
    """Read one copy; raises Unreadable for anything but a whole one, TooNew for a later one."""
    if len(content) > SIZE_LIMIT:
        raise Unreadable
    head, _, rest = content.partition(b"\n")
    line = rest.removesuffix(b"\n")
    if head != first_line(line):
        raise Unreadable
    try:
        members = json.loads(line, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    return _key_file(members)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Unreadable
    return members


def _key_file(members: Any) -> KeyFile:
    if not isinstance(members, dict) or members.get("format") != FORMAT:
        raise Unreadable
    version = members.get("version")
    if isinstance(version, int) and version > VERSION:
        raise TooNew
    _only(members, "format version vault sequence generation kdfs slots macs")
    if version != VERSION or isinstance(version, bool):
        raise Unreadable
    keys = KeyFile(
        vault=_hex(members["vault"], VAULT_BYTES).hex(),
        sequence=_number(members["sequence"], COUNTER_LIMIT),
        generation=_number(members["generation"], COUNTER_LIMIT),
        kdfs=tuple(_kdf(item) for item in _list(members["kdfs"], KDF_LIMIT)),
        slots=tuple(_slot(item) for item in _list(members["slots"], SLOT_LIMIT)),
        macs=_by_generation(members["macs"], "mac", MAC_BYTES),
    )
    _consistent(keys)
    return keys


def _consistent(keys: KeyFile) -> None:
    kdf_ids = [kdf.id for kdf in keys.kdfs]
    slot_ids = [slot.id for slot in keys.slots]
    if len(set(kdf_ids)) != len(kdf_ids) or len(set(slot_ids)) != len(slot_ids):
        raise Unreadable
    if any(slot.kdf not in kdf_ids or keys.generation not in slot.seals for slot in keys.slots):
        raise Unreadable
    if any(set(slot.seals) != set(keys.macs) for slot in keys.slots):
        raise Unreadable
    if keys.generation not in keys.macs or sum(kdf.cost.work for kdf in keys.kdfs) > WORK_CEILING:
        raise Unreadable


def _kdf(members: Any) -> Kdf:
    _only(members, "id name salt t m p")
    numbers = [_number(members[name], COUNTER_LIMIT) for name in "tmp"]
    cost = KdfCost(*numbers)
    if members["name"] != "argon2id" or not cost.allowed():
        raise Unreadable
    return Kdf(_hex(members["id"], ID_BYTES).hex(), _hex(members["salt"], SALT_BYTES), cost)


def _slot(members: Any) -> Slot:
    _only(members, "id kind kdf public wrapped seals")
    if members["kind"] not in (PASSPHRASE, RECOVERY):
        raise Unreadable
    return Slot(
        id=_hex(members["id"], ID_BYTES).hex(),
        kind=members["kind"],
        kdf=_hex(members["kdf"], ID_BYTES).hex(),
        public=_hex(members["public"], PUBLIC_BYTES),
        wrapped=_hex(members["wrapped"], WRAPPED_BYTES),
        seals=_by_generation(members["seals"], "sealed", SEALED_BYTES),
    )


def _by_generation(value: Any, member: str, size: int) -> dict[int, bytes]:
    items = _list(value, SEAL_LIMIT)
    for item in items:
        _only(item, f"generation {member}")
    found = {_number(item["generation"], COUNTER_LIMIT): _hex(item[member], size) for item in items}
    if len(found) != len(items):
        raise Unreadable
    return found


def _only(members: Any, names: str) -> None:
    if not isinstance(members, dict) or set(members) != set(names.split()):
        raise Unreadable


def _list(value: Any, limit: int) -> list[Any]:
    if not isinstance(value, list) or not 1 <= len(value) <= limit:
        raise Unreadable
    return value


def _number(value: Any, limit: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= limit:
        raise Unreadable
    return value


def _hex(value: Any, size: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * size or value != value.lower():
        raise Unreadable
    try:
        raw = bytes.fromhex(value)
    except ValueError as error:
        raise Unreadable from error
    if raw.hex() != value:  # fromhex forgives blanks
        raise Unreadable
    return raw


def first_line(line: bytes) -> bytes:
    """Return the checksum line that goes before `line`."""
    return f"{FORMAT} sha256={hashlib.sha256(line).hexdigest()}".encode()
