"""What this computer knows about the copies of a casebook: where they go, and how it went.

It lies outside the casebook, in the program's own small folder, because it is needed most when the
casebook cannot be opened, and because folders are a matter of the computer and not of the project.
It names folders and moments and nothing else; the copies themselves say whether they are good.
"""

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from models.types import moment_text
from outreach_app import paths
from outreach_app.errors import KnownError
from outreach_app.vault.disk import read_bounded, write_atomic

HERE: Final = "here"
AWAY: Final = "away"
SECOND: Final = "second"
# Away from the computer, or meant to be.
OUTSIDE: Final = (AWAY, SECOND)
PLACES: Final = (HERE, *OUTSIDE)
_SIZE_LIMIT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class LastCopy:
    """A copy that was read back: its file, its folder, its moment, the last entry in it, bytes."""

    name: str
    folder: str
    made_at: datetime
    entries: int
    size: int
    same_disk: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """One of the three places. `folder` is "" for the usual one here, and for none away.

    `trouble` is the key of the sentence that says why the last try failed, "" after a good one.
    """

    folder: str = ""
    last: LastCopy | None = None
    trouble: str = ""
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Everything this computer knows about the copies of one casebook."""

    here: Spot = field(default_factory=Spot)
    away: Spot = field(default_factory=Spot)
    second: Spot = field(default_factory=Spot)
    rehearsed_at: datetime | None = None

    def spot(self, place: str) -> Spot:
        """Return what is known of a place."""
        return {HERE: self.here, AWAY: self.away, SECOND: self.second}[place]

    def with_spot(self, place: str, spot: Spot) -> "Known":
        """Return the same with another thing known of a place."""
        here, away, second = (
            spot if place == each else self.spot(each) for each in (HERE, AWAY, SECOND)
        )
        return replace(self, here=here, away=away, second=second)


def folder_of(casebook: Path, known: Known, place: str) -> Path | None:
    """Return the folder of a place, None where none was chosen.

    The place here is the folder beside the casebook until somebody chooses another, so that a
    project that never looks at this has copies all the same.
    """
    chosen = known.spot(place).folder
    if chosen:
        return Path(chosen)
    return usual(casebook) if place == HERE else None


def usual(casebook: Path) -> Path:
    """Return the folder beside a casebook that copies go to without a choice."""
    return casebook.with_name(f"{casebook.stem}.copies")


def folders(casebook: Path, known: Known) -> tuple[Path, ...]:
    """Return every folder in which copies of this casebook may lie on this computer now."""
    found = [folder_of(casebook, known, place) for place in PLACES]
    spots = [known.spot(place) for place in PLACES]
    found += [Path(spot.last.folder) for spot in spots if spot.last is not None]
    return tuple(dict.fromkeys(each for each in found if each is not None))


def read(vault: str) -> Known:
    """Return what is known; a file that is gone or damaged makes everything unknown again."""
    with contextlib.suppress(KnownError, ValueError, TypeError, KeyError, RecursionError):
        text = read_bounded(_file(vault), _SIZE_LIMIT)
        if text is not None:
            found = json.loads(text)
            return Known(
                here=_spot(found["here"]),
                away=_spot(found["away"]),
                # Written by a version that knew one place away.
                second=_spot(found["second"]) if "second" in found else Spot(),
                rehearsed_at=_moment(found["rehearsed_at"]),
            )
    return Known()


def keep(vault: str, known: Known) -> None:
    """Write down what is known. Where that folder cannot be written it is known until the end."""
    with contextlib.suppress(KnownError, OSError):
        _file(vault).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomic(_file(vault), json.dumps(asdict(known), default=moment_text).encode())


def _file(vault: str) -> Path:
    # A digest, because the name of a file outside the casebook should lead to nothing.
    name = hashlib.sha256(vault.encode()).hexdigest()[:16]
    return paths.settings_folder() / "copies" / f"{name}.json"


def _spot(found: Mapping[str, Any]) -> Spot:
    last = found["last"]
    return Spot(
        folder=str(found["folder"]),
        last=None
        if last is None
        else LastCopy(
            name=str(last["name"]),
            folder=str(last["folder"]),
            made_at=_moment(last["made_at"]) or datetime.fromtimestamp(0, UTC),
            entries=int(last["entries"]),
            size=int(last["size"]),
            same_disk=bool(last["same_disk"]),
        ),
        trouble=str(found["trouble"]),
        tried_at=_moment(found["tried_at"]),
    )


def _moment(text: Any) -> datetime | None:
    if text is None:
        return None
    return datetime.strptime(str(text), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
