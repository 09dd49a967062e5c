"""The finished file: the same bytes, blank properties, our fonts, every figure, every page marked."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import Destination

from outreach_app.reports.document import (
    HIDDEN,
    Column,
    Cover,
    Document,
    Heading,
    Notice,
    Pair,
    Paragraphs,
    Revised,
    Table,
    TwoColumns,
    printed,
)
from outreach_app.reports.pdf import lay_out, write
from outreach_app.reports.pdf_style import sheet
from outreach_app.reports.reading import read
from tests.outreach_app.reports import samples, stretched
from tests.outreach_app.reports.recording import collisions, outside, recorded

ROOT = Path(__file__).parents[3]


def opened(document: Document) -> PdfReader:
    return PdfReader(BytesIO(write(document)))


def texts(document: Document) -> list[str]:
    return [page.extract_text().replace("\u00a0", " ") for page in opened(document).pages]


def content_of(page: PageObject) -> str:
    stream = page.get_contents()
    assert stream is not None
    return stream.get_data().decode("latin-1")


def fonts_of(page: PageObject) -> list[Any]:
    resources: Any = page["/Resources"]
    return [resources["/Font"][name] for name in resources["/Font"]]


def figures(value: object) -> Iterator[str]:
    """Every whole number and every changed figure of a tree, as printed."""
    if isinstance(value, Revised):
        yield printed(value.value)
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        yield printed(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from figures(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from figures(getattr(value, one.name))


@pytest.fixture(params=["funder", "police"])
def sample(request: pytest.FixtureRequest) -> Document:
    return samples.funder() if request.param == "funder" else samples.police()


def test_the_same_figures_are_the_same_bytes(sample: Document) -> None:
    assert write(sample) == write(sample)


def test_bytes_are_equal_in_another_process_with_another_hash_seed() -> None:
    program = (
        "import hashlib; from tests.outreach_app.reports import samples; "
        "from outreach_app.reports.pdf import write; "
        "print(hashlib.sha256(write(samples.funder())).hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "Europe/London"), ("2", "Asia/Tokyo"))
    }
    assert len(answers) == 1


def test_the_file_tells_its_title_and_nothing_else(sample: Document) -> None:
    found: dict[str, Any] = dict(opened(sample).metadata or {})
    assert found.pop("/Title") == sample.running_title
    dates = {found.pop("/CreationDate"), found.pop("/ModDate")}
    assert all(str(date).startswith("D:20000101000000") for date in dates)
    assert str(found.pop("/Trapped")) == "/False"
    assert set(found.values()) <= {""}
    assert opened(sample).xmp_metadata is None


def test_only_our_fonts_are_named_and_all_are_embedded(sample: Document) -> None:
    for page in opened(sample).pages:
        for font in fonts_of(page):
            assert re.fullmatch(r"/[A-Z]{6}\+NotoSans-(Regular|Bold)", font["/BaseFont"])
            assert "/FontFile2" in font["/FontDescriptor"]


def test_everything_is_grey(sample: Document) -> None:
    for page in opened(sample).pages:
        drawn = content_of(page)
        for red, green, blue in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", drawn):
            assert red == green == blue


def test_every_figure_can_be_read_back(sample: Document) -> None:
    pages = " ".join(texts(sample))
    missing = [
        one for one in figures(sample.blocks) if not re.search(rf"(?<!\d){one}(?!\d)", pages)
    ]
    assert missing == []


def test_each_page_has_mark_foot_and_page_count(sample: Document) -> None:
    pages = texts(sample)
    for number, page in enumerate(pages, start=1):
        assert sample.mark.upper() in page
        assert f"Page {number} of {len(pages)}" in page
        for part in sample.footer:
            assert part in page


def test_the_funder_report_takes_two_pages_and_the_police_page_one() -> None:
    assert len(opened(samples.funder()).pages) == 2
    assert len(opened(samples.police()).pages) == 1


def test_later_pages_carry_the_running_title() -> None:
    assert texts(samples.funder())[1].count("Monthly statistics, September 2025") == 2


def test_headings_are_outlines_in_reading_order(sample: Document) -> None:
    reader = opened(sample)
    titles = [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, Destination)]
    assert titles == [heading.name for heading in samples.headings(sample)]


def test_nothing_touches_and_nothing_leaves_the_page(sample: Document) -> None:
    pen = recorded(sample)
    assert collisions(pen) == []
    assert outside(pen) == []


def test_labels_half_as_long_again_still_have_room(sample: Document) -> None:
    document = replace(
        stretched.stretched(sample), project="The Project With a Name of Forty Letters"
    )
    pen = recorded(document)
    assert collisions(pen) == []
    assert outside(pen) == []
    for word in ("Forty", "Letters"):
        assert any(word in box.text for box in pen.boxes)


def test_one_endless_word_is_broken_and_whole() -> None:
    word = "abcdefghij" * 30
    document = replace(
        samples.police(),
        project=word,
        title=word,
        footer=(word,),
        blocks=(
            Cover((Pair(word, word),)),
            TwoColumns(
                (
                    Table(
                        Heading(word, 1), (Column(word, figures=False), Column("n")), ((word, 5),)
                    ),
                ),
                (Paragraphs((word,)),),
            ),
        ),
    )
    pen = recorded(document)
    assert collisions(pen) == []
    assert outside(pen) == []
    letters = sum(len(box.text) for box in pen.boxes if set(box.text) <= set("abcdefghij"))
    assert letters >= 8 * len(word)


def test_signs_without_a_letter_in_our_font_do_not_stop_the_print() -> None:
    document = replace(samples.police(), project="Łódź Ŵyth \U0001f98a\x00\ttab\nline")
    page = texts(document)[0]
    assert "Łódź Ŵyth" in page
    assert "tab line" in page


def test_a_long_table_repeats_its_head_and_loses_no_row() -> None:
    pages = texts(stretched.long_table(120))
    assert len(pages) == 3
    for page in pages:
        assert "Contacts" in page
    assert "1 Every area, continued" not in pages[0]
    assert all("1 Every area, continued" in page for page in pages[1:])
    assert re.findall(r"Area (\d{3})", " ".join(pages)) == [f"{at:03}" for at in range(120)]
    assert "stays with the total" in pages[-1]


@pytest.mark.parametrize("filler", range(36, 50))
def test_a_heading_never_stands_alone_at_the_foot(filler: int) -> None:
    tall = Paragraphs(tuple(f"Filler {at}" for at in range(filler)))
    short = Table(
        Heading("The heading", 7),
        (Column("Kind", figures=False), Column("Number")),
        tuple((f"row {at}", 10) for at in range(4)),
        ("All", 40),
    )
    pages = texts(replace(samples.police(), blocks=(tall, short)))
    where = [index for index, page in enumerate(pages) if "The heading" in page]
    assert ["row 0" in pages[index] and "row 1" in pages[index] for index in where] == [True]


def test_signatures_stand_at_the_foot_of_the_last_page() -> None:
    pen = recorded(samples.funder())
    signed = [box for box in pen.boxes if box.text.startswith("Made by, date")]
    assert [box.page for box in signed] == [2]
    lower = [box for box in pen.boxes if box.page == 2 and box.top > signed[0].bottom]
    assert all(
        "Page 2 of 2" in box.text
        or "report" in box.text
        or "Revised" in box.text
        or "|" in box.text
        or "Tidewell" in box.text
        or "Monthly" in box.text
        for box in lower
    )


def test_an_empty_report_is_still_a_marked_page() -> None:
    pages = texts(replace(samples.police(), blocks=(Notice("No figure can be printed."),)))
    assert "No figure can be printed." in pages[0]
    assert "ISSUED ONCE, NOT REVISED" in pages[0]
    assert "Page 1 of 1" in texts(replace(samples.police(), blocks=()))[0]


def test_a_row_higher_than_a_page_is_refused_and_not_cut() -> None:
    words = " ".join(["word"] * 3000)
    tall = Table(Heading("t"), (Column("a", figures=False), Column("b")), ((words, 5),))
    with pytest.raises(ValueError, match="does not fit"):
        lay_out(replace(samples.police(), blocks=(tall,)))


def test_columns_too_high_for_a_page_go_under_one_another() -> None:
    tall = Table(
        Heading("Tall", 1),
        (Column("Kind", figures=False), Column("Number")),
        tuple((f"kind {at}", HIDDEN) for at in range(70)),
    )
    other = Paragraphs(("beside it",))
    pen = recorded(replace(samples.police(), blocks=(TwoColumns((tall,), (other,)),)))
    assert {box.page for box in pen.boxes} == {1, 2}
    beside = next(box for box in pen.boxes if box.text == "beside it")
    assert beside.left == pytest.approx(sheet().left)
    assert collisions(pen) == []


def test_without_mark_or_columns_filled_the_page_still_stands() -> None:
    document = replace(samples.police(), mark="", blocks=(Cover(), TwoColumns((), ())))
    pen = recorded(document)
    assert outside(pen) == []
    assert any("Liaison" in box.text for box in pen.boxes)
    assert "Mark:" not in read(document)
