"""When a description is let go of, it goes from the warnings that told of it as well."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.incidents import Incident
from models.warning import AlertDraft, AlertIssue
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, incidents, search
from outreach_app.casework.anonymised import FACTS
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.telling import IncidentDraft, VehicleDraft
from outreach_app.clock import SetClock
from outreach_app.matching import decisions
from outreach_app.matching.decisions import TREATED, DecisionDraft
from outreach_app.retention import anonymising, facts
from outreach_app.retention.anonymising import EraseDraft
from outreach_app.sharing import alert_after, alert_combined, alert_drafts, alert_issue, alert_view
from outreach_app.sharing.alert_base import fingerprint
from outreach_app.sharing.alert_issue import Issued
from outreach_app.work import Work
from tests.outreach_app.sharing.conftest import SECOND, key
from tests.outreach_app.sharing.test_one_warning import tell_more

WORDS = ("qashqai", "qh54", "45–54", "phone")


def warn(desk: Desk, draft_id: str) -> None:
    """Send a warning out and take it back, so that it stands in the way of nothing."""
    change = desk.ask(alert_view.view, draft_id).change
    desk.do(alert_drafts.keep, draft_id, replace(change, channels={"sms": 3}))
    desk.do(alert_drafts.checked, draft_id, SECOND)
    text = desk.ask(alert_view.view, draft_id).text
    sent = desk.do(alert_issue.issue, draft_id, fingerprint(text)).value
    assert isinstance(sent, Issued)
    desk.do(alert_after.recall, sent.alert_id, "mistaken")


def let_go(desk: Desk, incident: str) -> None:
    def whose(work: Work) -> str:
        return str(work.session.get_one(Incident, incident).person_id)

    person = desk.ask(whose)
    code = desk.ask(anonymising.look, person).code
    desk.do(anonymising.anonymise, EraseDraft(person, "asked", code))
    desk.do(facts.let_go, FACTS, incident)


def said(work: Work) -> str:
    """Return all that is kept of warnings, small."""
    return " ".join(map(str, work.session.scalars(select(AlertIssue.parts)))).casefold()


def test_nothing_of_the_car_and_its_driver_is_left_and_nothing_is_found_by_it(told: Desk) -> None:
    incident = key(told, "INR-01")
    warn(told, told.do(alert_drafts.begin, incident).value)
    assert all(word in told.ask(said) for word in WORDS)
    assert len(told.ask(search.find, "qashqai").alerts) == 1
    let_go(told, incident)
    assert not any(word in told.ask(said) for word in WORDS)
    assert told.ask(search.find, "qashqai").alerts == ()
    alert = told.ask(search.find, "ALT-01").alerts[0]
    assert told.ask(alert_after.view, alert.id).status == "withdrawn"


def test_what_was_typed_of_somebody_without_a_name_goes_too(told: Desk, clock: SetClock) -> None:
    def nobody(work: Work) -> str:
        vehicle = VehicleDraft("QH54 RSE", "nissan", "Qashqai", "grey", None)
        draft = IncidentDraft(work.now, None, "robbery", "canalside", "unknown", vehicle=vehicle)
        incident = incidents.log(work, draft).value.id
        yes = Answer("alert_local", consents.YES, "verbal", "able")
        consents.answer(work, AnswersDraft(None, incident, (yes,)))
        return incident

    incident = told.do(nobody)
    draft_id = told.do(alert_drafts.begin, incident).value
    change = told.ask(alert_view.view, draft_id).change
    told.do(alert_drafts.keep, draft_id, replace(change, wording="A grey Qashqai waits there."))
    warn(told, draft_id)
    clock.moment += timedelta(days=6 * 365)
    told.do(facts.let_go, FACTS, incident)
    assert "qashqai" not in told.ask(said)
    assert told.ask(lambda work: list(work.session.scalars(select(AlertDraft.wording)))) == [None]


@pytest.mark.parametrize("turned", [False, True])
def test_words_that_rest_on_two_go_with_the_last_of_them(told: Desk, *, turned: bool) -> None:
    one = key(told, "INR-01")
    other = told.do(tell_more, "Dune", "QH54 RSE", date(2025, 8, 20))
    told.do(decisions.decide, DecisionDraft(one, other, TREATED, "same plate"))
    warn(told, told.do(alert_combined.begin, (one, other)).value)
    first, last = (other, one) if turned else (one, other)
    let_go(told, first)
    assert "qh54" in told.ask(said)
    let_go(told, last)
    assert "qh54" not in told.ask(said)
