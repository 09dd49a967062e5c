"""What is possible for a short time, in words: its name, and until when as far as is known."""

from datetime import tzinfo

from outreach_app.casework.time_windows import Window
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say
from ui import when


def title(window: Window, lists: Vocabulary) -> str:
    """Return the everyday name: "Sexual health tablets (PEP)"."""
    own = f"incident.time.name.{window.code}"
    return say(own) if known(own) else lists["time_window"].label(window.code)


def text(window: Window, zone: tzinfo, *, timed: bool) -> str:
    """Say about how long, until when, and what else matters.

    `timed`: the part of the day is known, so that hours mean something.
    """
    more = f"incident.time.more.{window.code}"
    words = (_until(window, zone, timed=timed), say(more) if known(more) else "")
    return " ".join(part for part in words if part)


def _until(window: Window, zone: tzinfo, *, timed: bool) -> str:
    about = say("incident.time.about", count=round(window.hours / 24))
    if window.closes_at is None:
        return say("incident.time.perhaps", about=about)
    local = when.local_day(window.closes_at, zone)
    day = f"{when.weekday(local)} {when.plain_day(local, local)}"
    if timed:
        time = when.clock_time(window.closes_at, zone)
        return say("incident.time.until_hour", about=about, day=day, time=time)
    return say("incident.time.until", about=about, day=day)
