"""Periods in a zone with two clock changes a year, and in zones that skip midnight."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.statistics import periods
from outreach_app.statistics.periods import Period

LONDON = ZoneInfo("Europe/London")


def test_names_and_days() -> None:
    assert periods.month("2024-02").last == date(2024, 2, 29)
    assert periods.month("2025-12").last == date(2025, 12, 31)
    assert periods.quarter("2026-Q1").first == date(2026, 1, 1)
    assert periods.quarter("2026-q4").last == date(2026, 12, 31)
    assert periods.year("2026").name == "2026"
    assert periods.quarter("2026-Q2").name == "2026-Q2"
    assert periods.month("2026-07").name == "2026-07"
    assert periods.span("2026-01-05", "2026-02-04").name == "2026-01-05_2026-02-04"


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (periods.month, "2026-13"),
        (periods.month, "2026-00"),
        (periods.month, "2026-1"),
        (periods.month, "January"),
        (periods.month, "1899-01"),
        (periods.month, "２０２６-01"),
        (periods.quarter, "2026-Q5"),
        (periods.quarter, "2026-01"),
        (periods.year, "26"),
        (periods.year, "2101"),
    ],
)
def test_a_name_that_is_none_is_told_so(read: Callable[[str], Period], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read(text)


@pytest.mark.parametrize(
    ("first", "last"), [("2026-02-30", "2026-03-01"), ("05/11/2025", "2026-01-01")]
)
def test_a_day_that_is_none_is_told_so(first: str, last: str) -> None:
    with pytest.raises(ValueError, match="looks like 2026-01-05"):
        periods.span(first, last)


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        periods.span("2026-02-04", "2026-01-05")


def test_both_clock_changes_lie_inside_their_month() -> None:
    start, end = periods.month("2025-10").bounds(LONDON)
    assert (start, end) == (
        datetime(2025, 9, 30, 23, tzinfo=UTC),
        datetime(2025, 11, 1, 0, tzinfo=UTC),
    )
    assert end - start == timedelta(days=31, hours=1)
    start, end = periods.month("2025-03").bounds(LONDON)
    assert end - start == timedelta(days=31, hours=-1)


def test_a_day_begins_with_its_first_moment_where_midnight_is_skipped_or_doubled() -> None:
    cairo = ZoneInfo("Africa/Cairo")  # clocks went from 00:00 to 01:00 on 26 April 2024
    assert periods.day_start(date(2024, 4, 26), cairo) == datetime(2024, 4, 25, 22, tzinfo=UTC)
    havana = ZoneInfo("America/Havana")  # 01:00 became 00:00 on 3 November 2024
    assert periods.day_start(date(2024, 11, 3), havana) == datetime(2024, 11, 3, 4, tzinfo=UTC)


def test_a_day_that_begins_twice_begins_with_its_longer_part() -> None:
    newfoundland = ZoneInfo("America/St_Johns")  # 00:01 became 23:01 on 1 November 2009
    october = periods.month("2009-10").bounds(newfoundland)
    assert october[1] == datetime(2009, 11, 1, 3, 30, tzinfo=UTC)
    assert october[1].astimezone(newfoundland).isoformat() == "2009-11-01T00:00:00-03:30"


def test_every_month_of_every_zone_begins_with_its_first_day() -> None:
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    firsts = [date(year, month, 1) for year in range(1990, 2031) for month in range(1, 13)]
    noons = [datetime.combine(first, time(12)) for first in firsts]
    for zone in map(ZoneInfo, sorted(available_timezones())):
        for noon in noons:
            first = noon.date()
            # Only where a clock changes near a month's end is there anything to go wrong.
            if zone.utcoffset(noon) == zone.utcoffset(noon - 24 * hour) and first.month > 1:
                continue
            start = periods.day_start(first, zone)
            # Half an hour is the shortest change of a clock there is.
            assert (start - 31 * minute).astimezone(zone).date() < first, (zone.key, first)
            for later in (start, start + 29 * minute, start + hour):
                assert later.astimezone(zone).date() >= first, (zone.key, first)


def test_the_cut_off_in_summer_is_the_local_end_of_the_day() -> None:
    expected = datetime(2025, 7, 7, 22, 59, 59, tzinfo=UTC)
    assert periods.month("2025-06").cut_off(LONDON) == expected
    assert periods.quarter("2025-Q2").cut_off(LONDON) == expected
    assert periods.span("2025-06-03", "2025-06-05").cut_off(LONDON) == expected
    assert periods.month("2025-12").cut_off(LONDON) == datetime(2026, 1, 7, 23, 59, 59, tzinfo=UTC)


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_months_follow_one_another_without_gap_or_overlap(day: date) -> None:
    months = periods.months_up_to(day, 12)
    assert day in months[-1]
    for one, after in pairwise(months):
        assert one.last + timedelta(days=1) == after.first
        assert one.bounds(LONDON)[1] == after.bounds(LONDON)[0]


@pytest.mark.parametrize(
    ("first", "last", "name", "kind"),
    [
        ("2025-10-01", "2025-10-31", "2025-10-01_2025-10-31", "span"),
        ("2025-01-01", "2025-12-31", "2025-01-01_2025-12-31", "span"),
        ("2024-03-01", "2025-02-28", "2024-03-01_2025-02-28", "year"),
        ("2023-03-01", "2024-02-28", "2023-03-01_2024-02-28", "span"),
        ("2025-04-01", "2026-03-31", "2025-04-01_2026-03-31", "year"),
        ("2025-04-02", "2026-04-01", "2025-04-02_2026-04-01", "span"),
    ],
)
def test_twelve_whole_months_are_a_year_of_a_grant(
    first: str, last: str, name: str, kind: str
) -> None:
    found = periods.span(first, last)
    assert (found.name, found.kind) == (name, kind)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_a_grant_year_is_twelve_whole_months() -> None:
    april = periods.grant_year(2025, 4)
    assert (april.first, april.last) == (date(2025, 4, 1), date(2026, 3, 31))
    assert april.kind == "year"
    assert len(april.months()) == 12
    assert periods.grant_year(2025, 1) == periods.year("2025")
    assert periods.grant_year(2023, 3).last == date(2024, 2, 29)
    # The first moment is in summer time, the one after the last too; winter lies between.
    assert april.bounds(LONDON)[0] == datetime(2025, 3, 31, 23, tzinfo=UTC)
    assert april.cut_off(LONDON) == datetime(2026, 4, 7, 22, 59, 59, tzinfo=UTC)
    with pytest.raises(ValueError, match="There is no month 13"):
        periods.grant_year(2025, 13)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 12))
def test_grant_years_follow_one_another_and_the_first_holds_today(day: date, start: int) -> None:
    years = periods.grant_years(day, start, 4)
    assert day in years[0]
    for after, one in pairwise(years):
        assert one.last + timedelta(days=1) == after.first
        assert start == 1 or periods.span(*one.name.split("_")) == one


def test_only_whole_months_are_inside_a_span() -> None:
    inside = periods.span("2026-01-02", "2026-04-29").months()
    assert [month.name for month in inside] == ["2026-02", "2026-03"]
    assert len(periods.year("2026").months()) == 12
