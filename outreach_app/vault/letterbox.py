"""Notes typed while a casebook is locked: sealed at once, read again only when it is open.

A casebook has one key pair for them. The private half comes from the data key, so that it exists
only while the casebook is open; the public half lies in a small file beside it and can only seal.
Each note is a file of its own: writing one never touches another, and taking one in removes that
one alone. Who wrote a note is not proved: anybody who can write to the folder could leave one, so
a note is only ever shown, and nothing follows from it by itself. `docs/key-file.md` describes both
files, and why it is done this way.
"""

import contextlib
import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from outreach_app.errors import NoLetterbox, NoteTooLong
from outreach_app.vault import keyfile_copies
from outreach_app.vault.disk import read_bounded, translated, write_atomic
from outreach_app.vault.keyfile import canonical
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.wiping import wipe

KEY_LABEL: Final = "letterbox/1"
FORMAT: Final = "casebook-letterbox"
VERSION: Final = 1
# Every note is a whole number of these long, so that its size tells little about what it says.
BLOCK: Final = 2048
NOTE_LIMIT: Final = 64 * 1024
LETTERS_LIMIT: Final = 200
CALL_LIMIT: Final = 60
_ID: Final = re.compile(r"[0-9a-f]{16}")
_LENGTH: Final = 4
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class Letterbox:
    """The public half of a casebook's letterbox, and whom to call; both readable by anybody."""

    vault: str
    public: bytes
    call: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A note that waits; `content` is None when it cannot be opened, and then it stays there."""

    id: str
    content: bytes | None


def new_id() -> str:
    """Return a fresh random id for a note."""
    return secrets.token_hex(8)


def ensure(casebook: Path, key: OpenKey, call: str | None = None) -> bool:
    """Make the letterbox, or put right one that is not this key's; answers whether it was altered.

    `call` is what stands beside it for whoever looks at the locked screen; None leaves it.
    """
    ours = [private.public_key().public_bytes_raw() for private in _privates(key)]
    public = ours[0]
    found = _read(casebook)
    wanted = Letterbox(
        key.vault_id, public, (found.call if found else "") if call is None else call
    )
    if found == wanted:
        return False
    members = {
        "format": FORMAT,
        "version": VERSION,
        "vault": wanted.vault,
        "public": wanted.public.hex(),
        "call": wanted.call[:CALL_LIMIT],
    }
    write_atomic(box_of(casebook), canonical(members) + b"\n")
    return found is not None and found.public not in ours


def look(casebook: Path) -> Letterbox | None:
    """Return the letterbox of a locked casebook, None where it has none that fits its key file."""
    found = _read(casebook)
    if found is None:
        return None
    ours = {each.vault for each in keyfile_copies.read_all(casebook)}
    return found if found.vault in ours else None


def post(casebook: Path, letter_id: str, content: bytes) -> None:
    """Seal a note and write it; the same id again takes the place of what stood there.

    Raises NoLetterbox, NoteTooLong, and what writing raises: then an earlier one is still whole.
    """
    box = look(casebook)
    if box is None:
        raise NoLetterbox
    if len(content) > NOTE_LIMIT:
        raise NoteTooLong
    path = _letter(casebook, letter_id)
    if not path.exists() and len(_letters(casebook)) >= LETTERS_LIMIT:
        raise NoLetterbox
    padded = len(content).to_bytes(_LENGTH, "big") + content
    padded += bytes(-len(padded) % BLOCK)
    public = X25519PublicKey.from_public_bytes(box.public)
    write_atomic(path, _SUITE.encrypt(padded, public, _info(box.vault, letter_id)))


def waiting(casebook: Path, key: OpenKey) -> tuple[Letter, ...]:
    """Return the notes that wait, opened."""
    privates = _privates(key)
    return tuple(
        Letter(letter_id, _opened(casebook, key.vault_id, letter_id, privates))
        for letter_id in _letters(casebook)
    )


def remove(casebook: Path, letter_id: str) -> None:
    """Take a note away, once it stands in the casebook."""
    path = _letter(casebook, letter_id)
    with translated(path.name):
        path.unlink(missing_ok=True)


def _privates(key: OpenKey) -> list[X25519PrivateKey]:
    """Return the private half of today, then those of earlier data keys: a note may be older."""
    found = []
    for generation in key.generations:
        with contextlib.closing(key.twin(generation)) as then:
            raw = then.derive(KEY_LABEL)
        try:
            found.append(X25519PrivateKey.from_private_bytes(raw))
        finally:
            wipe(raw)
    return found


def _opened(
    casebook: Path, vault: str, letter_id: str, privates: list[X25519PrivateKey]
) -> bytes | None:
    sealed = read_bounded(_letter(casebook, letter_id), 2 * NOTE_LIMIT)
    if sealed is None or len(sealed) > 2 * NOTE_LIMIT:
        return None
    for private in privates:
        with contextlib.suppress(InvalidTag, ValueError):
            padded = _SUITE.decrypt(sealed, private, _info(vault, letter_id))
            length = int.from_bytes(padded[:_LENGTH], "big")
            return padded[_LENGTH : _LENGTH + length]
    return None


def _info(vault: str, letter_id: str) -> bytes:
    return canonical({"letter": letter_id, "vault": vault})


def _read(casebook: Path) -> Letterbox | None:
    content = read_bounded(box_of(casebook), 4096)
    try:
        members = json.loads(content or b"")
        if members["format"] != FORMAT or members["version"] != VERSION:
            return None
        public = bytes.fromhex(members["public"])
        found = Letterbox(str(members["vault"]), public, str(members["call"])[:CALL_LIMIT])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if len(public) == 32 else None


def box_of(casebook: Path) -> Path:
    """Return where the letterbox of a casebook lies."""
    return casebook.with_name(casebook.name + ".letterbox")


def _letter(casebook: Path, letter_id: str) -> Path:
    if not _ID.fullmatch(letter_id):
        msg = "not the id of a note"
        raise ValueError(msg)
    return casebook.with_name(f"{casebook.name}.letter-{letter_id}")


def _letters(casebook: Path) -> tuple[str, ...]:
    start = f"{casebook.name}.letter-"
    with translated(casebook.name):
        names = [each.name for each in casebook.parent.iterdir() if each.name.startswith(start)]
    ids = (name.removeprefix(start) for name in sorted(names))
    return tuple(each for each in ids if _ID.fullmatch(each))
