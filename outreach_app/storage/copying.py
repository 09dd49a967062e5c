"""A checked copy of a whole casebook under the same key, made by the database itself.

Copying the file's bytes would miss what stands in the log; SQLite's backup does not. A copy that
was stopped half-way opens as an empty casebook, so it has its name only after it was checked.
"""

import os
from pathlib import Path

from outreach_app.storage import identity
from outreach_app.storage.engine import connect
from outreach_app.storage.faults import translated
from outreach_app.vault.disk import NEW_FILE, PART, sync_folder
from outreach_app.vault.open_key import OpenKey


def copy_casebook(path: Path, key: OpenKey, target: Path) -> None:
    """Copy the casebook at `path`, open or not, to `target`, replacing an earlier copy there.

    Raises DiskFull, NoPermission, NoSuchFile, DiskFailed or Damaged; then `target` is as it was.
    """
    part = target.with_name(f".{target.name}{PART}")
    with translated(target):
        try:
            _remove(part)
            # Said of what is there, and before what was written gives its room back.
            with translated(path):
                os.close(os.open(part, NEW_FILE, 0o600))
                _copy(path, key, part)
                identity.require_whole(part, key)
            part.replace(target)
            sync_folder(target.parent)
        except BaseException:
            _remove(part)
            raise


def _remove(part: Path) -> None:
    """Remove a part file and its logs: one of an earlier try would be read into the next."""
    for end in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + end).unlink(missing_ok=True)


def _copy(path: Path, key: OpenKey, part: Path) -> None:
    source = connect(path, key)
    try:
        copy = connect(part, key)
        try:
            source.backup(copy)  # in one step: stepwise it starts anew with every commit elsewhere
            # A write-protected stick cannot open a file in WAL mode.
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
    finally:
        source.close()
