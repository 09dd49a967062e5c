"""Suspect facts for a neighbour: only what is said of the person responsible and of a vehicle.

Nothing in the file tells who was harmed, where, or on which day. Each incident goes on a yes of its
own to partner projects, for this project; taken in over there, the facts make no person.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import delete, insert, or_, select, update

from models.incidents import Incident, PartnerReport, Suspect, Vehicle
from models.neighbours import Neighbour, NeighbourLink, SealedSent
from models.sharing import Consent
from models.types import new_key
from outreach_app.casework import checks, roles
from outreach_app.casework.incidents import IncidentRow
from outreach_app.casework.incidents import one as incident_row
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.matching import safe_plates
from outreach_app.neighbours import (
    address_book,
    fitting,
    inbox,
    keys,
    letting_go,
    moving,
    permission,
    sealing,
    showing,
)
from outreach_app.neighbours.contents import FactsFile, SuspectFacts, pack
from outreach_app.neighbours.letting_go import Going
from outreach_app.neighbours.sealing import Letter
from outreach_app.neighbours.sending import Preview, Sealed, Stopped
from outreach_app.sharing.releasing import Released, new_reference
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

KIND: Final = "facts"
OPEN_DAYS: Final = 30
_FIELDS: Final = (
    "harm",
    "month",
    "vehicle",
    "plate",
    "vehicle_marks",
    "description",
    "marks",
    "acting",
    "phone",
    "account",
)
_MONTH_KNOWN: Final = ("exact", "day", "week", "month")
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident with a yes to partner projects; `against` says why it cannot go to this one.

    `kind` is the kind of harm in words.
    """

    row: IncidentRow
    kind: str
    against: tuple[str, ...]
    sent_before: bool


