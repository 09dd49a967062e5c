"""Asking whether somebody knows the same plate or number, without showing which.

A plate or number is hashed with HMAC-SHA256 under words both projects agreed on, with a salt of its
own for every question. That alone would not keep the projects' secrets from each other: there are
so few telephone numbers that whoever has the words could try them all. So each hash becomes a point
of Curve25519 and is multiplied with a secret number of the asking project, then with one of the
answering project (Diffie-Hellman private set intersection). Only what went through both can be
compared, and only by who asked; everything else is noise to both.
"""

import hmac
import secrets
from collections.abc import Iterable, Sequence
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from outreach_app.neighbours import refusing
from outreach_app.neighbours.spoken import tidy

POINT: Final = 32
_P: Final = 2**255 - 19
_A: Final = 486662
_CONTEXT: Final = b"outreach-casebook plates and numbers 1\n"


def key_of(words: str, salt: bytes) -> bytes:
    """Return the key for one question from the words agreed on."""
    made = HKDF(algorithm=SHA256(), length=32, salt=salt, info=_CONTEXT)
    return made.derive(tidy(words).encode())


def point_of(key: bytes, token: str) -> bytes:
    """Return the point of the curve that a plate or number stands for under a key.

    Tried until it is one of the curve itself and not of its twist, so that not even that is told.
    """
    attempt = 0
    while True:
        digest = hmac.digest(key, f"{attempt}|{token}".encode(), "sha256")
        u = (int.from_bytes(digest, "little") & (2**255 - 1)) % _P
        square = (u * u * u + _A * u * u + u) % _P
        if u > 1 and pow(square, (_P - 1) // 2, _P) == 1:
            return u.to_bytes(POINT, "little")
        attempt += 1


def new_secret() -> bytes:
    """Return a fresh secret number, for one question or one answer alone."""
    return X25519PrivateKey.generate().private_bytes_raw()


def blind(secret: bytes, points: Iterable[bytes]) -> tuple[bytes, ...]:
    """Multiply points with a secret. Raises NotUnderstood for bytes that are no usable point."""
    mine = X25519PrivateKey.from_private_bytes(secret)
    try:
        return tuple(mine.exchange(X25519PublicKey.from_public_bytes(each)) for each in points)
    except ValueError as error:
        raise refusing.NotUnderstood from error


def padded(points: Sequence[bytes], step: int) -> tuple[bytes, ...]:
    """Return points in no order, filled up with noise so that their number tells only a step."""
    noise = -len(points) % step or (0 if points else step)
    made = [*points, *(random_point() for _ in range(noise))]
    secrets.SystemRandom().shuffle(made)
    return tuple(made)


def random_point() -> bytes:
    """Return a point nobody knows anything about."""
    return X25519PrivateKey.generate().public_key().public_bytes_raw()


def read_points(told: Iterable[str], most: int) -> tuple[bytes, ...]:
    """Return points written as hexadecimal. Raises NotUnderstood."""
    found = []
    for each in told:
        try:
            raw = bytes.fromhex(each)
        except ValueError as error:
            raise refusing.NotUnderstood from error
        if len(raw) != POINT:
            raise refusing.NotUnderstood
        found.append(raw)
    if not 0 < len(found) <= most:
        raise refusing.NotUnderstood
    return tuple(found)
