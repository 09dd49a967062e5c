"""The counts of a report as cells, each by its path, and the report written back from them."""

from collections.abc import Iterable, Mapping, Set
from typing import Final

from outreach_app.statistics import arithmetic, registry, relations
from outreach_app.statistics.figures import HIDDEN
from outreach_app.statistics.methods import EXACT, NEAREST, Method
from outreach_app.statistics.registry import Value
from outreach_app.vocabulary import Vocabulary

THRESHOLD: Final = 5
BASE: Final = 5
# A share is said in percent only where a rounded whole leaves the percentage near the truth.
ENOUGH_FOR_A_PERCENTAGE: Final = 25
# A middle value of fewer than ten is close to being one of them.
_ENOUGH_FOR_A_MEDIAN: Final = 10
# Headline totals are printed as they are from here on.
EXACT_FROM: Final = 10
HEADLINES: Final = frozenset(
    {"R01_unique_people", "C01_contacts", "I01_incidents", "PV01_police_incidents"}
)
# Middle values, and how many there are of what they are the middle of.
MEDIANS: Final = {
    "A03_median_minutes_to_alert": "A01_alerts",
    "F04_waiting_days": "F02_stage_reached/attended/n",
}
# Sessions say nothing about single people (report pages, part 2, rule 10).
_NOT_ABOUT_PEOPLE: Final = frozenset({"sessions"})
_NOT_COUNTS: Final = frozenset({"minutes", "days", "hours"})
_INSIDE_ONLY: Final = frozenset({"exact"})


def complete(lines: Mapping[str, Value], lists: Vocabulary) -> dict[str, Value]:
    """Fill every table up to all its rows and leave out what is for inside only."""
    found: dict[str, Value] = {}
    for key, value in lines.items():
        line = registry.known()[key]
        outside = _outside(value)
        for parts in () if line.unit in _NOT_ABOUT_PEOPLE else line.parts:
            path = parts.under.split("/") if parts.under else []
            outside = _filled(outside, path, parts.rows(lists))
        found[key] = outside
    return found


def counts(lines: Mapping[str, Value]) -> dict[str, int]:
    """Return every count that stands for people or what happened to them, by its path."""
    cells: dict[str, int] = {}
    for key, value in lines.items():
        if about_people(key):
            _collect(key, value, cells)
    return cells


def about_people(key: str) -> bool:
    """Tell whether the figures of a line are counts that could point to somebody."""
    unit = registry.known()[key].unit
    return unit not in _NOT_ABOUT_PEOPLE | _NOT_COUNTS and key not in MEDIANS


def base_of(path: str, count: int, method: Method = NEAREST) -> int:
    """Return what a shown count is rounded to, 1 where it is exact.

    Headline totals are exact from 10 on; by the exact method every count is, but those of lines
    that are rounded by definition.
    """
    if method == EXACT:
        return registry.known()[path.split("/", 1)[0]].nearest
    return 1 if path in HEADLINES and count >= EXACT_FROM else BASE


def written(
    lines: Mapping[str, Value],
    hidden: Set[str],
    blocked: Set[str] = frozenset(),
    method: Method = NEAREST,
) -> dict[str, Value]:
    """Return the lines as they are printed: by the method, or the mark.

    Of a share the end that may be printed is, and no percentage without both.
    """
    found = {key: _marked(key, value, hidden, method) for key, value in lines.items()}
    for key, counted in MEDIANS.items():
        of = relations.at(found, counted)
        if key in found and not (isinstance(of, int) and of >= _ENOUGH_FOR_A_MEDIAN):
            found[key] = _veiled(found[key])
    for key in blocked & found.keys():
        found[key] = _veiled(found[key])
    return found


def _outside(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {name: _outside(inner) for name, inner in value.items() if name not in _INSIDE_ONLY}
    return value


def _filled(value: Value, path: list[str], rows: Iterable[str]) -> Value:
    if not isinstance(value, Mapping):
        return value
    if path:
        return {**value, path[0]: _filled(value.get(path[0]), path[1:], rows)}
    return {row: value.get(row, 0) for row in dict.fromkeys([*rows, *value])}


def _collect(path: str, value: Value, cells: dict[str, int]) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "pct":
                _collect(f"{path}/{name}", inner, cells)
    elif isinstance(value, int):
        cells[path] = value


def _marked(path: str, value: Value, hidden: Set[str], method: Method) -> Value:
    if isinstance(value, Mapping):
        found = {
            name: _marked(f"{path}/{name}", inner, hidden, method) for name, inner in value.items()
        }
        return _share(found) if "pct" in value else found
    if path in hidden:
        return HIDDEN
    if isinstance(value, int) and about_people(path.split("/", 1)[0]):
        return arithmetic.nearest(value, base_of(path, value, method))
    return value


def _share(printed: dict[str, Value]) -> Value:
    """Work the percentage out anew, from what is printed and nothing else."""
    part, whole = printed.get("n"), printed.get("d")
    if HIDDEN in (part, whole):
        return {**printed, "pct": HIDDEN}
    if not (isinstance(part, int) and isinstance(whole, int) and part <= whole):
        return {**printed, "pct": None}
    percent = arithmetic.share(part, whole)["pct"] if whole >= ENOUGH_FOR_A_PERCENTAGE else None
    return {**printed, "pct": percent}


def _veiled(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {name: _veiled(inner) for name, inner in value.items()}
    return HIDDEN
