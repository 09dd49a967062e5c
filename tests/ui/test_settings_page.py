from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import time_settings
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.settings import Settings
from ui.theme import Theme


def test_choices_take_effect_when_they_are_made(
    stage: Stage, theme: Theme, settings: Settings
) -> None:
    heard: list[int] = []
    stage.relay.still_after.connect(heard.append)
    stage.show_page("settings")
    stage.click("settings.scheme.dark")
    assert theme.is_dark
    stage.click("settings.size.130")
    assert theme.percent == 130
    stage.click("settings.minutes.10")
    assert heard == [10]
    kept = settings.choices
    assert (kept.scheme, kept.text_size, kept.autolock_minutes) == ("dark", 130, 10)


def test_every_key_is_listed(stage: Stage) -> None:
    stage.show_page("settings")
    for words in ("Log contact", "Lock", "Hide: lock and put the window away"):
        assert words in stage.words()


def test_the_lead_changes_how_long_something_is_possible(stage: Stage, desk: Desk) -> None:
    stage.show_page("settings")
    assert "Nobody has checked these times here yet." in stage.words()
    box: Any = stage.seen("settings.times.pep")
    box.setValue(60)
    stage.click("settings.times.save")
    assert "Times checked here on Sat 20 December 2025." in stage.words()
    assert desk.ask(time_settings.current).hours["pep"] == 60


def test_the_lead_lets_a_number_stand_on_the_locked_screen(stage: Stage, desk: Desk) -> None:
    stage.show_page("settings")
    stage.type("settings.call.number", "07700 900123")
    stage.click("settings.call.save")
    assert desk.call == "07700 900123"


def test_others_see_the_times_and_change_nothing(stage: Stage, desk: Desk) -> None:
    desk.me = replace(desk.me, role="caseworker")
    stage.show_page("settings")
    assert not stage.seen("settings.times.pep").isEnabled()
    for name in ("settings.times.save", "settings.call.number"):
        assert not any(each.isVisible() for each in stage.findChildren(QWidget, name))


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1162, 649, 100), (1162, 649, 150), (683, 350, 100)]
)
def test_nothing_is_clipped(
    stage: Stage, theme: Theme, width: int, height: int, percent: int
) -> None:
    theme.choose(percent=percent)
    stage.resize(width, height)
    page = stage.show_page("settings")
    assert nameless(page) == []
    stage.until(lambda: clipped(page) == [])
