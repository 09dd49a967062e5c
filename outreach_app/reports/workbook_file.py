"""A workbook as bytes: written in memory, telling nothing but its title, the same bytes every time.

The library puts every sheet into a temporary file first, names itself as the author and stamps the
moment. Here nothing touches the disk, properties are blank, and every part has one fixed date.
"""

from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

# The earliest day a zip archive can name.
_FIXED: Final = (1980, 1, 1, 0, 0, 0)
_NAMESPACES: Final = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_APP: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


class _Parts:
    """Takes the parts of a workbook where the library expects an archive."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def writestr(self, name: str, data: str | bytes) -> None:
        """Keep one part."""
        self.held[name] = data.encode() if isinstance(data, str) else data

    def namelist(self) -> list[str]:
        """Return the names of the parts kept so far."""
        return list(self.held)


class _InMemory(ExcelWriter):  # type: ignore[misc]  # the library has no types
    """Writes sheets without a temporary file."""

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet; ours hold no drawing, comment or link."""
        out = BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._drawing = None  # noqa: SLF001 - what the library's own writer sets
        ws._rels = writer._rels  # noqa: SLF001
        self._archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


def to_bytes(book: Workbook, title: str) -> bytes:
    """Return the workbook; `title` is the only property it carries, beside its language."""
    parts = _Parts()
    _InMemory(book, parts).write_data()
    parts.held["docProps/core.xml"] = _core(title)
    parts.held["docProps/app.xml"] = _APP.encode()
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, data in parts.held.items():
            entry = ZipInfo(name, _FIXED)
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, data, ZIP_DEFLATED)
    return target.getvalue()


def _core(title: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<cp:coreProperties {_NAMESPACES}><dc:title>{escape(title)}</dc:title>"
        "<dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    ).encode()
