"""What to say about the copies on Today and under Safekeeping. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from outreach_app.safekeeping.places import LastCopy

# Red after this long without a copy away from the computer (design, security 7).
AWAY_DAYS: Final = 8
# Copies are made daily while the program is used: later than this something is in the way.
STALE_DAYS: Final = 3
REHEARSAL_DAYS: Final = 92

Level = Literal["ok", "caution", "stop"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say: `code` names its sentence (``copies.say.<code>``)."""

    level: Level
    code: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """The copies as far as this computer knows them, at the moment `now`.

    `here` and `away` are the newest good copies there. `away_folder` is the place chosen, "" for
    none; `away_present` tells whether it can be reached. `trouble` holds the keys of what was in
    the way last, by place.
    """

    now: datetime
    here_folder: str
    away_folder: str
    away_present: bool
    here: LastCopy | None
    away: LastCopy | None
    trouble: Mapping[str, str]
    rehearsed_at: datetime | None

    @property
    def newest(self) -> LastCopy | None:
        """The newest good copy, wherever it is."""
        found = [each for each in (self.here, self.away) if each is not None]
        return max(found, key=lambda each: each.made_at) if found else None


def lines(state: State) -> tuple[Line, ...]:
    """Return what is to be said, the newest good copy first, then what is in the way."""
    said = [_newest(state)]
    said += [
        Line("caution", f"trouble_{place}", {"why": why})
        for place, why in state.trouble.items()
        if why
    ]
    said.append(_away(state))
    if state.newest is not None and not said_recently(state):
        said.append(Line("caution", "rehearse" if state.rehearsed_at else "rehearse_first"))
    return tuple(said)


def said_recently(state: State) -> bool:
    """Tell whether the way back was rehearsed in the last quarter of a year."""
    done = state.rehearsed_at
    return done is not None and state.now - done <= timedelta(days=REHEARSAL_DAYS)


def _newest(state: State) -> Line:
    newest = state.newest
    if newest is None:
        return Line("caution", "none")
    days = (state.now - newest.made_at).days
    level: Level = "ok" if days < STALE_DAYS else "caution" if days < AWAY_DAYS else "stop"
    return Line(
        level, "newest" if level == "ok" else "stale", {"when": newest.made_at, "days": days}
    )


def _away(state: State) -> Line:
    if not state.away_folder:
        return Line("caution", "away_none")
    if state.away is None:
        return Line("caution", "away_never")
    if state.away.same_disk:
        return Line("caution", "away_same_disk")
    days = (state.now - state.away.made_at).days
    if days >= AWAY_DAYS:
        return Line("stop", "away_old", {"days": days})
    if state.away_present:
        return Line("ok", "away_plugged", {"when": state.away.made_at})
    return Line("ok", "away", {"when": state.away.made_at})
