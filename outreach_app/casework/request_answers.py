"""What the lead answers to a request from outside, step by step (workflow 12, step 3).

The questions of each ground come from the workflow: a court's paper is read and copied, a life in
danger gets the least that helps, a missing person only what they chose themselves, a written
request is allowed and not owed, a request under Chapter 3A of the Police, Crime, Sentencing and
Courts Act 2022 must meet its tests and may be refused. Anything else is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert, update

from models.requests import OutsideRequest
from models.sharing import Disclosure
from models.types import new_key
from outreach_app.casework import access, checks, outside_requests
from outreach_app.casework.referral_consent import in_force
from outreach_app.casework.seen import has_died, whole_id
from outreach_app.casework.young_signs import is_young
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

GIVEN: Final = ("given", "part")
RESULTS: Final = ("given", "part", "refused", "none_held")
MISSING: Final = "missing_plan"
# Ground -> basis of what leaves (list ``share_basis``).
BASIS_OF: Final[Mapping[str, str]] = {
    "court": "court_order",
    "vital": "vital",
    "missing_plan": "consent",
    "written": "crime_exemption",
    "information_request": "vir",
}
# Of a child police are told what a court orders and what keeps them alive, and nothing on another
# ground: the lead refers them to keep them safe (workflow 11), and the gate decides alike.
_FOR_CHILD: Final = ("court_order", "vital")
NO_GROUND: Final = "none"
GROUNDS: Final = (*BASIS_OF, NO_GROUND)
# Whoever asks what is held about them without being somebody we work with is told neither yes nor
# no: any other answer could say that somebody spoke (workflow 8, "a suspect asks").
SUSPECT: Final = "suspect"
NEITHER: Final = "none_held"
# What must be ticked before anything is given on a ground. Words: resources/words/requests.toml.
MUST: Final[Mapping[str, tuple[str, ...]]] = {
    "court": ("read", "only_covered", "advice"),
    "vital": ("danger_now", "least"),
    "missing_plan": ("missing", "only_chosen"),
    "written": ("necessary", "least"),
    "information_request": ("reasonable_line", "necessary", "least", "counselling"),
}
# Grounds that stand on paper: nothing is given on a word alone.
_ON_PAPER: Final = ("court", "written", "information_request")
TOLD: Final = ("yes", "endangers")


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """The lead's answer: what was given, on which ground, why.

    `ticked` are the tests of `MUST` that are met; `person_id` is whose facts were given, for the
    register; `told_person` says whether they were told, or that telling would endanger them.
    """

    request_id: str
    result: str
    reason: str | None = None
    ground: str = NO_GROUND
    ticked: tuple[str, ...] = ()
    person_id: str | None = None
    told_person: str | None = None


def check(draft: AnswerDraft, in_writing: str | None, warrant_seen: str | None) -> list[Problem]:
    """Find what must be mended before an answer can be kept, but for what only the file knows."""
    problems = checks.text("reason", draft.reason, checks.NOTE_LIMIT, needed=True)
    if draft.result not in RESULTS:
        return [*problems, Problem("result", "required")]
    if draft.ground not in GROUNDS:
        problems.append(Problem("ground", "required"))
    if draft.result not in GIVEN:
        return problems
    if draft.ground == NO_GROUND:
        return [*problems, Problem("ground", "request_no_ground")]
    on_paper = "yes" in (in_writing, warrant_seen if draft.ground == "court" else None)
    if draft.ground in _ON_PAPER and not on_paper:
        problems.append(Problem("ground", "request_on_paper"))
    if any(test not in draft.ticked for test in MUST.get(draft.ground, ())):
        problems.append(Problem("ticked", "request_tests"))
    if draft.person_id is None:
        problems.append(Problem("person_id", "request_whose"))
    if draft.told_person not in TOLD:
        problems.append(Problem("told_person", "request_told"))
    return problems


def answer(work: Work, draft: AnswerDraft) -> Done[str]:
    """Keep the lead's answer; what was given goes into the register of what left, at once."""
    held = outside_requests.get(work, draft.request_id)
    checks.insist(check(draft, held.in_writing, held.warrant_seen))
    if held.kind == SUSPECT and draft.result != NEITHER:
        checks.insist([Problem("result", "request_suspect")])
    given = draft.result in GIVEN
    basis = BASIS_OF[draft.ground] if given else None
    if given and draft.person_id is not None and basis is not None:
        _register(work, draft, draft.person_id, basis)
    work.session.execute(
        update(OutsideRequest)
        .where(OutsideRequest.id == draft.request_id)
        .values(
            result=draft.result,
            ground=draft.ground,
            reason=checks.clean(draft.reason),
            basis=basis,
            told_person=draft.told_person if given else None,
            decided_at=work.now,
            decided_by=work.by,
        )
    )
    outside_requests.add_step(work, draft.request_id, f"answered_{draft.result}", draft.reason)
    outside_requests.let_tasks_go(work, held.reference)
    detail = {"basis": basis} if basis else {}
    audit.note(work, "request_answered", draft.request_id, result=draft.result, **detail)
    return Done(draft.request_id, changed("requests", "tasks", "disclosures"))


def _register(work: Work, draft: AnswerDraft, person_id: str, basis: str) -> None:
    access.insist(work, person_id)
    key = whole_id(work, person_id)
    child = is_young(work, key, None)
    if child and basis not in _FOR_CHILD:
        checks.insist(
            [Problem("ground", "request_no_plan" if basis == "consent" else "request_child")]
        )
    scope = MISSING if draft.ground == MISSING else None
    if scope is not None and (
        has_died(work, key) or child or not in_force(work, key, scope, work.now)
    ):
        checks.insist([Problem("ground", "request_no_plan")])
    work.session.execute(
        insert(Disclosure).values(
            id=new_key(),
            person_id=key,
            scope=scope,
            recipient="police",
            at=work.now,
            basis=basis,
            content="full",
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
