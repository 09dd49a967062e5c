"""Whether a yes is in force at this moment, for this reader. Source: exchange format, 4.7.

For one subject and one scope the answer with the latest `at` decides, at the same `at` the one
recorded later; of two of the very same moments one that is not a yes. An older yes never comes
back. One scope never implies another. Answers about joined records are one person's answers (4.4).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Date, and_, func, literal, select

from models.sharing import Consent
from outreach_app.casework import named_yes
from outreach_app.casework.seen import records_of
from outreach_app.work import Work

_GIVEN: Final = "given"
# The last answer in this order decides; of two of the very same moments, one that is not a yes, and
# of two yeses the one that ends first.
DECIDES: Final = (
    Consent.at,
    Consent.recorded_at,
    Consent.state != _GIVEN,
    -func.julianday(func.coalesce(Consent.expires_on, literal(date.max, Date))),
    Consent.id,
)
# Given in shock or not sober: holds for urgent safety only (list ``capacity``).
RECHECK: Final = "recheck"

# The columns that decide, and a row with them.
COLUMNS: Final = (
    Consent.state,
    Consent.not_said,
    Consent.at,
    Consent.expires_on,
    Consent.capacity,
    Consent.named_recipient,
)
_Answer = Any


def why_not(
    work: Work,
    scope: str,
    incident_id: str | None,
    person_id: str | None,
    named: str | None,
    *,
    urgent: bool = False,
) -> str | None:
    """Return why the answers do not allow sharing now, or None when they do.

    A code of list ``consent_state``, ``not_said``, ``expired``, ``not_able``, ``not_yet`` (the
    clock stands before the yes), ``named_only`` (the yes names somebody else).
    """
    return judge(work, _answers(work, scope, incident_id, person_id), named, urgent=urgent)


def judge(
    work: Work, rows: Sequence[_Answer], named: str | None, *, urgent: bool = False
) -> str | None:
    """Return why answers to one question, in the order of `DECIDES`, do not allow sharing now."""
    if not rows:
        return "not_asked"
    past = [row for row in rows if row.at <= work.now]
    # An answer from after now means that a clock was set back: a no from there still counts.
    for deciding in (rows[-1], past[-1] if past else None):
        if deciding is None:
            return "not_yet"
        why = _why_not(work, deciding, urgent=urgent)
        if why:
            return why
    return None if _covers(work, past, named, urgent=urgent) else "named_only"


def _answers(
    work: Work, scope: str, incident_id: str | None, person_id: str | None
) -> Sequence[_Answer]:
    if work.lists["consent_scope"][scope].maps["level"] == "incident":
        about = Consent.incident_id == incident_id
    else:
        mine = records_of(person_id or "")
        about = and_(Consent.person_id.in_(mine), Consent.incident_id.is_(None))
    return work.session.execute(
        select(*COLUMNS).where(about, Consent.scope == scope).order_by(*DECIDES)
    ).all()


def _why_not(work: Work, row: _Answer, *, urgent: bool) -> str | None:
    if row.state != _GIVEN:
        return "not_said" if row.not_said else str(row.state)
    if row.expires_on is not None and row.expires_on < work.today:
        return "expired"
    entry = work.lists["capacity"].entries.get(row.capacity or "")
    able = entry is not None and bool(entry.maps.get("valid"))
    if able or (urgent and row.capacity == RECHECK):
        return None
    return "not_able"


def _covers(work: Work, rows: Sequence[_Answer], named: str | None, *, urgent: bool) -> bool:
    """Tell whether the yes in force is meant for this reader."""
    return named_yes.meant_for(
        rows, (named or "",), lambda row: _why_not(work, row, urgent=urgent) is None
    )


def named_in(
    work: Work, scope: str, incident_id: str | None, person_id: str | None
) -> tuple[str, ...]:
    """Return the readers that the last yes names, () where the last answer names nobody."""
    past = [row for row in _answers(work, scope, incident_id, person_id) if row.at <= work.now]
    if not past or past[-1].state != _GIVEN:
        return ()
    names = (each.strip() for each in (past[-1].named_recipient or "").split(";"))
    return tuple(each for each in names if each)
