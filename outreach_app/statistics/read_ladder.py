"""What police and courts did, and what was said to police, for incidents told in the period."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import FromClause, Select, func, select
from sqlalchemy.orm import Session

from models.following import Amendment, IncidentPolice, MeasureEvent, PoliceResponse
from models.incidents import CourtEvent, Incident, OutcomeEvent, PathEvent, Vehicle
from outreach_app.statistics import rules
from outreach_app.statistics.read_incidents import told_here
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
    values = rules.values(window)
    reasons: dict[str, tuple[str, ...]] = {}
    number: dict[str, bool] = {}
    for incident, some, known in session.execute(_police_now(), values).all():
        reasons[incident], number[incident] = tuple(some), bool(known)
    # From the newest change back to the first one after T, so that the last word is the oldest.
    for incident, some, kind in session.execute(_police_before(), values).all():
        if some is not None:
            reasons[incident] = tuple(json.loads(some))
        if kind is not None:
            number[incident] = kind == _TEXT
    return {each: (reasons.get(each, ()), number.get(each, False)) for each in reasons | number}


@cache
def _police_now() -> Select[Any]:
    c = _POLICE.c
    return (
        select(c.incident_id, c.not_reported, c.crime_reference.is_not(None))
        .join(_INCIDENTS, _INCIDENTS.c.id == c.incident_id)
        .where(told_here())
    )


@cache
def _police_before() -> Select[Any]:
    # Of the number the file says whether there was one, never what it was.
    a = _AMENDED.c
    before = func.json_extract(a.before, "$.not_reported")
    had = func.json_type(a.before, "$.crime_reference")
    return (
        select(a.incident_id, before, had)
        .join(_INCIDENTS, _INCIDENTS.c.id == a.incident_id)
        .where(told_here(), a.reason == _OF_POLICE, a.at > rules.AS_AT)
        .order_by(a.at.desc(), a.id.desc())
    )


def responses(session: Session, window: Window) -> Mapping[str, frozenset[str]]:
    """Return what police did about each incident told, as the person tells it, recorded by T."""
    found: dict[str, set[str]] = defaultdict(set)
    for incident, some in session.execute(_responses(), rules.values(window)).all():
        found[incident].update(some)
    return {incident: frozenset(some) for incident, some in found.items()}


@cache
def _responses() -> Select[Any]:
    c = _RESPONSES.c
    return (
        select(c.incident_id, c.responses)
        .join(_INCIDENTS, _INCIDENTS.c.id == c.incident_id)
        .where(told_here(), rules.recorded(c.recorded_at))
    )


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
    rows = session.execute(_of_incidents("disclosed_at"), rules.values(window)).all()
    return {incident: window.day_of(moment) for incident, moment in rows}


def with_weapons(session: Session, window: Window) -> Mapping[str, tuple[str, ...]]:
    """Return the weapons or means of each incident told."""
    rows = session.execute(_of_incidents("weapons"), rules.values(window)).all()
    return {incident: tuple(some) for incident, some in rows}


@cache
def _of_incidents(column: str) -> Select[Any]:
    return select(_INCIDENTS.c.id, _INCIDENTS.c[column]).where(told_here())


def with_vehicle(session: Session, window: Window) -> frozenset[str]:
    """Return the incidents told in which a vehicle was described. The plate is not read."""
    return frozenset(session.execute(_with_vehicle(), rules.values(window)).scalars())


@cache
def _with_vehicle() -> Select[Any]:
    return (
        select(_VEHICLES.c.incident_id)
        .join(_INCIDENTS, _INCIDENTS.c.id == _VEHICLES.c.incident_id)
        .where(told_here())
    )


def measures(session: Session, window: Window) -> tuple[tuple[str, str], ...]:
    """Return incident and state of every special measure dated in the period, of any age."""
    rows = session.execute(_measures(), rules.values(window)).all()
    return tuple((incident, state) for incident, state in rows)


@cache
def _measures() -> Select[Any]:
    c = _MEASURES.c
    return (
        select(c.incident_id, c.state)
        .join(_INCIDENTS, _INCIDENTS.c.id == c.incident_id)
        .where(rules.on_days(c.on_day), rules.recorded(c.recorded_at), rules.exists(_INCIDENTS))
    )


def _steps(
    session: Session, window: Window, events: FromClause, column: str
) -> Mapping[str, tuple[Step, ...]]:
    found: dict[str, list[Step]] = defaultdict(list)
    query = _steps_of_told(events, column)
    for incident, *step in session.execute(query, rules.values(window)).all():
        found[incident].append(Step(*step))
    return {incident: tuple(sorted(some)) for incident, some in found.items()}


@cache
def _steps_of_told(events: FromClause, column: str) -> Select[Any]:
    c = events.c
    return (
        select(c.incident_id, c.on_day, c.recorded_at, c.position, c[column])
        .join(_INCIDENTS, _INCIDENTS.c.id == c.incident_id)
        .where(told_here(), rules.recorded(c.recorded_at))
    )
