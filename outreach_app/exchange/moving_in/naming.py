"""Who a name is: somebody the casebook has, or somebody new. Proposed here, decided by a person.

Nobody is taken for somebody else before a person said so: not even under the very same name.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from outreach_app.casework.likeness import BEGINS, LEAST, NEAR, Name, compare, ready
from outreach_app.exchange.moving_in.guessing import simple
from outreach_app.exchange.moving_in.matching import AS, NEW, Known, NameChoice
from outreach_app.exchange.moving_in.spreadsheet import Fault, Line, Value
from outreach_app.words import say

_NOBODY: Final = frozenset(
    {
        "anon",
        "anonymous",
        "not named",
        "no name",
        "unknown",
        "not known",
        "n a",
        "none",
        "nk",
        "n k",
    }
)
_WORTH_A_LOOK: Final = 70.0
_LOOKED_AT: Final = 50
_MOST: Final = 4
_MOST_COMPARED: Final = 3000  # names of one sheet: each is compared with all of them


class Said(NamedTuple):
    """Who a name is: a key, `NEW`, `EACH`, `NOBODY` or "", and the name it goes under."""

    choice: str
    name: str


def key(name: str) -> str:
    """Return what two spellings must share to be one name: all but case and the width of blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def new_id(name: str, now: datetime) -> str:
    """Return the id a new person has among the rows of one sheet."""
    digest = hashlib.sha256(f"person\x1f{key(name)}".encode()).hexdigest()
    return f"P{digest[:24]}-{now:%y%m%d%H%M%S}"


def named(value: Value) -> str:
    """Return the name a cell holds, "" where nobody is named."""
    text = "" if isinstance(value, Fault) else str(value).strip()
    words = simple(text)
    nobody = words in _NOBODY if words else text.isascii()
    return "" if nobody else text


def met(lines: Iterable[Line], at: int | None) -> tuple[Mapping[str, str], Counter[str]]:
    """Return how each name in a column is spelt first, and over how many rows it stands."""
    spelt: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for line in lines if at is not None else ():
        name = named(line.values[at]) if at is not None and at < len(line.values) else ""
        if name:
            counts[key(name)] += 1
            spelt.setdefault(key(name), name)
    return spelt, counts


@cache
def _openings() -> tuple[str, ...]:
    return tuple(say("moving_in.nobody.begins").split(";"))


def doubtful(name: str) -> bool:
    """Tell whether a name may be no name: “anon 2”, “3 women”, a row of totals."""
    words = simple(name).split()
    if len(words) > 1 and words[0].removeprefix("x").isdecimal():
        return not any(map(str.isdecimal, words[1:]))
    return bool(words) and words[0] in _openings()


class Namer:
    """Proposes who each name is, from the people the casebook has and the names of the sheet.

    `spelt` says how each name of the sheet is spelt first. `twice` are names that stand over
    several rows of people: somebody has to say whether they are one person.
    """

    def __init__(
        self,
        people: tuple[Known, ...],
        decided: Mapping[str, str],
        spelt: Mapping[str, str],
        twice: Collection[str] = (),
    ) -> None:
        self._people = people
        self._decided = decided
        self._twice = twice
        self._ready = [ready(each.alias) for each in people]
        self._spelt = [each.plain for each in self._ready]
        self._heard: dict[str, list[int]] = {}
        self._exact: dict[str, list[Known]] = {}
        for place, each in enumerate(people):
            if self._ready[place].sound:
                self._heard.setdefault(self._ready[place].sound, []).append(place)
            for words in {key(each.alias), key(each.code)}:
                self._exact.setdefault(words, []).append(each)
        self._names = spelt
        self._counts: Counter[str] = Counter()
        self._choices: dict[str, tuple[tuple[Known, ...], str, str]] = {}

    def said(self, name: str) -> Said:
        """Return who a name is; `choice` is "" where somebody has to say."""
        words = key(name)
        self._counts[words] += 1
        if words not in self._choices:
            self._choices[words] = self._propose(words)
        return self._followed(words)

    def _followed(self, words: str) -> Said:
        """Follow “the same as another name of this sheet” to that name."""
        met: set[str] = set()
        while True:
            choice = self._decided.get(words) or self._proposed(words)
            if not choice.startswith(AS) or words in met:
                return Said("" if choice.startswith(AS) else choice, self._names.get(words, ""))
            met.add(words)
            words = choice.removeprefix(AS)

    def _proposed(self, words: str) -> str:
        found = self._choices.get(words)
        return found[1] if found else NEW

    def _propose(self, words: str) -> tuple[tuple[Known, ...], str, str]:
        """Return who it may be, what holds while nobody says, and what stands there at first."""
        same = tuple({each.key: each for each in self._exact.get(words, ())}.values())
        near = same or self._near(words)
        if same:
            return near, "", same[0].key if len(same) == 1 else ""
        if words in self._twice or doubtful(words):
            return near, "", ""
        return near, NEW, NEW

    def _near(self, words: str) -> tuple[Known, ...]:
        wanted = ready(words)
        places = set(self._heard.get(wanted.sound, ()) if wanted.sound else ())
        if len(wanted.plain) >= LEAST:
            places.update(
                at for _, _, at in process.extract(
                    wanted.plain, self._spelt, scorer=fuzz.ratio, score_cutoff=_WORTH_A_LOOK,
                    limit=_LOOKED_AT,
                )
            )  # fmt: skip
        weights: dict[str, tuple[float, Known]] = {}
        for at in places:
            alike = compare(wanted, self._ready[at])
            each = self._people[at]
            if alike and alike[1] > weights.get(each.key, (0.0,))[0]:
                weights[each.key] = (alike[1], each)
        found = sorted(weights.values(), key=lambda pair: (-pair[0], pair[1].key))
        return tuple(each for _, each in found[:_MOST])

    def choices(self) -> tuple[NameChoice, ...]:
        """Return every name met, those to be decided first, then those like somebody."""
        also = dict(self._alike_here())
        made = [
            NameChoice(
                self._names[words],
                self._counts[words],
                like,
                self._decided.get(words, choice),
                self._decided.get(words, proposed),
                also.get(words, ()),
            )
            for words, (like, choice, proposed) in self._choices.items()
        ]
        return tuple(
            sorted(made, key=lambda each: (each.choice != "", not each.like, not each.also))
        )

    def _alike_here(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield names of the sheet with names of it they are like, the more frequent ones."""
        words = list(self._choices)
        if len(words) > _MOST_COMPARED:
            return
        made: list[Name] = [ready(each) for each in words]
        spelt = [each.plain for each in made]
        for place, each in enumerate(made):
            if len(each.plain) < LEAST:
                continue
            near = process.extract(
                each.plain, spelt, scorer=fuzz.ratio, score_cutoff=_WORTH_A_LOOK, limit=_LOOKED_AT
            )
            found = [
                words[at]
                for _, _, at in near
                if at != place and self._leads(words[at], words[place]) and _same(each, made[at])
            ]
            if found:
                yield words[place], tuple(self._names[other] for other in found[:_MOST])

    def _leads(self, one: str, other: str) -> bool:
        """Tell which of two names stands for both: the more frequent, else the first in order."""
        return (-self._counts[one], one) < (-self._counts[other], other)


def _same(one: Name, other: Name) -> bool:
    alike = compare(one, other)
    return alike is not None and alike[0] not in {NEAR, BEGINS}
