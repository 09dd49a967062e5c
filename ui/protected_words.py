"""Kinds of concern in words that guess nobody's sex; the lists keep their own labels."""

from collections.abc import Iterable
from typing import Final

from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import saying

_IN_DAYS: Final = 72


def kind(lists: Vocabulary, name: str, code: str) -> str:
    """Return what a kind of concern is called, from list `name`."""
    key = f"protection.kind.{code}"
    return say(key) if known(key) else lists[name].label(code)


def kinds(lists: Vocabulary, name: str, codes: Iterable[str]) -> str:
    """Return several kinds in one line."""
    return saying.together(kind(lists, name, code) for code in codes)


def unanswered(key: str, hours: int) -> str:
    """Say how long there is no answer: in whole days once it is more than two."""
    if hours < _IN_DAYS:
        return say(key, count=hours)
    return say(f"{key}_days", count=hours // 24)


def choices(lists: Vocabulary, name: str) -> list[tuple[str, str]]:
    """Return what can be chosen from a list, code and words."""
    return [(entry.code, kind(lists, name, entry.code)) for entry in lists[name].choices()]
