"""The rows behind a figure come to the figure, whatever the line and the book."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from outreach_app.statistics import packs, periods, registry, trace, trace_measured
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.work import Work
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import book_of
from tests.outreach_app.statistics.books import Row, books, moments

LATER = datetime(2026, 2, 1, tzinfo=UTC)
OCTOBER = periods.month("2025-10")
FOURTH = periods.quarter("2025-Q4")
AMOUNTS = {"S01_supplies", "S03_needle_returns", "E02_returned", "J01_justice_events"}
AMOUNTS |= {"R05_sum_of_monthly_unique_DO_NOT_USE"}
EVERY = tuple(registry.known())


def facts_of(work: Work, period: Period, as_at: datetime = LATER) -> Facts:
    return Facts(work.session, Window.of(period, as_at, work.zone), work.lists)


def told_again(cell: trace.Cell, key: str) -> float | None:
    """Work a figure out from its rows alone."""
    match cell.how:
        case "middle" | "sum":
            return trace_measured.worked_out(key, [row.times for row in cell.rows])
        case "people":
            return len({row.id for row in cell.rows})
        case _:
            return sum(row.times for row in cell.rows)


def printed(value: Value, path: str = "") -> dict[str, Value]:
    """Return every figure of a line, percentages apart, by its path."""
    if isinstance(value, Mapping):
        return {
            below: inner
            for name, each in value.items()
            if name != "pct"
            for below, inner in printed(each, f"{path}/{name}" if path else name).items()
        }
    return {path: value}


def every_figure_has_its_rows(facts: Facts) -> int:
    """See that rows come to each figure of each line; return how many figures there were."""
    seen = 0
    for key, line in registry.known().items():
        if not line.answers(facts.period):
            continue
        cells = trace.of_line(facts, key)
        for path, value in printed(line.compute(facts)).items():
            if isinstance(value, str):
                continue  # a table shortened on purpose; its counts are traced below it
            assert path in cells, (key, path)
            assert cells[path].figure == value or line.nearest > 1, (key, path)
        for path, cell in cells.items():
            assert cell.how != "none", (key, path)
            assert told_again(cell, key) == cell.figure, (key, path)
            seen += 1
    return seen


PERIODS = [
    OCTOBER,
    periods.month("2025-12"),
    FOURTH,
    periods.year("2025"),
    periods.grant_year(2025, 4),
    periods.span("2025-10-05", "2025-11-20"),
]


@pytest.mark.parametrize("period", PERIODS, ids=lambda each: each.name)
@pytest.mark.parametrize("release", ["first", "final"])
def test_rows_come_to_every_figure_of_the_sample(work: Work, period: Period, release: str) -> None:
    as_at = min(period.cut_off(work.zone), LATER) if release == "first" else LATER
    facts = facts_of(work, period, as_at)
    assert every_figure_has_its_rows(facts) > 100
    for key in EVERY:
        if registry.known()[key].answers(period) and not registry.known()[key].further:
            for path, cell in trace.of_line(facts, key).items():
                single = key in AMOUNTS or cell.how == "middle"
                assert single or len(cell.rows) == cell.figure, (key, path)


def test_every_line_of_every_pack_can_be_opened() -> None:
    for name in packs.SHIPPED:
        assert set(packs.load(name).lines) <= set(EVERY)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(book=books(), as_at=moments)
def test_rows_come_to_every_figure_of_any_book(book: Row, as_at: datetime) -> None:
    with book_of(book) as session:
        window = Window.of(periods.quarter("2024-Q1"), as_at, loading.LONDON)
        every_figure_has_its_rows(Facts(session, window, loading.lists_of(["north", "south"])))


def test_rows_are_the_records_themselves(work: Work) -> None:
    facts = facts_of(work, OCTOBER)
    found = trace.of_cell(facts, "I01_incidents")
    assert found is not None
    assert {row.id for row in found.rows} == {each.id for each in facts.incidents}
    people = trace.of_cell(facts, "R01_unique_people")
    assert people is not None
    assert {row.id for row in people.rows} == set(facts.people)
    share = trace.of_cell(facts, "I07_reported_any/n")
    assert share is not None
    assert {row.id for row in share.rows} == {each.id for each in facts.by_others if each.rung >= 2}


def test_a_row_a_table_leaves_out_is_a_nought_and_nonsense_is_nothing(work: Work) -> None:
    facts = facts_of(work, OCTOBER)
    table = trace.of_line(facts, "I02_by_type")
    missing = next(code for code in facts.lists["incident_type"].codes() if code not in table)
    nought = trace.of_cell(facts, f"I02_by_type/{missing}")
    assert nought is not None
    assert (nought.figure, nought.rows) == (0, ())
    assert trace.of_cell(facts, "I02_by_type/no_such_row") is None
    middle = trace.of_cell(facts, "A03_median_minutes_to_alert")
    assert middle is not None
    assert {row.id for row in middle.rows} <= {each.id for each in facts.alerts}
