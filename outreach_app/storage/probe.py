"""Is the file named a casebook at all? Asked before any key is tried, without changing a byte."""

import stat
from pathlib import Path
from typing import Final

from outreach_app.errors import Damaged, InUse, NotACasebook
from outreach_app.storage.lock import held_here
from outreach_app.vault.disk import translated
from outreach_app.vault.keyfile_copies import paths_of
from outreach_app.words import say

PAGE: Final = 4096
# How files begin that people mix up with a casebook. An encrypted file begins with random bytes, so
# each of these is wrong once in 2^32 or less.
_OTHERS: Final = (b"SQLite format 3\x00", b"PK\x03\x04", b"%PDF", b"casebook-keys ", b'{"')


def look_at(path: Path) -> None:
    """Raise what is wrong with `path` as a casebook, as far as it shows without a key.

    NoSuchFile; NotACasebook for a folder, another kind of file, or a file too short without a key
    file beside it; Damaged for one too short that has its key file: SQLite would take an empty file
    for a new, empty casebook. InUse where this program has it open: reading the file then would
    drop SQLite's lock on it (POSIX locks belong to the process).
    """
    if held_here(path):
        raise InUse(name=path.name)
    with translated(path.name):
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotACasebook(name=path.name)
        with path.open("rb") as file:
            beginning = file.read(16)
    if beginning.startswith(_OTHERS):
        raise NotACasebook(name=path.name)
    if found.st_size < PAGE:
        if any(keys.exists() for keys in paths_of(path)):
            raise Damaged(name=path.name, what=say("storage.damage.short"))
        raise NotACasebook(name=path.name)
