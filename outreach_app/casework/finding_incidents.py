"""Incidents by reference, registration or the end of a phone number; never by their account."""

import re
from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from models.incidents import Incident, PathEvent, Suspect, Vehicle
from models.people import Person
from outreach_app.casework import access, plates
from outreach_app.casework.found import CANDIDATES, LEAST, Found, digits, ends, like
from outreach_app.work import Work

# Who may find incidents (vocabulary, `user_role`).
_ROLES: Final = frozenset({"outreach", "caseworker", "lead", "police_liaison"})
_LIAISON: Final = "police_liaison"
_CONSENTED_RUNG: Final = 2
_AGAINST_WISHES: Final = "reported_by_other"
_NOT_FOR_LIAISON: Final = ("police_misconduct", "official_misconduct")

_whole = aliased(Person)


def incidents(work: Work, wanted: str, limit: int) -> list[Found]:
    """Return incidents whose reference, vehicle or caller fits; those named by reference first."""
    if work.role not in _ROLES:
        return []
    shown = dict.fromkeys(_by_reference(work, wanted), ("", ""))
    for key, said in _by_plate(work, wanted):
        shown.setdefault(key, ("plate", said))
    for key in _by_number(work, wanted):
        shown.setdefault(key, ("phone", ""))
    rows = work.session.execute(
        select(Incident.id, Incident.reference, Incident.disclosed_at)
        .outerjoin(Person, Person.id == Incident.person_id)
        .outerjoin(_whole, _whole.id == Person.merged_into)
        .where(Incident.id.in_(shown), Incident.voided_at.is_(None), *_readable(work))
        .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
    ).all()
    ranked = sorted(rows, key=lambda row: shown[row.id][0] != "")
    return [
        Found("incident", row.id, row.reference, "", work.day_of(row.disclosed_at), *shown[row.id])
        for row in ranked[:limit]
    ]


def _readable(work: Work) -> tuple[ColumnElement[bool], ...]:
    if work.role == access.LEAD:
        return ()
    unrestricted = and_(
        func.coalesce(Person.restricted, False).is_(False),
        func.coalesce(_whole.restricted, False).is_(False),
    )
    if work.role != _LIAISON:
        return (unrestricted,)
    rungs = work.lists["police_path"].map("rung").items()
    consented = [path for path, rung in rungs if isinstance(rung, int) and rung >= _CONSENTED_RUNG]
    last = (
        select(PathEvent.path)
        .where(PathEvent.incident_id == Incident.id)
        .order_by(PathEvent.on_day.desc(), PathEvent.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    agreed = last.in_([path for path in consented if path != _AGAINST_WISHES])
    return unrestricted, agreed, Incident.type.not_in(_NOT_FOR_LIAISON)


def _by_reference(work: Work, wanted: str) -> list[str]:
    """Find references that begin with what was typed, or whose number it is."""
    tidy = plates.tidy(wanted)
    if not tidy or "?" in tidy:
        return []
    if not (tidy.isascii() and tidy.isdigit()):
        begins = like(tidy)[1:]
        bare = func.replace(func.upper(Incident.reference), "-", "")
        return list(
            work.session.scalars(
                select(Incident.id)
                .where(bare.like(begins, escape="\\"))
                .order_by(Incident.disclosed_at.desc())
                .limit(CANDIDATES)
            )
        )
    plain = tidy.lstrip("0") or "0"
    rows = work.session.execute(
        select(Incident.id, Incident.reference).where(Incident.reference.like(f"%{plain}"))
    )
    number = re.compile(rf"(?:^|\D)0*{plain}$")
    return [row.id for row in rows if number.search(row.reference)]


def _by_plate(work: Work, wanted: str) -> list[tuple[str, str]]:
    """Find registrations that hold what was typed; a ``?`` on either side stands for any sign."""
    tidy = plates.tidy(wanted).replace("*", "?")
    if sum(sign != "?" for sign in tidy) < LEAST - 1 or len(tidy) < LEAST:
        return []
    bare = func.upper(Vehicle.plate_said)
    for mark in (" ", "-", "."):
        bare = func.replace(bare, mark, "")
    pattern = like(tidy).replace("?", "_")
    rows = work.session.execute(
        select(Vehicle.incident_id, Vehicle.plate_said).where(
            Vehicle.incident_id.is_not(None),
            or_(bare.like(pattern, escape="\\"), bare.contains("?"), bare.contains("*")),
        )
    )
    return [(key, said) for key, said in rows if said and key and _holds(plates.tidy(said), tidy)]


def _holds(said: str, typed: str) -> bool:
    """Tell whether `typed` fits somewhere in `said`; two signs at least must really be the same."""
    said = said.replace("*", "?")
    for start in range(len(said) - len(typed) + 1):
        pairs = list(zip(said[start : start + len(typed)], typed, strict=True))
        same = sum(one == other != "?" for one, other in pairs)
        if same >= LEAST - 1 and all(one == other or "?" in {one, other} for one, other in pairs):
            return True
    return False


def _by_number(work: Work, wanted: str) -> Iterable[str]:
    last = digits(wanted)
    if not last:
        return ()
    return work.session.scalars(
        select(Suspect.incident_id).where(
            Suspect.incident_id.is_not(None), ends(Suspect.phone_said, last)
        )
    )
