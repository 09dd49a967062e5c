"""Every page of a casebook's file and log as it is under the encryption, free ones too."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from outreach_app.vault.open_key import OpenKey

PAGE = 4096
# SQLCipher 4 keeps sixteen bytes of IV and sixty-four of HMAC at the end of each page.
RESERVED = 80
_FRAME = 24
_HEADER = 32


def plain_pages(path: Path, key: OpenKey) -> Iterator[bytes]:
    """Decrypt every page that lies in the main file and in the log beside it."""
    raw = bytes(key.database_key())[:32]
    data = path.read_bytes()
    for at in range(0, len(data), PAGE):
        yield _plain(raw, data[at : at + PAGE], first=at == 0)
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes()[_HEADER:] if log.exists() else b""
    for at in range(0, len(frames), PAGE + _FRAME):
        number = int.from_bytes(frames[at : at + 4], "big")
        yield _plain(raw, frames[at + _FRAME : at + _FRAME + PAGE], first=number == 1)


def _plain(raw: bytes, page: bytes, *, first: bool) -> bytes:
    start = 16 if first else 0
    iv = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    opened = Cipher(algorithms.AES(raw), modes.CBC(iv)).decryptor()
    return opened.update(page[start : PAGE - RESERVED]) + opened.finalize()


def found_in(path: Path, key: OpenKey, words: list[str]) -> set[str]:
    """Return which words stand anywhere, in any case of letters."""
    whole = b"\n".join(plain_pages(path, key)).lower()
    return {word for word in words if word.lower().encode() in whole}
