"""The card of periods: with a grant year once the project has one, and without making a report."""

from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import project_settings
from outreach_app.reports import showing
from outreach_app.statistics import packs, periods
from tests.ui.sitting import Stage
from ui.dialogs.other_days import OtherDays
from ui.pages.reports.period import PeriodCard
from ui.theme import Theme
from ui.widgets.any_day import AnyDay

TODAY = date(2026, 1, 13)
GRANT = 3


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> PeriodCard:
    made = PeriodCard()
    qtbot.addWidget(made)
    made.begin(TODAY)
    return made


def test_there_is_no_grant_year_until_the_project_has_one(card: PeriodCard, desk: Desk) -> None:
    assert not card.tabs.isTabVisible(GRANT)
    desk.do(project_settings.choose_grant_month, 4)
    overview = desk.ask(showing.overview)
    card.begin(TODAY, overview.grant_month)
    assert card.tabs.isTabVisible(GRANT)
    assert card.tabs.tabText(GRANT) == "Grant year"
    # From January on it is the calendar year, which has a tab already.
    card.begin(TODAY, 1)
    assert not card.tabs.isTabVisible(GRANT)


def test_grant_years_are_offered_by_their_years(card: PeriodCard) -> None:
    card.begin(TODAY, 4)
    card.choose(periods.month("2025-12"))
    heard: list[Any] = []
    card.chosen.connect(lambda: heard.append(card.period()))
    card.tabs.setCurrentIndex(GRANT)
    assert card.select.itemText(0) == "2025/26, so far"
    assert heard == [periods.grant_year(2024, 4)]  # the last one that has ended
    card.choose(periods.grant_year(2025, 4))
    assert card.period() == periods.grant_year(2025, 4)
    assert card.tabs.currentIndex() == GRANT
    card.choose(periods.year("2025"))
    assert (card.period(), card.tabs.currentIndex()) == (periods.year("2025"), 2)
    assert len(heard) == 1


def test_a_grant_year_issued_once_can_be_opened_when_grants_begin_elsewhere(
    card: PeriodCard,
) -> None:
    card.begin(TODAY, 4)
    april = periods.grant_year(2024, 4)
    card.tabs.setCurrentIndex(GRANT)
    card.begin(TODAY, None)
    assert not card.tabs.isTabVisible(GRANT)
    assert card.tabs.currentIndex() == 2
    card.choose(showing.named(april.name))
    assert card.period() == april


def test_what_is_made_for_months_alone_has_no_grant_year(card: PeriodCard) -> None:
    card.begin(TODAY, 4)
    card.tabs.setCurrentIndex(GRANT)
    card.allow(packs.load("police"))
    assert card.tabs.isTabEnabled(GRANT) == ("year" in packs.load("police").kinds)


def test_any_pair_of_days_is_chosen_and_goes_where_a_pack_has_none(card: PeriodCard) -> None:
    internal, police = packs.load("internal"), packs.load("police")
    days = periods.span("2026-01-05", "2026-01-10")
    card.allow(internal)
    card.choose(days)
    assert card.period() == days
    assert card.previous.isEnabled()
    card.choose(periods.month("2025-11"))
    assert card.period() == periods.month("2025-11")
    card.choose(days)
    card.allow(police)
    assert card.period().kind == "month"


def test_the_days_are_asked_for_with_the_ones_shown(stage: Stage, desk: Desk) -> None:
    page = stage.show_page("settings")
    form = OtherDays(page, stage.context, date(2025, 12, 1), date(2025, 12, 31))
    heard: list[Any] = []
    form.saved.connect(heard.append)
    form.ask()
    last = form.findChild(AnyDay, "other_days.last")
    assert last is not None
    last.set_day(date(2025, 11, 30))
    form.save()
    assert heard == []
    assert form.isVisible()
    last.set_day(date(2025, 12, 24))
    form.save()
    assert heard == [periods.span("2025-12-01", "2025-12-24")]
    assert not form.isVisible()
