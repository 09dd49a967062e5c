"""Handing a file over: the only place where something about a case is written to a disk."""

from pathlib import Path

from outreach_app.sharing.releasing import Released
from outreach_app.storage.atomic import write_atomic


def save(path: Path, released: Released) -> None:
    """Write a released file whole or not at all, for its user alone. Raises KnownError."""
    write_atomic(path, released.data)
