"""Two records of one person, joined: the duplicate counts with the record that stays, from now on.

What counts is `persons.merged_into` and `merged_at`, and a record that stays is never joined itself
(exchange format, rule 6). When it is joined later after all, its duplicates are pointed on with it,
from that moment; the links as they were made stay in their own table. A link undone counts as never
made: the exchange format has no word for it, and figures that were issued are kept as they were.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, insert, or_, select

from models.linking import PersonLink
from models.people import DeathMark, Person
from models.types import new_key
from outreach_app.casework import access, care, checks, details, link_cases, partners, roles
from outreach_app.casework.people import UNDER_18
from outreach_app.casework.seen import whole_id
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Changes, Done, Work, changed

REASON_LIMIT: Final = 200
_TOUCHED: Final = ("people", "cases", "contacts", "incidents", "needs", "consents", "tasks")


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """Two records of one person: which goes into which, and how that is known."""

    duplicate_id: str
    target_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as it was made; `undone_at` is when it was found wrong."""

    id: str
    duplicate_id: str
    alias: str
    code: str
    target_id: str
    reason: str
    linked_at: datetime
    linked_by: str | None
    undone_at: datetime | None
    undone_by: str | None


def check(draft: LinkDraft) -> tuple[Problem, ...]:
    """Find what must be mended before two records can be joined."""
    problems = checks.text("reason", draft.reason, REASON_LIMIT, needed=True)
    if draft.duplicate_id == draft.target_id:
        problems.append(Problem("target_id", "link_itself"))
    return tuple(problems)


def link(work: Work, draft: LinkDraft) -> Done[str]:
    """Join a duplicate to the record that stays; answers the key of the link."""
    roles.insist(work, roles.CASEWORK)
    checks.insist(check(draft))
    for key in (draft.duplicate_id, draft.target_id):
        access.insist(work, key)
    target = work.session.get_one(Person, whole_id(work, draft.target_id))
    duplicate = work.session.get_one(Person, draft.duplicate_id)
    checks.insist(hindrances(work, duplicate, target))
    joined = _joined(work, duplicate.id)
    for each in joined:
        _write_down(work, each)
    effects = link_cases.join(work, duplicate.id, target.id)
    key = new_key()
    work.session.execute(
        insert(PersonLink).values(
            id=key,
            duplicate_id=duplicate.id,
            target_id=target.id,
            reason=draft.reason.strip(),
            linked_at=work.now,
            linked_by=work.by,
            effects=effects,
        )
    )
    for each in (duplicate, *joined):
        each.merged_into, each.merged_at = target.id, work.now
    if duplicate.restricted or target.restricted:
        for each in (duplicate, target, *joined):
            each.restricted = True
    work.session.flush()
    _stay_young(work, duplicate, target)
    audit.note(work, "records_joined", target.id, duplicate=duplicate.id)
    return Done(key, _changes(target.id))


def _stay_young(work: Work, duplicate: Person, target: Person) -> None:
    """Let nobody under 18 become an adult by being joined: the flag asks for a look at the age."""
    bands = [details.of_record(each, work.today).age_band for each in (duplicate, target)]
    young = [details.is_child_band(work.lists, band) for band in bands]
    flags = {row.flag for row in care.flag_history(work, target.id) if row.ended_at is None}
    if young == [True, False] and UNDER_18 not in flags:
        care.set_flag(work, target.id, UNDER_18)


def hindrances(work: Work, duplicate: Person, target: Person) -> list[Problem]:
    """Return what keeps two records from being joined, whatever the reason given."""
    problems = []
    if duplicate.id == target.id:
        problems.append(Problem("target_id", "link_itself"))
    if duplicate.merged_into is not None:
        problems.append(Problem("duplicate_id", "link_already"))
    if duplicate.deceased_on != target.deceased_on:
        problems.append(Problem("duplicate_id", "link_death"))
    if partners.are(work, duplicate.id, target.id):
        problems.append(Problem("target_id", "link_partners"))
    return problems


