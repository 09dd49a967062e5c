"""Referrals: asked of a service, or of us, moved on step by step with the day of each.

A service is told about somebody only with the yes of that scope in force, and what left is written
into the register in the same transaction. Giving somebody the number is always possible: nothing
leaves then, and it counts as made only when they say that they went.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, insert, select, update

from models.project import Agency
from models.sharing import Disclosure
from models.support import Need, Referral, ReferralEvent
from models.types import new_key
from outreach_app.casework import access, checks, people
from outreach_app.casework.referral_consent import (
    BASES,
    SCOPE_OF,
    WITHOUT_YES,
    in_force,
    incident_for,
    moment_of,
)
from outreach_app.casework.roles import CASEWORK, LEAD, insist
from outreach_app.casework.seen import whole_id
from outreach_app.errors import NoSuchRecord, NotAllowed, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

OUT: Final = "out"
IN: Final = "in"
SELF: Final = "self"
DRAFTED: Final = "drafted"
MADE: Final = "made"
DECLINED: Final = "declined_service"
CONSENT: Final = "consent"
# Where a referral to this project may begin.
_INBOUND: Final = ("acknowledged", "waiting", "accepted")


@dataclass(frozen=True, slots=True)
class ReferralDraft:
    """A referral about to be written down; `day` is local. `need_id` is a need of that person."""

    person_id: str
    agency_type: str
    day: date
    need_id: str | None = None
    agency_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MakeDraft:
    """Telling the service: on which local day, and on what grounds.

    `agreed` (list ``consent_method``) says how somebody said yes to this very referral, for a
    service no scope is for. `basis` other than consent is the lead's alone. `incident_id` names the
    incident a yes is about; left out, it is the person's latest.
    """

    referral_id: str
    on_day: date
    incident_id: str | None = None
    agreed: str | None = None
    basis: str = CONSENT


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step a referral took; a service that declined says why (list ``unmet_reason``)."""

    referral_id: str
    status: str
    on_day: date
    unmet_reason: str | None = None


def check(draft: ReferralDraft, lists: Vocabulary, today: date) -> tuple[Problem, ...]:
    """Find what must be mended before a referral can be written down; instant, needs no file."""
    problems = [
        *checks.one_of(lists, "agency_type", "agency_type", draft.agency_type),
        *checks.text("note", draft.note, checks.NOTE_LIMIT),
    ]
    if draft.day > today:
        problems.append(Problem("day", "day_in_the_future"))
    return tuple(problems)


def draft(work: Work, wanted: ReferralDraft) -> Done[str]:
    """Write down that a service is to be asked; nobody is told anything yet."""
    key = _write(work, wanted, OUT, DRAFTED)
    audit.note(work, "referral_drafted", key, agency=wanted.agency_type)
    return Done(key, changed("referrals", "needs", person_id=wanted.person_id))


def give_number(work: Work, wanted: ReferralDraft) -> Done[str]:
    """Write down that somebody was given the number, to go there themselves: nothing leaves.

    It stands as drafted until they say that they went (`step` to ``made``).
    """
    key = _write(work, wanted, SELF, DRAFTED)
    audit.note(work, "number_given", key, agency=wanted.agency_type)
    return Done(key, changed("referrals", "needs", person_id=wanted.person_id))


def receive(work: Work, wanted: ReferralDraft, status: str = "accepted") -> Done[str]:
    """Write down that a service sent somebody to us; never counted among those we made."""
    if status not in _INBOUND:
        checks.insist([Problem("status", "unknown_code", {"value": status})])
    key = _write(work, wanted, IN, status)
    audit.note(work, "referral_received", key, agency=wanted.agency_type)
    return Done(key, changed("referrals", "needs", person_id=wanted.person_id))


