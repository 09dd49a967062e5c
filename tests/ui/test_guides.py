"""The guides: what they point to is there, and every button they name is called so."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from outreach_app import guides, paths
from outreach_app.vocabulary import shipped
from ui.registry import PAGES

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(<?([^)>]*)>?\)")
_KEY = re.compile(r"(Ctrl\+|Alt\+|Shift\+)*(F\d+|Enter|[A-Z0-9])")
# Bold for their weight alone.
_SAID = {"yes", "no"}


def sentences(entry: Any) -> Iterator[str]:
    match entry:
        case str():
            yield entry
        case list():
            for each in entry:
                yield from sentences(each)
        case dict():
            for each in entry.values():
                yield from sentences(each)


def every_word() -> set[str]:
    files = paths.resource("words").glob("*.toml")
    return {
        words
        for file in files
        for words in sentences(tomllib.loads(file.read_text(encoding="utf-8")))
    }


@pytest.mark.parametrize("guide", guides.GUIDES)
def test_every_name_in_bold_is_what_the_window_says(guide: str) -> None:
    known = every_word() | {guides.title(each) for each in guides.GUIDES} | _SAID
    known |= {entry.label for entry in shipped()["session_type"].choices()}
    named = set(_BOLD.findall(guides.text(guide)))
    assert {each for each in named if not _KEY.fullmatch(each)} <= known


@pytest.mark.parametrize("guide", guides.GUIDES)
def test_links_and_pictures_lead_somewhere(guide: str) -> None:
    markdown = guides.text(guide)
    for place in _LINK.findall(markdown):
        name, heading = guides.split(place)
        assert heading in [each.heading for each in guides.sections(name)]
    for picture in guides.pictures(markdown):
        assert paths.resource(f"help/{picture}").is_file()


def test_every_page_has_its_part() -> None:
    assert set(guides.places()) == {*PAGES, "welcome", "unlock"}
    for place in guides.places().values():
        name, heading = guides.split(place)
        assert heading in [each.heading for each in guides.sections(name)]


def test_words_are_found_and_the_heading_that_holds_them_stands_first() -> None:
    found = guides.find("lost STICK")
    assert found[0].section.place == "wrong#A stick is lost"
    assert guides.find("  ") == ()
    assert guides.find("zeppelin") == ()
    excerpt = guides.find("bitlocker or disk encryption"[13:])[0].excerpt
    assert "encryption" in excerpt
    assert not set("*`|") & set(excerpt)


def test_a_guide_that_is_not_there_is_a_slip() -> None:
    with pytest.raises(KeyError):
        guides.text("../words/help")
