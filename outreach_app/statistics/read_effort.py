"""Hours, naloxone, messages of warnings, links between suspects, requests, money taken."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.contacts import Contact, ContactSupply, OutreachSession
from models.incidents import Incident
from models.matching import MatchDecision
from models.protection import PoliceComplaint
from models.requests import OutsideRequest
from models.sharing import Alert, AlertChannel
from models.telling_more import NaloxoneTalk
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
    c = _SESSIONS.c
    together, work, open_ones = timedelta(), timedelta(), 0
    for started, ended, workers in session.execute(
        select(c.started_at, c.ended_at, c.workers).where(
            window.within(c.started_at), window.exists(_SESSIONS)
        )
    ):
        if ended is None or ended > window.as_at:
            open_ones += 1
            continue
        together += ended - started
        work += (ended - started) * len(workers)
    return Hours(together, work, open_ones)


def naloxone(
    session: Session, window: Window, outcomes: frozenset[str], items: frozenset[str]
) -> Naloxone:
    """Read what was given and told at counted contacts of the period."""
    c, s, t = _CONTACTS.c, _SUPPLIES.c, _TALKS.c
    here = and_(
        window.within(c.started_at), window.exists(_CONTACTS), c.outcome.in_(sorted(outcomes))
    )
    kits: Counter[str] = Counter()
    records: set[str] = set()
    not_named: set[str] = set()
    for contact, person, item, quantity in session.execute(
        select(c.id, window.linked_person(_CONTACTS), s.item, s.quantity)
        .join(_SUPPLIES, s.contact_id == c.id)
        .where(here, s.item.in_(sorted(items)))
    ):
        kits[item] += quantity
        if person is None:
            not_named.add(contact)
        else:
            records.add(person)
    used, overdoses = session.execute(
        select(func.sum(t.used_kits), func.sum(t.overdoses))
        .join(_CONTACTS, c.id == t.contact_id)
        .where(here, window.exists(_TALKS))
    ).one()
    return Naloxone(kits, frozenset(records), len(not_named), int(used or 0), int(overdoses or 0))


def sent(session: Session, window: Window) -> Mapping[str, int]:
    """Return messages of warnings issued in the period, by channel; messages, not people."""
    c = _ALERTS.c
    found = session.execute(
        select(_CHANNELS.c.channel, func.sum(_CHANNELS.c.sent))
        .join(_ALERTS, c.id == _CHANNELS.c.alert_id)
        .where(window.within(c.issued_at), window.exists(_ALERTS), c.status.not_in(_NOT_YET_ISSUED))
        .group_by(_CHANNELS.c.channel)
    )
    return {channel: int(count) for channel, count in found}


def links(session: Session, window: Window) -> tuple[int, frozenset[str]]:
    """Return how many pairs were confirmed in the period, and our own incidents in them."""
    found = confirmed_links(session, window)
    return len(found), frozenset(each for incidents in found.values() for each in incidents)


def confirmed_links(session: Session, window: Window) -> Mapping[str, frozenset[str]]:
    """Return the decisions that confirmed a pair in the period, each with our incidents in it.

    A pair counts once, by the newest decision on it that was neither made nor undone after T, when
    that one was made in the period. An incident voided by T is in none.
    """
    c = _DECISIONS.c
    one = func.coalesce(c.one_incident_id, c.one_report_id)
    other = func.coalesce(c.other_incident_id, c.other_report_id)
    holds = {
        frozenset((pair, against)): (
            decision if confirmed == _CONFIRMED and window.start <= at < window.end else "",
            incidents,
        )
        for decision, pair, against, confirmed, at, first, second in session.execute(
            select(
                *(c.id, one, other, c.decision, c.decided_at),
                *(c.one_incident_id, c.other_incident_id),
            )
            .where(c.decided_at <= window.as_at, _not_undone(window))
            .order_by(c.decided_at, c.id)
        )
        for incidents in [frozenset(each for each in (first, second) if each)]
    }
    made = {decision: incidents for decision, incidents in holds.values() if decision}
    ours = {each for incidents in made.values() for each in incidents}
    standing = frozenset(
        session.execute(
            select(_INCIDENTS.c.id).where(
                _INCIDENTS.c.id.in_(sorted(ours)), window.exists(_INCIDENTS)
            )
        ).scalars()
    )
    return {decision: incidents for decision, incidents in made.items() if incidents <= standing}


def requests(session: Session, window: Window) -> Mapping[str, int]:
    """Return requests received in the period by what became of them by T."""
    c = _REQUESTS.c
    found: Counter[str] = Counter()
    for result, decided in session.execute(
        select(c.result, c.decided_at).where(window.within(c.received_at), window.exists(_REQUESTS))
    ):
        known = decided is not None and decided <= window.as_at
        found[result if known else _WAITS] += 1
    return found


def money_taken(session: Session, window: Window) -> tuple[int, float]:
    """Return concerns noted in the period that name an amount, and the pounds together."""
    c = _COMPLAINTS.c
    amounts = session.execute(
        select(c.amount_gbp).where(
            window.on_days(c.noted_on), window.exists(_COMPLAINTS), c.amount_gbp.is_not(None)
        )
    ).scalars()
    some = list(amounts)
    return len(some), float(sum(some))


def _not_undone(window: Window) -> ColumnElement[bool]:
    undone = _DECISIONS.c.undone_at
    return or_(undone.is_(None), undone > window.as_at)
