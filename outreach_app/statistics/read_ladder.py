"""What police and courts did, and what was said to police, for incidents told in the period."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, func, select
from sqlalchemy.orm import Session

from models.following import Amendment, IncidentPolice, MeasureEvent, PoliceResponse
from models.incidents import CourtEvent, Incident, OutcomeEvent, PathEvent, Vehicle
from outreach_app.statistics.rows import Step
from outreach_app.statistics.window import Window, table

_INCIDENTS = table(Incident)
_POLICE = table(IncidentPolice)
_AMENDED = table(Amendment)
_RESPONSES = table(PoliceResponse)
_MEASURES = table(MeasureEvent)
_VEHICLES = table(Vehicle)

# Under this word a change of what is known about police is kept.
_OF_POLICE = "police"
# What the file calls a value that is there, in a change kept as JSON.
_TEXT = "text"


def police_facts(session: Session, window: Window) -> Mapping[str, tuple[tuple[str, ...], bool]]:
    """Return, per incident told, why it was not reported, and whether a crime number is known.

    Both as they stood at T: the row holds what stands now, and what was there before each later
    change is kept with the change.
    """
    c, a = _POLICE.c, _AMENDED.c
    reasons: dict[str, tuple[str, ...]] = {}
    number: dict[str, bool] = {}
    for incident, some, known in session.execute(
        select(c.incident_id, c.not_reported, c.crime_reference.is_not(None))
        .join(_INCIDENTS, _INCIDENTS.c.id == c.incident_id)
        .where(_told_here(window))
    ):
        reasons[incident], number[incident] = tuple(some), bool(known)
    # From the newest change back to the first one after T, so that the last word is the oldest. Of
    # the number the file says whether there was one, never what it was.
    before = func.json_extract(a.before, "$.not_reported")
    had = func.json_type(a.before, "$.crime_reference")
    for incident, some, kind in session.execute(
        select(a.incident_id, before, had)
        .join(_INCIDENTS, _INCIDENTS.c.id == a.incident_id)
        .where(_told_here(window), a.reason == _OF_POLICE, a.at > window.as_at)
        .order_by(a.at.desc(), a.id.desc())
    ):
        if some is not None:
            reasons[incident] = tuple(json.loads(some))
        if kind is not None:
            number[incident] = kind == _TEXT
    return {each: (reasons.get(each, ()), number.get(each, False)) for each in reasons | number}


def responses(session: Session, window: Window) -> Mapping[str, frozenset[str]]:
    """Return what police did about each incident told, as the person tells it, recorded by T."""
    c = _RESPONSES.c
    found: dict[str, set[str]] = defaultdict(set)
    for incident, some in session.execute(
        select(c.incident_id, c.responses)
        .join(_INCIDENTS, _INCIDENTS.c.id == c.incident_id)
        .where(_told_here(window), window.recorded(c.recorded_at))
    ):
        found[incident].update(some)
    return {incident: frozenset(some) for incident, some in found.items()}


def path(session: Session, window: Window) -> Mapping[str, tuple[Step, ...]]:
    """Return the steps on the way to police of each incident told, in order, recorded by T."""
    return _steps(session, window, table(PathEvent), "path")


def outcomes(session: Session, window: Window) -> Mapping[str, tuple[Step, ...]]:
    """Return the decisions of police on each incident told, in order, recorded by T."""
    return _steps(session, window, table(OutcomeEvent), "outcome")


def court(session: Session, window: Window) -> Mapping[str, tuple[Step, ...]]:
    """Return the court events of each incident told, in order, recorded by T."""
    return _steps(session, window, table(CourtEvent), "event")


def told_on(session: Session, window: Window) -> Mapping[str, date]:
    """Return the local day on which each incident was told."""
    c = _INCIDENTS.c
    rows = session.execute(select(c.id, c.disclosed_at).where(_told_here(window)))
    return {incident: window.day_of(moment) for incident, moment in rows}


def with_weapons(session: Session, window: Window) -> Mapping[str, tuple[str, ...]]:
    """Return the weapons or means of each incident told."""
    c = _INCIDENTS.c
    rows = session.execute(select(c.id, c.weapons).where(_told_here(window)))
    return {incident: tuple(some) for incident, some in rows}


def with_vehicle(session: Session, window: Window) -> frozenset[str]:
    """Return the incidents told in which a vehicle was described. The plate is not read."""
    rows = session.execute(
        select(_VEHICLES.c.incident_id)
        .join(_INCIDENTS, _INCIDENTS.c.id == _VEHICLES.c.incident_id)
        .where(_told_here(window))
    )
    return frozenset(rows.scalars())


def measures(session: Session, window: Window) -> tuple[tuple[str, str], ...]:
    """Return incident and state of every special measure dated in the period, of any age."""
    c = _MEASURES.c
    rows = session.execute(
        select(c.incident_id, c.state)
        .join(_INCIDENTS, _INCIDENTS.c.id == c.incident_id)
        .where(
            window.on_days(c.on_day),
            window.recorded(c.recorded_at),
            window.exists(_INCIDENTS),
        )
    )
    return tuple((incident, state) for incident, state in rows)


def _told_here(window: Window) -> ColumnElement[bool]:
    return and_(window.within(_INCIDENTS.c.disclosed_at), window.exists(_INCIDENTS))


def _steps(
    session: Session, window: Window, events: FromClause, column: str
) -> Mapping[str, tuple[Step, ...]]:
    c = events.c
    found: dict[str, list[Step]] = defaultdict(list)
    for incident, *step in session.execute(
        select(c.incident_id, c.on_day, c.recorded_at, c.position, c[column])
        .join(_INCIDENTS, _INCIDENTS.c.id == c.incident_id)
        .where(_told_here(window), window.recorded(c.recorded_at))
    ):
        found[incident].append(Step(*step))
    return {incident: tuple(sorted(some)) for incident, some in found.items()}
