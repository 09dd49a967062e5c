"""Putting a restored casebook in the place of another, so that dying anywhere loses neither.

What is to come lies complete and checked in a folder of its own beside the target. Renaming that
folder is the one step that decides; everything after it is carried on by whoever comes next, at the
next opening on this computer, until it is done (`decided` tells it from a folder of strangers):

    .NAME.casebook.restore-<8 hex>.part/    being unpacked; means nothing, removed at will
    NAME.casebook.restoring/                decided: these files take the place of those outside
    NAME.casebook.before-restore-<moment>/  where those outside went, whole and under their names
    NAME.casebook.restoring-aside-<8 hex>/  not decided here, and in the way of a restore that is

Each new file leaves the folder by a rename, so what is still in it tells how far the work came. The
old database is given a second name first, where the disk can do that, so that there is a casebook
under its name at every moment.
"""

import contextlib
import os
import re
import secrets
import shutil
from pathlib import Path
from typing import Final

from outreach_app.errors import InUse, KnownError
from outreach_app.safekeeping import decided
from outreach_app.safekeeping.errors import CopyDamaged, NotBegunHere
from outreach_app.storage.faults import translated
from outreach_app.storage.lock import CasebookLock
from outreach_app.vault import letterbox
from outreach_app.vault.disk import PART, read_bounded, sync_folder
from outreach_app.vault.keyfile_copies import paths_of
from outreach_app.words import say

_ASIDE: Final = "aside"
_SAID_LIMIT: Final = 200
_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\d-\d{4}(-\d+)?")


def staging(casebook: Path) -> Path:
    """Make an empty folder beside `casebook`, on the same disk, and return it."""
    folder = casebook.with_name(f".{casebook.name}.restore-{secrets.token_hex(4)}{PART}")
    folder.mkdir(mode=0o700)
    return folder


def drop(folder: Path) -> None:
    """Remove a staging folder."""
    shutil.rmtree(folder, ignore_errors=True)


def clear_leftovers(casebook: Path) -> None:
    """Remove staging folders a killed program left; only while the casebook's lock is held."""
    for path in _leftovers(casebook):
        drop(path)


def _leftovers(casebook: Path) -> list[Path]:
    left = re.compile(re.escape(f".{casebook.name}.restore-") + r"[0-9a-f]{8}" + re.escape(PART))
    with contextlib.suppress(OSError):
        return [
            path
            for path in casebook.parent.iterdir()
            if left.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
        ]
    return []


def pending(casebook: Path) -> bool:
    """Tell whether a restore was decided and not finished, here or elsewhere."""
    folder = _decided(casebook)
    return folder.is_dir() and not folder.is_symlink()


def begun_here(casebook: Path) -> bool:
    """Tell whether what is pending was decided on this computer, and by the program.

    An empty folder is what dying in the very last step leaves; it stands for nothing.
    """
    folder = _decided(casebook)
    if decided.is_known(_word(folder)):
        return True
    with contextlib.suppress(OSError):  # the program's own can be looked into
        return not any(folder.iterdir())
    return False


def decide(casebook: Path, folder: Path, stamp: str) -> None:
    """Let the casebook in the staging folder be the one at `casebook` from now on.

    `stamp` names the moment in the name of the folder the old one goes to. The caller holds the
    lock of `casebook`, has checked everything in `folder`, and calls `finish` next.
    """
    word = decided.remember()
    try:
        (folder / _ASIDE).write_text(f"{_free_stamp(casebook, stamp)} {word}", encoding="ascii")
        for path in (*folder.iterdir(), folder):
            _sync(path)
        target = _decided(casebook)
        if os.path.lexists(target):
            target.rename(target.with_name(f"{target.name}-aside-{secrets.token_hex(4)}"))
        folder.rename(target)
    except BaseException:
        decided.forget(word)
        raise
    sync_folder(casebook.parent)


