"""Completing an incident afterwards: what was told later, or told otherwise; nothing without trace.

Each change keeps what stood there before (`models.following.Amendment`). Whom it is about and when
it was told stay; the kind may change by the wish of the person (requirements A19). Figures take
what stands now, whatever day they are made for: the exchange format has no history of it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from models.following import Amendment, WitnessAccount
from models.incidents import Incident, Suspect, Vehicle
from models.people import Task
from models.types import new_key
from outreach_app.casework import amending_notes, checks, incidents, witnesses
from outreach_app.casework.incident_access import readable, writable
from outreach_app.casework.incidents import Account
from outreach_app.casework.roles import LEAD, LIAISON
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft, check, kept_day
from outreach_app.casework.witnesses import WitnessRow
from outreach_app.errors import NotAllowed, Problem
from outreach_app.governance import audit, history
from outreach_app.work import Done, Work, changed

# Why something is changed. Words: resources/words/amending.toml.
REASONS: Final = ("told_later", "their_wish", "mistake")
# Why something stands in the history that nobody chose from the list: police and flags.
POLICE: Final = "police"
_TEXTS: Final = {"own_words": "private_note", "place_exact": "place_exact"}
_PLAIN: Final = (
    "type",
    "area",
    "occurred_precision",
    "part_of_day",
    "also",
    "factors",
    "place_type",
    "contact_method",
    "relationship",
    "weapons",
    "injuries",
    "severity",
    "medical",
    "hate_strands",
    "hate_perceived_by",
)


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """One change: when, by whom, why, and what stood there before by the name of the field."""

    at: datetime
    by: str | None
    reason: str
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """The account with everything that was changed in it, and what others told."""

    account: Account
    history: tuple[AmendmentRow, ...]
    witnesses: tuple[WitnessRow, ...]


def problems(
    draft: IncidentDraft, lists: Any, now: datetime, told_on: date, reason: str
) -> tuple[Problem, ...]:
    """Find what must be mended before a change can be kept; instant, needs no file."""
    found = list(check(draft, lists, now, told_on))
    if reason not in REASONS:
        found.append(Problem("reason", "amend_why"))
    return tuple(found)


def as_told(work: Work, incident_id: str) -> Done[IncidentDraft]:
    """Return an incident as a draft to be completed; the reading is written into the trail."""
    row = readable(work, incident_id)
    account = incidents.read_account(work, incident_id).value
    row = work.session.get_one(Incident, incident_id)
    draft = _of_row(row, account.vehicle, account.suspects)
    work.session.expunge(row)
    if work.role == LIAISON:
        draft = replace(draft, person_id=None)
    return Done(draft, changed("audit"))


def amend(work: Work, incident_id: str, draft: IncidentDraft, reason: str) -> Done[str]:
    """Write what was told later or otherwise; each value that goes is kept with the change."""
    row = writable(work, incident_id)
    told_on = work.day_of(row.disclosed_at)
    draft = replace(draft, told_at=row.disclosed_at, person_id=row.person_id, path=None)
    checks.insist(problems(draft, work.lists, work.now, told_on, reason))
    before = _change_row(row, draft, kept_day(draft, told_on))
    work.session.flush()
    before |= _change_vehicle(work, incident_id, draft.vehicle)
    before |= _change_suspects(work, incident_id, draft.suspects)
    if before:
        amending_notes.keep(work, incident_id, reason, before)
        history.note(work, "incident_amended", incident_id, before, reason=reason)
    return Done(incident_id, changed("incidents", person_id=row.person_id))


def void(work: Work, incident_id: str, reason: str) -> Done[str]:
    """Take an incident out of every count, match and warning from now on; it stays, with why.

    For the lead, and for whoever wrote it down.
    """
    row = writable(work, incident_id)
    if work.role != LEAD and row.recorded_by != work.by:
        raise NotAllowed
    checks.insist(checks.one_of(work.lists, "void_reason", "void_reason", reason))
    row.voided_at, row.void_reason = work.now, reason
    work.session.flush()
    work.session.execute(
        update(Task)
        .where(Task.incident_id == incident_id, Task.done_at.is_(None))
        .values(done_at=work.now, done_by=work.by)
    )
    audit.note(work, "incident_voided", incident_id, reason=reason)
    return Done(incident_id, changed("incidents", "tasks", "alerts", person_id=row.person_id))


def open_account(work: Work, incident_id: str) -> Done[Opened]:
    """Open what happened, with what was changed; the reading is written into the trail."""
    account = incidents.read_account(work, incident_id).value
    rows = work.session.execute(
        select(Amendment.at, Amendment.by, Amendment.reason, Amendment.before)
        .where(Amendment.incident_id == incident_id)
        .order_by(Amendment.at.desc(), Amendment.id.desc())
    )
    history = tuple(AmendmentRow(*row) for row in rows if row.reason != POLICE)
    # What others told is theirs: a yes to police is not said for them.
    told: tuple[WitnessRow, ...] = ()
    if work.role != LIAISON:
        told = witnesses.rows(work, WitnessAccount.incident_id == incident_id)
    return Done(Opened(account, history, told), changed("audit"))


def times_amended(work: Work, incident_id: str) -> int:
    """Return how often the account of an incident was completed or changed."""
    readable(work, incident_id)
    found = select(Amendment.id).where(
        Amendment.incident_id == incident_id, Amendment.reason != POLICE
    )
    return len(work.session.scalars(found).all())


def _of_row(
    row: Incident, vehicle: VehicleDraft | None, suspects: tuple[SuspectDraft, ...]
) -> IncidentDraft:
    return IncidentDraft(
        told_at=row.disclosed_at,
        person_id=row.person_id,
        occurred_on=row.occurred_on,
        own_words=row.private_note,
        place_exact=row.place_exact,
        vehicle=vehicle,
        suspects=suspects,
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _change_row(row: Incident, draft: IncidentDraft, day: date | None) -> dict[str, Any]:
    new: dict[str, Any] = {name: getattr(draft, name) for name in _PLAIN}
    new["occurred_on"] = day
    for field, column in _TEXTS.items():
        new[column] = checks.clean(getattr(draft, field))
    before = {}
    for name, value in new.items():
        old = getattr(row, name)
        if old != value:
            before[name] = plain(old)
            setattr(row, name, value)
    return before


def _change_vehicle(work: Work, incident_id: str, new: VehicleDraft | None) -> dict[str, Any]:
    columns = [getattr(Vehicle, each.name) for each in fields(VehicleDraft)]
    found = work.session.execute(select(*columns).where(Vehicle.incident_id == incident_id)).first()
    old = VehicleDraft(*found) if found else None
    wanted = None if new is None or new.is_empty() else new
    if old == wanted:
        return {}
    if wanted is None:
        work.session.execute(delete(Vehicle).where(Vehicle.incident_id == incident_id))
    elif old is None:
        values = {"id": new_key(), "incident_id": incident_id, **asdict(wanted)}
        work.session.execute(insert(Vehicle).values(values))
    else:
        work.session.execute(
            update(Vehicle).where(Vehicle.incident_id == incident_id).values(**asdict(wanted))
        )
    return {"vehicle": plain(asdict(old)) if old else None}


def _change_suspects(work: Work, incident_id: str, new: tuple[SuspectDraft, ...]) -> dict[str, Any]:
    columns = [getattr(Suspect, each.name) for each in fields(SuspectDraft)]
    rows = work.session.execute(
        select(Suspect.id, *columns)
        .where(Suspect.incident_id == incident_id)
        .order_by(Suspect.position)
    ).all()
    old = [SuspectDraft(*row[1:]) for row in rows]
    # One of whom nothing was said stays when it came in that way: it still counts as somebody.
    wanted = [each for place, each in enumerate(new) if not each.is_empty() or place < len(old)]
    if not new:
        wanted = [each for each in old if each.is_empty()]
    if old == wanted:
        return {}
    for place, who in enumerate(wanted):
        if place < len(rows):
            # What this form does not ask, such as the appearance code, stays.
            kept = update(Suspect).where(Suspect.id == rows[place].id).values(**asdict(who))
            work.session.execute(kept)
        else:
            values = {"id": new_key(), "incident_id": incident_id, "position": place}
            work.session.execute(insert(Suspect).values(**values, **asdict(who)))
    gone = [row.id for row in rows[len(wanted) :]]
    work.session.execute(delete(Suspect).where(Suspect.id.in_(gone)))
    return {"suspects": [plain(asdict(each)) for each in old]}


def plain(value: Any) -> Any:
    """Return a value as JSON can keep it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value
