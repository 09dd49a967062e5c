"""Writing an outgoing file whole or not at all, and clearing up after a killed program."""

import contextlib
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from outreach_app.errors import NotAPlainFile, PartOfACasebook
from outreach_app.vault import disk
from outreach_app.vault.disk import PART, translated
from outreach_app.vault.keyfile_copies import paths_of

__all__ = ["remove_leftovers", "translated", "write_atomic"]

_LEFTOVER: Final = re.compile(r"\.(.+)\.[0-9a-f]{8}" + re.escape(PART))


# What may follow the name of a casebook in the names of its own files.
_AFTER: Final = re.compile(r"(?=[.-])")
_COPY: Final = ".backup"


def write_atomic(path: Path, content: bytes) -> None:
    """Write an outgoing file whole or not at all; see `disk.write_atomic`.

    Raises PartOfACasebook for the name of a casebook, of a file that belongs to one, or of a copy
    that is there, and NotAPlainFile where a device, a pipe or a folder stands: renaming over a
    device would take it away. A link is replaced, and what it leads to is left alone.
    """
    insist_on_target(path)
    disk.write_atomic(path, content)


def insist_on_target(path: Path) -> None:
    """Raise what `write_atomic` would, as far as it shows before anything is to be written."""
    with translated(path.name):
        if _belongs_to_a_casebook(path):
            raise PartOfACasebook(name=path.name)
        # Also for a link that leads to a device, such as /dev/stdout: it is the system's own.
        if path.exists() and not path.is_file():
            raise NotAPlainFile(name=path.name)
        # A name that is too long once it is written under another one raises here.
        disk.part_of(path).exists()


def _belongs_to_a_casebook(path: Path) -> bool:
    """Tell whether `path` is a casebook, or named after one that lies beside it."""
    if path.name.endswith(_COPY) and path.is_file():
        return True
    places = [each.start() for each in _AFTER.finditer(path.name) if each.start()]
    names = {path.name, *(path.name[:at] for at in places)}
    return any(_is_a_casebook(path.with_name(name)) for name in names)


def _is_a_casebook(path: Path) -> bool:
    return path.is_file() and any(each.exists() for each in paths_of(path))


def remove_leftovers(folder: Path, names: Collection[str]) -> int:
    """Remove part files of these files that a killed `write_atomic` left; return how many.

    Only while nobody writes them: for the files of a casebook, while its lock is held. A folder
    that is gone or closed to us holds nothing we could remove.
    """
    removed = 0
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            found = _LEFTOVER.fullmatch(path.name)
            if found and found[1] in names and path.is_file() and not path.is_symlink():
                path.unlink()
                removed += 1
    return removed
