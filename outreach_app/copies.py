"""The copies of an open casebook: when they are due, making them, noting them, and the way back.

Making one takes seconds and must keep nobody from working, so it is work `Apart` with a key of its
own, for any thread; what came of it is noted by the desk's own thread with `note`. Locking stops it
and waits for it, so that no key outlives the lock.
"""

import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar, final

from sqlalchemy import func, select

from models.record import AuditEntry
from outreach_app.casework import recovery_paper
from outreach_app.casework.roles import LEAD, insist
from outreach_app.clock import Clock
from outreach_app.errors import Cancelled, KnownError
from outreach_app.governance import audit
from outreach_app.safekeeping import holding, making, places, rehearsing, shelf
from outreach_app.safekeeping.advice import State
from outreach_app.safekeeping.apart import Apart, Outcome, made, same_disk
from outreach_app.safekeeping.container import Seen
from outreach_app.safekeeping.errors import NoSuchPlace, SamePlace
from outreach_app.safekeeping.holding import Holding
from outreach_app.safekeeping.making import Job
from outreach_app.safekeeping.places import AWAY, HERE, PLACES, SECOND, Known, LastCopy, Spot
from outreach_app.safekeeping.reaching import is_folder, is_missing, patiently
from outreach_app.safekeeping.rehearsing import Rehearsal
from outreach_app.vault.open_key import OpenKey
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

T = TypeVar("T")
Door: TypeAlias = Callable[..., Any]

# What is noted in the trail without changing anything that a copy would have to hold.
QUIET: Final = (
    "unlocked", "backup_made", "backup_failed", "backup_place", "restore_rehearsed",
)  # fmt: skip
# Said after a good copy that is less than half as large as the one before it.
SHRANK: Final = "copies.errors.shrank"
RETRY: Final = timedelta(hours=1)
# So often while the casebook is open and something was written: a day's work is too much to lose.
EVERY: Final = timedelta(hours=4)


