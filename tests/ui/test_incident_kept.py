"""An incident only listened to, what is offered after it, its draft, and until when time matters."""

import json

import pytest
from PySide6.QtWidgets import QApplication

from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, drafts, incidents, lists, needs, people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.work import Done, Work, changed
from tests.ui.incident_form import AREAS, NAME, arrive, fill, saved
from tests.ui.sitting import Stage


@pytest.fixture
def mango(desk: Desk) -> str:
    def prepare(work: Work) -> Done[None]:
        lists.add_areas(work.session, AREAS)
        return Done(None, changed("lists"))

    desk.do(prepare)
    return desk.do(people.add, PersonDraft("Mango")).value.id


def test_only_listening_shares_nothing_and_offers_no_question(
    stage: Stage, desk: Desk, mango: str
) -> None:
    page = fill(arrive(stage, person_id=mango))
    assert stage.seen(f"{NAME}.card_vehicle").isVisible()
    stage.click(f"{NAME}.only_listen")
    assert "Nothing will be shared" in stage.words()
    assert not page._more.cards[0].isVisible()
    page.save()
    stage.settle()

    states = {each.scope: each for each in desk.ask(consents.standing, mango, saved(desk).id)}
    assert states["police_full"].state == "not_asked"
    assert states["police_full"].answered_at is not None
    assert "Ask what may be shared" not in stage.words()
    stage.click(f"{NAME}.after.need")
    stage.click("need.category.housing")
    stage.click("need.save")
    assert [need.category for need in desk.ask(needs.of_person, mango)] == ["housing"]


def test_what_follows_is_only_offered(stage: Stage, desk: Desk, mango: str) -> None:
    page = fill(arrive(stage))
    page.save()
    stage.settle()
    assert "Log a need" not in stage.words()
    assert QApplication.focusWidget() is stage.seen(f"{NAME}.saved")
    stage.click(f"{NAME}.after.share")
    stage.click(f"{NAME}.after.nothing")
    assert stage.went == [("consent", {"incident_id": saved(desk).id}), ("incidents", {})]
    page.open()
    stage.settle()
    assert "0 of 3 done" in stage.words()


def test_the_draft_goes_with_the_record_and_waits_without_it(
    stage: Stage, desk: Desk, clock: SetClock, mango: str
) -> None:
    page = fill(arrive(stage, person_id=mango, told_at=clock.now()))
    page.set_value("suspects", [{"sex": "male"}, {"build": "slim"}])
    locked: list[bool] = []
    stage.relay.lock_wanted.connect(lambda: locked.append(True))
    stage.click(f"{NAME}.pause")
    assert locked
    (waiting,) = desk.ask(drafts.waiting)
    assert (waiting.kind, desk.ask(incidents.listing)) == ("incident", ())

    again = arrive(stage, draft={"about": waiting.about, "state": json.loads(waiting.state)})
    assert again.value("suspects")[1]["build"] == "slim"
    assert "For Mango" in stage.words()
    again.save()
    stage.settle()
    assert desk.ask(drafts.waiting) == ()
    assert saved(desk).person_id == mango


def test_typing_left_on_the_page_is_still_there(stage: Stage, desk: Desk, mango: str) -> None:
    page = arrive(stage)
    page.set_value("own_words", "It was")
    page.leave()
    page.open()
    stage.settle()
    assert page.value("own_words") == "It was"


def test_time_matters_for_some_kinds_and_says_until_when(
    stage: Stage, desk: Desk, mango: str
) -> None:
    page = fill(arrive(stage))
    assert "Time matters" not in stage.words()
    page.set_value("type", "rape")
    stage.click(f"{NAME}.occurred_on.today")
    page._harm.when.part.set_value("evening")
    stage.settle()
    words = stage.words()
    assert "Sexual health tablets (PEP)" in words
    assert "About 3 days, until Tue 23 December, 18:00. Best on the first." in words
    assert "Robbery" not in page._aside.sentence()
    page.set_value("type", "theft")
    page.changed()
    assert "Time matters" not in stage.words()
