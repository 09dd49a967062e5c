"""A workbook file opened with care: what it is, its sheets, its words, how its cells look.

A workbook is a zip archive from anywhere. Nothing of it is executed, no link is followed, no part
is unpacked to disk, and its declared size is looked at before anything is read.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal, NoReturn
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from outreach_app.exchange.problems import stand_alone
from outreach_app.exchange.schema import LIMIT_BYTES

UNPACKED: Final = 1 << 30
WORDS_UNPACKED: Final = 1 << 28  # words of cells are held in memory while sheets are read
ENDINGS: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods"})
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_SEALED: Final = "EncryptedPackage".encode("utf-16-le")
_CHUNK: Final = 1 << 16
_DATE_FORMATS: Final = frozenset({*range(14, 18), 22, *range(27, 32), *range(50, 55), 57, 58, 36})
_CLOCK_FORMATS: Final = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56})

_MONTH_FORMAT: Final = 17  # shown as Nov-26: no day was written, though the cell holds the first

Start = Callable[[str, dict[str, str]], None]
Look = Literal["", "day", "month", "moment", "clock"]  # how a number in a cell is shown


def looks_like(data: bytes) -> bool:
    """Tell whether bytes begin as a workbook of any kind does."""
    return data.startswith((_ZIP, _OLE))


def broken(reason: str) -> NoReturn:
    """Refuse the workbook as a whole."""
    stand_alone("E-BOOK", f"book_{reason}")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet as the workbook names it; `part` is where it lies in the archive."""

    name: str
    part: str
    hidden: bool
    cells: bool


