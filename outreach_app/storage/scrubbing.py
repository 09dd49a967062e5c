"""Taking the bytes of what was deleted out of a casebook's file.

`secure_delete` alone leaves words in the text indexes, in the log and in the statistics of the
query planner; of the last none are ever made here (ANALYZE). Source: design/security.md, 10.
"""

from typing import Any, Final

from models.finding import ACCOUNTS, NAMES, NOTES

_STEPS: Final = (
    "PRAGMA query_only=OFF",
    *(f"INSERT INTO {index} ({index}) VALUES ('optimize')" for index in (NAMES, NOTES, ACCOUNTS)),  # noqa: S608 - our own names
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "VACUUM",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)


def scrub(connection: Any) -> None:
    """Write the file anew without what was deleted; outside any transaction.

    May be stopped at any moment and repeated: the database does it whole or not at all.
    """
    cursor = connection.cursor()
    for step in _STEPS:
        cursor.execute(step).fetchall()
    cursor.close()
