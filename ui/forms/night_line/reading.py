"""Reading the line while it is typed, and writing into it what was pressed or typed elsewhere.

There is one truth, the text of the line: a name that is pressed and a number typed into the table
become parts of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from outreach_app.casework import nightline
from outreach_app.casework.nightline import (
    AREA,
    NAMED,
    NOTE,
    SEVERAL,
    Choice,
    Doubt,
    Letters,
    Line,
    best,
)
from outreach_app.vocabulary import Vocabulary
from ui.covering import cover


@dataclass(frozen=True, slots=True)
class Readable:
    """What a line is read with. `usual` are offered before a name is typed, `here` is the area."""

    letters: Letters
    areas: Sequence[Choice]
    people: Sequence[Choice]
    usual: Sequence[Choice]
    lists: Vocabulary
    here: str


class Reading:
    """Reads lines. `new` maps parts such as "@dune" to a new name."""

    def __init__(self) -> None:
        self._with: Readable | None = None
        self.new: dict[str, str] = {}

    def about(self, readable: Readable) -> None:
        """Read with these letters, areas and people from now on."""
        self._with = readable

    @property
    def letters(self) -> Letters:
        """The letters that hold."""
        return self._with.letters if self._with else Letters({}, {})

    def parse(self, text: str) -> Line:
        """Read a line."""
        if self._with is None:
            return Line(empty=not text.strip())
        return nightline.parse(text, self.letters, nightline.among(self._with.areas), self._people)

    def _people(self, typed: str) -> Sequence[Choice]:
        part = f"{NAMED}{typed}"
        if part in self.new:
            return (Choice(typed, self.new[part]),)
        return self._with.people if self._with else ()

    def new_face(self, text: str) -> tuple[str, str] | None:
        """Return the part that names somebody new and what they are to be called, if one does."""
        typed = text.partition(NOTE)[0].split()
        return next(((part, self.new[part]) for part in typed if part in self.new), None)

    def meant(self, part: str) -> tuple[Choice, ...]:
        """Return who or where a part may mean."""
        if self._with is None or len(part) < 2:
            return ()
        table = self._with
        if part[0] == NAMED:
            return best(part[1:], table.people)
        return best(part[1:], table.areas) if part[0] == AREA else ()

    def settled(self, text: str, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """Return the doubts that are not being typed just now: those with a blank behind them."""
        typed, quote, _ = text.partition(NOTE)
        parts = typed.split()
        if quote or not parts or typed.endswith(" "):
            return tuple(doubts)
        last = next((n for n in reversed(range(len(doubts))) if doubts[n].part == parts[-1]), -1)
        return tuple(each for number, each in enumerate(doubts) if number != last)

    def naming(self, text: str, cursor: int) -> str:
        """Return the part with a name or a place that the cursor stands in or just behind."""
        before = text[:cursor]
        if NOTE in before or before.endswith(" "):
            return ""
        start = before.rfind(" ") + 1
        part = text[start:].split(" ", 1)[0]
        return part if part[:1] in (NAMED, AREA) else ""

    # writing into the line

    def ref(self, choice: Choice) -> str:
        """Return how a person is named in a line: by name where that is clear, else by code."""
        name = "".join(choice.label.split())
        people = self._with.people if self._with else ()
        clear = not cover().on and name.isalnum() and best(name, people) == (choice,)
        return f"{NAMED}{name if clear else choice.key}"

    def place(self, choice: Choice) -> str:
        """Return how an area is named in a line."""
        areas = self._with.areas if self._with else ()
        name = "".join(choice.label.split()).lower()
        short = next((name[:n] for n in (2, 3, 4) if best(name[:n], areas) == (choice,)), "")
        return f"{AREA}{short or choice.key}"

    def with_person(self, text: str, choice: Choice | None) -> str:
        """Return the line with somebody else named, or nobody."""
        typed, quote, rest = text.partition(NOTE)
        parts = [part for part in typed.split() if part[:1] not in (NAMED, SEVERAL)]
        if choice is not None:
            parts.insert(0, self.ref(choice))
        return _joined(parts, quote, rest)

    def with_part(self, text: str, old: str, new: str) -> str:
        """Return the line with one part put in place of another."""
        typed, quote, rest = text.partition(NOTE)
        parts = [new if part == old else part for part in typed.split()]
        return _joined(parts, quote, rest)

    def with_letter(self, text: str, letter: str) -> str:
        """Return the line with a letter more."""
        typed, quote, rest = text.partition(NOTE)
        return _joined([*typed.split(), letter], quote, rest)

    def written(self, line: Line) -> str:
        """Return a line as it would be typed; what is in doubt in it stays as it was typed."""
        if line.empty:
            return ""
        person = line.person
        if person is not None and f"{NAMED}{person.key}" not in self.new:
            line = replace(line, person=replace(person, key=self.ref(person)[1:]))
        area = line.area
        if area is not None:
            line = replace(line, area=replace(area, key=self.place(area)[1:]))
        note = line.note
        typed = nightline.render(replace(line, note="", doubts=()), self.letters)
        parts = [*typed.split(), *(each.part for each in line.doubts)]
        return _joined(parts, NOTE if note else "", note)


def tidy_name(part: str) -> str:
    """Return what somebody new is to be called, from how a line names them."""
    name = part.removeprefix(NAMED)
    return name[:1].upper() + name[1:]


def _joined(parts: Sequence[str], quote: str, rest: str) -> str:
    typed = " ".join(parts)
    if not quote:
        return f"{typed} " if typed else ""
    return f"{typed} {quote}{rest}" if typed else f"{quote}{rest}"