def finish_pending(casebook: Path) -> bool:
    """Finish what was decided and not finished; True where there was something. For every opening.

    What was only being unpacked goes: a key file in it may hold a way in that was closed since.
    Raises InUse where another program has the casebook, NotBegunHere, and what the disk says.
    """
    with translated(casebook):
        waiting = pending(casebook)
        if not waiting and not _leftovers(casebook):
            return False
    try:
        lock = CasebookLock(casebook)
    except InUse:
        if waiting:
            raise
        return False  # whoever has it may be unpacking there
    try:
        if pending(casebook):
            if not begun_here(casebook):
                raise NotBegunHere(name=casebook.name, folder=_decided(casebook).name)
            finish(casebook)
        clear_leftovers(casebook)
    finally:
        lock.release()
    return waiting


def finish(casebook: Path) -> Path | None:
    """Carry the decided restore to its end; return where the old casebook went, None for nowhere.

    The caller holds the lock. May be called again after any interruption.
    """
    folder = _decided(casebook)
    word = _word(folder)
    with translated(casebook):
        new = folder / casebook.name
        main, spare = paths_of(casebook)
        box = letterbox.box_of(casebook)
        aside = casebook.with_name(f"{casebook.name}.before-restore-{_stamp(casebook, folder)}")
        if new.exists():
            if os.path.lexists(casebook):
                aside.mkdir(mode=0o700, exist_ok=True)
                _second_name(casebook, aside / casebook.name)
            for end in ("-wal", "-journal"):
                _move(casebook.with_name(casebook.name + end), aside)
            casebook.with_name(casebook.name + "-shm").unlink(missing_ok=True)
            for path in (spare, main, box):
                if (folder / path.name).exists() and os.path.lexists(path):
                    aside.mkdir(mode=0o700, exist_ok=True)
                    _second_name(path, aside / path.name)
            _sync_there(aside)
            new.replace(casebook)
            sync_folder(casebook.parent)
        elif not casebook.exists():
            raise CopyDamaged(name=folder.name, what=say("copies.damage.half"))
        for path in (spare, main, box):
            if (folder / path.name).exists():
                (folder / path.name).replace(path)
        sync_folder(casebook.parent)
        _emptied(folder)
        sync_folder(casebook.parent)
    decided.forget(word)
    return aside if aside.is_dir() else None


def _emptied(folder: Path) -> None:
    """Remove a folder whose files are all in their place; what tells whose it was goes last."""
    for path in folder.iterdir():
        if path.name != _ASIDE:
            path.unlink()
    drop(folder)


def _decided(casebook: Path) -> Path:
    return casebook.with_name(f"{casebook.name}.restoring")


def _stamp(casebook: Path, folder: Path) -> str:
    stamp = _said(folder)[0]
    if _STAMP.fullmatch(stamp):
        return stamp
    return _free_stamp(casebook, "0000-00-00-0000")


def _word(folder: Path) -> str:
    return _said(folder)[1]


def _said(folder: Path) -> tuple[str, str]:
    """Return the moment and the word that a decided folder holds, "" for what it does not."""
    text = b""
    with contextlib.suppress(KnownError):
        text = read_bounded(folder / _ASIDE, _SAID_LIMIT) or b""
    stamp, _, word = text.decode("ascii", "replace").partition(" ")
    return stamp, word


def _free_stamp(casebook: Path, stamp: str) -> str:
    number, free = 1, stamp
    while os.path.lexists(casebook.with_name(f"{casebook.name}.before-restore-{free}")):
        number += 1
        free = f"{stamp}-{number}"
    return free


def _second_name(path: Path, name: Path) -> None:
    """Let `path` be found under `name` too; on disks without second names it moves there."""
    if os.path.lexists(name):
        return  # an interrupted run did this
    try:
        name.hardlink_to(path)
    except (OSError, NotImplementedError):
        path.replace(name)


def _move(path: Path, folder: Path) -> None:
    if path.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        path.replace(folder / path.name)


def _sync(path: Path) -> None:
    if path.is_dir():
        sync_folder(path)
        return
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_there(folder: Path) -> None:
    if folder.is_dir():
        sync_folder(folder)
