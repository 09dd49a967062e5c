"""What stands on every page: cover or running head, the mark top right, the foot."""

from dataclasses import dataclass, replace
from typing import Final

from outreach_app.reports.document import Cover, Document, Pair, Picture
from outreach_app.reports.pdf_flow import Piece, Room
from outreach_app.reports.pdf_pen import Pen
from outreach_app.reports.pdf_style import (
    FOOT,
    MARK,
    PAGE_HEIGHT,
    PERIOD,
    PROJECT,
    RULE_COVER,
    RULE_HEAD,
    RULE_TOTAL,
    TITLE,
    UNPRINTABLE,
    Face,
    Shade,
    sheet,
)
from outreach_app.reports.pdf_tags import Tag
from outreach_app.reports.pdf_text import Run, Setting, width_of, wrap
from outreach_app.words import say

_FOOT_LEADING: Final = 9.6
_CLOSER_GAP: Final = 1.0
_MARK_PAD: Final = 4.0
_NAME_WIDTH: Final = 96.0
_PAIR_GAP: Final = 8.0
_LOGO_WIDTH: Final = 150.0
_LOGO_HEIGHT: Final = 46.0


@dataclass(frozen=True, slots=True)
class Furniture:
    """The measured head and foot of one document."""

    title: Setting
    mark: Setting
    foot: Setting
    on_cover: bool

    @property
    def head_height(self) -> float:
        """The height of the running head down to its rule."""
        return max(self.title.height + 3.0, _mark_height(self.mark) + 2.5)

    @property
    def foot_rule(self) -> float:
        """Where the rule above the foot stands; a long foot pushes it up."""
        low = PAGE_HEIGHT - sheet().bottom
        return min(low, PAGE_HEIGHT - UNPRINTABLE - self.foot.height - 4.0)

    @property
    def room(self) -> Room:
        """What is left for the body."""
        top = sheet().top + self.head_height + 9.0
        first = sheet().top if self.on_cover else top
        return Room(first, top, self.foot_rule - 7.0)

    def draw(self, pen: Pen, number: int, pages: int) -> None:
        """Draw head and foot of page `number` of `pages`."""
        paper = sheet()
        if number > 1 or not self.on_cover:
            free = paper.width - _mark_width(self.mark) - _PAIR_GAP
            base = paper.top + self.head_height
            pen.setting(paper.left, base - 3.0 - self.title.height, self.title, width=free)
            _draw_mark(pen, self.mark, base - 2.5 - _mark_height(self.mark))
            pen.rule(paper.left, base, paper.width, RULE_HEAD, Shade.BLACK)
        y = self.foot_rule
        pen.rule(paper.left, y, paper.width, RULE_TOTAL, Shade.EDGE)
        pen.setting(paper.left, y + 4.0, self.foot)
        count = wrap((_foot_run(_page_of(number, pages)),), paper.width, _FOOT_LEADING)
        pen.setting(paper.left, y + 4.0, count, width=paper.width, align="right")


def furniture(document: Document) -> Furniture:
    """Measure head and foot; raises nothing, long names wrap."""
    paper = sheet()
    mark = _mark(document.mark)
    free = paper.width - _mark_width(mark) - _PAIR_GAP
    # Room for a page count of three digits each; the foot must not touch it.
    for_count = width_of(_foot_run(_page_of(100, 100))) + _PAIR_GAP
    return Furniture(
        title=wrap((Run(document.running_title, PROJECT, Face.BOLD),), free, 12.0),
        mark=mark,
        foot=_foot(document.footer, paper.width - for_count),
        on_cover=bool(document.blocks) and isinstance(document.blocks[0], Cover),
    )


def _foot(parts: tuple[str, ...], width: float) -> Setting:
    """Set the foot on one line, a little smaller where that is enough; long names still wrap."""
    runs = _foot_runs(parts)
    setting = wrap(runs, width, _FOOT_LEADING)
    if len(setting.lines) > 1:
        small = sheet().smallest
        closer = [replace(run, size=small, gap=min(run.gap, _CLOSER_GAP)) for run in runs]
        smaller = wrap(closer, width, _FOOT_LEADING)
        return smaller if len(smaller.lines) < len(setting.lines) else setting
    return setting


def _page_of(number: int, pages: int) -> str:
    return say("report.page", page=number, pages=pages)


