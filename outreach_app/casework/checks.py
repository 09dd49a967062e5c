"""Questions every check asks: is it there, is it one of the choices, does it fit."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from unicodedata import category

from outreach_app.errors import CheckFailed, Problem
from outreach_app.vocabulary import Vocabulary

# Entered later than this, an entry asks why (report-lines.md, rule 4).
LATE_AFTER: Final = timedelta(hours=72)
ALIAS_LIMIT: Final = 80
NOTE_LIMIT: Final = 20_000
# Control characters and halves of a surrogate pair.
_UNKEPT: Final = frozenset({"Cc", "Cs"})


def one_of(lists: Vocabulary, name: str, field: str, code: str | None) -> list[Problem]:
    """Find a code that is not in its list; none given is no problem."""
    if code is None or code in lists[name]:
        return []
    return [Problem(field, "unknown_code", {"value": code})]


def all_of(lists: Vocabulary, name: str, field: str, codes: Iterable[str]) -> list[Problem]:
    """Find codes that are not in their list."""
    return [problem for code in codes for problem in one_of(lists, name, field, code)]


def text(field: str, value: str | None, limit: int, *, needed: bool = False) -> list[Problem]:
    """Find a text that is missing though needed, too long, or with signs that cannot be kept.

    Only notes, the texts of `NOTE_LIMIT`, may hold line breaks and tabs (exchange format, 3.1).
    """
    if value is None or not value.strip():
        return [Problem(field, "required")] if needed else []
    if len(value) > limit:
        return [Problem(field, "too_long", {"count": len(value), "limit": limit})]
    allowed = "\n\t" if limit >= NOTE_LIMIT else ""
    if any(category(sign) in _UNKEPT and sign not in allowed for sign in value):
        return [Problem(field, "control_character")]
    return []


def one_word(field: str, value: str) -> list[Problem]:
    """Find an element of a list that holds the sign lists are cut at."""
    return [Problem(field, "semicolon")] if ";" in value else []


def not_later(field: str, moment: datetime, now: datetime) -> list[Problem]:
    """Find a moment that has not come yet."""
    return [Problem(field, "in_the_future")] if moment > now else []


def late(happened: datetime, now: datetime) -> bool:
    """Tell whether an entry made now asks for a late reason."""
    return now - happened > LATE_AFTER


def whole(field: str, value: int, highest: int, lowest: int = 0) -> list[Problem]:
    """Find a number outside its range."""
    if lowest <= value <= highest:
        return []
    return [Problem(field, "out_of_range", {"lowest": lowest, "highest": highest})]


def insist(problems: Iterable[Problem]) -> None:
    """Refuse the draft if anything is to be mended; called inside the transaction."""
    found = tuple(problems)
    if found:
        raise CheckFailed(found)


def clean(value: str | None) -> str | None:
    """Return a typed text without blanks at its ends, or None when nothing is left."""
    return (value or "").strip() or None
