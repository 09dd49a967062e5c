"""One program at a time: an operating system lock on `NAME.casebook.lock`.

The lock goes with the process, so a killed program leaves nothing that has to be cleared by hand.
"""

import contextlib
import os
from pathlib import Path
from typing import final

from filelock import FileLock, Timeout

from outreach_app.errors import InUse, NoSuchFile
from outreach_app.vault.disk import translated

_held: set[Path] = set()


def held_here(path: Path) -> bool:
    """Tell whether this very program has the casebook at `path` open."""
    return path.resolve() in _held


@final
class CasebookLock:
    """A held lock. Keep the object: a FileLock that is collected releases itself."""

    def __init__(self, path: Path) -> None:
        """Take the lock of the casebook at `path`, or raise InUse, NoSuchFile or NoPermission."""
        self._key = path.resolve()
        if self._key in _held:
            raise InUse(name=path.name)
        self._file = path.with_name(path.name + ".lock")
        self._lock = FileLock(self._file, timeout=0, mode=0o600, thread_local=False)
        if not path.absolute().parent.is_dir():  # filelock would make the folder
            raise NoSuchFile(name=path.absolute().parent.name)
        with translated(path.name):
            try:
                self._lock.acquire()
            except Timeout as error:  # an OSError too, hence inside
                raise InUse(name=path.name) from error
        _held.add(self._key)

    @property
    def released(self) -> bool:
        """Tell whether it was given back."""
        return not self._lock.is_locked

    def release(self) -> None:
        """Give the lock back and leave no file behind; a second call does nothing."""
        if self.released:
            return
        _held.discard(self._key)
        # While it is held: filelock refuses a lock on a file that was unlinked meanwhile, so two
        # programs never hold two different ones. Windows cannot unlink an open file and keeps it.
        if os.name == "posix":
            with contextlib.suppress(OSError):
                self._file.unlink()
        self._lock.release()
