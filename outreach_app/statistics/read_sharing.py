"""Consents, the register of what left, refusals, safeguarding and conduct of police."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.incidents import Incident
from models.people import Person
from models.protection import PoliceComplaint, Safeguarding
from models.sharing import Consent, Disclosure, Refusal
from outreach_app.statistics import rules
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
    found = session.execute(_consent_events(), rules.values(window)).all()
    return {(scope, state): count for scope, state, count in found}


@cache
def _consent_events() -> Select[Any]:
    c = _CONSENTS.c
    return (
        select(c.scope, c.state, func.count())
        .where(rules.within(c.at), rules.recorded(c.recorded_at))
        .group_by(c.scope, c.state)
    )


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
    values = None if window is None else rules.values(window)
    query = _answers(
        frozenset(scopes), as_at=window is not None, of_incidents_told=of_incidents_told
    )
    return tuple(Answer(*row) for row in session.execute(query, values).all())


@cache
def _answers(scopes: frozenset[str], *, as_at: bool, of_incidents_told: bool) -> Select[Any]:
    c = _CONSENTS.c
    query = select(
        func.coalesce(c.incident_id, c.person_id),
        c.scope,
        c.state,
        c.at,
        c.recorded_at,
        c.expires_on,
        c.capacity,
    ).where(rules.one_of(c.scope, scopes))
    if as_at:
        query = query.where(rules.recorded(c.recorded_at))
    if of_incidents_told:
        told = select(_INCIDENTS.c.id).where(rules.within(_INCIDENTS.c.disclosed_at))
        query = query.where(c.incident_id.in_(told))
    return query


def disclosures(session: Session, window: Window) -> tuple[Shared, ...]:
    """Return what left in the period; the person is the incident's where none is written."""
    return tuple(
        Shared(*row) for row in session.execute(_disclosures(), rules.values(window)).all()
    )


@cache
def _disclosures() -> Select[Any]:
    c = _DISCLOSURES.c
    return (
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
        .where(rules.within(c.at), rules.recorded(c.recorded_at))
    )


def refusals(session: Session, window: Window) -> int:
    """Return attempts to share in the period that the rules refused by T."""
    return int(session.execute(_refusals(), rules.values(window)).scalar_one())


@cache
def _refusals() -> Select[Any]:
    c = _REFUSALS.c
    return select(func.count()).where(rules.within(c.at), rules.recorded(c.at))


def concerns(session: Session, window: Window) -> tuple[str, ...]:
    """Return the kinds of every safeguarding concern raised in the period."""
    found = session.execute(_concerns(), rules.values(window)).scalars()
    return tuple(kind for kinds in found for kind in kinds)


@cache
def _concerns() -> Select[Any]:
    c = _SAFEGUARDING.c
    return select(c.concerns).where(rules.within(c.raised_at), rules.exists(_SAFEGUARDING))


def conduct(session: Session, window: Window) -> tuple[str, ...]:
    """Return the kinds of every concern about police conduct noted in the period."""
    found = session.execute(_conduct(), rules.values(window)).scalars()
    return tuple(kind for kinds in found for kind in kinds)


@cache
def _conduct() -> Select[Any]:
    c = _COMPLAINTS.c
    return select(c.types).where(rules.on_days(c.noted_on), rules.exists(_COMPLAINTS))


def young(session: Session, bands: Collection[str]) -> frozenset[str]:
    """Return the records of people in some age bands."""
    return frozenset(session.execute(_young(frozenset(bands))).scalars())


@cache
def _young(bands: frozenset[str]) -> Select[Any]:
    return select(_PERSONS.c.id).where(rules.one_of(_PERSONS.c.age_band, bands))


def thought_young(session: Session, window: Window) -> tuple[frozenset[str], frozenset[str]]:
    """Return the people and the incidents of concerns that somebody is under 18, as at T."""
    found = session.execute(_every_concern(), rules.values(window)).all()
    about = [(person, incident) for person, incident, kinds in found if _UNDER_18 in kinds]
    return (
        frozenset(person for person, _ in about if person),
        frozenset(incident for _, incident in about if incident),
    )


@cache
def _every_concern() -> Select[Any]:
    c = _SAFEGUARDING.c
    return select(c.person_id, c.incident_id, c.concerns).where(rules.exists(_SAFEGUARDING))


def died(session: Session, window: Window) -> frozenset[str]:
    """Return the records of people whose death was entered by T."""
    return frozenset(session.execute(_died(), rules.values(window)).scalars())


@cache
def _died() -> Select[Any]:
    c = _PERSONS.c
    return select(c.id).where(c.deceased_on > date.min, rules.recorded(c.deceased_recorded_at))


def background(session: Session) -> Mapping[str, tuple[str, str, str, str]]:
    """Return gender, trans status, age band and ethnicity of each record, as they stand."""
    found = session.execute(_background()).all()
    return {record: (gender, trans, age, origin) for record, gender, trans, age, origin in found}


@cache
def _background() -> Select[Any]:
    c = _PERSONS.c
    return select(c.id, c.gender, c.trans, c.age_band, c.ethnicity)
