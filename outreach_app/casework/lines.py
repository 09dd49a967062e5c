"""Many short texts in one long one, so that all of them are looked through at a stroke.

Asking fifty thousand names one after the other takes ten milliseconds; looking through one text of
them, with each on a line of its own, takes less than one.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

_END: Final = "\n"
# Stands for a line break inside a text. Nobody can type one in a line, so that it is never met.
_BREAK: Final = "\r"


class Lines:
    """Texts by their numbers; each question yields the numbers it fits, in their order.

    What is asked for is never empty and holds no line break.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [text.replace(_END, _BREAK) for text in texts]
        starts, at = array("L"), 1
        for line in lines:
            starts.append(at)
            at += len(line) + 1
        self._text = _END + "".join(f"{line}{_END}" for line in lines)
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> str:
        start = self._starts[number]
        return self._text[start : self._text.index(_END, start)]

    def holding(self, part: str) -> Iterator[int]:
        """Yield the texts that hold `part` anywhere."""
        return self._found(part, 0)

    def beginning(self, part: str) -> Iterator[int]:
        """Yield the texts that begin with `part`."""
        return self._found(f"{_END}{part}", 1)

    def ending(self, part: str) -> Iterator[int]:
        """Yield the texts that end with `part`."""
        return self._found(f"{part}{_END}", 0)

    def being(self, whole: str) -> Iterator[int]:
        """Yield the texts that are `whole`."""
        return self._found(f"{_END}{whole}{_END}", 1)

    def fitting(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """Yield the texts in which `pattern` is found, which must match no line break."""
        last = -1
        for fit in pattern.finditer(self._text):
            number = bisect_right(self._starts, fit.start()) - 1
            if number != last:
                last = number
                yield number

    def _found(self, part: str, ahead: int) -> Iterator[int]:
        """Yield the texts where `part` is met, that begins so many signs before the text does."""
        find, starts = self._text.find, self._starts
        at = find(part)
        while at >= 0:
            number = bisect_right(starts, at + ahead) - 1
            yield number
            if number + 1 == len(starts):
                return
            at = find(part, starts[number + 1] - 1)
