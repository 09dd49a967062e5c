"""Figures as amounts with a unit that is a type: people are never added, and units never mix.

Somebody met in each of three months is one person, so that adding people over months, settings or
areas says nothing. `Amount[People]` has no sum: mypy refuses it where it is written, and Python
where it runs, with the sentence a reader can be shown. Counting itself works on bare numbers; this
is the only arithmetic outside it. Source: report lines, part 1, rule 6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, Generic, Never, TypeVar

from outreach_app.errors import Refused
from outreach_app.statistics import registry
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.periods import Period
from outreach_app.words import say


class Unit:
    """What is counted."""


class Events(Unit):
    """What happened at one moment each, so that two periods without a common day add up."""


class People(Unit):
    """Different people: never added."""


class Cases(Unit):
    """Pieces of casework open over time: the same one is open in many months, never added."""


class Contacts(Events):
    """Contacts."""


class Incidents(Events):
    """Incidents."""


class Items(Events):
    """Items given or brought back, each in its own unit."""


class Others(Events):
    """Other events: needs found, referrals made, sessions, warnings."""


class NotAdded(Refused):
    """These figures cannot be added; `why` is the sentence that says so."""

    key = "amounts.errors.not_added"


U_co = TypeVar("U_co", bound=Unit, covariant=True)
E = TypeVar("E", bound=Events)

# The unit of a line -> its type. What is not here, middle values and hours of them, has no sum.
_TYPES: Final[Mapping[str, type[Unit]]] = MappingProxyType(
    {
        "people": People,
        "cases": Cases,
        "contacts": Contacts,
        "incidents": Incidents,
        "items": Items,
        **dict.fromkeys(
            (
                *("attempts", "sessions", "alerts", "needs", "referrals", "events", "answers"),
                *("disclosures", "refusals", "concerns", "messages", "requests"),
            ),
            Others,
        ),
    }
)
# Open on a day, whatever the unit: the same ones stand there month after month.
_STANDING: Final = frozenset({"N04_open_at_end", "K04_open_not_seen_60_days"})


@dataclass(frozen=True, slots=True)
class Amount(Generic[U_co]):
    """A count of one line, over the periods it was counted for; `unit` is the line's own word.

    Of itself it has no sum, neither with another nor with a bare number, which `sum` begins with:
    mypy refuses both, and where they run they raise NotAdded.
    """

    key: str
    unit: str
    count: int
    periods: tuple[Period, ...]

    def __add__(self, other: Never) -> object:
        """Refuse."""
        raise NotAdded(why=say("amounts.stays", line=say(f"lines.{self.key}.label")))

    def __radd__(self, other: Never) -> object:
        """Refuse."""
        raise NotAdded(why=say("amounts.bare"))


@dataclass(frozen=True, slots=True)
class EventAmount(Amount[E]):
    """A count of events, which adds up over periods that share no day."""

    def __add__(self, other: "EventAmount[E]") -> "EventAmount[E]":
        """Add two counts of one line; raises NotAdded where that says nothing."""
        return added((self, other))


def of(figures: Figures, key: str) -> Amount[Any]:
    """Return the one count of a line with its unit; a count of events is an EventAmount.

    Raises NotAdded for a line that is a table, a share, a middle value or withheld.
    """
    line = registry.known()[key]
    value = figures.lines[key]
    kind = _TYPES.get(line.unit)
    if kind is None or isinstance(value, bool) or not isinstance(value, int):
        raise NotAdded(why=say("amounts.no_count", line=say(f"lines.{key}.label")))
    adds_up = issubclass(kind, Events) and key not in _STANDING
    make: type[Amount[Any]] = EventAmount if adds_up else Amount
    return make(key, line.unit, value, (figures.period,))


def people(figures: Figures, key: str) -> Amount[People]:
    """Return a count of people; TypeError for a line that counts anything else."""
    found = of(figures, key)
    if _TYPES[found.unit] is not People:
        msg = f"line {key} counts {found.unit}, not people"
        raise TypeError(msg)
    return found


def events(figures: Figures, key: str) -> EventAmount[Events]:
    """Return a count of events, which adds up; TypeError for what stands open, people, cases."""
    found = of(figures, key)
    if not isinstance(found, EventAmount):
        msg = f"line {key} counts {found.unit}, which never add up over time"
        raise TypeError(msg)
    return found


def added(amounts: Sequence[EventAmount[E]]) -> EventAmount[E]:
    """Add counts of one line over periods that share no day.

    Raises NotAdded with a sentence for whoever asked, and ValueError for no amounts at all.
    """
    if not amounts:
        msg = "nothing to add"
        raise ValueError(msg)
    first = amounts[0]
    for each in amounts:
        if not isinstance(each, EventAmount):
            raise NotAdded(why=say("amounts.stays", line=say(f"lines.{each.key}.label")))
        if each.key != first.key:
            raise NotAdded(why=say("amounts.two_lines"))
    days = sorted(period for each in amounts for period in each.periods)
    if any(one.last >= after.first for one, after in pairwise(days)):
        raise NotAdded(why=say("amounts.overlap"))
    return EventAmount(first.key, first.unit, sum(each.count for each in amounts), tuple(days))
