"""One warning from several incidents: each owner's yes by itself, and nothing of the others."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, update

from models.people import Person
from models.sharing import AlertIncident, Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, incidents, people, sheet
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.errors import CheckFailed
from outreach_app.matching import decisions
from outreach_app.matching.decisions import CONFIRMED, DIFFERENT, TREATED, DecisionDraft
from outreach_app.sharing import alert_combined, alert_drafts, alert_issue, alert_view
from outreach_app.sharing.alert_base import fingerprint
from outreach_app.sharing.alert_issue import Issued
from outreach_app.sharing.asking import Denied
from outreach_app.work import Work
from tests.outreach_app.sharing.conftest import SECOND, key


def tell_more(work: Work, alias: str, plate: str, day: date, *, yes: bool = True) -> str:
    person = people.create(work, PersonDraft(alias)).id
    draft = IncidentDraft(
        work.now,
        person,
        "threats_weapon",
        "canalside",
        "exact",
        day,
        own_words=f"{alias} ran to the bakery.",
        vehicle=VehicleDraft(plate, "nissan", None, "grey", None),
        suspects=(SuspectDraft("male", "a45_54", None, None, None, None, (), ("told_to_wait",)),),
    )
    incident = incidents.log(work, draft).value.id
    if yes:
        given = tuple(
            Answer(scope, consents.YES, "verbal", "able")
            for scope in ("alert_local", "alert_partners")
        )
        consents.answer(work, AnswersDraft(person, incident, given))
    return incident


def held_same(desk: Desk, one: str, other: str, how: str = TREATED) -> None:
    desk.do(decisions.decide, DecisionDraft(one, other, how, "same plate"))


@pytest.fixture
def first(told: Desk) -> str:
    return key(told, "INR-01")


@pytest.fixture
def second(told: Desk, first: str) -> str:
    made = told.do(tell_more, "Dune", "QH54 RSE", date(2025, 8, 20))
    held_same(told, first, made)
    return made


@pytest.fixture
def silent(told: Desk, second: str) -> str:
    """Linked to the second only, and never asked."""
    made = told.do(tell_more, "Marble", "QH54 RS?", date(2025, 2, 1), yes=False)
    held_same(told, second, made, CONFIRMED)
    return made


def reasons(desk: Desk, first: str) -> dict[str, tuple[str, ...]]:
    return {
        each.incident_id: each.reasons
        for each in desk.ask(alert_combined.offered, first).candidates
    }


def test_each_owner_is_asked_by_themselves(
    told: Desk, first: str, second: str, silent: str
) -> None:
    assert reasons(told, first) == {first: (), second: (), silent: ("not_asked",)}
    offered = told.ask(alert_combined.offered, first)
    assert [each.for_partners for each in offered.may_go] == [False, True]


def test_whoever_has_not_agreed_cannot_be_put_in(
    told: Desk, first: str, second: str, silent: str
) -> None:
    for wanted in ((first, silent), (first,), (first, "nobody")):
        with pytest.raises(CheckFailed):
            told.do(alert_combined.begin, wanted)
    stranger = told.do(tell_more, "Slate", "XX11 XXX", date(2025, 3, 3))
    with pytest.raises(CheckFailed):
        told.do(alert_combined.begin, (first, stranger))


def test_the_words_are_those_of_both_and_tell_no_day_and_no_number(
    told: Desk, first: str, second: str
) -> None:
    draft_id = told.do(alert_combined.begin, (first, second)).value
    view = told.ask(alert_view.view, draft_id)
    assert view.references == ("INR-01", "INR-02")
    assert "QH54 RSE" in view.text
    assert "Canalside, more than once since August" in view.text
    assert "early October" not in view.text
    assert view.marks == ()
    assert told.do(alert_combined.begin, (first, second)).value == draft_id


def test_it_goes_out_on_the_yes_of_every_one(told: Desk, first: str, second: str) -> None:
    draft_id = told.do(alert_combined.begin, (first, second)).value
    view = told.ask(alert_view.view, draft_id)
    told.do(alert_drafts.keep, draft_id, replace(view.change, channels={"sms": 3}))
    told.do(alert_drafts.checked, draft_id, SECOND)
    view = told.ask(alert_view.view, draft_id)
    # The first one said nothing about partner projects.
    assert view.denied["partner"]
    sent = told.do(alert_issue.issue, draft_id, fingerprint(view.text)).value
    assert isinstance(sent, Issued)
    assert told.ask(rests_on) == {first, second}
    assert told.ask(disclosed) == {first, second}


def test_one_yes_taken_back_holds_it_until_that_one_is_left_out(
    told: Desk, first: str, second: str
) -> None:
    third = told.do(tell_more, "Slate", "QH54 RSE", date(2025, 9, 9))
    held_same(told, first, third)
    draft_id = told.do(alert_combined.begin, (first, second, third)).value
    view = told.ask(alert_view.view, draft_id)
    change = replace(view.change, channels={"sms": 3}, wording="He tells people to wait.")
    told.do(alert_drafts.keep, draft_id, change)
    told.do(alert_drafts.checked, draft_id, SECOND)
    told.do(sheet.take_back, None, third, "alert_local", "verbal")
    view = told.ask(alert_view.view, draft_id)
    assert view.without == (("INR-03", "withdrawn"),)
    answer = told.do(alert_issue.issue, draft_id, fingerprint(view.text)).value
    assert isinstance(answer, Denied)
    assert told.do(alert_combined.leave_out, draft_id).value == 1
    view = told.ask(alert_view.view, draft_id)
    assert (view.without, view.references) == ((), ("INR-01", "INR-02"))
    # What was typed may hold what they told, and nobody has read the new words.
    assert view.change.wording is None
    assert view.checked_by is None


def test_a_restricted_record_is_left_to_its_own_page(told: Desk, first: str, second: str) -> None:
    def restrict(work: Work) -> None:
        work.session.execute(update(Person).where(Person.alias == "Dune").values(restricted=True))

    told.do(restrict)
    (row,) = [
        each
        for each in told.ask(alert_combined.offered, first).candidates
        if each.incident_id == second
    ]
    assert row.reasons == ("restricted_apart",)
    assert (row.kind, row.plate, row.told_at) == ("", "", None)


def test_those_decided_to_be_different_do_not_stand_together(
    told: Desk, first: str, second: str
) -> None:
    third = told.do(tell_more, "Slate", "QH54 RSE", date(2025, 9, 9))
    held_same(told, second, third)
    told.do(decisions.decide, DecisionDraft(first, third, DIFFERENT))
    assert reasons(told, first)[third] == ("held_different",)
    assert reasons(told, first)[second] == ()


def test_undone_links_are_not_offered(told: Desk, first: str, second: str) -> None:
    (row,) = told.ask(decisions.of, first)
    told.do(decisions.undo, row.id)
    assert list(reasons(told, first)) == [first]


def rests_on(work: Work) -> set[str]:
    return set(work.session.scalars(select(AlertIncident.incident_id)))


def disclosed(work: Work) -> set[str | None]:
    assert work.session.scalar(select(func.count()).select_from(Disclosure)) == 2
    return set(work.session.scalars(select(Disclosure.incident_id)))
