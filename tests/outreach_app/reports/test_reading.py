"""The text for screen readers, compared with what was read and found right."""

from dataclasses import replace
from pathlib import Path

import pytest

from outreach_app.reports.document import Heading, Notice, Paragraphs
from outreach_app.reports.reading import read
from tests.outreach_app.reports import samples

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["funder", "police"])
def test_the_reading_is_as_it_was(name: str) -> None:
    document = samples.funder() if name == "funder" else samples.police()
    assert read(document) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_no_dash_stands_for_a_figure() -> None:
    tables = [line for line in read(samples.police()).splitlines() if line.endswith("–")]
    assert tables == []


def test_leads_and_plain_paragraphs_are_read() -> None:
    document = samples.police()
    blocks = (Notice("Then the rest.", lead="First."), Paragraphs(("One.", "Two."), Heading("Why")))
    text = read(replace(document, blocks=blocks))
    assert "First. Then the rest." in text
    assert "Why\nOne.\nTwo." in text
