"""Short ways to sit at a desk in tests: people, contacts, other roles, the figures of a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, contacts, people
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.statistics import periods
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import known
from outreach_app.statistics.window import Window
from outreach_app.work import Work


def add(desk: Desk, alias: str, **details: Any) -> str:
    return desk.do(people.add, PersonDraft(alias=alias, **details)).value.id


def meet(desk: Desk, person_id: str | None, *, days_ago: int = 0) -> str:
    started = desk.clock.now() - timedelta(days=days_ago)
    who = "known" if person_id else "not_named"
    late = "paper" if days_ago > 2 else None
    draft = contacts.ContactDraft(started, who, person_id, late_reason=late)
    return desk.do(contacts.log, draft).value.id


def yes_to_police(desk: Desk, incident_id: str, answer: str = "yes", **more: Any) -> None:
    """Answer the question about full details to police."""
    said = Answer("police_full", answer, "verbal", more.pop("capacity", "able"), **more)
    desk.do(consents.answer, AnswersDraft(incident_id=incident_id, answers=(said,)))


def as_role(role: str, fn: Callable[..., Any], by: str | None = None) -> Callable[..., Any]:
    """Run a function with somebody else at the keyboard."""

    def run(work: Work, *args: Any, **more: Any) -> Any:
        return fn(replace(work, role=role, by=by or work.by), *args, **more)

    return run


def later(clock: SetClock, **span: int) -> datetime:
    clock.moment += timedelta(**span)
    return clock.now()


def figures(desk: Desk, *keys: str, month: str = "2025-12", as_at: datetime | None = None) -> Any:
    """Return lines of a month as at a moment, by the start of their key: ``R01``, ``K01``."""

    def read(work: Work) -> dict[str, Any]:
        window = Window.of(periods.month(month), as_at or work.now, work.zone)
        facts = Facts(work.session, window, work.lists)
        return {
            wanted: line.compute(facts)
            for wanted in keys
            for key, line in known().items()
            if key.startswith(wanted)
        }

    found = desk.ask(read)
    return found[keys[0]] if len(keys) == 1 else found


DAY = date(2025, 12, 20)
