"""The part of Settings that holds for the whole project."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from outreach_app.bootstrap import Desk
from outreach_app.casework import bundles, letters, outside_figures, project_settings
from outreach_app.casework.bundles import BundleDraft
from tests.ui.gates import nameless
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import SIZES, clipped
from ui.dialogs.ask import answer_next
from ui.theme import Theme


def put(stage: Stage, name: str, text: str) -> None:
    line = stage.seen(name)
    assert isinstance(line, QLineEdit)
    line.setText(text)


def test_the_number_of_the_lead(stage: Stage, desk: Desk) -> None:
    stage.show_page("settings")
    assert "No number is set." in stage.words()
    stage.click("settings.phone.change")
    stage.type("lead_phone.lead_phone", "07700 900482")
    stage.click("lead_phone.save")
    assert desk.ask(project_settings.lead_phone) == "07700 900482"
    assert "07700 900482" in stage.words()


def test_paper_and_pack_take_effect_when_chosen(stage: Stage, desk: Desk) -> None:
    warm = desk.do(bundles.keep, BundleDraft("Winter pack", {"clothing": 1})).value.code
    stage.show_page("settings")
    stage.click("settings.paper.on")
    assert desk.ask(project_settings.read).name_on_paper
    pack = stage.seen("settings.pack")
    assert isinstance(pack, QComboBox)
    pack.setCurrentIndex(pack.findData(warm))
    pack.activated.emit(pack.currentIndex())
    stage.settle()
    assert desk.ask(project_settings.read).standard_pack == warm
    page: Any = stage.show_page("log_contact")
    stage.click("log_contact.who.not_named")
    assert page.cards.given.pack.text() == "Winter pack"
    stage.click("log_contact.standard_pack")
    assert page.value("supplies") == {"clothing": 1}


def test_the_grant_year_is_chosen_by_its_first_month(stage: Stage, desk: Desk) -> None:
    stage.show_page("settings")
    grant = stage.seen("settings.grant")
    assert isinstance(grant, QComboBox)
    assert grant.currentText() == "No grant year"
    for month in (4, None):
        grant.setCurrentIndex(month or 0)
        grant.activated.emit(grant.currentIndex())
        stage.settle()
        assert desk.ask(project_settings.grant_month) == month
    stage.show_page("settings")
    assert grant.currentText() == "No grant year"


def test_a_figure_of_others_is_typed_in_with_year_and_source(stage: Stage, desk: Desk) -> None:
    stage.show_page("settings")
    assert "None so far." in stage.words()
    stage.click("settings.outside.add")
    stage.type("outside.what", "People who told police")
    stage.type("outside.value", "6.5 %")
    stage.click("outside.save")
    assert "Which year is the figure about?" in stage.words()
    assert desk.ask(outside_figures.listing) == ()
    stage.type("outside.year", "2019")
    stage.type("outside.source", "Example study, table 4")
    stage.click("outside.save")
    words = "6.5 %: People who told police, 2019. Source: Example study, table 4"
    assert words in stage.words()
    answer_next("keep", "out")
    stage.click("settings.outside.0.out")
    assert words in stage.words()
    stage.click("settings.outside.0.out")
    assert desk.ask(outside_figures.listing) == ()
    assert "None so far." in stage.words()


def test_letters_are_changed_together_and_never_twice(stage: Stage, desk: Desk) -> None:
    stage.show_page("settings")
    stage.click("settings.letters.change")
    put(stage, "night_letters.items.foil", "l")
    stage.click("night_letters.save")
    assert "“l”" in stage.words() or "l " in stage.words()
    assert "foil" not in desk.ask(letters.current).items.values()
    put(stage, "night_letters.items.foil", "o")
    put(stage, "night_letters.items.lube", "")
    stage.click("night_letters.save")
    now = desk.ask(letters.current).items
    assert now["o"] == "foil"
    assert "lube" not in now.values()
    # The letter of a pack is taken, and says so.
    stage.click("settings.letters.change")
    put(stage, "night_letters.items.lube", "k")
    stage.click("night_letters.save")
    assert "lube" not in desk.ask(letters.current).items.values()
    stage.click("night_letters.cancel")


def test_nobody_but_the_lead_sees_them(stage: Stage, desk: Desk) -> None:
    desk.me = replace(desk.me, role="caseworker")
    page: Any = stage.show_page("settings")
    assert not page.project.isVisible()


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("room", list(SIZES))
def test_everything_fits(stage: Stage, theme: Theme, room: str, percent: int) -> None:
    theme.choose("dark", percent)
    stage.resize(*SIZES[room])
    page: Any = stage.show_page("settings")
    stage.until(lambda: clipped(page) == [])
    assert nameless(page) == []