def undo(work: Work, duplicate_id: str) -> Done[str]:
    """Take a link back: two records again, as if it had never been made.

    What was written since on the record that stayed stays there. The link made last is undone
    first. Raises CheckFailed, and NoSuchRecord for a record that is not joined.
    """
    roles.insist(work, roles.CASEWORK)
    access.insist(work, duplicate_id)
    duplicate = work.session.get(Person, duplicate_id)
    if duplicate is None or duplicate.merged_into is None:
        raise NoSuchRecord
    root = duplicate.merged_into
    made = _live(work, duplicate_id) or _write_down(work, duplicate)
    checks.insist([*_later_first(work, made, root), *_death_first(work, root)])
    link_cases.part(work, made.effects, made.linked_at)
    made.undone_at, made.undone_by = work.now, work.by
    work.session.flush()
    for each in _joined(work, root):
        _point(work, each)
    work.session.flush()
    audit.note(work, "records_parted", root, duplicate=duplicate_id)
    return Done(duplicate_id, _changes(root))


def history(work: Work, person_id: str) -> tuple[LinkRow, ...]:
    """Return every link a record ever had a part in, those undone too, in order."""
    access.insist(work, person_id)
    rows = work.session.execute(
        select(PersonLink, Person.alias, Person.code)
        .join(Person, Person.id == PersonLink.duplicate_id)
        .where((PersonLink.target_id == person_id) | (PersonLink.duplicate_id == person_id))
        .order_by(PersonLink.linked_at, PersonLink.id)
    )
    return tuple(
        LinkRow(
            made.id,
            made.duplicate_id,
            alias,
            code,
            made.target_id,
            made.reason,
            made.linked_at,
            made.linked_by,
            made.undone_at,
            made.undone_by,
        )
        for made, alias, code in rows
    )


def _changes(person_id: str) -> Changes:
    return changed(*_TOUCHED, person_id=person_id)


def _joined(work: Work, person_id: str) -> list[Person]:
    return list(
        work.session.scalars(
            select(Person).where(Person.merged_into == person_id).order_by(Person.id)
        )
    )


def _live(work: Work, duplicate_id: str) -> PersonLink | None:
    return work.session.scalars(
        select(PersonLink).where(
            PersonLink.duplicate_id == duplicate_id, PersonLink.undone_at.is_(None)
        )
    ).first()


def _write_down(work: Work, duplicate: Person) -> PersonLink:
    """Return the link of a joined record; one that came in with an import is written down first."""
    found = _live(work, duplicate.id)
    if found is None:
        found = PersonLink(
            id=new_key(),
            duplicate_id=duplicate.id,
            target_id=duplicate.merged_into,
            reason="",
            linked_at=duplicate.merged_at,
            effects=link_cases.found(work, duplicate.id, duplicate.merged_at),
        )
        work.session.add(found)
        work.session.flush()
    return found


def _later_first(work: Work, made: PersonLink, root: str) -> list[Problem]:
    """Find a later link that this one lies within, or that took its cases further."""
    if made.target_id != root:
        return [Problem("duplicate_id", "undo_later_first")]
    later = work.session.scalars(
        select(PersonLink).where(
            PersonLink.target_id == root,
            PersonLink.undone_at.is_(None),
            or_(
                PersonLink.linked_at > made.linked_at,
                and_(PersonLink.linked_at == made.linked_at, PersonLink.id > made.id),
            ),
        )
    )
    if link_cases.moved(made.effects) and any(other.effects for other in later):
        return [Problem("duplicate_id", "undo_later_first")]
    return []


def _death_first(work: Work, root: str) -> list[Problem]:
    """Find a death that can still be taken back: what it ended is known by today's records."""
    marks = work.session.scalars(
        select(DeathMark.marked_at).where(
            DeathMark.person_id == root, DeathMark.undone_at.is_(None)
        )
    )
    if any(work.day_of(at) == work.today for at in marks):
        return [Problem("duplicate_id", "undo_death_first")]
    return []


def _point(work: Work, record: Person) -> None:
    """Point a record to where its links that stand lead, from when the last of them was made."""
    at: datetime | None = None
    target: str | None = None
    place: str = record.id
    while made := _live(work, place):
        at = made.linked_at if at is None else max(at, made.linked_at)
        target = place = made.target_id
    if at is None and not _ever(work, record.id):
        return  # came in joined, and nobody touched that
    record.merged_into, record.merged_at = target, at


def _ever(work: Work, duplicate_id: str) -> bool:
    return (
        work.session.scalar(
            select(PersonLink.id).where(PersonLink.duplicate_id == duplicate_id).limit(1)
        )
        is not None
    )
