"""A need told before a death and written down after it: dated before, with why, and ended with it.

A need ends *not met* with a death unless it was met (workflow 10); one that is written down later
ends in the same way, at once, and goes again when the death is taken back.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from models.people import DeathMark, Person
from models.support import NeedEvent
from models.types import new_key
from outreach_app.casework import checks
from outreach_app.casework.seen import has_died, records_of, whole_id
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

_NOT_MET = "not_met"
_MET = "met"


@dataclass(frozen=True, slots=True)
class Died:
    """Who has died, and the last day it can have been as far as that is known."""

    person_id: str
    latest: date


def died(work: Work, person_id: str) -> Died | None:
    """Return what is known of a death for who writes something down late; None for the living."""
    if not has_died(work, person_id):
        return None
    key = whole_id(work, person_id)
    found = work.session.execute(
        select(Person.deceased_on, Person.deceased_precision)
        .where(Person.id.in_(records_of(key)), Person.deceased_on.is_not(None))
        .order_by(Person.deceased_on.desc())
    ).first()
    day = found.deceased_on if found is not None and found.deceased_on else work.today
    precision = found.deceased_precision if found is not None else None
    return Died(key, min(last_day(day, precision), work.today))


def last_day(day: date, precision: str | None) -> date:
    """Return the last day that a death known this exactly can have been."""
    if precision == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return date(day.year, 12, 31) if precision == "year" else day


def check(
    lists: Vocabulary, known: Died, identified_on: date, late_reason: str | None
) -> tuple[Problem, ...]:
    """Find what must be mended: a day after the death, or no reason."""
    problems = [*checks.one_of(lists, "late_reason", "late_reason", late_reason)]
    if identified_on > known.latest:
        problems.append(Problem("identified_on", "need_after_death"))
    if not late_reason:
        # Said at the person: only the form that knows of the death asks for a reason.
        problems.append(Problem("person_id", "need_of_who_died"))
    return tuple(problems)


def end(work: Work, known: Died, need_id: str, *, met: bool) -> None:
    """End a need just written down, inside its own command: met before the death, or with it."""
    step = new_key()
    work.session.execute(
        insert(NeedEvent).values(
            id=step,
            need_id=need_id,
            position=0,
            on_day=known.latest if met else work.today,
            status=_MET if met else _NOT_MET,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    mark = work.session.scalars(
        select(DeathMark).where(
            DeathMark.person_id == known.person_id, DeathMark.undone_at.is_(None)
        )
    ).first()
    if mark is not None and not met:
        # Taking the death back takes this step back too.
        mark.effects = {**mark.effects, "needs": [*mark.effects.get("needs", []), step]}
        work.session.flush()
