"""Registrations as people remember them: kept as said, doubted softly, never refused."""

import re

from outreach_app.vocabulary import Vocabulary

# Fits anything: it says that other plates are taken too, not that they are usual here.
_ANYTHING = "format_other"


def tidy(said: str) -> str:
    """Return a registration without blanks and hyphens, in capitals, for comparing only."""
    return re.sub(r"[\s\-.]", "", said).upper()


def looks_usual(said: str, lists: Vocabulary) -> bool:
    """Tell whether a registration fits a UK pattern of the list ``plate_rule``.

    With a ``?`` or ``*`` for what was not seen nothing can be doubted; neither can an empty one.
    """
    plate = tidy(said)
    if not plate or "?" in plate or "*" in plate:
        return True
    patterns = lists["plate_rule"].map("regex")
    return any(re.search(rule, plate) for code, rule in patterns.items() if code != _ANYTHING)
