"""Referrals as rows: where each stands, how long it waits, and which want chasing."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from models.people import Person
from models.project import Agency
from models.support import Need, Referral, ReferralEvent
from outreach_app.casework import access
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.referral_consent import SCOPE_OF, in_force, names_of
from outreach_app.casework.referrals import MADE, OUT, SELF
from outreach_app.casework.roles import CASEWORK, LEAD, insist
from outreach_app.casework.seen import records_of
from outreach_app.casework.young_signs import is_young
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Work

# A service that has said nothing for so many days is asked again.
CHASE_AFTER: Final = 7
# So many dots a card has; drafted is one of them, completed all.
STAGES: Final = 5
_UNANSWERED: Final = ("made", "acknowledged")

_whole = aliased(Person)


@dataclass(frozen=True, slots=True)
class ReferralStep:
    """One step of a referral."""

    status: str
    on_day: date
    unmet_reason: str | None


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral and where it stands; `waits_for` names the scope that has no yes yet.

    `days` counts from the last step to today, `waiting_days` from the day it was made to the first
    appointment, or to today.
    """

    id: str
    person_id: str
    alias: str
    need_id: str | None
    category: str | None
    agency_type: str
    agency_id: str | None
    agency: str | None
    direction: str
    drafted_on: date | None
    note: str | None
    steps: tuple[ReferralStep, ...]
    stage: int
    ended: str | None
    made_on: date | None
    days: int
    waiting_days: int | None
    waits_for: str | None = None

    @property
    def status(self) -> str:
        """The step taken last."""
        return self.steps[-1].status

    @property
    def status_on(self) -> date:
        """The day of the step taken last."""
        return self.steps[-1].on_day

    @property
    def number_given(self) -> bool:
        """Tell whether somebody has the number and has not said that they went."""
        return self.direction == SELF and self.made_on is None and self.ended is None

    @property
    def unanswered(self) -> bool:
        """Tell whether a service was asked and has not said yes or no."""
        return self.direction == OUT and self.ended is None and self.status in _UNANSWERED

    @property
    def to_chase(self) -> bool:
        """Tell whether it is time to ask the service again."""
        return self.unanswered and self.days >= CHASE_AFTER


def listing(work: Work) -> tuple[ReferralRow, ...]:
    """Return the referrals of everybody who may be opened, the newest first."""
    insist(work, CASEWORK)
    if work.role == LEAD:
        return _rows(work, still_here())
    return _rows(
        work,
        still_here(),
        Person.restricted.is_(False),
        or_(_whole.id.is_(None), ~_whole.restricted),
    )


def of_person(work: Work, person_id: str) -> tuple[ReferralRow, ...]:
    """Return a person's referrals, their joined records' too, the newest first."""
    insist(work, CASEWORK)
    access.insist(work, person_id)
    return _rows(work, Referral.person_id.in_(records_of(person_id)))


def one(work: Work, referral_id: str) -> ReferralRow:
    """Return one referral. Raises Restricted for who may not read it."""
    insist(work, CASEWORK)
    found = _rows(work, Referral.id == referral_id)
    if not found:
        raise NoSuchRecord
    access.insist(work, found[0].person_id)
    return found[0]


def chase(work: Work) -> tuple[ReferralRow, ...]:
    """Return the referrals a service has not answered, the one that waits longest first."""
    return tuple(
        sorted((row for row in listing(work) if row.to_chase), key=lambda row: (-row.days, row.id))
    )


def _rows(work: Work, *where: Any) -> tuple[ReferralRow, ...]:
    found = work.session.execute(
        select(
            Referral.id,
            Referral.person_id,
            func.coalesce(_whole.alias, Person.alias).label("alias"),
            Referral.need_id,
            Need.category,
            Referral.agency_type,
            Referral.agency_id,
            Agency.name,
            Referral.direction,
            Referral.drafted_on,
            Referral.note,
            Person.merged_into,
        )
        .join(Person, Person.id == Referral.person_id)
        .outerjoin(_whole, _whole.id == Person.merged_into)
        .outerjoin(Need, Need.id == Referral.need_id)
        .outerjoin(Agency, Agency.id == Referral.agency_id)
        .where(Referral.voided_at.is_(None), *where)
        .order_by(Referral.drafted_on.desc(), Referral.id.desc())
    ).all()
    steps: dict[str, list[ReferralStep]] = {}
    for key, status, day, reason in work.session.execute(
        select(
            ReferralEvent.referral_id,
            ReferralEvent.status,
            ReferralEvent.on_day,
            ReferralEvent.unmet_reason,
        )
        .where(ReferralEvent.referral_id.in_([row.id for row in found]))
        .order_by(ReferralEvent.on_day, ReferralEvent.recorded_at, ReferralEvent.position)
    ):
        steps.setdefault(key, []).append(ReferralStep(status, day, reason))
    return tuple(_row(work, row, tuple(steps[row.id])) for row in found if row.id in steps)


def _row(work: Work, row: Any, steps: tuple[ReferralStep, ...]) -> ReferralRow:
    statuses = work.lists["referral_status"]
    stages, ends = statuses.map("stage"), statuses.map("end")
    last = steps[-1]
    made_on = next((each.on_day for each in steps if each.status == MADE), None)
    seen = next((each.on_day for each in steps if stages.get(each.status, 0) >= 3), None)
    ended = ends.get(last.status)
    waiting = None
    if made_on is not None and ended is None:
        waiting = ((seen or work.today) - made_on).days
    scope = SCOPE_OF.get(row.agency_type)
    blocked = row.direction == OUT and made_on is None and ended is None and scope is not None
    person_id = row.merged_into or row.person_id
    return ReferralRow(
        id=row.id,
        person_id=person_id,
        alias=row.alias,
        need_id=row.need_id,
        category=row.category,
        agency_type=row.agency_type,
        agency_id=row.agency_id,
        agency=row.name,
        direction=row.direction,
        drafted_on=row.drafted_on,
        note=row.note,
        steps=steps,
        stage=max(stages.get(each.status, 0) for each in steps) + 1,
        ended=ended,
        made_on=made_on,
        days=(work.today - last.on_day).days,
        waiting_days=waiting,
        waits_for=scope if blocked and scope and not _may(work, person_id, scope, row) else None,
    )


def _may(work: Work, person_id: str, scope: str, row: Any) -> bool:
    """Tell whether a service may be told on a yes: of a child none is (workflow 11)."""
    names = names_of(work, row.agency_type, row.agency_id)
    yes = in_force(work, person_id, scope, work.now, names=names)
    return yes and not is_young(work, person_id, None)
