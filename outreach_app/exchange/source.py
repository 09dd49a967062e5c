"""A long JSON text read through a window: one value at a time, in bounded memory.

Each value is decoded on its own, so that no single call holds the interpreter for long and a file
that breaks off can be told from one that is wrong.
"""

import codecs
import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NoReturn

from outreach_app.exchange.problems import ExchangeRefused, Problem, stand_alone
from outreach_app.exchange.schema import DEPTH

_WINDOW: Final = 1 << 20
_BLANK: Final = re.compile(r"[ \t\n\r]*")
_OUTSIDE_TEXT: Final = re.compile(r'"(?:[^"\\]|\\.)*"|(NaN|-?Infinity)', re.DOTALL)
_LITERALS: Final = ("true", "false", "null", "NaN", "Infinity", "-Infinity")
_NEAR_END: Final = 12  # no literal or escape is longer
_SAFE_DIGITS: Final = 18
_UNFINISHED_ESCAPE: Final = re.compile(r"\\?u?[0-9a-fA-F]{0,4}")
_UNFINISHED_NUMBER: Final = re.compile(r"\.|[eE][+-]?")  # behind the digits that were read


class Doubled(dict[str, Any]):
    """An object in which a key stood twice; `doubled` names the keys."""

    def __init__(self, items: Sequence[tuple[str, Any]]) -> None:
        super().__init__(items)
        seen: set[str] = set()
        self.doubled = tuple(k for k, _ in items if k in seen or seen.add(k))  # type: ignore[func-returns-value]


class _NotJson(ValueError):
    """A word such as NaN that Python would read and JSON does not know."""


def _object(items: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(items)
    return made if len(made) == len(items) else Doubled(items)


def _constant(name: str) -> NoReturn:
    raise _NotJson(name)


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= _SAFE_DIGITS else Decimal(digits)


def _fraction(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except ArithmeticError:
        return Decimal("Infinity")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_constant,
    parse_int=_whole,
    parse_float=_fraction,
)


def deeper_than(value: object, levels: int) -> bool:
    """Tell whether objects and lists in `value` stand more than `levels` inside one another."""
    here = [value] if isinstance(value, dict | list) else []
    while here:
        if levels == 0:
            return True
        levels -= 1
        here = [
            each
            for box in here
            for each in (box.values() if isinstance(box, dict) else box)
            if isinstance(each, dict | list)
        ]
    return False


class Source:
    """The text of `data` (UTF-8, already checked), and where in it the reader stands."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._pos = 0
        self._line = 1
        self._column = 1
        self.inside = ""  # the array the reader stands in
        self._more()
        if self._text.startswith("\ufeff"):
            self._pos = 1

    @property
    def done(self) -> float:
        """The part of the file that was read, 0 to 1."""
        return self._at / len(self._data) if self._data else 1.0

    def _more(self) -> bool:
        """Take in more of the file and let go of what was read; False at its end."""
        if self._at >= len(self._data):
            return False
        self._line, self._column = self._place(self._pos)
        step = max(_WINDOW, 2 * (len(self._text) - self._pos))
        chunk = self._data[self._at : self._at + step]
        self._at += len(chunk)
        self._text = self._text[self._pos :] + self._decoder.decode(chunk)
        self._pos = 0
        return True

    def _place(self, pos: int) -> tuple[int, int]:
        """Return line and column of a place in the window, both from 1."""
        breaks = self._text.count("\n", 0, pos)
        if not breaks:
            return self._line, self._column + pos
        return self._line + breaks, pos - self._text.rfind("\n", 0, pos)

    def peek(self) -> str:
        """Skip blanks and return the next character, or nothing at the end."""
        while True:
            found = _BLANK.match(self._text, self._pos)
            self._pos = found.end() if found else self._pos
            if self._pos < len(self._text):
                return self._text[self._pos]
            if not self._more():
                return ""

    def take(self, character: str) -> bool:
        """Step over `character` if it comes next."""
        if self.peek() != character:
            return False
        self._pos += 1
        return True

    def value(self, levels: int = DEPTH) -> Any:
        """Return the next value, which may hold at most `levels` boxes inside one another."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._pos)
            except json.JSONDecodeError as error:
                if self._may_go_on(error) and self._more():
                    continue
                self._fail(error.pos, cut=self._is_cut(error))
            except RecursionError:
                self._fail(self._pos, "json_depth", limit=DEPTH)
            except _NotJson as error:
                self._fail(self._find_constant(), "json_number", name=str(error))
            if end == len(self._text) and self._more():
                continue  # a number may go on behind the window
            if deeper_than(value, levels):
                self._fail(self._pos, "json_depth", limit=DEPTH)
            self._pos = end
            return value

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        near_end = len(self._text) - error.pos < _NEAR_END
        return near_end or error.msg.startswith("Unterminated string")

    def _is_cut(self, error: json.JSONDecodeError) -> bool:
        tail = self._text[error.pos :].rstrip()
        if not tail or error.msg.startswith("Unterminated string"):
            return True
        if error.msg.startswith("Invalid \\"):
            return bool(_UNFINISHED_ESCAPE.fullmatch(tail))
        return _is_unfinished(tail)

    def _find_constant(self) -> int:
        for found in _OUTSIDE_TEXT.finditer(self._text, self._pos):
            if found[1]:
                return found.start()
        return self._pos

    def broken(self) -> NoReturn:
        """Refuse the file: something else than expected comes next, or the file ends here."""
        self.peek()
        if len(self._text) - self._pos < _NEAR_END:
            self._more()
        tail = self._text[self._pos : self._pos + _NEAR_END].rstrip()
        self._fail(self._pos, cut=_is_unfinished(tail))

    def refuse(self, reason: str) -> NoReturn:
        """Refuse the file for what comes next, with a reason of its own."""
        self._fail(self._pos, reason)

    def _fail(
        self, pos: int, reason: str = "json_syntax", *, cut: bool = False, **data: object
    ) -> NoReturn:
        line, column = self._place(pos)
        if cut:
            raise Cut(line, column)
        stand_alone("E-JSON", reason, "", line=line, column=column, **data)


def _is_unfinished(tail: str) -> bool:
    """Tell whether the last characters of a text may be the beginning of something."""
    number = tail == "-" or _UNFINISHED_NUMBER.fullmatch(tail)
    return bool(number) or any(word.startswith(tail) for word in _LITERALS)


class Cut(Exception):
    """The text ends before it is complete."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line = line
        self.column = column

    def refusal(self, table: str, row: int, id_: str) -> ExchangeRefused:
        """Make the refusal: which table it was in, and after which complete row."""
        reason = "json_cut_row" if row else "json_cut_table" if table else "json_cut"
        data = {
            "table": table,
            "row": row,
            "id": f" ({id_})" if id_ else "",
            "line": self.line,
            "column": self.column,
        }
        return ExchangeRefused((Problem(table, row, id_, "", "E-JSON", reason, data),))
