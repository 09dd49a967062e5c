"""The clock of a request for one's own record, against dates written down by hand."""

from datetime import date

import pytest

from outreach_app.casework.access_clock import IDENTITY, SCOPE, Pause, clock, months_after


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 9, 3), date(2025, 10, 3)),
        (date(2025, 1, 31), date(2025, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2025, 3, 31), date(2025, 4, 30)),
        (date(2025, 12, 20), date(2026, 1, 20)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last(received: date, due: date) -> None:
    found = clock(received, ())
    assert (found.due, found.extend_by) == (due, due)


def test_two_more_months_are_counted_from_the_beginning() -> None:
    found = clock(date(2025, 11, 30), (), extended=True)
    assert (found.due, found.extend_by) == (date(2026, 2, 28), date(2025, 12, 30))


def test_while_something_is_asked_back_there_is_no_last_day() -> None:
    found = clock(date(2025, 9, 3), [Pause(SCOPE, date(2025, 9, 10))])
    assert (found.due, found.paused) == (None, SCOPE)
    assert found.days_left(date(2025, 9, 20)) is None


def test_days_on_which_it_stood_come_on_top() -> None:
    stood = [Pause(SCOPE, date(2025, 9, 10), date(2025, 9, 17))]
    assert clock(date(2025, 9, 3), stood).due == date(2025, 10, 10)


def test_the_month_begins_when_it_is_known_who_they_are() -> None:
    known = [Pause(IDENTITY, date(2025, 9, 3), date(2025, 9, 20))]
    assert clock(date(2025, 9, 3), known).due == date(2025, 10, 20)


def test_days_before_it_was_known_who_they_are_do_not_count_twice() -> None:
    both = [
        Pause(SCOPE, date(2025, 9, 5), date(2025, 9, 10)),
        Pause(IDENTITY, date(2025, 9, 12), date(2025, 9, 20)),
        Pause(SCOPE, date(2025, 9, 25), date(2025, 9, 28)),
    ]
    assert clock(date(2025, 9, 3), both).due == date(2025, 10, 23)


def test_late_is_below_nought() -> None:
    assert clock(date(2025, 9, 3), ()).days_left(date(2025, 10, 5)) == -2


def test_months_go_over_the_year() -> None:
    assert months_after(date(2025, 12, 31), 2) == date(2026, 2, 28)
