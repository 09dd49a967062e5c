"""The columns of the table: time, who, area, talked, what was given, what came back, a note."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from outreach_app.casework import supplied
from outreach_app.casework.night import NightRow
from outreach_app.casework.night_page import NightView
from outreach_app.vocabulary import CodeList
from outreach_app.words import known, say
from ui import saying, when

TIME: Final = "time"
WHO: Final = "who"
AREA: Final = "area"
TALK: Final = "talk"
RETURNS: Final = "returns"
NOTE: Final = "note"
_ITEM: Final = "item:"
# What is brought back stands beside what it was.
_BESIDE_RETURNS: Final = "needle_set"
_WIDTHS: Final = {TIME: 92, WHO: 108, AREA: 96, TALK: 66, RETURNS: 52}
_NUMBER: Final = 52


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `item` is the code of what it counts, or ""."""

    key: str
    title: str
    spoken: str
    width: int
    item: str = ""

    @property
    def is_number(self) -> bool:
        """Tell whether numbers stand in it."""
        return bool(self.item) or self.key == RETURNS


def columns(view: NightView) -> tuple[Column, ...]:
    """Return the columns: every item with a letter; what else was given stands with the note."""
    items = view.table.lists["supply_item"]
    codes = list(dict.fromkeys(view.table.letters.items.values()))
    counted = [_item(items, code) for code in codes]
    place = codes.index(_BESIDE_RETURNS) + 1 if _BESIDE_RETURNS in codes else len(counted)
    counted.insert(place, _plain(RETURNS))
    return (*(_plain(key) for key in (TIME, WHO, AREA, TALK)), *counted, _plain(NOTE))


def item_key(code: str) -> str:
    """Return the key of the column of an item."""
    return f"{_ITEM}{code}"


def _plain(key: str) -> Column:
    title = say(f"session.column.{key}")
    spoken = say("session.letters.returned") if key == RETURNS else title
    return Column(key, title, spoken, _WIDTHS.get(key, 0))


def _item(items: CodeList, code: str) -> Column:
    label = items.label(code)
    key = f"session.column_item.{code}"
    title = say(key) if known(key) else label
    return Column(item_key(code), title, label, max(_NUMBER, 9 * len(title) + 8), code)


def who(row: NightRow, view: NightView) -> str:
    """Say who it was: a name, "Not named", "Two people"; a restricted record has no name here."""
    if row.person_id is not None:
        alias = saying.name(row.alias or "", view.codes.get(row.person_id))
        return alias or say("session.row.restricted")
    return say("session.row.two") if row.people == 2 else several(row.people)


def several(people: int) -> str:
    """Say how many were not named."""
    return say("session.row.people", count=people)


def talk(outcomes: CodeList, code: str) -> str:
    """Say how it went, in a word."""
    key = f"session.row.{code}"
    return say(key) if known(key) else outcomes.label(code)


def others(row: NightRow, view: NightView) -> str:
    """Say what was given that has no letter and so no column: "1 STI kit"."""
    items = view.table.lists["supply_item"]
    lettered = set(view.table.letters.items.values())
    return spoken(
        f"{number} {supplied.name(items, code, number)}"
        for code, number in sorted(row.supplies.items())
        if code not in lettered
    )


def clock(row: NightRow, view: NightView, zone: tzinfo) -> str:
    """Say when it was; after midnight with the new day: "Sun 00:40"."""
    day = when.local_day(row.at, zone)
    time = when.clock_time(row.at, zone)
    if day == when.local_day(view.table.session.started_at, zone):
        return time
    return f"{when.weekday(day)} {time}"


def spoken(parts: Iterable[str]) -> str:
    """Put what a row says into one line for a screen reader or a notice."""
    return ", ".join(part for part in parts if part)