def _foot_run(text: str) -> Run:
    return Run(text, FOOT, shade=Shade.TEXT)


def _foot_runs(parts: tuple[str, ...]) -> list[Run]:
    runs: list[Run] = []
    for part in parts:
        if runs:
            runs.append(replace(_foot_run("|"), gap=2.5))
        runs.append(replace(_foot_run(part), gap=2.5 if runs else 0.0))
    return runs


def _mark(text: str) -> Setting:
    return wrap((Run(text.upper(), MARK, Face.BOLD),), sheet().width / 2, 9.4)


def _mark_width(mark: Setting) -> float:
    return mark.width + 2 * _MARK_PAD if mark.lines else 0.0


def _mark_height(mark: Setting) -> float:
    return mark.height + 4.2


def _draw_mark(pen: Pen, mark: Setting, y: float) -> None:
    if not mark.lines:
        return
    paper = sheet()
    width = _mark_width(mark)
    x = paper.left + paper.width - width
    pen.box((x, y), (width, _mark_height(mark)), edge=Shade.BLACK, weight=1.0)
    pen.setting(x + _MARK_PAD, y + 2.1, mark)


def cover(block: Cover, document: Document) -> list[Piece]:
    """Return the upper part of page 1: rule, project, title, period, and the facts in pairs."""
    width = sheet().width
    mark = _mark(document.mark)
    free = width - _mark_width(mark) - _PAIR_GAP
    project = wrap((Run(document.project, PROJECT, Face.BOLD),), free, 12.0)
    logo = _logo_size(block.logo)
    beside = width - (logo[0] + _PAIR_GAP if block.logo else 0.0)
    title = wrap((Run(document.title, TITLE, Face.BOLD),), beside, 25.0)
    period = wrap((Run(document.period_text, PERIOD),), beside, 17.0)
    rows = [_pair_row(block.pairs[at : at + 2], width) for at in range(0, len(block.pairs), 2)]
    title_at = 7.5 + max(project.height, _mark_height(mark)) + 1.0
    period_at = title_at + title.height + 1.0
    pairs_at = max(period_at + period.height + 5.0, title_at + logo[1] + 9.0 if logo[1] else 0.0)
    height = pairs_at + sum(row.height for row in rows) + 7.0

    tags = [Tag("P"), Tag("H1"), Tag("P"), Tag("P")]

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rule(x, y + RULE_COVER / 2, width, RULE_COVER, Shade.BLACK)
        for tag, top, setting in (
            (tags[0], y + 7.5, project),
            (tags[1], y + title_at, title),
            (tags[2], y + period_at, period),
        ):
            with pen.inside(tag):
                pen.setting(x, top, setting)
        with pen.inside(tags[3]):
            _draw_mark(pen, mark, y + 7.5)
        if block.logo is not None:
            pen.picture((x + width - logo[0], y + title_at + 2.0), logo, block.logo.data)
        at = y + pairs_at
        for row in rows:
            row.draw(pen, x, at)
            at += row.height
        pen.rule(x, y + height, width, RULE_TOTAL, Shade.EDGE)

    return [Piece(height, draw)]


def _logo_size(logo: Picture | None) -> tuple[float, float]:
    """Return width and height in points within the room at the right of the title."""
    if logo is None:
        return 0.0, 0.0
    scale = min(_LOGO_WIDTH / logo.width, _LOGO_HEIGHT / logo.height)
    return logo.width * scale, logo.height * scale


def _pair_row(pairs: tuple[Pair, ...], width: float) -> Piece:
    half = width / 2
    size = sheet().body - 0.2
    name_width = min(_NAME_WIDTH, half * 0.42)
    tags = [Tag("P") for _ in pairs]
    settings = [
        (
            wrap((Run(pair.name, size, shade=Shade.TEXT),), name_width - _PAIR_GAP, 11.2),
            wrap((Run(pair.value, size, Face.BOLD),), half - name_width - _PAIR_GAP, 11.2),
        )
        for pair in pairs
    ]
    height = max(max(name.height, value.height) for name, value in settings) + 2.5

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, (name, value) in enumerate(settings):
            at = x + index * half
            with pen.inside(tags[index]):
                pen.setting(at, y, name)
                pen.setting(at + name_width, y, value)

    return Piece(height, draw)
