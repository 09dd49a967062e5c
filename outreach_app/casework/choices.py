"""What somebody wants after harm, each by itself, none preset (workflow 2, steps 2 to 5).

A yes becomes a consent, a step of the ladder that says there shall be no police, a referral that is
prepared, or something to do; nothing leaves by it. What was not answered stays not asked. In shock,
or whoever cannot decide now, only what is urgent for body and safety holds, and the rest is asked
again the next day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from models.incidents import Incident, PathEvent
from outreach_app.casework import checks, consents, incidents, referrals, tasks, young
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.incident_access import writable
from outreach_app.casework.referrals import ReferralDraft
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.casework.seen import has_died
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

YES: Final = "yes"
NO: Final = "no"
# In the order in which they are read aloud. Words: resources/words/choices.toml.
CHOICES: Final = ("medical", "sarc", "isva", "num", "police_anon", "police_full", "warn")
# What holds from somebody who cannot decide about anything else now.
URGENT: Final = ("medical", "sarc")
# The questions of the consent page that a choice answers; `medical` asks nothing that is shared.
SCOPES: Final[Mapping[str, tuple[str, ...]]] = {
    "medical": (),
    "sarc": ("isva_sarc",),
    "isva": ("isva_sarc",),
    "num": ("num_report",),
    "police_anon": ("police_intel_anon",),
    "police_full": ("police_full",),
    "warn": ("alert_local",),
}
_AGENCY: Final = {"medical": "hospital", "sarc": "sarc", "isva": "isva"}
_POLICE: Final = ("police_anon", "police_full")
# Without police: which step is written down, the first that was chosen.
_NO_POLICE: Final = (("warn", "warn_only"), ("num", "num_no_police"), ("sarc", "sarc_only"))
_TASK: Final = {"num": "chase", "police_anon": "chase", "police_full": "chase", "warn": "alert"}


@dataclass(frozen=True, slots=True)
class ChoicesDraft:
    """Yes or no by code of `CHOICES`; what is left out was not asked.

    `method` (list ``consent_method``) and `capacity` (list ``capacity``) hold for all of them.
    """

    incident_id: str
    answers: Mapping[str, str]
    method: str | None = None
    capacity: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What followed: questions answered, referrals prepared, things to do, a step written down.

    `put_off` are choices that are asked again tomorrow.
    """

    incident_id: str
    scopes: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    tasks: int = 0
    step: str | None = None
    put_off: tuple[str, ...] = ()


@dataclass
class _Made:
    scopes: list[str] = field(default_factory=list)
    referrals: list[str] = field(default_factory=list)
    tasks: int = 0


def check(draft: ChoicesDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before the choices can be kept; instant, needs no file."""
    problems = [
        *checks.one_of(lists, "consent_method", "method", draft.method),
        *checks.one_of(lists, "capacity", "capacity", draft.capacity),
    ]
    for code, answer in draft.answers.items():
        if code not in CHOICES or answer not in (YES, NO):
            problems.append(Problem(code, "unknown_code", {"value": answer}))
    if draft.answers and not draft.method:
        problems.append(Problem("method", "how_said"))
    if YES in draft.answers.values() and not draft.capacity:
        problems.append(Problem("capacity", "able"))
    return tuple(problems)


def keep(work: Work, draft: ChoicesDraft) -> Done[Chosen]:
    """Keep what somebody chose, and prepare what follows from it."""
    insist(work, CASEWORK)
    incident = writable(work, draft.incident_id)
    problems = list(check(draft, work.lists))
    if incident.person_id and incident.person_id in young.kept_inside(work):
        problems.append(Problem("choices", "choices_of_a_child"))
    checks.insist(problems)
    answers, put_off = _that_hold(work, draft)
    made = _Made()
    _consent(work, incident, draft, answers, made)
    person = incident.person_id
    for code in CHOICES:
        if answers.get(code) == YES:
            _prepare(work, incident, person, code, made)
    step = _step(work, incident.id, answers)
    if put_off:
        text = say("choices.task.again", reference=incident.reference)
        again = work.today + timedelta(days=1)
        kind = "consent" if person and not has_died(work, person) else "chase"
        tasks.add(work, tasks.TaskDraft(text, again, kind, person, incident_id=incident.id))
        made.tasks += 1
    audit.note(work, "choices_kept", incident.id, yes=_of(answers, YES), no=_of(answers, NO))
    chosen = Chosen(
        incident.id, tuple(made.scopes), tuple(made.referrals), made.tasks, step, put_off
    )
    return Done(
        chosen, changed("incidents", "consents", "referrals", "needs", "tasks", person_id=person)
    )


def _that_hold(work: Work, draft: ChoicesDraft) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the answers that hold now, and the ones to be asked again."""
    valid = draft.capacity is None or bool(
        work.lists["capacity"].map("valid").get(draft.capacity, False)
    )
    answers = {code: draft.answers[code] for code in CHOICES if code in draft.answers}
    if valid:
        return answers, ()
    # A no always holds: only a yes needs somebody who can decide.
    held = {code: a for code, a in answers.items() if a == NO or code in URGENT}
    return held, tuple(code for code in answers if code not in held)


def _consent(
    work: Work, incident: Incident, draft: ChoicesDraft, answers: Mapping[str, str], made: _Made
) -> None:
    wanted: dict[str, str] = {}
    for code, answer in answers.items():
        for scope in SCOPES[code]:
            # Two choices may ask the same question: a yes to one of them is a yes, named.
            wanted[scope] = YES if YES in (answer, wanted.get(scope)) else answer
    given = tuple(
        Answer(
            scope,
            answer,
            draft.method,
            draft.capacity if answer == YES else None,
            named_recipient=_named(scope, answers) if answer == YES else None,
        )
        for scope, answer in wanted.items()
    )
    if given:
        consents.answer(work, AnswersDraft(incident_id=incident.id, answers=given))
        made.scopes += [each.scope for each in given]


def _named(scope: str, answers: Mapping[str, str]) -> str | None:
    """Say which of several services a yes is for, where only one was chosen."""
    asked = [code for code, scopes in SCOPES.items() if scope in scopes]
    chosen = [code for code in asked if answers.get(code) == YES]
    return say(f"choices.named.{chosen[0]}") if len(asked) > 1 and len(chosen) == 1 else None


def _prepare(work: Work, incident: Incident, person: str | None, code: str, made: _Made) -> None:
    if code in _AGENCY and person is not None and not has_died(work, person):
        draft = ReferralDraft(person, _AGENCY[code], work.today)
        made.referrals.append(referrals.draft(work, draft).value)
        text = say("choices.task.referral", reference=incident.reference)
    else:
        text = say(f"choices.task.{code}", reference=incident.reference)
    kind = _TASK.get(code, "chase")
    tasks.add(work, tasks.TaskDraft(text, work.today, kind, incident_id=incident.id))
    made.tasks += 1


def _step(work: Work, incident_id: str, answers: Mapping[str, str]) -> str | None:
    """Write down that there shall be no police, where nothing stronger was written or chosen."""
    if any(answers.get(code) == YES for code in _POLICE):
        return None
    rungs = work.lists["police_path"].map("rung")
    taken = work.session.scalars(
        select(PathEvent.path).where(PathEvent.incident_id == incident_id)
    ).all()
    if any((rungs.get(path) or 0) > 0 for path in taken):
        return None
    step = next((path for code, path in _NO_POLICE if answers.get(code) == YES), None)
    if step is not None:
        incidents.take_step(work, incident_id, step)
    return step


def _of(answers: Mapping[str, str], wanted: str) -> list[str]:
    return sorted(code for code, answer in answers.items() if answer == wanted)
