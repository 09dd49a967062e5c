"""Full text: words in notes, names of services and people, from the index inside the file.

Ordinary search looks into notes; accounts of harm are searched only when somebody types
``in notes:`` before the words. What is found says where it stands and never what stands there. A
search is noted in the trail by how much it found, never by what was typed; and what a role may not
read is not found.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from models.contacts import Contact, OutreachSession
from models.finding import ACCOUNTS, NOTES
from models.incidents import Incident
from models.people import Person, Task
from models.project import Agency
from models.support import Need, Referral
from outreach_app.casework import finding, finding_alerts, finding_cases, fulltext, own_work
from outreach_app.casework.found import Found
from outreach_app.casework.own_copy.tokens import WORD, fold
from outreach_app.casework.roles import CASEWORK, LEAD
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

IN_NOTES: Final = "in notes:"
PARTS: Final = finding.PARTS
# Fewer letters than this are in nearly every note.
LEAST: Final = 3
# Kinds of incident the lead alone finds by their words, besides who wrote them down.
_RESTRICTED: Final = "restricted"

_FEW_ALERTS: Final = 3
_whole = aliased(Person)
_DIRECTORY: Final = (
    select(Agency.id, Agency.name, Agency.type)
    .where(Agency.active.is_(True))
    .order_by(Agency.name, Agency.id)
)


@dataclass(frozen=True, slots=True)
class NoteFound:
    """A place where words stand; `key` is the row's, `title` the alias or the reference, or "".

    `kind` is ``contact``, ``need``, ``referral``, ``task``, ``handover`` or ``account``; `code` is
    the code of the person the title names.
    """

    kind: str
    key: str
    person_id: str | None
    title: str
    day: date
    code: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What was found: people, incidents, open cases, services, warnings, and places in notes."""

    things: tuple[Found, ...] = ()
    cases: tuple[Found, ...] = ()
    services: tuple[Found, ...] = ()
    notes: tuple[NoteFound, ...] = ()
    alerts: tuple[Found, ...] = ()


def find(work: Work, typed: str, limit: int = 6) -> Results:
    """Find anything; with ``in notes:`` before it, words in notes and in accounts of harm alone."""
    wanted = " ".join(typed.split())
    if wanted.lower().startswith(IN_NOTES):
        words = wanted[len(IN_NOTES) :]
        found = [*notes(work, words, limit), *accounts(work, words, limit)]
        return Results(notes=tuple(sorted(found, key=lambda each: each.day, reverse=True)[:limit]))
    things = finding.find(work, wanted, limit)
    people = tuple(each.id for each in things if each.kind == "person" and each.how != "alike")
    return Results(
        things=things,
        cases=finding_cases.cases(work, wanted, people, limit),
        services=services(work, wanted, limit),
        notes=notes(work, wanted, limit),
        alerts=finding_alerts.alerts(work, wanted, _FEW_ALERTS),
    )


def noted(work: Work, found: int, in_notes: bool) -> Done[int]:
    """Write into the trail that something was looked for: how much was found, never the words."""
    audit.note(work, "searched", found=found, notes=in_notes)
    return Done(found, changed("audit"))


def get_ready(work: Work, part: int) -> None:
    """Read one of the `PARTS` of what is compared while somebody types.

    So the first letters need not wait, and nothing else waits for more than one part.
    """
    finding.get_ready(work, part)


def services(work: Work, typed: str, limit: int = 6) -> tuple[Found, ...]:
    """Find services of the directory by the beginnings of words in their names.

    The directory itself is looked through: it is short, and among all names that begin with a
    letter its few would be lost.
    """
    wanted = [fold(word) for word in WORD.findall(typed)]
    if not wanted or work.role not in (*CASEWORK, "admin"):
        return ()
    found = (row for row in work.session.execute(_DIRECTORY) if _begins(row.name, wanted))
    return tuple(Found("service", row.id, row.name, row.type) for row in islice(found, limit))


def _begins(name: str, wanted: Sequence[str]) -> bool:
    words = [fold(word) for word in WORD.findall(name)]
    return all(any(word.startswith(begun) for word in words) for begun in wanted)


def notes(work: Work, typed: str, limit: int = 6) -> tuple[NoteFound, ...]:
    """Find words in notes, the newest first; a volunteer sees no notes, so none are found."""
    if work.role not in CASEWORK or fulltext.letters(typed) < LEAST:
        return ()
    return _places(work, fulltext.matches(work, NOTES, typed), limit)


