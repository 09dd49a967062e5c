"""Rehearsing the way back: the newest copy is unpacked beside the casebook, opened, looked through.

Nothing of the casebook in use is touched, and what was unpacked is removed again. It proves that
the medium can be read, that the copy is whole, that its key file opens with the passphrases of
today or of its moment, and what would be missing after a real restore.
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outreach_app.errors import Damaged
from outreach_app.safekeeping import container, making, shelf, swapping
from outreach_app.safekeeping.container import CASEBOOK, KEYS, Seen
from outreach_app.safekeeping.errors import CopyDamaged, NothingToRehearse
from outreach_app.safekeeping.inspecting import inspect
from outreach_app.safekeeping.making import Job
from outreach_app.safekeeping.manifest import genuine, head_of, rows_fingerprint
from outreach_app.storage.faults import translated
from outreach_app.vault import keyfile_copies
from outreach_app.vault.key_changes import current
from outreach_app.words import say


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rehearsal proved.

    The copy ends with entry `entries`; the casebook holds `later` more. `rows` is how many records
    came back; `same_way_in` tells that the passphrase of whoever rehearsed opens the copy too.
    """

    name: str
    folder: str
    made_at: datetime
    entries: int
    later: int
    rows: int
    same_way_in: bool


def rehearse(job: Job, folders: tuple[Path, ...], entries_now: int) -> Rehearsal:
    """Restore the newest copy that lies in `folders` into a folder that is removed again.

    Raises NothingToRehearse, CopyDamaged, NoRoom, Cancelled, and what reading and writing raise.
    """
    found = [each for folder in folders for each in shelf.of_key(folder, job.key)]
    if not found:
        raise NothingToRehearse
    newest = max(found, key=lambda seen: seen.manifest.made_at)
    seen = container.check(newest.path, job.go)
    making.require_free(job.path.absolute().parent, seen.size)
    with translated(job.path):
        folder = swapping.staging(job.path)
        try:
            return _restored(job, seen, folder, entries_now)
        finally:
            swapping.drop(folder)


def _restored(job: Job, seen: Seen, folder: Path, entries_now: int) -> Rehearsal:
    staged = folder / job.path.name
    main, _ = keyfile_copies.paths_of(staged)
    container.unpack(seen.path, {CASEBOOK: staged, KEYS: main})
    manifest = seen.manifest
    with closing(job.key.twin(manifest.generation)) as key:
        keys = current(staged, key)
        try:
            held = inspect(staged, key, job.audit_key, job.go)
        except Damaged as error:
            raise CopyDamaged(name=seen.path.name, what=error.data["what"]) from error
        if (
            not genuine(manifest, key)
            or manifest.entries != held.entries
            or manifest.head != head_of(held.head)
            or manifest.rows != rows_fingerprint(held.rows, key)
        ):
            raise CopyDamaged(name=seen.path.name, what=say("copies.damage.altered"))
    present = current(job.path, job.key)
    mine = present.slot(job.key.slot_id)
    return Rehearsal(
        name=seen.path.name,
        folder=str(seen.path.parent),
        made_at=manifest.made_at,
        entries=held.entries,
        later=max(0, entries_now - held.entries),
        rows=sum(held.rows.values()),
        same_way_in=mine is not None and mine.same_way(keys.slot(job.key.slot_id)),
    )
