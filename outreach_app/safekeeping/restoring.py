"""The way back: a copy is unpacked, proved whole with a key, and only then takes its place.

Whoever restores proves with their passphrase, or with the recovery code, that the copy can be
opened. Where a whole key file of the same casebook lies beside the one to be replaced, that one
stays in force: people who left stay out, and everybody's passphrase is today's. The key file in the
copy is used where there is no other, or where the one beside does not let the person in.

What was let go of since a copy was made is let go of again in what comes out of it: `restore` hands
the staged casebook to `again` for that, before it takes its place (`retention.since`).
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from outreach_app.casework import lists, staff
from outreach_app.errors import (
    Damaged,
    KeysMissing,
    KnownError,
    LowMemory,
    NewerVersion,
    NotACasebook,
    UserDisabled,
    WrongPassphrase,
)
from outreach_app.governance import audit
from outreach_app.safekeeping import container, making, swapping
from outreach_app.safekeeping.container import CASEBOOK, KEYS, LETTERBOX, Seen
from outreach_app.safekeeping.errors import CopyDamaged, NotTheLeads, WouldReplace
from outreach_app.safekeeping.inspecting import READ_ONLY, Contents, inspect
from outreach_app.safekeeping.manifest import genuine, head_of, rows_fingerprint
from outreach_app.safekeeping.whose import insist_on_same
from outreach_app.storage import rekeying
from outreach_app.storage.casebook import remember_earlier
from outreach_app.storage.engine import connect, engine_over
from outreach_app.storage.faults import translated
from outreach_app.storage.identity import learn_earlier
from outreach_app.storage.lock import CasebookLock
from outreach_app.vault import keyfile_copies, letterbox, unlocking
from outreach_app.vault.disk import translated as translated_disk
from outreach_app.vault.keyfile import RECOVERY, KeyFile
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.recovery import is_code
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.wiping import wipe
from outreach_app.words import say
from outreach_app.work import Work

LEAD: Final = "lead"

Again = Callable[[Path, OpenKey], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be restored where: the copy, the casebook's place, and who asks for it.

    `secret` is a passphrase, or the recovery code as it is typed. `replace` lets an existing
    casebook be replaced; it is then kept aside.
    """

    copy: Path
    casebook: Path
    name: str
    secret: str
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored casebook: its moment, its last entry, and where the one before it went.

    `by_code` tells that the recovery code opened it: nobody's passphrase was proved. `older_keys`
    tells that the key file of the copy counts now, with the ways in of that moment.
    """

    casebook: Path
    made_at: datetime
    entries: int
    aside: Path | None
    by_code: bool
    older_keys: bool


def restore(
    wanted: Wanted, now: datetime, zone: ZoneInfo, throttle: Throttle, again: Again | None = None
) -> Restored:
    """Restore a copy, whole or not at all.

    Raises NotACopy, CopyDamaged, NewerVersion, WouldReplace, NotTheLeads, OtherCasebook,
    WrongPassphrase, UserDisabled, WaitFirst, InUse, NoSuchFile (no such folder), NoRoom, and what
    writing raises; then the casebook that was there is as it was.
    """
    target = wanted.casebook
    lock = CasebookLock(target)
    try:
        if swapping.pending(target) and swapping.begun_here(target):
            swapping.finish(target)
        swapping.clear_leftovers(target)
        replaces = _replaces(wanted)
        seen = container.check(wanted.copy)
        _require_room(seen, target)
        with translated_disk(target.name):
            folder = swapping.staging(target)
        try:
            with translated(target), _of_the_copy(seen.path):
                key, older = _staged(wanted, folder, throttle)
                with closing(key):
                    staged = folder / target.name
                    with closing(key.twin(seen.manifest.generation)) as then:
                        held = _checked(seen, staged, then)
                        if replaces:
                            _insist_on_lead(staged, then)
                            insist_on_same(target, seen.path, staged, then)
                        _bring_under(staged, then, key)
                    if again is not None:
                        again(folder / target.name, key)
                    _note(folder / target.name, key, now, zone)
                    by_code = key.kind == RECOVERY
                swapping.decide(target, folder, f"{now.astimezone(zone):%Y-%m-%d-%H%M}")
        except BaseException:
            swapping.drop(folder)
            raise
        aside = swapping.finish(target)
    finally:
        lock.release()
    return Restored(target, seen.manifest.made_at, held.entries, aside, by_code, older)


@contextmanager
def _of_the_copy(copy: Path) -> Iterator[None]:
    """Let what is found in the staged casebook be said of the copy it came from."""
    try:
        yield
    except (Damaged, KeysMissing) as error:
        what = str(error.data.get("what", say("copies.damage.half")))
        raise CopyDamaged(name=copy.name, what=what) from error
    except NewerVersion as error:
        raise NewerVersion(name=copy.name) from error


def _replaces(wanted: Wanted) -> bool:
    target = wanted.casebook
    there = any(each.exists() for each in (target, *keyfile_copies.paths_of(target)))
    # What is behind a link would stay, or be lost; a device or a pipe would be taken away.
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise NotACasebook(name=target.name)
    if there and not wanted.replace:
        raise WouldReplace(name=target.name)
    return there


def _require_room(seen: Seen, target: Path) -> None:
    making.require_free(target.absolute().parent, seen.size)


def _staged(wanted: Wanted, folder: Path, throttle: Throttle) -> tuple[OpenKey, bool]:
    """Unpack into `folder`, so that a complete casebook lies there, and open its key.

    Answers the key, and whether the key file of the copy will count in place of a newer one.
    """
    new = folder / wanted.casebook.name
    main, _ = keyfile_copies.paths_of(new)
    targets = {CASEBOOK: new, KEYS: main, LETTERBOX: letterbox.box_of(new)}
    container.unpack(wanted.copy, targets)
    theirs = keyfile_copies.read(new)
    _insist_on_generation(wanted.copy, theirs)
    refused: KnownError | None = None
    ways = _ways_in(wanted.casebook, theirs)
    before = throttle.state(theirs.vault, wanted.casebook)
    for keys in ways:
        keyfile_copies.write(new, keys)
        try:
            key = _opened(wanted, new, throttle)
        except (WrongPassphrase, Damaged, LowMemory) as error:
            if keys is theirs and not isinstance(error, WrongPassphrase):
                raise
            refused = error
            if keys is not theirs:  # both together are one attempt
                throttle.restore(theirs.vault, before, wanted.casebook)
            continue
        if _reaches(wanted.casebook, key, theirs.generation):
            with closing(key.twin(theirs.generation)) as then:
                with closing(connect(new, then, READ_ONLY)) as connection:
                    learn_earlier(connection, key)
                if key.kind == RECOVERY or _who(new, then) is not None:
                    return key, keys is theirs and len(ways) > 1
        key.close()
        refused = UserDisabled()
    raise refused or WrongPassphrase()


def _reaches(casebook: Path, key: OpenKey, generation: int) -> bool:
    """Tell whether the key opens a copy of this generation, with the earlier keys of the casebook.

    They stand in the casebook that is there: a copy made before the data key was changed opens with
    the passphrases of today while that one can be read.
    """
    if generation not in key.generations:
        with suppress(KnownError), translated(casebook):
            if casebook.is_file():
                with closing(connect(casebook, key, READ_ONLY)) as connection:
                    learn_earlier(connection, key)
    return generation in key.generations


def _bring_under(staged: Path, then: OpenKey, key: OpenKey) -> None:
    """Put what was restored under the data key in force now, where that is a later one."""
    if then.generation == key.generation:
        return
    earlier = [each for each in key.generations if each != key.generation]

    def note_earlier(session: Session) -> None:
        for generation in earlier:
            with closing(key.twin(generation)) as each:
                remember_earlier(session, each)

    part = rekeying.copy_under(staged, then, key, note_earlier, lambda _: True)
    rekeying.put_in_place(staged, part)


def _insist_on_generation(copy: Path, keys: KeyFile) -> None:
    """Refuse a copy with a key file for another data key than it says: nobody's passphrase fits."""
    if container.look(copy).manifest.generation != keys.generation:
        raise CopyDamaged(name=copy.name, what=say("copies.damage.half"))


