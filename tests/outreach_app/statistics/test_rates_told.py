"""A percentage that is withheld is said nowhere, though both counts are."""

from outreach_app.statistics.disclosure import cells
from outreach_app.statistics.rates import Rate


def test_of_rounded_counts_only_a_large_whole_has_a_percentage() -> None:
    for whole, said in ((14, False), (31, True)):
        true = {"met": {"n": 9, "d": whole, "pct": 1.0}}
        printed = cells.written({"N03_met_share": true["met"]}, frozenset())["N03_met_share"]
        rate = Rate.of(printed)
        assert rate is not None
        assert rate.counts() in rate.text()
        assert ("%" in rate.text()) is said


def test_inside_the_percentage_stays() -> None:
    rate = Rate.of({"n": 9, "d": 14, "pct": 64.3})
    assert rate is not None
    assert "64 %" in rate.text()
