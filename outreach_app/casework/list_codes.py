"""Codes of a project's own lists: made from words, never used twice, followed when joined."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from sqlalchemy import select

from models.project import VocabularyCode
from outreach_app.work import Work

OWN_PREFIX: Final = "x_"  # a project's own codes (exchange format, 3.5)
_LONGEST: Final = 30
_STEPS: Final = 50


def new_code(label: str, taken: Collection[str], prefix: str = OWN_PREFIX) -> str:
    """Make a code from the words people use, numbered when it is taken."""
    letters = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[: _LONGEST - len(prefix) - 4].strip("_")
    if not prefix and not stem[:1].isalpha():
        stem = f"a_{stem}" if stem else "own"
    base = f"{prefix}{stem or 'own'}"
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}_{number}"
    return code


def today(work: Work, list_name: str, code: str) -> str:
    """Return the code that stands today for one that was joined with another, else itself."""
    joined = {
        row.code: row.merged_into
        for row in work.session.execute(
            select(VocabularyCode.code, VocabularyCode.merged_into).where(
                VocabularyCode.list_name == list_name, VocabularyCode.merged_into.is_not(None)
            )
        )
    }
    for _ in range(_STEPS):
        if code not in joined:
            break
        code = joined[code]
    return code
