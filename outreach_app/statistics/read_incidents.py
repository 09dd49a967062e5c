"""Incidents told, their way to police and court, and the alerts made of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, select
from sqlalchemy.orm import Session

from models.incidents import CourtEvent, Incident, OutcomeEvent, PathEvent, Vehicle
from models.sharing import Alert, AlertIncident
from outreach_app.statistics import rules
from outreach_app.statistics.rows import IncidentFact, Told
from outreach_app.statistics.window import Window, table
from outreach_app.vocabulary import Vocabulary

_INCIDENTS = table(Incident)
_PATH = table(PathEvent)
_OUTCOMES = table(OutcomeEvent)
_COURT = table(CourtEvent)
_VEHICLES = table(Vehicle)
_ALERTS = table(Alert)
_RESTS_ON = table(AlertIncident)

BY_OTHER = "reported_by_other"
KNOWN_TO_THE_WEEK = ("exact", "day", "week")
NOT_YET_ISSUED = ("draft", "checked")
# A letter or a digit of any script we meet on plates; "?" and "*" stand for nothing known.
_PLATE_CHARACTER = "*[A-Za-z0-9À-ÖØ-öø-ž]*"
# Whether a vehicle has a character of its plate: the file answers yes or no.
HAS_PLATE = func.coalesce(_VEHICLES.c.plate_said.op("GLOB")(_PLATE_CHARACTER), 0)


def told(session: Session, window: Window, lists: Vocabulary) -> tuple[IncidentFact, ...]:
    """Return the incidents told in the period that exist as at T."""
    steps = _of_told(session, window, _PATH, "path")
    rungs = _own_rungs(lists)
    found = []
    for incident, person, kind, area, strands, hate_flag in session.execute(
        _told(), rules.values(window)
    ).all():
        paths = steps.get(incident, ())
        rung = max((rungs.get(path, 0) for path in paths), default=0)
        found.append(
            IncidentFact(
                *(incident, person, kind, area, strands, hate_flag),
                rung=rung,
                by_other=BY_OTHER in paths,
            )
        )
    return tuple(found)


@cache
def _told() -> Select[Any]:
    c = _INCIDENTS.c
    return select(c.id, c.person_id, c.type, c.area, c.hate_strands, c.hate_flag).where(told_here())


def happened(session: Session, window: Window) -> int:
    """Return incidents that happened in the period, known to the week or better."""
    return int(session.execute(_happened(), rules.values(window)).scalar_one())


@cache
def _happened() -> Select[Any]:
    c = _INCIDENTS.c
    return select(func.count()).where(
        rules.on_days(c.occurred_on),
        rules.one_of(c.occurred_precision, KNOWN_TO_THE_WEEK),
        rules.exists(_INCIDENTS),
    )


def vehicles(session: Session, window: Window) -> tuple[int, int]:
    """Return how many incidents have a vehicle, and how many a character of its plate.

    The plate itself is never read: the file answers yes or no.
    """
    described, with_plate = session.execute(_vehicles(), rules.values(window)).one()
    return described, int(with_plate or 0)


@cache
def _vehicles() -> Select[Any]:
    return (
        select(func.count(), func.sum(HAS_PLATE))
        .select_from(_VEHICLES.join(_INCIDENTS, _INCIDENTS.c.id == _VEHICLES.c.incident_id))
        .where(told_here())
    )


def justice(session: Session, window: Window) -> tuple[tuple[str, str], ...]:
    """Return police outcomes and court days dated in the period, whatever the incident's age."""
    return tuple(
        (kind, code)
        for kind, events, column in (
            ("outcome", _OUTCOMES, "outcome"),
            ("court", _COURT, "event"),
        )
        for code in session.execute(_dated(events, column), rules.values(window)).scalars()
    )


@cache
def _dated(events: FromClause, column: str) -> Select[Any]:
    return (
        select(events.c[column])
        .join(_INCIDENTS, _INCIDENTS.c.id == events.c.incident_id)
        .where(
            rules.on_days(events.c.on_day),
            rules.recorded(events.c.recorded_at),
            rules.exists(_INCIDENTS),
        )
    )


def outcomes(session: Session, window: Window) -> Mapping[str, frozenset[str]]:
    """Return, for incidents told in the period, every police outcome recorded by T."""
    return _of_told(session, window, _OUTCOMES, "outcome")


def court(session: Session, window: Window) -> Mapping[str, frozenset[str]]:
    """Return, for incidents told in the period, every court event recorded by T."""
    return _of_told(session, window, _COURT, "event")


def alerts(session: Session, window: Window) -> tuple[Told, ...]:
    """Return alerts issued in the period with the moment their first incident was told."""
    return tuple(Told(*row) for row in session.execute(_alerts(), rules.values(window)).all())


@cache
def _alerts() -> Select[Any]:
    c = _ALERTS.c
    return (
        select(c.issued_at, c.has_plate, _INCIDENTS.c.disclosed_at, c.id)
        .select_from(
            _ALERTS.outerjoin(
                _RESTS_ON, and_(_RESTS_ON.c.alert_id == c.id, _RESTS_ON.c.position == 0)
            ).outerjoin(_INCIDENTS, _INCIDENTS.c.id == _RESTS_ON.c.incident_id)
        )
        .where(
            rules.within(c.issued_at),
            rules.exists(_ALERTS),
            ~rules.one_of(c.status, NOT_YET_ISSUED),
        )
    )


def minutes(found: Iterable[Told]) -> list[float]:
    """Return the minutes from telling to issue; moments, not clock faces, are subtracted."""
    return [
        (each.issued_at - each.told_at) / timedelta(minutes=1)
        for each in found
        if each.told_at is not None
    ]


def told_here() -> ColumnElement[bool]:
    """Tell in SQL that an incident was told in the period and exists as at T."""
    return and_(rules.within(_INCIDENTS.c.disclosed_at), rules.exists(_INCIDENTS))


def _own_rungs(lists: Vocabulary) -> Mapping[str, int]:
    """Return the rung of each step she chose: a report by someone else is none of hers."""
    return {
        path: rung
        for path, rung in lists["police_path"].map("rung").items()
        if rung is not None and path != BY_OTHER
    }


def _of_told(
    session: Session, window: Window, events: FromClause, column: str
) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for incident, code in session.execute(
        _codes_of_told(events, column), rules.values(window)
    ).all():
        found[incident].add(code)
    return {incident: frozenset(codes) for incident, codes in found.items()}


@cache
def _codes_of_told(events: FromClause, column: str) -> Select[Any]:
    return (
        select(events.c.incident_id, events.c[column])
        .join(_INCIDENTS, _INCIDENTS.c.id == events.c.incident_id)
        .where(told_here(), rules.recorded(events.c.recorded_at))
    )
