"""Finding a name in a text whatever its capitals and accents, and however these are written."""

import re
import unicodedata
from typing import Final

# Accents written as signs of their own, and signs nobody sees, stand inside a word.
_UNSEEN: Final = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS: Final = f"[\u0300-\u036f{_UNSEEN}]"
WORD: Final = re.compile(rf"[^\W_]+(?:{_MARKS}+[^\W_]*)*")
_NOT_SEEN: Final = re.compile(f"[{_UNSEEN}]")


def fold(word: str) -> str:
    """Return a word as it is compared: compatibility forms, accents and capitals aside."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", _NOT_SEEN.sub("", word)).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def runs(text: str, name: str) -> list[tuple[int, int]]:
    """Return from where to where the words of `name` stand in `text`, one after another."""
    wanted = [fold(each) for each in WORD.findall(name)]
    words = [(fold(each.group()), each.start(), each.end()) for each in WORD.finditer(text)]
    if not wanted:
        return []
    size = len(wanted)
    return [
        (words[at][1], words[at + size - 1][2])
        for at in range(len(words) - size + 1)
        if all(words[at + step][0] == wanted[step] for step in range(size))
    ]
