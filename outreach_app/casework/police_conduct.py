"""Concerns about the conduct of police: read by the lead and whoever noted them, by nobody else.

Nothing of this ever goes to police, nor into anything made for them (report lines, part 4); the way
is outside the force (requirements D05, D09 to D12, D19).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from models.incidents import Incident
from models.people import Person
from models.protection import ComplaintEvent, PoliceComplaint
from models.types import new_key
from outreach_app.casework import checks, protection, tasks
from outreach_app.casework.roles import LEAD, insist
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

NOTED: Final = "noted"
_TEXTS: Final = (("power_named", 200), ("unit_named", 200), ("receipt_number", 60))
_PENCE: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ConductDraft:
    """A concern as it was told; `noted_on` is a local day.

    `amount_gbp` is what was taken, in pounds with at most two decimals. Unit and shoulder number
    (`unit_named`) stand here and in nothing that leaves.
    """

    types: tuple[str, ...]
    noted_on: date
    person_id: str | None = None
    incident_id: str | None = None
    account: str | None = None
    amount_gbp: Decimal | None = None
    receipt_given: bool | None = None
    receipt_number: str | None = None
    power_named: str | None = None
    officers_present: int | None = None
    unit_named: str | None = None
    hearing_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConductRow:
    """A concern in the list of who may read it; nothing of the account itself."""

    id: str
    types: tuple[str, ...]
    noted_on: date
    person_id: str | None
    alias: str | None
    incident: str | None
    hearing_on: date | None
    status: str
    status_on: date
    noted_by: str | None


@dataclass(frozen=True, slots=True)
class Conduct:
    """Everything about a concern; reading it is written into the trail."""

    row: ConductRow
    draft: ConductDraft
    steps: tuple[tuple[str, date], ...]


def check(draft: ConductDraft, lists: Vocabulary, today: date) -> tuple[Problem, ...]:
    """Find what must be mended before a concern can be kept; instant, needs no file."""
    problems = [
        *checks.all_of(lists, "police_complaint_type", "types", draft.types),
        *checks.text("account", draft.account, checks.NOTE_LIMIT),
    ]
    for name, limit in _TEXTS:
        problems += checks.text(name, getattr(draft, name), limit)
    if not draft.types:
        problems.append(Problem("types", "required"))
    if draft.noted_on > today:
        problems.append(Problem("noted_on", "day_in_the_future"))
    if draft.officers_present is not None:
        problems += checks.whole("officers_present", draft.officers_present, 1000)
    if draft.amount_gbp is not None and not _is_money(draft.amount_gbp):
        problems.append(Problem("amount_gbp", "not_money"))
    return tuple(problems)


def _is_money(amount: Decimal) -> bool:
    most = Decimal(10) ** 10
    return amount.is_finite() and 0 <= amount < most and amount == amount.quantize(_PENCE)


def note(work: Work, draft: ConductDraft) -> Done[str]:
    """Keep a concern; with a hearing a reminder for whoever notes it, which says nothing of it."""
    insist(work, protection.MAY_RAISE)
    checks.insist(check(draft, work.lists, work.today))
    protection.insist_on_subject(work, draft.person_id, draft.incident_id)
    key = new_key()
    work.session.execute(
        insert(PoliceComplaint).values(
            id=key, recorded_at=work.now, recorded_by=work.by, **_values(draft)
        )
    )
    _append(work, key, NOTED, draft.noted_on)
    _remind(work, draft.hearing_on)
    audit.note(work, "conduct_noted", key)
    return Done(key, changed("police_conduct", "tasks", person_id=draft.person_id))


def amend(work: Work, concern_id: str, draft: ConductDraft) -> Done[str]:
    """Write what was told later; what the concern is about and its steps stay."""
    before = _get(work, concern_id)
    checks.insist(check(draft, work.lists, work.today))
    values = _values(draft)
    del values["person_id"], values["incident_id"]
    if draft.hearing_on != before.hearing_on:
        _remind(work, draft.hearing_on)
    touched = sorted(name for name, value in values.items() if getattr(before, name) != value)
    work.session.execute(
        update(PoliceComplaint).where(PoliceComplaint.id == concern_id).values(**values)
    )
    audit.note(work, "conduct_amended", concern_id, fields=touched)
    return Done(concern_id, changed("police_conduct", "tasks", person_id=before.person_id))


def step(work: Work, concern_id: str, status: str, on_day: date) -> Done[str]:
    """Append a step, as the person wishes or the body answers."""
    concern = _get(work, concern_id)
    problems = checks.one_of(work.lists, "police_complaint_status", "status", status)
    if on_day > work.today:
        problems.append(Problem("on_day", "day_in_the_future"))
    if on_day < concern.noted_on:
        problems.append(Problem("on_day", "before_raised"))
    checks.insist(problems)
    _append(work, concern_id, status, on_day)
    audit.note(work, "conduct_moved", concern_id, status=status)
    return Done(concern_id, changed("police_conduct", person_id=concern.person_id))


def void(work: Work, concern_id: str, reason: str) -> Done[str]:
    """Take a concern out of every count from now on; for the lead."""
    insist(work, (LEAD,))
    checks.insist(checks.one_of(work.lists, "void_reason", "void_reason", reason))
    concern = _get(work, concern_id)
    work.session.execute(
        update(PoliceComplaint)
        .where(PoliceComplaint.id == concern_id)
        .values(voided_at=work.now, void_reason=reason)
    )
    audit.note(work, "conduct_voided", concern_id, reason=reason)
    return Done(concern_id, changed("police_conduct", person_id=concern.person_id))


def listing(work: Work) -> tuple[ConductRow, ...]:
    """Return the concerns the person at the keyboard may read, the newest first."""
    return _rows(work, protection.readable(work, PoliceComplaint.recorded_by))


def read(work: Work, concern_id: str) -> Done[Conduct]:
    """Open a concern; the reading is written into the trail."""
    held = _get(work, concern_id)
    (row,) = _rows(work, PoliceComplaint.id == concern_id)
    draft = ConductDraft(
        types=held.types,
        noted_on=held.noted_on,
        person_id=held.person_id,
        incident_id=held.incident_id,
        account=held.account,
        amount_gbp=held.amount_gbp,
        receipt_given=held.receipt_given,
        receipt_number=held.receipt_number,
        power_named=held.power_named,
        officers_present=held.officers_present,
        unit_named=held.unit_named,
        hearing_on=held.hearing_on,
    )
    audit.note(work, "conduct_read", concern_id)
    return Done(Conduct(row, draft, _steps(work, [concern_id])[concern_id]), changed("audit"))


def _values(draft: ConductDraft) -> dict[str, Any]:
    return {
        "types": tuple(dict.fromkeys(draft.types)),
        "noted_on": draft.noted_on,
        "person_id": draft.person_id,
        "incident_id": draft.incident_id,
        "account": checks.clean(draft.account),
        "amount_gbp": draft.amount_gbp,
        "receipt_given": draft.receipt_given,
        "receipt_number": checks.clean(draft.receipt_number),
        "power_named": checks.clean(draft.power_named),
        "officers_present": draft.officers_present,
        "unit_named": checks.clean(draft.unit_named),
        "hearing_on": draft.hearing_on,
    }


def _remind(work: Work, day: date | None) -> None:
    if day is not None and day >= work.today:
        tasks.add(work, tasks.TaskDraft(say("protection.task.hearing"), day))


def _get(work: Work, concern_id: str) -> PoliceComplaint:
    found = work.session.get(PoliceComplaint, concern_id)
    if found is None or found.voided_at is not None:
        raise NoSuchRecord
    protection.insist_on_reading(work, found.recorded_by)
    return found


def _append(work: Work, key: str, status: str, day: date) -> None:
    place = work.session.scalar(
        select(func.count()).where(ComplaintEvent.police_complaint_id == key)
    )
    work.session.execute(
        insert(ComplaintEvent).values(
            id=new_key(),
            police_complaint_id=key,
            position=place or 0,
            on_day=day,
            status=status,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )


def _steps(work: Work, keys: list[str]) -> dict[str, tuple[tuple[str, date], ...]]:
    found: dict[str, tuple[tuple[str, date], ...]] = dict.fromkeys(keys, ())
    for key, status, day in work.session.execute(
        select(ComplaintEvent.police_complaint_id, ComplaintEvent.status, ComplaintEvent.on_day)
        .where(ComplaintEvent.police_complaint_id.in_(keys))
        .order_by(ComplaintEvent.on_day, ComplaintEvent.position)
    ):
        found[key] = (*found[key], (status, day))
    return found


def _rows(work: Work, where: Any) -> tuple[ConductRow, ...]:
    found = work.session.execute(
        select(
            PoliceComplaint.id,
            PoliceComplaint.types,
            PoliceComplaint.noted_on,
            PoliceComplaint.person_id,
            Person.alias,
            Incident.reference,
            PoliceComplaint.hearing_on,
            PoliceComplaint.recorded_by,
        )
        .outerjoin(Person, Person.id == PoliceComplaint.person_id)
        .outerjoin(Incident, Incident.id == PoliceComplaint.incident_id)
        .where(PoliceComplaint.voided_at.is_(None), where)
        .order_by(PoliceComplaint.noted_on.desc(), PoliceComplaint.id.desc())
    ).all()
    steps = _steps(work, [row.id for row in found])
    rows = []
    for row in found:
        status, day = steps[row.id][-1] if steps[row.id] else (NOTED, row.noted_on)
        rows.append(ConductRow(*row[:7], status, day, row.recorded_by))
    return tuple(rows)
