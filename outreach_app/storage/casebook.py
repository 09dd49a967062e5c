"""An open casebook: one encrypted file, one connection, one transaction at a time."""

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Self, final

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.types import moment_text
from outreach_app.clock import Clock
from outreach_app.errors import AlreadyThere, KeysMissing, NoPermission
from outreach_app.storage import identity, migrate, rekeying, scrubbing
from outreach_app.storage.atomic import remove_leftovers
from outreach_app.storage.copying import copy_casebook
from outreach_app.storage.engine import READING, connect, engine_over, make_engine
from outreach_app.storage.faults import translated
from outreach_app.storage.lock import CasebookLock
from outreach_app.storage.probe import look_at
from outreach_app.vault import renewing
from outreach_app.vault.disk import NEW_FILE, PART, sync_folder
from outreach_app.vault.keyfile_copies import paths_of
from outreach_app.vault.letterbox import box_of
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.wiping import wipe

SUFFIX: Final = ".casebook"


@final
class Casebook:
    """An open casebook. Made by `create` and `open_casebook`; `close` it, or use it as a context.

    `keys_are_older` tells that the key file beside it is older than the casebook remembers:
    somebody put an old copy there, and people removed since could open it again. `keys_are_others`
    tells that it has the number the casebook remembers and other slots.
    """

    def __init__(self, path: Path, key: OpenKey, lock: CasebookLock) -> None:
        self.path = path
        self.keys_are_older = False
        self.keys_are_others = False
        self._key = key
        self._lock = lock
        self._engine = make_engine(path, key)
        self._reading = self._engine.execution_options(**READING)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose work is committed when the block ends, and undone if it raises.

        When this returns, the work is on the disk. Raises DiskFull, DiskFailed, NoPermission,
        InUse or Damaged. After an error from the commit itself the work may nevertheless be on the
        disk: read again before repeating it. Keys made by us let a repetition show as a double key.
        """
        with (
            translated(self.path),
            Session(self._engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the casebook and can write nothing."""
        with (
            translated(self.path),
            Session(self._reading, autoflush=False) as session,
        ):
            yield session
            if session.new or session.deleted or any(map(session.is_modified, session.dirty)):
                msg = "something was changed in a session for reading"
                raise RuntimeError(msg)

    def checkpoint(self) -> None:
        """Bring the log into the main file: after deletions, before locking, before a backup."""
        with translated(self.path):
            # Below SQLAlchemy, because its AUTOCOMMIT would hand transactions back to the driver.
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute("PRAGMA query_only=OFF")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                cursor.close()
            finally:
                connection.close()

    def scrub(self) -> None:
        """Take the bytes of what was deleted out of the file: after something was let go of."""
        with translated(self.path):
            connection = self._engine.raw_connection()
            try:
                scrubbing.scrub(connection)
            finally:
                connection.close()

    @property
    def open_key(self) -> OpenKey:
        """The key it was opened with."""
        return self._key

    @property
    def closed(self) -> bool:
        """Tell whether `close` was called."""
        return self._lock.released

    def remember_keys(self) -> None:
        """Note the key file's number and slots inside the casebook, after keys were changed."""
        slots = renewing.publics(self.path, self._key)
        with self.writing() as session:
            remember(session, identity.KEY_SEQUENCE, str(self._key.sequence))
            remember(session, identity.KEY_SLOTS, json.dumps(slots, sort_keys=True))

    def known_slots(self) -> dict[str, str]:
        """Return the public half of every slot by its id, as it was last noted."""
        with self.reading() as session:
            found: dict[str, str] = json.loads(recall(session, identity.KEY_SLOTS) or "{}")
        return found

    def move_to(self, part: Path, new: OpenKey) -> None:
        """Let a copy under a new data key take this casebook's place, and go on with it.

        The key everybody here holds becomes the new one. Raises InUse, and what the disk says;
        then the casebook is as it was, and open.
        """
        with translated(self.path):
            self.checkpoint()
            self._engine.dispose()
            rekeying.put_in_place(self.path, part)
            self._key.learn(new.generation, new.database_key())
            self._key.become(new.generation)
            sync_folder(self.path.parent)

    def close(self) -> None:
        """Bring everything into the main file, let it go, release the lock; twice is once.

        A checkpoint that fails, for example on a full disk, loses nothing: the log stays beside
        the file and is read at the next opening. The key is the caller's to close.
        """
        if self.closed:
            return
        try:
            with contextlib.suppress(Exception):
                self.checkpoint()
            self._engine.dispose()
        finally:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(
    path: Path,
    key: OpenKey,
    clock: Clock,
    furnish: Callable[[Session], None] = lambda _: None,
    lock: CasebookLock | None = None,
) -> Casebook:
    """Make a new casebook for `key` at `path`, with what `furnish` writes into it, and open it.

    It is made under another name, checked, and only then takes its own, so no half of one ever has
    it. A `lock` that the caller holds goes with it; after an error it is still the caller's.
    Raises AlreadyThere, InUse, NoPermission, NoSuchFile, DiskFull, DiskFailed.
    """
    held = lock or CasebookLock(path)
    try:
        _require_free(path)
        part = path.with_name(f".{path.name}{PART}")
        with translated(path):
            try:
                _fill(part, path, key, clock, furnish)
                identity.require_whole(part, key)
                part.rename(path)
                sync_folder(path.parent)
            except BaseException:
                _remove(part)
                raise
        return _opened(path, key, held)
    except BaseException:
        if held is not lock:
            held.release()
        raise


