"""Registrations place by place: which of ten thousand have nothing against one of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Final

from outreach_app.matching.plates import Plate

_GAP: Final = "?"
_LONGEST: Final = 20
_LEAST: Final = 2


@dataclass(slots=True)
class PlateIndex:
    """For each place and character the descriptions that have it there, a bit for each.

    `open_at[n]` are those whose beginning is no longer than n and may go on; `odd` those with an
    end after an unknown run, which are looked at every time.
    """

    at: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    gap: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    closed: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    opened: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    odd: int = 0

    def add(self, plate: Plate, number: int) -> None:
        """Put in the registration of a description."""
        bit = 1 << number
        if plate.tails:
            self.odd |= bit
            return
        for place, letter in enumerate(plate.heads):
            if letter == _GAP:
                self.gap[place] |= bit
            else:
                self.at[(place, letter)] |= bit
        length = len(plate.heads)
        if plate.tail is None:
            self.closed[length] |= bit
            return
        self.opened[length] |= bit
        for place in range(length, _LONGEST):
            self.gap[place] |= bit

    def candidates(self, plate: Plate) -> int:
        """Return which have no place against it, or two neighbours the other way round."""
        heads = plate.heads
        if plate.tails:
            return self.odd | reduce(or_, (*self.closed.values(), *self.opened.values()), 0)
        if sum(letter != _GAP for letter in heads) < _LEAST:
            return self.odd
        start = self._fitting(plate)
        masks = [
            (self.at[(place, letter)] | self.gap[place]) if letter != _GAP else start
            for place, letter in enumerate(heads)
        ]
        # What fits before each place and after it, so that a swap costs two additions.
        before = [start]
        for mask in masks:
            before.append(before[-1] & mask)
        after = start
        found = before[-1]
        for place in range(len(heads) - 2, -1, -1):
            one, two = heads[place], heads[place + 1]
            if one != two and _GAP not in (one, two):
                turned = self.at[(place, two)] & self.at[(place + 1, one)]
                found |= before[place] & turned & after
            after &= masks[place + 1]
        return found | self.odd

    def _fitting(self, plate: Plate) -> int:
        """Return which can be of the same length."""
        length = len(plate.heads)
        if plate.tail is not None:
            longer = (mask for size, mask in self.closed.items() if size >= length)
            return reduce(or_, (*longer, *self.opened.values()), 0)
        begun = (mask for size, mask in self.opened.items() if size <= length)
        return reduce(or_, begun, self.closed[length])
