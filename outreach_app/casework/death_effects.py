"""What ends with a death, and how it is taken back: answers, needs, referrals, cases, tasks.

The keys of what was written and closed are kept with the death, so that taking it back finds
exactly that and nothing that somebody wrote beside it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import delete, func, insert, or_, select, update

from models.incidents import Incident
from models.people import Case, Task
from models.sharing import Consent
from models.support import Need, NeedEvent, Referral, ReferralEvent
from models.types import new_key
from outreach_app.casework import cases
from outreach_app.casework.seen import records_of
from outreach_app.work import Work

Effects = dict[str, list[str]]

DIED: Final = "died"
ENDED: Final = "ended_death"
_NOT_MET: Final = "not_met"
_WITHDRAWN: Final = "withdrawn"
_COMPLETED: Final = "completed"
# What has to be done stays to be done; everything else would reach out.
_DUTIES: Final = ("safeguarding", "alert")


def would_end(work: Work, person_id: str) -> Effects:
    """Return the keys of what stands and would end."""
    return {
        "consents": [row.id for row in _in_force(work, person_id)],
        "needs": [row.id for row in _open_needs(work, person_id)],
        "referrals": [row.id for row in _open_referrals(work, person_id)],
        "cases": [row.id for row in _open_cases(work, person_id)],
        "tasks": list(_open_tasks(work, person_id)),
    }


def end_all(work: Work, person_id: str) -> Effects:
    """End what stands; answers the keys of the steps written and of the cases and tasks closed."""
    return {
        "consents": [_end_consent(work, row) for row in _in_force(work, person_id)],
        "needs": [_end_need(work, row) for row in _open_needs(work, person_id)],
        "referrals": [_end_referral(work, row) for row in _open_referrals(work, person_id)],
        "cases": [_end_case(work, row) for row in _open_cases(work, person_id)],
        "tasks": _end_tasks(work, _open_tasks(work, person_id)),
    }


def restore(work: Work, effects: Mapping[str, Sequence[str]]) -> None:
    """Take out the steps that were written and open again what was closed."""
    for model, name in ((Consent, "consents"), (NeedEvent, "needs"), (ReferralEvent, "referrals")):
        work.session.execute(delete(model).where(model.id.in_(effects.get(name, ()))))
    work.session.execute(
        update(Case)
        .where(Case.id.in_(effects.get("cases", ())), Case.close_reason == DIED)
        .values(closed_on=None, closed_recorded_at=None, close_reason=None)
    )
    work.session.execute(
        update(Task).where(Task.id.in_(effects.get("tasks", ()))).values(done_at=None, done_by=None)
    )


def _in_force(work: Work, person_id: str) -> list[Consent]:
    """Return the answers that allow sharing today: of each question the latest alone decides."""
    whole = records_of(person_id)
    about = select(Incident.id).where(Incident.person_id.in_(whole))
    rows = work.session.scalars(
        select(Consent)
        .where(or_(Consent.person_id.in_(whole), Consent.incident_id.in_(about)))
        .order_by(Consent.at, Consent.recorded_at, Consent.id)
    )
    latest = {(row.incident_id, row.scope): row for row in rows}
    return [
        row
        for row in latest.values()
        if row.state == "given" and (row.expires_on is None or row.expires_on >= work.today)
    ]


def _end_consent(work: Work, answer: Consent) -> str:
    key = new_key()
    work.session.execute(
        insert(Consent).values(
            id=key,
            person_id=answer.person_id,
            incident_id=answer.incident_id,
            scope=answer.scope,
            state=ENDED,
            at=work.now,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    return key


def _open_needs(work: Work, person_id: str) -> list[Need]:
    closing = sorted(work.lists["need_status"].where("closes", value=True))
    closed = select(NeedEvent.need_id).where(NeedEvent.status.in_(closing))
    return list(
        work.session.scalars(
            select(Need)
            .where(
                Need.person_id.in_(records_of(person_id)),
                Need.voided_at.is_(None),
                Need.id.not_in(closed),
            )
            .order_by(Need.id)
        )
    )


def _end_need(work: Work, need: Need) -> str:
    return _step(work, NeedEvent, "need_id", need.id, _NOT_MET)


def _open_referrals(work: Work, person_id: str) -> list[Referral]:
    over = [*work.lists["referral_status"].map("end"), _COMPLETED]
    ended = select(ReferralEvent.referral_id).where(ReferralEvent.status.in_(over))
    return list(
        work.session.scalars(
            select(Referral)
            .where(
                Referral.person_id.in_(records_of(person_id)),
                Referral.voided_at.is_(None),
                Referral.id.not_in(ended),
            )
            .order_by(Referral.id)
        )
    )


def _end_referral(work: Work, referral: Referral) -> str:
    return _step(work, ReferralEvent, "referral_id", referral.id, _WITHDRAWN)


def _step(work: Work, model: Any, parent: str, owner: str, status: str) -> str:
    column = getattr(model, parent)
    steps = work.session.scalar(select(func.count()).where(column == owner)) or 0
    key = new_key()
    work.session.execute(
        insert(model).values(
            {
                "id": key,
                parent: owner,
                "position": steps,
                "on_day": work.today,
                "status": status,
                "recorded_at": work.now,
                "recorded_by": work.by,
            }
        )
    )
    return key


def _open_cases(work: Work, person_id: str) -> list[Case]:
    return list(
        work.session.scalars(
            select(Case)
            .where(Case.person_id.in_(records_of(person_id)), Case.closed_on.is_(None))
            .order_by(Case.id)
        )
    )


def _end_case(work: Work, case: Case) -> str:
    cases.end(work, case, DIED, work.today)
    return case.id


def _open_tasks(work: Work, person_id: str) -> Sequence[str]:
    return work.session.scalars(
        select(Task.id)
        .where(
            Task.person_id.in_(records_of(person_id)),
            Task.done_at.is_(None),
            Task.kind.not_in(_DUTIES),
        )
        .order_by(Task.id)
    ).all()


def _end_tasks(work: Work, keys: Sequence[str]) -> list[str]:
    work.session.execute(
        update(Task).where(Task.id.in_(keys)).values(done_at=work.now, done_by=work.by)
    )
    return list(keys)