def open_casebook(path: Path, key: OpenKey) -> Casebook:
    """Open the casebook at `path` with the key its key file gave.

    Raises NoSuchFile, NotACasebook, Damaged, NewerVersion, InUse, NoPermission, DiskFull or
    DiskFailed, and then has changed nothing. Every page is authenticated first (about a quarter
    of a second for 50 MB). An older version is copied aside and then brought up to date.
    """
    look_at(path)
    lock = CasebookLock(path)
    try:
        _require_writable(path)
        # An old key file among them would hold a way in that was closed since.
        remove_leftovers(path.parent, {each.name for each in (*paths_of(path), box_of(path))})
        with translated(path):
            rekeying.settle(path, key)
            identity.require_whole(path, key)
        return _opened(path, key, lock)
    except BaseException:
        lock.release()
        raise


def _opened(path: Path, key: OpenKey, lock: CasebookLock) -> Casebook:
    book = Casebook(path, key, lock)
    try:
        with book.reading() as session:
            version = migrate.version_of(session.connection())
            identity.learn_earlier(session.connection().connection, key)
        if version < migrate.VERSION:
            copy_casebook(path, key, path.with_name(f"{path.name}.before-{version + 1}"))
            with book.writing() as session:
                migrate.upgrade(session.connection())
        with contextlib.suppress(KeysMissing):  # opened without its key file beside it
            _compare_keys(book, key)
    except BaseException:
        book._engine.dispose()  # noqa: SLF001 - its own maker; `close` would release the lock twice
        raise
    return book


def _compare_keys(book: Casebook, key: OpenKey) -> None:
    """Compare the key file with what the casebook remembers of it, and remember a newer one."""
    with book.reading() as session:
        noted = recall(session, identity.KEY_SEQUENCE)
        slots = recall(session, identity.KEY_SLOTS)
    number = int(noted or 0)
    book.keys_are_older = number > key.sequence
    if slots is None or number < key.sequence:
        book.remember_keys()
    elif number == key.sequence:
        book.keys_are_others = json.loads(slots) != renewing.publics(book.path, key)


def _require_free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise AlreadyThere(name=path.name)


def _require_writable(path: Path) -> None:
    # SQLite would open it for reading only and fail at the first save, after something was typed.
    if not os.access(path, os.R_OK | os.W_OK):
        raise NoPermission(name=path.name)


def _fill(
    part: Path, path: Path, key: OpenKey, clock: Clock, furnish: Callable[[Session], None]
) -> None:
    _remove(part)
    os.close(os.open(part, NEW_FILE, 0o600))
    engine = engine_over(lambda: connect(part, key))
    try:
        with Session(engine) as session, session.begin():
            connection = session.connection()
            migrate.upgrade(connection)
            connection.exec_driver_sql(f"PRAGMA application_id={identity.APPLICATION}")
            remember(session, identity.VAULT_ID, key.vault_id)
            remember(session, identity.MADE_AT, moment_text(clock.now()))
            remember(session, identity.KEY_SEQUENCE, str(key.sequence))
            slots = renewing.publics(path, key)
            remember(session, identity.KEY_SLOTS, json.dumps(slots, sort_keys=True))
            furnish(session)
    finally:
        engine.dispose()


def recall(session: Session, name: str) -> str | None:
    """Return one fact about the file itself, None where it was never noted."""
    found: str | None = session.scalar(
        text("SELECT value FROM vault_meta WHERE key = :key"), {"key": name}
    )
    return found


def remember_earlier(session: Session, key: OpenKey) -> None:
    """Keep a data key inside the casebook that is under a later one."""
    raw = key.database_key()
    try:
        remember(session, f"{identity.EARLIER}{key.generation}", raw.hex())
    finally:
        wipe(raw)


def remember(session: Session, name: str, value: str) -> None:
    """Note a fact about the file itself."""
    session.execute(
        text(
            "INSERT INTO vault_meta (key, value) VALUES (:key, :value)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        ),
        {"key": name, "value": value},
    )


def _remove(part: Path) -> None:
    for path in (part, part.with_name(part.name + "-journal")):
        path.unlink(missing_ok=True)
