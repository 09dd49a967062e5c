"""A withheld figure: one mark on paper, one shape in charts, and no number anywhere."""

from dataclasses import fields, replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from outreach_app.reports.charts import STUB
from outreach_app.reports.document import (
    HIDDEN,
    Bar,
    BarChart,
    Block,
    Column,
    Document,
    Heading,
    Headlines,
    Hidden,
    LineChart,
    Series,
    Table,
    Tile,
    printed,
)
from outreach_app.reports.pdf import write
from outreach_app.reports.pdf_lines import HATCH
from outreach_app.reports.pdf_style import PAGE_WIDTH
from outreach_app.reports.reading import read
from tests.outreach_app.reports import samples
from tests.outreach_app.reports.recording import RecordingPen, collisions, outside, recorded


def only(*blocks: Block) -> Document:
    return replace(samples.police(), blocks=blocks)


def text_of(document: Document) -> str:
    return PdfReader(BytesIO(write(document))).pages[0].extract_text()


def body(pen: RecordingPen) -> list[str]:
    return [box.text for box in pen.boxes if 70 < box.top < 780]


def test_a_withheld_figure_holds_nothing() -> None:
    assert fields(Hidden) == ()
    assert Hidden() == HIDDEN
    assert printed(HIDDEN) == "–"


def test_all_withheld_cells_look_alike() -> None:
    table = Table(
        Heading("Kinds"),
        (Column("Kind", figures=False), Column("Number")),
        (("one", HIDDEN), ("two", HIDDEN)),
        ("All", HIDDEN),
    )
    texts = body(recorded(only(table)))
    assert texts.count("–") == 3
    assert not any(sign.isdigit() for text in texts for sign in text)


@pytest.mark.parametrize("top", [5, 50, 5000])
def test_a_withheld_bar_has_one_length_whatever_stands_beside_it(top: int) -> None:
    chart = BarChart(Heading("Bars"), (Bar("seen", top), Bar("not seen", HIDDEN)))
    pen = recorded(only(chart))
    assert [size[0] for _, size in pen.hatches] == [STUB]
    assert "–" in body(pen)


def test_bars_that_are_all_withheld_print_no_digit() -> None:
    chart = BarChart(Heading("Bars"), (Bar("seen", HIDDEN), Bar("not seen", HIDDEN)))
    pen = recorded(only(chart))
    assert len(pen.hatches) == 2
    assert not any(sign.isdigit() for text in body(pen) for sign in text)


@pytest.mark.parametrize("top", [10, 400])
def test_a_withheld_point_breaks_the_line_and_stands_at_a_fixed_height(top: int) -> None:
    values = (top, HIDDEN, top, top)
    chart = LineChart(Heading("Months"), ("a", "b", "c", "d"), (Series("shared", values),))
    pen = recorded(only(chart))
    ((corner, size),) = pen.hatches
    assert size == (HATCH, HATCH)
    nought = next(box for box in pen.boxes if box.text == "0")
    assert corner[1] == pytest.approx((nought.top + nought.bottom) / 2 - HATCH - 3, abs=2)
    assert "–" in body(pen)


def test_a_line_that_is_withheld_throughout_has_no_scale() -> None:
    chart = LineChart(
        Heading("Months"),
        ("a", "b", "c"),
        (Series("one", (HIDDEN,) * 3), Series("two", (HIDDEN,) * 3)),
    )
    pen = recorded(only(chart))
    assert len(pen.hatches) == 6
    assert len({corner for corner, _ in pen.hatches}) == 6
    assert len({y for (_, y), _ in pen.hatches}) == 1
    digits = [text for text in body(pen) if any(sign.isdigit() for sign in text)]
    assert digits == ["0"]
    assert collisions(pen) == []


def test_a_month_before_there_were_figures_is_a_gap_without_a_mark() -> None:
    chart = LineChart(Heading("Months"), ("a", "b", "c"), (Series("one", (None, 7, 9)),))
    assert recorded(only(chart)).hatches == []
    assert "a no figure; b 7; c 9" in read(only(chart))


def test_three_lines_that_end_together_keep_their_labels_apart() -> None:
    chart = LineChart(
        Heading("Months"),
        tuple("abcdef"),
        tuple(
            Series(name, (10, 12, 9, 11, 10, 10 + at))
            for at, name in enumerate(("a rather long name", "another", "a third one beside them"))
        ),
    )
    pen = recorded(only(chart))
    assert collisions(pen) == []
    assert outside(pen) == []
    assert max(box.right for box in pen.boxes) < PAGE_WIDTH


def test_months_too_narrow_for_figures_are_written_out() -> None:
    chart = LineChart(
        Heading("Months"),
        samples.MONTHS * 3,
        (Series("contacts", (*(1000 + at for at in range(35)), HIDDEN)),),
        ("A note below.",),
    )
    text = text_of(only(chart)).replace("\n", " ")
    assert "Oct 1,000, Nov 1,001" in text
    assert "Sep –." in text
    assert text.index("Sep –.") < text.index("A note below.")
    assert collisions(recorded(only(chart))) == []


def test_a_withheld_headline_is_a_dash_in_its_tile() -> None:
    tiles = Headlines(Heading("In short"), (Tile(HIDDEN, "different people"),))
    assert "–" in body(recorded(only(tiles)))
    assert "withheld different people" in read(only(tiles))


@pytest.mark.parametrize("document", [samples.funder(), samples.police()])
def test_the_old_labels_are_gone(document: Document) -> None:
    text = text_of(document) + read(document)
    assert "<5" not in text
    assert "figures are hidden" not in text


def test_a_nought_is_a_number_without_a_bar_and_no_bars_are_only_a_title() -> None:
    chart = BarChart(Heading("Bars"), (Bar("seen", 7), Bar("none", 0)))
    assert body(recorded(only(chart))).count("0") == 1
    assert "Nothing yet" in text_of(only(BarChart(Heading("Nothing yet"), (), ("A note.",))))
