"""Making a casebook together with its key file, so that neither is ever there without the other."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy.orm import Session

from outreach_app.clock import Clock
from outreach_app.storage import casebook
from outreach_app.storage.casebook import Casebook
from outreach_app.storage.lock import CasebookLock
from outreach_app.vault import keyholders
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.keyholders import NewKeys
from outreach_app.vault.open_key import OpenKey


def make(
    path: Path,
    passphrase: str,
    cost: KdfCost,
    clock: Clock,
    furnish: Callable[[Session, OpenKey], None],
) -> tuple[NewKeys, Casebook]:
    """Make a casebook at `path` with what `furnish` writes into it, and open it.

    Its lock is held before its key file is written: of two who make one of the same name at once,
    the one who is refused must leave the other's key file alone. Raises what `create_keys` and
    `casebook.create` raise, and then leaves nothing.
    """
    keyholders.insist_on_free(path)
    with ExitStack() as unless_made:
        lock = CasebookLock(path)
        unless_made.callback(lock.release)
        new = keyholders.create_keys(path, "", passphrase, cost)
        unless_made.callback(keyholders.discard_keys, path)
        book = casebook.create(
            path, new.key, clock, lambda session: furnish(session, new.key), lock
        )
        unless_made.pop_all()
    return new, book