def accounts(work: Work, typed: str, limit: int = 6) -> tuple[NoteFound, ...]:
    """Find words in accounts of harm: only ever on being asked, and only where it stands."""
    if work.role not in CASEWORK or fulltext.letters(typed) < LEAST:
        return ()
    return _places(work, fulltext.matches(work, ACCOUNTS, typed), limit)


def _places(work: Work, matches: Iterable[tuple[str, str]], limit: int) -> tuple[NoteFound, ...]:
    """Turn what the index said into places that may be read, the newest first."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in matches:
        by_kind.setdefault(kind, []).append(key)
    found: list[NoteFound] = []
    for kind, keys in by_kind.items():
        found += _READERS[kind](work, keys)
    # That words stand in a record tells what it holds: only of those that may be opened.
    closed = own_work.closed(work, {each.person_id for each in found if each.person_id})
    found = [each for each in found if each.person_id not in closed]
    return tuple(sorted(found, key=lambda each: (each.day, each.key), reverse=True)[:limit])


def _readable(work: Work) -> tuple[ColumnElement[bool], ...]:
    if work.role == LEAD:
        return ()
    return (
        and_(
            func.coalesce(Person.restricted, False).is_(False),
            func.coalesce(_whole.restricted, False).is_(False),
        ),
    )


def _about_people(work: Work, query: Any, keys: Sequence[str], column: Any) -> Any:
    """Join the person a row is about, and leave out what may not be read."""
    return work.session.execute(
        query.outerjoin(Person, Person.id == column.class_.person_id)
        .outerjoin(_whole, _whole.id == Person.merged_into)
        .add_columns(
            func.coalesce(_whole.id, Person.id).label("whose"),
            func.coalesce(_whole.alias, Person.alias).label("alias"),
            func.coalesce(_whole.code, Person.code).label("code"),
        )
        .where(column.in_(keys), *_readable(work))
    )


def _contacts(work: Work, keys: Sequence[str]) -> Iterable[NoteFound]:
    query = select(Contact.id, Contact.started_at).where(Contact.voided_at.is_(None))
    for row in _about_people(work, query, keys, Contact.id):
        day = work.day_of(row.started_at)
        yield NoteFound("contact", row.id, row.whose, row.alias or "", day, row.code or "")


def _needs(work: Work, keys: Sequence[str]) -> Iterable[NoteFound]:
    query = select(Need.id, Need.identified_on).where(Need.voided_at.is_(None))
    for row in _about_people(work, query, keys, Need.id):
        yield NoteFound("need", row.id, row.whose, row.alias, row.identified_on, row.code)


def _referrals(work: Work, keys: Sequence[str]) -> Iterable[NoteFound]:
    query = select(Referral.id, Referral.drafted_on, Referral.recorded_at).where(
        Referral.voided_at.is_(None)
    )
    for row in _about_people(work, query, keys, Referral.id):
        day = row.drafted_on or work.day_of(row.recorded_at)
        yield NoteFound("referral", row.id, row.whose, row.alias, day, row.code)


def _tasks(work: Work, keys: Sequence[str]) -> Iterable[NoteFound]:
    query = select(Task.id, Task.created_at).where(Task.done_at.is_(None))
    for row in _about_people(work, query, keys, Task.id):
        day = work.day_of(row.created_at)
        yield NoteFound("task", row.id, row.whose, row.alias or "", day, row.code or "")


def _handovers(work: Work, keys: Sequence[str]) -> Iterable[NoteFound]:
    rows = work.session.execute(
        select(OutreachSession.id, OutreachSession.started_at).where(
            OutreachSession.id.in_(keys), OutreachSession.voided_at.is_(None)
        )
    )
    for row in rows:
        yield NoteFound("handover", row.id, None, "", work.day_of(row.started_at))


def _accounts(work: Work, keys: Sequence[str]) -> Iterable[NoteFound]:
    query = select(Incident.id, Incident.reference, Incident.disclosed_at).where(
        Incident.voided_at.is_(None)
    )
    if work.role != LEAD:
        closed = work.lists["incident_type"].where(_RESTRICTED, value=True)
        query = query.where(
            or_(Incident.type.not_in(sorted(closed)), Incident.recorded_by == work.by)
        )
    for row in _about_people(work, query, keys, Incident.id):
        day = work.day_of(row.disclosed_at)
        yield NoteFound("account", row.id, row.whose, row.reference, day)


_READERS: Final[Mapping[str, Callable[[Work, Sequence[str]], Iterable[NoteFound]]]] = {
    "contact": _contacts,
    "need": _needs,
    "referral": _referrals,
    "task": _tasks,
    "handover": _handovers,
    "account": _accounts,
}
