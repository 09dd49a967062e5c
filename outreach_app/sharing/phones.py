"""Telephone numbers in a text, however they are written and whatever figures stand beside them."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Final

_DIGITS: Final = 9
# Signs that may stand between two figures of one number: blanks, strokes, dots, brackets, lines.
_BETWEEN: Final = 3
_WORDS: Final = re.compile(r"[^\W\d_]+|[,;/]")
# What stands before the last nine figures of a number here: 0, 07, 44, 44 7, 0044 7, 44 0 7.
_BEFORE: Final = re.compile(r"(?:(?:00)?440?|0)\d?$")


def ends(said: str) -> tuple[str, ...]:
    """Return the last digits of each telephone number in what somebody can be reached by."""
    found = [_end(said), *(_end(each) for each in _WORDS.split(said))]
    return tuple(dict.fromkeys(each for each in found if each))


def places(text: str, known: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Give from where to where a number stands whose last digits are known, with those digits."""
    for run in _runs(text):
        digits = "".join(sign for _, sign in run)
        free = 0
        for stop in range(_DIGITS, len(digits) + 1):
            start = stop - _DIGITS
            if start < free or digits[start:stop] not in known:
                continue
            before = _BEFORE.search(digits[free:start])
            first = run[start - len(before.group()) if before else start][0]
            while first and text[first - 1] in "+(":
                first -= 1
            yield first, run[stop - 1][0] + 1, digits[start:stop]
            free = stop


def _runs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Give figures that may belong together, each with its place, as ordinary figures."""
    run: list[tuple[int, str]] = []
    for place, sign in enumerate(text):
        if not sign.isdecimal():
            continue
        if run and not _near(text[run[-1][0] + 1 : place]):
            yield run
            run = []
        run.append((place, str(unicodedata.decimal(sign))))
    if run:
        yield run


def _near(between: str) -> bool:
    return len(between) <= _BETWEEN and not any(sign.isalpha() for sign in between)


def _end(said: str) -> str:
    digits = "".join(str(unicodedata.decimal(sign)) for sign in said if sign.isdecimal())
    return digits[-_DIGITS:] if len(digits) >= _DIGITS else ""
