"""The bundled typefaces, so that the pages look alike on every computer."""

from functools import cache
from typing import Final

from PySide6.QtGui import QFontDatabase

from outreach_app import paths

FILES: Final = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSans-Italic.ttf",
    "NotoSansMono-Regular.ttf",
    "NotoSansMono-Bold.ttf",
)


@cache
def register() -> tuple[str, ...]:
    """Hand the bundled fonts to Qt once; answer the family names it took."""
    found: list[str] = []
    for name in FILES:
        number = QFontDatabase.addApplicationFont(str(paths.resource(f"fonts/{name}")))
        if number >= 0:
            found.extend(QFontDatabase.applicationFontFamilies(number))
    return tuple(dict.fromkeys(found))
