"""What "Find anything" answers with, and how letters and digits are compared in it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import InstrumentedAttribute

# Fewer signs than this say nothing about a registration, a number or a sound.
LEAST: Final = 3
# So many are looked at closely; more letters make fewer of them.
CANDIDATES: Final = 120


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: `kind` is ``person``, ``incident``, ``case`` or ``service``, `id` its key.

    `title` is the alias, the reference or the name, `code` a person's code or the kind of a
    service, `day` the local day somebody was last seen, an incident was told or a case was opened.
    `how` says why it is here when the title does not: ``other`` (`shown` is the other name),
    ``own_code``, ``phone``, ``alike``, ``plate`` (`shown` is the registration as said), ``owner``
    (`shown` is who holds a case) or "". A case names its person in `person_id`; `died` marks
    somebody who has died.
    """

    kind: str
    id: str
    title: str
    code: str = ""
    day: date | None = None
    how: str = ""
    shown: str = ""
    person_id: str = ""
    died: bool = False


def digits(wanted: str) -> str:
    """Return the digits of what may be the end of a phone number, or ""."""
    bare = re.sub(r"[\s()\-.]", "", wanted).lstrip("+")
    return bare if bare.isascii() and bare.isdigit() and len(bare) >= LEAST else ""


def ends(number: InstrumentedAttribute[str | None], last: str) -> ColumnElement[bool]:
    """Return the condition that a number ends with these digits, however it was written."""
    bare: ColumnElement[str | None] = number.expression
    for mark in (" ", "-", ".", "(", ")"):
        bare = func.replace(bare, mark, "")
    return bare.like(f"%{last}")


def like(typed: str) -> str:
    """Return a LIKE pattern, escaped by a backslash, that finds what was typed anywhere."""
    escaped = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
