"""Choosing a file, with Qt's own dialog: the system keeps no list of what was chosen in it."""

import re
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app import paths

# Where desktops put a stick that was plugged in: a folder for whoever sits there, and sticks in it.
_PLUGGED: Final = (Path("/media"), Path("/run/media"))
_ENDING: Final = re.compile(r"\*\.(\w+)")

Chosen = Callable[[Path], object]

_next: deque[Path | None] = deque()


def choose_next(*files: Path | None) -> None:
    """For tests: answer the next dialogs with these files; None stands for Cancel."""
    _next.extend(files)


def forget() -> None:
    """For tests: no file waits."""
    _next.clear()


def sticks(places: Sequence[Path] = _PLUGGED) -> tuple[Path, ...]:
    """Return the sticks and disks that are plugged in, where the desktop puts them on Linux.

    Elsewhere Qt shows them under "Computer".
    """
    owners = [each for place in places for each in _folders(place)]
    return tuple(stick for owner in owners for stick in _folders(owner))


def _folders(place: Path) -> list[Path]:
    try:
        return sorted(each for each in place.iterdir() if each.is_dir())
    except OSError:  # not there, or somebody else's
        return []


def open_file(
    parent: QWidget, title: str, kinds: str, then: Chosen, folder: Path | None = None
) -> None:
    """Let an existing file be chosen. `kinds` is Qt's filter, such as "Casebooks (*.casebook)"."""
    _choose(parent, title, kinds, then, (folder or paths.documents_folder()), saving=False)


def save_file(parent: QWidget, title: str, kinds: str, suggested: Path, then: Chosen) -> None:
    """Let a place be chosen; `suggested` names no person, subject or organisation."""
    _choose(parent, title, kinds, then, suggested, saving=True)


def choose_folder(parent: QWidget, title: str, then: Chosen, start: Path) -> None:
    """Let a folder be chosen, one that is there."""
    if _next:
        chosen = _next.popleft()
        if chosen is not None:
            then(chosen)
        return
    dialog = QFileDialog(parent.window(), title, str(start))
    dialog.setObjectName("files")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setWindowTitle(parent.window().windowTitle())
    dialog.setAccessibleName(title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    _offer_sticks(dialog)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.destroyed.connect(_forget_folders)
    dialog.open()


def _choose(
    parent: QWidget, title: str, kinds: str, then: Chosen, start: Path, *, saving: bool
) -> None:
    if _next:
        chosen = _next.popleft()
        if chosen is not None:
            then(chosen)
        return
    folder = start.parent if saving else start
    dialog = QFileDialog(parent.window(), title, str(folder), kinds)
    dialog.setObjectName("files")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setWindowTitle(parent.window().windowTitle())
    dialog.setAccessibleName(title)
    if saving:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(start.suffix.lstrip("."))
        dialog.selectFile(start.name)
        dialog.filterSelected.connect(lambda kind: _follow(dialog, kind))
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _offer_sticks(dialog)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.destroyed.connect(_forget_folders)
    dialog.open()


def _offer_sticks(dialog: QFileDialog) -> None:
    """Let a stick be one press away, at the side: whoever looks for a copy has it in their hand."""
    here = [QUrl("file:"), QUrl.fromLocalFile(str(paths.home_folder()))]
    dialog.setSidebarUrls([*here, *(QUrl.fromLocalFile(str(each)) for each in sticks())])


def _follow(dialog: QFileDialog, kind: str) -> None:
    """Let the ending of the name follow the kind of file chosen."""
    ending = _ENDING.search(kind)
    if ending is None:
        return
    dialog.setDefaultSuffix(ending.group(1))
    if names := dialog.selectedFiles():
        dialog.selectFile(Path(names[0]).with_suffix(f".{ending.group(1)}").name)


def _forget_folders() -> None:
    """Take back what Qt's dialog writes down on going: folders somebody has been in, and sticks."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog/history")
    kept.remove("FileDialog/lastVisited")
    kept.remove("FileDialog/shortcuts")
    kept.sync()
