"""Needs: told by the person, moved on step by step, closed with what came of them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, insert, select

from models.contacts import Contact
from models.people import Person
from models.support import Need, NeedEvent, Referral, ReferralEvent
from models.types import new_key
from outreach_app.casework import access, checks, late_needs, people, roles, young
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.seen import records_of
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

OPEN: Final = "identified"
# Opened at the person's own word alone (requirements A11, vocabulary `need_category`).
ONLY_ASKED: Final = ("exiting",)


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """A need as it was told; `identified_on` is a local day, `contact_id` where it was told.

    `asked_for` says that they asked for it themselves: without it the needs of `ONLY_ASKED` are
    never opened, by nobody and by no default. `late_reason` (list ``late_reason``) says why it is
    written down only after their death, `was_met` that it was met before it.
    """

    person_id: str
    category: str
    identified_on: date
    note: str | None = None
    contact_id: str | None = None
    asked_for: bool = False
    late_reason: str | None = None
    was_met: bool = False


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need and where it stands; `referral` is the state of its latest referral, if any."""

    id: str
    person_id: str
    alias: str
    category: str
    identified_on: date
    status: str
    status_on: date
    closed: bool
    agency_type: str | None = None
    referral: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class NeedList:
    """The needs of everybody who may be opened, the day it is, and the lists for the words.

    `people` are pairs of key and name: whose need may be written down.
    """

    rows: tuple[NeedRow, ...]
    people: tuple[tuple[str, str], ...]
    lists: Vocabulary
    today: date

    @property
    def open_rows(self) -> tuple[NeedRow, ...]:
        """Return the needs that are not closed."""
        return tuple(row for row in self.rows if not row.closed)


def add(work: Work, draft: NeedDraft) -> Done[str]:
    """Write a need down."""
    problems = [
        *checks.one_of(work.lists, "need_category", "category", draft.category),
        *checks.text("note", draft.note, checks.NOTE_LIMIT),
    ]
    if draft.identified_on > work.today:
        problems.append(Problem("identified_on", "day_in_the_future"))
    if draft.category in ONLY_ASKED and not draft.asked_for:
        problems.append(Problem("asked_for", "their_own_words"))
    if draft.category in ONLY_ASKED and not young.may_be_shown_outside(work, draft.person_id):
        problems.append(Problem("category", "not_for_child"))
    died = late_needs.died(work, draft.person_id)
    if died is not None:
        problems += late_needs.check(work.lists, died, draft.identified_on, draft.late_reason)
    if draft.contact_id and work.session.get(Contact, draft.contact_id) is None:
        raise NoSuchRecord
    checks.insist(problems)
    access.insist(work, draft.person_id)
    roles.insist(work, roles.CASEWORK)
    key = new_key()
    work.session.execute(
        insert(Need).values(
            id=key,
            person_id=people.whole_id(work, draft.person_id),
            category=draft.category,
            identified_on=draft.identified_on,
            note=checks.clean(draft.note),
            contact_id=draft.contact_id,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    if died is not None:
        late_needs.end(work, died, key, met=draft.was_met)
        audit.note(work, "need_added", key, late_reason=draft.late_reason)
    else:
        audit.note(work, "need_added", key)
    return Done(key, changed("needs", person_id=draft.person_id))


def move(
    work: Work, need_id: str, status: str, on_day: date, unmet_reason: str | None = None
) -> Done[str]:
    """Append a step to a need; `unmet_reason` says why it was not met, or only partly."""
    need = work.session.get(Need, need_id)
    if need is None or need.voided_at is not None:
        raise NoSuchRecord
    access.insist(work, need.person_id)
    roles.insist(work, roles.CASEWORK)
    problems = [
        *checks.one_of(work.lists, "need_status", "status", status),
        *checks.one_of(work.lists, "unmet_reason", "unmet_reason", unmet_reason),
    ]
    if unmet_reason is not None and status not in ("not_met", "partly_met"):
        problems.append(Problem("unmet_reason", "why_only_not_met"))
    if on_day > work.today:
        problems.append(Problem("on_day", "day_in_the_future"))
    if on_day < need.identified_on:
        problems.append(Problem("on_day", "status_before"))
    checks.insist(problems)
    steps = work.session.scalar(select(func.count()).where(NeedEvent.need_id == need_id)) or 0
    work.session.execute(
        insert(NeedEvent).values(
            id=new_key(),
            need_id=need_id,
            position=steps,
            on_day=on_day,
            status=status,
            unmet_reason=unmet_reason,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    audit.note(work, "need_moved", need_id, status=status)
    return Done(need_id, changed("needs", person_id=need.person_id))


def of_person(work: Work, person_id: str) -> tuple[NeedRow, ...]:
    """Return a person's needs, open ones first."""
    access.insist(work, person_id)
    rows = _rows(work, Need.person_id.in_(records_of(person_id)))
    return tuple(sorted(rows, key=lambda row: row.closed))


def listing(work: Work) -> tuple[NeedRow, ...]:
    """Return the needs of everybody who may be opened, the ones told last first."""
    if work.role == access.LEAD:
        return _rows(work)
    return _rows(work, Person.restricted.is_(False))


def overview(work: Work) -> NeedList:
    """Return everything the page of needs shows."""
    died = set(work.session.scalars(select(Person.id).where(Person.deceased_on.is_not(None))))
    known = tuple(
        (line.id, line.alias)
        for line in people.everyone(work)
        if line.alias and line.id not in died
    )
    return NeedList(listing(work), known, work.lists, work.today)


def _rows(work: Work, *where: object) -> tuple[NeedRow, ...]:
    found = work.session.execute(
        select(
            Need.id, Need.person_id, Person.alias, Need.category, Need.identified_on, Person.code
        )
        .join(Person, Person.id == Need.person_id)
        .where(Need.voided_at.is_(None), still_here(), *where)  # type: ignore[arg-type]  # column expressions
        .order_by(Need.identified_on.desc(), Need.id.desc())
    ).all()
    keys = [row.id for row in found]
    closing = work.lists["need_status"].where("closes", True)
    steps: dict[str, tuple[str, date]] = {}
    for need_id, status, on_day in work.session.execute(
        select(NeedEvent.need_id, NeedEvent.status, NeedEvent.on_day)
        .where(NeedEvent.need_id.in_(keys))
        .order_by(NeedEvent.on_day, NeedEvent.position)
    ):
        # The last step that closes decides, whatever came after it (exchange format, 4.8).
        if status in closing or need_id not in steps or steps[need_id][0] not in closing:
            steps[need_id] = (status, on_day)
    referrals = {
        row.need_id: (row.agency_type, row.status)
        for row in work.session.execute(
            select(Referral.need_id, Referral.agency_type, ReferralEvent.status)
            .join(ReferralEvent, ReferralEvent.referral_id == Referral.id)
            .where(Referral.need_id.in_(keys), Referral.voided_at.is_(None))
            .order_by(ReferralEvent.on_day, ReferralEvent.position)
        )
    }
    result = []
    for row in found:
        status, on_day = steps.get(row.id, (OPEN, row.identified_on))
        agency, referral = referrals.get(row.id, (None, None))
        closed = status in closing
        result.append(NeedRow(*row[:5], status, on_day, closed, agency, referral, row.code))
    return tuple(result)
