"""What makes a page look finished: feet on one line, whole notes, no lines alone on a last page."""

from dataclasses import replace

from outreach_app.reports.document import (
    HIDDEN,
    Column,
    Cover,
    Definition,
    Definitions,
    Document,
    Heading,
    Paragraphs,
    Partly,
    Table,
)
from outreach_app.reports.pdf import lay_out
from outreach_app.reports.pdf_page import furniture
from outreach_app.reports.pdf_parts import heading
from outreach_app.reports.tiles import _half
from outreach_app.statistics.packs import Tile as PackTile
from tests.outreach_app.reports import samples
from tests.outreach_app.reports.recording import collisions, outside, recorded


def _words(count: int) -> Document:
    entries = tuple(Definition(f"Word {at}", "What is meant by it.") for at in range(count))
    return replace(
        samples.police(), blocks=(Cover(), Definitions(Heading("What the words mean"), entries))
    )


def test_a_foot_takes_one_line_where_that_is_possible() -> None:
    police = ("Liaison statistics, July to September 2025", "Draft, not issued", "2025-Q3-V-draft")
    inside = (
        "Monthly statistics, November 2025",
        "Inside only, not to be passed on",
        "2025-11-I-1",
    )
    for title, mark, number in (police, inside):
        parts = ("Tidewell Outreach (invented)", title, mark, f"report\u00a0{number}")
        assert len(furniture(replace(samples.police(), footer=parts)).foot.lines) == 1


def test_a_few_lines_are_not_left_for_a_last_page() -> None:
    whole = next(count for count in range(20, 90) if len(lay_out(_words(count)).pages) > 1)
    # What is set closer holds more than a page set as always.
    before = lay_out(_words(whole - 1)).pages[0]
    assert before[-1].piece.height < before[1].piece.height
    document = _words(whole - 1)
    pen = recorded(document)
    assert collisions(pen) == []
    assert outside(pen) == []
    assert any(f"Word {whole - 2}." in box.text for box in pen.boxes)


def test_a_long_report_is_set_as_always() -> None:
    pages = lay_out(_words(75)).pages
    assert len(pages) == 2
    assert pages[0][-1].piece.height == lay_out(_words(20)).pages[0][-1].piece.height


def test_a_note_stands_beside_its_title_or_whole_below_it() -> None:
    short = heading(Heading("By class", 1, "Jul to Sep"), 240.0)
    long = Heading("Reported with a name: crime recorded", 8, "Jul to Sep, incidents shared")
    assert heading(long, 240.0).height > short.height
    pen = recorded(
        replace(
            samples.police(),
            blocks=(
                Table(long, (Column("Kind", figures=False), Column("Quarter")), (("All", 10),)),
                Paragraphs(("after",)),
            ),
        )
    )
    assert any("Jul to Sep, incidents shared" in box.text for box in pen.boxes)


def test_a_share_with_one_end_withheld_is_said_in_words_under_the_figure() -> None:
    wanted = PackTile(cell="I07_reported/any", unit="reported", note="their own choice")
    shown = _half(Partly(25, HIDDEN), wanted)
    assert (shown.value, shown.line) == (25, "of a total that is withheld, their own choice")
    shown = _half(Partly(HIDDEN, 1040), wanted)
    assert (shown.value, shown.line) == (HIDDEN, "of 1,040, their own choice")
