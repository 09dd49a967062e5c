"""The diary of enforcement: what happened to an area, with no person attached (D08, D13, D17, D20).

It stands beside contacts by area in the project's own reading; nothing says that one caused the
other. It is in no figure and in nothing that leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from models.contacts import Contact
from models.protection import EnforcementEvent
from models.types import new_key
from outreach_app.casework import checks
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.casework.seen import counted_outcomes
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

# So many weeks before and after an event are looked at beside it.
_WEEKS: Final = 6


@dataclass(frozen=True, slots=True)
class DiaryDraft:
    """Something that happened to an area on a local day, or from then `until` another."""

    kind: str
    on_day: date
    until: date | None = None
    area: str = "unknown"
    notice_given: bool | None = None
    officers: int | None = None
    source: str | None = None
    name: str | None = None
    what_followed: str | None = None


@dataclass(frozen=True, slots=True)
class DiaryRow:
    """An entry of the diary."""

    id: str
    entry: DiaryDraft
    recorded_by: str | None


@dataclass(frozen=True, slots=True)
class Beside:
    """Counted contacts in the area of an entry, by weeks from it: -1 is the week before."""

    row: DiaryRow
    contacts: Mapping[int, int]


def check(draft: DiaryDraft, lists: Vocabulary, today: date) -> tuple[Problem, ...]:
    """Find what must be mended before an entry can be kept; instant, needs no file."""
    problems = [
        *checks.one_of(lists, "enforcement_event", "kind", draft.kind),
        *checks.one_of(lists, "area", "area", draft.area),
        *checks.text("source", draft.source, 200),
        *checks.text("name", draft.name, 200),
        *checks.text("what_followed", draft.what_followed, checks.NOTE_LIMIT),
    ]
    if draft.on_day > today:
        problems.append(Problem("on_day", "day_in_the_future"))
    if draft.until is not None and draft.until < draft.on_day:
        problems.append(Problem("until", "ends_before_it_begins"))
    if draft.officers is not None:
        problems += checks.whole("officers", draft.officers, 10_000)
    return tuple(problems)


def write(work: Work, draft: DiaryDraft) -> Done[str]:
    """Write an entry into the diary."""
    insist(work, CASEWORK)
    checks.insist(check(draft, work.lists, work.today))
    key = new_key()
    work.session.execute(
        insert(EnforcementEvent).values(
            id=key, recorded_at=work.now, recorded_by=work.by, **_values(draft)
        )
    )
    audit.note(work, "diary_written", key)
    return Done(key, changed("enforcement"))


def amend(work: Work, entry_id: str, draft: DiaryDraft) -> Done[str]:
    """Write an entry anew, with what became known since."""
    insist(work, CASEWORK)
    checks.insist(check(draft, work.lists, work.today))
    done = work.session.execute(
        update(EnforcementEvent)
        .where(EnforcementEvent.id == entry_id)
        .values(**_values(draft))
        .returning(EnforcementEvent.id)
    ).all()
    if not done:
        raise NoSuchRecord
    audit.note(work, "diary_amended", entry_id)
    return Done(entry_id, changed("enforcement"))


def diary(work: Work) -> tuple[DiaryRow, ...]:
    """Return the diary, the newest day first."""
    insist(work, CASEWORK)
    return tuple(
        DiaryRow(row.id, _draft(row), row.recorded_by)
        for row in work.session.scalars(
            select(EnforcementEvent).order_by(
                EnforcementEvent.on_day.desc(), EnforcementEvent.id.desc()
            )
        ).all()
    )


def beside(work: Work, entry_id: str) -> Beside:
    """Return an entry with the contacts in its area in the weeks before and after it."""
    row = next((each for each in diary(work) if each.id == entry_id), None)
    if row is None:
        raise NoSuchRecord
    day = row.entry.on_day
    counts = {}
    for week in range(-_WEEKS, _WEEKS):
        first = day + timedelta(weeks=week)
        if first <= work.today:
            counts[week] = _contacts(work, row.entry.area, first, first + timedelta(weeks=1))
    return Beside(row, counts)


def _contacts(work: Work, area: str, first: date, after: date) -> int:
    begin, end = (
        datetime.combine(day, time(), work.zone).astimezone(UTC) for day in (first, after)
    )
    found = work.session.scalar(
        select(func.count()).where(
            Contact.area == area,
            Contact.started_at >= begin,
            Contact.started_at < end,
            Contact.voided_at.is_(None),
            Contact.outcome.in_(counted_outcomes(work)),
        )
    )
    return found or 0


def _values(draft: DiaryDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "on_day": draft.on_day,
        "until": draft.until,
        "area": draft.area,
        "notice_given": draft.notice_given,
        "officers": draft.officers,
        "source": checks.clean(draft.source),
        "name": checks.clean(draft.name),
        "what_followed": checks.clean(draft.what_followed),
    }


def _draft(row: EnforcementEvent) -> DiaryDraft:
    return DiaryDraft(
        kind=row.kind,
        on_day=row.on_day,
        until=row.until,
        area=row.area,
        notice_given=row.notice_given,
        officers=row.officers,
        source=row.source,
        name=row.name,
        what_followed=row.what_followed,
    )
