"""The figures on screen are those of the report for inside, and nothing is written by looking."""

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.governance import audit
from outreach_app.reports import dashboard, printing
from outreach_app.reports.axis import scale
from outreach_app.reports.document import Headlines
from outreach_app.statistics import periods
from outreach_app.statistics.answer import run
from outreach_app.statistics.trends import PeriodsOverlap

DECEMBER = periods.month("2025-12")


def test_screen_and_report_say_the_same(full: Desk) -> None:
    for period in (DECEMBER, periods.quarter("2025-Q4"), periods.year("2025")):
        agree(full, period)


def agree(full: Desk, period: periods.Period) -> None:
    shown = full.ask(dashboard.look, period)
    sheet = full.do(printing.make, "internal", period, full.clock.now())
    blocks = tuple(sheet.document.plain_blocks())
    assert shown.headlines == next(each for each in blocks if isinstance(each, Headlines))
    lines = full.ask(run, "internal", period, full.clock.now()).lines
    settings = lines["C03_by_setting"]
    assert isinstance(settings, dict)
    assert sorted(int(str(bar.value)) for bar in shown.tables[0].bars) == sorted(
        value for value in settings.values() if value
    )
    made = lines["F01_referrals_made"]
    assert isinstance(made, dict)
    assert shown.funnel.bars[0].value == made["total"]
    assert shown.months is not None
    assert len(shown.months.labels) == len(shown.shares.labels) == len(shown.trend.points) == 12


def test_looking_writes_nothing_and_shares_of_hardly_anything_have_no_point(full: Desk) -> None:
    before = full.ask(audit.count)
    shown = full.ask(dashboard.look, DECEMBER)
    full.ask(dashboard.before_and_after, periods.month("2025-11"), DECEMBER)
    with pytest.raises(PeriodsOverlap):
        full.ask(dashboard.before_and_after, periods.quarter("2025-Q4"), DECEMBER)
    assert full.ask(audit.count) == before
    for series, name in zip(shown.shares.series, ("reporting", "identity", "consent"), strict=True):
        for value, point in zip(series.values, shown.trend.points, strict=True):
            rate = getattr(point, name)
            assert (value is None) == (rate.whole < 5)
            assert value is None or (isinstance(value, int) and 0 <= value <= 100)
    # The words of events stand in the order of their marks.
    assert len(shown.events) == len(shown.trend.marks) == 3
    assert shown.events[0].startswith("13 October 2025 to 27 October 2025: ")


def test_an_axis_has_few_lines_and_holds_its_top() -> None:
    for top in range(2000):
        step, steps = scale(top)
        assert 1 <= steps <= 4
        assert step * steps >= top
