"""What becomes of open cases when two records are joined, and when they are parted again.

The duplicate's own case is closed as ``duplicate`` and is then no case in any figure (exchange
format, 4.4). When the record that stays has no open case, the piece of work goes on there as a new
row with the same first day, so that neither the work nor a figure loses it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update

from models.people import Case, CaseEvent
from outreach_app.casework import case_steps, cases
from outreach_app.casework.people import DUPLICATE
from outreach_app.casework.seen import records_of
from outreach_app.work import Work

_CLOSED: Final = "closed"
_FROM: Final = "moved_from"
_TO: Final = "moved_to"


def join(work: Work, duplicate_id: str, target_id: str) -> dict[str, Any]:
    """Close the duplicate's open cases; answers what an undo must know."""
    effects: dict[str, Any] = {}
    going_on = cases.open_of(work, target_id)
    for case in _open(work, duplicate_id):
        if going_on is None:
            going_on = cases.start(
                work,
                target_id,
                case.opened_on,
                case.risk_level,
                case.owner,
                case_steps.review_of(work, case.id),
            )
            effects |= {_FROM: case.id, _TO: going_on}
        else:
            effects.setdefault(_CLOSED, []).append(case.id)
        cases.end(work, case, DUPLICATE, max(work.today, case.opened_on))
    return effects


def found(work: Work, duplicate_id: str, merged_at: datetime | None) -> dict[str, Any]:
    """Return the effects of a link that came in with an import, as far as its cases show them.

    The case was closed as a duplicate on the day of the joining; nothing else tells.
    """
    if merged_at is None:
        return {}
    day = work.day_of(merged_at)
    closed = [
        key
        for key, on in work.session.execute(
            select(Case.id, Case.closed_on).where(
                Case.person_id == duplicate_id, Case.close_reason == DUPLICATE
            )
        )
        if on == day
    ]
    return {_CLOSED: closed} if closed else {}


def moved(effects: Mapping[str, Any]) -> bool:
    """Tell whether a case went on with the record that stayed."""
    return _TO in effects


def part(work: Work, effects: Mapping[str, Any], linked_at: datetime) -> None:
    """Give the duplicate its cases back as they are now; one that went on elsewhere never was."""
    for key in effects.get(_CLOSED, ()):
        case = work.session.get(Case, key)
        if case is not None and case.close_reason == DUPLICATE:
            _reopen(case)
    if _TO in effects:
        old, new = (work.session.get_one(Case, effects[name]) for name in (_FROM, _TO))
        _reopen(old)
        old.risk_level, old.owner = new.risk_level, new.owner
        if new.closed_on is not None:
            old.closed_on, old.close_reason = new.closed_on, new.close_reason
            old.closed_recorded_at = new.closed_recorded_at
        work.session.execute(
            update(CaseEvent)
            .where(CaseEvent.case_id == new.id, CaseEvent.recorded_at > linked_at)
            .values(case_id=old.id)
        )
        # Closed in the moment it was written, it is no case in a figure as at any time.
        new.closed_on, new.close_reason = new.opened_on, DUPLICATE
        new.closed_recorded_at = linked_at
    work.session.flush()


def _open(work: Work, person_id: str) -> list[Case]:
    return list(
        work.session.scalars(
            select(Case)
            .where(Case.person_id.in_(records_of(person_id)), Case.closed_on.is_(None))
            .order_by(Case.opened_on, Case.id)
        )
    )


def _reopen(case: Case) -> None:
    case.closed_on = case.closed_recorded_at = case.close_reason = None
