"""Invented figures for looking at a pack while it is put together.

True ones would have to be protected and remembered like everything that was shown; nobody needs
them to see how a page will look.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any, Final

from outreach_app.statistics import packs, periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import HIDDEN, Figures, Series
from outreach_app.statistics.methods import EXACT
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Kind, Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.work import Work

_NUMBERS: Final = (25, 15, 40, 10, 30, 20, 35, 15, 10, 45)
# The same where every figure is exact.
_COUNTED: Final = (27, 14, 41, 9, 32, 18, 36, 13, 11, 46)
_MONTHS: Final = (40, 45, 35, 50, 55, 45, 60, 50, 65, 55, 60, 70)
_PART: Final = 30
_WHOLE: Final = 50
_MIDDLE: Final = 14.0
_ORDER: Final[tuple[Kind, ...]] = ("month", "quarter", "year", "span")


def period_of(work: Work, pack: Pack) -> Period:
    """Return the period a pack is looked at for: the last one that has ended, of its first kind."""
    last = work.today.replace(day=1) - timedelta(days=1)
    match next((kind for kind in _ORDER if kind in pack.kinds), "month"):
        case "quarter":
            return periods.quarter(f"{last.year - 1}-Q4")
        case "year":
            if pack.year_starts > 1:
                return periods.grant_year(last.year - 2, pack.year_starts)
            return periods.year(str(last.year - 1))
        case "span":
            return periods.span(str(last.replace(day=1)), str(last.replace(day=14)))
        case _:
            return periods.month_of(last)


def figures(work: Work, pack: Pack, period: Period) -> Figures:
    """Return invented figures in the shape of a pack's true ones; some rows are withheld."""
    old = Window.of(period, datetime(1990, 1, 1, tzinfo=UTC), work.zone)
    facts = Facts(work.session, old, work.lists)
    numbers = cycle(_COUNTED if pack.method == EXACT else _NUMBERS)
    lines: dict[str, Any] = {}
    for key in packs.lines_for(pack, period.kind):
        line = registry.known()[key]
        if line.answers(period):
            lines[key] = _filled(line.exact(facts), numbers)
            tables: dict[str, tuple[str, ...]] = {}
            for parts in line.parts:
                at = "/".join(filter(None, (key, parts.under)))
                tables[at] = (*tables.get(at, ()), *parts.rows(work.lists))
            withheld = pack.protected and line.unit not in registry.FREE_UNITS
            for at, rows in tables.items():
                _put(lines, at, _rows(rows, numbers, withheld=withheld))
    for section in pack.sections:
        table = _at(lines, section.table) if section.table else None
        counts = table.values() if isinstance(table, Mapping) else []
        if section.rows:
            counts = [_at(lines, row) for row in section.rows]
        if section.total and counts and period.kind in section.kinds:
            _put(lines, section.total, sum(n for n in counts if isinstance(n, int)))
    months = periods.months_up_to(period.last, len(_MONTHS))
    series = tuple(
        Series(key, months, tuple(n * (2 if at else 1) for n in _MONTHS))
        for at, key in enumerate(pack.series)
    )
    version = work.lists.version
    return Figures(period, work.now, pack.name, version, lines, series=series, method=pack.method)


def _filled(value: Value, numbers: Iterator[int]) -> Any:
    if isinstance(value, Mapping):
        if "n" in value and "d" in value:
            return {"n": _PART, "d": _WHOLE, "pct": 100 * _PART / _WHOLE}
        return {name: _filled(inner, numbers) for name, inner in value.items()}
    return next(numbers) if isinstance(value, int) else _MIDDLE


def _rows(rows: tuple[str, ...], numbers: Iterator[int], *, withheld: bool) -> dict[str, Any]:
    """Fill a table; with `withheld` its last rows show the mark for what is not printed."""
    most = len(rows) - 2 if withheld and len(rows) > 3 else len(rows)
    return {row: next(numbers) if at < most else HIDDEN for at, row in enumerate(rows)}


def _at(lines: Mapping[str, Any], path: str) -> Any:
    found: Any = lines
    for name in path.split("/"):
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name]
    return found


def _put(lines: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split("/")
    here: Any = lines
    for name in above:
        if not isinstance(here, dict) or name not in here:
            return
        here = here[name]
    if isinstance(here, dict) and (above or last in here):
        here[last] = value
