"""How far many incidents came with police and court, by one word each, for the list of incidents.

The same rule as on the page of one incident (`ladder.stage_of`); nothing of any note is read.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from outreach_app.casework.ladder import EntryRow, stage_of
from outreach_app.casework.ladder_entries import KINDS
from outreach_app.work import Work

# What bears on the stage: steps on the way, what police decided, charging, court.
_BEARS = ("path", "outcome", "charge", "court")


def of(work: Work, incidents: Collection[str]) -> dict[str, str]:
    """Return the stage by incident (words: ``ladder.stage``), for those that came anywhere.

    Whoever asks has made sure that these incidents may be read.
    """
    wanted = set(incidents)
    entries: dict[str, list[tuple[Any, EntryRow]]] = {}
    for order, name in enumerate(_BEARS):
        kind = KINDS[name]
        table: Any = kind.table
        column = getattr(table, str(kind.column))
        rows = work.session.execute(
            select(table.incident_id, table.on_day, table.recorded_at, table.position, column)
        )
        for key, day, recorded, position, code in rows:
            if key in wanted:
                entry = EntryRow(name, day, code, (), None, None, bad=False)
                entries.setdefault(key, []).append(((day, recorded, order, position), entry))
    found = {}
    for key, told in entries.items():
        newest = sorted(told, key=lambda each: each[0], reverse=True)
        found[key] = stage_of(tuple(entry for _, entry in newest), work.lists)
    return found
