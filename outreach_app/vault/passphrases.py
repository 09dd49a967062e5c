"""What a passphrase must be, and a suggestion for people who would rather not invent one."""

import secrets
from functools import cache
from typing import Final

from outreach_app import paths
from outreach_app.errors import Problem
from outreach_app.vault.kdf import tidy_name, tidy_passphrase
from outreach_app.vault.recovery import is_code

LEAST_CHARACTERS: Final = 14
LEAST_WORDS: Final = 5
WORD_LETTERS: Final = 2  # "a a a a a" is not five words
LEAST_DIFFERENT: Final = 6
FIELD: Final = "passphrase"
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
)


def check_passphrase(passphrase: str, name: str = "") -> tuple[Problem, ...]:
    """Return what keeps `passphrase` from being used, nothing when it will do.

    The rule: 14 characters or five words, and not one of the usual ones. No forced digits and no
    forced change, which make people write it on the screen (NIST SP 800-63B, 5.1.1.2).
    """
    text = tidy_passphrase(passphrase)
    words = [word for word in text.split() if len(word) >= WORD_LETTERS]
    if len(text) < LEAST_CHARACTERS and len(words) < LEAST_WORDS:
        return (_problem("passphrase_short", characters=LEAST_CHARACTERS, words=LEAST_WORDS),)
    if is_code(text):
        return (_problem("passphrase_is_code"),)
    core = _core(text)
    if len(set(text.casefold())) < LEAST_DIFFERENT or _is_common(core):
        return (_problem("passphrase_common"),)
    if name and _core(tidy_name(name)) == core:
        return (_problem("passphrase_is_name"),)
    return ()


def suggest_passphrase(count: int = LEAST_WORDS) -> str:
    """Return `count` different words drawn at random from the shipped list, with blanks."""
    return " ".join(secrets.SystemRandom().sample(wordlist(), count))


@cache
def wordlist() -> tuple[str, ...]:
    """Return the words suggestions are made of."""
    return _lines("passphrase_words")


@cache
def _common() -> frozenset[str]:
    return frozenset(_core(line) for line in _lines("common_passphrases"))


def _lines(name: str) -> tuple[str, ...]:
    text = paths.resource(f"vocabulary/{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _problem(code: str, **data: object) -> Problem:
    return Problem(FIELD, code, data)


def _core(text: str) -> str:
    """Return what is left without blanks, signs, digits at the ends, and repetition."""
    plain = "".join(sign for sign in text.casefold() if sign.isalnum())
    plain = plain.strip("0123456789") or plain
    for length in range(1, len(plain) // 2 + 1):
        unit = plain[:length]
        if unit * (len(plain) // length) == plain:
            return unit
    return plain


def _is_common(core: str) -> bool:
    runs = (row * 2 for row in _ROWS)
    return core in _common() or any(core in run or core in run[::-1] for run in runs)
