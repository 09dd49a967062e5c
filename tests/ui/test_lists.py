"""The page of lists: what a project calls things, changed without programming."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableView, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    agencies,
    areas,
    bundles,
    contacts,
    forces,
    letters,
    list_editing,
    stock,
)
from outreach_app.casework.agencies import AgencyDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.forces import ForceDraft, PolicyDraft
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import SIZES, clipped
from ui.dialogs.ask import answer_next, asked
from ui.theme import Theme

SECTIONS = (
    "areas",
    "services",
    "supplies",
    "packs",
    "places",
    "forces",
    "policies",
    "makes",
    "wording",
)


def names(stage: Stage, section: str) -> list[str]:
    view = stage.seen(f"lists.{section}.table")
    assert isinstance(view, QTableView)
    model = view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(stage: Stage, section: str, name: str) -> None:
    """Go down to a row with the arrows."""
    page: Any = stage.page
    page.section(section).list.take_focus()
    stage.press(f"lists.{section}.table", Qt.Key.Key_PageUp)
    for _ in range(names(stage, section).index(name)):
        stage.press(f"lists.{section}.table", Qt.Key.Key_Down)


def test_settings_lead_to_the_lists(stage: Stage) -> None:
    stage.show_page("settings")
    stage.click("settings.lists.open")
    assert stage.went == [("lists", {})]


def test_an_area_is_added_renamed_joined_and_put_back(stage: Stage, desk: Desk) -> None:
    stage.show_page("lists")
    for area, police in (("Foundry", "central"), ("Old Docks", "")):
        stage.click("lists.areas.add")
        stage.type("area.label", area)
        stage.type("area.police_area", police)
        stage.click("area.save")
    desk.do(contacts.log, ContactDraft(desk.clock.now(), area="old_docks"))
    assert names(stage, "areas")[:2] == ["Foundry", "Old Docks"]
    choose(stage, "areas", "Old Docks")
    stage.press("lists.areas.table", Qt.Key.Key_Return)
    stage.type("area.label", " East")
    stage.click("area.save")
    stage.click("lists.areas.join")
    into = stage.seen("join.into")
    assert isinstance(into, QComboBox)
    into.setCurrentIndex(into.findData("foundry"))
    stage.click("join.save")
    assert "Old Docks East" not in names(stage, "areas")
    # What was written keeps its area.
    assert desk.ask(areas.rows)[1].uses == 1
    stage.click("lists.areas.chips.all")
    choose(stage, "areas", "Old Docks East")
    stage.click("lists.areas.restore")
    assert desk.ask(areas.rows)[1].joined_into is None


def test_taking_off_the_choice_says_what_happens_to_old_records(stage: Stage, desk: Desk) -> None:
    for _ in range(2):
        desk.do(contacts.log, ContactDraft(desk.clock.now(), supplies={"sponge": 1}))
    stage.show_page("lists", section="supplies")
    choose(stage, "supplies", "Menstrual sponges")
    answer_next("keep")
    stage.click("lists.supplies.retire")
    assert asked() == ("Take “Menstrual sponges” off the choice?",)
    assert desk.vocabulary()["supply_item"]["sponge"].active
    stage.click("lists.supplies.retire")
    assert "2 entries carry it, keep it and go on counting. It can be put back at any time." in (
        stage.words()
    )
    stage.click("ask.retire")
    assert not desk.vocabulary()["supply_item"]["sponge"].active
    assert "Menstrual sponges" not in names(stage, "supplies")


def test_an_area_every_project_needs_cannot_go(stage: Stage) -> None:
    stage.show_page("lists")
    choose(stage, "areas", "Not known")
    assert not stage.seen("lists.areas.retire").isEnabled()
    assert stage.seen("lists.areas.change").isEnabled()


def test_a_supply_and_a_pack_have_letters_of_their_own(stage: Stage, desk: Desk) -> None:
    stage.show_page("lists", section="supplies")
    stage.click("lists.supplies.add")
    stage.type("supply.label", "Hand warmers")
    stage.type("supply.letter", "c")
    stage.click("supply.save")
    assert "“c” already stands for something else." in stage.words()
    stage.press("supply.letter", Qt.Key.Key_Backspace)
    stage.type("supply.letter", "h")
    stage.click("supply.save")
    assert desk.ask(letters.current).items["h"] == "x_hand_warmers"
    stage.click("lists.section.packs")
    stage.click("lists.packs.add")
    stage.type("pack.label", "Winter pack")
    stage.type("pack.letter", "w")
    stage.click("pack.save")
    assert "This is needed." in stage.words()
    more = stage.seen("pack.more")
    assert isinstance(more, QComboBox)
    more.setCurrentIndex(more.findData("x_hand_warmers"))
    more.activated.emit(more.currentIndex())
    stage.settle()
    stage.press("pack.items.x_hand_warmers", Qt.Key.Key_Up)
    stage.click("pack.save")
    winter = desk.ask(bundles.every)[-1]
    assert (winter.letter, dict(winter.items)) == ("w", {"x_hand_warmers": 2})


def test_the_letter_for_what_was_brought_back_may_be_another(stage: Stage, desk: Desk) -> None:
    stage.show_page("lists", section="supplies")
    stage.click("lists.supplies.more")
    stage.press("letters.returned", Qt.Key.Key_Backspace)
    stage.click("letters.save")
    assert "One small letter from a to z." in stage.words()
    stage.type("letters.returned", "s")
    stage.click("letters.save")
    assert desk.ask(letters.current).returned == "s"


def test_a_service_needs_a_kind_and_a_name(stage: Stage, desk: Desk) -> None:
    stage.show_page("lists", section="services")
    assert "Nothing here yet." in stage.words()
    stage.click("lists.services.add")
    stage.click("service.save")
    assert desk.ask(agencies.directory) == ()
    kind = stage.seen("service.type")
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(kind.findData("gum"))
    stage.type("service.name", "Harbour clinic")
    stage.type("service.hours", "Tue and Thu 10 to 4")
    stage.click("service.save")
    assert names(stage, "services") == ["Harbour clinic"]
    choose(stage, "services", "Harbour clinic")
    answer_next("retire")
    stage.click("lists.services.retire")
    assert [row.active for row in desk.ask(agencies.directory, retired=True)] == [False]


def test_a_force_and_a_new_version_of_its_policy(stage: Stage, desk: Desk) -> None:
    stage.show_page("lists", section="forces")
    stage.click("lists.forces.add")
    stage.type("force.name", "Tidewell Police")
    stage.click("force.hate_strand.yes")
    stage.click("force.save")
    force = desk.ask(forces.every)[0]
    assert (force.hate_strand, force.hate_strand_since) == ("yes", None)
    draft = PolicyDraft(
        force.id, "No arrest when reporting", "1", "We will not arrest.", date(2025, 1, 1)
    )
    desk.do(forces.add_policy, draft)
    stage.click("lists.section.policies")
    choose(stage, "policies", "No arrest when reporting")
    stage.click("lists.policies.change")
    stage.type("policy.version", "2")
    stage.click("policy.covers.yes")
    stage.click("policy.save")
    now = desk.ask(forces.policies_for)
    assert [(row.version, row.covers_witnesses) for row in now] == [("2", True)]
    assert [row.to_on for row in desk.ask(forces.policy_history)] == [None, date(2025, 12, 19)]
    choose(stage, "policies", "No arrest when reporting")
    stage.click("lists.policies.more")
    stage.click("policy_end.save")
    assert date(2025, 12, 20) in [row.to_on for row in desk.ask(forces.policy_history)]


def test_a_make_is_added_and_any_word_may_be_said_otherwise(stage: Stage, desk: Desk) -> None:
    stage.show_page("lists", section="makes")
    stage.click("lists.makes.add")
    stage.type("word.label", "Tuk-tuk")
    stage.click("word.save")
    assert "Tuk-tuk" in names(stage, "makes")
    stage.click("lists.section.wording")
    choose(stage, "wording", "Drug use")
    stage.press("lists.wording.table", Qt.Key.Key_Return)
    stage.type("word.label", " and safer use")
    stage.click("word.save")
    assert desk.vocabulary()["need_category"].label("drugs") == "Drug use and safer use"
    assert not [b for b in stage.findChildren(QWidget, "lists.wording.add") if b.isVisible()]


def test_a_place_is_kept_and_put_back(stage: Stage, desk: Desk) -> None:
    stage.show_page("lists", section="places")
    stage.click("lists.places.add")
    stage.type("place.label", "The van")
    stage.click("place.save")
    choose(stage, "places", "The van")
    answer_next("retire")
    stage.click("lists.places.retire")
    assert desk.ask(stock.places) == ()
    stage.click("lists.places.chips.all")
    choose(stage, "places", "The van")
    stage.click("lists.places.restore")
    assert [row.label for row in desk.ask(stock.places)] == ["The van"]


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("room", list(SIZES))
def test_nothing_is_clipped(
    stage: Stage, desk: Desk, theme: Theme, room: str, percent: int
) -> None:
    desk.do(forces.keep, ForceDraft("Tidewell Police"))
    desk.do(agencies.keep, AgencyDraft("gum", "Harbour clinic"))
    theme.choose("dark", percent)
    stage.resize(*SIZES[room])
    page: Any = stage.show_page("lists")
    for section in SECTIONS:
        page.open(section=section)
        stage.settle()
        assert clipped(page) == [], section
    assert stage.width() == SIZES[room][0]


def test_every_control_has_names(stage: Stage) -> None:
    page: Any = stage.show_page("lists")
    for section in SECTIONS:
        page.open(section=section)
        stage.settle()
        without = [
            f"{type(each).__name__} {each.objectName()}"
            for each in page.findChildren(QWidget)
            if each.isVisible()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (each.objectName().startswith("qt_") or type(each).__name__ == "QHeaderView")
            and not (each.accessibleName() and each.objectName())
        ]
        assert without == [], section


def test_a_caseworker_reads_lists_and_keeps_services(stage: Stage, desk: Desk) -> None:
    from dataclasses import replace

    desk.do(list_editing.rename, "need_category", "drugs", "Drugs")
    desk.me = replace(desk.me, role="caseworker")
    stage.show_page("lists")
    assert "You can read them." in stage.words()
    assert not [b for b in stage.findChildren(QWidget, "lists.areas.add") if b.isVisible()]
    stage.click("lists.section.services")
    assert stage.seen("lists.services.add").isEnabled()
