"""Rows of the figures that the file itself counts: the same conditions, with keys for counts.

`trace` compares what comes from here with the figure, so that the two cannot part unnoticed.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from itertools import groupby
from typing import Any, Final, TypeAlias

from sqlalchemy import select

from models.contacts import Contact, ContactSupply, OutreachSession
from models.incidents import CourtEvent, Incident, OutcomeEvent, Vehicle
from models.protection import PoliceComplaint, Safeguarding
from models.sharing import Consent, Refusal
from outreach_app.statistics import read_incidents, registry, rules, trace_further
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.rows import Tally
from outreach_app.statistics.trace_rows import Row, Share
from outreach_app.statistics.window import table

Reader: TypeAlias = Callable[[Facts], Iterator[Share]]

_CONTACTS: Final = table(Contact)
_SUPPLIES: Final = table(ContactSupply)
_SESSIONS: Final = table(OutreachSession)
_INCIDENTS: Final = table(Incident)
_VEHICLES: Final = table(Vehicle)
_CONSENTS: Final = table(Consent)
_REFUSALS: Final = table(Refusal)
_CONCERNS: Final = table(Safeguarding)
_CONDUCT: Final = table(PoliceComplaint)
_STILL_INVESTIGATED: Final = "INV"


def _contacts(facts: Facts, *columns: Any, counted: bool = True) -> Iterator[Any]:
    """Yield contacts of the period: key, person as at T, then other columns."""
    c = _CONTACTS.c
    query = select(c.id, rules.linked_person(_CONTACTS), *columns).where(
        rules.within(c.started_at), rules.exists(_CONTACTS)
    )
    if counted:
        query = query.where(c.outcome.in_(sorted(facts.counted_outcomes)))
    yield from facts.rows_of(query)


def _by_tally(key: str) -> Reader:
    """Make a reader for a line over `Facts.tallies`: contacts of one tally count alike."""

    def read(facts: Facts) -> Iterator[Share]:
        c = _CONTACTS.c
        found = sorted(
            _contacts(facts, c.outcome, c.setting, c.area, counted=False),
            key=lambda row: tuple(row[2:]),
        )
        compute = registry.known()[key].compute
        for (outcome, setting, area), some in groupby(found, key=lambda row: tuple(row[2:])):
            one = copy(facts)
            vars(one).pop("counted", None)
            vars(one)["tallies"] = (Tally(outcome, setting, area, 1),)
            value = compute(one)
            paths = list(value) if isinstance(value, Mapping) else [""] if value else []
            for contact, person, *_ in some:
                for path in paths:
                    yield path, (Row("contact", contact, person), 1)

    return read


def _not_named(facts: Facts) -> Iterator[Share]:
    for contact, person in _contacts(facts):
        if person is None:
            yield "", (Row("contact", contact), 1)


def _supplies(facts: Facts) -> Iterator[Share]:
    for contact, person, item, quantity in _given(facts):
        yield item, (Row("contact", contact, person), quantity)


def _with_supplies(facts: Facts) -> Iterator[Share]:
    for contact, person in dict.fromkeys((row[0], row[1]) for row in _given(facts)):
        yield "", (Row("contact", contact, person), 1)


def _given(facts: Facts) -> Iterator[Any]:
    c = _CONTACTS.c
    query = (
        select(c.id, rules.linked_person(_CONTACTS), _SUPPLIES.c.item, _SUPPLIES.c.quantity)
        .join(_SUPPLIES, _SUPPLIES.c.contact_id == c.id)
        .where(
            rules.within(c.started_at),
            rules.exists(_CONTACTS),
            c.outcome.in_(sorted(facts.counted_outcomes)),
        )
    )
    yield from facts.rows_of(query)


def _returns(facts: Facts) -> Iterator[Share]:
    for contact, person, returned in _contacts(facts, _CONTACTS.c.needle_returns):
        if returned:
            yield "", (Row("contact", contact, person), returned)


def _sessions(facts: Facts) -> Iterator[Share]:
    c = _SESSIONS.c
    query = select(c.id, c.type).where(rules.within(c.started_at), rules.exists(_SESSIONS))
    for session, kind in facts.rows_of(query):
        yield kind, (Row("session", session), 1)


def _happened(facts: Facts) -> Iterator[Share]:
    c = _INCIDENTS.c
    query = select(c.id, c.person_id).where(
        rules.on_days(c.occurred_on),
        c.occurred_precision.in_(read_incidents.KNOWN_TO_THE_WEEK),
        rules.exists(_INCIDENTS),
    )
    for incident, person in facts.rows_of(query):
        yield "", (Row("incident", incident, person), 1)


def _vehicles(facts: Facts) -> Iterator[Share]:
    told = {each.id: each for each in facts.incidents}
    query = select(_VEHICLES.c.incident_id, read_incidents.HAS_PLATE)
    for incident, plate in facts.rows_of(query):
        if incident in told:
            row = Row("incident", incident, told[incident].person)
            yield "described", (row, 1)
            if plate:
                yield "with_plate", (row, 1)


def _justice(facts: Facts) -> Iterator[Share]:
    c = _INCIDENTS.c
    for kind, model, name in (
        ("outcome", OutcomeEvent, "outcome"),
        ("court", CourtEvent, "event"),
    ):
        events = table(model)
        query = (
            select(c.id, c.person_id, events.c[name])
            .join(events, events.c.incident_id == c.id)
            .where(
                rules.on_days(events.c.on_day),
                rules.recorded(events.c.recorded_at),
                rules.exists(_INCIDENTS),
            )
        )
        for incident, person, code in facts.rows_of(query):
            if (kind, code) != ("outcome", _STILL_INVESTIGATED):
                yield f"{kind}:{code}", (Row("incident", incident, person), 1)


def _answers(facts: Facts) -> Iterator[Share]:
    c = _CONSENTS.c
    query = select(c.id, c.person_id, c.scope, c.state).where(
        rules.within(c.at), rules.recorded(c.recorded_at)
    )
    for answer, person, scope, state in facts.rows_of(query):
        yield f"{scope}:{state}", (Row("answer", answer, person), 1)


def _refusals(facts: Facts) -> Iterator[Share]:
    c = _REFUSALS.c
    query = select(c.id, c.person_id).where(rules.within(c.at), rules.recorded(c.at))
    for refusal, person in facts.rows_of(query):
        yield "", (Row("refusal", refusal, person), 1)


def _concerns(facts: Facts) -> Iterator[Share]:
    c = _CONCERNS.c
    query = select(c.id, c.person_id, c.concerns).where(
        rules.within(c.raised_at), rules.exists(_CONCERNS)
    )
    for concern, person, kinds in facts.rows_of(query):
        for kind in kinds:
            yield kind, (Row("concern", concern, person), 1)


def _conduct(facts: Facts) -> Iterator[Share]:
    c = _CONDUCT.c
    query = select(c.id, c.person_id, c.types).where(
        rules.on_days(c.noted_on), rules.exists(_CONDUCT)
    )
    for noted, person, kinds in facts.rows_of(query):
        for kind in kinds:
            yield kind, (Row("conduct", noted, person), 1)


READERS: Final[Mapping[str, Reader]] = {
    **{
        key: _by_tally(key)
        for key in (
            *("C01_contacts", "C02_not_counted", "C03_by_setting"),
            *("C04_by_area", "C05_by_core_setting"),
        )
    },
    "R04_anonymous_contacts": _not_named,
    "C06_sessions": _sessions,
    "S01_supplies": _supplies,
    "S02_contacts_with_supplies": _with_supplies,
    "S03_needle_returns": _returns,
    "I11_occurred_in_period": _happened,
    "I12_vehicle": _vehicles,
    "J01_justice_events": _justice,
    "G01_consent_events": _answers,
    "G04_blocked_disclosures": _refusals,
    "SG01_safeguarding_raised": _concerns,
    "PC01_police_conduct": _conduct,
    **trace_further.READERS,
}
