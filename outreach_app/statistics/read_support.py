"""Needs, referrals, cases, work status and deaths, cut down to what is counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models.people import Case, Person, WorkStatusEvent
from models.support import Need, NeedEvent, Referral, ReferralEvent
from outreach_app.statistics import rules
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
    values = None if window is None else rules.values(window)
    found = session.execute(_merges(as_at=window is not None), values).all()
    return Merges({row[0]: row[1] for row in found})


@cache
def _merges(*, as_at: bool) -> Select[Any]:
    c = _PERSONS.c
    # Not "is not null": of that the file does not know that it is of few, and reads everybody.
    every = select(c.id, c.merged_into).where(c.merged_into > "")
    return every.where(rules.recorded(c.merged_at)) if as_at else every


def seen_before(session: Session, merged: Merges) -> Mapping[str, tuple[date, ...]]:
    """Return counted contacts from before the data set as days, the first first, per person at T.

    Of joined records every day is kept: one of them may lie after the period, the others before.
    """
    days: dict[str, list[date]] = defaultdict(list)
    for record, first, last in session.execute(_seen_before()).all():
        days[merged.whose(record)] += (first, last)
    return {person: tuple(sorted(some)) for person, some in days.items()}


@cache
def _seen_before() -> Select[Any]:
    c = _PERSONS.c
    return select(c.id, c.first_contact_before, c.last_contact_before).where(
        c.first_contact_before.is_not(None)
    )


def needs(session: Session, window: Window, lists: Vocabulary) -> tuple[NeedFact, ...]:
    """Return the needs identified by the last day, with the step that closed each by T.

    Those known before the period and closed before it are left out: none of its figures asks.
    """
    closing = lists["need_status"].where("closes", value=True)
    found: dict[str, NeedFact] = {}
    for need, person, category, on, *step in session.execute(
        _needs(closing), rules.values(window)
    ).all():
        known = found.get(need)
        ended = None if step[0] is None else Step(*step)
        if known is not None and known.closed is not None and ended is not None:
            ended = max(known.closed, ended)
        found[need] = NeedFact(need, person, category, on, ended)
    return tuple(found.values())


@cache
def _needs(closing: frozenset[str]) -> Select[Any]:
    c, e = _NEEDS.c, _NEED_EVENTS.c
    closed = and_(e.need_id == c.id, rules.one_of(e.status, closing), rules.recorded(e.recorded_at))
    last_day = select(func.max(e.on_day)).where(closed).correlate(_NEEDS).scalar_subquery()
    # What was never closed is taken as closed on the first day, so that the file looks but once.
    still_asked = func.coalesce(last_day, rules.FIRST_DAY) >= rules.FIRST_DAY
    return (
        select(
            *(c.id, c.person_id, c.category, c.identified_on),
            *(e.on_day, e.recorded_at, e.position, e.status),
        )
        .select_from(_NEEDS.outerjoin(_NEED_EVENTS, closed))
        .where(
            c.identified_on <= rules.LAST_DAY,
            rules.exists(_NEEDS),
            or_(c.identified_on >= rules.FIRST_DAY, still_asked),
        )
    )


def referrals(session: Session, window: Window, lists: Vocabulary) -> tuple[ReferralFact, ...]:
    """Return the referrals made in the period with the stage reached by T.

    A referral is made by an event that says so, on the day of the first such event.
    """
    stages = lists["referral_status"].map("stage")
    ends = lists["referral_status"].map("end")
    steps = _referral_steps(session, window)
    found = []
    for referral, agency, person in session.execute(_referrals(), rules.values(window)).all():
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


@cache
def _referrals() -> Select[Any]:
    c = _REFERRALS.c
    return select(c.id, c.agency_type, c.person_id).where(
        made_in_period(c.id), rules.not_voided(_REFERRALS)
    )


def cases(session: Session, window: Window) -> tuple[CaseFact, ...]:
    """Return the cases opened by the last day; a case closed as a duplicate by T is none."""
    found = []
    for case, person, opened, closed, closed_recorded, reason in session.execute(
        _cases(), rules.values(window)
    ).all():
        known = closed_recorded is not None and closed_recorded <= window.as_at
        if known and reason == _DUPLICATE:
            continue
        day, why = (closed, reason) if known else (None, None)
        found.append(CaseFact(person, opened, day, why, case))
    return tuple(found)


@cache
def _cases() -> Select[Any]:
    c = _CASES.c
    return select(
        *(c.id, c.person_id, c.opened_on),
        *(c.closed_on, c.closed_recorded_at, c.close_reason),
    ).where(c.opened_on <= rules.LAST_DAY, rules.recorded(c.opened_recorded_at))


def work_status(session: Session, window: Window) -> Mapping[str, list[Step]]:
    """Return what each record said about working in the period, in order."""
    found: dict[str, list[Step]] = defaultdict(list)
    for person, *step in session.execute(_work_status(), rules.values(window)).all():
        found[person].append(Step(*step))
    return found


@cache
def _work_status() -> Select[Any]:
    c = _WORK_STATUS.c
    return select(c.person_id, c.on_day, c.recorded_at, c.position, c.status).where(
        rules.on_days(c.on_day), rules.recorded(c.recorded_at)
    )


def deaths(session: Session, window: Window) -> tuple[str, ...]:
    """Return the records of people who died in the period, as known at T."""
    return tuple(session.execute(_deaths(), rules.values(window)).scalars())


@cache
def _deaths() -> Select[Any]:
    c = _PERSONS.c
    return select(c.id).where(rules.on_days(c.deceased_on), rules.recorded(c.deceased_recorded_at))


def _first(events: Iterable[Step], code: str, since: date) -> date | None:
    """Return the first day on or after another on which a step of this code was taken."""
    return min((step.on for step in events if step.code == code and step.on >= since), default=None)


def made_in_period(referral: ColumnElement[str]) -> ColumnElement[bool]:
    """Tell in SQL that of a referral it was said in the period, and by T, that it is made."""
    c = _REFERRAL_EVENTS.c
    return referral.in_(
        select(c.referral_id).where(
            rules.on_days(c.on_day), c.status == _MADE, rules.recorded(c.recorded_at)
        )
    )


def _referral_steps(session: Session, window: Window) -> Mapping[str, list[Step]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for owner, *step in session.execute(_steps_of_referrals(), rules.values(window)).all():
        found[owner].append(Step(*step))
    return found


@cache
def _steps_of_referrals() -> Select[Any]:
    c = _REFERRAL_EVENTS.c
    return select(c.referral_id, c.on_day, c.recorded_at, c.position, c.status).where(
        made_in_period(c.referral_id), rules.recorded(c.recorded_at)
    )
