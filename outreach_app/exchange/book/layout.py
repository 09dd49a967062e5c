"""Which sheets a workbook has, and which column holds which field. Source: the format, part 8.

Everything follows from the tables of `schema`: nested lists have sheets of their own, objects are
spread over columns, and all else is a column.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from outreach_app.exchange.fields import Field, Shape
from outreach_app.exchange.schema import OBJECTS, PROJECT, TABLES

README: Final = "README"
LISTS: Final = "lists"
IGNORED: Final = frozenset({README, LISTS})
SEPARATOR: Final = ";"

_SINGULAR: Final[Mapping[str, str]] = MappingProxyType(
    {name: name if name == "safeguarding" else name.removesuffix("s") for name in TABLES}
)
# A moment of recording that a workbook may leave blank, and the field it records.
RECORDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "opened_recorded_at": "opened_on",
        "closed_recorded_at": "closed_on",
        "deceased_recorded_at": "deceased_on",
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the field, and where in the row its value goes."""

    name: str
    field: Field
    path: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the table it belongs to, and for a nested one the field whose rows it holds."""

    name: str
    table: str
    columns: tuple[Column, ...]
    inside: str = ""
    amounts: bool = False

    def column(self, name: str) -> Column | None:
        """Return a column by its heading."""
        return next((each for each in self.columns if each.name == name), None)


def _columns(
    shape: Shape, prefix: str = "", path: tuple[str, ...] = (), *, may: bool = False
) -> Iterator[Column]:
    for field in shape.fields:
        here = (*path, field.name)
        if field.kind == "object" and not field.many:
            yield from _columns(OBJECTS[field.of], f"{prefix}{field.name}_", here, may=True)
        elif field.kind == "amounts" or (field.kind == "object" and field.many):
            continue
        else:
            required = field.required and not may and not _may_be_blank(field)
            yield Column(f"{prefix}{field.name}", field, here, required)


def _may_be_blank(field: Field) -> bool:
    return field.name == "recorded_at" or field.name in RECORDED


def _nested(table: Shape) -> Iterator[Sheet]:
    parent = f"{_SINGULAR[table.name]}_id"
    first = Column(parent, Field(parent, "id", required=True), (parent,), required=True)
    for field in table.fields:
        name = f"{_SINGULAR[table.name]}_{field.name}"
        if field.kind == "amounts":
            code = Column("code", Field("code", "code", field.of, required=True), ("code",), True)
            number = Field("quantity", "whole", lowest=field.lowest, highest=field.highest)
            quantity = Column("quantity", number, ("quantity",), required=True)
            yield Sheet(name, table.name, (first, code, quantity), field.name, amounts=True)
        elif field.kind == "object" and field.many:
            columns = (first, *_columns(OBJECTS[field.of]))
            yield Sheet(name, table.name, columns, field.name)


def _sheets() -> Iterator[Sheet]:
    yield Sheet("project", "project", tuple(_columns(PROJECT)))
    for shape in TABLES.values():
        yield Sheet(shape.name, shape.name, tuple(_columns(shape)))
        yield from _nested(shape)


SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType({each.name: each for each in _sheets()})


def nested_in(table: str) -> tuple[Sheet, ...]:
    """Return the nested sheets of a table, in the order of its fields."""
    return tuple(each for each in SHEETS.values() if each.table == table and each.inside)
