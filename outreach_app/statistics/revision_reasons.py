"""Why a row counts now and did not, or the other way round: what was written down in between.

One row has one reason, the first that fits: taken out, late, joined, given a name, agreed later, a
later step, something else.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import ColumnElement, FromClause, select

from models.contacts import Contact, OutreachSession
from models.incidents import CourtEvent, Incident, OutcomeEvent, PathEvent
from models.matching import MatchDecision
from models.people import Case, Person, WorkStatusEvent
from models.protection import PoliceComplaint, Safeguarding
from models.requests import OutsideRequest
from models.sharing import Alert, Consent, Disclosure, Refusal
from models.support import Need, NeedEvent, NeedScore, Referral, ReferralEvent
from outreach_app.statistics import rules
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.window import table

Reason: TypeAlias = Literal["late", "void", "merge", "link", "consent", "step", "other"]
ORDER: Final[tuple[Reason, ...]] = (
    *("late", "void", "merge", "link"),
    *("consent", "step", "other"),
)

Place: TypeAlias = tuple[str, str, str | None]
# A question to the file: of these keys, which were touched after one moment and up to another.
Question: TypeAlias = Callable[[Facts, frozenset[str], datetime], frozenset[str]]

_PERSONS: Final = table(Person)
_CONTACTS: Final = table(Contact)
_CONSENTS: Final = table(Consent)
_BY_AGREEMENT: Final = ("PV", "R06", "G")
# The most keys in one question; SQLite takes no end of them.
_MOST: Final = 500

_TABLES: Final[Mapping[str, FromClause]] = {
    "contact": _CONTACTS,
    "session": table(OutreachSession),
    "incident": table(Incident),
    "need": table(Need),
    "referral": table(Referral),
    "alert": table(Alert),
    "concern": table(Safeguarding),
    "conduct": table(PoliceComplaint),
    "answer": _CONSENTS,
    "disclosure": table(Disclosure),
    "request": table(OutsideRequest),
}
_STEPS: Final[Mapping[str, tuple[tuple[FromClause, str], ...]]] = {
    "incident": tuple(
        (table(each), "incident_id") for each in (PathEvent, OutcomeEvent, CourtEvent)
    ),
    "need": tuple((table(each), "need_id") for each in (NeedEvent, NeedScore)),
    "referral": ((table(ReferralEvent), "referral_id"),),
    "person": ((table(WorkStatusEvent), "person_id"),),
}


def of(key: str, rows: Iterable[Place], facts: Facts, since: datetime) -> Mapping[Place, Reason]:
    """Return the reason of each row of a line, from what was written after `since` up to T."""
    found: dict[Place, Reason] = {}
    rows = tuple(rows)
    for kind in dict.fromkeys(row[0] for row in rows):
        left = {row[1]: row for row in rows if row[0] == kind}
        for reason, question in _questions(key, kind):
            asked = frozenset(left)
            for each in question(facts, asked, since) if asked else ():
                found[left.pop(each)] = reason
        # A row whose owner's records were joined counts for somebody else now.
        whose = {row: row[2] for row in left.values() if row[2] and kind != "person"}
        joined = _merged(facts, frozenset(filter(None, whose.values())), since)
        for row, owner in whose.items():
            if owner in joined:
                found[left.pop(row[1])] = "merge"
        found |= dict.fromkeys(left.values(), "other")
    return found


def _questions(key: str, kind: str) -> tuple[tuple[Reason, Question], ...]:
    asked: list[tuple[Reason, Question]] = []
    if kind == "person":
        asked += [("merge", _merged), ("void", _theirs("voided_at"))]
        asked += [("link", _linked_theirs), ("late", _theirs("recorded_at"))]
    elif kind == "case":
        asked += [("late", _case("opened_recorded_at")), ("step", _case("closed_recorded_at"))]
    elif kind == "refusal":
        asked.append(("late", _touched(table(Refusal), "at")))
    elif kind == "link":
        decided = table(MatchDecision)
        asked += [("late", _touched(decided, "decided_at"))]
        asked += [("step", _touched(decided, "undone_at"))]
    else:
        rows = _TABLES[kind]
        if "voided_at" in rows.c:
            asked.append(("void", _touched(rows, "voided_at")))
        asked.append(("late", _touched(rows, "recorded_at")))
    if kind == "contact":
        asked.append(("link", _touched(_CONTACTS, "person_linked_at")))
    if key.startswith(_BY_AGREEMENT):
        asked.append(("consent", _agreed))
    asked += [
        ("step", _touched(events, "recorded_at", of=parent))
        for events, parent in _STEPS.get(kind, ())
    ]
    return tuple(asked)


def _touched(rows: FromClause, column: str, *, of: str = "id") -> Question:
    """Make a question: which keys have a moment in this column after `since` and by T."""

    def ask(facts: Facts, keys: frozenset[str], since: datetime) -> frozenset[str]:
        when = _between(rows.c[column], since)
        return _found(
            facts, keys, lambda some: select(rows.c[of]).where(rows.c[of].in_(some), when)
        )

    return ask


def _case(column: str) -> Question:
    return _touched(table(Case), column)


def _theirs(column: str) -> Question:
    """Make a question about people: whose contacts, incidents, needs were entered or taken out."""

    def ask(facts: Facts, keys: frozenset[str], since: datetime) -> frozenset[str]:
        found: set[str] = set()
        for rows in (_CONTACTS, _TABLES["incident"], _TABLES["need"]):
            when = _between(rows.c[column], since)
            found |= _owners(facts, rows, when, keys)
        return frozenset(found)

    return ask


def _linked_theirs(facts: Facts, keys: frozenset[str], since: datetime) -> frozenset[str]:
    """Return whose contacts were given a name."""
    when = _between(_CONTACTS.c.person_linked_at, since)
    return _owners(facts, _CONTACTS, when, keys)


def _owners(
    facts: Facts, rows: FromClause, when: ColumnElement[bool], keys: frozenset[str]
) -> frozenset[str]:
    """Return, among `keys`, the people whose rows were touched, joined records together."""
    query = select(rows.c.person_id).where(rows.c.person_id.is_not(None), when).distinct()
    records = {record for (record,) in facts.rows_of(query)}
    return frozenset({*records, *map(facts.merges.whose, records)} & keys)


def _merged(facts: Facts, keys: frozenset[str], since: datetime) -> frozenset[str]:
    """Return who was joined with another record, or had one joined to them."""
    c = _PERSONS.c
    query = select(c.id, c.merged_into).where(_between(c.merged_at, since))
    return frozenset({key for row in facts.rows_of(query) for key in row} & keys)


def _agreed(facts: Facts, keys: frozenset[str], since: datetime) -> frozenset[str]:
    """Return the incidents and people about whom something was answered."""
    c = _CONSENTS.c
    query = select(c.incident_id, c.person_id).where(_between(c.recorded_at, since))
    return frozenset({key for row in facts.rows_of(query) for key in row if key} & keys)


def _between(column: ColumnElement[Any], since: datetime) -> ColumnElement[bool]:
    return (column > since) & rules.recorded(column)


def _found(facts: Facts, keys: frozenset[str], query: Callable[[list[str]], Any]) -> frozenset[str]:
    every = sorted(keys)
    parts = (every[at : at + _MOST] for at in range(0, len(every), _MOST))
    return frozenset(key for part in parts for (key,) in facts.rows_of(query(part)))