def _ways_in(casebook: Path, theirs: KeyFile) -> tuple[KeyFile, ...]:
    """Return the key files to try: the one beside the casebook to be replaced, then the copy's."""
    try:
        present = keyfile_copies.read(casebook)
    except KnownError:
        present = None
    if (
        present is not None
        and present.vault == theirs.vault
        and present.generation >= theirs.generation
        and present.sequence > theirs.sequence
    ):
        return present, theirs
    return (theirs,)


def _opened(wanted: Wanted, staged: Path, throttle: Throttle) -> OpenKey:
    # What is staged goes away with a refusal, and the count would with it.
    beside = wanted.casebook
    if is_code(wanted.secret):
        return unlocking.unlock_with_recovery(staged, wanted.secret, throttle, beside)
    return unlocking.unlock(staged, wanted.name, wanted.secret, throttle, beside)


def _checked(seen: Seen, staged: Path, key: OpenKey) -> Contents:
    """Prove that the copy is what somebody with this key made, whole, and of a version we know."""
    if not genuine(seen.manifest, key):
        raise CopyDamaged(name=seen.path.name, what=say("copies.damage.altered"))
    audit_key = key.derive_first(audit.KEY_LABEL)
    try:
        held = inspect(staged, key, bytes(audit_key), container.always)
    finally:
        wipe(audit_key)
    said = seen.manifest
    if (
        said.entries != held.entries
        or said.head != head_of(held.head)
        or said.rows != rows_fingerprint(held.rows, key)
    ):
        raise CopyDamaged(name=seen.path.name, what=say("copies.damage.altered"))
    return held


def _note(staged: Path, key: OpenKey, now: datetime, zone: ZoneInfo) -> None:
    """Let the restored casebook's own trail say that it was restored, and by whom."""
    audit_key = key.derive_first(audit.KEY_LABEL)
    engine = engine_over(lambda: connect(staged, key))
    try:
        with Session(engine) as session, session.begin():
            me = staff.by_slot(session, key.slot_id)
            work = Work(
                session=session,
                now=now,
                by=me.code if me else "",
                role=me.role if me else "",
                zone=zone,
                audit_key=bytes(audit_key),
                vocabulary=lists.vocabulary,
            )
            audit.note(work, "restored")
    finally:
        engine.dispose()
        wipe(audit_key)


def _insist_on_lead(staged: Path, key: OpenKey) -> None:
    if key.kind != RECOVERY and _who(staged, key) != LEAD:
        raise NotTheLeads


def _who(staged: Path, key: OpenKey) -> str | None:
    """Return the role of whoever the key's slot belongs to inside the copy, None for nobody."""
    with closing(connect(staged, key, READ_ONLY)) as connection:
        row = connection.execute(
            "SELECT role FROM staff WHERE slot_id = ? AND active = 1", (key.slot_id,)
        ).fetchone()
    return str(row[0]) if row else None