@final
class Copies:
    """The copies of an open casebook. `do` and `ask` are the desk's; only its thread calls them."""

    def __init__(
        self,
        path: Path,
        key: OpenKey,
        do: Door,
        ask: Door,
        clock: Clock,
        zone: Callable[[], tzinfo],
    ) -> None:
        self._path = path
        self._key = key
        self._do = do
        self._ask = ask
        self._clock = clock
        self._zone = zone
        self._round: Apart[tuple[Outcome, ...]] | None = None
        self._rehearsal: Apart[Rehearsal] | None = None
        self._known: Known | None = None
        self._stopped = threading.Event()

    def state(self) -> State:
        """Return what is known of the copies now; looks whether the place away can be reached."""
        known = self._read()
        away, second = known.away.folder, known.second.folder
        free, size = self._room()
        there = {place: self._still_there(place, known) for place in PLACES}
        return State(
            now=self._clock.now(),
            here_folder=str(places.folder_of(self._path, known, HERE)),
            away_folder=away,
            away_present=bool(away) and is_folder(Path(away)),
            here=there[HERE],
            away=there[AWAY],
            trouble={place: known.spot(place).trouble for place in PLACES},
            rehearsed_at=known.rehearsed_at,
            second_folder=second,
            second_present=bool(second) and is_folder(Path(second)),
            second=there[SECOND],
            gone=any(known.spot(place).last and not there[place] for place in PLACES),
            free=free,
            size=size,
            unproved=self._ask(recovery_paper.unproved),
        )

    def choose(self, place: str, folder: Path | None) -> Done[State]:
        """Let copies go to another folder; None means the usual one here, and none away.

        For the lead. Raises NotAllowed, NoSuchPlace, SamePlace.
        """
        if folder is not None and not is_folder(folder):
            raise NoSuchPlace(name=folder.name or str(folder))
        known = self._read()
        others = (places.folder_of(self._path, known, each) for each in PLACES if each != place)
        if folder is not None and folder.absolute() in others:
            raise SamePlace(name=folder.name)
        self._do(_note_place, place)
        spot = replace(
            known.spot(place),
            folder=str(folder.absolute()) if folder else "",
            trouble="",
            tried_at=None,
            last=known.spot(place).last if place == HERE else None,
        )
        self._keep(known.with_spot(place, spot))
        return Done(self.state(), changed("copies"))

    def due(self, *, closing: bool = False) -> tuple[str, ...]:
        """Return the places a copy is due at: each day, every four hours in use, and at the end.

        Nothing is due where nothing was written since the last copy, nor at a stick that is not
        plugged in, nor again within an hour of a try that failed.
        """
        known, now = self._read(), self._clock.now()
        return tuple(place for place in PLACES if self._is_due(place, known, now, closing))

    def round(self, wanted: tuple[str, ...]) -> Apart[tuple[Outcome, ...]] | None:
        """Return the copies to be made at these places, for any thread; None where one runs."""
        if self._round is not None or self._stopped.is_set():
            return None
        known = self._read()
        targets = tuple(
            (place, folder)
            for place in wanted
            if (folder := places.folder_of(self._path, known, place)) is not None
        )
        self._round = Apart(
            self._job(), lambda job: tuple(made(job, *target) for target in targets)
        )
        return self._round

    def note(self, outcomes: tuple[Outcome, ...]) -> Done[tuple[Outcome, ...]]:
        """Write down what came of a round, in the trail and for Today."""
        self._round = None
        now = self._clock.now()
        for each in outcomes:
            if each.error is not None and each.error.key == "errors.cancelled":
                continue
            self._do(_note_outcome, each)
            if each.place:
                known = self._read()
                spot = _after(known.spot(each.place), each, now)
                self._keep(known.with_spot(each.place, spot))
        return Done(outcomes, changed("copies"))

    def make_now(self, wanted: tuple[str, ...]) -> Done[tuple[Outcome, ...]]:
        """Make and note copies on this thread: when the casebook is closed."""
        begun = self.round(wanted)
        return Done((), changed()) if begun is None else self.note(begun.run() or ())

    def at_close(self) -> None:
        """Finish what runs on another thread, and make what is due at the end, on this one."""
        if self._round is not None:
            self.note(self._round.wait() or ())
        self.make_now(self.due(closing=True))

    def make_in(self, folder: Path) -> Seen:
        """Make a copy in a folder named, note it, and return it; nothing there is let go.

        Raises what `making.make` raises.
        """
        known = self._read()
        absolute = folder.absolute()
        place = next(
            (each for each in PLACES if places.folder_of(self._path, known, each) == absolute), ""
        )
        job = self._job()
        try:
            seen = making.make(job, folder)
        except KnownError as error:
            self.note((Outcome(place, folder, None, error),))
            raise
        finally:
            job.key.close()
        self.note((Outcome(place, folder, seen, None, same_disk(self._path, folder)),))
        return seen

    def rehearsal(self) -> Apart[Rehearsal] | None:
        """Return the rehearsal of the way back with the newest copy in reach, for any thread.

        Running it raises what `rehearsing.rehearse` raises; then nothing is noted as rehearsed.
        """
        if self._stopped.is_set() or (self._rehearsal and not self._rehearsal.over):
            return None
        folders, entries = places.folders(self._path, self._read()), self._ask(audit.count)
        self._rehearsal = Apart(
            self._job(),
            lambda job: patiently(
                job, say("copies.card.away"), lambda job: rehearsing.rehearse(job, folders, entries)
            ),
        )
        return self._rehearsal

    def rehearse(self) -> Done[Rehearsal]:
        """Rehearse on this thread, and note that it works."""
        begun = self.rehearsal()
        found = begun.run() if begun is not None else None
        if found is None:
            raise Cancelled
        return self.note_rehearsal(found)

    def note_rehearsal(self, found: Rehearsal) -> Done[Rehearsal]:
        """Write down that the way back works."""
        self._do(_note_rehearsal, found)
        self._keep(replace(self._read(), rehearsed_at=self._clock.now()))
        return Done(found, changed("copies"))

    def newest_good(self) -> Seen | None:
        """Return the newest copy in reach that is whole to its last byte."""
        return shelf.newest_good(
            places.folders(self._path, self._read()), self._key.vault_id, self._key
        )

    def wait(self) -> None:
        """Wait for what runs on another thread; whoever began it hears of it and notes it."""
        for each in (self._round, self._rehearsal):
            if each is not None and not each.over:
                with suppress(KnownError):
                    each.wait()

    def older(self) -> tuple[Seen, ...]:
        """Return the copies in reach that were made before the data key of today, newest first."""
        found = {
            seen.path: seen
            for folder in places.folders(self._path, self._read())
            for seen in shelf.of_key(folder, self._key)
            if seen.manifest.generation < self._key.generation
        }
        return tuple(sorted(found.values(), key=lambda seen: seen.manifest.made_at, reverse=True))

    def holding(self) -> tuple[Holding, ...]:
        """Return what in reach still holds somebody who was anonymised; reads every place."""
        folders = places.folders(self._path, self._read())
        return holding.found(self._path, folders, self._key, self._ask(holding.last), self._zone())

    def let_old_go(self, outcomes: tuple[Outcome, ...]) -> Done[int]:
        """Remove what holds them from every place a good copy was made at just now; for the lead.

        Answers how many files and folders went.
        """
        self._ask(insist, (LEAD,))
        since = self._ask(holding.last)
        gone = [
            path
            for each in outcomes
            if each.seen is not None
            for path in holding.remove(self._path, each.folder, self._key, since, each.seen.path)
        ]
        return Done(self._do(_note_let_go, len(gone)).value, changed("copies"))

    def stop(self) -> None:
        """Tell what runs to stop, from any thread; nothing can be begun afterwards."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Tell whether what runs was told to stop, because the casebook is being locked."""
        return self._stopped.is_set()

    def close(self) -> None:
        """Stop what runs and wait until its keys are wiped."""
        self.stop()
        for each in (self._round, self._rehearsal):
            if each is not None:
                each.end()

    def _is_due(self, place: str, known: Known, now: datetime, closing: bool) -> bool:
        folder = places.folder_of(self._path, known, place)
        spot = known.spot(place)
        if folder is None or (place != HERE and not is_folder(folder)):
            return False
        if spot.trouble and spot.tried_at and not closing and now - spot.tried_at < RETRY:
            return False
        if spot.last is None or self._still_there(place, known) is None:
            return True
        zone = self._zone()
        same_day = spot.last.made_at.astimezone(zone).date() == now.astimezone(zone).date()
        # A copy from the future was made while the clock was wrong, and puts nothing off.
        lately = timedelta(0) <= now - spot.last.made_at < EVERY
        if not closing and same_day and lately:
            return False
        return bool(self._ask(_written_since, spot.last.entries))

    def _still_there(self, place: str, known: Known) -> LastCopy | None:
        """Return the newest copy made at a place, None where somebody took it away since.

        What is on a stick that is not plugged in is taken to be there.
        """
        last, folder = known.spot(place).last, places.folder_of(self._path, known, place)
        if last is None or folder is None or (place != HERE and not is_folder(folder)):
            return last
        gone = all(is_missing(each / last.name) for each in {folder, Path(last.folder)})
        return None if gone else last

    def _job(self) -> Job:
        key = self._key.twin()
        return Job(
            path=self._path,
            key=key,
            audit_key=bytes(key.derive_first(audit.KEY_LABEL)),
            now=self._clock.now(),
            zone=self._zone(),
            go=lambda: not self._stopped.is_set(),
        )

    def _room(self) -> tuple[int | None, int]:
        """Return what the casebook's disk has left and what the casebook takes, in bytes."""
        with suppress(OSError):
            return shutil.disk_usage(self._path.parent).free, self._path.stat().st_size
        return None, 0

    def _read(self) -> Known:
        if self._known is None:
            self._known = places.read(self._key.vault_id)
        return self._known

    def _keep(self, known: Known) -> None:
        self._known = known
        places.keep(self._key.vault_id, known)


