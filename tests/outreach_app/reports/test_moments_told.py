"""A page says where figures as first due stand beside figures of a later day."""

from datetime import timedelta

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.reports import issuing, reading, showing
from outreach_app.reports.document import LineChart
from outreach_app.reports.showing import DUE, NOW, Shown, Wanted
from outreach_app.statistics import periods
from outreach_app.words import say

DECEMBER = periods.month("2025-12")


def shown(desk: Desk, which: str, name: str = "2025-12") -> Shown:
    wanted = Wanted("lottery", showing.named(name), which)
    return desk.do(showing.show, wanted)


def says_so(report: Shown) -> bool:
    charts = [each for each in report.document.blocks if isinstance(each, LineChart)]
    words = say("report.compose.months_as_due")
    return any(words in each.notes for each in charts) and words in reading.read(report.document)


def test_a_chart_of_first_figures_says_so_beside_later_ones(full: Desk, clock: SetClock) -> None:
    clock.moment = DECEMBER.cut_off(full.zone) + timedelta(days=3)
    assert not says_so(shown(full, DUE))
    assert says_so(shown(full, NOW))
    assert says_so(shown(full, DUE, "2025-Q4"))


def test_another_moment_than_the_usual_is_told(full: Desk, clock: SetClock) -> None:
    clock.moment = DECEMBER.cut_off(full.zone) + timedelta(days=3)
    assert not shown(full, DUE).fixed
    full.do(issuing.issue, "pcc", DECEMBER, clock.now())
    report = shown(full, "")
    assert report.fixed
    assert report.as_at == report.due == clock.now()
