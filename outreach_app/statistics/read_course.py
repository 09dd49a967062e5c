"""What became of needs in people's own view, and why something was not to be had."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, FromClause, select
from sqlalchemy.orm import Session

from models.support import NeedEvent, NeedScore, ReferralEvent
from outreach_app.statistics.read_support import made_in
from outreach_app.statistics.rows import Step
from outreach_app.statistics.window import Window, table

# Why a step was taken, by the key of the need or referral and the step itself.
Reasons = Mapping[tuple[str, Step], str]


def need_reasons(session: Session, window: Window) -> Reasons:
    """Return why needs were not met, or only partly, by steps of the period that say so by T."""
    rows = table(NeedEvent)
    return _reasons(session, window, rows, "need_id", window.on_days(rows.c.on_day))


def referral_reasons(session: Session, window: Window) -> Reasons:
    """Return why services declined what was made in the period, as far as it was said by T."""
    rows = table(ReferralEvent)
    made = rows.c.referral_id.in_(made_in(window))
    return _reasons(session, window, rows, "referral_id", made)


def scores(session: Session, window: Window) -> Mapping[str, tuple[int, int]]:
    """Return first and latest score of needs with two or more of them recorded by T.

    Of needs of which something is dated in the period, and so of all that were closed in it.
    """
    c, steps = table(NeedScore).c, table(NeedEvent).c
    found: dict[str, list[int]] = defaultdict(list)
    for need, score in session.execute(
        select(c.need_id, c.score)
        .where(
            window.recorded(c.recorded_at),
            c.need_id.in_(select(steps.need_id).where(window.on_days(steps.on_day))),
        )
        .order_by(c.need_id, c.on_day, c.recorded_at, c.id)
    ):
        found[need].append(int(score))
    return {need: (some[0], some[-1]) for need, some in found.items() if len(some) > 1}


def _reasons(
    session: Session, window: Window, events: FromClause, parent: str, here: ColumnElement[bool]
) -> Reasons:
    c = events.c
    rows = session.execute(
        select(c[parent], c.on_day, c.recorded_at, c.position, c.status, c.unmet_reason).where(
            here, c.unmet_reason.is_not(None), window.recorded(c.recorded_at)
        )
    )
    return {(owner, Step(*step)): reason for owner, *step, reason in rows}
