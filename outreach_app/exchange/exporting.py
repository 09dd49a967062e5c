"""The whole casebook as one file of the exchange format, readable without this program.

All rows, voided and merged ones too, every field. Left out are rows of those tables whose form in
the format has no void fields (sessions, alerts, needs, referrals, safeguarding, police complaints)
when they were voided in this program: there is no way to say so, and as a row they would count.
What refers to such a row is then exported without the reference. The file is not encrypted.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.project import Area, Project
from models.types import moment_text
from outreach_app.errors import NotAllowed
from outreach_app.exchange.book import giving
from outreach_app.exchange.checked import Progress, Steps
from outreach_app.exchange.fields import Field, Shape
from outreach_app.exchange.schema import FORMAT, FORMAT_VERSION
from outreach_app.exchange.shelves import SHELVES, Inner, Shelf, column
from outreach_app.governance import audit
from outreach_app.work import Work

_AT_A_TIME: Final = 2000
_COMPACT: Final = (",", ":")
Names = Mapping[str, str]


def export(work: Work, progress: Progress | None = None) -> bytes:
    """Return every row of the casebook as UTF-8 JSON; noted in the trail. For the lead only.

    The same casebook always gives the same bytes, and a casebook made by importing them too.
    Raises: `NotAllowed`; `Cancelled` when `progress` answers False.
    """
    return _export(work, _as_json, progress)


def export_book(work: Work, progress: Progress | None = None) -> bytes:
    """Return the same as a workbook, on the same conditions."""
    return _export(work, _as_book, progress)


_Tables = Mapping[str, list[bytes]]
_Form = Callable[[Mapping[str, Any], _Tables], bytes]


def _export(work: Work, form: _Form, progress: Progress | None) -> bytes:
    if work.role != "lead":
        raise NotAllowed
    gathered = _Gathering(work.session, progress)
    tables = {shelf.name: gathered.rows(shelf) for shelf in SHELVES}
    data = form(_project(work.session), tables)
    counts = {name: len(rows) for name, rows in tables.items()}
    audit.note(work, "exported", None, sha256=sha256(data).hexdigest(), counts=counts)
    return data


def _as_json(project: Mapping[str, Any], tables: _Tables) -> bytes:
    head = {"format": FORMAT, "format_version": FORMAT_VERSION, "project": project}
    return b"".join(_pieces(_dump(head)[:-1].encode(), tables))


def _pieces(head: bytes, tables: _Tables) -> Iterator[bytes]:
    """Yield the file in pieces, so that a large one stands in memory once and not three times."""
    yield head
    for name, rows in tables.items():
        yield f',\n"{name}":['.encode()
        for at, row in enumerate(rows):
            yield b",\n" if at else b"\n"
            yield row
        yield b"\n]" if rows else b"]"
    yield b"}\n"


def _as_book(project: Mapping[str, Any], tables: _Tables) -> bytes:
    return giving.workbook(project, lambda name: giving.from_lines(tables[name]))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=_COMPACT)


def _project(session: Session) -> dict[str, Any]:
    own = session.execute(select(Project.code, Project.name, Project.timezone)).one()
    areas = session.scalars(select(Area.code).order_by(Area.sort, Area.code)).all()
    return {"id": own.code, "name": own.name, "timezone": own.timezone, "areas": list(areas)}


class _Gathering:
    """Reads table after table; remembers under which id each key was exported."""

    def __init__(self, session: Session, progress: Progress | None) -> None:
        self._session = session
        self._steps = Steps(progress, "exporting")
        self._total = sum(
            session.scalar(select(func.count()).select_from(shelf.table)) or 0 for shelf in SHELVES
        )
        self._done = 0
        self._names: dict[str, dict[str, str]] = {shelf.name: {} for shelf in SHELVES}

    def rows(self, shelf: Shelf) -> list[bytes]:
        """Return the rows of one table, each a line of JSON, in order of time, then id."""
        self._names[shelf.name] = names = {
            key: source_id or key
            for key, source_id in self._session.execute(_standing(shelf, "id", "source_id"))
        }
        inner = {each.field: self._inner(shelf, each) for each in shelf.inner}
        writers = {field.name: self._writer(field) for field in shelf.plain}
        columns = [column(field.name) for field in shelf.plain]
        found = self._session.execute(_standing(shelf, "id", *columns))
        made: list[tuple[str, str, bytes]] = []
        for key, *values in found.yield_per(_AT_A_TIME):
            self._done += 1
            self._steps.step(self._done / max(self._total, 1))
            plain = dict(zip(writers, values, strict=True))
            row: dict[str, Any] = {"id": names[key]}
            for field in shelf.shape.fields[1:]:
                if field.name in inner:
                    row[field.name] = inner[field.name](key)
                else:
                    row[field.name] = writers[field.name](plain[field.name])
            made.append((row.get(shelf.shape.sorted_by) or "", names[key], _dump(row).encode()))
        made.sort()
        return [line for _, _, line in made]

    def _writer(self, field: Field) -> Callable[[Any], Any]:
        if field.kind == "ref":
            names = self._names[field.of]  # what was left out has no name: no reference to it
            return names.get
        return _plain

    def _inner(self, shelf: Shelf, inner: Inner) -> Callable[[str], Any]:
        field = shelf.shape.field(inner.field)
        shape = shelf.inner_shape(inner)
        if shape is not None:
            return self._objects(inner, shape, field)
        if field.kind == "ref":
            return self._references(inner, self._names[field.of])
        return self._amounts(inner)

    def _objects(self, inner: Inner, shape: Shape, field: Field) -> Callable[[str], Any]:
        table = inner.table
        parent = table.c[inner.parent]
        order = [table.c.position] if "position" in table.c else []
        held = defaultdict(list)
        query = select(table).where(parent.is_not(None)).order_by(parent, *order)
        for row in self._session.execute(query).mappings():
            held[row[inner.parent]].append(dict(_object(shape, row)))
        if field.many:
            return lambda key: held.get(key, [])
        return lambda key: held[key][0] if key in held else None

    def _references(self, inner: Inner, names: Names) -> Callable[[str], Any]:
        columns = inner.table.c
        parent, target = columns[inner.parent], columns[inner.columns[0]]
        held = defaultdict(list)
        for key, other in self._session.execute(
            select(parent, target).order_by(parent, columns.position)
        ):
            held[key].append(names[other])
        return lambda key: held.get(key, [])

    def _amounts(self, inner: Inner) -> Callable[[str], Any]:
        columns = inner.table.c
        parent = columns[inner.parent]
        code, number = (columns[name] for name in inner.columns)
        held: dict[str, dict[str, int]] = defaultdict(dict)
        query = select(parent, code, number).order_by(parent, code)
        for key, item, count in self._session.execute(query):
            held[key][item] = count
        return lambda key: held.get(key, {})


def _standing(shelf: Shelf, *columns: str) -> Select[Any]:
    """Select columns of the rows that are exported."""
    table = shelf.table
    query = select(*(table.c[name] for name in columns))
    if "voided_at" in table.c and not shelf.voids_are_exchanged:
        return query.where(table.c.voided_at.is_(None))
    return query


def _object(shape: Shape, row: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    for field in shape.fields:
        if field.name != "account":
            yield field.name, _plain(row[column(field.name)])
        else:
            account = {"platform": row["account_platform"], "name": row["account_name"]}
            yield field.name, account if any(account.values()) else None


def _plain(value: Any) -> Any:
    """Return what JSON holds for a value of the casebook."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value  # the format writes null for what is not known
