"""What became of needs in people's own view, and why something was not to be had."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import FromClause, select
from sqlalchemy.orm import Session

from models.support import NeedEvent, NeedScore, ReferralEvent
from outreach_app.statistics.rows import Step
from outreach_app.statistics.window import Window, table

# Why a step was taken, by the key of the need or referral and the step itself.
Reasons = Mapping[tuple[str, Step], str]


def need_reasons(session: Session, window: Window) -> Reasons:
    """Return why needs were not met, or only partly, as far as it was said by T."""
    return _reasons(session, window, table(NeedEvent), "need_id")


def referral_reasons(session: Session, window: Window) -> Reasons:
    """Return why services declined, as far as it was said by T."""
    return _reasons(session, window, table(ReferralEvent), "referral_id")


def scores(session: Session, window: Window) -> Mapping[str, tuple[int, int]]:
    """Return first and latest score of every need with two or more of them recorded by T."""
    c = table(NeedScore).c
    found: dict[str, list[int]] = defaultdict(list)
    for need, score in session.execute(
        select(c.need_id, c.score)
        .where(window.recorded(c.recorded_at))
        .order_by(c.need_id, c.on_day, c.recorded_at, c.id)
    ):
        found[need].append(int(score))
    return {need: (some[0], some[-1]) for need, some in found.items() if len(some) > 1}


def _reasons(session: Session, window: Window, events: FromClause, parent: str) -> Reasons:
    c = events.c
    rows = session.execute(
        select(c[parent], c.on_day, c.recorded_at, c.position, c.status, c.unmet_reason).where(
            c.unmet_reason.is_not(None), window.recorded(c.recorded_at)
        )
    )
    return {(owner, Step(*step)): reason for owner, *step, reason in rows}
