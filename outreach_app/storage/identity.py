"""Whether a file is the casebook its key file belongs to, whole, and of a known version."""

from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from outreach_app.errors import Damaged, NewerVersion
from outreach_app.storage.engine import cipher_findings, connect, one, prepare
from outreach_app.storage.log_check import log_is_gone, log_was_changed
from outreach_app.storage.migrate import VERSION
from outreach_app.vault.open_key import OpenKey
from outreach_app.words import say

APPLICATION: Final = 0x6F63_6231
VAULT_ID: Final = "vault_id"
KEY_SEQUENCE: Final = "key_sequence"
# The public half of every slot by its id, so that one put into the key file by others is noticed.
KEY_SLOTS: Final = "key_slots"
# When a new data key became due: somebody left. Gone with the next one.
NEW_KEY_DUE: Final = "new_key_due"
# The data keys of earlier generations, each under its number: older copies are under them.
EARLIER: Final = "data_key."
MADE_AT: Final = "made_at"


def require_identity(connection: Any, path: Path, key: OpenKey) -> None:
    """Raise NewerVersion, or Damaged for a file that opens and is not the whole casebook of `key`.

    A file cut to nothing, and a copy stopped half-way, open as new and empty with every check of
    SQLite "ok"; only the casebook's own marks tell.
    """
    if one(connection, "PRAGMA application_id") != APPLICATION:
        raise _damaged(path, "incomplete")
    version = one(connection, "PRAGMA user_version")
    if version > VERSION:
        raise NewerVersion(name=path.name)
    try:
        vault = one(connection, "SELECT value FROM vault_meta WHERE key='vault_id'")
    except dbapi2.OperationalError as error:
        raise _damaged(path, "incomplete") from error
    if version < 1 or vault is None:
        raise _damaged(path, "incomplete")
    if vault != key.vault_id:
        raise _damaged(path, "other")


def require_whole(path: Path, key: OpenKey) -> None:
    """Check a casebook that nobody has open, without changing a byte of it or leaving a file.

    What a crash left in the log is first brought into the file, as SQLite would on the next
    opening, because the page check does not see the log. Then the file is read as it stands:
    marks and the authentication of every page.
    """
    log = path.with_name(path.name + "-wal")
    journal = path.with_name(path.name + "-journal")
    if log_is_gone(path):
        raise _damaged(path, "log_gone")
    if log_was_changed(path):
        raise _damaged(path, "log")
    if log.exists() and log.stat().st_size:
        # Closing a connection that may write brings the log in, also of a casebook that is refused.
        with closing(connect(path, key, "mode=ro")) as connection:
            require_identity(connection, path, key)
    if (log.exists() and log.stat().st_size) or journal.exists():
        connection = connect(path, key)
        try:
            require_identity(connection, path, key)
            prepare(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    connection = connect(path, key, "mode=ro&immutable=1")
    try:
        require_identity(connection, path, key)
        if cipher_findings(connection):
            raise _damaged(path, "pages")
    finally:
        connection.close()


def learn_earlier(connection: Any, key: OpenKey) -> None:
    """Let the key hold the data keys the casebook had before."""
    rows = connection.execute(
        "SELECT key, value FROM vault_meta WHERE key LIKE 'data_key.%'"
    ).fetchall()
    for name, value in rows:
        key.learn(int(name.removeprefix(EARLIER)), bytearray.fromhex(value))


def _damaged(path: Path, what: str) -> Damaged:
    return Damaged(name=path.name, what=say(f"storage.damage.{what}"))
