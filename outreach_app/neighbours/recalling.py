"""Suspect facts taken back: the yes they went on does not hold any more (workflow 4).

What was opened cannot be called back; a recall asks the other project to stop using it, and taken
in there it ends the matching. It holds nothing but random references.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, or_, select, update

from models.incidents import PartnerReport, Suspect, Vehicle
from models.matching import MatchDecision
from models.neighbours import NeighbourLink, SealedSent
from outreach_app.casework import checks, roles
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.neighbours import address_book, facts, inbox, keys, permission, sealing
from outreach_app.neighbours.contents import Recall, pack
from outreach_app.neighbours.knowing import Made
from outreach_app.neighbours.sealing import Letter
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.deciding import decide
from outreach_app.sharing.releasing import new_reference
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

KIND: Final = "recall"
OPEN_DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many reports are matched no longer."""

    count: int


def to_recall(work: Work, neighbour_id: str) -> tuple[str, ...]:
    """Return the incidents whose facts went to a project and may not go there any more."""
    roles.insist(work, roles.CASEWORK)
    neighbour = address_book.get(work, neighbour_id)
    gone: dict[str, bool] = {}
    rows = work.session.execute(
        select(SealedSent.kind, SealedSent.parts)
        .where(
            SealedSent.neighbour_id == neighbour_id,
            SealedSent.kind.in_((facts.KIND, KIND)),
            SealedSent.cancelled_at.is_(None),
        )
        .order_by(SealedSent.made_at, SealedSent.id)
    )
    for kind, parts in rows:
        for key in parts.get("incidents", ()):
            gone[str(key)] = kind == facts.KIND
    return tuple(
        key
        for key, there in gone.items()
        if there and isinstance(decide(work, permission.to_tell(key, neighbour.name)), Denied)
    )


def seal_recall(work: Work, neighbour_id: str) -> Done[Made]:
    """Make the file that asks a project to stop using what it may not use any more."""
    incidents = to_recall(work, neighbour_id)
    if not incidents:
        checks.insist([Problem("incidents", "nothing_to_recall")])
    neighbour = address_book.usable(work, neighbour_id)
    links = tuple(
        work.session.scalars(
            select(NeighbourLink.reference).where(
                NeighbourLink.neighbour_id == neighbour_id, NeighbourLink.incident_id.in_(incidents)
            )
        )
    )
    until = work.today + timedelta(days=OPEN_DAYS)
    purpose = say("neighbours.purpose_recall")
    letter = Letter(KIND, new_reference(), work.today, until, purpose, pack(Recall(links)))
    data = sealing.seal(letter, neighbour.sealing, keys.make(work).signing)
    key = facts.note_sent(work, neighbour_id, letter, data, {"incidents": list(incidents)})
    audit.note(work, "facts_recalled", None, to=neighbour_id, count=len(incidents))
    return Done(Made(key, data), changed("neighbours"))


def accept_recall(work: Work, received_id: str) -> Done[TakenBack]:
    """Stop using what is recalled: the reports, and what was decided about them, go."""
    row = inbox.one(work, received_id)
    told: Recall = inbox.content(work, received_id, KIND)
    named = frozenset(told.links)
    held = work.session.execute(
        select(NeighbourLink.reference, NeighbourLink.partner_report_id).where(
            NeighbourLink.neighbour_id == row.neighbour_id,
            NeighbourLink.theirs.is_(True),
            NeighbourLink.partner_report_id.is_not(None),
        )
    )
    reports = [key for reference, key in held if key and _is_named(reference, named)]
    work.session.execute(
        update(NeighbourLink)
        .where(NeighbourLink.partner_report_id.in_(reports))
        .values(partner_report_id=None)
    )
    sides = (MatchDecision.one_report_id, MatchDecision.other_report_id)
    work.session.execute(delete(MatchDecision).where(or_(*(side.in_(reports) for side in sides))))
    for model in (Vehicle, Suspect):
        work.session.execute(delete(model).where(model.partner_report_id.in_(reports)))
    work.session.execute(delete(PartnerReport).where(PartnerReport.id.in_(reports)))
    inbox.settle(work, received_id, inbox.ACCEPTED)
    audit.note(work, "recall_accepted", None, received=received_id, count=len(reports))
    return Done(TakenBack(len(reports)), changed("neighbours", "incidents", "matches"))


def _is_named(reference: str, named: frozenset[str]) -> bool:
    """Tell whether a recall names a report, or the incident that it is one of several men of."""
    incident, _, number = reference.rpartition("-")
    return reference in named or (number.isdigit() and incident in named)
