"""Seven days, five weeks, twelve months, and never too few."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.safekeeping.rotation import FEWEST, Dated, shrank, to_let_go

ZONE = ZoneInfo("Europe/London")
START = datetime(2024, 1, 1, 12, tzinfo=UTC)

moments = st.lists(
    st.integers(0, 900 * 24).map(lambda hours: START + timedelta(hours=hours)),
    max_size=60,
    unique=True,
)


def dated(found: list[datetime], size: int = 100) -> list[Dated[datetime]]:
    return [Dated(moment, moment, size) for moment in found]


def kept_of(copies: list[Dated[datetime]]) -> list[datetime]:
    gone = set(to_let_go(copies, ZONE))
    return sorted((each.what for each in copies if each.what not in gone), reverse=True)


def test_two_years_of_daily_copies_leave_what_the_rule_says() -> None:
    # The last day is Wednesday, 31 December 2025.
    days = [datetime(2025, 12, 31, 18, tzinfo=UTC) - timedelta(days=n) for n in range(730)]
    kept = kept_of(dated(days))
    assert kept[:7] == days[:7]
    weeks = {moment.isocalendar()[:2] for moment in kept}
    assert {moment.isocalendar()[:2] for moment in days[:29]} <= weeks
    months = {(moment.year, moment.month) for moment in kept}
    assert months == {(2025, month) for month in range(1, 13)}
    assert len(kept) == 7 + 3 + 11


def test_a_day_keeps_its_newest_copy() -> None:
    day = [datetime(2025, 12, 20, hour, tzinfo=UTC) for hour in range(20)]
    older = [datetime(2025, 12, n, 9, tzinfo=UTC) for n in (1, 2, 3)]
    assert kept_of(dated([*older, *day]))[0] == day[-1]
    # The three newest always stay, so that a bad hour does not take every copy of the day.
    assert kept_of(dated([*older, *day])) == [*reversed(day[-3:]), *reversed(older)]


def test_a_long_pause_costs_nothing() -> None:
    years = [datetime(2010 + n, 6, 1, tzinfo=UTC) for n in range(10)]
    assert kept_of(dated(years)) == sorted(years, reverse=True)


def test_a_copy_that_shrank_lets_nothing_go() -> None:
    days = [START + timedelta(hours=n) for n in range(40)]
    copies = dated(days)
    assert to_let_go(copies, ZONE)
    copies[-1] = Dated(days[-1], days[-1], 49)
    assert shrank(sorted(copies, key=lambda each: each.made_at, reverse=True))
    assert to_let_go(copies, ZONE) == ()


@given(moments)
def test_the_newest_stays_and_there_are_never_too_few(found: list[datetime]) -> None:
    kept = kept_of(dated(found))
    newest = sorted(found, reverse=True)
    assert kept[:FEWEST] == newest[:FEWEST]
    assert len(kept) <= FEWEST + 7 + 5 + 12


@given(moments)
def test_choosing_twice_lets_nothing_more_go(found: list[datetime]) -> None:
    kept = kept_of(dated(found))
    assert kept_of(dated(kept)) == kept


@given(moments, st.integers(1, 48))
def test_what_is_let_go_is_never_missed_later(found: list[datetime], later: int) -> None:
    # Letting go after every copy leaves the same as letting go once at the end would leave of
    # days and months: an older copy that is still wanted later was never the one removed.
    if not found:
        return
    shelf: list[datetime] = []
    for moment in sorted(found):
        shelf = kept_of(dated([*shelf, moment]))
    now = max(found) + timedelta(hours=later)
    once = kept_of(dated([*found, now]))
    step = kept_of(dated([*shelf, now]))
    assert {(m.year, m.month) for m in step} == {(m.year, m.month) for m in once}
    assert {m.date() for m in step[:7]} <= {m.date() for m in found} | {now.date()}


@given(moments)
def test_each_of_the_newest_twelve_months_keeps_a_copy(found: list[datetime]) -> None:
    def month(moment: datetime) -> tuple[int, int]:
        local = moment.astimezone(ZONE)
        return local.year, local.month

    newest = sorted({month(moment) for moment in found}, reverse=True)[:12]
    assert set(newest) <= {month(moment) for moment in kept_of(dated(found))}
