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
