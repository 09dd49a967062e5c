"""Do you know this plate or number? A question and its answer, as sealed files of blinded hashes.

The project that asks learns which of its own the other knows too; the one that answers learns how
many were asked. Only incidents with a yes to partner projects can make a hit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select, update

from models.incidents import Incident, Suspect, Vehicle
from models.neighbours import Neighbour, SealedSent
from models.sharing import Consent
from outreach_app.casework import checks, roles
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.matching import phones, plates, safe_plates
from outreach_app.matching.plates import Reading
from outreach_app.neighbours import (
    address_book,
    facts,
    hashing,
    inbox,
    keys,
    permission,
    refusing,
    sealing,
)
from outreach_app.neighbours.contents import Query, QueryAnswer, pack
from outreach_app.neighbours.sealing import Letter
from outreach_app.sharing.releasing import new_reference
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

MOST_ASKED: Final = 50
OPEN_DAYS: Final = 30
_ASKED_STEP: Final = 10
_OWN_STEP: Final = 100
_MOST_OWN: Final = 5_000
_SALT: Final = 16
_LONGEST_PLATE: Final = 9


@dataclass(frozen=True, slots=True)
class AskDraft:
    """Plates and numbers to ask a project about, each as it was said."""

    neighbour_id: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A question or an answer, ready to be written: it holds nothing anybody could read."""

    id: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Known:
    """What the other project knows too, of what was asked."""

    project: str
    asked: int
    known: tuple[str, ...]


def check(draft: AskDraft, rule: Reading) -> tuple[Problem, ...]:
    """Find what cannot be asked: only whole plates and whole numbers can be compared blind."""
    said = [each for each in draft.said if each.strip()]
    if not said:
        return (Problem("said", "required"),)
    if len(said) > MOST_ASKED:
        return (Problem("said", "too_many_asked", {"most": MOST_ASKED}),)
    return tuple(
        Problem("said", "not_whole", {"value": each}) for each in said if not _tokens(each, rule)
    )


def ask(work: Work, draft: AskDraft) -> Done[Made]:
    """Make a question for a project. Raises NotChecked, CheckFailed."""
    roles.insist(work, roles.CASEWORK)
    neighbour = address_book.usable(work, draft.neighbour_id)
    rule = safe_plates.rule(work.lists)
    problems = list(check(draft, rule))
    if neighbour.shared is None:
        problems.append(Problem("said", "agree_first"))
    checks.insist(problems)
    salt = hashing.new_secret()[:_SALT]
    key = hashing.key_of(neighbour.shared or "", salt)
    asked = {each.strip(): _tokens(each, rule) for each in draft.said if each.strip()}
    secret = hashing.new_secret()
    mine = {
        said: hashing.blind(secret, [hashing.point_of(key, token) for token in every])
        for said, every in asked.items()
    }
    points = list(dict.fromkeys(each for every in mine.values() for each in every))
    blinded = hashing.padded(points, _ASKED_STEP)
    content = Query(salt.hex(), tuple(each.hex() for each in blinded))
    letter = _letter(work, "query", "purpose_query", content)
    data = sealing.seal(letter, neighbour.sealing, keys.make(work).signing)
    kept: dict[str, object] = {
        "asked": {said: [each.hex() for each in every] for said, every in mine.items()},
        "order": [each.hex() for each in blinded],
    }
    made = facts.note_sent(work, neighbour.id, letter, data, kept, secret)
    audit.note(work, "plates_asked", None, to=neighbour.id, count=len(asked))
    return Done(Made(made, data), changed("neighbours"))


def answer(work: Work, received_id: str) -> Done[Made]:
    """Answer a question: what is not known to both stays unknown to both."""
    row = inbox.one(work, received_id)
    told: Query = inbox.content(work, received_id, "query")
    neighbour = address_book.usable(work, row.neighbour_id)
    if neighbour.shared is None:
        checks.insist([Problem("said", "agree_first")])
    most = 2 * (MOST_ASKED + _ASKED_STEP)
    asked = hashing.read_points(told.blinded, most)
    key = hashing.key_of(neighbour.shared or "", _salt(told.salt))
    secret = hashing.new_secret()
    mine = [hashing.point_of(key, token) for token in sorted(_own(work, neighbour))]
    own = hashing.padded(hashing.blind(secret, mine), _OWN_STEP)
    again = hashing.blind(secret, asked)
    content = QueryAnswer(
        row.reference, tuple(each.hex() for each in again), tuple(each.hex() for each in own)
    )
    letter = _letter(work, "answer", "purpose_answer", content)
    data = sealing.seal(letter, neighbour.sealing, keys.make(work).signing)
    made = facts.note_sent(work, neighbour.id, letter, data, {"asked": len(asked)})
    inbox.settle(work, received_id, inbox.ACCEPTED)
    audit.note(work, "plates_answered", None, to=neighbour.id, asked=len(asked))
    return Done(Made(made, data), changed("neighbours"))


