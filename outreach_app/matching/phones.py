"""Telephone numbers as they were said: one number however it is written, or only its end.

The exchange format (9.3) knows equal and not equal: ``07700 900231``, ``+44 7700 900231``,
``0044…`` and ``07700-900-231`` are one number, two digits swapped are another. An end that somebody
remembered is never more than possible. Whether a number was ever given out is not asked: a form
refuses none.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["same", "end"]

_HERE: Final = "44"
# British numbers after the country code; mobiles among them begin with 7.
_OWN_LENGTHS: Final = (9, 10)
_OWN_LENGTH: Final = 10
_LEAST_SAME: Final = 6
_LEAST_END: Final = 4
_SEVERAL: Final = re.compile(r"[,;/|&]|\bor\b|\band\b")
# "last 4", "ends in", "final three digits": words and a number that is no part of the number.
_END_SAID: Final = re.compile(
    r"\b(?:last|final)\s+(?:\d|two|three|four|five|six)\b(?:\s*digits?)?|\bend(?:s|ing)?\b"
)
_EXTENSION: Final = re.compile(r"\b(?:ext|extension)\b.*$")
_TRUNK: Final = re.compile(r"\(\s*0\s*\)")
_GAPS: Final = re.compile(r"(?<=[\d?])[x*#_](?=[\dx*#_?]|$)|(?<![a-z])[x*#_](?=[\d?])")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number: `digits` with country code where that is known; ``?`` for a digit not heard.

    `ending`: only the end of it is known. `local`: it was said without the code of its town.
    """

    digits: str
    ending: bool = False
    local: bool = False

    @property
    def whole(self) -> bool:
        """Tell whether every digit is there and known."""
        return not (self.ending or self.local) and "?" not in self.digits


def read(said: str | None) -> tuple[Phone, ...]:
    """Read what was said; several numbers may stand in one line, or none."""
    text = unicodedata.normalize("NFKC", said or "").casefold()
    return tuple(dict.fromkeys(_each(_EXTENSION.sub("", text))))


def compare(one: Phone, other: Phone) -> Kind | None:
    """Tell whether two numbers are the same, or end alike as far as is known."""
    if one.whole and other.whole:
        return "same" if one.digits == other.digits else None
    if one.local and other.local and one.digits == other.digits:
        return "same"
    known = 0
    for a, b in zip(reversed(one.digits), reversed(other.digits), strict=False):
        if "?" in (a, b):
            continue
        if a != b:
            return None
        known += 1
    begun = one.ending or other.ending or one.local or other.local
    if not begun and len(one.digits) != len(other.digits):
        return None
    return "end" if known >= _LEAST_END else None


def _each(text: str) -> Iterator[Phone]:
    for part in _SEVERAL.split(text):
        ending = bool(_END_SAID.search(part)) or part.strip().startswith(("...", "*", "?"))
        plain = _TRUNK.sub("", _END_SAID.sub(" ", part))
        plain = _GAPS.sub("?", _GAPS.sub("?", plain))
        abroad = plain.strip().startswith("+")
        digits = "".join(each for each in plain if each in "0123456789?").lstrip("?")
        found = _number(digits, abroad=abroad, ending=ending)
        if found is not None:
            yield found


def _number(digits: str, *, abroad: bool, ending: bool) -> Phone | None:
    known = len(digits.replace("?", ""))
    if known < _LEAST_END:
        return None
    if ending or known < _LEAST_SAME:
        return Phone(digits, ending=True)
    if digits.startswith("00"):
        digits, abroad = digits[2:], True
    if not abroad and digits.startswith("0"):
        return Phone(_HERE + digits[1:])
    if not abroad and len(digits) == _OWN_LENGTH and digits.startswith("7"):
        return Phone(_HERE + digits)
    if digits.startswith(_HERE):
        own = digits[len(_HERE) :].removeprefix("0")
        if abroad or len(own) in _OWN_LENGTHS:
            return Phone(_HERE + own)
    return Phone(digits, local=not abroad and len(digits) < _OWN_LENGTH)
