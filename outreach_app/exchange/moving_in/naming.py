"""Who a name is: somebody the casebook has, or somebody new. Proposed here, decided by a person."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from rapidfuzz import fuzz, process

from outreach_app.exchange.moving_in.guessing import simple
from outreach_app.exchange.moving_in.matching import NEW, Known, NameChoice
from outreach_app.exchange.moving_in.spreadsheet import Value

_NOBODY: Final = frozenset(
    {"", "anon", "anonymous", "not named", "no name", "unknown", "not known", "n a", "none", "nk"}
)
_LIKE: Final = 88
_MOST: Final = 4


def named(value: Value) -> str:
    """Return the name a cell holds, "" where nobody is named."""
    text = str(value).strip()
    return "" if simple(text) in _NOBODY else text


class Namer:
    """Proposes who each name is, from the people the casebook has."""

    def __init__(self, people: tuple[Known, ...], decided: Mapping[str, str]) -> None:
        self._people = people
        self._decided = decided
        self._aliases = [simple(each.alias) for each in people]
        self._exact: dict[str, list[Known]] = {}
        for each in people:
            for words in {simple(each.alias), simple(each.code)}:
                self._exact.setdefault(words, []).append(each)
        self._names: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._choices: dict[str, tuple[tuple[Known, ...], str]] = {}

    def choice(self, name: str) -> str:
        """Return who a name is: a key, `NEW`, `EACH`, or "" where somebody has to say."""
        words = simple(name)
        self._names.setdefault(words, name)
        self._counts[words] += 1
        if words not in self._choices:
            self._choices[words] = self._propose(words)
        return self._choices[words][1]

    def _propose(self, words: str) -> tuple[tuple[Known, ...], str]:
        same = tuple(self._exact.get(words, ()))
        near = same or self._near(words)
        decided = self._decided.get(words)
        if decided is not None:
            return near, decided
        if len(same) == 1:
            return near, same[0].key
        return near, "" if same else NEW

    def _near(self, words: str) -> tuple[Known, ...]:
        found = process.extract(
            words, self._aliases, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_MOST
        )
        return tuple(self._people[place] for _, _, place in found)

    def choices(self) -> tuple[NameChoice, ...]:
        """Return every name met, those to be decided first, then those like somebody known."""
        made = [
            NameChoice(self._names[words], self._counts[words], like, choice)
            for words, (like, choice) in self._choices.items()
        ]
        return tuple(sorted(made, key=lambda each: (each.choice != "", not each.like)))