def read_answer(work: Work, received_id: str) -> Done[Known]:
    """Read an answer with the secret of its question: what both know comes to light, no more."""
    row = inbox.one(work, received_id)
    told: QueryAnswer = inbox.content(work, received_id, "answer")
    sent = work.session.scalars(
        select(SealedSent).where(
            SealedSent.reference == told.query,
            SealedSent.neighbour_id == row.neighbour_id,
            SealedSent.kind == "query",
        )
    ).one_or_none()
    if sent is None or sent.secret is None:
        raise refusing.NotUnderstood
    found = _both(told, sent)
    work.session.execute(
        update(SealedSent)
        .where(SealedSent.id == sent.id)
        .values(
            secret=None,
            answered_at=work.now,
            answered_by=work.by,
            parts={"asked": sorted(sent.parts["asked"]), "known": list(found)},
        )
    )
    inbox.settle(work, received_id, inbox.ACCEPTED)
    asked = len(sent.parts["asked"])
    audit.note(work, "plates_answer_read", None, received=received_id, known=len(found))
    return Done(Known(row.project, asked, found), changed("neighbours"))


def results(work: Work, sent_id: str) -> Known | None:
    """Return what an answered question brought to light, None while it waits."""
    roles.insist(work, roles.CASEWORK)
    row = work.session.execute(
        select(SealedSent.parts, Neighbour.name)
        .join(Neighbour, Neighbour.id == SealedSent.neighbour_id)
        .where(SealedSent.id == sent_id, SealedSent.answered_at.is_not(None))
    ).first()
    if row is None or "known" not in row.parts:
        return None
    return Known(row.name, len(row.parts["asked"]), tuple(row.parts["known"]))


def _both(told: QueryAnswer, sent: SealedSent) -> tuple[str, ...]:
    """Return what was asked and is known there too.

    `again` are the points of the question in its order, blinded by the other project too; its own
    points, blinded with our secret as well, are the same where both know the same.
    """
    order = [str(each) for each in sent.parts["order"]]
    again = hashing.read_points(told.again, len(order))
    if len(again) != len(order):
        raise refusing.NotUnderstood
    theirs = set(hashing.blind(sent.secret or b"", hashing.read_points(told.own, _MOST_OWN)))
    hits = {mine for mine, both in zip(order, again, strict=True) if both in theirs}
    return tuple(said for said, own in sent.parts["asked"].items() if hits & set(own))


def _own(work: Work, neighbour: Neighbour) -> set[str]:
    """Return the tokens of every plate and number that may make a hit for this project."""
    rule = safe_plates.rule(work.lists)
    agreed = select(Consent.incident_id).where(
        Consent.scope == "alert_partners", Consent.state == "given"
    )
    rows = work.session.scalars(
        select(Incident).where(Incident.id.in_(agreed), Incident.voided_at.is_(None))
    ).all()
    found: set[str] = set()
    for row in rows:
        if permission.against_telling(work, row, neighbour):
            continue
        for said in _said(work, row.id):
            found.update(_tokens(said, rule))
    return set(sorted(found)[:_MOST_OWN])


def _said(work: Work, incident_id: str) -> Iterator[str]:
    for column, table in (
        (Vehicle.plate_said, Vehicle.incident_id),
        (Suspect.phone_said, Suspect.incident_id),
    ):
        for said in work.session.scalars(select(column).where(table == incident_id)):
            if said:
                yield said


def _tokens(said: str, rule: Reading) -> tuple[str, ...]:
    """Return what a plate or number is compared by: a plate with look-alikes read as one."""
    numbers = [f"phone|{each.digits}" for each in phones.read(said) if each.whole]
    if numbers:
        return tuple(numbers)
    plate = plates.read(said, rule)
    if plate is None or not plate.whole or len(plate.head) > _LONGEST_PLATE:
        return ()
    return (f"plate|{plate.heads}",)


def _letter(work: Work, kind: str, purpose: str, content: Any) -> Letter:
    until = work.today + timedelta(days=OPEN_DAYS)
    words = say(f"neighbours.{purpose}")
    return Letter(kind, new_reference(), work.today, until, words, pack(content))


def _salt(told: str) -> bytes:
    try:
        salt = bytes.fromhex(told)
    except ValueError as error:
        raise refusing.NotUnderstood from error
    if len(salt) != _SALT:
        raise refusing.NotUnderstood
    return salt
