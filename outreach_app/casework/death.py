"""A death (workflow 10): written down once, calmly; everything that would reach out stops with it.

Figures keep the person. What ends is written in the same transaction and can be taken back on the
same day, when the wrong person was marked: then it is taken out again as if it had not been, and
the trail alone keeps that it was. No other steps of a history are ever taken out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from models.contacts import Contact
from models.linking import PersonLink
from models.people import DeathMark, Person
from models.types import new_key
from outreach_app.casework import access, checks, death_effects, protection, roles, tasks
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.errors import NoSuchRecord, NotAllowed, Problem
from outreach_app.governance import audit
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

# How much of the day is known, and how it is known. Words: resources/words/death.toml.
PRECISIONS: Final = ("day", "about", "month", "year", "unknown")
HOW: Final = ("colleague", "friend", "family", "service", "hospital", "police", "news", "other")
# What each lead finds to do: the duties, and those who were close.
_TOLD: Final = ("death.task", "death.task_close")
_TOLD_LIMIT: Final = 200
_TOUCHED: Final = ("people", "cases", "needs", "referrals", "consents", "tasks")


@dataclass(frozen=True, slots=True)
class DeathDraft:
    """That somebody has died: when, as far as that is known, and how the project knows.

    `died_on` may be any day of the month or year that is known; with ``unknown`` it is the day it
    is written down, which then is shown nowhere. `confirmed` is None where nobody asked yet.
    """

    person_id: str
    died_on: date | None = None
    precision: str = "day"
    how_known: str = ""
    told_by: str = ""
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True)
class DeathRow:
    """What ended with a death, or would: how many answers in force, needs, referrals, and so on."""

    person_id: str
    alias: str
    code: str
    consents: int = 0
    needs: int = 0
    referrals: int = 0
    cases: int = 0
    tasks: int = 0


def check(draft: DeathDraft, today: date) -> tuple[Problem, ...]:
    """Find what must be mended before a death can be written down."""
    problems = checks.text("told_by", draft.told_by, _TOLD_LIMIT)
    if draft.precision not in PRECISIONS:
        problems.append(Problem("precision", "required"))
    if draft.how_known not in HOW:
        problems.append(Problem("how_known", "required"))
    if draft.died_on is None and draft.precision != "unknown":
        problems.append(Problem("died_on", "died_when"))
    if draft.died_on is not None and draft.died_on > today:
        problems.append(Problem("died_on", "day_in_the_future"))
    return tuple(problems)


def notices(work: Work, draft: DeathDraft) -> tuple[Problem, ...]:
    """Return what to say before the death is written down; it stops nothing.

    Contacts after the day speak for another person, or another day.
    """
    access.insist(work, draft.person_id)
    if draft.died_on is None or draft.precision != "day":
        return ()
    last = work.session.scalar(
        select(func.max(Contact.started_at)).where(
            Contact.person_id.in_(records_of(whole_id(work, draft.person_id))),
            Contact.voided_at.is_(None),
        )
    )
    if last is None or work.day_of(last) <= draft.died_on:
        return ()
    return (Problem("died_on", "met_after_death"),)


def preview(work: Work, person_id: str) -> DeathRow:
    """Return whom it is about and what would end, for the page that asks. Raises Restricted."""
    roles.insist(work, roles.CASEWORK)
    access.insist(work, person_id)
    key = whole_id(work, person_id)
    return _row(work, key, death_effects.would_end(work, key))


def has_died(work: Work, draft: DeathDraft) -> Done[DeathRow]:
    """Write down that somebody has died and end what would reach out to them; leads are told."""
    roles.insist(work, roles.CASEWORK)
    access.insist(work, draft.person_id)
    key = whole_id(work, draft.person_id)
    person = work.session.get_one(Person, key)
    problems = list(check(draft, work.today))
    if person.deceased_on is not None:
        problems.append(Problem("person_id", "died_already"))
    checks.insist(problems)
    person.deceased_on = work.today if draft.precision == "unknown" else draft.died_on
    person.deceased_recorded_at = work.now
    person.deceased_precision = draft.precision
    person.deceased_told_by = checks.clean(draft.told_by)
    person.deceased_confirmed = draft.confirmed
    work.session.flush()
    effects = death_effects.end_all(work, key)
    told = [
        tasks.add(
            work, tasks.TaskDraft(say(words), work.today, "safeguarding", key, owner=lead)
        ).value
        for lead in protection.leads(work)
        for words in _TOLD
    ]
    work.session.execute(
        insert(DeathMark).values(
            id=new_key(),
            person_id=key,
            marked_at=work.now,
            marked_by=work.by,
            how_known=draft.how_known,
            effects={**effects, "told": told},
        )
    )
    audit.note(work, "death_noted", key, **{name: len(keys) for name, keys in effects.items()})
    return Done(_row(work, key, effects), changed(*_TOUCHED, person_id=key))


def undo(work: Work, person_id: str) -> Done[DeathRow]:
    """Take a death back on the day it was written down, by whoever wrote it or the lead.

    Everything that ended with it stands again as before. Raises NoSuchRecord, NotAllowed, and
    CheckFailed on any later day.
    """
    roles.insist(work, roles.CASEWORK)
    access.insist(work, person_id)
    key = whole_id(work, person_id)
    mark = work.session.scalars(
        select(DeathMark).where(DeathMark.person_id == key, DeathMark.undone_at.is_(None))
    ).first()
    if mark is None:
        raise NoSuchRecord
    if work.role != roles.LEAD and mark.marked_by != work.by:
        raise NotAllowed
    problems = []
    if work.day_of(mark.marked_at) != work.today:
        problems.append(Problem("person_id", "undo_same_day"))
    if _joined_since(work, key, mark.marked_at):
        problems.append(Problem("person_id", "undo_joining_first"))
    checks.insist(problems)
    work.session.execute(
        update(Person)
        .where(Person.id == key)
        .values(
            deceased_on=None,
            deceased_recorded_at=None,
            deceased_precision=None,
            deceased_told_by=None,
            deceased_confirmed=None,
        )
    )
    effects = dict(mark.effects)
    told = effects.pop("told", [])
    death_effects.restore(work, effects)
    for task_id in told:
        if tasks.is_waiting(work, task_id):
            tasks.done(work, task_id)
    mark.undone_at, mark.undone_by = work.now, work.by
    work.session.flush()
    audit.note(work, "death_undone", key)
    return Done(_row(work, key, effects), changed(*_TOUCHED, person_id=key))


def _joined_since(work: Work, key: str, moment: datetime) -> bool:
    wanted = select(PersonLink.id).where(
        PersonLink.target_id == key,
        PersonLink.undone_at.is_(None),
        PersonLink.linked_at >= moment,
    )
    return work.session.scalar(wanted.limit(1)) is not None


def _row(work: Work, key: str, effects: Mapping[str, Any]) -> DeathRow:
    alias, code = work.session.execute(
        select(Person.alias, Person.code).where(Person.id == key)
    ).one()
    return DeathRow(key, alias, code, **{name: len(keys) for name, keys in effects.items()})
