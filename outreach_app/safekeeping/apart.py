"""Copies made on a thread of their own: work with a key of its own, and what came of each copy."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar, final

from outreach_app.errors import KnownError
from outreach_app.safekeeping import making, places, reaching, shelf
from outreach_app.safekeeping.container import Seen
from outreach_app.safekeeping.making import Job
from outreach_app.vault.disk import translated

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one copy: the copy, or what was in the way. `place` is "" for a folder named."""

    place: str
    folder: Path
    seen: Seen | None
    error: KnownError | None
    same_disk: bool = False


@final
class Apart(Generic[T]):
    """Work on copies with a key of its own, for whichever thread calls `run`. Used once."""

    def __init__(self, job: Job, work: Callable[[Job], T]) -> None:
        self._job = job
        self._work = work
        self._begun = threading.Lock()
        self._done = threading.Event()
        self._came: T | None = None

    def run(self) -> T | None:
        """Do it and wipe the key; None where it was begun before, or ended before it began."""
        if not self._begun.acquire(blocking=False):
            return None
        try:
            self._came = self._work(self._job)
        finally:
            self._job.key.close()
            self._done.set()
        return self._came

    @property
    def over(self) -> bool:
        """Tell whether it came to its end."""
        return self._done.is_set()

    def wait(self) -> T | None:
        """Return what comes of what runs on another thread, or run it here."""
        self.run()
        self._done.wait()
        return self._came

    def end(self) -> None:
        """Wait until the key is wiped; whoever calls this has said stop before."""
        if self._begun.acquire(blocking=False):
            self._job.key.close()
            self._done.set()
        self._done.wait()


def made(job: Job, place: str, folder: Path) -> Outcome:
    """Make one copy; what is in its way keeps none of the others from being made."""
    try:
        if place == places.HERE:
            _make_room_here(job.path, folder)
            return _made(job, place, folder)
        return reaching.patiently(
            job, folder.name or str(folder), lambda apart: _made(apart, place, folder)
        )
    except KnownError as error:
        return Outcome(place, folder, None, error)


def _made(job: Job, place: str, folder: Path) -> Outcome:
    seen = making.make(job, folder)
    if place:
        shelf.let_go(folder, job.key, job.zone, seen.path)
    return Outcome(place, folder, seen, None, same_disk(job.path, folder))


def _make_room_here(casebook: Path, folder: Path) -> None:
    """Make the usual folder; one that somebody chose and that is gone is not made anew."""
    if folder == places.usual(casebook):
        with translated(folder.name):
            folder.mkdir(mode=0o700, exist_ok=True)


def same_disk(casebook: Path, folder: Path) -> bool:
    """Tell whether both are lost with the same disk; what cannot be told counts as the same."""
    try:
        return casebook.stat().st_dev == folder.stat().st_dev
    except OSError:
        return True
