"""Arguments a command could be called with, made from its types and from rows that are there."""

import dataclasses
import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.base import Base

DAY: Final = date(2025, 12, 1)
MOMENT: Final = datetime(2025, 12, 1, 20, tzinfo=UTC)
# Whose number a parameter is, where its name does not say the table.
OF: Final[Mapping[str, str]] = {
    "person": "persons",
    "duplicate": "persons",
    "target": "persons",
    "one": "persons",
    "other": "persons",
    "second": "incidents",
    "draft": "alert_drafts",
    "name": "aliases",
    "route": "contact_routes",
    "witness": "witness_accounts",
    "warning": "police_warnings",
}
# What stands in a text, where any text would be refused before it is asked who says so.
SAID: Final[Mapping[str, str]] = {
    "area": "unknown",
    "flag": "no_voicemail",
    "output": "police_report",
    "pack": "public",
    "path": "undecided",
    "route": "phone",
    "safe": "ask",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Rows:
    """Where keys are taken from: of a table those that are `chosen`, else those of its first row."""

    session: Session
    chosen: Mapping[str, str] = dataclasses.field(default_factory=dict)


def arguments(
    command: Callable[..., Any], session: Session, chosen: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return one plausible argument for every parameter beside the first."""
    rows = Rows(session, chosen or {})
    hints = typing.get_type_hints(command)
    names = list(inspect.signature(command).parameters.values())[1:]
    return {
        each.name: _made(hints[each.name], each.name, rows)
        for each in names
        if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
        and not (each.name == "status" and each.default is not each.empty)
    }


def _made(kind: Any, name: str, rows: Rows) -> Any:  # noqa: PLR0911 - one line for each kind
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _made(inner[0], name, rows)
    if origin is typing.Literal:
        return inner[0]
    if origin is tuple and inner[-1:] != (Ellipsis,):
        return tuple(_made(each, name, rows) for each in inner)
    if origin in (tuple, list, frozenset, set, Sequence, Iterable):
        made = [_made(inner[0], name.removesuffix("s"), rows)]
        return made if origin in (Sequence, Iterable) else origin(made)
    if origin in (dict, Mapping):
        return {}
    if inspect.isclass(kind):
        return _of_class(kind, name, rows)
    return None


def _of_class(kind: type, name: str, rows: Rows) -> Any:
    plain: dict[type, Any] = {
        bool: True,
        int: 1,
        float: 1.0,
        bytes: b"x",
        date: DAY,
        datetime: MOMENT,
        Path: Path("nowhere"),
    }
    if kind is str:
        return SAID.get(name) or _row(name, rows) or "other"
    if kind in plain:
        return plain[kind]
    if issubclass(kind, Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        needed = {
            each.name: _made(hints[each.name], each.name, rows)
            for each in dataclasses.fields(kind)
            if each.init and (_lacks(each) or each.name.endswith("_id"))
        }
        return kind(**needed)
    return None


def _lacks(each: "dataclasses.Field[Any]") -> bool:
    return each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING


def _row(name: str, rows: Rows) -> str | None:
    """Return the key of a row that is there, of the table a parameter is named for."""
    stem = name.removesuffix("_id")
    wanted = OF.get(stem, stem if name.endswith("_id") else "")
    for table in Base.metadata.sorted_tables if wanted else ():
        if table.name in (wanted, f"{wanted}s", f"{wanted}es") and "id" in table.c:
            if table.name in rows.chosen:
                return rows.chosen[table.name]
            found = rows.session.scalars(select(table.c.id).order_by(text("id")).limit(1)).first()
            return None if found is None else str(found)
    return None
