"""After harm was written down: how they are reached safely, and who looks after the worker.

Workflow 2, step 8, and what must not happen there: a worker alone without the lead being told.
A task says the way and its rule, never a number or an address: it stands on the first page.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from outreach_app.casework import care, checks, protection, staff, tasks
from outreach_app.casework.incident_access import readable, writable
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.casework.seen import has_died
from outreach_app.casework.tasks import TaskDraft
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

# When they are reached next: days from today, None for when they are next seen.
DAYS: Final[dict[str, int | None]] = {
    "tomorrow": 1,
    "two_days": 2,
    "week": 7,
    "next_seen": None,
}
# Ways that need nothing written down about somebody.
THEY_COME: Final = "they_come"
WHERE_MET: Final = "where_met"
OTHER_WAYS: Final = (WHERE_MET, THEY_COME)
_UNSAFE: Final = "no"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach somebody that may be used: its key, its kind (``person.route``), its rule."""

    id: str
    route: str
    rule: str | None
    ask_first: bool


@dataclass(frozen=True, slots=True)
class After:
    """What the card offers. Without `named` nobody can be reached, so only the debrief is asked."""

    incident_id: str
    named: bool
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class AfterDraft:
    """What was chosen: `day` is a key of `DAYS`, `way` a key of a route or of `OTHER_WAYS`."""

    incident_id: str
    day: str = ""
    way: str = ""
    debrief: bool = False


def read(work: Work, incident_id: str) -> After | None:
    """Return what the card offers, None for who has no part in casework."""
    if work.role not in CASEWORK:
        return None
    person = readable(work, incident_id).person_id
    if person is None or has_died(work, person):
        return After(incident_id, named=False)
    return After(incident_id, named=True, ways=_ways(work, person))


def _ways(work: Work, person_id: str) -> tuple[Way, ...]:
    return tuple(
        Way(each.id, each.row.route, each.row.rule, each.row.safe != "yes")
        for each in care.routes(work, person_id)
        if each.row.safe != _UNSAFE
    )


def check(draft: AfterDraft) -> tuple[Problem, ...]:
    """Find what must be mended before it can be kept; instant, needs no file."""
    problems = []
    if bool(draft.day) != bool(draft.way):
        problems.append(Problem("way" if draft.day else "day", "required"))
    if draft.day and draft.day not in DAYS:
        problems.append(Problem("day", "unknown_code", {"value": draft.day}))
    if not (draft.day or draft.way or draft.debrief):
        problems.append(Problem("debrief", "required"))
    return tuple(problems)


def keep(work: Work, draft: AfterDraft) -> Done[int]:
    """Write down what is to be done afterwards; answers how many things that are.

    A debrief tells every other lead the same day that a colleague took down an account.
    """
    insist(work, CASEWORK)
    checks.insist(check(draft))
    incident = writable(work, draft.incident_id)
    reference, person_id = incident.reference, incident.person_id
    made = 0
    if draft.day:
        if person_id is None:
            checks.insist([Problem("day", "scope_person")])
        days = DAYS[draft.day]
        due = work.today + timedelta(days=days) if days is not None else None
        tasks.add(work, TaskDraft(_reach(work, draft, person_id or ""), due, "call", person_id))
        made += 1
    if draft.debrief:
        made += _debrief(work, draft.incident_id, reference)
    audit.note(work, "afterwards_kept", draft.incident_id)
    return Done(made, changed("tasks", person_id=person_id))


def _reach(work: Work, draft: AfterDraft, person_id: str) -> str:
    if draft.way in OTHER_WAYS:
        return say(f"choices.after.reach_{draft.way}")
    way = next((each for each in _ways(work, person_id) if each.id == draft.way), None)
    if way is None:
        checks.insist([Problem("way", "required")])
        return ""
    words = say("choices.after.reach", way=say(f"person.route.{way.route}").lower())
    return f"{words}: {way.rule}" if way.rule else words


def _debrief(work: Work, incident_id: str, reference: str) -> int:
    tomorrow = work.today + timedelta(days=1)
    mine = say("choices.after.debrief_task", reference=reference)
    tasks.add(work, TaskDraft(mine, tomorrow, "other", incident_id=incident_id))
    who = staff.names(work).get(work.by or "", work.by or "")
    told = [code for code in protection.leads(work) if code != work.by]
    for code in told:
        text = say("choices.after.lead_task", name=who, reference=reference)
        tasks.add(work, TaskDraft(text, work.today, "other", owner=code, incident_id=incident_id))
    return 1 + len(told)
