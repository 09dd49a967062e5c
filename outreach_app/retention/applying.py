"""Doing to every row about somebody what `models.fates` says of it; nothing else decides here."""

from collections.abc import Collection, Iterable
from typing import Any, Final, cast

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models import Base
from models.fates import BLANK, EMPTY, FATES, FRESH, Fate
from models.incidents import Incident
from models.leaving import ReleaseSubject
from models.packs import PackStory
from models.people import Person
from models.record import FormDraft
from models.types import Codes
from outreach_app.casework import anonymised
from outreach_app.casework.codes import new_person_code
from outreach_app.words import say
from outreach_app.work import Work

_TABLES: Final = cast("dict[str, Table]", Base.metadata.tables)
_ANY: Final = "*"
_PERSONS: Final = "persons"
# Whoever saw it told of the person harmed.
_OF_A_WITNESS: Final = "witness_accounts"


class About:
    """The rows about some records of people: which they are, table by table."""

    def __init__(self, session: Session, records: Collection[str]) -> None:
        self._session = session
        self._keys: dict[str, tuple[str, ...]] = {_PERSONS: tuple(records)}

    def keys(self, name: str) -> tuple[str, ...]:
        """Return the keys of the rows of a table that has keys of its own."""
        if name not in self._keys:
            table = _TABLES[name]
            wanted: Select[Any] = select(table.c.id).where(self.rows(name))
            self._keys[name] = tuple(self._session.scalars(wanted))
        return self._keys[name]

    def rows(self, name: str) -> ColumnElement[bool]:
        """Tell in SQL which rows of a table are about them."""
        table = _TABLES[name]
        if name == "releases":
            return self._papers(table)
        if name == "drafts":
            return table.c.id.in_(self._drafts())
        if {"person_id", "incident_id"} <= FATES[name].through.keys() and name != _OF_A_WITNESS:
            # Of somebody else it is theirs, though it has to do with the same incident.
            of_nobody = and_(
                table.c.person_id.is_(None), table.c.incident_id.in_(self.keys("incidents"))
            )
            return or_(table.c.person_id.in_(self.keys(_PERSONS)), of_nobody)
        return or_(
            *(
                table.c[column].in_(self.everything() if parent == _ANY else self.keys(parent))
                for column, parent in FATES[name].through.items()
            )
        )

    def count(self, name: str) -> int:
        """Return how many rows of a table are about them."""
        wanted = select(func.count()).select_from(_TABLES[name]).where(self.rows(name))
        return self._session.scalar(wanted) or 0

    def everything(self) -> tuple[str, ...]:
        """Return the keys of every row that something else can be about."""
        parents = {
            parent for fate in FATES.values() for parent in fate.through.values() if parent != _ANY
        } - {"release_subjects"}
        return tuple(key for parent in sorted(parents) for key in self.keys(parent))

    def _papers(self, table: Table) -> ColumnElement[bool]:
        """Only papers about nobody else: of the others somebody still has to be told."""
        mine = ReleaseSubject.id.in_(self.keys("release_subjects"))
        of_it = ReleaseSubject.release_id == table.c.id
        before = anonymised.gone()
        theirs = select(Incident.id).where(Incident.person_id.in_(before))
        gone = or_(
            func.coalesce(ReleaseSubject.person_id.in_(before), False),
            func.coalesce(ReleaseSubject.incident_id.in_(theirs), False),
        )
        return and_(exists().where(of_it, mine), ~exists().where(of_it, ~mine, ~gone))

    def _drafts(self) -> list[str]:
        known = self.everything()
        found = self._session.execute(select(FormDraft.id, FormDraft.about, FormDraft.state))
        return [row.id for row in found if any(k in row.about or k in row.state for k in known)]


def apply(work: Work, records: Collection[str]) -> None:
    """Do to every row about these records what is declared.

    Runs inside the caller's command. What cannot be told from the declaration alone: an alias and
    a code are made anew, stories are no longer offered.
    """
    about = About(work.session, records)
    named = {name: fate for name, fate in FATES.items() if fate.through}
    for name in named:
        if "id" in _TABLES[name].c and name != "releases":
            about.keys(name)  # as they are before anything is emptied
    conditions = {name: about.rows(name) for name in named}
    for record in records:
        work.session.execute(
            update(Person)
            .where(Person.id == record)
            .values(alias=say("erasing.name"), code=new_person_code(work.session, "X"))
        )
    work.session.execute(
        update(PackStory)
        .where(PackStory.person_id.in_(records), PackStory.retired_at.is_(None))
        .values(retired_at=work.now)
    )
    for name, fate in named.items():
        values = _emptied(_TABLES[name], fate)
        if values:
            work.session.execute(update(_TABLES[name]).where(conditions[name]).values(values))
    for name, fate in named.items():
        if fate.go:
            _delete(work.session, name, about)
    work.session.expire_all()


def empty(work: Work, name: str, keys: Iterable[str]) -> None:
    """Empty rows of a table, whoever they are said to be about here."""
    table = _TABLES[name]
    rows = [{"emptied": key} for key in keys]
    if rows:
        emptied = update(table).where(table.c.id == bindparam("emptied"))
        work.session.execute(emptied.values(_emptied(table, FATES[name])), rows)


def _emptied(table: Table, fate: Fate) -> dict[str, Any]:
    """Return what stands in the columns of a row afterwards."""
    values = {name: _nothing(table.c[name]) for name in fate.of(BLANK)}
    for name in fate.of(EMPTY):
        column = table.c[name]
        values[name] = func.substr(column, 1, 0)  # nothing stays nothing, a text becomes empty
    missing = set(fate.of(FRESH)) - {"alias", "code"}
    if missing:
        msg = f"nobody says what becomes of {table.name}.{sorted(missing)}"
        raise NotImplementedError(msg)
    return values


def _nothing(column: "Column[Any]") -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, Codes):
        return ()
    return {} if isinstance(column.type, JSON) else ""


def _delete(session: Session, name: str, about: About) -> None:
    table = _TABLES[name]
    keys = about.keys(name)
    for other, column in _pointing_at(table):
        if column.nullable:
            session.execute(update(other).where(column.in_(keys)).values({column.name: None}))
    session.execute(delete(table).where(table.c.id.in_(keys)))


def _pointing_at(table: Table) -> Iterable[tuple[Table, "Column[Any]"]]:
    for other in _TABLES.values():
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield other, column
