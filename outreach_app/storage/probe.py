"""Is the file named a casebook at all? Asked before any key is tried, without changing a byte."""

import re
import stat
from pathlib import Path
from typing import Final

from outreach_app.errors import Damaged, InUse, NotACasebook, NotAPlainFile
from outreach_app.storage.lock import held_here
from outreach_app.vault.disk import translated
from outreach_app.vault.keyfile_copies import paths_of
from outreach_app.words import say

PAGE: Final = 4096
# How files begin that people mix up with a casebook: an unencrypted database, a workbook, a PDF, a
# key file, an exchange file. An encrypted file begins with random bytes, and one that began like
# another kind could never be opened: nothing here is true by chance more than once in 2^34.
_OTHERS: Final = re.compile(
    rb"SQLite format 3\x00|PK\x03\x04[\x0a-\x3f]\x00|%PDF-1\.|casebook-keys "
    rb"|\{\s{,9}[\"}][\s -~]{,14}\Z"
)
_BEGINNING: Final = 16
# What SQLite opens beside a casebook by itself; at a pipe it would wait for ever.
_BESIDE: Final = ("-wal", "-shm", "-journal")


class NotPlainBeside(NotAPlainFile):
    """A pipe, a device or a folder has the name of a file that SQLite keeps beside a casebook."""

    key = "storage.not_plain"


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
            beginning = file.read(_BEGINNING)
        real = path.resolve()  # SQLite looks beside what a link stands for
        for each in (real.with_name(real.name + end) for end in _BESIDE):
            if each.exists() and not each.is_file():
                raise NotPlainBeside(name=each.name)
    if _OTHERS.match(beginning):
        raise NotACasebook(name=path.name)
    if found.st_size < PAGE:
        if any(keys.exists() for keys in paths_of(path)):
            raise Damaged(name=path.name, what=say("storage.damage.short"))
        raise NotACasebook(name=path.name)
