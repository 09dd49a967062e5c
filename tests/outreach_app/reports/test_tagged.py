"""The structure inside a PDF: headings, tables with heads, pictures in words, ornaments apart."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from outreach_app.reports import pdf, reading
from outreach_app.reports.document import (
    HIDDEN,
    BarChart,
    Column,
    Document,
    Heading,
    Headlines,
    LineChart,
    Table,
    Tile,
)
from tests.outreach_app.reports import samples

_MARK = re.compile(rb"/(\w+) <</MCID (\d+)>> BDC")


def whole(document: Document) -> Any:
    return PdfReader(BytesIO(pdf.write(document)))


def elements(node: Any) -> Iterator[Any]:
    """Give every element below a node, in reading order."""
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if isinstance(found, dict) and found.get("/Type") == "/StructElem":
            yield found
            yield from elements(found)


def tree(reader: Any) -> list[Any]:
    return list(elements(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_the_structure_follows_the_document() -> None:
    document = samples.funder()
    found = tree(whole(document))
    kinds = [each["/S"] for each in found]
    blocks = tuple(document.plain_blocks())
    tables = [each for each in blocks if isinstance(each, Table)]
    charts = [each for each in blocks if isinstance(each, BarChart | LineChart)]
    assert kinds[0] == "/Document"
    assert kinds.count("/H1") == 1
    assert kinds.count("/Table") == len(tables)
    assert kinds.count("/TR") == sum(1 + len(tuple(table.all_rows())) for table in tables)
    figures = [each for each in found if each["/S"] == "/Figure"]
    assert [each["/Alt"] for each in figures] == [reading.words_of(chart) for chart in charts]
    heads = [each for each in found if each["/S"] == "/TH"]
    assert {str(each["/A"]["/Scope"]) for each in heads} == {"/Row", "/Column"}


def test_every_mark_on_a_page_leads_to_its_element_and_back() -> None:
    reader = whole(samples.funder())
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = {numbers[at]: numbers[at + 1].get_object() for at in range(0, len(numbers), 2)}
    for number, page in enumerate(reader.pages):
        assert page["/StructParents"] == number
        assert page["/Tabs"] == "/S"
        contents = page.get_contents()
        assert contents is not None
        marks = _MARK.findall(contents.get_data())
        assert [int(mark) for _, mark in marks] == list(range(len(marks)))
        kinds = [parent.get_object()["/S"] for parent in parents[number]]
        assert [f"/{kind.decode()}" for kind, _ in marks] == kinds
        opened = len(marks) + contents.get_data().count(b"/Artifact BMC")
        assert contents.get_data().split().count(b"EMC") == opened


def test_a_dash_is_read_as_a_word_and_two_hidden_figures_alike() -> None:
    cells = (("One", 9), ("Two", HIDDEN), ("Three", HIDDEN))
    document = samples.funder()
    blocks = (
        Headlines(Heading("In short"), (Tile(HIDDEN, "incidents", "told to us"),)),
        Table(Heading("By kind", 1), (Column("", figures=False), Column("Month")), cells),
    )
    made = Document(
        document.title,
        document.running_title,
        document.period_text,
        document.project,
        document.mark,
        document.report_number,
        document.footer,
        blocks,
    )
    found = tree(whole(made))
    said = [str(each["/ActualText"]) for each in found if "/ActualText" in each]
    assert said == ["withheld incidents (told to us)", "withheld", "withheld"]


def test_words_that_stand_apart_are_read_apart() -> None:
    text = " ".join(page.extract_text() for page in whole(samples.funder()).pages)
    document = samples.funder()
    for block in document.plain_blocks():
        if isinstance(block, Headlines):
            for tile in block.tiles:
                assert tile.unit in " ".join(text.split())


def test_the_same_document_is_the_same_bytes() -> None:
    assert pdf.write(samples.funder()) == pdf.write(samples.funder())
