"""The one way to open the database: keyed, proved to be encrypted, and set to lose nothing.

A forgotten key makes SQLCipher write plain text without a word, and a key one digit short is taken
for a passphrase; so every connection is refused unless it says of itself that it is encrypted.
WAL with `synchronous=FULL` is the pair that loses no confirmed save when the power goes.
"""

from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.wiping import wipe

# 3.51.2 and older can corrupt a file when its write-ahead log is reset (sqlite.org/wal.html).
OLDEST_SQLITE: Final = (3, 51, 3)
READING: Final = {"casebook_reading": True}
_DIGITS: Final = b"0123456789abcdef"
_SETTINGS: Final = {
    "foreign_keys": 1,
    "temp_store": 2,  # memory: SQLCipher does not encrypt temporary files
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "recursive_triggers": 1,  # INSERT OR REPLACE must fire the delete triggers of the audit trail
    "cache_size": -65536,
    "busy_timeout": 5000,
}


class Unsafe(RuntimeError):
    """The library or a setting is not what the program's promises rest on; it goes no further."""


def connect(path: Path, key: OpenKey, mode: str = "mode=rw") -> Any:
    """Return a keyed connection that has read its first page; `mode` is the query of SQLite's URI.

    Never creates a file with the modes used here. Raises what SQLCipher raises (a wrong key, a
    damaged page and a passing read error look the same, so it tries twice), and Unsafe.
    """
    check_library()
    try:
        return _connect(path, key, mode)
    except dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) != dbapi2.SQLITE_NOTADB:
            raise
    return _connect(path, key, mode)


def make_engine(path: Path, key: OpenKey) -> Engine:
    """Return the engine with its single connection; `key` must live as long as it does."""

    def creator() -> Any:
        connection = connect(path, key)
        try:
            prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    return engine_over(creator)


def engine_over(creator: Any) -> Engine:
    """Return an engine whose transactions are the program's own, over connections of `creator`."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def prepare(connection: Any) -> None:
    """Set what every working connection needs and read back what matters."""
    for name, value in _SETTINGS.items():
        connection.execute(f"PRAGMA {name}={value}")
        if one(connection, f"PRAGMA {name}") != value:
            msg = f"the setting {name} was not taken"
            raise Unsafe(msg)
    connection.execute("PRAGMA mmap_size=0")
    # Network drives and some sticks refuse WAL; the old journal is as safe with EXTRA, and slower.
    in_wal = one(connection, "PRAGMA journal_mode=WAL") == "wal"
    if not in_wal:
        connection.execute("PRAGMA journal_mode=DELETE")
    wanted = 2 if in_wal else 3
    connection.execute(f"PRAGMA synchronous={wanted}")
    if one(connection, "PRAGMA synchronous") != wanted:
        msg = "the setting synchronous was not taken"
        raise Unsafe(msg)


def one(connection: Any, statement: str) -> Any:
    """Return the single value a statement answers, or None."""
    row = connection.execute(statement).fetchone()
    return row[0] if row else None


def cipher_findings(connection: Any) -> int:
    """Return how many pages fail their authentication; use a fresh connection, after a checkpoint.

    Every row counts: reading only the first hid damage in another program (Signal-Desktop#3869).
    """
    return len(connection.execute("PRAGMA cipher_integrity_check").fetchall())


@cache
def check_library() -> None:
    """Refuse an SQLite with known corruption, or a build without SQLCipher; quieten its log."""
    connection = dbapi2.connect(":memory:")
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # its lines would go to stderr
        has_cipher = one(connection, "PRAGMA cipher_version")
    finally:
        connection.close()
    if not has_cipher or dbapi2.sqlite_version_info < OLDEST_SQLITE:
        msg = f"SQLCipher on SQLite {'.'.join(map(str, OLDEST_SQLITE))} or later is needed"
        raise Unsafe(msg)


def _connect(path: Path, key: OpenKey, mode: str) -> Any:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        _set_key(connection, key)
        _require_encrypted(connection)
        one(connection, "SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_encrypted(connection: Any) -> None:
    if not one(connection, "PRAGMA cipher_version"):
        msg = "this is not SQLCipher"
        raise Unsafe(msg)
    if str(one(connection, "PRAGMA cipher_status")) != "1":
        msg = "the file would not be encrypted"
        raise Unsafe(msg)


def _set_key(connection: Any, key: OpenKey) -> None:
    # Built in place: bytes.hex() would leave copies of the key that nobody can wipe.
    raw = key.database_key()
    literal = bytearray(2 * len(raw) + 3)
    literal[0:2], literal[-1:] = b"x'", b"'"
    try:
        for at, byte in enumerate(raw):
            literal[2 + 2 * at] = _DIGITS[byte >> 4]
            literal[3 + 2 * at] = _DIGITS[byte & 15]
        connection.set_key(literal)
    finally:
        wipe(raw)
        wipe(literal)


def _begin(connection: Connection) -> None:
    # With isolation_level=None nobody else sends BEGIN, and without it a rollback keeps the row.
    # Writing takes its lock at once, so that it never fails half-way for want of it.
    reading = connection.get_execution_options().get("casebook_reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
