"""The van-night line: one contact in a few letters, ``@mar k r8``, in any order.

Nothing here reads or writes the casebook. What is not understood is named and nothing is guessed,
so that a line can be saved only when every sign of it was understood.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

MOST_OF_ONE: Final = 100_000
MOST_PEOPLE: Final = 200
# These begin something and can be no letter of a project.
NAMED, SEVERAL, AREA, NOTE, HARM = "@", "*", "/", '"', "!"

# A letter with a number, perhaps followed at once by the next one, or the sign for harm.
_ELEMENT: Final = re.compile(r"(?P<letter>[a-z])(?P<number>[0-9]{0,9})|(?P<harm>!)")
_MORE_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody or some area that may be meant; `names` are tried besides the key itself."""

    key: str
    label: str
    names: tuple[str, ...] = ()


# Whoever may be meant by the beginning of a name, all of them when it is empty.
Finder = Callable[[str], Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class Letters:
    """The project's letters: `items` to one item each, `packs` to the items of a pack."""

    items: Mapping[str, str]
    packs: Mapping[str, Mapping[str, int]]
    returned: str = "r"
    brief: str = "b"

    def every(self) -> tuple[str, ...]:
        """Return every letter in use, packs first; one that stands twice is there twice."""
        return (*self.packs, *self.items, self.returned, self.brief)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part that was not understood; with `choices` it may mean one of several."""

    part: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says. `people` counts the unnamed; `person` and `area` are keys of a choice."""

    person: Choice | None = None
    people: int = 1
    area: Choice | None = None
    brief: bool = False
    supplies: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    returns: int = 0
    note: str = ""
    harm: bool = False
    doubts: tuple[Doubt, ...] = ()
    empty: bool = False

    @property
    def understood(self) -> bool:
        """Tell whether the line may be saved: it says something and nothing in it is in doubt."""
        return not self.doubts and not self.empty


def parse(text: str, letters: Letters, areas: Finder, people: Finder) -> Line:
    """Read a line. Numbers add up: ``k c5`` is a pack and five more."""
    typed, _, rest = text.partition(NOTE)
    reading = _Reading(letters, areas, people)
    for part in typed.split():
        reading.take(part)
    return reading.line(rest.strip(), empty=not typed.strip() and not rest.strip())


class _Reading:
    """What was understood so far."""

    def __init__(self, letters: Letters, areas: Finder, people: Finder) -> None:
        self._letters = letters
        self._areas = areas
        self._people = people
        self._given: Counter[str] = Counter()
        self._returns = 0
        self._person: Choice | None = None
        self._area: Choice | None = None
        self._several: int | None = None
        self._brief = self._harm = False
        self._doubts: list[Doubt] = []

    def take(self, part: str) -> None:
        if part[0] == NAMED:
            self._person = self._one(part, self._people, self._person) or self._person
        elif part[0] == AREA:
            self._area = self._one(part, self._areas, self._area) or self._area
        elif part[0] == SEVERAL:
            self._take_several(part)
        elif not self._take_letters(part.lower()):
            self._doubts.append(Doubt(part))

    def line(self, note: str, *, empty: bool) -> Line:
        if self._person is not None and self._several is not None:
            self._doubts.append(Doubt(f"{SEVERAL}{self._several}"))
        return Line(
            person=self._person,
            people=self._several or 1,
            area=self._area,
            brief=self._brief,
            supplies=MappingProxyType(dict(self._given)),
            returns=self._returns,
            note=note,
            harm=self._harm,
            doubts=tuple(self._doubts),
            empty=empty,
        )

    def _one(self, part: str, finder: Finder, before: Choice | None) -> Choice | None:
        """Return what is meant by the only choice there is; said twice, it is in doubt."""
        found = best(part[1:], finder(part[1:])) if len(part) > 1 else ()
        if len(found) != 1 or before is not None:
            self._doubts.append(Doubt(part, found if before is None else ()))
            return None
        return found[0]

    def _take_several(self, part: str) -> None:
        number = part[1:]
        plain = number.isascii() and number.isdigit() and len(number) <= _MORE_DIGITS
        if not plain or not 1 <= int(number) <= MOST_PEOPLE or self._several is not None:
            self._doubts.append(Doubt(part))
        else:
            self._several = int(number)

    def _take_letters(self, part: str) -> bool:
        """Take all of a part or nothing of it."""
        found = []
        place = 0
        while place < len(part):
            match = _ELEMENT.match(part, place)
            if match is None or not self._may_stand(match, part[match.end() :]):
                return False
            found.append(match)
            place = match.end()
        given, returns = self._added(found)
        if returns > MOST_OF_ONE or any(number > MOST_OF_ONE for number in given.values()):
            return False
        self._given, self._returns = given, returns
        self._brief |= any(match["letter"] == self._letters.brief for match in found)
        self._harm |= any(match["harm"] for match in found)
        return True

    def _may_stand(self, match: re.Match[str], behind: str) -> bool:
        """Tell whether this is something; what has no number stands alone or at the end."""
        if match["harm"]:
            return True
        letter, number = match["letter"], match["number"]
        if letter not in self._letters.every():
            return False
        if number:
            return letter != self._letters.brief and 1 <= int(number) <= MOST_OF_ONE
        return letter != self._letters.returned and (not behind or behind[0] == HARM)

    def _added(self, found: Sequence[re.Match[str]]) -> tuple[Counter[str], int]:
        given, returns = Counter(self._given), self._returns
        for match in found:
            letter, number = match["letter"], int(match["number"] or 1)
            if letter in self._letters.packs:
                for item, count in self._letters.packs[letter].items():
                    given[item] += count * number
            elif letter in self._letters.items:
                given[self._letters.items[letter]] += number
            elif letter is not None and letter == self._letters.returned:
                returns += number
        return given, returns


def best(typed: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return what `typed` may mean: the one of exactly that key, else of that name, else all."""
    wanted = plain(typed)
    exact = tuple(choice for choice in choices if plain(choice.key) == wanted)
    named = tuple(c for c in choices if wanted in map(plain, (c.label, *c.names)))
    begins = tuple(
        c for c in choices if any(plain(n).startswith(wanted) for n in (c.key, c.label, *c.names))
    )
    return exact[:1] or named or begins


def plain(name: str) -> str:
    """Return a name as it is compared: no case, no blanks."""
    return "".join(name.split()).casefold()


def among(choices: Sequence[Choice]) -> Finder:
    """Return a finder over choices that are all at hand."""
    return lambda _: choices


def render(line: Line, letters: Letters) -> str:
    """Write a line as it would be typed; items without a letter of their own are left out."""
    parts = []
    if line.person is not None:
        parts.append(f"{NAMED}{line.person.key}")
    elif line.people != 1:
        parts.append(f"{SEVERAL}{line.people}")
    if line.area is not None:
        parts.append(f"{AREA}{line.area.key}")
    letter_of = {item: letter for letter, item in reversed(tuple(letters.items.items()))}
    parts += [
        f"{letter_of[item]}{number}" for item, number in line.supplies.items() if item in letter_of
    ]
    if line.returns:
        parts.append(f"{letters.returned}{line.returns}")
    if line.brief:
        parts.append(letters.brief)
    if line.harm:
        parts.append(HARM)
    if line.note:
        parts.append(f"{NOTE}{line.note}")
    return " ".join(parts) or ("" if line.empty else f"{SEVERAL}1")


def again(line: Line) -> Line:
    """Return the same for the next one: who it was, the note and the harm are never repeated."""
    return Line(
        people=line.people if line.person is None else 1,
        area=line.area,
        brief=line.brief,
        supplies=line.supplies,
        returns=0,
    )
