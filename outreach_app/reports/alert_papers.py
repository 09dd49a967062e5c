"""A warning on paper: one poster, or eight pocket cards, black on white, only what was agreed.

The letters shrink until everything is on the page; nothing is left out to make it fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from outreach_app.casework.outgoing import AlertSheet
from outreach_app.errors import Refused
from outreach_app.reports.days import day_text
from outreach_app.reports.outgoing_page import Made, drawn
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import PAGE_HEIGHT, PAGE_WIDTH, Face, Shade, sheet
from outreach_app.reports.pdf_text import Run, Setting, clean, wrap
from outreach_app.words import say

# The registration is read from across a room: at least 40 pt (report-pages.md, part 6).
_PLATE: Final = 48.0
_PLATE_LEAST: Final = 40.0
_SMALLEST: Final = 9.0
_POCKET_SMALLEST: Final = 6.4
_ACROSS: Final = 2
_DOWN: Final = 4
_LEADING: Final = 1.3
_MARK: Final = 10.0


class TooLong(Refused):
    """The wording does not fit on the paper that was asked for."""

    key = "papers.too_long.pocket"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    bold: bool = False
    before: float = 10.0
    note: str = ""
    least: float = 0.0
    ruled: bool = False


def poster(sheet_of: AlertSheet) -> Made:
    """Return the A4 poster; a note that was taken back becomes the recall notice."""
    parts = tuple(_lines(sheet_of))
    width, height = sheet().width, PAGE_HEIGHT - sheet().top - sheet().bottom
    settings = _fitting(parts, width, height, _SMALLEST)
    if settings is None:
        raise TooLong

    def draw(pen: Pen) -> None:
        _put(pen, (sheet().left, sheet().top), width, settings)
        pen.end_page()

    return Made(drawn(draw), _text(parts))


def pocket(sheet_of: AlertSheet) -> Made:
    """Return a page of eight equal cards with cut marks. Raises TooLong."""
    parts = tuple(_lines(sheet_of))
    wide, high = PAGE_WIDTH / _ACROSS, PAGE_HEIGHT / _DOWN
    # Printers leave a strip white at every edge; so do scissors.
    edge = 22.0
    settings = _fitting(parts, wide - 2 * edge, high - 2 * edge, _POCKET_SMALLEST)
    if settings is None:
        raise TooLong

    def draw(pen: Pen) -> None:
        for column in range(_ACROSS):
            for row in range(_DOWN):
                _put(pen, (column * wide + edge, row * high + edge), wide - 2 * edge, settings)
        _cut_marks(pen, wide, high)
        pen.end_page()

    return Made(drawn(draw), _text(parts))


def _lines(found: AlertSheet) -> Iterator[_Line]:
    if found.kind == "recalled":
        yield _Line(say("papers.note.recalled_title", number=found.number), 30.0, True, ruled=True)
        yield _Line(say("papers.note.recalled"), 26.0, True, 18.0)
        yield _Line(say("papers.note.recalled_ask"), 20.0)
        day, issue = day_text(found.issued_on), found.issue
        yield _Line(say("papers.note.recalled_on", day=day, issue=issue), 13.0, before=18.0)
        yield _Line(say("papers.reference", reference=found.reference), 10.0, before=4.0)
        return
    yield _Line(say("papers.note.title", number=found.number), 30.0, True, ruled=True)
    if kept := say(f"papers.note.{found.kind}", issue=found.issue, before=found.issue - 1):
        yield _Line(kept, 15.0)
    if found.own_words:
        yield _Line(found.wording, 24.0, before=16.0)
    else:
        yield from _parts(found)
    yield _Line(say("papers.more"), 16.0, before=22.0)
    issued = say(
        "papers.issued", issued=day_text(found.issued_on), review=day_text(found.review_on)
    )
    yield _Line(f"{issued} {say('papers.not_online')}", 13.0, before=16.0)
    yield _Line(say("papers.reference", reference=found.reference), 10.0, before=4.0)


def _parts(found: AlertSheet) -> Iterator[_Line]:
    yield _Line(found.heading, 26.0, True, 16.0)
    if found.vehicle:
        yield _Line(found.vehicle, 24.0)
    if found.plate:
        note = f"({found.plate_note})" if found.plate_note else ""
        yield _Line(found.plate, _PLATE, True, 4.0, note, _PLATE_LEAST)
    if found.description:
        yield _Line(found.description, 22.0)
    if found.acting:
        yield _Line(found.acting, 24.0, True)
    if found.phone:
        yield _Line(say("papers.note.phone", phone=found.phone), 24.0, True)


def _text(parts: tuple[_Line, ...]) -> str:
    return "\n".join(f"{clean(each.text)} {clean(each.note)}".strip() for each in parts)


def _fitting(
    parts: tuple[_Line, ...], width: float, height: float, smallest: float
) -> list[tuple[_Line, Setting, float]] | None:
    """Return the lines at the largest size at which all of them fit, None when none does."""
    scale = 1.0
    while scale * parts[0].size >= smallest:
        settings = [_setting(each, width, scale, smallest) for each in parts]
        used = sum(made.height + before for _, made, before in settings)
        used += sum(4.0 + 4.0 * scale for each in parts if each.ruled)
        if used <= height:
            return settings
        scale *= 0.96
    return None


def _setting(
    each: _Line, width: float, scale: float, smallest: float
) -> tuple[_Line, Setting, float]:
    # The poster's registration does not shrink under 40 pt; a card has no room for that.
    least = each.least if smallest >= _SMALLEST else 0.0
    size = max(each.size * scale, smallest, least)
    runs = [Run(clean(each.text), size, Face.BOLD if each.bold else Face.REGULAR)]
    if each.note:
        runs.append(Run(f" {clean(each.note)}", max(size * 0.5, smallest), Face.BOLD))
    return each, wrap(runs, width, size * _LEADING), each.before * scale


def _put(
    pen: Pen,
    corner: tuple[float, float],
    width: float,
    settings: list[tuple[_Line, Setting, float]],
) -> None:
    x, y = corner
    for each, made, before in settings:
        y += before
        pen.setting(x, y, made)
        y += made.height
        if each.ruled:
            thick = max(made.size * 0.13, 0.8)
            pen.rule(x, y + thick, width, thick, Shade.BLACK)
            y += 2 * thick


def _cut_marks(pen: Pen, wide: float, high: float) -> None:
    for column in range(_ACROSS + 1):
        for row in range(_DOWN + 1):
            x, y = column * wide, row * high
            across = ((max(x - _MARK, 0.0), y), (min(x + _MARK, PAGE_WIDTH), y))
            down = ((x, max(y - _MARK, 0.0)), (x, min(y + _MARK, PAGE_HEIGHT)))
            for points in (across, down):
                pen.path(points, weight=0.4, shade=Shade.EDGE)
