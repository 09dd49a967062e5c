"""The blank grid of a shift, with the columns of its table, and the list of its letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from outreach_app.casework import supplied
from outreach_app.casework.nightline import Letters
from outreach_app.reports import paper_pieces as pieces
from outreach_app.reports.paper_pieces import Blank
from outreach_app.reports.pdf_flow import Piece
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import Face, Shade, sheet
from outreach_app.reports.pdf_text import Run, wrap
from outreach_app.vocabulary import CodeList
from outreach_app.words import known, say

_ROWS: Final = 24
_ROW: Final = 22.6
_WIDTHS: Final = {"time": 36.0, "who": 92.0, "area": 58.0, "talk": 34.0}
_NUMBER: Final = 28.0
_LEAST_NOTE: Final = 60.0
_HEAD_SIZE: Final = 7.4
_HEAD_LEADING: Final = 9.4
_LETTER_SIZE: Final = 9.4
_LETTER_LEADING: Final = 11.0


@dataclass(frozen=True, slots=True)
class _Column:
    words: str
    letter: str
    width: float


def grid(letters: Letters, items: CodeList) -> list[Piece]:
    """Return the frame of the shift, the grid, and what its letters mean."""
    columns = _columns(letters, items)
    return [
        pieces.blanks(
            (
                Blank(say("paper.field.day"), 3),
                Blank(say("paper.field.start"), 2),
                Blank(say("paper.field.end"), 2),
            )
        ),
        pieces.blanks((Blank(say("paper.field.area"), 2), Blank(say("paper.field.workers"), 3))),
        _head(columns),
        *(_row(columns, number) for number in range(_ROWS)),
        _total(columns),
        pieces.words(
            " ".join(
                (
                    f"{say('paper.night.talked', brief=letters.brief)}.",
                    say("paper.night.more"),
                    f"{say('paper.night.harm')}.",
                )
            ),
            before=4.0,
        ),
        pieces.blanks((Blank(say("paper.typed"), 3), Blank(say("paper.typed_on"), 2))),
    ]


def _columns(letters: Letters, items: CodeList) -> tuple[_Column, ...]:
    found = [
        _Column(say("paper.field.time"), "", _WIDTHS["time"]),
        _Column(say("paper.night.who"), "@", _WIDTHS["who"]),
        _Column(say("paper.field.area"), "/", _WIDTHS["area"]),
        _Column(say("paper.night.talk", brief=letters.brief), "", _WIDTHS["talk"]),
    ]
    counted = [(letter, _short(items, code), code) for letter, code in letters.items.items()]
    back = (letters.returned, say("session.column.returns"), "")
    place = next((n + 1 for n, each in enumerate(counted) if each[2] == "needle_set"), len(counted))
    counted.insert(place, back)
    used = sum(column.width for column in found)
    room = sheet().width - used - _LEAST_NOTE
    number = min(_NUMBER, room / max(len(counted), 1))
    found += [_Column(words, letter, number) for letter, words, _ in counted]
    rest = sheet().width - used - number * len(counted)
    return (*found, _Column(say("paper.night.note_head"), '"', rest))


def _short(items: CodeList, code: str) -> str:
    key = f"session.column_item.{code}"
    return say(key) if known(key) else items.label(code)


def _head(columns: Sequence[_Column]) -> Piece:
    titles = [
        wrap((Run(column.words, _HEAD_SIZE, Face.BOLD),), column.width - 3.0, _HEAD_LEADING)
        for column in columns
    ]
    below = max(title.height for title in titles)
    height = _LETTER_LEADING + below + 4.0

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.box((x, y), (sheet().width, height), fill=Shade.GROUND)
        at = x
        for column, title in zip(columns, titles, strict=True):
            letter = Run(column.letter, _LETTER_SIZE, Face.BOLD)
            pen.setting(at + 2.0, y + 1.0, wrap((letter,), column.width, _LETTER_LEADING))
            pen.setting(at + 2.0, y + 1.0 + _LETTER_LEADING, title)
            at += column.width
        pen.rule(x, y + height, sheet().width, 0.9, Shade.BLACK)
        _uprights(pen, columns, x, (y, y + height))

    return Piece(height, draw, before=6.0, keep=True)


def _row(columns: Sequence[_Column], number: int) -> Piece:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rule(x, y + _ROW, sheet().width, 0.35, Shade.EDGE)
        _uprights(pen, columns, x, (y, y + _ROW))

    return Piece(_ROW, draw, keep=number < 2)


def _total(columns: Sequence[_Column]) -> Piece:
    setting = wrap((Run(say("paper.night.total"), pieces.BODY, Face.BOLD),), 80.0, _ROW)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.box((x, y), (sheet().width, _ROW), fill=Shade.GROUND)
        pen.setting(x + 2.0, y, setting)
        pen.rule(x, y + _ROW, sheet().width, 0.9, Shade.BLACK)
        _uprights(pen, columns[3:], x + sum(c.width for c in columns[:3]), (y, y + _ROW))

    return Piece(_ROW, draw)


def _uprights(pen: Pen, columns: Sequence[_Column], x: float, span: tuple[float, float]) -> None:
    for column in columns[:-1]:
        x += column.width
        pen.path(((x, span[0]), (x, span[1])), weight=0.35, shade=Shade.EDGE)


def letters_list(
    letters: Letters, packs: Sequence[tuple[str, str]], items: CodeList
) -> list[Piece]:
    """Return the letters, large enough to be read in a van; `packs` pairs letter and label."""
    named = [
        *packs,
        *(
            (letter, _capital(supplied.name(items, code, 2)))
            for letter, code in letters.items.items()
        ),
        (f"{letters.returned}8", say("session.letters.returned")),
        ("@mar", say("session.letters.person")),
        ("*2", say("session.letters.several")),
        ("/ma", say("paper.field.area")),
        (letters.brief, say("session.letters.brief")),
        ('"…', say("session.letters.note")),
        ("!", say("session.letters.harm")),
    ]
    return [
        pieces.words(say("paper.letters.line"), size=11.0, before=4.0),
        *(_letter(sign, words) for sign, words in named),
        pieces.words(say("paper.letters.again"), size=11.0, before=8.0),
        pieces.words(say("paper.letters.undo"), size=11.0),
    ]


def _letter(sign: str, words: str) -> Piece:
    mark = wrap((Run(sign, 16.0, Face.BOLD),), 70.0, 24.0)
    said = wrap((Run(words, 13.0),), sheet().width - 90.0, 24.0)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.setting(x, y, mark)
        pen.setting(x + 80.0, y, said)
        pen.rule(x, y + said.height, sheet().width, 0.25, Shade.RULE)

    return Piece(said.height + 1.0, draw)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
