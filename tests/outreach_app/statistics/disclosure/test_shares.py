"""Of a share the end that gives nothing away is printed, and no percentage without both."""

from outreach_app.statistics.disclosure import cells
from outreach_app.statistics.figures import HIDDEN

SHARE = {"I07_reported_any": {"n": 12, "d": 41, "pct": 29.3}}


def test_both_ends_and_the_percentage_of_what_is_printed() -> None:
    found = cells.written(SHARE, frozenset())
    assert found == {"I07_reported_any": {"n": 10, "d": 40, "pct": 25.0}}


def test_one_end_stays_where_the_other_is_withheld() -> None:
    found = cells.written(SHARE, {"I07_reported_any/n"})
    assert found == {"I07_reported_any": {"n": HIDDEN, "d": 40, "pct": HIDDEN}}
    found = cells.written(SHARE, {"I07_reported_any/d"})
    assert found == {"I07_reported_any": {"n": 10, "d": HIDDEN, "pct": HIDDEN}}