def _write(work: Work, wanted: ReferralDraft, direction: str, status: str) -> str:
    insist(work, CASEWORK)
    access.insist(work, wanted.person_id)
    checks.insist(check(wanted, work.lists, work.today))
    # A referral stands on the same record as its need (exchange format, part 6, rule 9).
    person_id = people.whole_id(work, wanted.person_id)
    if wanted.need_id is not None:
        need = work.session.get(Need, wanted.need_id)
        if need is None or need.voided_at is not None:
            raise NoSuchRecord
        if whole_id(work, need.person_id) != person_id:
            checks.insist([Problem("need_id", "need_of_another")])
        person_id = need.person_id
    if wanted.agency_id is not None:
        agency = work.session.get(Agency, wanted.agency_id)
        if agency is None or agency.type != wanted.agency_type:
            checks.insist([Problem("agency_id", "agency_kind")])
    key = new_key()
    work.session.execute(
        insert(Referral).values(
            id=key,
            person_id=person_id,
            need_id=wanted.need_id,
            agency_type=wanted.agency_type,
            agency_id=wanted.agency_id,
            direction=direction,
            drafted_on=wanted.day,
            note=checks.clean(wanted.note),
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    _append(work, key, status, wanted.day)
    return key


def make(work: Work, told: MakeDraft) -> Done[str]:
    """Tell the service, if a yes allows it, and write into the register what left.

    Without a yes in force the problem ``referral_waits`` names the scope to be asked about; nothing
    is written then.
    """
    insist(work, CASEWORK)
    referral = _get(work, told.referral_id)
    if referral.direction != OUT:
        checks.insist([Problem("referral_id", "not_ours_to_make")])
    if _has(work, told.referral_id, MADE):
        checks.insist([Problem("referral_id", "already_made")])
    checks.insist(_day_problems(work, referral, "on_day", told.on_day))
    scope = SCOPE_OF.get(referral.agency_type)
    if told.basis == CONSENT:
        checks.insist(may_be_told(work, referral, told))
    else:
        _insist_on_basis(work, referral, told.basis)
        scope = None
    _append(work, told.referral_id, MADE, told.on_day)
    _register(work, referral, told, scope)
    detail = {"agreed": told.agreed} if told.agreed else {}
    audit.note(
        work, "referral_made", told.referral_id, agency=referral.agency_type, basis=told.basis,
        **detail,
    )  # fmt: skip
    return Done(
        told.referral_id,
        changed("referrals", "needs", "disclosures", person_id=referral.person_id),
    )


def note_made(work: Work, referral_id: str, on_day: date) -> None:
    """Append that a service was told, inside a transaction that is already under way.

    Only for what was let go by the gate in the same transaction, which has asked for the yes and
    written the register itself.
    """
    _append(work, referral_id, MADE, on_day)
    audit.note(work, "referral_made", referral_id, by_the_gate=True)


def may_be_told(work: Work, referral: Referral, told: MakeDraft) -> tuple[Problem, ...]:
    """Find why a service may not be told about somebody with consent as the grounds."""
    scope = SCOPE_OF.get(referral.agency_type)
    if scope is None:
        if told.agreed is None:
            return (Problem("agreed", "referral_agreed"),)
        return tuple(checks.one_of(work.lists, "consent_method", "agreed", told.agreed))
    moment = moment_of(work, told.on_day)
    if in_force(work, referral.person_id, scope, moment, told.incident_id):
        return ()
    label = work.lists["consent_scope"].label(scope)
    return (Problem("scope", "referral_waits", {"scope": scope, "label": label}),)


def _insist_on_basis(work: Work, referral: Referral, basis: str) -> None:
    if work.role != LEAD:
        raise NotAllowed
    if basis not in BASES or referral.agency_type not in WITHOUT_YES:
        checks.insist([Problem("basis", "basis_not_here")])


def _register(work: Work, referral: Referral, told: MakeDraft, scope: str | None) -> None:
    """Write what left; a service without a scope has no place in the register's form."""
    if scope is None and told.basis == CONSENT:
        return
    if scope is None:
        recipient = WITHOUT_YES[referral.agency_type]
        incident = told.incident_id
    else:
        recipient = work.lists["consent_scope"][scope].maps["recipient"]
        incident = incident_for(work, referral.person_id, scope, told.incident_id)
    moment = moment_of(work, told.on_day)
    work.session.execute(
        insert(Disclosure).values(
            id=new_key(),
            person_id=referral.person_id,
            incident_id=incident,
            scope=scope,
            recipient=recipient,
            at=moment,
            basis=told.basis,
            content="full",
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )


def step(work: Work, taken: StepDraft) -> Done[str]:
    """Append a step; *made* for a referral of ours goes through `make`, which asks for the yes."""
    insist(work, CASEWORK)
    referral = _get(work, taken.referral_id)
    problems = [
        *checks.one_of(work.lists, "referral_status", "status", taken.status),
        *checks.one_of(work.lists, "unmet_reason", "unmet_reason", taken.unmet_reason),
        *_day_problems(work, referral, "on_day", taken.on_day),
    ]
    if taken.status == DECLINED and taken.unmet_reason is None:
        problems.append(Problem("unmet_reason", "why_declined"))
    if taken.status != DECLINED and taken.unmet_reason is not None:
        problems.append(Problem("unmet_reason", "why_only_declined"))
    problems += _order(work, referral, taken.status)
    checks.insist(problems)
    _append(work, taken.referral_id, taken.status, taken.on_day, taken.unmet_reason)
    audit.note(work, "referral_moved", taken.referral_id, status=taken.status)
    return Done(taken.referral_id, changed("referrals", "needs", person_id=referral.person_id))


def _order(work: Work, referral: Referral, status: str) -> list[Problem]:
    """Find a step that cannot come yet: nothing is answered that was not asked."""
    if status == DRAFTED or (status == MADE and referral.direction != SELF):
        return [Problem("status", "step_by_making")]
    if referral.direction == IN or status in (MADE, "withdrawn", "declined_person", "lost"):
        return []
    return [] if _has(work, referral.id, MADE) else [Problem("status", "not_made_yet")]


def void(work: Work, referral_id: str, reason: str) -> Done[str]:
    """Take a referral out of every count from now on; what left stays in the register."""
    insist(work, CASEWORK)
    checks.insist(checks.one_of(work.lists, "void_reason", "void_reason", reason))
    referral = _get(work, referral_id)
    work.session.execute(
        update(Referral)
        .where(Referral.id == referral_id)
        .values(voided_at=work.now, void_reason=reason)
    )
    audit.note(work, "referral_voided", referral_id, reason=reason)
    return Done(referral_id, changed("referrals", "needs", person_id=referral.person_id))


def _get(work: Work, referral_id: str) -> Referral:
    found = work.session.get(Referral, referral_id)
    if found is None or found.voided_at is not None:
        raise NoSuchRecord
    access.insist(work, found.person_id)
    return found


def _day_problems(work: Work, referral: Referral, field: str, day: date) -> list[Problem]:
    if day > work.today:
        return [Problem(field, "day_in_the_future")]
    if referral.drafted_on is not None and day < referral.drafted_on:
        return [Problem(field, "before_referral")]
    return []


def _has(work: Work, referral_id: str, status: str) -> bool:
    wanted = select(ReferralEvent.id).where(
        ReferralEvent.referral_id == referral_id, ReferralEvent.status == status
    )
    return work.session.scalars(wanted).first() is not None


def _append(
    work: Work, referral_id: str, status: str, day: date, reason: str | None = None
) -> None:
    place = work.session.scalar(
        select(func.count()).where(ReferralEvent.referral_id == referral_id)
    )
    work.session.execute(
        insert(ReferralEvent).values(
            id=new_key(),
            referral_id=referral_id,
            position=place or 0,
            on_day=day,
            status=status,
            unmet_reason=reason,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
