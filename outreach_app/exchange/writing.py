"""Writing checked rows into the casebook: in bulk, parents before children, keys of our own."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from models.types import new_key
from outreach_app.casework.codes import PersonCodes
from outreach_app.exchange.checked import Checked, Steps
from outreach_app.exchange.checking import Row
from outreach_app.exchange.fields import Field, Shape
from outreach_app.exchange.shelves import SHELVES, Inner, Shelf, column
from outreach_app.work import Work

_AT_A_TIME: Final = 2000
_REFERRED_TO: Final = frozenset({"sessions", "persons", "incidents", "needs"})


class _References:
    """Gives each row the reference people will use: the file's id where it is free."""

    def __init__(self, session: Session, shelf: Shelf, *, anew: bool) -> None:
        self._anew = anew
        self._prefix = shelf.reference
        taken = session.scalars(select(shelf.table.c.reference)) if shelf.reference else ()
        self._taken: set[str] = set(taken)
        self._number = 0

    def give(self, id_: str) -> str:
        found = id_
        while found in self._taken or (self._anew and found == id_):
            self._number += 1
            found = f"{self._prefix}-{self._number:02d}"
        self._taken.add(found)
        return found


class Writer:
    """Writes the rows of one import; knows the keys it gave to the file's ids."""

    def __init__(self, work: Work, import_id: str, codes: PersonCodes, checked: Checked) -> None:
        self._anew = checked.numbered_anew
        self._stamped = checked.stamped
        self._work = work
        self._import_id = import_id
        self._codes = codes
        self._keys: dict[str, dict[str, str]] = {name: {} for name in _REFERRED_TO}
        self._keys["persons"] |= checked.known

    def write(self, rows: Mapping[str, Sequence[Row]], steps: Steps) -> None:
        """Write all rows of all tables."""
        total = sum(map(len, rows.values())) or 1
        done = 0
        for shelf in SHELVES:
            some = rows[shelf.name]
            if shelf.name == "persons":  # a merged record after the one it points to
                some = sorted(some, key=lambda row: "merged_into" in row)
            references = _References(self._work.session, shelf, anew=self._anew)
            for chunk in _chunks(some):
                steps.step(done / total)
                self._write_chunk(shelf, chunk, references)
                done += len(chunk)

    def _write_chunk(self, shelf: Shelf, chunk: Sequence[Row], references: _References) -> None:
        session = self._work.session
        made = []
        inner: dict[str, list[dict[str, Any]]] = {each.field: [] for each in shelf.inner}
        for row in chunk:
            values = self._row(shelf, row)
            if shelf.reference:
                values["reference"] = references.give(row["id"])
            made.append(values)
            for each in shelf.inner:
                inner[each.field] += self._inner(shelf, each, row, values["id"])
        _insert(session, shelf.table, made)
        for each in shelf.inner:
            _insert(session, each.table, inner[each.field])

    def _row(self, shelf: Shelf, row: Row) -> dict[str, Any]:
        key = new_key()
        if shelf.name in _REFERRED_TO:
            self._keys[shelf.name][row["id"]] = key
        values = {"id": key, "source_id": row["id"], "import_id": self._import_id}
        for field in shelf.plain:
            values[column(field.name)] = self._value(field, row)
        if shelf.name == "referrals":
            # The format gives referrals no moment of their own: they are known by their first step.
            first = min(step["recorded_at"] for step in row["status_events"])
            values["recorded_at"] = self._work.now if first == self._stamped else first
        if shelf.name == "persons":
            values["code"] = self._codes.new(row["alias"])
            values["created_at"] = self._work.now
            values["created_by"] = self._work.by
        return values

    def _value(self, field: Field, row: Row) -> Any:
        value = row.get(field.name, field.default)
        if field.kind == "ref" and value is not None:
            return self._keys[field.of][value]
        return self._moment(field, value)

    def _moment(self, field: Field, value: Any) -> Any:
        """Return a value, or now where it was put there when the file was looked at."""
        blank = value is not None and value == self._stamped and field.name.endswith("recorded_at")
        return self._work.now if blank else value

    def _inner(self, shelf: Shelf, inner: Inner, row: Row, key: str) -> Iterator[dict[str, Any]]:
        held = row.get(inner.field)
        if not held:
            return
        shape = shelf.inner_shape(inner)
        if shape is not None:
            objects = held if isinstance(held, tuple) else (held,)
            for position, item in enumerate(objects):
                yield {"id": new_key(), inner.parent: key, **self._object(shape, item, position)}
        elif isinstance(held, tuple):
            keys = self._keys[shelf.shape.field(inner.field).of]
            for position, item in enumerate(held):
                yield {inner.parent: key, inner.columns[0]: keys[item], "position": position}
        else:
            code, number = inner.columns
            for item, count in held.items():
                yield {inner.parent: key, code: item, number: count}

    def _object(self, shape: Shape, item: Row, position: int) -> dict[str, Any]:
        """Return the columns of an object inside a row; only a vehicle has no place in a list."""
        values: dict[str, Any] = {} if shape.name == "vehicle" else {"position": position}
        for field in shape.fields:
            if field.name == "account":
                account = item.get("account", {})
                values["account_platform"] = account.get("platform")
                values["account_name"] = account.get("name")
            else:
                value = item.get(field.name, field.default)
                values[column(field.name)] = self._moment(field, value)
        return values


def _chunks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while chunk := list(islice(left, _AT_A_TIME)):
        yield chunk


def _insert(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)
