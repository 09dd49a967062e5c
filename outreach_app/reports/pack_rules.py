"""What a pack must be before it is kept: lines for its reader, words that fit, a way to issue.

Sources: report lines, parts 2 and 4 (who may see what, what police never get), report pages,
parts 1 and 5 (how many headlines, what is issued once).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from outreach_app.casework import checks
from outreach_app.errors import Problem
from outreach_app.reports.document import MOST_SERIES, MOST_TILES
from outreach_app.reports.pack_pieces import READERS, Piece
from outreach_app.statistics import packs, registry
from outreach_app.statistics.methods import EXACT
from outreach_app.statistics.packs import INSIDE, Pack
from outreach_app.words import say

POLICE: Final = "V"
PUBLIC: Final = "A"
FUNDERS: Final = ("L",)
_POLICE_LINE: Final = "PV"
_NAME: Final = 60
_TITLE: Final = 80
_TEXT: Final = 300
_UNIT: Final = 40
_MOST_SECTIONS: Final = 80
_MOST_STORIES: Final = 3
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Before:
    """What a pack was until now; `used` tells that a report was issued with it."""

    pack: Pack
    used: bool


def check(
    pack: Pack, pieces: tuple[Piece, ...], before: Before | None = None
) -> tuple[Problem, ...]:
    """Find what must be mended before a pack is kept; `pieces` are those of its reader.

    Fields are those of `Pack`; of a list they end in the place, as ``sections.2.title``.
    """
    return (
        *_about_words(pack),
        *_about_reader(pack),
        *_about_use(pack, before),
        *_about_lines(pack),
        *_about_cells(pack, {piece.path: piece for piece in pieces}),
        *_about_periods(pack),
    )


def words_of(pack: Pack) -> Iterator[str]:
    """Give every text of a pack that can be printed."""
    yield from (pack.label, pack.audience, pack.mark, pack.intro, pack.left_out)
    yield from pack.titles.values()
    yield from pack.labels.values()
    yield from pack.extra.values()
    for tile in pack.tiles:
        yield from (tile.unit, tile.note)
    for section in pack.sections:
        yield from (section.title, section.unit, section.note)


def _about_words(pack: Pack) -> Iterator[Problem]:
    yield from checks.text("label", pack.label, _NAME, needed=True)
    if pack.label.strip().casefold() in packs.SHIPPED:
        yield Problem("label", "label_taken")
    yield from checks.text("audience", pack.audience, _TITLE, needed=True)
    yield from checks.text("intro", pack.intro, _TEXT)
    yield from checks.text("left_out", pack.left_out, _TEXT)
    for kind, title in pack.titles.items():
        yield from checks.text(f"titles.{kind}", title, _NAME, needed=True)
    for path, words in pack.labels.items():
        yield from checks.text(f"labels.{path}", words, _TITLE)
    for at, tile in enumerate(pack.tiles):
        yield from checks.text(f"tiles.{at}.unit", tile.unit, _UNIT, needed=True)
        yield from checks.text(f"tiles.{at}.note", tile.note, _TITLE)
    for at, section in enumerate(pack.sections):
        yield from checks.text(f"sections.{at}.title", section.title, _TITLE, needed=True)
        yield from checks.text(f"sections.{at}.unit", section.unit, _UNIT, needed=True)
        yield from checks.text(f"sections.{at}.note", section.note, _TEXT)


def _about_reader(pack: Pack) -> Iterator[Problem]:
    if pack.reader not in READERS:
        yield Problem("reader", "required")
    if pack.revised == pack.once:
        yield Problem("once", "required")
    if pack.reader in (POLICE, PUBLIC) and not pack.once:
        yield Problem("once", "pack_once")
    if pack.method == EXACT and not pack.once:
        yield Problem("once", "pack_exact_once")
    if pack.reader == POLICE and pack.signatures:
        yield Problem("signatures", "pack_no_names")
    if not 0 <= pack.stories <= _MOST_STORIES or (pack.stories and pack.reader not in FUNDERS):
        yield Problem("stories", "pack_stories")


def _about_use(pack: Pack, before: Before | None) -> Iterator[Problem]:
    """Find what may not change once a report was issued."""
    if before is not None and before.used:
        if pack.reader != before.pack.reader:
            yield Problem("reader", "pack_reader_fixed")
        if pack.once != before.pack.once:
            yield Problem("once", "pack_once_fixed")
        if pack.method != before.pack.method:
            yield Problem("method", "pack_method_fixed")


def _about_lines(pack: Pack) -> Iterator[Problem]:
    """Find lines their reader may not see; police lines and others are told apart in words."""
    printed = packs.printed_lines(pack)
    if not printed:
        yield Problem("sections", "pack_empty")
    known = registry.known()
    for key in printed:
        words = {"line": say(f"lines.{key}.label")}
        police = key.startswith(_POLICE_LINE)
        if pack.reader == POLICE and not police:
            yield Problem("sections", "pack_not_for_police", words)
        elif police and pack.reader not in (POLICE, INSIDE):
            yield Problem("sections", "pack_police_only", words)
        elif pack.reader not in known[key].audiences:
            reader = say(f"packs.reader.{pack.reader}.name") if pack.reader in READERS else ""
            yield Problem("sections", "pack_line_inside", {**words, "reader": reader})


def _about_cells(pack: Pack, pieces: Mapping[str, Piece]) -> Iterator[Problem]:
    """Find figures that do not exist, or exist for inside only."""
    if len(pack.tiles) > MOST_TILES:
        yield Problem("tiles", "pack_too_many", {"limit": MOST_TILES})
    cells = [tile.cell for tile in pack.tiles]
    if len(set(cells)) < len(cells):
        yield Problem("tiles", "pack_twice")
    for at, cell in enumerate(cells):
        if not (_figure(cell, pieces) or _table(cell, pieces)):
            yield Problem(f"tiles.{at}", "pack_no_figure")
    if len(pack.series) > MOST_SERIES:
        yield Problem("series", "pack_too_many", {"limit": MOST_SERIES})
    if any(key not in pieces or not pieces[key].monthly for key in pack.series):
        yield Problem("series", "pack_not_monthly")
    if len(pack.sections) > _MOST_SECTIONS:
        yield Problem("sections", "pack_too_many", {"limit": _MOST_SECTIONS})
    yield from _about_sections(pack, pieces)


def _about_sections(pack: Pack, pieces: Mapping[str, Piece]) -> Iterator[Problem]:
    for at, section in enumerate(pack.sections):
        right = (
            bool(section.table) != bool(section.rows)
            and (not section.table or _table(section.table, pieces))
            and all(_figure(row, pieces) for row in section.rows)
            and (not section.total or _figure(section.total, pieces))
        )
        if not right:
            yield Problem(f"sections.{at}", "pack_no_figure")
        if section.kind == "bars" and any(
            row in pieces and pieces[row].shape == "share" for row in section.rows
        ):
            yield Problem(f"sections.{at}", "pack_no_bars")


def _about_periods(pack: Pack) -> Iterator[Problem]:
    if not pack.kinds:
        yield Problem("kinds", "required")
    elif pack.kinds == {"span"}:
        yield Problem("kinds", "pack_only_days")
    if pack.reader == PUBLIC and pack.kinds - {"year"}:
        yield Problem("kinds", "pack_year_only")
    if pack.reader == POLICE and "span" in pack.kinds:
        yield Problem("kinds", "pack_fixed_periods")
    if not 1 <= pack.year_starts <= _MONTHS:
        yield Problem("year_starts", "out_of_range", {"lowest": 1, "highest": _MONTHS})
    if pack.year_starts != 1 and "year" not in pack.kinds:
        yield Problem("year_starts", "pack_grant_year")
    if pack.year_starts != 1 and pack.reader in (POLICE, PUBLIC):
        yield Problem("year_starts", "pack_fixed_periods")
    for at, section in enumerate(pack.sections):
        if not section.kinds & pack.kinds:
            yield Problem(f"sections.{at}.kinds", "pack_no_period")


def _figure(path: str, pieces: Mapping[str, Piece]) -> bool:
    """Tell whether one number, or one share, stands at a path."""
    if path in pieces:
        return pieces[path].shape != "table"
    above, _, name = path.rpartition("/")
    if above not in pieces:
        return False
    return pieces[above].shape == "table" or (pieces[above].shape == "share" and name in ("n", "d"))


def _table(path: str, pieces: Mapping[str, Piece]) -> bool:
    return path in pieces and pieces[path].shape == "table"
