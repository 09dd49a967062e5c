"""The projects whose cards are here, and which of them were checked on the telephone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, insert, select, update

from models.neighbours import Neighbour
from models.types import new_key
from outreach_app.casework import checks, roles
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.neighbours import cards, keys, refusing, spoken
from outreach_app.neighbours.cards import Card
from outreach_app.work import Done, Work, changed

# Who may take a card in and say that it was checked: everybody who may send something by it.
KEEPERS: Final = roles.CASEWORK
_LEAST_SHARED: Final = 5


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """Another project as its card says; `words` are read out to check it.

    `agreed` tells that words were agreed for asking about plates and numbers.
    """

    id: str
    name: str
    words: tuple[str, ...]
    noted_at: datetime
    checked_at: datetime | None
    checked_by: str | None
    ended: bool
    agreed: bool

    @property
    def usable(self) -> bool:
        """Tell whether something may go to this project."""
        return self.checked_at is not None and not self.ended


@dataclass(frozen=True, slots=True)
class CardSeen:
    """A card before it is taken in.

    `known` tells that it is here already, `other_keys` that a project of this name has other ones.
    """

    card: Card
    known: bool
    other_keys: bool


def look_at(work: Work, data: bytes) -> CardSeen:
    """Read a card; nothing is written. Raises NotACard, CardAltered, OwnCard."""
    roles.insist(work, KEEPERS)
    card = cards.read(data)
    mine = keys.own(work)
    if mine is not None and mine.public("").signing == card.signing:
        raise refusing.OwnCard
    found = _by_keys(work, card)
    same_name = select(Neighbour.id).where(
        func.lower(Neighbour.name) == card.name.lower(),
        Neighbour.signing != card.signing,
        Neighbour.ended_at.is_(None),
    )
    others = work.session.scalars(same_name).first() is not None
    return CardSeen(card, found is not None and found.ended_at is None, others)


def add(work: Work, data: bytes) -> Done[NeighbourRow]:
    """Take a card in; nothing goes to that project until the card was checked on the telephone."""
    card = look_at(work, data).card
    found = _by_keys(work, card)
    if found is None:
        key = new_key()
        work.session.execute(
            insert(Neighbour).values(
                id=key,
                name=card.name,
                sealing=card.sealing,
                signing=card.signing,
                noted_at=work.now,
                noted_by=work.by,
            )
        )
        audit.note(work, "neighbour_added", key)
    else:
        key = found.id
        if found.sealing != card.sealing:
            # One signing key with two sealing keys is no card this program ever wrote.
            raise refusing.CardAltered
        _change(work, key, name=card.name, ended_at=None)
        audit.note(work, "neighbour_kept", key)
    return Done(one(work, key), changed("neighbours"))


def check(work: Work, neighbour_id: str, *, same: bool) -> Done[NeighbourRow]:
    """Write down what the telephone said: the words are the same, or they are not.

    A card whose words are others is put away at once.
    """
    roles.insist(work, KEEPERS)
    if same:
        _change(work, neighbour_id, checked_at=work.now, checked_by=work.by)
    else:
        _change(work, neighbour_id, checked_at=None, checked_by=None, ended_at=work.now)
    audit.note(work, "neighbour_checked" if same else "neighbour_refused", neighbour_id)
    return Done(one(work, neighbour_id), changed("neighbours"))


def end(work: Work, neighbour_id: str) -> Done[NeighbourRow]:
    """Put a project away: nothing goes to it or is opened from it; what was, stays written."""
    roles.insist(work, KEEPERS)
    _change(work, neighbour_id, ended_at=work.now, checked_at=None, checked_by=None, shared=None)
    audit.note(work, "neighbour_ended", neighbour_id)
    return Done(one(work, neighbour_id), changed("neighbours"))


def agree(work: Work, neighbour_id: str, words: str) -> Done[NeighbourRow]:
    """Keep the words agreed on the telephone for asking about plates and numbers."""
    roles.insist(work, KEEPERS)
    tidy = spoken.tidy(words)
    if len(tidy.split()) < _LEAST_SHARED or len(tidy) > checks.ALIAS_LIMIT * 2:
        checks.insist([Problem("shared", "shared_words", {"least": _LEAST_SHARED})])
    _change(work, neighbour_id, shared=tidy)
    audit.note(work, "neighbour_words_agreed", neighbour_id)
    return Done(one(work, neighbour_id), changed("neighbours"))


def listing(work: Work, *, ended: bool = False) -> tuple[NeighbourRow, ...]:
    """Return the projects by name, those put away only if wanted."""
    rows = work.session.scalars(
        select(Neighbour).order_by(func.lower(Neighbour.name), Neighbour.noted_at, Neighbour.id)
    )
    found = tuple(_row(each) for each in rows)
    return tuple(row for row in found if ended or not row.ended)


def one(work: Work, neighbour_id: str) -> NeighbourRow:
    """Return one project."""
    return _row(get(work, neighbour_id))


def get(work: Work, neighbour_id: str) -> Neighbour:
    """Return the record of a project, for this room alone."""
    found = work.session.get(Neighbour, neighbour_id)
    if found is None:
        raise NoSuchRecord
    return found


def usable(work: Work, neighbour_id: str) -> Neighbour:
    """Return the record of a project something may go to; raises NotChecked."""
    found = get(work, neighbour_id)
    if not _row(found).usable:
        raise refusing.NotChecked
    return found


def _by_keys(work: Work, card: Card) -> Neighbour | None:
    return work.session.scalars(select(Neighbour).where(Neighbour.signing == card.signing)).first()


def _change(work: Work, neighbour_id: str, **values: object) -> None:
    done = work.session.execute(
        update(Neighbour)
        .where(Neighbour.id == neighbour_id)
        .values(**values)
        .returning(Neighbour.id)
    ).all()
    if not done:
        raise NoSuchRecord
    work.session.expire_all()


def _row(found: Neighbour) -> NeighbourRow:
    card = Card(found.name, found.sealing, found.signing)
    return NeighbourRow(
        found.id,
        found.name,
        card.words,
        found.noted_at,
        found.checked_at,
        found.checked_by,
        found.ended_at is not None,
        found.shared is not None,
    )
