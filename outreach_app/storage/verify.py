"""Is the open casebook whole? Encrypted pages, database structure, links between records."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from outreach_app.storage.casebook import Casebook
from outreach_app.storage.engine import cipher_findings, connect
from outreach_app.storage.faults import translated


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not whole; `code` names its sentence (``storage.check.<code>``)."""

    code: str
    data: Mapping[str, object] = field(default_factory=dict)


def verify(book: Casebook) -> tuple[Finding, ...]:
    """Return what is wrong with the casebook, nothing when it is whole. Changes nothing in it.

    The log is brought into the file first, because the page check does not look into it, and a
    fresh connection is used, because one bad page spoils later answers on the same one.
    """
    book.checkpoint()
    found: list[Finding] = []
    with translated(book.path):
        connection = connect(book.path, book.open_key)
        try:
            if pages := cipher_findings(connection):
                found.append(Finding("cipher", {"count": pages}))
            rows = [row[0] for row in connection.execute("PRAGMA integrity_check").fetchall()]
            if rows != ["ok"]:
                found.append(Finding("pages", {"count": len(rows)}))
            loose = Counter(row[0] for row in connection.execute("PRAGMA foreign_key_check"))
            found += [
                Finding("links", {"table": table, "count": count})
                for table, count in sorted(loose.items())
            ]
        finally:
            connection.close()
    return tuple(found)
