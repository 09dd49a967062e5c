"""The tree refuses what would mislead on paper."""

import pytest

from outreach_app.reports.document import (
    HIDDEN,
    Column,
    Heading,
    Headlines,
    LineChart,
    Revised,
    Series,
    Table,
    Tile,
    printed,
)
from tests.outreach_app.reports import samples


def test_figures_as_printed() -> None:
    assert printed(1940) == "1,940"
    assert printed(0) == "0"
    assert printed("11 of 17") == "11 of 17"
    assert printed(Revised(1940)) == "1,940\u00a0r"
    assert printed(HIDDEN) == "–"


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        Table(Heading("t"), (Column("a"), Column("b")), (("x", 1),), ("All",))


def test_nine_headlines_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 8"):
        Headlines(Heading("In short"), (Tile(1, "x"),) * 9)


def test_four_lines_and_lines_of_another_length_are_refused() -> None:
    one = Series("a", (1, 2))
    with pytest.raises(ValueError, match="from 1 to 3"):
        LineChart(Heading("t"), ("a", "b"), (one,) * 4)
    with pytest.raises(ValueError, match="2 values under 1 labels"):
        LineChart(Heading("t"), ("a",), (one,))


def test_reading_order_is_left_column_first() -> None:
    numbers = [one.number for one in samples.headings(samples.funder()) if one.number]
    assert numbers == list(range(1, 11))
