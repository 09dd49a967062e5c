"""The rows behind a figure come to the figure, whatever the line and the book."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from outreach_app.statistics import periods, registry, trace
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.periods import Period
from outreach_app.statistics.window import Window
from outreach_app.work import Work
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import book_of
from tests.outreach_app.statistics.books import Row, books, moments

LATER = datetime(2026, 2, 1, tzinfo=UTC)
OCTOBER = periods.month("2025-10")
FOURTH = periods.quarter("2025-Q4")
# The sum nobody may print, a figure rounded on purpose, and a table shortened by the sample's rule.
NO_COUNT = {"R05_sum_of_monthly_unique_DO_NOT_USE"}
AMOUNTS = {"S01_supplies", "S03_needle_returns", "E02_returned", "J01_justice_events"}
# Lines every casebook has; a later line is traced as far as it counts rows of its subject.
TRACED = [key for key, line in registry.known().items() if not line.further and key not in NO_COUNT]


def facts_of(work: Work, period: Period, as_at: datetime = LATER) -> Facts:
    return Facts(work.session, Window.of(period, as_at, work.zone), work.lists)


@pytest.mark.parametrize("period", [OCTOBER, periods.month("2025-12"), FOURTH])
def test_rows_come_to_every_figure_of_the_sample(work: Work, period: Period) -> None:
    facts = facts_of(work, period)
    for key in TRACED:
        if registry.known()[key].answers(period):
            for path, cell in trace.of_line(facts, key).items():
                assert cell.how != "none", (key, path)
                assert sum(row.times for row in cell.rows) == cell.figure, (key, path)
                assert key in AMOUNTS or len(cell.rows) == cell.figure, (key, path)


def test_a_further_line_gives_the_right_rows_or_says_it_cannot(work: Work) -> None:
    facts = facts_of(work, FOURTH)
    for key, line in registry.known().items():
        if line.further and line.answers(FOURTH):
            for path, cell in trace.of_line(facts, key).items():
                if cell.how != "none":
                    assert sum(row.times for row in cell.rows) == cell.figure, (key, path)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(book=books(), as_at=moments)
def test_rows_come_to_every_figure_of_any_book(book: Row, as_at: datetime) -> None:
    with book_of(book) as session:
        window = Window.of(periods.quarter("2024-Q1"), as_at, loading.LONDON)
        facts = Facts(session, window, loading.lists_of(["north", "south"]))
        for key in TRACED:
            for path, cell in trace.of_line(facts, key).items():
                assert cell.how != "none", (key, path)
                assert sum(row.times for row in cell.rows) == cell.figure, (key, path)


@pytest.mark.parametrize(
    "key", ["S04_naloxone", "A04_reach", "G05_requests", "PC01b_money_taken", "C07_hours"]
)
def test_further_lines_the_file_counts_come_to_their_figures(work: Work, key: str) -> None:
    for path, cell in trace.of_line(facts_of(work, FOURTH), key).items():
        assert cell.how != "none", path
        counted = len(cell.rows) if cell.how == "people" else sum(row.times for row in cell.rows)
        assert counted == cell.figure, path


def test_rows_are_the_records_themselves(work: Work) -> None:
    facts = facts_of(work, OCTOBER)
    found = trace.of_cell(facts, "I01_incidents")
    assert found is not None
    assert {row.id for row in found.rows} == {each.id for each in facts.incidents}
    people = trace.of_cell(facts, "R01_unique_people")
    assert people is not None
    assert {row.id for row in people.rows} == set(facts.contacts_of)
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
    assert trace.of_cell(facts, "A03_median_minutes_to_alert") is None
