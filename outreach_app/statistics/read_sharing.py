"""Consents, the register of what left, refusals, safeguarding and conduct of police."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.incidents import Incident
from models.people import Person
from models.protection import PoliceComplaint, Safeguarding
from models.sharing import Consent, Disclosure, Refusal
from outreach_app.statistics.rows import Answer, Shared
from outreach_app.statistics.window import Window, table

_CONSENTS = table(Consent)
_DISCLOSURES = table(Disclosure)
_REFUSALS = table(Refusal)
_SAFEGUARDING = table(Safeguarding)
_COMPLAINTS = table(PoliceComplaint)
_PERSONS = table(Person)
_INCIDENTS = table(Incident)
_UNDER_18 = "under_18"


def consent_events(session: Session, window: Window) -> Mapping[tuple[str, str], int]:
    """Return answers given in the period by scope and state."""
    c = _CONSENTS.c
    found = session.execute(
        select(c.scope, c.state, func.count())
        .where(window.within(c.at), window.recorded(c.recorded_at))
        .group_by(c.scope, c.state)
    )
    return {(scope, state): count for scope, state, count in found}


def answers(
    session: Session,
    scopes: Collection[str],
    window: Window | None = None,
    *,
    of_incidents_told: bool = False,
) -> tuple[Answer, ...]:
    """Return the history of answers to some scopes; with a window only what was recorded by T.

    An answer about an incident is about the incident, any other about the person. On request only
    answers about incidents told in the window's period are read.
    """
    c = _CONSENTS.c
    query = select(
        func.coalesce(c.incident_id, c.person_id),
        c.scope,
        c.state,
        c.at,
        c.recorded_at,
        c.expires_on,
        c.capacity,
    ).where(c.scope.in_(sorted(scopes)))
    if window is not None:
        query = query.where(window.recorded(c.recorded_at))
        if of_incidents_told:
            told = select(_INCIDENTS.c.id).where(window.within(_INCIDENTS.c.disclosed_at))
            query = query.where(c.incident_id.in_(told))
    return tuple(Answer(*row) for row in session.execute(query).all())


def disclosures(session: Session, window: Window) -> tuple[Shared, ...]:
    """Return what left in the period; the person is the incident's where none is written."""
    c = _DISCLOSURES.c
    found = session.execute(
        select(
            c.incident_id,
            func.coalesce(c.person_id, _INCIDENTS.c.person_id),
            c.scope,
            c.recipient,
            c.basis,
            c.at,
            c.id,
        )
        .select_from(_DISCLOSURES.outerjoin(_INCIDENTS, _INCIDENTS.c.id == c.incident_id))
        .where(window.within(c.at), window.recorded(c.recorded_at))
    )
    return tuple(Shared(*row) for row in found)


def refusals(session: Session, window: Window) -> int:
    """Return attempts to share in the period that the rules refused by T."""
    c = _REFUSALS.c
    return session.execute(
        select(func.count()).where(window.within(c.at), window.recorded(c.at))
    ).scalar_one()


def concerns(session: Session, window: Window) -> tuple[str, ...]:
    """Return the kinds of every safeguarding concern raised in the period."""
    c = _SAFEGUARDING.c
    found = session.execute(
        select(c.concerns).where(window.within(c.raised_at), window.exists(_SAFEGUARDING))
    )
    return tuple(kind for (kinds,) in found for kind in kinds)


def conduct(session: Session, window: Window) -> tuple[str, ...]:
    """Return the kinds of every concern about police conduct noted in the period."""
    c = _COMPLAINTS.c
    found = session.execute(
        select(c.types).where(window.on_days(c.noted_on), window.exists(_COMPLAINTS))
    )
    return tuple(kind for (kinds,) in found for kind in kinds)


def young(session: Session, bands: Collection[str]) -> frozenset[str]:
    """Return the records of people in some age bands."""
    c = _PERSONS.c
    found = session.execute(select(c.id).where(c.age_band.in_(sorted(bands))))
    return frozenset(found.scalars())


def thought_young(session: Session, window: Window) -> tuple[frozenset[str], frozenset[str]]:
    """Return the people and the incidents of concerns that somebody is under 18, as at T."""
    c = _SAFEGUARDING.c
    found = session.execute(
        select(c.person_id, c.incident_id, c.concerns).where(window.exists(_SAFEGUARDING))
    )
    about = [(person, incident) for person, incident, kinds in found if _UNDER_18 in kinds]
    return (
        frozenset(person for person, _ in about if person),
        frozenset(incident for _, incident in about if incident),
    )


def died(session: Session, window: Window) -> frozenset[str]:
    """Return the records of people whose death was entered by T."""
    c = _PERSONS.c
    found = session.execute(
        select(c.id).where(c.deceased_on > date.min, window.recorded(c.deceased_recorded_at))
    )
    return frozenset(found.scalars())


def background(session: Session) -> Mapping[str, tuple[str, str, str, str]]:
    """Return gender, trans status, age band and ethnicity of each record, as they stand."""
    c = _PERSONS.c
    found = session.execute(select(c.id, c.gender, c.trans, c.age_band, c.ethnicity))
    return {row.id: (row.gender, row.trans, row.age_band, row.ethnicity) for row in found.all()}
