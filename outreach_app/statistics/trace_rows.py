"""The rows that stand behind figures: keys of records, which never leave the casebook."""

from typing import NamedTuple, TypeAlias


class Row(NamedTuple):
    """One record that counts: its kind, its key, whose it is, how often or how much it counts.

    Behind a figure that measures, `times` is what this record measures, in the unit of the line.

    `kind` is ``contact``, ``session``, ``person``, ``incident``, ``alert``, ``need``, ``referral``,
    ``case``, ``answer``, ``disclosure``, ``refusal``, ``request``, ``concern``, ``conduct``
    or ``link``.
    """

    kind: str
    id: str
    person: str | None = None
    times: float = 1


# A row and how often it counts in a cell.
Counted: TypeAlias = tuple[Row, float]
# The path of a cell and what counts in it.
Share: TypeAlias = tuple[str, Counted]
