"""Who and what a van-night line may name: people as far as a role sees them, areas, letters."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, func, or_, select

from models.contacts import Contact, OutreachSession
from models.people import Alias, Person
from outreach_app.casework import bundles, letters
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.nightline import Choice, Finder, Letters, plain
from outreach_app.casework.roles import LEAD
from outreach_app.casework.seen import counted_outcomes
from outreach_app.casework.sessions import SessionRow
from outreach_app.work import Work

# People met in an area within so many days stand ready as usual there.
LATELY: Final = timedelta(days=60)
_TILES: Final = 8
# A volunteer names only whom they met on this shift.
_OF_THE_SHIFT: Final = "volunteer"
_MEMORY: Final = "night people"


def letters_of(work: Work) -> Letters:
    """Return the letters that hold today, those of packs among them."""
    now = letters.current(work)
    packs = {row.letter: dict(row.items) for row in bundles.every(work) if row.letter}
    return Letters(now.items, packs, now.returned, now.brief)


def areas(work: Work) -> tuple[Choice, ...]:
    """Return the areas that may be chosen."""
    return tuple(Choice(entry.code, entry.label) for entry in work.lists["area"].choices())


def people(work: Work, session_id: str) -> tuple[Choice, ...]:
    """Return everybody a line may name, by name; the key is the person's short code.

    A volunteer may name those met on this very shift; nobody names a restricted record but the
    lead; who has died is not offered.
    """
    if work.role == _OF_THE_SHIFT:
        return _choices(work, _wanted(work, session_id))
    # Read again with every line of the table: everybody stays in memory until a command touches
    # people.
    memory = f"{_MEMORY} {'all' if work.role == LEAD else 'open'}"
    kept: tuple[Choice, ...] | None = work.memory.read.get(memory)
    if kept is None:
        kept = work.memory.read[memory] = _choices(work, _wanted(work, session_id))
    return kept


def finder(work: Work, session_id: str) -> Finder:
    """Return a finder that asks the casebook for whoever a beginning may mean."""

    def find(typed: str) -> Sequence[Choice]:
        if not typed.isascii():  # the database compares capitals of plain letters alone
            return people(work, session_id)
        begins = _like(plain(typed))
        bare = func.replace
        names = select(Alias.person_id).where(
            bare(Alias.alias, " ", "").ilike(begins, escape="\\"), Alias.ended_at.is_(None)
        )
        return _choices(
            work,
            _wanted(work, session_id).where(
                or_(
                    bare(Person.alias, " ", "").ilike(begins, escape="\\"),
                    Person.code.ilike(begins, escape="\\"),
                    Person.id.in_(names),
                )
            ),
        )

    return find


def tiles(work: Work, shift: SessionRow) -> tuple[Choice, ...]:
    """Return who was met most often in the area of a shift lately, for one press each.

    On a shift that is all over it is who was met most often anywhere.
    """
    here = [Contact.area == shift.area] if shift.area else []
    met = (
        select(Contact.person_id, func.count().label("times"))
        .where(
            *here,
            Contact.started_at >= work.now - LATELY,
            Contact.voided_at.is_(None),
            Contact.outcome.in_(counted_outcomes(work)),
            Contact.person_id.is_not(None),
        )
        .group_by(Contact.person_id)
        .subquery()
    )
    wanted = (
        _wanted(work, shift.id)
        .join(met, met.c.person_id == Person.id)
        .order_by(None)
        .order_by(met.c.times.desc(), Person.alias, Person.id)
        .limit(_TILES)
    )
    return _choices(work, wanted)


def _wanted(work: Work, session_id: str) -> Select[str, str, str]:
    return (
        select(Person.id, Person.code, Person.alias)
        .where(
            Person.merged_into.is_(None),
            Person.deceased_on.is_(None),
            still_here(),
            *_seen(work, session_id),
        )
        .order_by(func.lower(Person.alias), Person.id)
    )


def _seen(work: Work, session_id: str) -> Iterable[ColumnElement[bool]]:
    if work.role == LEAD:
        return ()
    open_to = [Person.restricted.is_(False)]
    if work.role == _OF_THE_SHIFT:
        met = (
            select(Contact.person_id)
            .join(OutreachSession, OutreachSession.id == Contact.session_id)
            .where(Contact.session_id == session_id, OutreachSession.ended_at.is_(None))
        )
        open_to.append(Person.id.in_(met))
    return open_to


def _choices(work: Work, wanted: Select[str, str, str]) -> tuple[Choice, ...]:
    found = work.session.execute(wanted).all()
    others: dict[str, tuple[str, ...]] = {}
    keys = [row.id for row in found]
    for key, name in work.session.execute(
        select(Alias.person_id, Alias.alias).where(
            Alias.person_id.in_(keys), Alias.ended_at.is_(None)
        )
    ):
        others[key] = (*others.get(key, ()), name)
    return tuple(Choice(row.code, row.alias, others.get(row.id, ())) for row in found)


def _like(typed: str) -> str:
    escaped = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{escaped}%"
