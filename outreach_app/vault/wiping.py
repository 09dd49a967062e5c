"""Overwriting secrets in memory once they are no longer needed."""

import ctypes
import sys


def wipe(secret: bytearray) -> None:
    """Overwrite `secret` with zeros in place."""
    secret[:] = bytes(len(secret))


def take(secret: bytes) -> bytearray:
    """Move an immutable secret into a bytearray that can be wiped, and blank the original.

    Libraries return keys as `bytes`, which Python offers no way to clear. On CPython the characters
    stand at the end of the object; the caller must hold the only reference and never use it again.
    """
    moved = bytearray(secret)
    if sys.implementation.name == "cpython" and len(secret) > 1:
        offset = bytes.__basicsize__ - 1
        ctypes.memset(id(secret) + offset, 0, len(secret))
    return moved
