"""The lines marked °: against a plain second reading of the sample and of invented books."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from outreach_app import statistics
from outreach_app.reports import adding
from outreach_app.statistics import further_ties, periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.periods import Period
from outreach_app.statistics.window import Window
from outreach_app.words import known
from outreach_app.work import Work
from tests.outreach_app.statistics.asking import book_of, every
from tests.outreach_app.statistics.books import Row, books, moments
from tests.outreach_app.statistics.plain import LINES, Plain

PERIODS = (
    *(periods.month(f"2025-{month}") for month in (10, 11, 12)),
    periods.quarter("2025-Q4"),
    periods.year("2025"),
    periods.year("2023"),
    periods.span("2025-10-26", "2025-11-04"),
)
LATER = datetime(2026, 2, 1, tzinfo=UTC)


def plain(data: Row, period: Period, as_at: datetime) -> Plain:
    return Plain(data, period.first.isoformat(), period.last.isoformat(), as_at)


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.name)
@pytest.mark.parametrize("as_at", [LATER, datetime(2025, 12, 7, 23, tzinfo=UTC)])
def test_every_line_of_the_sample_is_what_a_plain_reading_finds(
    work: Work, sample: dict[str, Any], period: Period, as_at: datetime
) -> None:
    facts = Facts(work.session, Window.of(period, as_at, work.zone), work.lists)
    reading = plain(sample["data"], period, as_at)
    for key, read in LINES.items():
        line = registry.known()[key]
        if line.answers(period):
            assert line.compute(facts) == read(reading), key


@settings(suppress_health_check=list(HealthCheck))
@given(book=books(), as_at=moments)
def test_every_line_of_any_book_is_what_a_plain_reading_finds(book: Row, as_at: datetime) -> None:
    for period in (periods.quarter("2024-Q1"), periods.year("2024")):
        with book_of(book) as session:
            found = every(session, period, as_at)
        reading = plain(book, period, as_at)
        for key, read in LINES.items():
            if registry.known()[key].answers(period):
                assert found[key] == read(reading), key


def test_every_line_says_in_words_what_it_counts() -> None:
    units = {line.unit for line in registry.known().values()}
    assert all(known(f"lines.units.{unit}.many") for unit in units)
    for key, line in registry.known().items():
        assert known(f"lines.{key}.label"), key
        assert known(f"lines.{key}.definition"), key
        assert line.compute.__doc__, key
        assert line.audiences, key


def test_every_line_of_the_document_is_in_the_registry() -> None:
    codes = {key.split("_", 1)[0] for key in registry.known()}
    assert codes >= {
        *(f"R0{number}" for number in range(1, 8)),
        *(f"C0{number}" for number in range(1, 8)),
        *(f"S0{number}" for number in range(1, 5)),
        *(f"I0{number}" for number in (*range(1, 9), "4b", "8b", "9a", "9b", "9c")),
        *(f"I1{number}" for number in range(6)),
        *(f"A0{number}" for number in range(1, 5)),
        *(f"N0{number}" for number in range(1, 8)),
        *(f"F0{number}" for number in range(1, 5)),
        *(f"K0{number}" for number in range(1, 5)),
        *(f"E0{number}" for number in range(1, 4)),
        *(f"J0{number}" for number in range(1, 6)),
        *(f"G0{number}" for number in range(1, 6)),
        *("D01", "SG01", "PC01"),
        *(f"PV0{number}" for number in range(1, 7)),
    }


def test_the_sample_has_something_in_the_lines_read_twice(work: Work) -> None:
    facts = Facts(work.session, Window.of(PERIODS[4], LATER, work.zone), work.lists)
    for key in LINES:
        assert registry.known()[key].compute(facts), key


def cells_of(lines: dict[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}

    def collect(path: str, value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                collect(f"{path}/{name}", inner)
        elif isinstance(value, int):
            found[path] = value

    for key, value in lines.items():
        collect(key, value)
    return found


def hold(lines: dict[str, Any]) -> int:
    """Tell how many ties were found among the lines' cells; each must hold. A row left out is 0."""
    cells = cells_of(lines)
    count = 0
    for left, right, rest in further_ties.of(cells):
        if any(cell.split("/")[0] not in lines for cell in (*left, *right)):
            continue
        sums = [sum(cells.get(cell, 0) for cell in side) for side in (left, right)]
        assert sums[0] >= sums[1] if rest else sums[0] == sums[1], (left, right)
        count += 1
    return count


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.name)
def test_the_ties_of_the_lines_hold_in_the_sample(work: Work, period: Period) -> None:
    facts = Facts(work.session, Window.of(period, LATER, work.zone), work.lists)
    lines = {
        key: line.compute(facts) for key, line in registry.known().items() if line.answers(period)
    }
    assert hold(lines) > 15


@settings(suppress_health_check=list(HealthCheck))
@given(book=books(), as_at=moments)
def test_the_ties_of_the_lines_hold_in_any_book(book: Row, as_at: datetime) -> None:
    with book_of(book) as session:
        assert hold(every(session, periods.year("2024"), as_at)) > 15


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.name)
def test_the_report_for_inside_adds_up_with_every_line(work: Work, period: Period) -> None:
    figures = statistics.run(work, "internal", period, LATER)
    assert adding.disagreements(figures, work.lists) == ()
