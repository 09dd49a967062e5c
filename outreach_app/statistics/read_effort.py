"""Hours, naloxone, messages of warnings, links between suspects, requests, money taken."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.contacts import Contact, ContactSupply, OutreachSession
from models.incidents import Incident
from models.matching import MatchDecision
from models.protection import PoliceComplaint
from models.requests import OutsideRequest
from models.sharing import Alert, AlertChannel
from models.telling_more import NaloxoneTalk
from outreach_app.statistics import rules
from outreach_app.statistics.window import Window, table

_SESSIONS = table(OutreachSession)
_CONTACTS = table(Contact)
_SUPPLIES = table(ContactSupply)
_TALKS = table(NaloxoneTalk)
_ALERTS = table(Alert)
_CHANNELS = table(AlertChannel)
_DECISIONS = table(MatchDecision)
_INCIDENTS = table(Incident)
_REQUESTS = table(OutsideRequest)
_COMPLAINTS = table(PoliceComplaint)

_NOT_YET_ISSUED = ("draft", "checked")
_CONFIRMED = "same_confirmed"
_WAITS = "pending"


@dataclass(frozen=True, slots=True)
class Hours:
    """Length of sessions, and of the work in them; sessions without an end are counted apart."""

    sessions: timedelta
    workers: timedelta
    not_ended: int


@dataclass(frozen=True, slots=True)
class Naloxone:
    """Kits by item; the records they went to and contacts not named; what was said of use."""

    kits: Mapping[str, int]
    records: frozenset[str]
    not_named: int
    used: int
    overdoses: int


def hours(session: Session, window: Window) -> Hours:
    """Add up the sessions started in the period; a worker's hour is an hour of each worker."""
    together, work, open_ones = timedelta(), timedelta(), 0
    for started, ended, workers in session.execute(_hours(), rules.values(window)).all():
        if ended is None or ended > window.as_at:
            open_ones += 1
            continue
        together += ended - started
        work += (ended - started) * len(workers)
    return Hours(together, work, open_ones)


@cache
def _hours() -> Select[Any]:
    c = _SESSIONS.c
    return select(c.started_at, c.ended_at, c.workers).where(
        rules.within(c.started_at), rules.exists(_SESSIONS)
    )


def naloxone(
    session: Session, window: Window, outcomes: frozenset[str], items: frozenset[str]
) -> Naloxone:
    """Read what was given and told at counted contacts of the period."""
    values = rules.values(window)
    kits: Counter[str] = Counter()
    records: set[str] = set()
    not_named: set[str] = set()
    for contact, person, item, quantity in session.execute(_kits(outcomes, items), values).all():
        kits[item] += quantity
        if person is None:
            not_named.add(contact)
        else:
            records.add(person)
    used, overdoses = session.execute(_talks(outcomes), values).one()
    return Naloxone(kits, frozenset(records), len(not_named), int(used or 0), int(overdoses or 0))


@cache
def _kits(outcomes: frozenset[str], items: frozenset[str]) -> Select[Any]:
    c, s = _CONTACTS.c, _SUPPLIES.c
    return (
        select(c.id, rules.linked_person(_CONTACTS), s.item, s.quantity)
        .join(_SUPPLIES, s.contact_id == c.id)
        .where(_met_here(outcomes), rules.one_of(s.item, items))
    )


@cache
def _talks(outcomes: frozenset[str]) -> Select[Any]:
    t = _TALKS.c
    return (
        select(func.sum(t.used_kits), func.sum(t.overdoses))
        .join(_CONTACTS, _CONTACTS.c.id == t.contact_id)
        .where(_met_here(outcomes), rules.exists(_TALKS))
    )


def _met_here(outcomes: frozenset[str]) -> ColumnElement[bool]:
    c = _CONTACTS.c
    return and_(
        rules.within(c.started_at), rules.exists(_CONTACTS), rules.one_of(c.outcome, outcomes)
    )


def sent(session: Session, window: Window) -> Mapping[str, int]:
    """Return messages of warnings issued in the period, by channel; messages, not people."""
    found = session.execute(_sent(), rules.values(window)).all()
    return {channel: int(count) for channel, count in found}


@cache
def _sent() -> Select[Any]:
    c = _ALERTS.c
    return (
        select(_CHANNELS.c.channel, func.sum(_CHANNELS.c.sent))
        .join(_ALERTS, c.id == _CHANNELS.c.alert_id)
        .where(
            rules.within(c.issued_at),
            rules.exists(_ALERTS),
            ~rules.one_of(c.status, _NOT_YET_ISSUED),
        )
        .group_by(_CHANNELS.c.channel)
    )


def links(session: Session, window: Window) -> tuple[int, frozenset[str]]:
    """Return how many pairs were confirmed in the period, and our own incidents in them."""
    found = confirmed_links(session, window)
    return len(found), frozenset(each for incidents in found.values() for each in incidents)


def confirmed_links(session: Session, window: Window) -> Mapping[str, frozenset[str]]:
    """Return the decisions that confirmed a pair in the period, each with our incidents in it.

    A pair counts once, by the newest decision on it that was neither made nor undone after T, when
    that one was made in the period. An incident voided by T is in none.
    """
    holds = {
        frozenset((pair, against)): (
            decision if confirmed == _CONFIRMED and window.start <= at < window.end else "",
            incidents,
        )
        for decision, pair, against, confirmed, at, first, second in session.execute(
            _decisions(), rules.values(window)
        ).all()
        for incidents in [frozenset(each for each in (first, second) if each)]
    }
    made = {decision: incidents for decision, incidents in holds.values() if decision}
    if not made:
        return made
    ours = {each for incidents in made.values() for each in incidents}
    still = select(_INCIDENTS.c.id).where(
        _INCIDENTS.c.id.in_(sorted(ours)), rules.exists(_INCIDENTS)
    )
    standing = frozenset(session.execute(still, rules.values(window)).scalars())
    return {decision: incidents for decision, incidents in made.items() if incidents <= standing}


@cache
def _decisions() -> Select[Any]:
    c = _DECISIONS.c
    one = func.coalesce(c.one_incident_id, c.one_report_id)
    other = func.coalesce(c.other_incident_id, c.other_report_id)
    not_undone = or_(c.undone_at.is_(None), c.undone_at > rules.AS_AT)
    return (
        select(
            *(c.id, one, other, c.decision, c.decided_at),
            *(c.one_incident_id, c.other_incident_id),
        )
        .where(rules.recorded(c.decided_at), not_undone)
        .order_by(c.decided_at, c.id)
    )


def requests(session: Session, window: Window) -> Mapping[str, int]:
    """Return requests received in the period by what became of them by T."""
    found: Counter[str] = Counter()
    for result, decided in session.execute(_requests(), rules.values(window)).all():
        known = decided is not None and decided <= window.as_at
        found[result if known else _WAITS] += 1
    return found


@cache
def _requests() -> Select[Any]:
    c = _REQUESTS.c
    return select(c.result, c.decided_at).where(
        rules.within(c.received_at), rules.exists(_REQUESTS)
    )


def money_taken(session: Session, window: Window) -> tuple[int, float]:
    """Return concerns noted in the period that name an amount, and the pounds together."""
    some = session.execute(_amounts(), rules.values(window)).scalars().all()
    return len(some), float(sum(some))


@cache
def _amounts() -> Select[Any]:
    c = _COMPLAINTS.c
    return select(c.amount_gbp).where(
        rules.on_days(c.noted_on), rules.exists(_COMPLAINTS), c.amount_gbp.is_not(None)
    )
