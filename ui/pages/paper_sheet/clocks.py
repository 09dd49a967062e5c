"""Times as they are written on paper: "2215", "22:15", "9.05", and "01:10 second"."""

import re
from datetime import time
from typing import Final

from typing_extensions import override

from outreach_app.casework import wall_clock
from outreach_app.casework.nightline import Line
from outreach_app.words import say
from ui.forms.night_line.reading import Reading

_WHICH: Final = re.compile(r"(.*?)[ (]+(\w+)\)?")
_BEFORE: Final = re.compile(r"\s*(\d{1,2})[:.]?(\d{2})(?=\s|$)")


def clock_of(text: str) -> time | None:
    """Return the time that a text is, or None."""
    found = _BEFORE.fullmatch(text.strip())
    return _time(found) if found else None


def clock_and_which(text: str) -> tuple[time | None, str | None]:
    """Return the time that a text is, and which of two hours of that name it says, or None."""
    said = _WHICH.fullmatch(text.strip())
    if said is not None:
        for which in (wall_clock.FIRST, wall_clock.SECOND):
            if said[2].casefold() in say(f"when.twice.{which}", time="").casefold():
                return clock_of(said[1]), which
    return clock_of(text), None


def parted(text: str) -> tuple[time | None, str]:
    """Return the time a line begins with, if it does, and the rest of the line."""
    found = _BEFORE.match(text)
    clock = _time(found) if found else None
    return (clock, text[found.end() :].strip()) if found and clock else (None, text.strip())


def words(clock: time | None, which: str | None = None) -> str:
    """Say a time: "22:15", which of two where it came twice: "01:10 (second)", or ""."""
    time = clock.strftime("%H:%M") if clock else ""
    return say(f"when.twice.{which}", time=time) if which else time


def _time(found: re.Match[str]) -> time | None:
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


class ClockReading(Reading):
    """Reads lines that begin with a time."""

    @override
    def parse(self, text: str) -> Line:
        return super().parse(parted(text)[1])
