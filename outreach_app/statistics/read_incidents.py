"""Incidents told, their way to police and court, and the alerts made of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy import ColumnElement, FromClause, and_, func, select
from sqlalchemy.orm import Session

from models.incidents import CourtEvent, Incident, OutcomeEvent, PathEvent, Vehicle
from models.sharing import Alert, AlertIncident
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
    c = _INCIDENTS.c
    here = _told_here(window)
    steps: dict[str, set[str]] = defaultdict(set)
    for incident, path in session.execute(
        select(_PATH.c.incident_id, _PATH.c.path)
        .join(_INCIDENTS, c.id == _PATH.c.incident_id)
        .where(here, window.recorded(_PATH.c.recorded_at))
    ):
        steps[incident].add(path)
    rungs = _own_rungs(lists)
    found = session.execute(
        select(c.id, c.person_id, c.type, c.area, c.hate_strands, c.hate_flag).where(here)
    )
    return tuple(
        IncidentFact(
            *row,
            rung=max((rungs.get(path, 0) for path in steps[row.id]), default=0),
            by_other=BY_OTHER in steps[row.id],
        )
        for row in found
    )


def happened(session: Session, window: Window) -> int:
    """Return incidents that happened in the period, known to the week or better."""
    c = _INCIDENTS.c
    return session.execute(
        select(func.count()).where(
            window.on_days(c.occurred_on),
            c.occurred_precision.in_(KNOWN_TO_THE_WEEK),
            window.exists(_INCIDENTS),
        )
    ).scalar_one()


def vehicles(session: Session, window: Window) -> tuple[int, int]:
    """Return how many incidents have a vehicle, and how many a character of its plate.

    The plate itself is never read: the file answers yes or no.
    """
    described, with_plate = session.execute(
        select(func.count(), func.sum(HAS_PLATE))
        .select_from(_VEHICLES.join(_INCIDENTS, _INCIDENTS.c.id == _VEHICLES.c.incident_id))
        .where(_told_here(window))
    ).one()
    return described, int(with_plate or 0)


def justice(session: Session, window: Window) -> tuple[tuple[str, str], ...]:
    """Return police outcomes and court days dated in the period, whatever the incident's age."""
    return tuple(
        (kind, code)
        for kind, events, column in (
            ("outcome", _OUTCOMES, _OUTCOMES.c.outcome),
            ("court", _COURT, _COURT.c.event),
        )
        for (code,) in session.execute(
            select(column)
            .join(_INCIDENTS, _INCIDENTS.c.id == events.c.incident_id)
            .where(
                window.on_days(events.c.on_day),
                window.recorded(events.c.recorded_at),
                window.exists(_INCIDENTS),
            )
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
    c = _ALERTS.c
    found = session.execute(
        select(c.issued_at, c.has_plate, _INCIDENTS.c.disclosed_at, c.id)
        .select_from(
            _ALERTS.outerjoin(
                _RESTS_ON, and_(_RESTS_ON.c.alert_id == c.id, _RESTS_ON.c.position == 0)
            ).outerjoin(_INCIDENTS, _INCIDENTS.c.id == _RESTS_ON.c.incident_id)
        )
        .where(
            window.within(c.issued_at),
            window.exists(_ALERTS),
            c.status.not_in(NOT_YET_ISSUED),
        )
    )
    return tuple(Told(*row) for row in found)


def minutes(found: Iterable[Told]) -> list[float]:
    """Return the minutes from telling to issue; moments, not clock faces, are subtracted."""
    return [
        (each.issued_at - each.told_at) / timedelta(minutes=1)
        for each in found
        if each.told_at is not None
    ]


def _told_here(window: Window) -> ColumnElement[bool]:
    return and_(window.within(_INCIDENTS.c.disclosed_at), window.exists(_INCIDENTS))


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
        select(events.c.incident_id, events.c[column])
        .join(_INCIDENTS, _INCIDENTS.c.id == events.c.incident_id)
        .where(_told_here(window), window.recorded(events.c.recorded_at))
    ):
        found[incident].add(code)
    return {incident: frozenset(codes) for incident, codes in found.items()}
