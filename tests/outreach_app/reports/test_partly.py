"""A share of which one end is withheld: on paper and read out."""

from outreach_app.reports import reading
from outreach_app.reports.document import HIDDEN, Partly, printed
from outreach_app.reports.values import shown
from outreach_app.reports.workbook import _Wide
from outreach_app.statistics.rates import Rate


def test_the_end_that_may_be_printed_is() -> None:
    assert shown({"n": 10, "d": 40, "pct": 25.0}) == Rate(10, 40)
    assert shown({"n": "hidden", "d": 40, "pct": "hidden"}) == Partly(HIDDEN, 40)
    assert shown({"n": 10, "d": "hidden", "pct": "hidden"}) == Partly(10, HIDDEN)
    assert shown({"n": "hidden", "d": "hidden", "pct": "hidden"}) == HIDDEN


def test_it_is_printed_and_read_out_without_a_percentage() -> None:
    assert printed(Partly(HIDDEN, 40)) == "– of 40"
    assert printed(Partly(10, HIDDEN)) == "10 of –"
    assert reading.spoken(Partly(HIDDEN, 40)) == "withheld of 40"


def test_a_spreadsheet_has_the_number_and_the_mark() -> None:
    rows = ("Any", Rate(10, 40)), ("With a name", Partly(HIDDEN, 40)), ("Flagged", HIDDEN)
    wide = _Wide(("", "October"), rows)
    assert wide.rows() == (
        ("Any", 10, 40, 25),
        ("With a name", "–", 40, None),
        ("Flagged", "–", None, None),
    )
