"""The project card: name and public keys as a small text file, and the words that stand for it.

Holds nothing secret and nothing about a person: it may go by email. Whether it is really theirs is
found out on the telephone, by reading out the eight words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from outreach_app.neighbours import refusing
from outreach_app.neighbours.spoken import words_of

TITLE: Final = "Outreach Casebook project card, version 1"
LIMIT: Final = 4096
NAME_LIMIT: Final = 200
_CONTEXT: Final = b"outreach-casebook project card 1\n"
_LINES: Final = ("Name", "Sealing key", "Signing key", "Signature")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_SIGNATURE: Final = re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True, slots=True)
class Card:
    """A project as another may know it: its name and the public halves of its keys, raw."""

    name: str
    sealing: bytes
    signing: bytes

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words to read out on the telephone; they stand for both keys."""
        return words_of(sha256(_CONTEXT + self.sealing + self.signing).digest())


def write(card: Card, key: Ed25519PrivateKey) -> str:
    """Return a card as text, signed with its own key so that a slip of the file shows."""
    values = {
        "Name": card.name,
        "Sealing key": card.sealing.hex(" ", 8),
        "Signing key": card.signing.hex(" ", 8),
        "Signature": key.sign(_covered(card)).hex(" ", 8),
    }
    lines = [TITLE, *(f"{name}: {value}" for name, value in values.items())]
    lines.append(f"Words to read out: {' '.join(card.words)}")
    return "\n".join(lines) + "\n"


def read(data: bytes) -> Card:
    """Return the card in a file. Raises NotACard and CardAltered.

    The words written below are for people; what counts are those worked out from the keys.
    """
    if len(data) > LIMIT:
        raise refusing.NotACard
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusing.NotACard from error
    found = _values(text)
    name = found["Name"].strip()
    keys = {each: "".join(found[each].split()) for each in _LINES[1:]}
    whole = _KEY.fullmatch(keys["Sealing key"]) and _KEY.fullmatch(keys["Signing key"])
    if not whole or not _SIGNATURE.fullmatch(keys["Signature"]):
        raise refusing.NotACard
    if not 0 < len(name) <= NAME_LIMIT or not name.isprintable():
        raise refusing.NotACard
    card = Card(name, bytes.fromhex(keys["Sealing key"]), bytes.fromhex(keys["Signing key"]))
    try:
        Ed25519PublicKey.from_public_bytes(card.signing).verify(
            bytes.fromhex(keys["Signature"]), _covered(card)
        )
    except (InvalidSignature, ValueError) as error:
        raise refusing.CardAltered from error
    if " ".join(card.words) != " ".join(found["Words to read out"].split()):
        raise refusing.CardAltered
    return card


def _values(text: str) -> Mapping[str, str]:
    lines = [line for line in text.splitlines() if line.strip()]
    names = (*_LINES, "Words to read out")
    if len(lines) != len(names) + 1 or lines[0] != TITLE:
        raise refusing.NotACard
    found = {}
    for name, line in zip(names, lines[1:], strict=True):
        if not line.startswith(f"{name}: "):
            raise refusing.NotACard
        found[name] = line.removeprefix(f"{name}: ")
    return found


def _covered(card: Card) -> bytes:
    return _CONTEXT + card.sealing + card.signing + card.name.encode()
