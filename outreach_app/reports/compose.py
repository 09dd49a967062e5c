"""Figures and a pack make a `Document`: what is said, in which order, before how it looks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from outreach_app.reports import days, method, revised, sections, trend_blocks
from outreach_app.reports.beside import Beside
from outreach_app.reports.document import (
    HIDDEN,
    BarChart,
    Block,
    Cover,
    Definition,
    Definitions,
    Document,
    Heading,
    Headlines,
    Hidden,
    LineChart,
    Notice,
    Pair,
    Paragraphs,
    Picture,
    Plain,
    Series,
    Signatures,
    Table,
    TwoColumns,
)
from outreach_app.reports.tiles import tile
from outreach_app.reports.values import at
from outreach_app.statistics import registry
from outreach_app.statistics.figures import HIDDEN as MARK
from outreach_app.statistics.figures import Count, Figures
from outreach_app.statistics.methods import EXACT
from outreach_app.statistics.packs import Pack
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, lookup, say

__all__ = ["NOTHING", "About", "at", "compose"]

# Columns this much longer than their neighbours take no further table.
_ROOM_FOR_ONE_MORE: Final = 4


NOTHING: Final = Beside()


@dataclass(frozen=True, slots=True)
class About:
    """What a page says about itself. `issue` is 0 while the figures are not issued.

    `stories` are told in the words that a second person read, and that may leave.
    """

    project: str
    zone: ZoneInfo
    made_by: str
    checked_by: str = ""
    issue: int = 0
    first_issued: datetime | None = None
    stories: tuple[str, ...] = ()
    trail: str = ""


def compose(
    figures: Figures, pack: Pack, lists: Vocabulary, about: About, beside: Beside = NOTHING
) -> Document:
    """Return the report as a tree; nothing in it was not in `figures` or `beside`."""
    title = pack.title(figures.period.kind)
    running = f"{title}, {days.period_name(figures.period)}"
    mark = _mark(pack, about)
    number = f"{figures.period.name}-{pack.letter}-{about.issue or say('report.compose.draft')}"
    return Document(
        title=title,
        running_title=running,
        period_text=days.period_text(figures.period),
        project=about.project,
        mark=mark,
        report_number=number,
        footer=(about.project, running, _calm(mark), say("report.compose.number", number=number)),
        method=figures.method if pack.protected else None,
        labels=pack.labels,
        blocks=tuple(_numbered(_blocks(figures, pack, lists, (about, beside), number))),
    )


def _calm(mark: str) -> str:
    """Return a mark as the foot says it: the capitals stand in the box at the top."""
    return mark.capitalize() if mark.isupper() else mark


def _mark(pack: Pack, about: About) -> str:
    if not pack.protected:
        return pack.mark
    if not about.issue:
        return say("report.compose.mark.draft")
    if pack.mark:
        return pack.mark
    if about.issue == 1:
        return say("report.compose.mark.first")
    return say("report.compose.mark.revised", number=about.issue - 1)


def _blocks(
    figures: Figures, pack: Pack, lists: Vocabulary, around: tuple[About, Beside], number: str
) -> Iterator[Block]:
    about, beside = around
    logo = Picture(pack.logo.data, pack.logo.width, pack.logo.height) if pack.logo else None
    yield Cover(tuple(_pairs(figures, pack, about, number)), logo)
    tiles = tuple(tile(figures, each, lists, beside) for each in pack.tiles)
    yield Headlines(Heading(say("report.compose.in_short"), note=pack.intro), tiles)
    if pack.protected:
        what = "notice" if _withholds(figures) else "none"
        yield Notice(say(f"report.withheld.{figures.method}.{what}"))
    if "empty" in pack.extra and all(isinstance(each.value, Hidden) for each in tiles):
        yield Paragraphs((pack.extra["empty"],))
    yield from _in_columns(sections.of(figures, pack, lists, beside.changed))
    if (changed := revised.table(beside.changed, pack, lists)) is not None:
        yield changed
    if figures.series:
        points = [point for each in figures.series for point in each.values]
        chart = _chart(figures, about.zone)
        none = all(point == MARK for point in points)
        yield Paragraphs((say("report.withheld.whole"),), chart.heading) if none else chart
    if beside.trend is not None:
        yield from trend_blocks.blocks(beside.trend, lists)
    if about.stories:
        yield Paragraphs(about.stories, Heading(say("report.compose.stories")))
    yield Definitions(Heading(say("report.compose.words")), _definitions(figures, pack))
    yield method.section(figures, pack, beside)
    if pack.signatures:
        yield Signatures(tuple(lookup("report.compose.signatures")))


def _pairs(figures: Figures, pack: Pack, about: About, number: str) -> Iterator[Pair]:
    words = "report.compose.cover"
    issued = (
        days.day_text(about.first_issued.astimezone(about.zone).date())
        if about.first_issued
        else say(f"{words}.not_issued")
    )
    by = (say(f"{words}.lead"), say(f"{words}.second")) if pack.once else (about.made_by, "")
    checked = by[1] if pack.once else about.checked_by
    yield Pair(say(f"{words}.for"), pack.audience)
    yield Pair(say(f"{words}.as_at"), days.moment_text(figures.as_at, about.zone))
    yield Pair(say(f"{words}.issued"), issued)
    yield Pair(
        say(f"{words}.by"), ", ".join(filter(None, (by[0], checked or say(f"{words}.unchecked"))))
    )
    yield Pair(say(f"{words}.number"), number)
    yield Pair(say(f"{words}.fingerprint"), figures.fingerprint())
    if about.trail:
        yield Pair(say(f"{words}.trail"), about.trail)


def _withholds(figures: Figures) -> bool:
    def withheld(value: registry.Value) -> bool:
        if isinstance(value, Mapping):
            return any(withheld(inner) for inner in value.values())
        return value == MARK

    return withheld(figures.lines) or any(MARK in each.values for each in figures.series)


def _height(block: Plain) -> int:
    """Estimate how many rows a block is high, to put neighbours of like height side by side."""
    match block:
        case Table():
            return len(tuple(block.all_rows())) + 3 + len(block.notes)
        case BarChart():
            return 2 * len(block.bars) + 2 + len(block.notes)
        case _:
            return 4


def _in_columns(blocks: Iterator[Plain]) -> Iterator[Block]:
    """Put sections side by side; the shorter column takes what follows while there is room."""
    left: list[Plain] = []
    right: list[Plain] = []
    for block in blocks:
        if left and right:
            room = sum(map(_height, left)) - sum(map(_height, right))
            shorter = right if room > 0 else left
            if abs(room) < _ROOM_FOR_ONE_MORE or _height(block) > abs(room) + _ROOM_FOR_ONE_MORE:
                yield TwoColumns(tuple(left), tuple(right))
                left, right = [block], []
            else:
                shorter.append(block)
        else:
            (right if left else left).append(block)
    if left and right:
        yield TwoColumns(tuple(left), tuple(right))
    else:
        yield from left


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the sections numbers in the order in which they are read."""
    numbers = count(1)

    def named(block: Plain) -> Plain:
        match block:
            case Table() | BarChart() | LineChart() | Definitions():
                return replace(block, heading=replace(block.heading, number=next(numbers)))
            case Paragraphs(heading=Heading() as heading):
                return replace(block, heading=replace(heading, number=next(numbers)))
            case _:
                return block

    for block in blocks:
        if isinstance(block, TwoColumns):
            yield TwoColumns(tuple(map(named, block.left)), tuple(map(named, block.right)))
        else:
            yield named(block)


