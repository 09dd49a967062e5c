"""The order of commands, pages and names that Find anything answers with, without a window."""

from datetime import date

import pytest

from outreach_app.casework.found import Found as Record
from outreach_app.casework.search import Results
from ui import finding, saying
from ui.covering import cover
from ui.finding import commands


@pytest.mark.parametrize(
    ("typed", "how", "first"),
    [
        ("diary", "alike", "Write into the enforcement diary"),
        ("stories", "alike", "Stories for funders"),
        ("stori", "alike", "Stories for funders"),
        ("diary", "", "Dairy"),
        ("darry", "alike", "Dairy"),
    ],
)
def test_a_word_of_a_command_means_no_name_that_only_sounds_like_it(
    typed: str, how: str, first: str
) -> None:
    person = Record("person", "1", "Dairy", "D0-000", how=how)
    answer = finding._Answer(Results((person,)), str)
    hits = finding._together(answer, commands(typed), typed, date(2025, 12, 20))
    assert hits[0].title == first
    assert "Dairy" in [hit.title for hit in hits]


def test_what_begins_with_the_word_stands_before_what_only_holds_it() -> None:
    titles = [hit.title.casefold() for hit in commands("in")]
    ranks = [0 if each.startswith("in") else 1 if " in" in each else 2 for each in titles]
    assert ranks == sorted(ranks)
    assert {0, 2} <= set(ranks)


def test_months_reach_back_and_never_forward() -> None:
    found = finding.reports("dec", date(2025, 12, 20))
    assert [hit.where["period"] for hit in found] == ["2024-12", "2023-12"]
    assert finding.reports("de", date(2025, 12, 20)) == ()
    assert finding.reports("december 2025", date(2025, 12, 31)) == ()


def test_a_name_without_a_code_is_not_shown_either() -> None:
    assert saying.name("Marble", None) == "Marble"
    cover().set(on=True)
    try:
        assert saying.name("Marble", "M-402") == "M-402"
        assert saying.name("Marble", None) == "Name covered"
        assert saying.name("", None) == ""
    finally:
        cover().set(on=False)


@pytest.mark.parametrize(("how", "said"), [("plate", "YK19 ABC"), ("phone", "")])
def test_what_a_colleague_was_told_warns_and_leads_to_the_warnings_alone(
    how: str, said: str
) -> None:
    warned = Record("described", "", "", how=how, shown=said)
    answer = finding._Answer(Results((warned,)), str)
    hit = finding._together(answer, (), said or "900231", date(2025, 12, 20))[0]
    assert hit.title == "Described before, to a colleague"
    assert (hit.page, hit.where, hit.with_ctrl) == ("alerts", {}, "")
    assert said in hit.note
