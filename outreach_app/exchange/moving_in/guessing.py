"""Guesses to begin with: the row of headings, what each column is, which code a word means.

A guess is shown and changed; nothing is taken in because it was guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import takewhile
from typing import Final

from rapidfuzz import fuzz

from outreach_app.exchange.moving_in import dates, targets
from outreach_app.exchange.moving_in.dates import Order
from outreach_app.exchange.moving_in.matching import NEW_AREA
from outreach_app.exchange.moving_in.spreadsheet import Table, Value
from outreach_app.exchange.moving_in.targets import KINDS, Kind, Target
from outreach_app.vocabulary import CodeEntry, Vocabulary
from outreach_app.words import known, lookup, say

_LOOKED_AT: Final = 15
_AREA: Final = re.compile(r"[a-z][a-z0-9_]{0,29}")
_LIKE: Final = 82
_LEAST_DATA: Final = 3
_CODE_LIKE: Final = 86
_SIGNS: Final = re.compile(r"(?:[^\w+]|_)+")
_BANDS: Final = ((16, "u16"), (18, "16_17"), (25, "18_24"), (35, "25_34"), (45, "35_44"),
                 (55, "45_54"), (65, "55_64"), (121, "65p"))  # fmt: skip


def simple(text: object) -> str:
    """Write words for comparing: small letters of any script, without accents, and digits."""
    said = str(text)
    if not said.isascii():
        spread = unicodedata.normalize("NFKD", said)
        said = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return _SIGNS.sub(" ", said.casefold()).strip()


def heading_row(table: Table) -> int:
    """Return the number of the row that looks most like headings; 0 where none does.

    Words we know as headings count most, then many short, different words. Below a row that is
    about a day no headings are looked for.
    """
    known_words = _heading_words()
    best, found = (0, 0), table.lines[0].number if table.lines else 1
    for line in table.lines[:_LOOKED_AT]:
        words = [
            v for v in line.values if isinstance(v, str) and v and not any(map(str.isdigit, v))
        ]
        said = {simple(word) for word in words if len(word) <= 40}
        score = len(said & known_words), len(said)
        if score > best:
            best, found = score, line.number
    return 0 if _data_above(table, found) else found


def _data_above(table: Table, row: int) -> bool:
    """Tell whether a row up to this one is about a day, and more, as no title or heading is."""
    for line in takewhile(lambda line: line.number <= row, table.lines):
        days = (dates.day_of(v, order) for v in line.values for order in dates.ORDERS)
        full = any(day is not None and day.precision == "day" for day in days)
        if full and sum(v != "" for v in line.values) >= _LEAST_DATA:
            return True
    return False


@cache
def _heading_words() -> frozenset[str]:
    fields = [field for kind in KINDS for field in targets.plain(kind)]
    items = (word for each in lookup("moving_in.also_item").values() for word in each.split(";"))
    names = (name for field in fields for name in (field.label, field.name, *field.also))
    return frozenset(simple(name) for name in (*names, *items))


def headings(table: Table, number: int) -> tuple[str, ...]:
    """Return the headings as they are shown; a column without one is called by its letters."""
    above = takewhile(lambda line: line.number <= number, table.lines)
    row: Sequence[Value] = next((x.values for x in above if x.number == number), ())
    return tuple(str(row[n]).strip() if n < len(row) else "" for n in range(table.width))


def shown(names: Sequence[str], column: int) -> str:
    """Return what a column is called: its heading, or its place."""
    return names[column] or say("moving_in.columns.no_heading", number=column + 1)


def likeness(heading: str, target: Target) -> float:
    """Say how likely a heading is over this field, 0 to 100."""
    wanted = simple(heading)
    if not wanted:
        return 0.0
    names = (target.label, target.name.replace("_", " "), *target.also)
    return max(_alike(wanted, simple(name)) for name in names)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 100.0
    return min(99.0, 0.9 * fuzz.ratio(one, other) + 0.1 * fuzz.token_set_ratio(one, other))


def order(cells: Iterable[Value]) -> Order:
    """Guess how days are written: as those that can be read in one way only, else day first."""
    ways = {dates.only(value) for value in cells}
    return "mdy" if "mdy" in ways and "dmy" not in ways else "dmy"


def columns(kind: Kind, names: Sequence[str], lists: Vocabulary) -> Mapping[str, int]:
    """Guess which column fills which field; no column fills two."""
    pairs = sorted(
        (
            (likeness(name, target), -place, target.name)
            for target in targets.of(kind, lists)
            for place, name in enumerate(names)
        ),
        reverse=True,
    )
    found: dict[str, int] = {}
    for score, place, name in pairs:
        if score >= _LIKE and name not in found and -place not in found.values():
            found[name] = -place
    return found


def kind_of(names: Sequence[str], lists: Vocabulary) -> Kind:
    """Guess what the rows of a sheet are, by how many headings fit."""

    def fits(kind: Kind) -> tuple[float, int]:
        fitting = columns(kind, names, lists)
        own = [t for t in targets.of(kind, lists) if t.name in fitting]
        return len(own) + 0.5 * sum(t.needed for t in own), -KINDS.index(kind)

    return max(KINDS, key=fits)


def meaning(value: str, target: Target, lists: Vocabulary) -> str | None:
    """Guess what a word in a column means: a code, an area not known yet; None without a guess."""
    if target.sort == "whole":
        return None
    code = code_for(value, target, lists)
    if code or target.sort != "area":
        return code or None
    slug = simple(value).replace(" ", "_").replace("+", "")
    slug = f"area_{slug}" if slug[:1].isdecimal() else slug  # a code begins with a letter
    return NEW_AREA + slug if _AREA.fullmatch(slug) else None


def code_for(value: Value, target: Target, lists: Vocabulary) -> str:
    """Guess the code a value means; "" where nothing is like it."""
    words = simple(value)
    if target.of == "age_band" and (band := _band(value)):
        return band
    own = f"moving_in.means.{target.of}"
    if known(own):
        for pair in say(own).split(";"):
            said, _, code = pair.partition("=")
            if simple(said) == words:
                return code
    if target.of == "supply_item":
        for item in lists[target.of].entries.values():
            key = f"moving_in.also_item.{item.code}"
            if item.active and known(key) and words in map(simple, say(key).split(";")):
                return item.code
    best, found = 0.0, ""
    for entry in lists[target.of].entries.values():
        score = _entry_like(words, entry) if entry.active else 0.0
        if score > best:
            best, found = score, entry.code
    return found if best >= _CODE_LIKE else ""


def _entry_like(words: str, entry: CodeEntry) -> float:
    label = simple(entry.label)
    short = simple(entry.label.partition("(")[0])
    parts = [simple(part) for part in re.split(r"[:,(]| or ", entry.label)]
    scores = [_alike(words, each) for each in (label, short, simple(entry.code)) if each]
    scores += [96.0 for part in parts if part and part == words]
    return max(scores)


def _band(value: Value) -> str:
    """Return the band of an age in years."""
    text = str(value).strip()
    whole = value == value.to_integral_value() if isinstance(value, Decimal) else text.isdecimal()
    if not whole or len(text) > 5:
        return ""
    age = int(Decimal(text))
    return next((code for below, code in _BANDS if 0 < age < below), "")
