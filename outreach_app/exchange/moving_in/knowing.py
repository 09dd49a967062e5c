"""Knowing a row again that came in before: by all it says, and by what of it was taken.

Either is enough. The first holds when the same file is matched differently, the second when a
column nobody asked for was written into meanwhile, or the file was saved as another kind.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from outreach_app.exchange.moving_in import dates, numbers
from outreach_app.exchange.moving_in.dates import Order
from outreach_app.exchange.moving_in.guessing import simple
from outreach_app.exchange.moving_in.spreadsheet import Line, Value
from outreach_app.exchange.moving_in.targets import Kind, Target

_MARK: Final = "M"
_LETTERS: Final = 18
_BETWEEN: Final = "\x1f"


class Rows:
    """Makes the ids of the rows of one sheet, in their order; `taken` are ids the casebook has."""

    def __init__(self, kind: Kind, headings: Sequence[str], taken: Iterable[str]) -> None:
        self._kind = kind
        self._headings = [simple(heading) for heading in headings]
        self._met: Counter[str] = Counter()
        self._plain_words: dict[Value, str] = {}  # most cells say what another said
        self._taken = {
            part for id_ in taken if id_.startswith(_MARK) for part in id_[1:].split("-")
        }

    def id(
        self, line: Line, columns: Mapping[str, int], fields: Mapping[str, Target], order: Order
    ) -> tuple[str, bool]:
        """Return the id of the next row, and whether it came in before."""
        said = (
            f"{heading}={self._written(value)}"
            for heading, value in zip(self._headings, line.values, strict=False)
            if value != ""
        )
        taken = (
            f"{name}={self._plain(line.values[at], fields[name], order)}"
            for name, at in sorted(columns.items())
            if at < len(line.values) and name in fields
        )
        parts = [self._digest("all", *said), self._digest("taken", *taken)]
        return _MARK + "-".join(parts), not self._taken.isdisjoint(parts)

    def _digest(self, *words: str) -> str:
        """Write words short; rows that say the same are told apart by their order."""
        text = _BETWEEN.join((self._kind, *words))
        self._met[text] += 1
        counted = f"{text}{_BETWEEN}{self._met[text]}"
        return hashlib.sha256(counted.encode()).hexdigest()[:_LETTERS]

    def _plain(self, value: Value, field: Target, order: Order) -> str:
        """Write what a cell means, the same however it is spelt or saved."""
        if field.sort == "day" and (day := dates.day_of(value, order)):
            return f"{day.day} {day.precision} {day.minutes or ''}"
        if field.sort == "time" and (at := dates.minutes_of(value)) is not None:
            return str(at)
        return "" if dates.unknown(value) else self._written(value)

    def _written(self, value: Value) -> str:
        if value is True or value is False:  # as keys they would be 1 and 0
            return str(value)
        found = self._plain_words.get(value)
        if found is None:
            text = numbers.as_text(value)
            found = self._plain_words[value] = simple(text) or text
        return found
