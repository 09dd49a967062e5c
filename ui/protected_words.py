"""Kinds of concern in words that guess nobody's sex; the lists keep their own labels."""

from collections.abc import Iterable

from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import saying


def kind(lists: Vocabulary, name: str, code: str) -> str:
    """Return what a kind of concern is called, from list `name`."""
    key = f"protection.kind.{code}"
    return say(key) if known(key) else lists[name].label(code)


def kinds(lists: Vocabulary, name: str, codes: Iterable[str]) -> str:
    """Return several kinds in one line."""
    return saying.together(kind(lists, name, code) for code in codes)


def choices(lists: Vocabulary, name: str) -> list[tuple[str, str]]:
    """Return what can be chosen from a list, code and words."""
    return [(entry.code, kind(lists, name, entry.code)) for entry in lists[name].choices()]
