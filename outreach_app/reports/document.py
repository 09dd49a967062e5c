"""What a printed report says, as a tree of blocks, before anybody decides how it looks.

PDF, screen reading and later formats are written from the same tree, in the same order. Every
figure in it has already been protected: a withheld figure is `HIDDEN`, which carries no number at
all, so that no writer can print, draw or read out what must not be known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

from outreach_app.statistics.methods import Method
from outreach_app.statistics.rates import Rate
from outreach_app.words import say

MOST_TILES: Final = 8
MOST_SERIES: Final = 3


@dataclass(frozen=True, slots=True)
class Hidden:
    """A withheld figure. All of them are alike: neither the number nor the reason travels."""


HIDDEN: Final = Hidden()


@dataclass(frozen=True, slots=True)
class Partly:
    """A share of which one end is withheld and the other gives nothing away; no percentage."""

    part: int | Hidden
    whole: int | Hidden


@dataclass(frozen=True, slots=True)
class Revised:
    """A figure that differs from the first issue.

    Its type takes no `Hidden`: a mark of change on a withheld figure would speak.
    """

    value: int | float | str | Rate


Value: TypeAlias = int | float | str | Rate | Partly | Revised | Hidden
Count: TypeAlias = int | Hidden


def printed(value: Value) -> str:
    """Return a figure as it stands on paper; thousands take a comma, the mark of change follows."""
    match value:
        case Hidden():
            return say("report.withheld.mark")
        case Revised(value=inner):
            return f"{printed(inner)}\u00a0{say('report.changed.mark')}"
        case Rate():
            return value.text()
        case Partly():
            return say("rates.counts", part=printed(value.part), whole=printed(value.whole))
        case int() | float():
            return f"{value:,.{0 if float(value).is_integer() else 1}f}"
        case str():
            return value


def headline(value: Value) -> str:
    """Return a figure as it stands large on paper: a rate's percentage has its own line there."""
    return value.counts() if isinstance(value, Rate) else printed(value)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title; `number` counts sections, `note` gives period and unit."""

    title: str
    number: int | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """Number and title, as outlines and readings show them."""
        return self.title if self.number is None else f"{self.number} {self.title}"


@dataclass(frozen=True, slots=True)
class Pair:
    """One fact about the report itself, such as who it was prepared for."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Picture:
    """PNG bytes and their size in pixels: a logo, which says nothing that words do not say."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Cover:
    """The upper third of page 1; the document lends it project, title, period and mark."""

    pairs: tuple[Pair, ...] = ()
    logo: Picture | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The same figure of an earlier period, to be read beside the headline."""

    period: str
    value: int | float | Rate


@dataclass(frozen=True, slots=True)
class Tile:
    """One headline: a figure, its unit in bold, one plain line, the figure in earlier periods."""

    value: Value
    unit: str
    line: str = ""
    before: tuple[Before, ...] = ()


@dataclass(frozen=True, slots=True)
class Headlines:
    """The figures a reader takes away; at most eight."""

    heading: Heading
    tiles: tuple[Tile, ...]

    def __post_init__(self) -> None:
        """Refuse a ninth: it is no longer short."""
        if len(self.tiles) > MOST_TILES:
            msg = f"{len(self.tiles)} headlines, at most {MOST_TILES}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Notice:
    """A boxed sentence that must not be overlooked; `lead` is its bold beginning."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title; figures stand right, words left."""

    title: str
    figures: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows; the first cell of a row is its label, `total` is the last row in bold."""

    heading: Heading
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a ragged table: an empty cell would be read as nought."""
        for row in self.all_rows():
            if len(row) != len(self.columns):
                msg = (
                    f"{len(row)} cells under {len(self.columns)} columns in “{self.heading.title}”"
                )
                raise ValueError(msg)

    def all_rows(self) -> Iterator[tuple[Value, ...]]:
        """Give the rows and then the total, where there is one."""
        yield from self.rows
        if self.total is not None:
            yield self.total


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart."""

    label: str
    value: Count


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars in a fixed order that never follows size."""

    heading: Heading
    bars: tuple[Bar, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart; `None` is a month in which nothing could be counted yet."""

    name: str
    values: tuple[Count | None, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Up to three lines over the same points in time, axis from nought."""

    heading: Heading
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse more lines than grey can tell apart, and lines of another length."""
        if not 1 <= len(self.series) <= MOST_SERIES:
            msg = f"{len(self.series)} lines, from 1 to {MOST_SERIES}"
            raise ValueError(msg)
        for one in self.series:
            if len(one.values) != len(self.labels):
                msg = f"{len(one.values)} values under {len(self.labels)} labels in “{one.name}”"
                raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Running text under an optional heading."""

    texts: tuple[str, ...]
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A word of the report and the sentence that says what it means."""

    term: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the words mean."""

    heading: Heading
    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class MethodLine:
    """How the figures were made: entries used, versions, hiding rule."""

    text: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, at the foot of the page."""

    labels: tuple[str, ...]


Plain: TypeAlias = (
    Cover
    | Headlines
    | Notice
    | Table
    | BarChart
    | LineChart
    | Paragraphs
    | Definitions
    | MethodLine
    | Signatures
)


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """Blocks side by side; read the left column first."""

    left: tuple[Plain, ...]
    right: tuple[Plain, ...]


Block: TypeAlias = Plain | TwoColumns


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    `running_title` heads the later pages and is the file's title; `footer` holds what tells loose
    sheets apart: project, title with period, mark, report number. `method` is how shown figures are
    printed, as files of figures say of each, None for inside; `labels` are the pack's own words for
    lines and figures, by path, which tables of all figures use as the pages do.
    """

    title: str
    running_title: str
    period_text: str
    project: str
    mark: str
    report_number: str
    footer: tuple[str, ...]
    blocks: tuple[Block, ...]
    method: Method | None = None
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def plain_blocks(self) -> Iterator[Plain]:
        """Give every block in reading order, the left column before the right."""
        for block in self.blocks:
            if isinstance(block, TwoColumns):
                yield from block.left
                yield from block.right
            else:
                yield block
