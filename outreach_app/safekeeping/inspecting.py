"""Is a casebook's file whole, and does it hold what it should? For files nobody has open."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from outreach_app.errors import Cancelled, Damaged
from outreach_app.governance import audit
from outreach_app.storage.engine import READING, cipher_findings, connect, engine_over, one
from outreach_app.storage.faults import translated
from outreach_app.storage.identity import require_identity
from outreach_app.vault.open_key import OpenKey
from outreach_app.words import say

Go = Callable[[], bool]
READ_ONLY = "mode=ro&immutable=1"
# So often the database asks whether to go on: some thousand times a second.
_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Contents:
    """What a casebook holds, in numbers: version, rows of every table, last entry of the trail."""

    schema: int
    rows: dict[str, int]
    entries: int
    head: str


def contents(connection: Any) -> Contents:
    """Count what the connection's present transaction sees."""
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    ]
    last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Contents(
        schema=int(one(connection, "PRAGMA user_version")),
        rows={name: _count(connection, name) for name in tables},
        entries=int(last[0]) if last else 0,
        head=str(last[1]) if last else "",
    )


def _count(connection: Any, table: str) -> int:
    quoted = table.replace('"', '""')
    # A table's name cannot be a parameter; it is quoted, and the connection may only read.
    return int(one(connection, f'SELECT count(*) FROM "{quoted}"'))  # noqa: S608


def inspect(path: Path, key: OpenKey, audit_key: bytes, go: Go) -> Contents:
    """Look through a closed casebook and return what it holds. Changes no byte of it.

    Every page is authenticated, the database's own structure and its text indexes are checked,
    links between records followed, the trail computed again. Raises Damaged with what was found,
    NewerVersion, Cancelled when `go` says no, and what reading raises.
    """
    with translated(path), stoppable(go):
        with closing(connect(path, key, READ_ONLY)) as connection:
            connection.set_progress_handler(lambda: not go(), _STEPS)
            require_identity(connection, path, key)
            if cipher_findings(connection):
                raise _damaged(path, "pages")
            found = connection.execute("PRAGMA integrity_check").fetchall()
            if [row[0] for row in found] != ["ok"]:
                raise _damaged(path, "structure")
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise _damaged(path, "links")
            held = contents(connection)
        if _trail_broken(path, key, audit_key, go):
            raise _damaged(path, "trail")
    return held


def _trail_broken(path: Path, key: OpenKey, audit_key: bytes, go: Go) -> bool:
    def creator() -> Any:
        connection = connect(path, key, READ_ONLY)
        connection.set_progress_handler(lambda: not go(), _STEPS)
        return connection

    engine = engine_over(creator)
    try:
        with Session(engine.execution_options(**READING)) as session:
            return audit.broken_at(session, audit_key) is not None
    finally:
        engine.dispose()


@contextmanager
def stoppable(go: Go) -> Iterator[None]:
    """Turn the database's answer to being stopped into Cancelled."""
    try:
        yield
    except Exception as error:
        if not go() and _interrupted(error):
            raise Cancelled from error
        raise


def _interrupted(error: BaseException | None) -> bool:
    while error is not None:
        if getattr(error, "sqlite_errorcode", None) == dbapi2.SQLITE_INTERRUPT:
            return True
        error = error.__cause__ or getattr(error, "orig", None)
    return False


def _damaged(path: Path, what: str) -> Damaged:
    return Damaged(name=path.name, what=say(f"copies.damage.{what}"))
