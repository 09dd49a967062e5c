"""What one field of the exchange format may hold, and short ways to write a field down."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal[
    "id", "ref", "code", "area", "area_name", "staff", "text", "whole", "money", "flag",
    "time", "date", "month", "zone", "feature", "object", "amounts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `many` makes it a list; `of` names its list of codes, table or object."""

    name: str
    kind: Kind
    of: str = ""
    required: bool = False
    many: bool = False
    default: object = None
    private: bool = False
    longest: int = 0
    lowest: int = 0
    highest: int = 0
    only: tuple[str, ...] = ()
    may_be_future: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of a table or an object; `sorted_by` is the time or date an export sorts by."""

    name: str
    fields: tuple[Field, ...]
    sorted_by: str = ""

    def field(self, name: str) -> Field:
        """Return one field by its name."""
        return next(each for each in self.fields if each.name == name)


def own_id() -> Field:
    """Make the id of a row."""
    return Field("id", "id", required=True)


def ref(name: str, of: str, *, required: bool = False) -> Field:
    """Make a reference to a row of table `of`."""
    return Field(name, "ref", of, required=required)


def code(name: str, of: str, default: str | None = None) -> Field:
    """Make one code of list `of`."""
    return Field(name, "code", of, default=default)


def must(name: str, of: str, only: tuple[str, ...] = ()) -> Field:
    """Make a required code of list `of`, or one of the words in `only`."""
    return Field(name, "code", of, required=True, only=only)


def codes(name: str, of: str, *, required: bool = False) -> Field:
    """Make a list of codes."""
    return Field(name, "code", of, many=True, required=required, default=())


def text(name: str, longest: int, *, required: bool = False, private: bool = False) -> Field:
    """Make a text of at most `longest` characters."""
    return Field(name, "text", longest=longest, required=required, private=private)


def time(name: str, *, required: bool = False) -> Field:
    """Make a moment."""
    return Field(name, "time", required=required)


def day(name: str, *, required: bool = False, may_be_future: bool = False) -> Field:
    """Make a local day."""
    return Field(name, "date", required=required, may_be_future=may_be_future)


def whole(name: str, highest: int, default: int | None = None) -> Field:
    """Make a whole number from 0 to `highest`."""
    return Field(name, "whole", default=default, highest=highest)


def area(default: str | None = "unknown") -> Field:
    """Make an area code."""
    return Field("area", "area", default=default)


def amounts(name: str, of: str, lowest: int, highest: int) -> Field:
    """Make an object from codes of list `of` to whole numbers."""
    return Field(name, "amounts", of, default=MappingProxyType({}), lowest=lowest, highest=highest)


def one(name: str, of: str) -> Field:
    """Make an object inside a row."""
    return Field(name, "object", of)


def some(name: str, of: str, *, required: bool = False) -> Field:
    """Make a list of objects inside a row."""
    return Field(name, "object", of, many=True, required=required, default=())


def voids() -> tuple[Field, Field]:
    """Make the two fields of a void."""
    return time("voided_at"), code("void_reason", "void_reason")


def event(name: str, field: str, of: str, *more: Field, dated: bool = True) -> Shape:
    """Make a step of a dated history."""
    fields = (day("on", required=True), must(field, of), *more)
    return Shape(name, (*fields, time("recorded_at", required=dated)))
