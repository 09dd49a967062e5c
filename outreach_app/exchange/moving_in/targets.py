"""What a column of somebody's spreadsheet may become: one `Target` a field that can be filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say

Kind = Literal["contacts", "persons", "incidents", "needs"]
Sort = Literal["who", "day", "time", "code", "area", "text", "whole"]
KINDS: Final[tuple[Kind, ...]] = ("contacts", "persons", "incidents", "needs")
SUPPLY: Final = "supply."
GIVEN: Final = "given"  # several things in one cell, each perhaps with how many


@dataclass(frozen=True, slots=True)
class Target:
    """One field: how its values are read, its list of codes, where in a row it goes.

    `whole_sheet`: one answer may stand for all rows where no column has it.
    """

    name: str
    sort: Sort
    of: str = ""
    path: tuple[str, ...] = ()
    needed: bool = False
    many: bool = False
    whole_sheet: bool = False

    @property
    def label(self) -> str:
        """What it is called."""
        return say(f"moving_in.target.{self.name}")

    @property
    def also(self) -> tuple[str, ...]:
        """Other words people put over such a column."""
        key = f"moving_in.also.{self.name}"
        return tuple(say(key).split(";")) if known(key) else ()


def _code(name: str, of: str, *path: str, **more: bool) -> Target:
    return Target(name, "code", of, path or (name,), **more)


def _text(name: str, *path: str) -> Target:
    return Target(name, "text", path=path or (name,))


_WHO: Final = Target("who", "who", path=("person_id",))
_AREA: Final = Target("area", "area", "area", ("area",), whole_sheet=True)
_OF: Final[Mapping[Kind, tuple[Target, ...]]] = MappingProxyType(
    {
        "contacts": (
            _WHO,
            Target("day", "day", needed=True),
            Target("time", "time"),
            _code("setting", "contact_setting", needed=True, whole_sheet=True),
            _code("outcome", "contact_outcome", needed=True, whole_sheet=True),
            _AREA,
            Target("minutes", "whole", path=("minutes",)),
            Target("needle_returns", "whole", path=("needle_returns",)),
            _code(GIVEN, "supply_item", many=True),
            _code("late_reason", "late_reason", whole_sheet=True),
        ),
        "persons": (
            Target("alias", "who", path=("alias",), needed=True),
            _code("gender", "gender"),
            _code("age_band", "age_band"),
            _code("ethnicity", "ethnicity"),
            _code("nationality_region", "nationality_region"),
            _code("work_settings", "work_setting", many=True),
            _AREA,
            Target("first_seen", "day", path=("first_contact_before",)),
            Target("last_seen", "day", path=("last_contact_before",)),
        ),
        "incidents": (
            _WHO,
            Target("happened", "day", path=("occurred_on",)),
            Target("told", "day"),
            _code("type", "incident_type", needed=True, whole_sheet=True),
            _code("also", "incident_type", many=True),
            _AREA,
            _code("place_type", "place_type"),
            _text("place_exact"),
            _text("private_note"),
            _code("vehicle_make", "vehicle_make", "vehicle", "make"),
            _text("vehicle_model", "vehicle", "model"),
            _code("vehicle_colour", "vehicle_colour", "vehicle", "colour"),
            _text("plate", "vehicle", "plate_said"),
            _text("phone", "perpetrator", "phone_said"),
        ),
        "needs": (
            Target("who", "who", path=("person_id",), needed=True),
            _code("category", "need_category", needed=True, whole_sheet=True),
            Target("identified", "day", path=("identified_on",), needed=True),
            _code("status", "need_status"),
            Target("status_day", "day"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Supplies(Target):
    """How many of one item were given."""

    words: str = ""

    @property
    def label(self) -> str:
        """What the item is called in the project's list."""
        return say("moving_in.target.supply", item=self.words)

    @property
    def also(self) -> tuple[str, ...]:
        """The item's own words."""
        key = f"moving_in.also_item.{self.of}"
        return (self.words, *(say(key).split(";") if known(key) else ()))


def plain(kind: Kind) -> tuple[Target, ...]:
    """Return the fields every project has; the things given are its own."""
    return _OF[kind]


def of(kind: Kind, lists: Vocabulary) -> tuple[Target, ...]:
    """Return what the columns of such a sheet may become; contacts may count what was given."""
    if kind != "contacts":
        return _OF[kind]
    items = tuple(
        Supplies(SUPPLY + item.code, "whole", item.code, words=item.label)
        for item in lists["supply_item"].entries.values()
        if item.active
    )
    return (*_OF[kind], *items)
