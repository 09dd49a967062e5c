"""Rows of the further figures that the file counts: naloxone, messages, requests, money, hours."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from models.contacts import Contact, ContactSupply, OutreachSession
from models.incidents import Incident
from models.protection import PoliceComplaint
from models.requests import OutsideRequest
from models.sharing import Alert, AlertChannel
from models.telling_more import NaloxoneTalk
from outreach_app.statistics import rules
from outreach_app.statistics.read_incidents import NOT_YET_ISSUED
from outreach_app.statistics.trace_rows import Row, Share
from outreach_app.statistics.window import table

if TYPE_CHECKING:
    from outreach_app.statistics.facts import Facts
    from outreach_app.statistics.trace_read import Reader

_CONTACTS: Final = table(Contact)
_SUPPLIES: Final = table(ContactSupply)
_TALKS: Final = table(NaloxoneTalk)
_SESSIONS: Final = table(OutreachSession)
_ALERTS: Final = table(Alert)
_CHANNELS: Final = table(AlertChannel)
_REQUESTS: Final = table(OutsideRequest)
_CONDUCT: Final = table(PoliceComplaint)
_INCIDENTS: Final = table(Incident)
_MOST: Final = 500
_WAITS: Final = "pending"


def _naloxone(facts: "Facts") -> Iterator[Share]:
    c = _CONTACTS.c
    here = (
        rules.within(c.started_at),
        rules.exists(_CONTACTS),
        c.outcome.in_(sorted(facts.counted_outcomes)),
    )
    who: Any = rules.linked_person(_CONTACTS)
    supplies = facts.lists["supply_item"]
    items = sorted(supplies.where("family", "naloxone") & supplies.where("unit", "kit"))
    given = (
        select(c.id, who, _SUPPLIES.c.item, _SUPPLIES.c.quantity)
        .join(_SUPPLIES, _SUPPLIES.c.contact_id == c.id)
        .where(*here, _SUPPLIES.c.item.in_(items))
    )
    counted: set[str] = set()
    for contact, person, item, quantity in facts.rows_of(given):
        row = Row("contact", contact, person)
        yield "kits", (row, quantity)
        yield f"by_item/{item}", (row, quantity)
        if contact not in counted:
            counted.add(contact)
            yield "people" if person else "not_named", (row, 1)
    told = (
        select(c.id, who, _TALKS.c.used_kits, _TALKS.c.overdoses)
        .join(_TALKS, _TALKS.c.contact_id == c.id)
        .where(*here, rules.exists(_TALKS))
    )
    for contact, person, used, overdoses in facts.rows_of(told):
        row = Row("contact", contact, person)
        yield "after_use", (row, used or 0)
        yield "overdoses", (row, overdoses or 0)


def _sent(facts: "Facts") -> Iterator[Share]:
    c = _ALERTS.c
    query = (
        select(c.id, _CHANNELS.c.channel, _CHANNELS.c.sent)
        .join(_CHANNELS, _CHANNELS.c.alert_id == c.id)
        .where(rules.within(c.issued_at), rules.exists(_ALERTS), c.status.not_in(NOT_YET_ISSUED))
    )
    for alert, channel, sent in facts.rows_of(query):
        yield "total", (Row("alert", alert), sent)
        yield f"by_channel/{channel}", (Row("alert", alert), sent)


def _requests(facts: "Facts") -> Iterator[Share]:
    c = _REQUESTS.c
    query = select(c.id, c.result, c.decided_at).where(
        rules.within(c.received_at), rules.exists(_REQUESTS)
    )
    for request, result, decided in facts.rows_of(query):
        known = decided is not None and decided <= facts.window.as_at
        yield "received", (Row("request", request), 1)
        yield f"by_result/{result if known else _WAITS}", (Row("request", request), 1)


def _money(facts: "Facts") -> Iterator[Share]:
    c = _CONDUCT.c
    query = select(c.id, c.person_id).where(
        rules.on_days(c.noted_on), rules.exists(_CONDUCT), c.amount_gbp.is_not(None)
    )
    for noted, person in facts.rows_of(query):
        yield "concerns", (Row("conduct", noted, person), 1)


def _links(facts: "Facts") -> Iterator[Share]:
    found = facts.further.confirmed_links
    for decision in found:
        yield "links", (Row("link", decision), 1)
    ours = {each for incidents in found.values() for each in incidents}
    # A confirmed pair may hold an incident told long before the period.
    keys, c = sorted(ours), _INCIDENTS.c
    for at in range(0, len(keys), _MOST):
        query = select(c.id, c.person_id).where(c.id.in_(keys[at : at + _MOST]))
        for incident, person in facts.rows_of(query):
            yield "incidents", (Row("incident", incident, person), 1)


def _months(facts: "Facts") -> Iterator[Share]:
    """Yield each person once for each month: why this sum says nothing."""
    for month in facts.period.months():
        for person in sorted(facts.of(month).people):
            yield "", (Row("person", person, person), 1)


def _not_ended(facts: "Facts") -> Iterator[Share]:
    c = _SESSIONS.c
    query = select(c.id, c.ended_at).where(rules.within(c.started_at), rules.exists(_SESSIONS))
    for session, ended in facts.rows_of(query):
        if ended is None or ended > facts.window.as_at:
            yield "not_ended", (Row("session", session), 1)


READERS: Final[Mapping[str, "Reader"]] = {
    "S04_naloxone": _naloxone,
    "A04_reach": _sent,
    "G05_requests": _requests,
    "PC01b_money_taken": _money,
    "C07_hours": _not_ended,
    "I15_repeat_suspects": _links,
    "R05_sum_of_monthly_unique_DO_NOT_USE": _months,
}
