"""What goes into the built program and what stays out; `build.spec` and a test read these lists."""

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

# Read as files while the program runs: words, lists, packs, fonts, icons; Alembic's steps.
FOLDERS: Final = ("resources", "outreach_app/storage/migrations")
_NO_DATA: Final = ("__pycache__", ".pyc", ".pyo")

# Found by name while the program runs, so PyInstaller does not see them.
PACKAGES: Final = (
    "ui.pages",
    "outreach_app.statistics.lines",
    "outreach_app.storage.migrations",
)
MODULES: Final = ("ui.app", "models", "logging.config")

# Never imported by anything that runs here; most hang on others by imports nobody takes.
NOT_MODULES: Final = (
    "tkinter", "_tkinter", "test", "unittest", "doctest", "pydoc", "pydoc_data", "lib2to3",
    "idlelib", "setuptools", "pkg_resources", "distutils", "pip", "pytest", "hypothesis", "mypy",
    "pygments", "curses", "readline", "_curses",
    # No network, and no database but the encrypted one.
    "ssl", "_ssl", "sqlite3", "_sqlite3",
    "numpy.f2py", "numpy.testing", "numpy.distutils", "numpy.ma.testutils",
    "numpy.random", "numpy.fft", "numpy.polynomial",
    # A logo is PNG or JPEG, and is not set in type.
    "PIL._avif", "PIL._webp", "PIL._imagingft", "PIL._imagingcms", "PIL._imagingtk", "PIL.ImageTk",
    "PIL.ImageQt", "PIL.AvifImagePlugin", "PIL.WebPImagePlugin", "_imagingcms",
    "PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtQml",
    "PySide6.QtQuick", "PySide6.QtSvg", "PySide6.QtSvgWidgets", "PySide6.QtTest", "PySide6.QtXml",
    "PySide6.QtSql", "PySide6.QtConcurrent", "PySide6.QtUiTools", "PySide6.QtDesigner",
)  # fmt: skip

# Of Qt's plugins only these; the window is drawn without OpenGL.
PLUGINS: Final = (
    "platforms/*xcb*", "platforms/libqwayland.so", "platforms/*qoffscreen*", "platforms/*qwindows*",
    "platforms/*qcocoa*", "platforminputcontexts/*compose*", "platforminputcontexts/*ibus*",
    "platformthemes/*xdgdesktopportal*", "printsupport/*", "styles/*", "iconengines/*svg*",
    "imageformats/*svg*", "imageformats/*jpeg*", "wayland-shell-integration/*xdg-shell*",
    "wayland-decoration-client/*bradient*",
)  # fmt: skip

# The printing system of the computer itself: its plugin is passed over where there is none.
SYSTEMS_OWN: Final = ("libcups.so.2",)

# What every computer with a display has, in the order in which they ask for one another. Ours stand
# in only where one is missing: the system's fit its display.
GRAPHICS: Final = (
    "libmd.so.0", "libbsd.so.0", "libXau.so.6", "libXdmcp.so.6", "libxcb.so.1",
    "libGLdispatch.so.0", "libGLX.so.0", "libGL.so.1", "libEGL.so.1",
)  # fmt: skip

# Of QtAwesome's twelve fonts the one our icons are drawn from (ui/theme/icons.py).
ICON_FONT: Final = "materialdesignicons6-*"

_SEARCHED: Final = re.compile(r"^\s*R(?:UN)?PATH\s+(/\S*)$", re.MULTILINE)
# Carry names for debuggers, a third to three quarters of their size.
STRIPPED: Final = (
    "libpython3*", "_sqlite3.*", "_rust.abi3.so", "sqlalchemy/*/*.so", "lib-dynload/*.so",
)  # fmt: skip


def data_files(root: Path) -> list[tuple[str, str]]:
    """Return every file of `FOLDERS` under `root` with the folder it goes to in the bundle."""
    return [
        (str(path), path.parent.relative_to(root).as_posix())
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and not any(part in str(path) for part in _NO_DATA)
    ]


def wanted(place: str) -> bool:
    """Say whether a file of the bundle at `place` is kept, by what it is called alone."""
    place = place.replace("\\", "/")
    if "/plugins/" in place and "PySide6" in place:
        plugin = place.rpartition("/plugins/")[2]
        return any(fnmatch(plugin, each) for each in PLUGINS)
    if "qtawesome/fonts/" in place:
        return fnmatch(Path(place).name, ICON_FONT)
    if Path(place).name.lower() in ("opengl32sw.dll", "d3dcompiler_47.dll"):
        return False  # Qt's own OpenGL for Windows, 20 MB
    return "/translations/" not in place and "setuptools/" not in place


def searching_beside(library: bytes, said: str) -> bytes:
    """Return a library that looks beside itself instead of in folders of the building computer.

    `said` is what ``objdump -p`` says of it. Python's own modules, made by whoever installed it,
    name the folder it was installed to; on another computer anybody's files may lie there.
    """
    for folder in _SEARCHED.findall(said):
        named, beside = folder.encode() + b"\0", b"$ORIGIN"
        # One whose name is part of another's in the file stays.
        if len(folder) >= len(beside) and library.count(b"\0" + named) == 1:
            library = library.replace(b"\0" + named, b"\0" + beside.ljust(len(named), b"\0"))
    return library


def reached(needs: dict[str, set[str]], roots: Iterable[str]) -> set[str]:
    """Return the names in `needs` that `roots` lead to, over what each asks the loader for."""
    found: set[str] = set()
    open_ends = [each for each in roots if each in needs]
    while open_ends:
        name = open_ends.pop()
        if name not in found:
            found.add(name)
            open_ends += [each for each in needs[name] if each in needs]
    return found
