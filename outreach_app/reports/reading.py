"""A document as plain text in the order of the page, for screen readers and for copying.

The same tree, the same figures, the same words; a withheld figure is read as a word, because a dash
is passed over in silence by most screen readers.
"""

from collections.abc import Iterator

from outreach_app.reports.document import (
    BarChart,
    Cover,
    Definitions,
    Document,
    Heading,
    Headlines,
    Hidden,
    LineChart,
    MethodLine,
    Notice,
    Paragraphs,
    Partly,
    Plain,
    Revised,
    Signatures,
    Table,
    Tile,
    Value,
    headline,
    printed,
)
from outreach_app.words import say


def read(document: Document) -> str:
    """Return the whole document as text; sections are parted by an empty line."""
    return "\n\n".join("\n".join(part) for part in _parts(document)) + "\n"


def words_of(block: Plain) -> str:
    """Return one block as it is read out, such as the words for a chart."""
    return " ".join(f"{line}" if line.endswith(".") else f"{line}." for line in _block(block))


def spoken(value: Value | None) -> str:
    """Return a figure as it is read out; `None` is a month before there were figures."""
    match value:
        case None:
            return say("report.read.no_figure")
        case Hidden():
            return say("report.withheld.read")
        case Partly():
            return say("rates.counts", part=spoken(value.part), whole=spoken(value.whole))
        case Revised(value=inner):
            return say("report.changed.read", value=printed(inner))
        case _:
            return printed(value)


def _parts(document: Document) -> Iterator[list[str]]:
    top = [document.project, document.title, document.period_text]
    yield [*top, say("report.read.mark", mark=document.mark)] if document.mark else top
    for block in document.plain_blocks():
        part = list(_block(block))
        if part:
            yield part
    yield [say("report.read.foot", parts=", ".join(document.footer))]


def _block(block: Plain) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a block
    match block:
        case Cover():
            for pair in block.pairs:
                yield say("report.read.pair", name=pair.name, value=pair.value)
        case Headlines():
            yield from _headlines(block)
        case Notice():
            yield " ".join(text for text in (block.lead, block.text) if text)
        case Table():
            yield from _table(block)
        case BarChart():
            yield _heading(block.heading)
            for bar in block.bars:
                yield say("report.read.pair", name=bar.label, value=spoken(bar.value))
            yield from block.notes
        case LineChart():
            yield from _lines(block)
        case Paragraphs():
            if block.heading:
                yield _heading(block.heading)
            yield from block.texts
        case Definitions():
            yield _heading(block.heading)
            for entry in block.entries:
                yield say("report.read.pair", name=entry.term, value=entry.sentence)
        case MethodLine():
            yield block.text
        case Signatures():
            for label in block.labels:
                yield say("report.read.signature", label=label)


def _heading(heading: Heading) -> str:
    if not heading.note:
        return heading.name
    return say("report.read.heading", title=heading.name, note=heading.note)


def _headlines(block: Headlines) -> Iterator[str]:
    yield _heading(block.heading)
    yield from map(tile_words, block.tiles)


def tile_words(tile: Tile) -> str:
    """Return one headline as it is read out."""
    value = tile.value
    # "52 different people, changed since the first issue" and not "52, changed … people".
    plain = value.value if isinstance(value, Revised) else value
    said = spoken(plain) if isinstance(plain, Hidden) else headline(plain)
    text = say("report.read.tile", value=said, unit=tile.unit)
    if tile.line:
        text = say("report.read.with_line", text=text, line=tile.line)
    for each in tile.before:
        earlier = say("report.compose.before", period=each.period, value=printed(each.value))
        text = say("report.read.before", text=text, before=earlier)
    return say("report.changed.read", value=text) if isinstance(value, Revised) else text


def _table(block: Table) -> Iterator[str]:
    yield _heading(block.heading)
    lone = len(block.columns) == 2
    if lone:
        titles = ", ".join(column.title for column in block.columns if column.title)
        yield say("report.read.columns", titles=titles)
    for row in block.all_rows():
        label, *cells = row
        figures = [
            spoken(cell)
            if lone
            else say("report.read.figure", title=column.title, value=spoken(cell))
            for column, cell in zip(block.columns[1:], cells, strict=True)
        ]
        yield say("report.read.pair", name=spoken(label), value="; ".join(figures))
    yield from block.notes


def _lines(block: LineChart) -> Iterator[str]:
    yield _heading(block.heading)
    for one in block.series:
        points = "; ".join(
            say("report.read.figure", title=label, value=spoken(value))
            for label, value in zip(block.labels, one.values, strict=True)
        )
        yield say("report.read.pair", name=one.name, value=points)
    yield from block.notes
