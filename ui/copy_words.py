"""What is known of the copies, as lines with their icon and colour."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from outreach_app.safekeeping.advice import Line, State, lines
from outreach_app.words import known, say
from ui import when

ICONS: Final = {"ok": "check-circle-outline", "caution": "time", "stop": "error"}


@dataclass(frozen=True, slots=True)
class Said:
    """One line: icon, colour role, the words, and a quieter second line ("" for none)."""

    icon: str
    colour: str
    words: str
    more: str


def said(state: State, zone: tzinfo) -> tuple[Said, ...]:
    """Return what is to be said of the copies."""
    return tuple(_said(line, state, zone) for line in lines(state))


def _said(line: Line, state: State, zone: tzinfo) -> Said:
    data = dict(line.data)
    moment = data.get("when")
    if moment is not None:
        today = when.local_day(state.now, zone)
        data["when"] = when.near(moment, zone, today)  # type: ignore[arg-type]
    why = str(data.pop("why", ""))
    if why:
        more = say(f"copies.why.{_last(why)}") if known(f"copies.why.{_last(why)}") else ""
    else:
        key = f"copies.say_more.{line.code}"
        more = say(key) if known(key) else ""
    return Said(ICONS[line.level], line.level, say(f"copies.say.{line.code}", **data), more)


def _last(key: str) -> str:
    return key.rsplit(".", 1)[-1]
