"""What became of needs in people's own view, and why something was not to be had."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.support import NeedEvent, NeedScore, ReferralEvent
from outreach_app.statistics import rules
from outreach_app.statistics.read_support import made_in_period
from outreach_app.statistics.rows import Step
from outreach_app.statistics.window import Window, table

# Why a step was taken, by the key of the need or referral and the step itself.
Reasons = Mapping[tuple[str, Step], str]


def need_reasons(session: Session, window: Window) -> Reasons:
    """Return why needs were not met, or only partly, by steps of the period that say so by T."""
    return _reasons(session, window, _need_reasons())


@cache
def _need_reasons() -> Select[Any]:
    c = table(NeedEvent).c
    return select(
        *(c.need_id, c.on_day, c.recorded_at, c.position, c.status, c.unmet_reason)
    ).where(rules.on_days(c.on_day), c.unmet_reason.is_not(None), rules.recorded(c.recorded_at))


def referral_reasons(session: Session, window: Window) -> Reasons:
    """Return why services declined what was made in the period, as far as it was said by T."""
    return _reasons(session, window, _referral_reasons())


@cache
def _referral_reasons() -> Select[Any]:
    c = table(ReferralEvent).c
    return select(
        *(c.referral_id, c.on_day, c.recorded_at, c.position, c.status, c.unmet_reason)
    ).where(
        made_in_period(c.referral_id), c.unmet_reason.is_not(None), rules.recorded(c.recorded_at)
    )


def scores(session: Session, window: Window) -> Mapping[str, tuple[int, int]]:
    """Return first and latest score of needs with two or more of them recorded by T.

    Of needs of which something is dated in the period, and so of all that were closed in it.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for need, score in session.execute(_scores(), rules.values(window)).all():
        found[need].append(int(score))
    return {need: (some[0], some[-1]) for need, some in found.items() if len(some) > 1}


@cache
def _scores() -> Select[Any]:
    c, steps = table(NeedScore).c, table(NeedEvent).c
    return (
        select(c.need_id, c.score)
        .where(
            rules.recorded(c.recorded_at),
            c.need_id.in_(select(steps.need_id).where(rules.on_days(steps.on_day))),
        )
        .order_by(c.need_id, c.on_day, c.recorded_at, c.id)
    )


def _reasons(session: Session, window: Window, query: Select[Any]) -> Reasons:
    rows = session.execute(query, rules.values(window)).all()
    return {(owner, Step(*step)): reason for owner, *step, reason in rows}
