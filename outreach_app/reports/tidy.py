"""Every figure of a report in one long list, one row a figure, for spreadsheets and statistics.

The rows hold what `Figures` hold and nothing else, so a withheld figure is the mark here too. Words
that a spreadsheet would take for a formula get an apostrophe in front: labels are typed by people.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from types import MappingProxyType
from typing import Final

from models.types import moment_text
from outreach_app.reports import labels
from outreach_app.reports.pdf_text import clean
from outreach_app.statistics import registry
from outreach_app.statistics.disclosure import cells
from outreach_app.statistics.figures import HIDDEN, Figures
from outreach_app.statistics.methods import EXACT, Method
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import known, say

Plain = int | float | str

# What a reader of figures is told of each; the order of the columns never changes.
COLUMNS: Final = (
    *("part", "period", "from", "to", "as_at", "pack", "line", "cell", "role"),
    *("label", "unit", "value", "precision"),
)
FIGURES: Final = "figures"
MONTHS: Final = "twelve_months"
SINCE: Final = "since_first_due"

_ROLES: Final = frozenset({"n", "d", "pct"})
# Members that count something else than their line does: units never mix.
_OWN_UNITS: Final = {
    "C07_hours/not_ended": "sessions",
    "S04_naloxone/people": "people",
    "S04_naloxone/not_named": "contacts",
    "S04_naloxone/overdoses": "events",
    "I10_people_affected/anonymous_incidents": "incidents",
    "I15_repeat_suspects/incidents": "incidents",
    "J04_time/told_to_reported/of": "incidents",
    "J04_time/reported_to_outcome/of": "incidents",
    "J04_time/outcome_to_court_end/of": "incidents",
    "N01_needs_identified/people": "people",
    "N06_unmet_by_reason/needs": "needs",
    "N06_unmet_by_reason/declined": "referrals",
}
_NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})
_FORMULA: Final = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20|%]")
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: where it belongs, what it is, in which unit; `value` may be the mark.

    `cell` is the path within the line, "" for the line itself; `role` is ``n``, ``d`` or ``pct`` of
    a share; `part` tells the figures of the period from months of a chart.
    """

    part: str
    period: Period
    line: str
    cell: str
    role: str
    label: str
    unit: str
    value: Plain

    @property
    def name(self) -> str:
        """A name for the cell that spreadsheets accept, made of the line's key and the path."""
        pieces = [self.line, *self.cell.split("/")]
        if self.part == MONTHS:
            pieces = [self.part, *pieces, self.period.name]
        return ".".join(_NOT_IN_NAMES.sub("_", each) for each in pieces if each)


def rows(
    figures: Figures, lists: Vocabulary, own: Mapping[str, str] = _NO_WORDS
) -> tuple[Row, ...]:
    """Return every figure, in the order of the lines, then the months of charts.

    `own` are a pack's own words by path; they stand for the program's as they do on the pages.
    """
    return tuple(_rows(figures, labels.Wording(lists, own)))


def _rows(figures: Figures, words: labels.Wording) -> Iterator[Row]:
    for key in registry.known():
        if key not in figures.lines:
            continue
        value = figures.lines[key]
        for path, one in _cells(key, value, words.lists):
            yield _row(FIGURES, figures.period, path, one, words)
    for series in figures.series:
        for month, point in zip(series.months, series.values, strict=True):
            yield _row(MONTHS, month, series.key, point, words)
    since = figures.since_first
    for name, count in (("late", since.late), ("voided", since.voided), ("merged", since.merged)):
        named = say(f"report.files.since.{name}")
        unit = _unit_words("entries")
        yield Row(SINCE, figures.period, SINCE, name, "", named, unit, _plain(count))


def _cells(path: str, value: Value, lists: Vocabulary) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Mapping):
        for name in labels.in_order(path, value, lists):
            yield from _cells(f"{path}/{name}", value[name], lists)
    else:
        yield path, value


def _row(part: str, period: Period, path: str, value: Value, words: labels.Wording) -> Row:
    key, _, cell = path.partition("/")
    last = cell.rpartition("/")[2]
    role = last if last in _ROLES else ""
    return Row(
        part=part,
        period=period,
        line=key,
        cell=cell,
        role=role,
        label=_label(key, path, words),
        unit=_unit(key, cell, role),
        value=_plain(value),
    )


def _label(key: str, path: str, words: labels.Wording) -> str:
    line, own = words.line(key), words.figure(path)
    return line if own == line else say("report.files.label", line=line, row=own)


def _unit(key: str, cell: str, role: str) -> str:
    if role == "pct":
        return say("report.files.percent")
    path = f"{key}/{cell}"
    own = next((unit for part, unit in _OWN_UNITS.items() if path.startswith(part)), "")
    return _unit_words(own or registry.known()[key].unit)


def _unit_words(unit: str) -> str:
    key = f"lines.units.{unit}.many"
    return say(key) if known(key) else unit


def _plain(value: Value) -> Plain:
    if value is None:
        return say("report.compose.nothing")
    if isinstance(value, Mapping):
        msg = "a table where one figure belongs"
        raise TypeError(msg)
    return value


def harmless(text: str) -> str:
    """Return words that no spreadsheet takes for a formula, on one line."""
    plain = clean(text)
    return f"'{plain}" if _FORMULA.match(plain) else plain


def precision(row: Row, method: Method | None) -> str:
    """Say how exact a figure is printed; it depends on where it stands and never on the figure."""
    if method is None:
        return say("report.files.precision.exact")
    if row.part == SINCE or row.role == "pct":
        return say("report.files.precision.as_given")
    if not cells.about_people(row.line):
        return say("report.files.precision.exact")
    if method == EXACT:
        by_definition = registry.known()[row.line].nearest != 1
        return say(f"report.files.precision.{'nearest' if by_definition else 'exact'}")
    # A month of a chart is printed by the same rule as the figure of a period.
    headline = not row.cell and row.line in cells.HEADLINES
    return say(f"report.files.precision.{'headline' if headline else 'nearest'}")


def fields(
    figures: Figures, row: Row, mark: str = HIDDEN, *, method: Method | None = None
) -> tuple[Plain, ...]:
    """Return one row under `COLUMNS`; numbers stay numbers, a withheld figure is the mark."""
    value = row.value if not isinstance(row.value, str) else harmless(row.value)
    value = mark if row.value == HIDDEN else value
    period = row.period
    return (
        row.part,
        period.name,
        period.first.isoformat(),
        period.last.isoformat(),
        moment_text(figures.as_at) if row.part != MONTHS else "",
        harmless(figures.pack),
        row.line,
        harmless(row.cell),
        row.role,
        harmless(row.label),
        harmless(row.unit),
        value,
        precision(row, method),
    )


def write(
    figures: Figures,
    lists: Vocabulary,
    *,
    method: Method | None = None,
    own: Mapping[str, str] = _NO_WORDS,
) -> bytes:
    """Return the figures as comma-separated values, the same bytes for the same figures.

    `method` tells how counts about people are printed, None that the figures are for inside; `own`
    are the pack's own words, see `rows`.

    UTF-8 with a byte order mark, because without one Excel reads letters such as é wrongly; lines
    end as RFC 4180 says. A withheld figure is the word ``hidden``, as in JSON.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(fields(figures, row, method=method) for row in rows(figures, lists, own))
    return text.getvalue().encode("utf-8-sig")
