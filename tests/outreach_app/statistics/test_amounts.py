"""People are never added: refused by the type checker where it is written, and where it runs.

The marks for the type checker are proof: should it stop refusing, they would be unused, which it
reports as an error.
"""

from typing import Any

import pytest

from outreach_app import statistics, wording
from outreach_app.errors import KnownError
from outreach_app.statistics import amounts, periods
from outreach_app.statistics.amounts import Amount, EventAmount, Events, NotAdded, People
from outreach_app.statistics.figures import Figures
from outreach_app.work import Work

MONTHS = tuple(periods.month(f"2025-{number}") for number in (10, 11, 12))


@pytest.fixture(scope="module")
def months(work: Work) -> tuple[Figures, ...]:
    return tuple(statistics.run(work, "internal", month, work.now) for month in MONTHS)


def test_events_of_months_add_up_to_the_quarter(work: Work, months: tuple[Figures, ...]) -> None:
    quarter = statistics.run(work, "internal", periods.quarter("2025-Q4"), work.now)
    for key in ("C01_contacts", "I01_incidents", "S03_needle_returns", "A01_alerts"):
        together = amounts.added([amounts.events(each, key) for each in months])
        assert together.count == quarter.lines[key]
        assert together.periods == MONTHS
    contacts = amounts.events(months[0], "C01_contacts")
    assert (contacts + amounts.events(months[1], "C01_contacts")).unit == "contacts"


def test_people_are_not_added_by_the_checker_nor_when_it_runs(months: tuple[Figures, ...]) -> None:
    first: Amount[People] = amounts.people(months[0], "R01_unique_people")
    second: Amount[People] = amounts.people(months[1], "R01_unique_people")
    with pytest.raises(NotAdded, match="not_added") as refused:
        first + second  # type: ignore[operator]
    assert "longer period" in says(refused.value)
    with pytest.raises(NotAdded):
        amounts.added([first, second])  # type: ignore[arg-type]
    with pytest.raises(NotAdded):
        sum([first, second])  # type: ignore[list-item]
    contacts: EventAmount[Events] = amounts.events(months[0], "C01_contacts")
    with pytest.raises(NotAdded):
        contacts + first  # type: ignore[operator]


@pytest.mark.parametrize("key", ["N04_open_at_end", "K04_open_not_seen_60_days"])
def test_what_stands_open_is_not_added_over_months(months: tuple[Figures, ...], key: str) -> None:
    some: list[Any] = [amounts.of(each, key) for each in months]
    with pytest.raises(NotAdded):
        amounts.added(some)
    with pytest.raises(TypeError, match="never add up"):
        amounts.events(months[0], key)


def test_two_lines_and_shared_days_are_refused(work: Work, months: tuple[Figures, ...]) -> None:
    quarter = statistics.run(work, "internal", periods.quarter("2025-Q4"), work.now)
    contacts = [amounts.events(each, "C01_contacts") for each in (*months, quarter)]
    with pytest.raises(NotAdded) as twice:
        amounts.added(contacts)
    assert "counted twice" in says(twice.value)
    with pytest.raises(NotAdded) as mixed:
        contacts[0] + amounts.events(months[1], "I01_incidents")
    assert "different things" in says(mixed.value)
    with pytest.raises(ValueError, match="nothing"):
        amounts.added([])


@pytest.mark.parametrize(
    "key", ["I07_reported_any", "S01_supplies", "A03_median_minutes_to_alert", "F04_waiting_days"]
)
def test_shares_tables_and_middle_values_are_no_amounts(
    months: tuple[Figures, ...], key: str
) -> None:
    with pytest.raises(NotAdded):
        amounts.of(months[0], key)


def test_a_line_of_another_unit_is_a_bug_not_an_answer(months: tuple[Figures, ...]) -> None:
    with pytest.raises(TypeError, match="counts contacts"):
        amounts.people(months[0], "C01_contacts")
    with pytest.raises(TypeError, match="counts people, which never"):
        amounts.events(months[0], "R01_unique_people")


def says(refused: KnownError) -> str:
    return wording.error(refused)