@dataclass(frozen=True, slots=True)
class FactsDraft:
    """Facts about to be sealed; `seen` is `Preview.digest` of what was shown last."""

    neighbour_id: str
    incidents: tuple[str, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many reports became ours to match, and how many were here before."""

    new: int
    before: int


def candidates(work: Work, neighbour_id: str) -> tuple[Candidate, ...]:
    """Return the incidents in which somebody once said yes to partners, the newest first."""
    roles.insist(work, roles.CASEWORK)
    neighbour = address_book.get(work, neighbour_id)
    agreed = select(Consent.incident_id).where(
        Consent.scope == "alert_partners", Consent.state == "given"
    )
    rows = work.session.scalars(
        select(Incident)
        .where(Incident.id.in_(agreed), Incident.voided_at.is_(None))
        .order_by(Incident.disclosed_at.desc(), Incident.id.desc())
        .limit(_MOST)
    ).all()
    sent = _sent(work, neighbour_id)
    kinds = work.lists["incident_type"]
    found = [(row.id, kinds.label(row.type), against(work, row, neighbour)) for row in rows]
    return tuple(
        Candidate(incident_row(work, key), kind, why, key in sent)
        for key, kind, why in found
        if "restricted" not in why
    )


def against(work: Work, incident: Incident, neighbour: Neighbour) -> tuple[str, ...]:
    """Return why the facts of an incident may not go to a project, as codes of `permission`."""
    found = list(permission.against_telling(work, incident, neighbour))
    if incident.occurred_precision not in _MONTH_KNOWN or incident.occurred_on is None:
        found.append("no_month")
    vehicle = moving.vehicle_of(work, incident.id)
    if vehicle is None and not moving.suspects_of(work, incident.id):
        found.append("nobody_described")
    if vehicle is not None and safe_plates.is_safe(work, vehicle.plate_said):
        found.append("safe_plate")
    return tuple(found)


def preview(work: Work, neighbour_id: str, incidents: tuple[str, ...]) -> Preview:
    """Return exactly what would go, and what stands against it; nothing is written."""
    roles.insist(work, roles.CASEWORK)
    neighbour = address_book.get(work, neighbour_id)
    why: list[str] = []
    for key in incidents:
        why += against(work, work.session.get_one(Incident, key), neighbour)
    reports = _gather(work, _links(work, neighbour_id, incidents), () if why else incidents)
    sections = showing.of_facts(reports, work.lists)
    requests = [permission.to_tell(key, neighbour.name) for key in incidents]
    marked = () if why else letting_go.marked(work, requests, showing.text_of(sections))
    return Preview(sections, showing.digest(sections), tuple(dict.fromkeys(why)), marked)


def seal_facts(work: Work, draft: FactsDraft) -> Done[Sealed | Stopped]:
    """Seal suspect facts to a project, and write down that they go, before they do."""
    roles.insist(work, roles.CASEWORK)
    if not draft.incidents:
        checks.insist([Problem("incidents", "required")])
    neighbour = address_book.usable(work, draft.neighbour_id)
    requests = tuple(permission.to_tell(key, neighbour.name) for key in draft.incidents)
    for request in requests:
        incident = work.session.get_one(Incident, request.incident_id)
        why = against(work, incident, neighbour)
        if why:
            letting_go.refuse(work, request, why)
            return Done(Stopped(why), changed("disclosures"))
    links = _links(work, neighbour.id, draft.incidents)
    reports = _gather(work, links, draft.incidents)
    sections = showing.of_facts(reports, work.lists)
    if showing.digest(sections) != draft.seen:
        checks.insist([Problem("seen", "changed_since")])
    expires = work.today + timedelta(days=OPEN_DAYS)
    purpose, reference = say("neighbours.purpose_facts"), new_reference()
    letter = Letter(KIND, reference, work.today, expires, purpose, pack(FactsFile(reports)))
    data = sealing.seal(letter, neighbour.sealing, keys.make(work).signing)
    gone = letting_go.release(
        work, requests, Going(reference, _FIELDS, showing.text_of(sections), data)
    )
    if not isinstance(gone, Released):
        return Done(Stopped(gone.reasons), changed("disclosures"))
    key = note_sent(work, neighbour.id, letter, data, {"incidents": list(draft.incidents)})
    _link(work, neighbour.id, links)
    audit.note(work, "facts_sealed", None, to=neighbour.id, reports=len(reports))
    return Done(Sealed(key, reference, "", gone), changed("neighbours", "disclosures"))


def note_sent(
    work: Work,
    neighbour_id: str,
    letter: Letter,
    data: bytes,
    parts: dict[str, object],
    secret: bytes | None = None,
) -> str:
    """Write down a sealed file that is about nobody by name, inside a transaction under way."""
    key = new_key()
    work.session.execute(
        insert(SealedSent).values(
            id=key,
            neighbour_id=neighbour_id,
            kind=letter.kind,
            reference=letter.reference,
            purpose=letter.purpose,
            made_at=work.now,
            made_by=work.by,
            expires_on=letter.expires_on,
            sha256=sha256(data).hexdigest(),
            sealed=None,
            secret=secret,
            parts=parts,
        )
    )
    return key


def did_not_go(work: Work, sent_id: str, release_id: str) -> Done[str]:
    """Write down that the file could not be written: nothing left."""
    roles.insist(work, roles.CASEWORK)
    work.session.execute(
        update(SealedSent)
        .where(SealedSent.id == sent_id, SealedSent.kind == KIND)
        .values(cancelled_at=work.now, cancelled_by=work.by)
    )
    letting_go.failed(work, release_id)
    audit.note(work, "facts_not_written", None, sent=sent_id)
    return Done(sent_id, changed("neighbours", "disclosures"))


def accept_facts(work: Work, received_id: str) -> Done[TakenIn]:
    """Make reports to be matched of what came; never a person, never counted as ours."""
    row = inbox.one(work, received_id)
    told: FactsFile = inbox.content(work, received_id, KIND)
    fitting.insist_on_facts(told.reports, work.lists, work.now)
    known = set(
        work.session.scalars(
            select(NeighbourLink.reference).where(
                NeighbourLink.neighbour_id == row.neighbour_id,
                or_(NeighbourLink.theirs.is_(False), NeighbourLink.partner_report_id.is_not(None)),
            )
        )
    )
    new = [each for each in told.reports if each.link not in known]
    for each in new:
        _take_in(work, row.neighbour_id, row.project, each)
    inbox.settle(work, received_id, inbox.ACCEPTED)
    audit.note(work, "facts_accepted", None, received=received_id, new=len(new))
    taken = TakenIn(len(new), len(told.reports) - len(new))
    return Done(taken, changed("neighbours", "incidents", "matches"))


def _take_in(work: Work, neighbour_id: str, project: str, told: SuspectFacts) -> None:
    key = new_key()
    work.session.execute(
        insert(PartnerReport).values(
            id=key,
            reference=_next_reference(work),
            project=project,
            received_at=work.now,
            type=told.type,
            month=told.month,
            area="outside",
        )
    )
    vehicle = fitting.vehicle(told.vehicle, work.lists)
    if vehicle is not None:
        work.session.execute(
            insert(Vehicle).values(id=new_key(), partner_report_id=key, **fitting.values(vehicle))
        )
    if told.suspect is not None:
        values = fitting.values(fitting.suspect(told.suspect))
        work.session.execute(
            insert(Suspect).values(id=new_key(), partner_report_id=key, position=0, **values)
        )
    # A report that was recalled left its reference behind.
    work.session.execute(
        delete(NeighbourLink).where(
            NeighbourLink.neighbour_id == neighbour_id, NeighbourLink.reference == told.link
        )
    )
    work.session.execute(
        insert(NeighbourLink).values(
            id=new_key(),
            neighbour_id=neighbour_id,
            reference=told.link,
            theirs=True,
            partner_report_id=key,
            noted_at=work.now,
        )
    )


def _next_reference(work: Work) -> str:
    taken = work.session.scalars(
        select(PartnerReport.reference).where(PartnerReport.reference.like("PRT-%"))
    )
    numbers = [int(each[4:]) for each in taken if each[4:].isascii() and each[4:].isdigit()]
    return f"PRT-{max(numbers, default=0) + 1:02d}"


def _gather(
    work: Work, links: dict[str, str], incidents: tuple[str, ...]
) -> tuple[SuspectFacts, ...]:
    """Return the reports of incidents; of several people described, the first has the vehicle."""
    found = []
    rows = work.session.scalars(
        select(Incident)
        .where(Incident.id.in_(incidents))
        .order_by(Incident.disclosed_at, Incident.id)
    ).all()
    for row in rows:
        day = row.occurred_on
        month = f"{day.year:04d}-{day.month:02d}" if day else ""
        link = links[row.id]
        vehicle, suspects = moving.vehicle_of(work, row.id), moving.suspects_of(work, row.id)
        for place, suspect in enumerate(suspects or (None,)):
            own = f"{link}-{place + 1}" if place else link
            car = None if place else vehicle
            found.append(SuspectFacts(own, row.type, month, car, suspect))
    return tuple(found)


def _sent(work: Work, neighbour_id: str) -> dict[str, str]:
    """Return the random references under which incidents are known to a project already."""
    rows = work.session.execute(
        select(NeighbourLink.incident_id, NeighbourLink.reference).where(
            NeighbourLink.neighbour_id == neighbour_id,
            NeighbourLink.incident_id.is_not(None),
        )
    )
    return {str(key): reference for key, reference in rows}


def _links(work: Work, neighbour_id: str, incidents: tuple[str, ...]) -> dict[str, str]:
    """Return a reference for each incident: the one it has over there, or a fresh one."""
    known = _sent(work, neighbour_id)
    return {key: known.get(key) or moving.new_reference() for key in incidents}


def _link(work: Work, neighbour_id: str, links: dict[str, str]) -> None:
    known = _sent(work, neighbour_id)
    for key, link in links.items():
        if key not in known:
            work.session.execute(
                insert(NeighbourLink).values(
                    id=new_key(),
                    neighbour_id=neighbour_id,
                    reference=link,
                    theirs=False,
                    incident_id=key,
                    noted_at=work.now,
                )
            )
