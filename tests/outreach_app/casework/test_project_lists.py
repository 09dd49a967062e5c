"""What the page of lists reads and writes: supplies with their letters, and all lists at once."""

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import agencies, areas, letters, project_lists, supply_list
from outreach_app.casework.agencies import AgencyDraft
from outreach_app.casework.supply_list import SupplyDraft
from outreach_app.errors import CheckFailed


def letter_of(desk: Desk, code: str) -> str | None:
    return next(row.letter for row in desk.ask(supply_list.rows) if row.code == code)


def test_a_supply_is_added_with_its_letter(desk: Desk) -> None:
    row = desk.do(supply_list.add, SupplyDraft("Hand warmers", "h", "pair", "welfare")).value
    assert (row.label, row.unit, row.letter, row.own) == ("Hand warmers", "pair", "h", True)
    assert desk.ask(letters.current).items["h"] == row.code


def test_a_supply_gets_another_word_and_letter_or_none(desk: Desk) -> None:
    desk.do(supply_list.change, "lube", SupplyDraft("Lube", "g"))
    assert letter_of(desk, "lube") == "g"
    desk.do(supply_list.change, "lube", SupplyDraft("Lube"))
    assert letter_of(desk, "lube") is None
    assert desk.vocabulary()["supply_item"].label("lube") == "Lube"


@pytest.mark.parametrize("letter", ["c", "k", "r", "b", "C", "zz"])
def test_a_letter_stands_for_one_thing(desk: Desk, letter: str) -> None:
    with pytest.raises(CheckFailed) as refused:
        desk.do(supply_list.change, "lube", SupplyDraft("Lube", letter))
    assert [each.field for each in refused.value.problems] == ["letter"]
    assert letter_of(desk, "lube") == "l"


def test_everything_is_read_at_once_with_who_may_change_it(desk: Desk) -> None:
    desk.do(areas.add, "Foundry", "central")
    desk.do(agencies.keep, AgencyDraft("gum", "Harbour clinic"))
    found = desk.ask(project_lists.read)
    assert [row.label for row in found.areas][:1] == ["Foundry"]
    assert [row.name for row in found.services] == ["Harbour clinic"]
    assert [row.letter for row in found.packs] == ["k"]
    assert found.keeps
    assert found.keeps_services
