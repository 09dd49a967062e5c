"""Which papers about an incident or a person could go out now, and why the others cannot."""

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from sqlalchemy import select

from models.incidents import Incident
from models.people import Person
from outreach_app.casework import access, incident_access, police_yes, yes_in_force
from outreach_app.casework.agencies import AgencyRow, directory
from outreach_app.casework.roles import LIAISON
from outreach_app.casework.seen import whole_id
from outreach_app.errors import NoSuchRecord
from outreach_app.matching import decisions
from outreach_app.matching.decisions import CONFIRMED, DIFFERENT
from outreach_app.reports import letters_out
from outreach_app.reports.outgoing_page import Made
from outreach_app.sharing.asking import Denied, Request
from outreach_app.sharing.deciding import decide
from outreach_app.sharing.outputs import output
from outreach_app.words import say
from outreach_app.work import Work

NUM: Final = "num_sheet"
POLICE: Final = "police_sheet"
JOINT: Final = "joint_sheet"
FULL: Final = "police_report"
LETTER: Final = "agency_letter"
CARD: Final = "referral_card"
ABOUT_INCIDENTS: Final = (NUM, POLICE, JOINT, FULL)
# A question that was never put is no paper that somebody waits for.
_NEVER_PUT: Final = frozenset({"not_asked", "which_incident", "not_named"})
# Who is in the directory for the project itself, not for somebody who looks for support.
_NO_SUPPORT: Final = (
    *("police_swlo", "police_other", "probation", "marac", "mash"),
    *("social_child", "first_responder", "interpreter"),
)
# Where a refuge stands is known to those who live and work there.
_HIDDEN_PLACES: Final = ("refuge",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper: its output, what it is about, the question it rests on, who exactly receives it.

    For a joint sheet `incident_id` is the incident it was begun from.
    """

    output: str
    incident_id: str | None = None
    person_id: str | None = None
    scope: str = ""
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that could be made; `reasons` (``sharing.denied.…``) say why not now, () for yes.

    `named` are the exact readers the yes is for, () where it names nobody. `accounts` counts the
    incidents in it, `without` those that are held to be the same but stay out of it.
    """

    wanted: Wanted
    title: str
    recipient: str
    reasons: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    accounts: int = 1
    without: int = 0


@dataclass(frozen=True, slots=True)
class Offers:
    """The papers about somebody; `about` is a reference or an alias for our own screen."""

    about: str
    incident_id: str | None
    person_id: str | None
    papers: tuple[Offer, ...]


def offers(
    work: Work, incident_id: str | None = None, person_id: str | None = None, scope: str = ""
) -> Offers:
    """Return what could go out about an incident, a person, or both; writes nothing.

    Letters stand there for every question that was put, and for `scope`. Raises Restricted,
    NoSuchRecord.
    """
    about, whose = _about(work, incident_id, person_id)
    papers: list[Offer] = []
    if incident_id is not None:
        # Whoever works with police hands papers to police alone (`deciding`).
        sheets = (POLICE,) if work.role == LIAISON else (NUM, POLICE)
        papers += [_offer(work, Wanted(each, incident_id)) for each in sheets]
        linked = held_to_be_same(work, incident_id)
        if linked:
            papers.append(_joint(work, incident_id, linked))
        papers.append(_offer(work, Wanted(FULL, incident_id)))
    if whose is not None:
        for each in output(LETTER).scopes:
            offer = _offer(work, _letter(work, each, incident_id, whose))
            if each == scope or _NEVER_PUT.isdisjoint(offer.reasons):
                papers.append(offer)
    return Offers(about, incident_id, whose, tuple(papers))


def requests(work: Work, wanted: Wanted) -> tuple[Request, ...]:
    """Return what a paper asks of the gate, once for each incident in it.

    A joint sheet holds those incidents that may go now and no other: none waits for another's yes.
    """
    first = Request(
        wanted.output,
        incident_id=wanted.incident_id,
        person_id=wanted.person_id,
        scope=wanted.scope,
        named_recipient=wanted.named,
    )
    if wanted.output != JOINT or wanted.incident_id is None:
        return (first,)
    others = [
        replace(first, incident_id=each) for each in held_to_be_same(work, wanted.incident_id)
    ]
    return (first, *(each for each in others if not isinstance(decide(work, each), Denied)))


def held_to_be_same(work: Work, incident_id: str) -> tuple[str, ...]:
    """Return our own incidents a named person confirmed to be about the same as this one.

    *Treated as the same for warnings* is less than that and does not count, and nor does a report
    of a partner, whose yes we do not hold.
    """
    same = [row.other_id for row in decisions.of(work, incident_id) if row.decision == CONFIRMED]
    wanted = (
        select(Incident.id)
        .where(Incident.id.in_(same), Incident.voided_at.is_(None))
        .order_by(Incident.reference)
    )
    found = tuple(work.session.scalars(wanted))
    if work.role == LIAISON:
        shown = police_yes.incidents(work)
        found = tuple(key for key in found if key in shown)
    return found


def why_not_joint(work: Work, asked: tuple[Request, ...]) -> tuple[str, ...]:
    """Return why these accounts may not stand on one sheet, () when they may."""
    if len(asked) < 2:
        return ("one_account",)
    live = decisions.live(work)
    keys = [each.incident_id or "" for each in asked]
    found = (live.get(frozenset(pair)) for pair in combinations(keys, 2))
    if any(each is not None and each.decision == DIFFERENT for each in found):
        return ("held_different",)
    return ()


def referral_card(work: Work) -> Made:
    """Return the card of services that police hand out: the directory, and no word of a case.

    Police and those who keep watch stand not on it, and no address of a refuge.
    """
    rows = [_public(each) for each in directory(work) if each.type not in _NO_SUPPORT]
    return letters_out.referral_card(rows)


def _public(row: AgencyRow) -> AgencyRow:
    return replace(row, address=None) if row.type in _HIDDEN_PLACES else row


def _about(work: Work, incident_id: str | None, person_id: str | None) -> tuple[str, str | None]:
    whose = whole_id(work, person_id) if person_id else None
    if work.role == LIAISON and incident_id is not None and whose is None:
        return incident_access.readable(work, incident_id).reference, None
    reference = ""
    if incident_id is not None:
        row = work.session.execute(
            select(Incident.reference, Incident.person_id).where(Incident.id == incident_id)
        ).first()
        if row is None:
            raise NoSuchRecord
        reference, told_by = row
        whose = whose or (whole_id(work, told_by) if told_by else None)
    if whose is None:
        return reference, None
    access.insist(work, whose)
    alias = work.session.scalar(select(Person.alias).where(Person.id == whose)) or ""
    return reference or alias, whose


def _letter(work: Work, scope: str, incident_id: str | None, person_id: str) -> Wanted:
    """Return the letter of a question, with the incident where it is put for each incident."""
    level = work.lists["consent_scope"][scope].maps["level"]
    return Wanted(LETTER, incident_id if level == "incident" else None, person_id, scope)


def _offer(work: Work, wanted: Wanted) -> Offer:
    out = output(wanted.output)
    scope = wanted.scope or out.scopes[0]
    named = yes_in_force.named_in(work, scope, wanted.incident_id, wanted.person_id)
    wanted = replace(wanted, named=named[0] if named else wanted.named)
    decision = decide(work, requests(work, wanted)[0])
    reasons = decision.reasons if isinstance(decision, Denied) else ()
    maps = work.lists["consent_scope"][scope].maps
    title = say(f"sharing.output.{wanted.output}")
    if wanted.output == LETTER:
        title = say("sheet.letter", who=work.lists["consent_scope"].label(scope))
    return Offer(wanted, title, str(maps["recipient"]), reasons, named)


def _joint(work: Work, incident_id: str, linked: tuple[str, ...]) -> Offer:
    offer = _offer(work, Wanted(JOINT, incident_id))
    asked = requests(work, offer.wanted)
    reasons = offer.reasons or why_not_joint(work, asked)
    without = len(linked) + 1 - len(asked)
    return replace(offer, reasons=reasons, accounts=len(asked), without=without)
