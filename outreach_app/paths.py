"""Where things lie: what is shipped, and the program's own small folder."""

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import platformdirs

import resources

# The folder on disk is neutral on purpose: a stranger reading folder names learns nothing.
APP_FOLDER: Final = "casebook"
# Beside the program's own folder, so that a new version put in its place takes nothing along.
PORTABLE_FOLDER: Final = "casebook-portable"


def resource(name: str) -> Path:
    """Return the path of a shipped file, in the source tree and in a bundle alike."""
    bundled = getattr(sys, "_MEIPASS", None)
    root = Path(bundled) / "resources" if bundled else Path(resources.__file__).parent
    return root / name


def portable_folder() -> Path | None:
    """Return the folder that holds everything of a built program on a stick, None for no stick.

    It is portable when a folder called `casebook-portable` lies beside its own folder: settings
    and casebooks are there then, and nothing is written to the computer.
    """
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).resolve()
    own = program.parents[2] if sys.platform == "darwin" else program.parent  # Casebook.app
    folder = own.parent / PORTABLE_FOLDER
    return folder if folder.is_dir() else None


def kept(path: Path) -> str:
    """Return `path` as settings keep it: a stick has another letter or name on each computer."""
    stick = portable_folder()
    path = path.absolute()
    return path.relative_to(stick).as_posix() if stick and path.is_relative_to(stick) else str(path)


def found(kept_path: str) -> Path:
    """Return the path that `kept` wrote down, as it is on this computer today."""
    return (portable_folder() or Path()) / kept_path


def settings_folder() -> Path:
    """Return the folder for settings that name no person: theme, text size, last casebook."""
    if stick := portable_folder():
        return stick / "settings"
    return _own(platformdirs.user_config_dir)


def keep_caches_near() -> None:
    """Let what the libraries of a window keep for speed, as of typefaces, lie on the stick too.

    They ask the environment where, so it is to be called before any of them is loaded.
    """
    if portable_folder():
        os.environ["XDG_CACHE_HOME"] = str(settings_folder() / "caches")


def sample_folder() -> Path:
    """Return the folder of the sample casebook, which is made anew each day."""
    return (portable_folder() or _own(platformdirs.user_data_dir)) / "sample"


def documents_folder() -> Path:
    """Return the folder that is offered first for a new casebook: one that is there."""
    if stick := portable_folder():
        return stick
    with contextlib.suppress(RuntimeError):  # this user has no home
        documents = Path(platformdirs.user_documents_dir())
        if documents.is_dir():
            return documents
    return home_folder()


def home_folder() -> Path:
    """Return the user's own folder; for one without, where the program was started."""
    with contextlib.suppress(RuntimeError):
        return Path.home()
    return Path.cwd()


def _own(folder: Callable[..., str]) -> Path:
    """Return a folder of the program's own, one that cannot be made where the user has no home."""
    try:
        return Path(folder(APP_FOLDER, appauthor=False))
    except RuntimeError:
        return Path(os.devnull) / APP_FOLDER
