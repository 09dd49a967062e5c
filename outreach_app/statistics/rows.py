"""The few columns figures are made of. No alias, no note, no place ever stands in one of these."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class Tally(NamedTuple):
    """How many contacts share an outcome, a setting and an area."""

    outcome: str
    setting: str
    area: str
    contacts: int


class Met(NamedTuple):
    """How many counted contacts with one record, or with nobody named, share setting and area."""

    setting: str
    area: str
    person: str | None
    contacts: int


class Reached(NamedTuple):
    """Counted contacts of a period, those with nobody named, and the records of all others."""

    contacts: int
    not_named: int
    records: frozenset[str]


class Step(NamedTuple):
    """One dated step of a history that was recorded by T."""

    on: date
    recorded_at: datetime
    position: int
    code: str


@dataclass(frozen=True, slots=True)
class IncidentFact:
    """One incident told; `rung` is the highest she chose by T (None where no step says)."""

    id: str
    person: str | None
    type: str
    area: str
    strands: tuple[str, ...]
    hate_flag: str
    rung: int
    by_other: bool


@dataclass(frozen=True, slots=True)
class NeedFact:
    """One need; `closed` is its last closing step by T."""

    id: str
    person: str
    category: str
    identified_on: date
    closed: Step | None


@dataclass(frozen=True, slots=True)
class ReferralFact:
    """One referral made; `stage` is the highest reached by T, `ended` the last end status.

    `ended_by` is the step that says so; `accepted_after` are the days from made to accepted,
    `attended_after` those from there to the first appointment, None where it did not come to that.
    """

    id: str
    agency: str
    made_on: date
    stage: int
    ended: str | None
    ended_by: Step | None
    accepted_after: int | None
    attended_after: int | None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One piece of casework as it was known at T."""

    person: str
    opened_on: date
    closed_on: date | None
    reason: str | None
    id: str = ""


class Answer(NamedTuple):
    """One consent answer about one subject (an incident or a person)."""

    subject: str
    scope: str
    state: str
    at: datetime
    recorded_at: datetime
    expires_on: date | None
    capacity: str | None = None


class Shared(NamedTuple):
    """One entry of the register of what left."""

    incident: str | None
    person: str | None
    scope: str | None
    recipient: str
    basis: str
    at: datetime
    id: str = ""


class Told(NamedTuple):
    """One alert: when it was issued, whether with a plate, when its first incident was told."""

    issued_at: datetime
    has_plate: bool
    told_at: datetime | None
    id: str = ""
