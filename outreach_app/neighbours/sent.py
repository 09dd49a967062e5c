"""Sealed files that went: what waits for an answer, and everything the page of neighbours shows."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from models.leaving import Release
from models.neighbours import Neighbour, SealedSent
from models.people import Person
from outreach_app.casework import access, checks, roles
from outreach_app.casework.seen import whole_id
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.neighbours import address_book, inbox, permission, refusing
from outreach_app.neighbours.address_book import NeighbourRow
from outreach_app.neighbours.inbox import ReceivedRow
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.deciding import decide
from outreach_app.sharing.releasing import Released
from outreach_app.work import Done, Work, changed

WAITING = "waiting"
ANSWERED = "answered"
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SentRow:
    """A sealed file that went; `alias` is None for one about nobody, or for who may not know.

    `words` are those to be told on the telephone, while the file waits.
    """

    id: str
    neighbour_id: str
    project: str
    kind: str
    reference: str
    made_at: datetime
    expires_on: date
    state: str
    settled_at: datetime | None
    written: bool
    person_id: str | None
    alias: str | None
    code: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page of neighbours shows."""

    neighbours: tuple[NeighbourRow, ...]
    received: tuple[ReceivedRow, ...]
    sent: tuple[SentRow, ...]
    today: date


def overview(work: Work) -> Overview:
    """Return the projects known, the files that came and those that went."""
    roles.insist(work, roles.CASEWORK)
    return Overview(address_book.listing(work), inbox.listing(work), listing(work), work.today)


def listing(work: Work) -> tuple[SentRow, ...]:
    """Return the files that went, those waiting first, then the newest."""
    roles.insist(work, roles.CASEWORK)
    return tuple(sorted(_rows(work), key=lambda row: row.state != WAITING))


def one(work: Work, sent_id: str) -> SentRow:
    """Return one file that went. Raises Restricted for who may not open the record it is about."""
    roles.insist(work, roles.CASEWORK)
    row = next((each for each in _rows(work) if each.id == sent_id), None)
    if row is None:
        raise NoSuchRecord
    if row.person_id is not None:
        access.insist(work, row.person_id)
    return row


def again(work: Work, sent_id: str) -> Done[Released]:
    """Hand the same sealed file out once more, to be written anew.

    A yes that was taken back since, or a card put away, stops this too: raises Stays.
    """
    row = one(work, sent_id)
    neighbour = address_book.usable(work, row.neighbour_id)
    if isinstance(decide(work, permission.to_move(str(row.person_id), neighbour.name)), Denied):
        raise refusing.Stays
    data = work.session.scalar(select(SealedSent.sealed).where(SealedSent.id == sent_id))
    entry = work.session.scalars(
        select(Release).where(Release.reference == row.reference)
    ).one_or_none()
    if data is None or entry is None:
        checks.insist([Problem("sent_id", "move_is_over")])
        raise NoSuchRecord
    audit.note(work, "sealed_file_again", row.person_id, sent=sent_id)
    released = Released(entry.id, entry.number, entry.reference, entry.sha256, data)
    return Done(released, changed("audit"))


def _rows(work: Work) -> list[SentRow]:
    found = work.session.execute(
        select(SealedSent, Neighbour.name)
        .join(Neighbour, Neighbour.id == SealedSent.neighbour_id)
        .order_by(SealedSent.made_at.desc(), SealedSent.id.desc())
    ).all()
    return [_row(work, sent, name) for sent, name in found]


def _row(work: Work, sent: SealedSent, project: str) -> SentRow:
    alias = code = None
    words: str | None = sent.spoken
    if sent.person_id is not None:
        key = whole_id(work, sent.person_id)
        alias, code, restricted = work.session.execute(
            select(Person.alias, Person.code, Person.restricted).where(Person.id == key)
        ).one()
        if restricted and work.role != access.LEAD:
            alias = code = words = None
    return SentRow(
        sent.id,
        sent.neighbour_id,
        project,
        sent.kind,
        sent.reference,
        sent.made_at,
        sent.expires_on,
        ANSWERED if sent.answered_at else CANCELLED if sent.cancelled_at else WAITING,
        sent.answered_at or sent.cancelled_at,
        sent.handed_at is not None,
        sent.person_id,
        alias,
        code,
        words,
    )
