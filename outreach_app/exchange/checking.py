"""Rows as the program keeps them, or a problem for every place that does not fit its type.

A checked row is a plain mapping with the format's own field names. What was absent or `null` is
left out of it; a field that cannot be used holds `values.BAD`, so that rules between fields can
pass over it instead of reporting it twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach_app.exchange.fields import Field, Shape
from outreach_app.exchange.problems import Findings, shown
from outreach_app.exchange.reading import expected, id_of
from outreach_app.exchange.schema import OBJECTS, PROJECT, TABLES
from outreach_app.exchange.source import Doubled
from outreach_app.exchange.values import BAD, Check, Ground, Values

Row = Mapping[str, Any]


@dataclass(slots=True)
class Tables:
    """The project and the rows of all tables, as far as they could be read.

    `rows` keeps the places of the file (row n is at n - 1; None where it was no object); `places`
    names, for each id of a table, the first row that has it.
    """

    project: Row
    rows: dict[str, list[Row | None]] = field(default_factory=lambda: {name: [] for name in TABLES})
    places: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in TABLES})


def _name(prefix: str, key: str) -> str:
    plain = key.isidentifier() and key.isascii()
    return prefix + (key if plain else shown(key))


class RowChecker:
    """Checks rows table by table, against the shapes of the format."""

    def __init__(self, ground: Ground, out: Findings) -> None:
        self._out = out
        self._values = Values(ground, out)
        self._shapes: dict[str, Callable[[Any, str], Any]] = {}
        self._checks: Mapping[str, Callable[[Any, str], Any]] = {
            name: self._shape(shape) for name, shape in TABLES.items()
        }

    def project(self, raw: Mapping[str, Any]) -> Row:
        """Check the project object."""
        self._out.at("project")
        self._report_doubled(raw, "")
        made: Row = self._shape(PROJECT)(raw, "")
        return made

    def take(self, tables: Tables, table: str, number: int, raw: object) -> None:
        """Check one row of a table and put it into `tables`."""
        id_ = id_of(raw)
        self._out.at(table, number, id_)
        if isinstance(raw, dict):
            self._report_doubled(raw, "")
        row = self._checks[table](raw, "")
        tables.rows[table].append(None if row is BAD else row)
        if not id_:
            return
        first = tables.places[table].setdefault(id_, number)
        if first != number:
            self._out.add("E-DUPID", "id", "dupid", value=id_, first=first)

    def _shape(self, shape: Shape) -> Check:
        out = self._out
        checks = {each.name: self._field(each) for each in shape.fields}
        needed = [each.name for each in shape.fields if each.required]
        full = shape.name == "vehicle"

        def check(value: Any, path: str) -> Any:
            if not isinstance(value, dict):
                out.add("E-TYPE", path, "type", expected=expected("object"))
                return BAD
            prefix = f"{path}." if path else ""
            made: dict[str, Any] = {}
            for key, item in value.items():
                one = checks.get(key)
                if one is None:
                    out.add("E-FIELD", _name(prefix, key), "field")
                elif item is not None:
                    made[key] = BAD if item is BAD else one(item, prefix + key)
            for name in needed:
                if name not in made:
                    out.add("E-MISSING", prefix + name, "missing")
            if full and not any(value.values()):
                out.add("E-EMPTY", path, "empty_vehicle")
            return made

        return check

    def _field(self, each: Field) -> Check:
        if each.kind == "amounts":
            return self._amounts(each)
        if each.kind == "object":
            one = self._nested(each.of)
        else:
            one = self._values.check(each)
        return self._list(each, one) if each.many else one

    def _nested(self, name: str) -> Check:
        if name not in self._shapes:
            self._shapes[name] = self._shape(OBJECTS[name])
        return self._shapes[name]

    def _list(self, each: Field, one: Check) -> Check:
        out = self._out
        distinct = each.kind != "object"

        def check(value: Any, path: str) -> Any:
            if not isinstance(value, list):
                out.add("E-TYPE", path, "type", expected=expected("list"))
                return BAD
            if not value and each.required:
                out.add("E-MISSING", path, "missing")
            made = tuple(one(item, f"{path}[{n}]") for n, item in enumerate(value, 1))
            if distinct and len(made) > 1:
                self._report_twice(made, path)
            return made

        return check

    def _report_twice(self, made: tuple[Any, ...], path: str) -> None:
        seen: dict[Any, int] = {}
        for n, item in enumerate(made, 1):
            if item is not BAD and seen.setdefault(item, n) != n:
                self._out.add("E-DUPVAL", f"{path}[{n}]", "dupval", first=seen[item])

    def _amounts(self, each: Field) -> Check:
        out = self._out
        code = self._values.check(Field(each.name, "code", each.of))
        number = self._values.check(
            Field(each.name, "whole", lowest=each.lowest, highest=each.highest)
        )

        def check(value: Any, path: str) -> Any:
            if not isinstance(value, dict):
                out.add("E-TYPE", path, "type", expected=expected("amounts"))
                return BAD
            made = {}
            for key, item in value.items():
                where = _name(f"{path}.", key)
                known = code(key, where)
                count = BAD if item is BAD else number(item, where)
                if known is not BAD:
                    made[known] = count
            return made

        return check

    def _report_doubled(self, value: object, path: str) -> None:
        """Look for keys that stand twice, in `value` and everything inside it."""
        if isinstance(value, Doubled):
            for key in value.doubled:
                where = _name(f"{path}." if path else "", key)
                self._out.add("E-DUPKEY", where, "dupkey", name=shown(key))
        if isinstance(value, dict):
            for key, item in value.items():
                if isinstance(item, dict | list):
                    self._report_doubled(item, _name(f"{path}." if path else "", key))
        elif isinstance(value, list):
            for n, item in enumerate(value, 1):
                if isinstance(item, dict | list):
                    self._report_doubled(item, f"{path}[{n}]")


def usable(value: object) -> bool:
    """Tell whether a field holds a value that a rule may look at."""
    return value is not None and value is not BAD
