"""Which restores this computer decided, told from a folder somebody laid beside a casebook.

Whoever finishes a restore has no key yet, so nothing inside the folder can prove by itself who made
it. A word drawn at random stands in the folder, and a digest of it in the program's own small
folder from before the decision until the restore is done. A folder that was planted, or came back
with an old backup of the whole disk, has no such word.
"""

import contextlib
import hashlib
import secrets
from pathlib import Path
from typing import Final

from outreach_app import paths
from outreach_app.errors import KnownError
from outreach_app.vault.disk import write_atomic

_BYTES: Final = 32


def remember() -> str:
    """Draw a word and keep its digest here; return the word.

    Where the small folder cannot be written the restore goes on: only one that is interrupted in
    its last moment must then be begun again.
    """
    word = secrets.token_hex(_BYTES)
    with contextlib.suppress(KnownError, OSError):
        _mark(word).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomic(_mark(word), b"")
    return word


def is_known(word: str) -> bool:
    """Tell whether this computer drew the word and has not finished what it stands for."""
    return len(word) == 2 * _BYTES and _mark(word).is_file()


def forget(word: str) -> None:
    """Let the word count no more."""
    with contextlib.suppress(OSError):
        _mark(word).unlink(missing_ok=True)


def _mark(word: str) -> Path:
    name = hashlib.sha256(word.encode()).hexdigest()[:32]
    return paths.settings_folder() / "restores" / name
