"""A sealed case on its way: made, written again if need be, answered with a receipt, called off.

The case closes only with the receipt (workflow 9). Until then nothing changes here but a referral
and something to do.
"""

import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import insert, update

from models.neighbours import Neighbour, NeighbourLink, SealedSent
from models.types import new_key
from outreach_app.casework import access, cases, checks, referrals, roles, tasks
from outreach_app.casework.referrals import ReferralDraft, StepDraft
from outreach_app.casework.seen import has_died, whole_id
from outreach_app.casework.tasks import TaskDraft
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.neighbours import (
    address_book,
    keys,
    letting_go,
    moving,
    permission,
    refusing,
    sealing,
    showing,
    spoken,
)
from outreach_app.neighbours.contents import MovedCase, pack
from outreach_app.neighbours.letting_go import Going
from outreach_app.neighbours.moving import Choice
from outreach_app.neighbours.sealing import Letter
from outreach_app.neighbours.showing import Section
from outreach_app.sharing.releasing import Released, new_reference
from outreach_app.vault.recovery import ALPHABET, grouped
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

KIND: Final = "case"
OPEN_DAYS: Final = 14
MOST_DAYS: Final = 60
_RECEIPT: Final = 8


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """A move about to be sealed: what, to whom, until when, and which words were looked at.

    `seen` is `Preview.digest` of what was shown last: anything else is not sealed.
    """

    choice: Choice
    neighbour_id: str
    seen: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go, and why it may not: `against` are codes of `permission`.

    `marked` are words that point to somebody and have to go first.
    """

    sections: tuple[Section, ...]
    digest: str
    against: tuple[str, ...]
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file on its way out; `words` are told on the telephone, never with the file."""

    id: str
    reference: str
    words: str
    released: Released


@dataclass(frozen=True, slots=True)
class Stopped:
    """It may not go; the reasons were written down as a refusal."""

    reasons: tuple[str, ...]


def preview(work: Work, choice: Choice, neighbour_id: str | None) -> Preview:
    """Return exactly what would go, and what stands against it; nothing is written."""
    roles.insist(work, roles.CASEWORK)
    sections = showing.of_case(moving.gather(work, choice), work.lists)
    against: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    if neighbour_id is None and permission.on_its_way(work, choice.person_id) is not None:
        against = ("on_its_way",)
    if neighbour_id is not None:
        neighbour = address_book.get(work, neighbour_id)
        against = permission.against_moving(work, choice.person_id, neighbour)
        request = permission.to_move(choice.person_id, neighbour.name)
        marked = letting_go.marked(work, (request,), showing.text_of(sections))
    return Preview(sections, showing.digest(sections), against, marked)


def check(draft: MoveDraft, today: date) -> tuple[Problem, ...]:
    """Find what must be mended before a case can be sealed; instant, needs no file."""
    problems = []
    if not draft.neighbour_id:
        problems.append(Problem("neighbour_id", "required"))
    if draft.expires_on is not None:
        days = (draft.expires_on - today).days
        if not 1 <= days <= MOST_DAYS:
            problems.append(Problem("expires_on", "seal_days", {"most": MOST_DAYS}))
    return tuple(problems)


def seal_case(work: Work, draft: MoveDraft) -> Done[Sealed | Stopped]:
    """Seal a case to a project, and write down that it goes, before anything is written outside."""
    roles.insist(work, roles.CASEWORK)
    checks.insist(check(draft, work.today))
    person_id = whole_id(work, draft.choice.person_id)
    neighbour = address_book.get(work, draft.neighbour_id)
    against = permission.against_moving(work, person_id, neighbour)
    request = permission.to_move(person_id, neighbour.name)
    if against:
        letting_go.refuse(work, request, against)
        return Done(Stopped(against), changed("disclosures", person_id=person_id))
    content = moving.gather(work, draft.choice)
    sections = showing.of_case(content, work.lists)
    if showing.digest(sections) != draft.seen:
        checks.insist([Problem("seen", "changed_since")])
    expires = draft.expires_on or work.today + timedelta(days=OPEN_DAYS)
    words, reference = spoken.new_words(), new_reference()
    purpose = say("neighbours.purpose_case")
    letter = Letter(KIND, reference, work.today, expires, purpose, pack(content))
    data = sealing.seal(letter, neighbour.sealing, keys.make(work).signing, words)
    parts = tuple(dict.fromkeys(showing.FIELDS[each.name] for each in sections))
    gone = letting_go.release(
        work, (request,), Going(reference, parts, showing.text_of(sections), data)
    )
    if not isinstance(gone, Released):
        return Done(Stopped(gone.reasons), changed("disclosures", person_id=person_id))
    key = _write(work, draft, neighbour, letter, data, (words, content))
    audit.note(work, "case_sealed", person_id, to=neighbour.id, parts=sorted(parts))
    touched = changed(
        "neighbours", "referrals", "needs", "tasks", "disclosures", person_id=person_id
    )
    return Done(Sealed(key, reference, words, gone), touched)


