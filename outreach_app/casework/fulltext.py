"""Asking the word index inside the file; what it finds is not yet fit to be shown to anybody."""

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import text

from models.finding import ACCOUNTS, NAMES, NOTES
from outreach_app.work import Work

# So many of the newest are looked at: more letters make fewer of them.
_LOOKED_AT: Final = 300
EVERY: Final = -1
_WORD: Final = re.compile(r"[^\W_]+")
_ASK: Final = {
    index: text(
        f"SELECT e.kind, e.key FROM (SELECT rowid AS number FROM {index}"  # noqa: S608 - our own names
        f" WHERE {index} MATCH :wanted ORDER BY rowid DESC LIMIT :most) AS f"
        " JOIN find_entries AS e ON e.number = f.number ORDER BY f.number DESC"
    )
    for index in (NAMES, NOTES, ACCOUNTS)
}


def letters(typed: str) -> int:
    """Return how many letters and digits were typed."""
    return sum(map(len, _WORD.findall(typed)))


def expression(typed: str) -> str:
    """Return what asks the index for all words typed, each of them perhaps only begun; "" for none.

    Nothing that was typed can be read as a command of the index: only letters and digits go in.
    """
    return " AND ".join(f'"{word}"*' for word in _WORD.findall(typed))


def matches(
    work: Work, index: str, typed: str, most: int = _LOOKED_AT
) -> Sequence[tuple[str, str]]:
    """Return (kind, key) of what holds all words typed, the newest first; `EVERY` for all of it."""
    wanted = expression(typed)
    if not wanted:
        return ()
    rows = work.session.execute(_ASK[index], {"wanted": wanted, "most": most})
    return [(row.kind, row.key) for row in rows]


def named(work: Work, typed: str) -> dict[str, tuple[str, ...]]:
    """Return the keys of persons and of other names that hold all words typed, accents aside."""
    found: dict[str, tuple[str, ...]] = {"person": (), "alias": ()}
    for kind, key in matches(work, NAMES, typed):
        if kind in found:
            found[kind] = (*found[kind], key)
    return found
