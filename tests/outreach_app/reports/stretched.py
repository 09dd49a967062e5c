"""The invented reports made too long: many rows, and every text half as long again."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from outreach_app.reports.document import (
    Column,
    Document,
    Heading,
    Table,
)
from tests.outreach_app.reports.samples import police

T = TypeVar("T")


def long_table(rows: int = 120) -> Document:
    """A table that fills several pages."""
    return replace(
        police(),
        blocks=(
            Table(
                Heading("Every area", 1),
                (Column("Area", figures=False), Column("Contacts")),
                tuple((f"Area {at:03}", 1000 + at) for at in range(rows)),
                ("All areas", 99999),
                ("A note that stays with the total.",),
            ),
        ),
    )


def longer(text: str) -> str:
    """A text half as long again, word by word, as another language or a long name would make it."""
    return " ".join(word + word[: (len(word) + 1) // 2] for word in text.split(" "))


def stretched(value: T) -> T:
    """The same tree with every text stretched to 150 %; figures stay."""
    made: Any = value
    if isinstance(value, str):
        made = longer(value)
    elif isinstance(value, tuple):
        made = tuple(stretched(one) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(
            value, **{one.name: stretched(getattr(value, one.name)) for one in fields(value)}
        )
    return made  # type: ignore[no-any-return]
