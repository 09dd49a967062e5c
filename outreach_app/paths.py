"""Where things lie: what is shipped, and the program's own small folder."""

import sys
from pathlib import Path
from typing import Final

import platformdirs

import resources

# The folder on disk is neutral on purpose: a stranger reading folder names learns nothing.
APP_FOLDER: Final = "casebook"


def resource(name: str) -> Path:
    """Return the path of a shipped file, in the source tree and in a bundle alike."""
    bundled = getattr(sys, "_MEIPASS", None)
    root = Path(bundled) / "resources" if bundled else Path(resources.__file__).parent
    return root / name


def settings_folder() -> Path:
    """Return the folder for settings that name no person: theme, text size, last casebook."""
    return Path(platformdirs.user_config_dir(APP_FOLDER, appauthor=False))


def documents_folder() -> Path:
    """Return the folder that is offered first for a new casebook: one that is there."""
    documents = Path(platformdirs.user_documents_dir())
    return documents if documents.is_dir() else Path.home()