def _write(
    work: Work,
    draft: MoveDraft,
    neighbour: Neighbour,
    letter: Letter,
    data: bytes,
    inside: tuple[str, MovedCase],
) -> str:
    words, content = inside
    person_id = whole_id(work, draft.choice.person_id)
    referral = referrals.draft(work, ReferralDraft(person_id, "partner_project", work.today)).value
    referrals.note_made(work, referral, work.today)
    text = say("neighbours.task.receipt", project=neighbour.name)
    task = tasks.add(work, TaskDraft(text, letter.expires_on, "chase", person_id)).value
    key = new_key()
    work.session.execute(
        insert(SealedSent).values(
            id=key,
            neighbour_id=neighbour.id,
            kind=KIND,
            reference=letter.reference,
            purpose=letter.purpose,
            made_at=work.now,
            made_by=work.by,
            expires_on=letter.expires_on,
            sha256=sha256(data).hexdigest(),
            sealed=data,
            spoken=words,
            secret=bytes.fromhex(content.receipt),
            parts={"parts": sorted(draft.choice.parts), "incidents": len(content.incidents)},
            person_id=person_id,
            referral_id=referral,
            task_id=task,
        )
    )
    chosen = moving.in_order(work, draft.choice)
    links: list[tuple[str, str | None]] = [(content.link, None)]
    links += [(each.link, own) for each, own in zip(content.incidents, chosen, strict=True)]
    for link, incident in links:
        work.session.execute(
            insert(NeighbourLink).values(
                id=new_key(),
                neighbour_id=neighbour.id,
                reference=link,
                theirs=False,
                person_id=person_id if incident is None else None,
                incident_id=incident,
                noted_at=work.now,
            )
        )
    return key


def receipt_code(secret: bytes) -> str:
    """Return the code that only who accepted the file can read out."""
    digest = hmac.digest(secret, b"outreach-casebook receipt 1", "sha256")
    return grouped("".join(ALPHABET[byte % 32] for byte in digest[:_RECEIPT]))


def accept_receipt(work: Work, sent_id: str, typed: str) -> Done[str]:
    """Take the receipt code: the referral is accepted, the case closes as transferred.

    Raises WrongReceipt; nothing is changed then.
    """
    sent = _waiting(work, sent_id)
    tidy = "".join(sign for sign in typed.upper() if sign.isalnum())
    expected = receipt_code(sent.secret or b"").replace("-", "")
    if not hmac.compare_digest(tidy.encode(), expected.encode()):
        raise refusing.WrongReceipt
    person_id = str(sent.person_id)
    referral, task = sent.referral_id, sent.task_id
    _settle(work, sent_id, answered_at=work.now, answered_by=work.by)
    if not has_died(work, person_id):
        if referral:
            referrals.step(work, StepDraft(referral, "accepted", work.today))
        case = cases.open_of(work, whole_id(work, person_id))
        if case is not None:
            cases.close(work, case, "transferred", work.today)
    _tick(work, task)
    audit.note(work, "case_moved", person_id, sent=sent_id)
    return Done(
        sent_id,
        changed("neighbours", "people", "cases", "referrals", "tasks", person_id=person_id),
    )


def call_off(work: Work, sent_id: str) -> Done[str]:
    """Call a move off before its receipt: the referral is withdrawn, the case stays open.

    That the file was made stays written: it may have been opened over there.
    """
    sent = _waiting(work, sent_id)
    person_id, referral, task = str(sent.person_id), sent.referral_id, sent.task_id
    _settle(work, sent_id, cancelled_at=work.now, cancelled_by=work.by)
    if referral:
        referrals.step(work, StepDraft(referral, "withdrawn", work.today))
    _tick(work, task)
    audit.note(work, "case_move_called_off", person_id, sent=sent_id)
    return Done(sent_id, changed("neighbours", "referrals", "needs", "tasks", person_id=person_id))


def did_not_go(work: Work, sent_id: str, release_id: str) -> Done[str]:
    """Write down that the file could not be written: nothing left, and nothing is on its way."""
    done = call_off(work, sent_id)
    letting_go.failed(work, release_id)
    return done


def handed(work: Work, sent_id: str) -> Done[str]:
    """Write down that the file was written to a place outside."""
    roles.insist(work, roles.CASEWORK)
    work.session.execute(
        update(SealedSent).where(SealedSent.id == sent_id).values(handed_at=work.now)
    )
    audit.note(work, "sealed_file_written", None, sent=sent_id)
    return Done(sent_id, changed("neighbours"))


def _waiting(work: Work, sent_id: str) -> SealedSent:
    roles.insist(work, roles.CASEWORK)
    sent = work.session.get(SealedSent, sent_id)
    if sent is None or sent.kind != KIND or sent.person_id is None:
        raise NoSuchRecord
    access.insist(work, sent.person_id)
    if sent.answered_at is not None or sent.cancelled_at is not None:
        checks.insist([Problem("sent_id", "move_is_over")])
    return sent


def _settle(work: Work, sent_id: str, **values: object) -> None:
    work.session.execute(
        update(SealedSent)
        .where(SealedSent.id == sent_id)
        .values(sealed=None, spoken=None, secret=None, **values)
    )


def _tick(work: Work, task_id: str | None) -> None:
    if task_id and tasks.is_waiting(work, task_id):
        tasks.done(work, task_id)
