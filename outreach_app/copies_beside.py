"""A copy of a casebook that another program has open: read beside it, with nothing written into it.

SQLite lets others read while one writes, and a copy is read in one transaction, so it is of one
moment and the writer waits for nothing but to empty its log. That holds where the casebook keeps a
log (WAL); where it cannot, as on some network drives, a reader would hold up a save, and the
casebook is in use. The connection may only read: one that may write would, as the last to leave,
clear away the log by its name.

The trail lies in the casebook, which is another program's. So what was made is written beside it,
sealed with a key of the casebook's, and the next opening enters it.
"""

import hmac
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, TypeAlias

from sqlalchemy.orm import Session

from models.types import moment_text
from outreach_app.casework import staff
from outreach_app.clock import Clock
from outreach_app.errors import Damaged, InUse, KnownError, UserDisabled, WrongPassphrase
from outreach_app.governance import audit
from outreach_app.safekeeping import making
from outreach_app.safekeeping.container import Seen
from outreach_app.safekeeping.making import Job
from outreach_app.storage import identity, migrate, rekeying
from outreach_app.storage.engine import READING, connect, engine_over, one
from outreach_app.storage.faults import translated
from outreach_app.storage.lock import held_here
from outreach_app.vault import keyfile_copies, unlocking
from outreach_app.vault.disk import read_bounded, write_atomic
from outreach_app.vault.kdf import tidy_name
from outreach_app.vault.keyfile import canonical
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.wiping import wipe
from outreach_app.way_back import ZONE
from outreach_app.work import Done, Work, changed

Door: TypeAlias = Callable[..., Any]

READ: Final = "mode=ro"
_LABEL: Final = "backup-note/1"
_LIMIT: Final = 4096
_MEMBERS: Final = {"made_at", "by", "entries", "head"}


def make(path: Path, name: str, passphrase: str, clock: Clock, folder: Path) -> Seen:
    """Make a copy in `folder` of a casebook another program has open, for who may open it.

    Raises what opening a casebook raises and what `making.make` raises; InUse where it cannot be
    read beside the other: no log, another version of the tables, a new data key being made.
    """
    if held_here(path):  # reading the file would drop this program's own lock on it
        raise InUse(name=path.name)
    with closing(
        unlocking.unlock(path, name, passphrase, Throttle(clock), fits=rekeying.fits)
    ) as key:
        if len(key.generations) > 1:
            raise InUse(name=path.name)
        with translated(path), closing(connect(path, key, READ)) as connection:
            identity.require_identity(connection, path, key)
            mode = one(connection, "PRAGMA journal_mode")
            if mode != "wal" or one(connection, "PRAGMA user_version") != migrate.VERSION:
                raise InUse(name=path.name)
            identity.learn_earlier(connection, key)
        code = _whoever(path, key, name, clock)
        audit_key = key.derive_first(audit.KEY_LABEL)
        try:
            job = Job(path, key, bytes(audit_key), clock.now(), ZONE, mode=READ)
            seen = making.make(job, folder)
        except Damaged as error:
            if keyfile_copies.read(path).generation != key.generation:
                raise InUse(name=path.name) from error  # a new data key was made meanwhile
            raise
        finally:
            wipe(audit_key)
        _leave_word(path, key, seen, code)
    return seen


def _whoever(path: Path, key: OpenKey, name: str, clock: Clock) -> str:
    """Return the code of the colleague whose way in this is, as an opening would let them in."""
    engine = engine_over(lambda: connect(path, key, READ))
    try:
        with translated(path), Session(engine.execution_options(**READING)) as session:
            me = staff.by_slot(session, key.slot_id)
    finally:
        engine.dispose()
    today = clock.now().astimezone(ZONE).date()
    if me is None or not me.active or (me.leaves_on is not None and me.leaves_on <= today):
        raise UserDisabled
    if name.strip() and tidy_name(name) != me.sign_in_name:
        raise WrongPassphrase
    return me.code


def take_in(path: Path, key: OpenKey, do: Door) -> None:
    """Enter into the trail what was copied beside this casebook, and clear the word of it away."""
    for place in tuple(_words(path)):
        with suppress(KnownError):
            told = _read(place, key)
            if told is not None:
                do(_note, told)
                place.unlink(missing_ok=True)


def _note(work: Work, told: dict[str, Any]) -> Done[None]:
    audit.note(work, "backup_made", "folder", **told)
    return Done(None, changed("copies"))


def _leave_word(path: Path, key: OpenKey, seen: Seen, code: str) -> None:
    manifest = seen.manifest
    told = {
        "made_at": moment_text(manifest.made_at),
        "by": code,
        "entries": manifest.entries,
        "head": manifest.head,
    }
    place = path.with_name(f"{path.name}.copied-{token_hex(8)}")
    write_atomic(place, canonical({**told, "mac": _mac(key, told)}))


def _words(path: Path) -> Iterator[Path]:
    wanted = re.compile(re.escape(path.name) + r"\.copied-[0-9a-f]{16}")
    with suppress(OSError):
        for each in sorted(path.parent.iterdir()):
            if wanted.fullmatch(each.name):
                yield each


def _read(place: Path, key: OpenKey) -> dict[str, Any] | None:
    """Return what stands there, None for anything but what holders of the key wrote."""
    try:
        found = json.loads(read_bounded(place, _LIMIT) or b"")
        said = found.pop("mac")
        if set(found) != _MEMBERS or not hmac.compare_digest(str(said), _mac(key, found)):
            return None
        datetime.fromisoformat(found["made_at"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return dict(found)


def _mac(key: OpenKey, told: dict[str, Any]) -> str:
    # From the first data key, so that a new one made meanwhile changes nothing.
    raw = key.derive_first(_LABEL)
    try:
        return hmac.digest(raw, canonical(told), "sha256").hex()
    finally:
        wipe(raw)
