"""What "Find anything" answers with, and how letters and digits are compared in it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

# Fewer signs than this say nothing about a registration, a number or a sound.
LEAST: Final = 3
# So many are looked at closely; more letters make fewer of them.
CANDIDATES: Final = 120
_MARKS: Final = str.maketrans("", "", " -.()")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found; `id` is its key.

    `kind` is ``person``, ``incident``, ``described``, ``case``, ``service`` or ``alert``. What was
    ``described`` to a colleague has no key, title or day. `title` is the alias,
    the reference or the name, `code` a person's code, the kind of a service or the state of a
    warning. `day` is the local day somebody was last seen, an incident was told, a case was opened
    or a warning went out.

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


def bare_number(value: str) -> str:
    """Return a number without the marks between its digits, however it was written."""
    return value.translate(_MARKS)