def _chart(figures: Figures, zone: ZoneInfo) -> LineChart:
    months = figures.series[0].months
    # A month's own figures as first due are those of its chart; all others speak of a later day.
    same = figures.period.kind == "month" and figures.as_at <= figures.period.cut_off(zone)
    notes = () if same else (say("report.compose.months_as_due"),)
    span = say(
        "report.compose.months",
        first=days.period_name(months[0]),
        last=days.period_name(months[-1]),
    )
    people = any(registry.known()[each.key].unit == "people" for each in figures.series)
    return LineChart(
        Heading(say("report.compose.twelve"), note=span),
        tuple(days.month(month.first, short=True) for month in months),
        tuple(
            Series(_series_name(each.key), tuple(map(_point, each.values)))
            for each in figures.series
        ),
        (*notes, say("report.compose.months_do_not_add")) if people else notes,
    )


def _series_name(key: str) -> str:
    own = f"report.compose.series.{key}"
    return say(own) if known(own) else say(f"lines.{key}.label").lower()


def _point(value: Count) -> int | Hidden:
    return value if isinstance(value, int) else HIDDEN


def _definitions(figures: Figures, pack: Pack) -> tuple[Definition, ...]:
    printed = _printed(figures, pack)
    words = [
        Definition(
            pack.labels.get(key) or say(f"lines.{key}.label"), say(f"lines.{key}.definition")
        )
        for key in figures.lines
        if key in printed
    ]
    if pack.left_out:
        words.append(Definition(say("report.compose.left_out"), pack.left_out))
    words += [
        Definition(say(f"report.compose.{name}"), pack.extra[name])
        for name in ("once", "single")
        if name in pack.extra
    ]
    if not any(_has_share(figures.lines[key]) for key in printed if key in figures.lines):
        return tuple(words)
    exact = pack.protected and figures.method == EXACT
    shares = "report.compose.shares_exact" if exact else "report.compose.shares_are"
    words.append(Definition(say("report.compose.shares"), say(shares)))
    return tuple(words)


def _has_share(value: registry.Value) -> bool:
    if not isinstance(value, Mapping):
        return False
    return "n" in value or any(_has_share(inner) for inner in value.values())


def _printed(figures: Figures, pack: Pack) -> frozenset[str]:
    """Return the lines that stand somewhere on the pages of this period."""
    sections = [each for each in pack.sections if figures.period.kind in each.kinds]
    paths = [
        *(tile.cell for tile in pack.tiles),
        *(path for each in sections for path in (each.table, each.total, *each.rows)),
        *(each.key for each in figures.series),
    ]
    return frozenset(path.split("/")[0] for path in paths if path)
