"""Writing an outgoing file whole or not at all, and clearing up after a killed program."""

import contextlib
import re
from pathlib import Path
from typing import Final

from outreach_app.vault.disk import PART, translated, write_atomic

__all__ = ["remove_leftovers", "translated", "write_atomic"]

_LEFTOVER: Final = re.compile(r"\..+\.[0-9a-f]{8}" + re.escape(PART))


def remove_leftovers(folder: Path) -> int:
    """Remove part files that `write_atomic` left in `folder` when it was killed; return how many.

    Only for folders nobody writes to at this moment: at the start of the program, for those it
    wrote to before. A folder that is gone or closed to us holds nothing we could remove.
    """
    removed = 0
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _LEFTOVER.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                path.unlink()
                removed += 1
    return removed
