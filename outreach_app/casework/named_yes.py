"""For whom a yes is that names somebody: one rule for papers and for referrals (format, 4.7).

A yes that names nobody is meant for every reader of its scope, a yes that names some for those
alone; several names are parted by ``;``. It also ends an older yes that named nobody, but not one
that named somebody else.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

GIVEN: Final = "given"


def meant_for(rows: Sequence[Any], names: Collection[str], holds: Callable[[Any], bool]) -> bool:
    """Tell whether the yes in force, the last of `rows`, is for a reader known by these names.

    Each row has `state` and `named_recipient`; `holds` tells whether an older yes still stands.
    """
    last = rows[-1]
    if not last.named_recipient or is_among(names, last.named_recipient):
        return True
    for row in reversed(rows):
        if row.state != GIVEN:
            return False
        if is_among(names, row.named_recipient):
            return holds(row)
    return False


def is_among(names: Collection[str], recipients: str | None) -> bool:
    """Tell whether one of these names is one of those of an answer."""
    wanted = {_plain(each) for each in names} - {""}
    return not wanted.isdisjoint(_plain(each) for each in (recipients or "").split(";"))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
