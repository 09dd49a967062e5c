"""What stands inside sealed files, as frozen dataclasses, and their strict way to JSON and back.

A field that is not there, one too many, a text too long or a value of another kind is refused:
whoever signed a file can send nothing that its kind does not hold.
"""

import dataclasses
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from outreach_app.neighbours import refusing

C = TypeVar("C")

TEXT_LIMIT: Final = 20_000
LIST_LIMIT: Final = 5_000


@dataclass(frozen=True, slots=True)
class VehicleSaid:
    """A vehicle as it was described."""

    plate_said: str | None
    make: str | None
    model: str | None
    colour: str | None
    type: str | None
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuspectSaid:
    """Somebody described as responsible."""

    sex: str
    age: str | None
    height: str | None
    build: str | None
    hair: str | None
    accent: str | None
    features: tuple[str, ...]
    mo: tuple[str, ...]
    phone_said: str | None
    account_platform: str | None
    account_name: str | None


@dataclass(frozen=True, slots=True)
class MovedDetails:
    """Optional details, as codes; an area goes in words, because each project has its own."""

    gender: str
    trans: str
    age_band: str
    age_basis: str | None
    ethnicity: str
    nationality_region: str
    work_settings: tuple[str, ...]
    area: str


@dataclass(frozen=True, slots=True)
class MovedWay:
    """One way to reach somebody, and whether it is safe."""

    route: str
    value: str | None
    safe: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class MovedNeed:
    """A need that is open, without notes."""

    category: str
    status: str
    identified_on: date


@dataclass(frozen=True, slots=True)
class MovedIncident:
    """Harm as it was told; `link` is the random reference both projects keep for it.

    Own words and exact places never leave the project that was trusted with them; what police did
    and who was told what does not go either: the new project asks for itself.
    """

    link: str
    told_on: date
    type: str
    area: str
    occurred_precision: str
    occurred_on: date | None
    part_of_day: str | None
    also: tuple[str, ...]
    factors: tuple[str, ...]
    place_type: str
    contact_method: str | None
    relationship: str | None
    weapons: tuple[str, ...]
    injuries: tuple[str, ...]
    severity: str | None
    medical: tuple[str, ...]
    hate_strands: tuple[str, ...]
    hate_perceived_by: str
    vehicle: VehicleSaid | None
    suspects: tuple[SuspectSaid, ...]


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """That a question about sharing was asked, and how it stood: never an answer over there."""

    scope: str
    state: str
    on_day: date


@dataclass(frozen=True, slots=True)
class MovedCase:
    """A case on its way. A part that was not chosen is None; one with nothing in it is empty.

    `link` is the random reference for the person, `receipt` what the receipt code is made from.
    """

    link: str
    receipt: str
    alias: str
    names: tuple[str, ...]
    details: MovedDetails | None
    ways: tuple[MovedWay, ...] | None
    flags: tuple[str, ...] | None
    needs: tuple[MovedNeed, ...] | None
    risk: str | None
    incidents: tuple[MovedIncident, ...]
    told: tuple[ToldAnswer, ...] | None


@dataclass(frozen=True, slots=True)
class SuspectFacts:
    """What is said of somebody described as responsible, and of a vehicle; nobody else.

    `month` is ``YYYY-MM``; `link` the random reference for the report.
    """

    link: str
    type: str
    month: str
    vehicle: VehicleSaid | None
    suspect: SuspectSaid | None


@dataclass(frozen=True, slots=True)
class FactsFile:
    """Suspect facts for a neighbour."""

    reports: tuple[SuspectFacts, ...]


@dataclass(frozen=True, slots=True)
class Recall:
    """Reports that may not be used any more, by their random references."""

    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Do you know one of these? Blinded hashes, in an order that says nothing."""

    salt: str
    blinded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryAnswer:
    """The answer to a query: its hashes blinded again, and the other side's own."""

    query: str
    again: tuple[str, ...]
    own: tuple[str, ...]


OF_KIND: Final[Mapping[str, type[Any]]] = {
    "case": MovedCase,
    "facts": FactsFile,
    "recall": Recall,
    "query": Query,
    "answer": QueryAnswer,
}


def pack(content: Any) -> dict[str, Any]:
    """Return a content as plain values for JSON."""
    return {each.name: _plain(getattr(content, each.name)) for each in dataclasses.fields(content)}


def said(wanted: type[C], record: Any) -> C:
    """Return the fields of a content that a record has by the same names."""
    kind: Any = wanted
    return wanted(**{each.name: getattr(record, each.name) for each in dataclasses.fields(kind)})


def unpack(wanted: type[C], told: Any) -> C:
    """Return the content that plain values from JSON say. Raises NotUnderstood."""
    try:
        return _made(wanted, told)
    except (ValueError, TypeError) as error:
        raise refusing.NotUnderstood from error


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return pack(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _made(wanted: type[C], told: Any) -> C:
    hints = get_type_hints(wanted)
    if not isinstance(told, dict) or set(told) != set(hints):
        raise ValueError
    return wanted(**{name: _value(kind, told[name]) for name, kind in hints.items()})


def _value(kind: Any, told: Any) -> Any:
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        inner = next(each for each in get_args(kind) if each is not type(None))
        return None if told is None else _value(inner, told)
    if origin is tuple:
        if not isinstance(told, list) or len(told) > LIST_LIMIT:
            raise ValueError
        return tuple(_value(get_args(kind)[0], each) for each in told)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _made(kind, told)
    if not isinstance(told, str) or len(told) > TEXT_LIMIT:
        raise ValueError
    if kind is date:
        return date.fromisoformat(told)
    return told