def _after(spot: Spot, outcome: Outcome, now: datetime) -> Spot:
    if outcome.seen is None:
        why = outcome.error.key if outcome.error is not None else ""
        return replace(spot, trouble=why, tried_at=now)
    manifest = outcome.seen.manifest
    last = LastCopy(
        name=outcome.seen.path.name,
        folder=str(outcome.folder.absolute()),
        made_at=manifest.made_at,
        entries=manifest.entries,
        size=outcome.seen.size,
        same_disk=outcome.same_disk,
    )
    shrank = spot.last is not None and 2 * last.size < spot.last.size
    return replace(spot, last=last, trouble=SHRANK if shrank else "", tried_at=now)


def _written_since(work: Work, entries: int) -> bool:
    found = work.session.scalar(
        select(AuditEntry.seq)
        .where(AuditEntry.seq > entries, AuditEntry.action.not_in(QUIET))
        .limit(1)
    )
    # Fewer entries than the copy has: an older state was restored, and has no copy yet.
    last = work.session.scalar(select(func.max(AuditEntry.seq))) or 0
    return found is not None or last < entries


def _note_place(work: Work, place: str) -> Done[None]:
    insist(work, (LEAD,))
    audit.note(work, "backup_place", place)
    return Done(None, changed("copies"))


def _note_let_go(work: Work, count: int) -> Done[int]:
    audit.note(work, "old_copies_removed", None, count=count)
    return Done(count, changed("copies"))


def _note_outcome(work: Work, outcome: Outcome) -> Done[None]:
    place = outcome.place or "folder"
    if outcome.seen is None:
        why = outcome.error.key if outcome.error is not None else ""
        audit.note(work, "backup_failed", place, why=why)
    else:
        manifest = outcome.seen.manifest
        audit.note(work, "backup_made", place, entries=manifest.entries, head=manifest.head)
    return Done(None, changed("copies"))


def _note_rehearsal(work: Work, found: Rehearsal) -> Done[None]:
    audit.note(work, "restore_rehearsed", None, entries=found.entries)
    return Done(None, changed("copies"))
