"""Sealed files that came in: opened, looked at, then accepted or put away; nothing by itself."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import insert, select, update

from models.neighbours import Neighbour, NeighbourLink, SealedReceived
from models.types import new_key
from outreach_app.casework import checks, roles
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.neighbours import contents, fitting, keys, refusing, sealing, showing
from outreach_app.neighbours.contents import FactsFile, MovedCase, Recall
from outreach_app.neighbours.showing import Section
from outreach_app.work import Done, Work, changed

# What may be done with a file that came in.
ACCEPTED: Final = "accepted"
PUT_AWAY: Final = "put_away"


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A sealed file that came in, and what became of it; `decision` is None while it waits."""

    id: str
    neighbour_id: str
    project: str
    kind: str
    reference: str
    received_at: datetime
    expires_on: date
    decision: str | None
    decided_at: datetime | None
    person_id: str | None
    receipt: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """What a waiting file says, part by part."""

    row: ReceivedRow
    sections: tuple[Section, ...]


def take_in(work: Work, data: bytes, words: str = "") -> Done[ReceivedRow]:
    """Open a sealed file and keep it in the inbox; nothing else is changed by it.

    Raises one of `refusing`, each with one sentence; then nothing was changed at all.
    """
    roles.insist(work, roles.CASEWORK)
    senders = {
        row.signing: row
        for row in work.session.scalars(select(Neighbour).where(Neighbour.ended_at.is_(None)))
    }
    mine = keys.own(work)
    if mine is None:
        sealing.needs_words(data)
        raise refusing.NotForUs
    opened = sealing.open_sealed(data, mine.sealing, senders.keys(), words)
    sender, letter = senders[opened.signing], opened.letter
    if sender.checked_at is None:
        raise refusing.NotChecked
    before = work.session.scalars(
        select(SealedReceived.received_at).where(
            SealedReceived.neighbour_id == sender.id, SealedReceived.reference == letter.reference
        )
    ).first()
    if before is not None:
        raise refusing.AlreadyHere(day=showing.day_words(work.day_of(before)))
    if letter.expires_on < work.today:
        raise refusing.Expired(day=showing.day_words(letter.expires_on))
    told = contents.unpack(contents.OF_KIND[letter.kind], dict(letter.content))
    _CHECKS.get(letter.kind, _nothing_more)(work, sender.id, told)
    key = new_key()
    work.session.execute(
        insert(SealedReceived).values(
            id=key,
            neighbour_id=sender.id,
            kind=letter.kind,
            reference=letter.reference,
            purpose=letter.purpose,
            made_on=letter.made_on,
            expires_on=letter.expires_on,
            sha256=sha256(data).hexdigest(),
            received_at=work.now,
            received_by=work.by,
            content=json.dumps(contents.pack(told), ensure_ascii=False, sort_keys=True),
        )
    )
    audit.note(work, "sealed_file_came", None, from_=sender.id, kind=letter.kind, received=key)
    return Done(one(work, key), changed("neighbours"))


def look(work: Work, received_id: str) -> Done[Look]:
    """Return what a waiting file says; the looking is noted, because it may be about a person."""
    row = one(work, received_id)
    told = content(work, received_id, row.kind)
    sections: tuple[Section, ...] = ()
    if isinstance(told, MovedCase):
        sections = showing.of_case(told, work.lists)
    elif isinstance(told, FactsFile):
        sections = showing.of_facts(told.reports, work.lists)
    elif isinstance(told, Recall):
        sections = showing.of_recall(told)
    audit.note(work, "sealed_file_read", None, received=received_id)
    return Done(Look(row, sections), changed("audit"))


def put_away(work: Work, received_id: str) -> Done[ReceivedRow]:
    """Let a waiting file go unused; what was in it is taken out, that it came stays written."""
    row = one(work, received_id)
    content(work, received_id, row.kind)
    settle(work, received_id, PUT_AWAY)
    audit.note(work, "sealed_file_put_away", None, received=received_id)
    return Done(one(work, received_id), changed("neighbours"))


def content(work: Work, received_id: str, kind: str) -> Any:
    """Return the content of a waiting file, for this room alone."""
    roles.insist(work, roles.CASEWORK)
    found = work.session.execute(
        select(SealedReceived.kind, SealedReceived.content, SealedReceived.decision).where(
            SealedReceived.id == received_id
        )
    ).first()
    if found is None or found.kind != kind:
        raise NoSuchRecord
    if found.decision is not None or found.content is None:
        checks.insist([Problem("received_id", "file_is_decided")])
    return contents.unpack(contents.OF_KIND[kind], json.loads(found.content or "null"))


def settle(work: Work, received_id: str, decision: str, **values: object) -> None:
    """Write what became of a file and take its content out, inside a transaction under way."""
    work.session.execute(
        update(SealedReceived)
        .where(SealedReceived.id == received_id)
        .values(
            content=None,
            decision=decision,
            decided_at=work.now,
            decided_by=work.by,
            **values,
        )
    )


def listing(work: Work) -> tuple[ReceivedRow, ...]:
    """Return the files that came in, the ones waiting first, then the newest."""
    roles.insist(work, roles.CASEWORK)
    return _rows(work)


def one(work: Work, received_id: str) -> ReceivedRow:
    """Return one file that came in."""
    roles.insist(work, roles.CASEWORK)
    found = _rows(work, received_id)
    if not found:
        raise NoSuchRecord
    return found[0]


def _rows(work: Work, only: str | None = None) -> tuple[ReceivedRow, ...]:
    wanted = (
        select(
            SealedReceived.id,
            SealedReceived.neighbour_id,
            Neighbour.name,
            SealedReceived.kind,
            SealedReceived.reference,
            SealedReceived.received_at,
            SealedReceived.expires_on,
            SealedReceived.decision,
            SealedReceived.decided_at,
            SealedReceived.person_id,
            SealedReceived.receipt,
        )
        .join(Neighbour, Neighbour.id == SealedReceived.neighbour_id)
        .order_by(
            SealedReceived.decision.is_not(None),
            SealedReceived.received_at.desc(),
            SealedReceived.id.desc(),
        )
    )
    if only is not None:
        wanted = wanted.where(SealedReceived.id == only)
    return tuple(ReceivedRow(*row) for row in work.session.execute(wanted))


def _case_fits(work: Work, sender_id: str, told: MovedCase) -> None:
    fitting.insist_on_case(told, work.lists, work.now, work.today)
    references = [told.link, *(each.link for each in told.incidents)]
    known = select(NeighbourLink.id).where(
        NeighbourLink.neighbour_id == sender_id, NeighbourLink.reference.in_(references)
    )
    if work.session.scalars(known).first() is not None:
        raise refusing.NotUnderstood


def _facts_fit(work: Work, _: str, told: FactsFile) -> None:
    fitting.insist_on_facts(told.reports, work.lists, work.now)


def _nothing_more(work: Work, sender_id: str, told: Any) -> None:
    """Find nothing: hashes are looked at when they are used."""


_CHECKS: Final[dict[str, Callable[[Work, str, Any], None]]] = {
    "case": _case_fits,
    "facts": _facts_fit,
}
