"""What to say about the copies on Today and under Safekeeping. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from outreach_app.safekeeping.places import AWAY, HERE, PLACES, SECOND, LastCopy

# Red after this long without a copy away from the computer (design, security 7).
AWAY_DAYS: Final = 8
# Copies are made daily while the program is used: later than this something is in the way.
STALE_DAYS: Final = 3
REHEARSAL_DAYS: Final = 92
# Bytes beside a copy of the casebook below which a disk is nearly full.
LOW_ROOM: Final = 100_000_000

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

    `here`, `away` and `second` are the newest good copies there; `away_folder` and `second_folder`
    are the places chosen, "" for none, and `…_present` tells whether each can be reached. `trouble`
    holds the keys of what was in the way last, by place. `size` is that of the casebook and `free`
    what its disk has left, in bytes, None where that cannot be told. `unproved` tells that the
    recovery sheet was never typed back. `gone` tells that the newest copy of a place in reach is
    not there any more.
    """

    now: datetime
    here_folder: str
    away_folder: str
    away_present: bool
    here: LastCopy | None
    away: LastCopy | None
    trouble: Mapping[str, str]
    rehearsed_at: datetime | None
    second_folder: str = ""
    second_present: bool = False
    second: LastCopy | None = None
    free: int | None = None
    size: int = 0
    unproved: bool = False
    gone: bool = False

    @property
    def newest(self) -> LastCopy | None:
        """The newest good copy, wherever it is."""
        found = [each for each in (self.here, self.away, self.second) if each is not None]
        return max(found, key=lambda each: each.made_at) if found else None

    @property
    def reachable(self) -> tuple[str, ...]:
        """The places at which a copy can be made now."""
        present = {HERE: True, AWAY: self.away_present, SECOND: self.second_present}
        return tuple(place for place in PLACES if present[place])


def lines(state: State) -> tuple[Line, ...]:
    """Return what is to be said, the newest good copy first, then what is in the way."""
    said = [_newest(state)]
    if state.unproved:
        said.append(Line("stop", "unproved"))
    said += [
        Line("caution", f"trouble_{place}", {"why": why})
        for place, why in state.trouble.items()
        if why
    ]
    said.append(_away(state))
    said += _room(state)
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
        return Line("caution", "gone" if state.gone else "none")
    days = (state.now - newest.made_at).days
    level: Level = "ok" if days < STALE_DAYS else "caution" if days < AWAY_DAYS else "stop"
    return Line(
        level, "newest" if level == "ok" else "stale", {"when": newest.made_at, "days": days}
    )


def _room(state: State) -> tuple[Line, ...]:
    """Say beforehand that the disk of the casebook is nearly full."""
    if state.free is None or state.free >= 2 * state.size + LOW_ROOM:
        return ()
    return (Line("caution", "room", {"free": state.free // 1_000_000}),)


def _away(state: State) -> Line:
    """Speak of the places away as of one: what counts is the newest copy at any of them."""
    if not (state.away_folder or state.second_folder):
        return Line("caution", "away_none")
    found = [
        (each.made_at, present, each)
        for each, present in (
            (state.away, state.away_present),
            (state.second, state.second_present),
        )
        if each is not None
    ]
    if not found:
        return Line("caution", "away_never")
    apart = [each for each in found if not each[2].same_disk]
    if not apart:
        return Line("caution", "away_same_disk")
    made_at, present, _ = max(apart, key=lambda each: each[:2])
    days = (state.now - made_at).days
    if days >= AWAY_DAYS:
        return Line("stop", "away_old", {"days": days})
    return Line("ok", "away_plugged" if present else "away", {"when": made_at})
