"""Which copies still hold somebody who was anonymised, until when, and how they go at once.

A copy holds them when its trail ends before the line that says it: no clock is asked.
"""

import contextlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from sqlalchemy import select

from models.record import AuditEntry
from outreach_app.safekeeping import shelf
from outreach_app.safekeeping.container import Seen
from outreach_app.safekeeping.rotation import Dated, to_let_go
from outreach_app.vault.disk import sync_folder
from outreach_app.vault.open_key import OpenKey
from outreach_app.work import Work

# What the trail says when something was let go of.
LET_GO: Final = ("anonymised", "anonymised_again", "description_let_go")
# Copies rotate out after twelve months at the latest; a month more for a project that rests.
_DAYS: Final = 400


@dataclass(frozen=True, slots=True)
class Last:
    """The last time something was let go of: the line of the trail, and the moment."""

    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Holding:
    """One file or folder that holds what was let go of since it was made.

    `out_on` is the day on which it rotates out if a copy is made every day; None for what an
    update or a restore laid aside, which stays until somebody removes it.
    """

    path: Path
    made_at: datetime
    out_on: date | None


def last(work: Work) -> Last | None:
    """Return the last time something was let go of, None where nothing ever was."""
    row = work.session.execute(
        select(AuditEntry.seq, AuditEntry.at)
        .where(AuditEntry.action.in_(LET_GO))
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    ).first()
    return Last(row.seq, row.at) if row is not None else None


def found(
    casebook: Path, folders: Iterable[Path], key: OpenKey, since: Last | None, zone: tzinfo
) -> tuple[Holding, ...]:
    """Return what in reach holds somebody who was let go of, the oldest first."""
    if since is None:
        return ()
    held: list[Holding] = []
    for folder in folders:
        there = shelf.of_key(folder, key)
        days = _days_out(there, zone)
        held += [
            Holding(each.path, each.manifest.made_at, days.get(each.path))
            for each in there
            if each.manifest.entries < since.seq
        ]
    held += _beside(casebook, since)
    return tuple(sorted(held, key=lambda each: (each.made_at, each.path)))


def remove(
    casebook: Path, folder: Path, key: OpenKey, since: Last | None, fresh: Path
) -> tuple[Path, ...]:
    """Remove from a place the copies that hold what was let go of; return what went.

    `fresh` is a copy of this casebook in that place that was made afterwards and read back: without
    it in sight nothing goes. What lies beside the casebook from an update or a restore goes too. A
    link is neither followed nor removed.
    """
    there = shelf.of_key(folder, key)
    if since is None or not any(
        each.path == fresh and each.manifest.entries >= since.seq for each in there
    ):
        return ()
    old = [each.path for each in there if each.manifest.entries < since.seq]
    old += [each.path for each in _beside(casebook, since)]
    gone = []
    for path in old:
        with contextlib.suppress(OSError):
            if path.is_symlink():
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
            gone.append(path)
    for each in {path.parent for path in gone}:
        with contextlib.suppress(OSError):
            sync_folder(each)
    return tuple(gone)


def _beside(casebook: Path, since: Last) -> list[Holding]:
    """Return what updates and restores laid aside before it."""
    held = []
    with contextlib.suppress(OSError):
        for path in casebook.parent.glob(f"{_plain(casebook.name)}.before-*"):
            made_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if made_at < since.at:
                held.append(Holding(path, made_at, None))
    return held


def _plain(name: str) -> str:
    """Return a name as a pattern that means nothing but itself."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _days_out(copies: Iterable[Seen], zone: tzinfo) -> dict[Path, date]:
    """Return the day on which each copy goes when one more is made every day."""
    there = [Dated(each.path, each.manifest.made_at, each.size) for each in copies]
    if not there:
        return {}
    newest = max(there, key=lambda each: each.made_at)
    out: dict[Path, date] = {}
    for count in range(1, _DAYS + 1):
        moment = newest.made_at + timedelta(days=count)
        there.append(Dated(Path(str(count)), moment, newest.size))
        going = set(to_let_go(there, zone))
        out |= dict.fromkeys(going, moment.astimezone(zone).date())
        there = [each for each in there if each.what not in going]
    return out
