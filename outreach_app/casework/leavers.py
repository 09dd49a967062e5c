"""When a colleague leaves: their way in ends at once, or from a day on."""

from datetime import date
from typing import Final

from sqlalchemy import insert, select, update

from models.project import Staff, StaffEnding
from models.types import new_key
from outreach_app.casework import (
    caseload,
    checks,
    colleagues,
    new_key_due,
    protection,
    roles,
    staff,
    tasks,
)
from outreach_app.casework.colleagues import (
    KEEPERS,
    CannotSignIn,
    NoSuchColleague,
    NotYourself,
    insist_a_lead_stays,
)
from outreach_app.casework.staff import StaffRow
from outreach_app.casework.tasks import TaskDraft
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

_PENDING: Final = (StaffEnding.done_at.is_(None), StaffEnding.called_off_at.is_(None))


def end(work: Work, code: str) -> Done[StaffRow]:
    """End a colleague's way in now. For another lead; a lead always stays."""
    _leaver(work, code)
    return _end(work, code)


def end_on(work: Work, code: str, day: date) -> Done[StaffRow]:
    """Let a colleague's way in end with a day to come: on that day they can no longer sign in."""
    _leaver(work, code)
    if day <= work.today:
        checks.insist([Problem("day", "day_is_over")])
    _call_off(work, code)
    work.session.execute(
        insert(StaffEnding).values(
            id=new_key(), staff_code=code, from_on=day, noted_at=work.now, noted_by=work.by
        )
    )
    audit.note(work, "leaving_set", code, from_on=day.isoformat())
    return Done(_row(work, code), changed("staff"))


def call_off(work: Work, code: str) -> Done[StaffRow]:
    """Let a colleague stay whose last day had been written down."""
    roles.insist(work, KEEPERS)
    if _call_off(work, code):
        audit.note(work, "leaving_called_off", code)
    return Done(_row(work, code), changed("staff"))


def due(work: Work) -> tuple[str, ...]:
    """Return the codes of those whose day has come."""
    return tuple(
        work.session.scalars(
            select(StaffEnding.staff_code)
            .where(
                StaffEnding.from_on <= work.today,
                *_PENDING,
            )
            .order_by(StaffEnding.from_on, StaffEnding.id)
        )
    )


def end_due(work: Work, code: str) -> Done[StaffRow]:
    """End the way in of somebody whose day has come, whoever opens the casebook first.

    Whoever wrote the day down gets a task while something is still to be handed over.
    """
    if code not in due(work):
        return Done(_row(work, code), changed())
    noted_by = work.session.scalar(
        select(StaffEnding.noted_by).where(StaffEnding.staff_code == code, *_PENDING)
    )
    done = _end(work, code)
    if caseload.waits(work, code):
        leads = protection.leads(work)
        owner = noted_by if noted_by in leads or not leads else leads[0]
        words = say("colleagues.hand_over_task", name=done.value.name)
        tasks.add(work, TaskDraft(words, work.today, owner=owner))
    return done


def _leaver(work: Work, code: str) -> StaffRow:
    roles.insist(work, KEEPERS)
    row = _row(work, code)
    if not row.can_sign_in:
        raise CannotSignIn
    insist_a_lead_stays(work, row)
    if code == work.by:
        raise NotYourself
    return row


def _end(work: Work, code: str) -> Done[StaffRow]:
    slot = staff.slot_of(work.session, code)
    if slot is not None:
        colleagues.close_slot(work, slot)
    work.session.execute(update(Staff).where(Staff.code == code).values(active=False, slot_id=None))
    _settle(work, code, "done_at")
    new_key_due.note(work)
    audit.note(work, "sign_in_ended", code)
    return Done(_row(work, code), changed("staff"))


def _call_off(work: Work, code: str) -> bool:
    return _settle(work, code, "called_off_at")


def _settle(work: Work, code: str, column: str) -> bool:
    settled = work.session.execute(
        update(StaffEnding)
        .where(StaffEnding.staff_code == code, *_PENDING)
        .values({column: work.now})
        .returning(StaffEnding.id)
    ).all()
    return bool(settled)


def _row(work: Work, code: str) -> StaffRow:
    row = staff.by_code(work.session, code)
    if row is None:
        raise NoSuchColleague(name=code)
    return row
