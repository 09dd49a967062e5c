"""What comes out the same however often it is done is done once for all casebooks of a run.

Keys: one passphrase and one salt give one key. Tables: the steps say the same statements to every
new file; they are kept from the first one, and said again in their order. Both are real the first
time, and always where no new file is made: `storage/test_migrations.py` runs the steps anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import Connection, event

from outreach_app.storage import migrate
from outreach_app.vault import kdf

_READS: Final = ("SELECT", "PRAGMA main.", "PRAGMA temp.")

Said = list[tuple[str, Any]]


def share(patch: pytest.MonkeyPatch) -> None:
    """Do both once for every casebook made or opened from now on."""
    patch.setattr(kdf, "Argon2id", _derivations())
    patch.setattr(migrate, "upgrade", _Steps())


def _derivations() -> type:
    derived: dict[bytes, bytes] = {}

    class Once:
        """Argon2id as the program asks for it; what goes in is kept as a digest."""

        def __init__(self, **asked: Any) -> None:
            self._real = Argon2id(**asked)
            self._asked = repr(sorted(asked.items())).encode()

        def derive_into(self, secret: bytes, key: bytearray) -> None:
            known = sha256(self._asked + b"\0" + secret).digest()
            if known not in derived:
                self._real.derive_into(secret, key)
                derived[known] = bytes(key)
            key[:] = derived[known]

    return Once


class _Steps:
    """The steps of the tables, said again to a file that is still empty."""

    def __init__(self) -> None:
        self._real = migrate.upgrade
        self._said: Said | None = None

    def __call__(self, connection: Connection) -> None:
        if not _is_new_file(connection):
            self._real(connection)
        elif self._said is None:
            with _heard(connection) as said:
                self._real(connection)
            self._said = said
        else:
            for statement, values in self._said:
                connection.exec_driver_sql(statement, values)


def _is_new_file(connection: Connection) -> bool:
    if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
        return False
    return bool(connection.exec_driver_sql("PRAGMA database_list").one().file)


@contextmanager
def _heard(connection: Connection) -> Iterator[Said]:
    said: Said = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if not statement.startswith(_READS):
            said.append((statement, values))

    event.listen(connection, "after_cursor_execute", hear)
    yield said
    event.remove(connection, "after_cursor_execute", hear)
