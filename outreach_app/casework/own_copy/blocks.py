"""A block of somebody's record, and how the columns of a row are put into words for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any, Final

from outreach_app.words import known, lookup, say
from outreach_app.work import Work

# Reasons for which something may be kept back. Words: resources/words/own_copy.toml.
OTHER: Final = "about_other"
DANGER: Final = "danger"
HARM: Final = "serious_harm"
THIRD: Final = "third_party"
LEGAL: Final = "legal_advice"
SUSPECT: Final = "suspect"
REASONS: Final = (OTHER, DANGER, HARM, THIRD, LEGAL, SUSPECT)

# How a column is said: "text", "day", "moment", "yes", "number", "in:<list>", "say:<key>", or a
# function of `Work` and the row.
How = str | Callable[[Work, Any], str]
Fields = Mapping[str, How]
_BLANK: Final = ("", "unknown", "not_asked", "NA", "not_known")


@dataclass(frozen=True, slots=True)
class Block:
    """One thing held about somebody. `id` is its kind and its key, `day` local, if it has one.

    `written_by` is the code of the colleague who entered it. `suggest` is a reason of `REASONS` for
    which it may have to be kept back, "" where there is none. `form` are the bytes of a signed form
    and `media` what they are.
    """

    id: str
    section: str
    day: date | None
    title: str
    text: str
    written_by: str | None = None
    suggest: str = ""
    form: bytes | None = None
    media: str = ""

    @property
    def seen(self) -> str:
        """The fingerprint of what stands in it."""
        whole = f"{self.title}\n{self.text}".encode()
        return sha256(whole + (self.form or b"")).hexdigest()


@dataclass(frozen=True, slots=True)
class Child:
    """Rows of `model` that belong into the block of the row their column `link` names."""

    model: Any
    link: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where something about a person is kept, and how it is said.

    `mine` are the columns that lead to the person: ``person_id``, ``incident_id``. `skip` are
    columns that say nothing about them, or the same a second time. `unless` is a column of a person
    that must not be theirs.
    """

    kind: str
    section: str
    model: Any
    mine: tuple[str, ...]
    fields: Fields
    day: str
    by: str = "recorded_by"
    skip: tuple[str, ...] = ()
    children: tuple[Child, ...] = ()
    suggest: str = ""


def lines(work: Work, row: Any, fields: Fields) -> Iterator[str]:
    """Say the columns of a row that were answered, one a line."""
    for name, how in fields.items():
        words = said(work, row, name, how)
        if words:
            title = say(f"own_copy.field.{name}")
            yield f"{title}: {words}"


def said(work: Work, row: Any, name: str, how: How) -> str:
    """Say one column of a row, "" where nothing was answered."""
    if not isinstance(how, str):
        return how(work, row)
    value = getattr(row, name)
    if value is None or value in _BLANK:
        return ""
    kind, _, where = how.partition(":")
    match kind:
        case "in" | "say":
            codes = value if isinstance(value, tuple) else (value,)
            label = work.lists[where].label if kind == "in" else partial(_worded, where)
            return ", ".join(label(code) for code in codes if code not in _BLANK)
        case "yes":
            return say("own_copy.yes" if value else "own_copy.no")
        case "number":
            return "" if value == 0 else str(value)
        case _:
            return _plain(work, value)


def _plain(work: Work, value: Any) -> str:
    match value:
        case datetime():
            return moment_words(work, value)
        case date():
            return day_words(value)
        case Decimal():
            return f"{value:.2f}"
        case tuple():
            return ", ".join(str(each) for each in value)
        case _:
            return str(value).strip()


def _worded(where: str, code: str) -> str:
    key = f"{where}.{code}"
    return say(key) if known(key) else str(code).replace("_", " ")


def flat(value: Any) -> list[str]:
    """Return every word in a value that was kept as JSON."""
    if isinstance(value, Mapping):
        return [words for each in value.values() for words in flat(each)]
    if isinstance(value, list | tuple):
        return [words for each in value for words in flat(each)]
    return [str(value)] if value not in (None, "", False) else []


def day_words(day: date) -> str:
    """Write a day: "8 October 2025"."""
    return f"{day.day} {lookup('when.months')[day.month - 1]} {day.year}"


def moment_words(work: Work, moment: datetime) -> str:
    """Write a moment in local time: "8 October 2025, 23:59"."""
    return f"{day_words(work.day_of(moment))}, {moment.astimezone(work.zone):%H:%M}"
