"""What closes soon and what has a day of its own, on the first page."""

from datetime import date, timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, people
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from tests.outreach_app.casework.test_time_matters import alerts, told
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.covering import cover


@pytest.fixture
def mango(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft("Mango")).value.id


def day_of(desk: Desk) -> date:
    return desk.clock.now().astimezone(desk.zone).date()


def test_time_matters_without_naming_the_health_matter(
    stage: Stage, desk: Desk, mango: str
) -> None:
    incident = told(desk, mango)
    page = stage.show_page("today")
    words = stage.words()
    assert "Time matters for Mango" in words
    assert "A health option closes" in words
    assert "hours left" in words
    for said in ("samples", "PEP", "Rape", "contraception", "INR-01"):
        assert said not in words
    assert nameless(page) == []
    stage.click("today.time.INR-01.open")
    assert stage.went[-1] == ("wishes", {"incident_id": incident, "reference": "INR-01"})


def test_done_or_not_wanted_takes_it_away_one_after_the_other(
    stage: Stage, desk: Desk, mango: str
) -> None:
    told(desk, mango)
    stage.show_page("today")
    assert "6 more are open for longer." in stage.words()
    stage.click("today.time.INR-01.settled")
    stage.until(lambda: "5 more are open for longer." in stage.words())
    for _ in range(6):
        stage.click("today.time.INR-01.settled")
    stage.until(lambda: "Time matters" not in stage.words())


def test_the_name_is_covered_there_too(stage: Stage, desk: Desk, mango: str) -> None:
    told(desk, mango)
    cover().set(on=True)
    try:
        stage.show_page("today")
        assert "Time matters for" in stage.words()
        assert "Mango" not in stage.words()
    finally:
        cover().set(on=False)


def test_a_warning_to_review_and_a_yes_that_ends_stand_with_the_things_to_do(
    stage: Stage, desk: Desk, mango: str
) -> None:
    desk.do(alerts, day_of(desk))
    ends = day_of(desk) + timedelta(days=1)
    yes = Answer("drug_service", "yes", "verbal", "able", ends)
    desk.do(consents.answer, AnswersDraft(mango, answers=(yes,)))
    stage.show_page("today")
    words = stage.words()
    assert "Review date has passed: keep, correct or take back" in words
    assert "Review date is today: keep, correct or take back" in words
    assert "The yes about “Drug service” ends tomorrow" in words
    assert "2 today" in words
    stage.click(f"today.due.drug_service.{mango}")
    assert stage.went[-1] == ("consent", {"person_id": mango})


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 700, 100), (683, 350, 150)])
def test_everything_fits(
    stage: Stage, desk: Desk, mango: str, width: int, height: int, percent: int
) -> None:
    told(desk, mango)
    desk.do(alerts, day_of(desk))
    stage.context.theme.choose("light", percent)
    stage.resize(width - 204, height - 51)
    page = stage.show_page("today")
    stage.until(lambda: not clipped(page))
