"""Blank sheets: from the live lists, nothing ticked, nothing that says whose they are."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import insert

from models.project import Setting
from outreach_app.bootstrap import Desk
from outreach_app.casework import bundles, lists
from outreach_app.casework.bundles import BundleDraft
from outreach_app.reports import paper_forms
from outreach_app.words import lookup, say
from outreach_app.work import Work


def words_of(pages: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pages)).pages)


def with_areas(desk: Desk) -> None:
    def add(work: Work) -> None:
        lists.add_areas(work.session, ("market_end", "foundry"))

    desk.do(add)
    desk.refresh_project()


@pytest.mark.parametrize("form", [*paper_forms.FORMS, paper_forms.LETTERS])
def test_every_sheet_says_casebook_and_not_whose_it_is(desk: Desk, form: str) -> None:
    pages = desk.ask(paper_forms.make, form)
    words = words_of(pages)
    assert "Casebook sheet" in words
    assert desk.project_name not in words
    assert "Daya" not in words
    assert "Lists of 20 December 2025." in words
    info = PdfReader(BytesIO(pages)).metadata
    assert info is not None
    assert (info.title, info.author or "") == ("Casebook sheet", "")
    assert desk.ask(paper_forms.make, form) == pages


def test_a_project_may_switch_its_name_on(desk: Desk) -> None:
    def switch(work: Work) -> None:
        work.session.execute(insert(Setting).values(name=paper_forms.WITH_NAME, value=True))

    desk.do(switch)
    words = words_of(desk.ask(paper_forms.make, "night")).split()
    assert desk.project_name in " ".join(words)


def test_the_grid_has_the_columns_of_the_table_and_their_letters(desk: Desk) -> None:
    words = words_of(desk.ask(paper_forms.make, "night", "foot_night"))
    assert "Foot outreach shift" in words
    for part in ("Time", "Cond.", "Lube", "Sets", "Back", "Nalox.", "Drink", "Food", "Note"):
        assert part in words
    assert "Total" in words


def test_the_incident_sheet_asks_its_three_answers_before_all_else(desk: Desk) -> None:
    with_areas(desk)
    words = words_of(desk.ask(paper_forms.make, "incident"))
    three = words.index("Three answers are enough")
    kind, area = words.index("What kind of harm"), words.index("Market end")
    when, rest = words.index("When did it happen"), words.index("Everything from here on")
    assert three < kind < area < when < rest
    every = desk.vocabulary()["incident_type"].choices()
    assert all(entry.label in words for entry in every)


def test_the_consent_sheet_asks_in_the_spoken_words_and_carries_their_version(desk: Desk) -> None:
    words = words_of(desk.ask(paper_forms.make, "consent")).replace("\n", " ")
    scopes = [entry.code for entry in desk.vocabulary()["consent_scope"].choices()]
    assert all(str(lookup("consent.ask")[scope]) in words for scope in scopes)
    for answer in ("yes", "no", "not_asked", "not_said"):
        assert words.count(say(f"consent.answer.{answer}")) >= len(scopes)
    assert "Wording version 1." in words
    assert "Any answer is fine, and none changes the help given." in words


def test_no_box_is_ticked(desk: Desk) -> None:
    """A tick would be a filled shape or a sign; boxes are edges, and grounds are grey strips."""
    for form in ("slip", "incident", "consent"):
        pages = PdfReader(BytesIO(desk.ask(paper_forms.make, form))).pages
        for page in pages:
            stream = page.get_contents()
            assert stream is not None
            drawn = stream.get_data().decode("latin-1").split("\n")
            assert not [each for each in drawn if each.endswith((" re f", " re f*", " re B"))]


def test_a_new_pack_stands_on_the_list_of_letters(desk: Desk) -> None:
    desk.do(bundles.keep, BundleDraft("Warm pack", {"hot_drink": 1, "food": 1}, letter="w"))
    words = words_of(desk.ask(paper_forms.make, "letters"))
    assert "Warm pack" in words
    assert "Standard pack" in words
