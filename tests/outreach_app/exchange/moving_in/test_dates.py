"""Days and times as people write them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from outreach_app.exchange.moving_in import dates
from outreach_app.exchange.moving_in.dates import Day, Order, Stamp


@pytest.mark.parametrize(
    ("value", "order", "found"),
    [
        ("31/03/2026", "dmy", Day(date(2026, 3, 31))),
        ("3/4/26", "dmy", Day(date(2026, 4, 3))),
        ("3/4/26", "mdy", Day(date(2026, 3, 4))),
        ("3.4.85", "dmy", Day(date(1985, 4, 3))),
        ("2026-03-31", "mdy", Day(date(2026, 3, 31))),
        ("31 March 2026", "dmy", Day(date(2026, 3, 31))),
        ("Tuesday, 31st Mar 26", "dmy", Day(date(2026, 3, 31))),
        ("31/03/2026 21:40", "dmy", Day(date(2026, 3, 31), "day", 1300)),
        ("2026-03-31T21:40:00", "dmy", Day(date(2026, 3, 31), "day", 1300)),
        ("31/03/2026 9pm", "dmy", Day(date(2026, 3, 31), "day", 1260)),
        ("March 2026", "dmy", Day(date(2026, 3, 1), "month")),
        ("03/2026", "dmy", Day(date(2026, 3, 1), "month")),
        ("2026", "dmy", Day(date(2026, 1, 1), "year")),
        (Decimal(2025), "dmy", Day(date(2025, 1, 1), "year")),
        ("31/02/2026", "dmy", None),
        ("13/13/2026", "dmy", None),
        ("31/03/2026 later", "dmy", None),
        ("last week", "dmy", None),
        ("1/2/345", "dmy", None),
        (True, "dmy", None),
        (Decimal("45.5"), "dmy", None),
    ],
)
def test_days(value: object, order: Order, found: Day | None) -> None:
    assert dates.day_of(value, order) == found


def test_date_cells_bring_their_clock_with_them() -> None:
    at = datetime(2026, 3, 31, 21, 40)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert dates.day_of(Stamp(at, day=True, clock=True), "dmy") == Day(at.date(), "day", 1300)
    assert dates.day_of(Stamp(at, day=True, clock=False), "dmy") == Day(at.date())
    assert dates.day_of(Stamp(at, day=False, clock=True), "dmy") is None
    assert dates.minutes_of(Stamp(at, day=False, clock=True)) == 1300


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("21:40", 1300), ("9.40 pm", 1300), ("12am", 0), ("12:30pm", 750), ("0030", 30),
        ("9", 540), (Decimal(21), 1260), ("25:00", None), ("13pm", None), ("late", None),
    ],
)  # fmt: skip
def test_times(value: object, minutes: int | None) -> None:
    assert dates.minutes_of(value) == minutes


def test_what_may_be_two_days_is_asked_about() -> None:
    assert dates.ambiguous("3/4/2025")
    assert not any(map(dates.ambiguous, ("4/4/2025", "13/4/2025", "2025-04-03", "3 April 2025")))


@pytest.mark.parametrize("value", ["", "?", " N/K ", "unknown", "-"])
def test_what_is_not_known_is_not_guessed(value: str) -> None:
    assert dates.unknown(value)