class Archive:
    """An open workbook. Raises `ExchangeRefused` E-BOOK or E-SIZE for what cannot be read."""

    def __init__(self, data: bytes) -> None:
        self._zip = _opened(data)
        self._names = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._insist_on_size()
        if any(name.lower().endswith("vbaproject.bin") for name in self._names):
            broken("macros")
        book = self._main_part()
        self.from_1904 = False
        self.leaves = self._read_book(book)
        self.looks = _Looks().read(self, self._target(book, "/styles"))
        self.words = _Words().read(self, self._target(book, "/sharedStrings"))

    def _insist_on_size(self) -> None:
        size = sum(info.file_size for info in self._names.values())
        if size > UNPACKED:
            stand_alone("E-SIZE", "size_unpacked", size=size, limit=UNPACKED)
        if any(info.flag_bits & 0x1 for info in self._names.values()):
            broken("sealed")

    def size(self, part: str) -> int:
        """Return how long a part is, unpacked."""
        return self._names[part].file_size if part in self._names else 0

    def _main_part(self) -> str:
        if "[Content_Types].xml" not in self._names:
            broken("other" if "mimetype" in self._names else "damaged")
        kinds: dict[str, str] = {}

        def note(name: str, given: dict[str, str]) -> None:
            if name == "Override":
                kinds[given.get("PartName", "").lstrip("/")] = given.get("ContentType", "")

        self.parse("[Content_Types].xml", note)
        for part, kind in kinds.items():
            if "macroEnabled" in kind and "main" in kind:
                broken("macros")
            if kind.endswith(("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")):
                return part
        broken("other")

    def _relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return, by id, kind and target of what a part points to, links outside left out."""
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        found: dict[str, tuple[str, str]] = {}

        def note(tag: str, given: dict[str, str]) -> None:
            if tag == "Relationship" and given.get("TargetMode") != "External":
                target = given.get("Target", "")
                whole = target[1:] if target.startswith("/") else f"{folder}/{target}"
                found[given.get("Id", "")] = (given.get("Type", ""), whole.lstrip("/"))

        if path in self._names:
            self.parse(path, note)
        return found

    def _target(self, book: str, kind: str) -> str:
        ends = (target for type_, target in self._relations(book).values() if type_.endswith(kind))
        return next(ends, "")

    def _read_book(self, book: str) -> tuple[Leaf, ...]:
        relations = self._relations(book)
        leaves: list[Leaf] = []

        def note(tag: str, given: dict[str, str]) -> None:
            if tag == "workbookPr":
                self.from_1904 = given.get("date1904", "0") in {"1", "true", "on"}
            elif tag == "sheet":
                id_ = next((value for key, value in given.items() if key.endswith(":id")), "")
                kind, part = relations.get(id_, ("", ""))
                cells = kind.endswith("/worksheet") and part in self._names
                hidden = given.get("state", "visible") != "visible"
                leaves.append(Leaf(given.get("name", ""), part, hidden, cells))

        self.parse(book, note)
        if not leaves:
            broken("damaged")
        return tuple(leaves)

    def parse(
        self,
        part: str,
        start: Start,
        end: Callable[[str], None] | None = None,
        words: Callable[[str], None] | None = None,
    ) -> None:
        """Read one part of XML through."""
        for _ in self.parsing(part, start, end, words):
            pass

    def parsing(
        self,
        part: str,
        start: Start,
        end: Callable[[str], None] | None = None,
        words: Callable[[str], None] | None = None,
    ) -> Iterator[float]:
        """Read one part of XML piece by piece; yields the share of it read, 0 to 1."""
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def begin(tag: str, given: dict[str, str]) -> None:
            """Meet the outermost element, and see whether names carry a prefix in this part."""
            if ":" in tag:
                parser.StartElementHandler = lambda tag, given: start(_bare(tag), given)
            else:
                parser.StartElementHandler = start  # called a million times: nothing in between
            parser.EndElementHandler = end if ":" not in tag or end is None else _bared(end)
            start(_bare(tag), given)

        parser.StartElementHandler = begin
        if words is not None:
            parser.CharacterDataHandler = words
        parser.StartDoctypeDeclHandler = _no_doctype
        whole = max(self.size(part), 1)
        done = 0
        try:
            with self._zip.open(self._names[part]) as stream:
                while piece := stream.read(_CHUNK):
                    done += len(piece)
                    parser.Parse(piece, False)
                    yield min(done / whole, 1.0)
                parser.Parse(b"", True)
        except (
            expat.ExpatError,
            BadZipFile,
            zlib.error,
            EOFError,
            LookupError,
            ValueError,
        ) as error:
            _tell_damage(error)
        except (OSError, NotImplementedError, RuntimeError) as error:
            _tell_damage(error)
        yield 1.0


def _bare(tag: str) -> str:
    return tag[tag.find(":") + 1 :]


def _bared(end: Callable[[str], None]) -> Callable[[str], None]:
    return lambda tag: end(_bare(tag))


def _tell_damage(error: Exception) -> NoReturn:
    del error  # what it says may quote the file
    broken("damaged")


def _no_doctype(*_: object) -> None:
    broken("damaged")


def _opened(data: bytes) -> ZipFile:
    if len(data) > LIMIT_BYTES:
        stand_alone("E-SIZE", "size", size=len(data), limit=LIMIT_BYTES)
    if data.startswith(_OLE):
        broken("sealed" if _SEALED in data else "old")
    if not data.startswith(_ZIP):
        broken("not_one")
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        broken("damaged")


class _Looks:
    """Says for every style how a number in it is shown."""

    def __init__(self) -> None:
        self._kinds: list[Look] = []
        self._formats: dict[int, str] = {}
        self._inside = False

    def read(self, archive: Archive, part: str) -> tuple[Look, ...]:
        """Return how numbers are shown, for each style."""
        if part and archive.size(part):
            archive.parse(part, self._start, self._end)
        return tuple(self._kinds)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "numFmt":
            self._formats[int(given.get("numFmtId", "0"))] = given.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self._kinds.append(self._kind(int(given.get("numFmtId", "0"))))

    def _end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._inside = False

    def _kind(self, number: int) -> Look:
        if number in self._formats:
            return _kind_of(self._formats[number])
        if number == 22:
            return "moment"
        if number == _MONTH_FORMAT:
            return "month"
        return "day" if number in _DATE_FORMATS else "clock" if number in _CLOCK_FORMATS else ""


def _kind_of(code: str) -> Look:
    """Say what a number format shows: its letters outside quotes, brackets and escapes."""
    letters: list[str] = []
    quoted = skip = bracket = False
    for sign in code.partition(";")[0].lower():
        if skip:
            skip = False
        elif quoted:
            quoted = sign != '"'
        elif sign in '\\_*"[':
            skip, quoted, bracket = sign in "\\_*", sign == '"', sign == "["
            if bracket:
                letters.append("[")
        else:
            letters.append(sign)
    plain = "".join(letters)
    while "[" in plain:  # [red], [$-809]; but [h] counts hours
        left, _, rest = plain.partition("[")
        inner, _, right = rest.partition("]")
        plain = left + (inner if set(inner) <= set("hms") else "") + right
    if plain.strip() == "general":
        return ""
    clock = "h" in plain or "s" in plain
    day = "d" in plain or "y" in plain or ("m" in plain and not clock)
    if day and not clock and "d" not in plain and "m" in plain:
        return "month"
    return "moment" if day and clock else "day" if day else "clock" if clock else ""


class _Words:
    """The words shared by the cells of all sheets."""

    def __init__(self) -> None:
        self._all: list[str] = []
        self._parts: list[str] = []
        self._here = False
        self._reading_aid = False

    def read(self, archive: Archive, part: str) -> list[str]:
        """Return the words in order."""
        if not part or part not in archive._names:  # noqa: SLF001 - one house
            return []
        size = archive.size(part)
        if size > WORDS_UNPACKED:
            stand_alone("E-SIZE", "size_unpacked", size=size, limit=WORDS_UNPACKED)
        archive.parse(part, self._start, self._end, self._word)
        return self._all

    def _start(self, tag: str, given: dict[str, str]) -> None:
        del given
        if tag == "si":
            self._parts = []
        self._reading_aid = self._reading_aid or tag == "rPh"
        self._here = tag == "t" and not self._reading_aid

    def _end(self, tag: str) -> None:
        self._here = False
        if tag == "rPh":
            self._reading_aid = False
        elif tag == "si":
            self._all.append("".join(self._parts))

    def _word(self, text: str) -> None:
        if self._here:
            self._parts.append(text)
