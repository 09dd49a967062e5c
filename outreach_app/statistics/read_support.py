"""Needs, referrals, cases, work status and deaths, cut down to what is counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.people import Case, Person, WorkStatusEvent
from models.support import Need, NeedEvent, Referral, ReferralEvent
from outreach_app.statistics.rows import CaseFact, NeedFact, ReferralFact, Step
from outreach_app.statistics.window import Merges, Window, table
from outreach_app.vocabulary import Vocabulary

_PERSONS = table(Person)
_NEEDS = table(Need)
_NEED_EVENTS = table(NeedEvent)
_REFERRALS = table(Referral)
_REFERRAL_EVENTS = table(ReferralEvent)
_CASES = table(Case)
_WORK_STATUS = table(WorkStatusEvent)

_MADE = "made"
_ACCEPTED = "accepted"
_ATTENDED = "attended"
_DUPLICATE = "duplicate"


def merges(session: Session, window: Window | None = None) -> Merges:
    """Return the merges made by T, or without a window all of them."""
    c = _PERSONS.c
    # Not "is not null": of that the file does not know that it is of few, and reads everybody.
    query = select(c.id, c.merged_into).where(c.merged_into > "")
    if window is not None:
        query = query.where(window.recorded(c.merged_at))
    found = session.execute(query)
    return Merges({row[0]: row[1] for row in found})


def seen_before(session: Session, merged: Merges) -> Mapping[str, tuple[date, ...]]:
    """Return counted contacts from before the data set as days, the first first, per person at T.

    Of joined records every day is kept: one of them may lie after the period, the others before.
    """
    c = _PERSONS.c
    days: dict[str, list[date]] = defaultdict(list)
    for record, first, last in session.execute(
        select(c.id, c.first_contact_before, c.last_contact_before).where(
            c.first_contact_before.is_not(None)
        )
    ):
        days[merged.whose(record)] += (first, last)
    return {person: tuple(sorted(some)) for person, some in days.items()}


def needs(session: Session, window: Window, lists: Vocabulary) -> tuple[NeedFact, ...]:
    """Return the needs identified by the last day, with the step that closed each by T.

    Those known before the period and closed before it are left out: none of its figures asks.
    """
    c, e = _NEEDS.c, _NEED_EVENTS.c
    closing = sorted(lists["need_status"].where("closes", value=True))
    closed = and_(e.need_id == c.id, e.status.in_(closing), window.recorded(e.recorded_at))
    last_day = select(func.max(e.on_day)).where(closed).correlate(_NEEDS).scalar_subquery()
    found: dict[str, NeedFact] = {}
    for need, person, category, on, *step in session.execute(
        select(
            *(c.id, c.person_id, c.category, c.identified_on),
            *(e.on_day, e.recorded_at, e.position, e.status),
        )
        .select_from(_NEEDS.outerjoin(_NEED_EVENTS, closed))
        .where(
            c.identified_on <= window.period.last,
            window.exists(_NEEDS),
            or_(
                c.identified_on >= window.period.first,
                last_day.is_(None),
                last_day >= window.period.first,
            ),
        )
    ):
        known = found.get(need)
        ended = None if step[0] is None else Step(*step)
        if known is not None and known.closed is not None and ended is not None:
            ended = max(known.closed, ended)
        found[need] = NeedFact(need, person, category, on, ended)
    return tuple(found.values())


def referrals(session: Session, window: Window, lists: Vocabulary) -> tuple[ReferralFact, ...]:
    """Return the referrals made in the period with the stage reached by T.

    A referral is made by an event that says so, on the day of the first such event.
    """
    c = _REFERRALS.c
    asked = made_in(window)
    stages = lists["referral_status"].map("stage")
    ends = lists["referral_status"].map("end")
    steps = _referral_steps(session, window, asked)
    found = []
    for referral, agency, person in session.execute(
        select(c.id, c.agency_type, c.person_id).where(
            c.id.in_(asked), window.not_voided(_REFERRALS)
        )
    ):
        events = steps.get(referral, [])
        made = min((step.on for step in events if step.code == _MADE), default=None)
        if made is None or made not in window.period:
            continue
        stage = max(stages.get(step.code, 0) for step in events)
        ended = max((step for step in events if step.code in ends), default=None)
        accepted = _first(events, _ACCEPTED, made)
        attended = _first(events, _ATTENDED, accepted) if accepted else None
        found.append(
            ReferralFact(
                id=referral,
                agency=agency,
                made_on=made,
                stage=stage,
                ended=ends[ended.code] if ended else None,
                ended_by=ended,
                accepted_after=(accepted - made).days if accepted else None,
                attended_after=(attended - accepted).days if accepted and attended else None,
                person=person,
            )
        )
    return tuple(found)


def cases(session: Session, window: Window) -> tuple[CaseFact, ...]:
    """Return the cases opened by the last day; a case closed as a duplicate by T is none."""
    c = _CASES.c
    found = []
    for case, person, opened, closed, closed_recorded, reason in session.execute(
        select(
            *(c.id, c.person_id, c.opened_on),
            *(c.closed_on, c.closed_recorded_at, c.close_reason),
        ).where(c.opened_on <= window.period.last, window.recorded(c.opened_recorded_at))
    ):
        known = closed_recorded is not None and closed_recorded <= window.as_at
        if known and reason == _DUPLICATE:
            continue
        day, why = (closed, reason) if known else (None, None)
        found.append(CaseFact(person, opened, day, why, case))
    return tuple(found)


def work_status(session: Session, window: Window) -> Mapping[str, list[Step]]:
    """Return what each record said about working in the period, in order."""
    c = _WORK_STATUS.c
    found: dict[str, list[Step]] = defaultdict(list)
    for person, *step in session.execute(
        select(c.person_id, c.on_day, c.recorded_at, c.position, c.status).where(
            window.on_days(c.on_day), window.recorded(c.recorded_at)
        )
    ):
        found[person].append(Step(*step))
    return found


def deaths(session: Session, window: Window) -> tuple[str, ...]:
    """Return the records of people who died in the period, as known at T."""
    c = _PERSONS.c
    found = session.execute(
        select(c.id).where(window.on_days(c.deceased_on), window.recorded(c.deceased_recorded_at))
    )
    return tuple(person for (person,) in found)


def _first(events: Iterable[Step], code: str, since: date) -> date | None:
    """Return the first day on or after another on which a step of this code was taken."""
    return min((step.on for step in events if step.code == code and step.on >= since), default=None)


def made_in(window: Window) -> Select[tuple[str]]:
    """Return a question for the referrals of which it was said in the period that they are made."""
    c = _REFERRAL_EVENTS.c
    return select(c.referral_id).where(
        window.on_days(c.on_day), c.status == _MADE, window.recorded(c.recorded_at)
    )


def _referral_steps(
    session: Session, window: Window, asked: Select[tuple[str]]
) -> Mapping[str, list[Step]]:
    c = _REFERRAL_EVENTS.c
    found: dict[str, list[Step]] = defaultdict(list)
    for owner, *step in session.execute(
        select(c.referral_id, c.on_day, c.recorded_at, c.position, c.status).where(
            c.referral_id.in_(asked), window.recorded(c.recorded_at)
        )
    ).all():
        found[owner].append(Step(*step))
    return found
