"""What must not be forgotten when an older copy comes back: answers, and what is out of the house.

A restore gives back what was recorded when the copy was made. Three things since then bind all the
same: a yes that was taken back, what left about somebody, and the figures readers hold, with which
every later report is judged together. Their rows are taken over as they are. About somebody, or an
incident, that the copy does not know nothing is carried, for there is nothing it could be about.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from sqlcipher3 import dbapi2

from models.base import Base

# In this order: nothing here hangs on another of them.
TABLES: Final = ("given_out", "consents", "disclosures")
# A row may lose these and still say what it says; whom it is about it may not lose.
_SPARED: Final = frozenset({"staff", "imports"})

Row = Mapping[str, Any]
Keys = dict[str, set[str]]
Rows = dict[tuple[str, str], Row]


def keys(connection: dbapi2.Connection) -> Keys:
    """Return what a casebook holds of all this; of a table its version has not, nothing."""
    found: Keys = {}
    for table in TABLES:
        with suppress(dbapi2.OperationalError):
            found[table] = _keys(connection, table)
    return found


def read(connection: dbapi2.Connection, beside: Keys) -> Rows:
    """Return the rows of a casebook that are not in `beside`, by table and key."""
    found: Rows = {}
    for table in TABLES:
        known = beside.get(table, set())
        cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 -- our own name
        names = [each[0] for each in cursor.description]
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            if row["id"] not in known:
                found[table, str(row["id"])] = row
    return found


def missing(connection: dbapi2.Connection, rows: Rows) -> Rows:
    """Return those of `rows` that a casebook does not hold and could hold."""
    here = {table: _keys(connection, table) for table in _reached()}
    return {
        (table, key): _fitting(table, row, here)
        for (table, key), row in rows.items()
        if key not in here[table] and _at_home(table, row, here)
    }


def write(connection: dbapi2.Connection, rows: Rows) -> int:
    """Enter rows that `missing` gave; answers how many. The caller commits."""
    for (table, _), row in rows.items():
        columns = Base.metadata.tables[table].columns.keys()
        names = [each for each in columns if each in row]
        marks = ", ".join("?" for _ in names)
        connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 -- our own names
            [row[each] for each in names],
        )
    return len(rows)


def _reached() -> Iterable[str]:
    """Name the tables themselves and those their rows lead to."""
    return {*TABLES, *(target for table in TABLES for _, target, _ in _links(table))}


def _links(table: str) -> Iterable[tuple[str, str, str]]:
    """Yield column, table and column of every link of a table."""
    for column in Base.metadata.tables[table].columns:
        for link in column.foreign_keys:
            yield column.name, link.column.table.name, link.column.name


def _keys(connection: dbapi2.Connection, table: str) -> set[str]:
    name = "code" if table == "staff" else "id"
    rows = connection.execute(f"SELECT {name} FROM {table}")  # noqa: S608 -- our own names
    return {str(each) for (each,) in rows}


def _at_home(table: str, row: Row, here: Mapping[str, set[str]]) -> bool:
    return all(
        row.get(column) is None or row[column] in here[target]
        for column, target, _ in _links(table)
        if target not in _SPARED
    )


def _fitting(table: str, row: Row, here: Mapping[str, set[str]]) -> Row:
    """Return the row without the links it may lose; an import to come may bring the same again."""
    kept = dict(row)
    for column, target, _ in _links(table):
        if row.get(column) is not None and row[column] not in here[target]:
            kept[column] = None
            if target == "imports":
                kept["source_id"] = None
    return kept
