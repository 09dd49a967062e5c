"""Needs in everyday words, where the labels of the lists are long or not what people say."""

from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say


def name(lists: Vocabulary, category: str) -> str:
    """Return the everyday name of a need: "Somewhere to live"."""
    key = f"needs.short.{category}"
    return say(key) if known(key) else lists["need_category"].label(category)


def status(lists: Vocabulary, code: str) -> str:
    """Say where a need stands, to go on in a line: "being worked on"."""
    key = f"needs.status.{code}"
    return say(key) if known(key) else lists["need_status"].label(code).lower()
