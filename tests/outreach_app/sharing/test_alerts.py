"""A warning from an incident to the street, and back again."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from models.sharing import Alert, AlertChannel, Disclosure, Refusal
from outreach_app.bootstrap import Desk
from outreach_app.casework import alerts, sheet, tasks
from outreach_app.errors import CheckFailed
from outreach_app.matching import safe_plates
from outreach_app.sharing import alert_after, alert_drafts, alert_issue, alert_view
from outreach_app.sharing.alert_base import WrongState, fingerprint
from outreach_app.sharing.alert_issue import Issued
from outreach_app.sharing.alert_view import DraftView
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.releasing import NotAsShown
from outreach_app.work import Work
from tests.outreach_app.sharing.conftest import SECOND, key

INCIDENT = "INR-01"


def drafted(desk: Desk, reference: str = INCIDENT, **channels: int) -> DraftView:
    draft_id = desk.do(alert_drafts.begin, key(desk, reference)).value
    view = desk.ask(alert_view.view, draft_id)
    desk.do(alert_drafts.keep, draft_id, replace(view.change, channels=channels or {"sms": 57}))
    desk.do(alert_drafts.checked, draft_id, SECOND)
    return desk.ask(alert_view.view, draft_id)


def sent(desk: Desk, view: DraftView) -> Issued:
    found = desk.do(alert_issue.issue, view.id, fingerprint(view.text)).value
    assert isinstance(found, Issued), found
    return found


def count(work: Work, table: type) -> int:
    return work.session.scalar(select(func.count()).select_from(table)) or 0


def test_the_words_come_from_the_ticked_facts_alone(told: Desk) -> None:
    view = told.ask(alert_view.view, told.do(alert_drafts.begin, key(told, "INR-01")).value)
    assert "QH54 R?E (one not seen)" in view.text
    assert "Grey Nissan Qashqai" in view.text
    assert "Canalside, early October" in view.text
    assert not view.marks
    plain = replace(view.change, facts=("harm", "area"))
    told.do(alert_drafts.keep, view.id, plain)
    text = told.ask(alert_view.view, view.id).text
    assert text == "Robbery. Canalside."


def test_begun_twice_it_is_one_draft(told: Desk) -> None:
    first = told.do(alert_drafts.begin, key(told, INCIDENT)).value
    assert told.do(alert_drafts.begin, key(told, INCIDENT)).value == first
    assert [row.id for row in told.ask(alert_view.waiting)] == [first]


def test_it_goes_out_once_and_stands_in_register_list_and_figures(told: Desk) -> None:
    before = told.ask(count, Disclosure)
    listed = len(told.ask(alerts.listing).rows)
    view = drafted(told)
    assert view.still() == ()
    issued = sent(told, view)
    assert (issued.sheet.number, issued.sheet.issue, issued.sheet.kind) == (1, 1, "new")
    assert told.ask(count, Disclosure) == before + 1
    rows = told.ask(alerts.listing).rows
    assert len(rows) == listed + 1
    assert rows[0].sent == (("sms", 57),)
    with pytest.raises(WrongState):
        told.do(alert_issue.issue, view.id, fingerprint(view.text))


def test_without_a_second_person_it_stays(told: Desk) -> None:
    draft_id = told.do(alert_drafts.begin, key(told, INCIDENT)).value
    with pytest.raises(CheckFailed):
        told.do(alert_drafts.checked, draft_id, told.me.code)
    view = told.ask(alert_view.view, draft_id)
    assert view.still() == ("second", "channel")
    with pytest.raises(CheckFailed):
        told.do(alert_issue.issue, draft_id, fingerprint(view.text))


def test_changed_words_need_another_look(told: Desk) -> None:
    view = drafted(told)
    told.do(alert_drafts.keep, view.id, replace(view.change, wording="Robbery. Be careful."))
    assert "second" in told.ask(alert_view.view, view.id).still()
    with pytest.raises(NotAsShown):
        told.do(alert_issue.issue, view.id, fingerprint(view.text))


def test_words_that_point_to_her_block(told: Desk) -> None:
    draft_id = told.do(alert_drafts.begin, key(told, "INR-01")).value
    view = told.ask(alert_view.view, draft_id)
    words = "Comet was robbed on 3 October at 23:10 near Kiln Road."
    change = replace(view.change, wording=words, channels={"sms": 1})
    told.do(alert_drafts.keep, draft_id, change)
    told.do(alert_drafts.checked, draft_id, SECOND)
    view = told.ask(alert_view.view, draft_id)
    assert [mark.words for mark in view.blocking] == ["Comet", "3 October", "23:10", "Kiln Road"]
    found = told.do(alert_issue.issue, draft_id, fingerprint(view.text)).value
    assert isinstance(found, Denied)
    assert found.reasons == ("leak",)


def test_a_registration_of_staff_stops_it(told: Desk) -> None:
    told.do(safe_plates.add, "QK12 ABC", "the van")
    view = drafted(told)
    assert view.still() == ()
    words = "Robbery. A grey car, qk12abc, drives off."
    told.do(alert_drafts.keep, view.id, replace(view.change, wording=words))
    told.do(alert_drafts.checked, view.id, SECOND)
    view = told.ask(alert_view.view, view.id)
    assert view.still() == ("known_safe",)
    with pytest.raises(CheckFailed):
        told.do(alert_issue.issue, view.id, fingerprint(view.text))


def test_consent_taken_back_stops_it_at_once(told: Desk) -> None:
    view = drafted(told)
    refused = told.ask(count, Refusal)
    told.do(sheet.take_back, None, view.incident_id, "alert_local", "verbal")
    found = told.do(alert_issue.issue, view.id, fingerprint(view.text)).value
    assert isinstance(found, Denied)
    assert found.reasons == ("withdrawn",)
    assert told.ask(count, Refusal) == refused + 1
    assert told.ask(alert_view.view, view.id).still() == ("consent",)


def test_partners_need_their_own_yes(told: Desk) -> None:
    view = drafted(told, sms=3, partner=2)
    assert view.denied["partner"] == ("not_asked",)
    found = told.do(alert_issue.issue, view.id, fingerprint(view.text)).value
    assert isinstance(found, Denied)


def test_num_has_its_own_row_in_the_register(told: Desk) -> None:
    sent(told, drafted(told, sms=3, num=1))
    assert told.ask(count, Disclosure) == 2


def test_a_recall_reaches_every_place(told: Desk) -> None:
    issued = sent(told, drafted(told, sms=57, board=1))
    found = told.do(alert_after.recall, issued.alert_id, "It was another car").value
    assert found.status == "withdrawn"
    assert found.sheet is not None
    assert found.sheet.kind == "recalled"
    assert {place.channel for place in found.places} == {"sms", "board"}
    for place in found.places:
        told.do(alert_after.place_reached, place.id)
    again = told.ask(alert_after.view, issued.alert_id)
    assert all(place.recalled_at for place in again.places)


def test_a_corrected_issue_keeps_its_number(told: Desk) -> None:
    first = sent(told, drafted(told))
    draft_id = told.do(alert_drafts.begin_again, first.alert_id).value
    view = told.ask(alert_view.view, draft_id)
    assert view.kind == "again"
    change = replace(view.change, facts=("harm", "area", "vehicle"), channels={"sms": 10})
    told.do(alert_drafts.keep, draft_id, change)
    told.do(alert_drafts.checked, draft_id, SECOND)
    second = sent(told, told.ask(alert_view.view, draft_id))
    assert (second.sheet.number, second.sheet.issue) == (first.sheet.number, 2)
    assert second.sheet.kind == "corrected"
    assert second.alert_id == first.alert_id
    assert told.ask(reach, first.alert_id) == 67


def test_a_colleague_is_asked_to_read_it(told: Desk) -> None:
    draft_id = told.do(alert_drafts.begin, key(told, INCIDENT)).value
    told.do(alert_drafts.ask_for_check, draft_id, SECOND)
    mine = told.ask(lambda work: tasks.waiting(work, mine=False))
    assert any(row.kind == "alert" and row.owner == SECOND for row in mine)


def reach(work: Work, alert_id: str) -> int:
    wanted = select(func.sum(AlertChannel.sent)).where(AlertChannel.alert_id == alert_id)
    return work.session.scalar(wanted) or 0


def test_figures_count_the_alert_once(told: Desk) -> None:
    before = told.ask(count, Alert)
    issued = sent(told, drafted(told))
    told.do(alert_after.recall, issued.alert_id, "mistaken")
    assert told.ask(count, Alert) == before + 1
