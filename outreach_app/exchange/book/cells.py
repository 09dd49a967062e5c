"""The cells of one sheet, row by row, as they were written; what they mean is read elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from outreach_app.exchange.book.archive import Archive, Leaf, broken

CellKind = Literal[
    "text", "number", "day", "month", "moment", "clock", "iso", "flag", "formula", "error"
]
_LAST_COLUMN: Final = 16_384
_LAST_ROW: Final = 1_048_576
# Some programs save a plain yes or no as one of these; nothing is calculated in them.
_FLAGS: Final = {"TRUE()": "1", "FALSE()": "0"}


class Cell(NamedTuple):
    """One cell that is not blank. `text` is what stands in the file: words, digits, "1" or "0"."""

    column: int
    kind: CellKind
    text: str


class Line(NamedTuple):
    """One row with something in it; `number` counts from 1 as in the sheet."""

    number: int
    cells: list[Cell]


@dataclass(slots=True)
class Seen:
    """What was met beside the cells: merged ranges, and whether something is hidden."""

    merged: list[str] = field(default_factory=list)
    hidden: bool = False
    done: float = 0.0


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA; 0 for what is no column."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number if number <= _LAST_COLUMN else 0


def column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Reader:
    def __init__(self, archive: Archive, seen: Seen, *, saved: bool) -> None:
        self._saved = saved
        self._words = archive.words
        self._looks = archive.looks
        self._seen = seen
        self.lines: list[Line] = []
        self._columns: dict[str, int] = {}
        self._row = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._type = "n"
        self._style = 0
        self._formula = False
        self._in_formula = False
        self._said_formula: list[str] = []
        self._aid = False
        self._take = False
        self._parts: list[str] = []

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "c":
            self._start_cell(given)
        elif tag in {"v", "t"}:
            self._take = not self._aid
        elif tag == "row":
            self._row = int(given["r"]) if "r" in given else self._row + 1
            if not 1 <= self._row <= _LAST_ROW:
                broken("damaged")
            self._cells, self._column = [], 0
            self._hide(given)
        elif tag == "f":
            self._formula = self._in_formula = True
        elif tag == "rPh":
            self._aid = True
        elif tag == "mergeCell":
            self._seen.merged.append(given.get("ref", ""))
        elif tag == "col":
            self._hide(given)

    def _hide(self, given: dict[str, str]) -> None:
        if given.get("hidden", "0") in {"1", "true", "on"}:
            self._seen.hidden = True

    def _start_cell(self, given: dict[str, str]) -> None:
        place = given.get("r")
        if place is None:
            self._column += 1
        else:
            letters = place.rstrip("0123456789")
            known = self._columns.get(letters)
            if known is None:
                known = self._columns[letters] = column_number(letters)
            if not known:
                broken("damaged")
            self._column = known
        self._type = given.get("t", "n")
        self._style = int(given.get("s", "0"))
        self._formula = False
        self._parts = []
        self._said_formula = []

    def end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag in {"v", "t"}:
            self._take = False
        elif tag == "row":
            if self._cells:
                self.lines.append(Line(self._row, self._cells))
            self._cells = []
        elif tag == "f":
            self._in_formula = False
        elif tag == "rPh":
            self._aid = False

    def word(self, text: str) -> None:
        if self._take:
            self._parts.append(text)
        elif self._in_formula:
            self._said_formula.append(text)

    def _end_cell(self) -> None:
        text = "".join(self._parts)
        type_ = self._type
        kind: CellKind
        flag = _FLAGS.get("".join(self._said_formula).strip().upper()) if self._formula else None
        if flag is not None:
            text, kind = flag, "flag"
        elif self._formula and not (self._saved and (text or type_ == "str")):
            kind = "formula"  # asked for its saved value, it has none
        elif type_ == "s":
            if not text:
                return
            text, kind = self._words[int(text)], "text"
        elif type_ in {"inlineStr", "str"}:
            kind = "text"
        elif type_ == "b":
            kind = "flag"
        elif type_ == "e":
            kind = "error"
        elif type_ == "d":
            kind = "iso"
        else:
            kind = self._number()
        if kind in {"formula", "error"} or not (not text or text.isspace()):
            self._cells.append(Cell(self._column, kind, text))

    def _number(self) -> CellKind:
        look = self._looks[self._style] if 0 <= self._style < len(self._looks) else ""
        return look or "number"


def lines(archive: Archive, leaf: Leaf, seen: Seen, *, saved: bool = False) -> Iterator[Line]:
    """Yield the rows of a sheet that hold anything; `seen` fills up meanwhile.

    With `saved` a formula is the value that was saved with it; one without stays a formula.
    Raises: `ExchangeRefused` E-BOOK for a damaged sheet.
    """
    reader = _Reader(archive, seen, saved=saved)
    for share in archive.parsing(leaf.part, reader.start, reader.end, reader.word):
        seen.done = share
        ready, reader.lines = reader.lines, []
        yield from ready
