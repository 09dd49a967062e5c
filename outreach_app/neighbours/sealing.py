"""The sealed file: signed by one project, then sealed to one other (RFC 9180, RFC 8032).

Version 1, byte by byte::

    8   "SEALED01"
    1   0, or 1 when words said on the telephone are needed as well
    …   HPKE (X25519, HKDF-SHA256, AES-256-GCM): 32 bytes of key, then the ciphertext

    inside: 64 bytes Ed25519 signature, 32 bytes public key of who signed,
            4 bytes length, that many bytes of JSON, zeros up to the next whole step

Nothing outside tells who wrote it or for whom. The signature covers the receiver's key, so that a
receiver cannot hand the file on as if it had been meant for somebody else. The length of what is
inside shows only in steps of `STEP` bytes.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from outreach_app.neighbours import refusing
from outreach_app.neighbours.spoken import tidy

MAGIC: Final = b"SEALED01"
LIMIT: Final = 4 * 1024 * 1024
STEP: Final = 4096
KINDS: Final = ("case", "facts", "recall", "query", "answer")
_CONTEXT: Final = b"outreach-casebook sealed file 1\n"
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_HEAD: Final = len(MAGIC) + 1
_SIGNED: Final = 64 + 32
_DEEPEST: Final = 12
_TEXT_LIMITS: Final = {"reference": 40, "purpose": 200}


@dataclass(frozen=True, slots=True)
class Letter:
    """What a sealed file says: its kind, random reference, last day, purpose and content."""

    kind: str
    reference: str
    made_on: date
    expires_on: date
    purpose: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter, and the public signing key of who wrote it."""

    letter: Letter
    signing: bytes


def seal(
    letter: Letter,
    sealing_public: bytes,
    sealing_for: Ed25519PrivateKey,
    words: str = "",
) -> bytes:
    """Return a letter signed with `sealing_for` and sealed to `sealing_public`.

    With `words` the file opens only for who types them too.
    """
    body = _body(letter)
    inside = len(body).to_bytes(4, "big") + body
    inside += bytes(-len(inside) % STEP)
    head = _head(words)
    signature = sealing_for.sign(_covered(head, sealing_public, inside))
    signer = sealing_for.public_key().public_bytes_raw()
    receiver = X25519PublicKey.from_public_bytes(sealing_public)
    sealed = _SUITE.encrypt(signature + signer + inside, receiver, _info(head, words))
    return head + sealed


def needs_words(data: bytes) -> bool:
    """Tell whether a sealed file opens only with words; raises NotSealed and NewerSeal."""
    if len(data) > LIMIT or len(data) < _HEAD + 32 + _SIGNED:
        raise refusing.NotSealed
    if data[:6] != MAGIC[:6]:
        raise refusing.NotSealed
    if data[:8] != MAGIC:
        raise refusing.NewerSeal if data[6:8].isdigit() else refusing.NotSealed
    if data[8] not in (0, 1):
        raise refusing.NotSealed
    return data[8] == 1


def open_sealed(
    data: bytes, mine: X25519PrivateKey, senders: Collection[bytes], words: str = ""
) -> Opened:
    """Open a sealed file; `senders` are the signing keys of the projects whose cards are here.

    Raises one of `refusing`: NotSealed, NewerSeal, WordsNeeded, NotForUs, UnknownSender,
    NotUnderstood. Whether it has expired is for the caller, who knows the day.
    """
    needed = needs_words(data)
    if needed and not tidy(words):
        raise refusing.WordsNeeded
    head = data[:_HEAD]
    try:
        inner = _SUITE.decrypt(data[_HEAD:], mine, _info(head, words if needed else ""))
    except (InvalidTag, ValueError) as error:
        raise refusing.NotForUs from error
    if len(inner) <= _SIGNED + 4:
        raise refusing.NotUnderstood
    signature, signer, inside = inner[:64], inner[64:_SIGNED], inner[_SIGNED:]
    if signer not in senders:
        raise refusing.UnknownSender
    try:
        public = mine.public_key().public_bytes_raw()
        known = Ed25519PublicKey.from_public_bytes(signer)
        known.verify(signature, _covered(head, public, inside))
    except (InvalidSignature, ValueError) as error:
        raise refusing.NotForUs from error
    return Opened(_letter(inside), signer)


def _head(words: str) -> bytes:
    return MAGIC + bytes([1 if tidy(words) else 0])


def _info(head: bytes, words: str) -> bytes:
    return _CONTEXT + head + sha256(tidy(words).encode()).digest()


def _covered(head: bytes, receiver: bytes, inside: bytes) -> bytes:
    return _CONTEXT + head + receiver + inside


def _body(letter: Letter) -> bytes:
    told = {
        "kind": letter.kind,
        "reference": letter.reference,
        "made_on": letter.made_on.isoformat(),
        "expires_on": letter.expires_on.isoformat(),
        "purpose": letter.purpose,
        "content": letter.content,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _letter(inside: bytes) -> Letter:
    length = int.from_bytes(inside[:4], "big")
    body, rest = inside[4 : 4 + length], inside[4 + length :]
    if len(body) != length or any(rest):
        raise refusing.NotUnderstood
    try:
        told = json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_refuse)
        return _checked(told)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise refusing.NotUnderstood from error


def _checked(told: Any) -> Letter:
    names = {"kind", "reference", "made_on", "expires_on", "purpose", "content"}
    if not isinstance(told, dict) or set(told) != names or told["kind"] not in KINDS:
        raise ValueError
    for name, limit in _TEXT_LIMITS.items():
        if not isinstance(told[name], str) or not 0 < len(told[name]) <= limit:
            raise ValueError
    if not isinstance(told["content"], dict) or _depth(told["content"]) > _DEEPEST:
        raise ValueError
    return Letter(
        told["kind"],
        told["reference"],
        date.fromisoformat(told["made_on"]),
        date.fromisoformat(told["expires_on"]),
        told["purpose"],
        told["content"],
    )


def _depth(value: object) -> int:
    inner: Collection[object] = ()
    if isinstance(value, dict):
        inner = value.values()
    elif isinstance(value, list):
        inner = value
    return 1 + max((_depth(each) for each in inner), default=0)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(name: str) -> Any:
    raise ValueError(name)
