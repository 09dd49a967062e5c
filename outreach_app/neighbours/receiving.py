"""A case that came from another project becomes a new record here, with keys of its own.

No answer about sharing comes over: each is asked again (workflow 9). Nothing is joined by itself;
that somebody may be known already is for the page of possible doubles.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import insert

from models.neighbours import NeighbourLink
from models.types import new_key
from outreach_app.casework import care, cases, incidents, needs, other_names, people, referrals
from outreach_app.casework import tasks as todo
from outreach_app.casework.cases import CaseDraft
from outreach_app.casework.other_names import NameDraft
from outreach_app.casework.referrals import ReferralDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.errors import NoSuchRecord
from outreach_app.governance import audit
from outreach_app.neighbours import facts, fitting, inbox, knowing, recalling
from outreach_app.neighbours.contents import MovedCase
from outreach_app.neighbours.sending import receipt_code
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

_STANDARD: Final = "standard"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The new record, and the code to read out to the project it came from."""

    person_id: str
    receipt: str


def accept(work: Work, received_id: str) -> Done[Any]:
    """Accept a waiting file, whatever kind it is."""
    kinds: dict[str, Callable[[Work, str], Done[Any]]] = {
        "case": accept_case,
        "facts": facts.accept_facts,
        "recall": recalling.accept_recall,
        "answer": knowing.read_answer,
    }
    kind = inbox.one(work, received_id).kind
    if kind not in kinds:
        raise NoSuchRecord
    return kinds[kind](work, received_id)


def accept_case(work: Work, received_id: str) -> Done[Accepted]:
    """Make the new person with everything that came; all of it or nothing."""
    row = inbox.one(work, received_id)
    case: MovedCase = inbox.content(work, received_id, "case")
    fitting.insist_on_case(case, work.lists, work.now, work.today)
    person_id = people.create(work, fitting.person(case, work.lists)).id
    _about(work, person_id, case)
    made: list[tuple[str, str | None, str | None]] = [(case.link, person_id, None)]
    for told in case.incidents:
        draft = fitting.incident(told, person_id, work.now, work.lists)
        made.append((told.link, None, incidents.log(work, draft).value.id))
    for link, person, incident in made:
        work.session.execute(
            insert(NeighbourLink).values(
                id=new_key(),
                neighbour_id=row.neighbour_id,
                reference=link,
                theirs=True,
                person_id=person,
                incident_id=incident,
                noted_at=work.now,
            )
        )
    text = say("neighbours.task.ask_again", project=row.project)
    todo.add(work, TaskDraft(text, work.today, "consent", person_id))
    code = receipt_code(bytes.fromhex(case.receipt))
    inbox.settle(work, received_id, inbox.ACCEPTED, person_id=person_id, receipt=code)
    audit.note(work, "case_accepted", person_id, received=received_id)
    return Done(Accepted(person_id, code), changed("everything", person_id=person_id))


def _about(work: Work, person_id: str, case: MovedCase) -> None:
    for name in case.names:
        other_names.add(work, NameDraft(person_id, name))
    for way in case.ways or ():
        care.add_route(work, person_id, fitting.way(way))
    for flag in case.flags or ():
        care.set_flag(work, person_id, flag)
    cases.open_case(work, CaseDraft(person_id, case.risk or _STANDARD))
    referrals.receive(work, ReferralDraft(person_id, "partner_project", work.today))
    for need in case.needs or ():
        draft = fitting.need(need, person_id, work.today)
        key = needs.add(work, draft).value
        if need.status != needs.OPEN:
            needs.move(work, key, need.status, work.today)
