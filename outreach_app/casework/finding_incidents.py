"""Incidents by reference, registration or the end of a phone number; never by their account."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from models.incidents import Incident, Suspect, Vehicle
from models.people import Person
from outreach_app.casework import access, incident_access, own_work, plates, police_yes, roles
from outreach_app.casework.found import CANDIDATES, LEAST, Found, bare_number, digits
from outreach_app.casework.lines import Lines
from outreach_app.work import Work

# Who may find incidents (vocabulary, `user_role`).
_ROLES: Final = incident_access.FOLLOWS

_REFERENCES: Final = "references"
_PLATES: Final = "plates"
_NUMBERS: Final = "numbers of suspects"
_GAPS: Final = frozenset("?*")
_NUMBER: Final = re.compile(r"\d+$")
# A number of nothing but noughts.
_ZERO: Final = "0"

_whole = aliased(Person)


def incidents(work: Work, wanted: str, limit: int) -> list[Found]:
    """Return incidents whose reference, vehicle or caller fits; those named by reference first.

    Of those a colleague looks after a caseworker is told what fits, and nothing that leads there.
    """
    if work.role not in _ROLES:
        return []
    shown = dict.fromkeys(_by_reference(work, wanted), ("", ""))
    for key, said in _by_plate(work, wanted):
        shown.setdefault(key, ("plate", said))
    for key in _by_number(work, wanted):
        shown.setdefault(key, ("phone", ""))
    if not shown:
        return []
    apart = own_work.incidents_apart(work)
    rows = work.session.execute(
        select(Incident.id, Incident.reference, Incident.disclosed_at)
        .outerjoin(Person, Person.id == Incident.person_id)
        .outerjoin(_whole, _whole.id == Person.merged_into)
        .where(Incident.id.in_(shown), Incident.voided_at.is_(None), *_readable(work))
        .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
    ).all()
    theirs = [row for row in rows if row.id not in apart]
    ranked = sorted(theirs, key=lambda row: shown[row.id][0] != "")
    found = [
        Found("incident", row.id, row.reference, "", work.day_of(row.disclosed_at), *shown[row.id])
        for row in ranked[:limit]
    ]
    # Whoever asks for a registration is warned also where a colleague was told, and of no more.
    warned = dict.fromkeys(shown[row.id] for row in rows if row.id in apart and shown[row.id][0])
    return [*found, *(Found("described", "", "", how=how, shown=said) for how, said in warned)]


def get_ready(work: Work) -> None:
    """Read what incidents are found by, so that the first letters need not wait."""
    _references(work)
    _plates(work)
    _numbers(work)


def _readable(work: Work) -> tuple[ColumnElement[bool], ...]:
    if work.role == access.LEAD:
        return ()
    if work.role == roles.LIAISON:
        return (Incident.id.in_(police_yes.incidents(work)),)
    return (
        and_(
            func.coalesce(Person.restricted, False).is_(False),
            func.coalesce(_whole.restricted, False).is_(False),
        ),
    )


def _by_reference(work: Work, wanted: str) -> list[str]:
    """Find references that begin with what was typed, or whose number it is, the newest first."""
    tidy = plates.tidy(wanted)
    if not tidy or "?" in tidy:
        return []
    known = _references(work)
    if tidy.isascii() and tidy.isdigit():
        fits = known.numbers.being(tidy.lstrip("0") or _ZERO)
    else:
        fits = known.bare.beginning(tidy)
    return [known.keys[n] for n in islice(fits, CANDIDATES)]


@dataclass(frozen=True, slots=True)
class _References:
    """Side by side the key of every incident, its tidy reference and number, the newest first."""

    keys: tuple[str, ...]
    bare: Lines
    numbers: Lines


def _references(work: Work) -> _References:
    """Return every reference, kept until an incident is touched."""
    kept = work.memory.read.get(_REFERENCES)
    if not isinstance(kept, _References):
        rows = work.session.execute(
            select(Incident.id, Incident.reference).order_by(Incident.disclosed_at.desc())
        )
        every = [(key, reference.replace("-", "").upper()) for key, reference in rows]
        kept = work.memory.read[_REFERENCES] = _References(
            tuple(key for key, _ in every),
            Lines(bare for _, bare in every),
            Lines(_number_of(bare) for _, bare in every),
        )
    return kept


def _number_of(bare: str) -> str:
    """Return the number at the end of a reference without the noughts before it, or ""."""
    number = _NUMBER.search(bare)
    return (number[0].lstrip("0") or _ZERO) if number else ""


def _by_plate(work: Work, wanted: str) -> list[tuple[str, str]]:
    """Find registrations that hold what was typed; a ``?`` on either side stands for any sign."""
    tidy = plates.tidy(wanted).replace("*", "?")
    if sum(sign != "?" for sign in tidy) < LEAST - 1 or len(tidy) < LEAST:
        return []
    whole, partly = _plates(work)
    # What has a gap is looked at sign by sign only where its length and letters can fit at all.
    may_fit = re.compile("".join("." if sign == "?" else f"[{re.escape(sign)}?*]" for sign in tidy))
    fits = _fitting(whole, may_fit, tidy) if "?" in tidy else whole.tidy.holding(tidy)
    return [
        *(whole.said[n] for n in islice(fits, CANDIDATES)),
        *(partly.said[n] for n in islice(_fitting(partly, may_fit, tidy), CANDIDATES)),
    ]


def _fitting(plates_: "_Plates", may_fit: re.Pattern[str], typed: str) -> Iterator[int]:
    """Yield the places of registrations that fit what was typed, gaps on either side allowed."""
    if len(typed) > plates_.longest:
        return iter(())
    return (n for n in plates_.tidy.fitting(may_fit) if _holds(plates_.tidy[n], typed))


@dataclass(frozen=True, slots=True)
class _Plates:
    """Side by side key and words of registrations and their tidy form; `longest` is in signs."""

    said: tuple[tuple[str, str], ...]
    tidy: Lines
    longest: int


def _side_by_side(every: Iterable[tuple[str, str, str]]) -> _Plates:
    rows = tuple(every)
    longest = max((len(tidy) for *_, tidy in rows), default=0)
    return _Plates(tuple(row[:2] for row in rows), Lines(row[2] for row in rows), longest)


def _plates(work: Work) -> tuple[_Plates, _Plates]:
    """Return every registration, the newest first, whole ones and those with gaps."""
    kept: tuple[_Plates, _Plates] | None = work.memory.read.get(_PLATES)
    if kept is None:
        rows = work.session.execute(
            select(Vehicle.incident_id, Vehicle.plate_said)
            .join(Incident, Incident.id == Vehicle.incident_id)
            .where(Vehicle.plate_said.is_not(None))
            .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
        )
        every = [(key, said, plates.tidy(said)) for key, said in rows if key and said]
        kept = (
            _side_by_side(each for each in every if not set(each[2]) & _GAPS),
            _side_by_side(each for each in every if set(each[2]) & _GAPS),
        )
        work.memory.read[_PLATES] = kept
    return kept


def _holds(said: str, typed: str) -> bool:
    """Tell whether `typed` fits somewhere in `said`; two signs at least must really be the same."""
    said = said.replace("*", "?")
    for start in range(len(said) - len(typed) + 1):
        pairs = list(zip(said[start : start + len(typed)], typed, strict=True))
        same = sum(one == other != "?" for one, other in pairs)
        if same >= LEAST - 1 and all(one == other or "?" in {one, other} for one, other in pairs):
            return True
    return False


def _by_number(work: Work, wanted: str) -> list[str]:
    last = digits(wanted)
    if not last:
        return []
    keys, numbers = _numbers(work)
    return [keys[n] for n in numbers.ending(last)]


def _numbers(work: Work) -> tuple[tuple[str, ...], Lines]:
    """Return side by side key of the incident and bare number of everybody described who rang."""
    kept: tuple[tuple[str, ...], Lines] | None = work.memory.read.get(_NUMBERS)
    if kept is None:
        rows = work.session.execute(
            select(Suspect.incident_id, Suspect.phone_said).where(
                Suspect.incident_id.is_not(None), Suspect.phone_said.is_not(None)
            )
        )
        every = [(key, bare_number(said)) for key, said in rows if key and said]
        kept = tuple(key for key, _ in every), Lines(number for _, number in every)
        work.memory.read[_NUMBERS] = kept
    return kept
