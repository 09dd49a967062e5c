"""Finding a name in a text whatever its capitals and accents."""

import re
import unicodedata
from functools import cache
from typing import Final

_TOKEN: Final = re.compile(r"[^\W_]+")


@cache
def fold(word: str) -> str:
    """Return a word as it is compared: compatibility forms, accents and capitals aside."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def runs(text: str, name: str) -> list[tuple[int, int]]:
    """Return from where to where the words of `name` stand in `text`, one after another."""
    wanted = [fold(each) for each in _TOKEN.findall(name)]
    words = [(fold(each.group()), each.start(), each.end()) for each in _TOKEN.finditer(text)]
    if not wanted:
        return []
    size = len(wanted)
    return [
        (words[at][1], words[at + size - 1][2])
        for at in range(len(words) - size + 1)
        if all(words[at + step][0] == wanted[step] for step in range(size))
    ]
