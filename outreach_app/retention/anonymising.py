"""Taking a person out and leaving the counts: when their time has come, or when they ask for it.

Their row stays as a random key with what is counted (band, area, days), so that no figure of any
month changes. Names, ways to reach them, free text, papers and old values go. What was told of the
person responsible stays for its own time. See docs/erasure.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select

from models.erasing import Erasure
from models.finding import ACCOUNTS, NOTES
from models.people import Case, Person
from models.project import Staff
from models.types import new_key
from outreach_app.casework import access, anonymised, checks, fulltext, holds, roles
from outreach_app.casework.anonymised import PERSON
from outreach_app.casework.holds import HoldRow
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.errors import Problem, Refused
from outreach_app.governance import audit
from outreach_app.retention.applying import About, apply
from outreach_app.work import Done, Work, changed

DUE: Final = "due"
ASKED: Final = "asked"
GROUNDS: Final = (DUE, ASKED)
# What is counted on the page before it is decided, in its order.
SHOWN: Final = (
    "contacts", "incidents", "needs", "referrals", "cases", "safeguarding", "police_complaints",
    "consents", "disclosures", "consent_papers", "contact_routes", "aliases", "tasks", "drafts",
)  # fmt: skip


class OnHold(Refused):
    """Something has to be kept for now."""

    key = "erasing.errors.on_hold"


class CaseOpen(Refused):
    """A case is open: it is closed first, so that the figures say how it ended."""

    key = "erasing.errors.case_open"


@dataclass(frozen=True, slots=True)
class Preview:
    """What anonymising would touch: how many rows of each kind, and what stands in the way.

    `mentions` are other people's notes in which the alias stands; the program does not read them
    and leaves them, somebody has to. `word` is what has to be typed.
    """

    person_id: str
    alias: str
    code: str
    records: int
    rows: Mapping[str, int]
    hold: HoldRow | None
    case_open: bool
    mentions: int

    @property
    def total(self) -> int:
        """Return how many rows go or are emptied."""
        return sum(self.rows.values())

    @property
    def may(self) -> bool:
        """Tell whether nothing stands in the way."""
        return self.hold is None and not self.case_open

    @property
    def word(self) -> str:
        """Return what has to be typed before it is done."""
        return self.code


@dataclass(frozen=True, slots=True)
class EraseDraft:
    """Whom to anonymise, on which ground, and the code as it was typed to be sure."""

    person_id: str
    ground: str
    typed: str


def look(work: Work, person_id: str) -> Preview:
    """Return what anonymising somebody would touch. For the lead. Raises Restricted, Anonymised."""
    roles.insist(work, (roles.LEAD,))
    access.insist(work, person_id)
    key = whole_id(work, person_id)
    anonymised.insist(work, key)
    records = _records(work, key)
    person = work.session.execute(select(Person.alias, Person.code).where(Person.id == key)).one()
    about = About(work.session, records)
    rows = {name: about.count(name) for name in SHOWN}
    return Preview(
        person_id=key,
        alias=person.alias,
        code=person.code,
        records=len(records),
        rows={name: count for name, count in rows.items() if count},
        hold=holds.of_person(work, key),
        case_open=_case_open(work, records),
        mentions=_mentions(work, about, person.alias),
    )


def anonymise(work: Work, draft: EraseDraft) -> Done[str]:
    """Take somebody out and leave the counts, all or nothing; nobody can undo it. For the lead.

    Raises OnHold, CaseOpen, Restricted, Anonymised, CheckFailed when the code typed is another.
    Call `Casebook.scrub` afterwards: until then the old pages may lie in the file, unreferenced.
    """
    roles.insist(work, (roles.LEAD,))
    access.insist(work, draft.person_id)
    key = whole_id(work, draft.person_id)
    anonymised.insist(work, key)
    code = work.session.scalar(select(Person.code).where(Person.id == key)) or ""
    if draft.ground not in GROUNDS:
        checks.insist([Problem("ground", "required")])
    if draft.typed.strip().casefold() != code.casefold():
        checks.insist([Problem("typed", "erasing_code", {"code": code})])
    take_out(work, key, draft.ground)
    return Done(key, changed("everything", person_id=key))


def take_out(work: Work, key: str, ground: str) -> None:
    """Take somebody out inside the caller's command. Raises OnHold, CaseOpen."""
    records = _records(work, key)
    if holds.of_person(work, key) is not None or holds.held(work, records):
        raise OnHold
    if _case_open(work, records):
        raise CaseOpen
    _carry_out(work, records, ground, work.now, work.by)
    audit.note(work, "anonymised", key, ground=ground, records=len(records))


def again(work: Work, wanted: Sequence[tuple[str, str, datetime, str | None]]) -> int:
    """Do anew, in an older state that was restored, what was decided since; answers how many.

    `wanted` are key, ground, moment and by whom. Nothing is asked: it was decided, and a hold that
    stood then had been lifted before.
    """
    here = set(work.session.scalars(select(Person.id)))
    done = set(work.session.scalars(select(Erasure.object_id).where(Erasure.kind == PERSON)))
    colleagues = set(work.session.scalars(select(Staff.code)))
    count = 0
    for key, ground, at, by in wanted:
        if key in done:
            continue
        whom = by if by in colleagues else None
        if key in here:
            _carry_out(work, (key,), ground, at, whom)
            count += 1
        else:
            _remember(work, key, ground, at, whom)
    return count


def _carry_out(
    work: Work, records: Sequence[str], ground: str, at: datetime, by: str | None
) -> None:
    apply(work, records)
    for record in records:
        _remember(work, record, ground, at, by)


def _remember(work: Work, record: str, ground: str, at: datetime, by: str | None) -> None:
    work.session.execute(
        insert(Erasure).values(
            id=new_key(), kind=PERSON, object_id=record, ground=ground, at=at, by=by or None
        )
    )


def _records(work: Work, key: str) -> tuple[str, ...]:
    return tuple(work.session.scalars(records_of(key).order_by(Person.id)))


def _case_open(work: Work, records: Sequence[str]) -> bool:
    wanted = select(Case.id).where(Case.person_id.in_(records), Case.closed_on.is_(None))
    return work.session.scalar(wanted.limit(1)) is not None


def _mentions(work: Work, about: About, alias: str) -> int:
    """Count other notes in which every word of the alias stands."""
    found = {
        (kind, key)
        for index in (NOTES, ACCOUNTS)
        for kind, key in fulltext.matches(work, index, alias, fulltext.EVERY)
    }
    mine = set(about.everything()) | set(about.keys("tasks"))
    return sum(key not in mine for _, key in found)
