from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ui import when

LONDON = ZoneInfo("Europe/London")
TODAY = date(2025, 12, 20)


def test_a_moment_is_said_in_the_projects_zone() -> None:
    summer_night = datetime(2025, 7, 31, 23, 30, tzinfo=UTC)
    assert when.full(summer_night, LONDON) == "Fri 1 August 2025, 00:30"
    assert when.local_day(summer_night, LONDON) == date(2025, 8, 1)


def test_a_day_in_a_list_is_as_short_as_it_can_be() -> None:
    said = [
        when.near_day(day, TODAY)
        for day in (
            TODAY,
            date(2025, 12, 21),
            date(2025, 12, 13),
            date(2025, 10, 4),
            date(2024, 3, 11),
        )
    ]
    assert said == ["Today", "Tomorrow", "Sat 13 Dec", "4 October", "11 March 2024"]


def test_a_day_under_its_month_has_a_time_only_when_one_is_known() -> None:
    moment = datetime(2025, 12, 17, 21, 40, tzinfo=UTC)
    assert when.in_month(date(2025, 12, 17), moment, LONDON) == "Wed 17, 21:40"
    assert when.in_month(date(2025, 12, 17), None, LONDON) == "Wed 17"
    assert when.month(date(2025, 12, 17)) == "December 2025"
