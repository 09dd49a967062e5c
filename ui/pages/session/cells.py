"""What was typed into a cell, as the row it makes or as the line it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from outreach_app.casework import night, wall_clock
from outreach_app.casework.night import NightRow
from outreach_app.casework.night_page import NightView
from outreach_app.casework.nightline import (
    MOST_PEOPLE,
    NAMED,
    SEVERAL,
    Choice,
    Line,
    best,
    plain,
)
from outreach_app.words import say
from ui.forms.night_line.reading import Reading
from ui.pages.session.columns import Column

_CLOCK: Final = re.compile(r"(?:\w{3} )?(\d{1,2})[:.]?(\d{2})(?: *\(?(\w+)\)?)?")
# Somebody may have been met a little before the shift was started in the program.
_BEFORE: Final = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Changed:
    """A row as it is to be; `person` is the code of somebody else, "" for nobody, None as it is."""

    row: NightRow
    person: str | None = None


class NotUnderstood(Exception):
    """What was typed into a cell says nothing; carries the words for it."""


def changed(view: NightView, row: NightRow, column: Column, typed: str) -> Changed:
    """Return a row with one cell typed anew. Raises NotUnderstood. Times have `moments`."""
    match column.key:
        case "who":
            return _who(view, row, typed)
        case "area":
            return Changed(replace(row, area=typed))
        case "talk":
            return Changed(replace(row, outcome=typed))
        case "note":
            return Changed(replace(row, note=typed or None))
        case "returns":
            return Changed(replace(row, returns=int(typed or 0)))
        case _:
            given = {**row.supplies, column.item: int(typed or 0)}
            return Changed(replace(row, supplies={i: n for i, n in given.items() if n}))


def _who(view: NightView, row: NightRow, typed: str) -> Changed:
    people = several(typed)
    if people:
        return Changed(replace(row, people=people), "")
    person = somebody(view, typed)
    return Changed(replace(row, people=1), person.key)


def several(typed: str) -> int:
    """Return how many unnamed people are meant: 1 for nothing typed, 0 when a name is typed."""
    if not plain(typed) or plain(typed) == plain(say("session.row.not_named")):
        return 1
    number = typed.removeprefix(SEVERAL)
    if number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= MOST_PEOPLE:
        return int(number)
    return 0


def somebody(view: NightView, typed: str) -> Choice:
    """Return the one person that is meant. Raises NotUnderstood."""
    found = best(typed.removeprefix(NAMED), view.table.people)
    if len(found) != 1:
        raise NotUnderstood(say("session.cell.who", text=typed))
    return found[0]


def moments(view: NightView, typed: str, now: datetime, zone: ZoneInfo) -> Sequence[datetime]:
    """Return the moments of this shift that a time may mean, two when the clock went back.

    "01:10 (second)" says which of two is meant. Raises NotUnderstood for what is no time, for one
    the clock jumped over, and for a time that has not come yet.
    """
    said = _CLOCK.fullmatch(typed.strip())
    if said is None or int(said[1]) > 23 or int(said[2]) > 59:
        raise NotUnderstood(say("session.cell.time", text=typed))
    clock = time(int(said[1]), int(said[2]))
    began = view.table.session.started_at
    day = began.astimezone(zone).date()
    readings = [wall_clock.on_day(each, clock, zone) for each in (day, day + timedelta(days=1))]
    every = [each for one in readings for each in one.moments if each >= began - _BEFORE]
    latest = view.table.session.ended_at or now
    found = [moment for moment in every if moment <= latest]
    if not found and any(one.never_was for one in readings):
        raise NotUnderstood(say("session.cell.never_was", time=f"{clock:%H:%M}"))
    if said[3]:
        found = [each for each in found if _is_the(said[3], each, zone)]
        every = every if found else []
    if not every:
        raise NotUnderstood(say("session.cell.time", text=typed))
    if not found:
        raise NotUnderstood(say("session.cell.later", time=typed))
    return found if len(found) == 1 or found[1] - found[0] <= timedelta(hours=1) else found[-1:]


def _is_the(word: str, moment: datetime, zone: ZoneInfo) -> bool:
    which = wall_clock.which_of_two(moment, zone)
    return bool(which) and word.casefold() in say(f"when.twice.{which}", time="").casefold()


def in_line(reading: Reading, view: NightView, line: Line, column: Column, typed: str) -> Line:
    """Return the line with one cell of the next contact typed anew. Raises NotUnderstood."""
    line = replace(line, empty=False)
    match column.key:
        case "who":
            line = _who_in_line(reading, view, line, typed)
        case "area":
            here = view.table.session.area or "unknown"
            area = next((each for each in view.table.areas if each.key == typed), None)
            line = replace(line, area=None if typed == here else area)
        case "talk":
            line = replace(line, brief=typed == night.BRIEF)
        case "note":
            line = replace(line, note=typed)
        case "returns":
            line = replace(line, returns=int(typed or 0))
        case _:
            given = {**line.supplies, column.item: int(typed or 0)}
            line = replace(line, supplies={i: number for i, number in given.items() if number})
    return line


def _who_in_line(reading: Reading, view: NightView, line: Line, typed: str) -> Line:
    people = several(typed)
    if people:
        return replace(line, person=None, people=people)
    if f"{NAMED}{typed.removeprefix(NAMED)}" in reading.new:
        return line
    return replace(line, person=somebody(view, typed), people=1)
