"""Bytes as words that can be read out on the telephone and typed in by whoever listens.

The words are those of the shipped list for passphrases. A fingerprint is the number that the bytes
are, written with the words as digits, so the list is part of the format: a changed list would show
other words for the same card (a test holds it fast).
"""

import secrets
from typing import Final

from outreach_app.vault.passphrases import wordlist

# Eight words of 1397 are 83 bits: nobody makes another key with the same ones.
FINGERPRINT: Final = 8
# Beside the seal itself: what stops a file that was carried to the wrong desk of the right project.
PHRASE: Final = 4
SHARED: Final = 8


def words_of(digest: bytes, count: int = FINGERPRINT) -> tuple[str, ...]:
    """Return `count` words for a digest; the same digest gives the same words everywhere."""
    every = wordlist()
    number, found = int.from_bytes(digest, "big"), []
    for _ in range(count):
        number, place = divmod(number, len(every))
        found.append(every[place])
    return tuple(found)


def new_words(count: int = PHRASE) -> str:
    """Return fresh random words, with blanks between them."""
    every = wordlist()
    return " ".join(secrets.choice(every) for _ in range(count))


def tidy(typed: str) -> str:
    """Return typed words as they are compared: small, one blank between them, no commas."""
    plain = "".join(sign if sign.isalpha() else " " for sign in typed.casefold())
    return " ".join(plain.split())
