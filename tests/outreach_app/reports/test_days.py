"""Days and moments on paper."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from outreach_app.reports import days
from outreach_app.statistics import periods

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2025, 10, 26, 0, 30, tzinfo=UTC), "26 October 2025, 01:30 (first)"),
        (datetime(2025, 10, 26, 1, 30, tzinfo=UTC), "26 October 2025, 01:30 (second)"),
        (datetime(2025, 10, 26, 2, 30, tzinfo=UTC), "26 October 2025, 02:30"),
        (datetime(2025, 3, 30, 1, 0, tzinfo=UTC), "30 March 2025, 02:00"),
        (datetime(2025, 10, 31, 23, 59, tzinfo=UTC), "31 October 2025, 23:59"),
    ],
)
def test_paper_says_which_of_two_hours_of_one_name(moment: datetime, words: str) -> None:
    assert days.moment_text(moment, LONDON) == words


def test_periods_are_never_a_name_that_could_be_read_otherwise() -> None:
    odd = periods.span("2024-02-28", "2024-02-29")
    assert days.period_text(odd) == "28 to 29 February 2024, both days included"
    grant = periods.grant_year(2025, 4)
    assert days.period_text(grant) == "1 April 2025 to 31 March 2026, both days included"
    assert days.period_name(grant) == "April 2025 to March 2026"
