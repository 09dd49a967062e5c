"""Which names can be spelt nearly like another at all, told by their letters alone.

Comparing a name with fifty thousand others, letter by letter, takes as long as all the rest of a
search. Of each letter is kept which names hold it, one bit a name, so that those which lack too
many of the letters are left out all at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

_SET: Final = "1"


class Letters:
    """The letters and lengths of names, by their places."""

    __slots__ = ("_every", "_holding", "_long")

    def __init__(self, spelt: Sequence[str]) -> None:
        self._every = (1 << len(spelt)) - 1
        size = len(spelt) // 8 + 1
        holding: dict[str, bytearray] = defaultdict(lambda: bytearray(size))
        long: dict[int, bytearray] = defaultdict(lambda: bytearray(size))
        for place, name in enumerate(spelt):
            byte, bit = place >> 3, 1 << (place & 7)
            long[len(name)][byte] |= bit
            for letter in set(name):
                holding[letter][byte] |= bit
        self._holding = {each: int.from_bytes(bits, "little") for each, bits in holding.items()}
        self._long = {each: int.from_bytes(bits, "little") for each, bits in long.items()}

    def near(self, typed: str, least: float) -> list[int]:
        """Return the places of names that may reach `least` of 1 in `fuzz.ratio`; none is left out.

        Of `a` and `b` letters, 2L / (a + b) is reached with L letters in common, in their order. So
        not more than a - L of those typed may be missing.
        """
        a = len(typed)
        lacking: dict[int, int] = {}
        for b in self._long:
            common = max(0, ceil(least * (a + b) / 2 - 1e-9))
            if common <= min(a, b):
                lacking[b] = a - common
        return self._places(typed, lacking)

    def slips(self, typed: str) -> list[int]:
        """Return the places of names that may be one slip of a letter away; none is left out."""
        a = len(typed)
        return self._places(typed, dict.fromkeys((a - 1, a, a + 1), 1))

    def _places(self, typed: str, lacking: dict[int, int]) -> list[int]:
        """Return the places of names of these lengths that lack at most so many of the letters."""
        # Who lacks at most none, one, two … of the letters looked at so far.
        within = [self._every] * (max(lacking.values(), default=0) + 1)
        for letter, times in Counter(typed).items():
            has = self._holding.get(letter, 0)
            for most in range(len(within) - 1, -1, -1):
                kept = within[most] & has
                within[most] = kept | within[most - times] if most >= times else kept
        found = 0
        for length, most in lacking.items():
            found |= within[most] & self._long.get(length, 0)
        return list(_ones(found))


def _ones(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    signs = f"{bits:b}"[::-1]
    at = signs.find(_SET)
    while at >= 0:
        yield at
        at = signs.find(_SET, at + 1)
