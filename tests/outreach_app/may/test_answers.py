"""Whose answers somebody may write down: a yes, a no and a yes taken back are the person's."""

from dataclasses import replace

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import access, consents, contacts, folder, incidents, people, sheet
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.errors import NotAllowed, Restricted
from outreach_app.work import Done, Work
from tests.outreach_app.casework.sitting import yes_to_police

MO = "harbour velvet onion cloud piano"


@pytest.fixture
def team(desk: Desk) -> Desk:
    desk.accounts.add(NewColleague("Mo", "volunteer"), MO)
    return desk


def told(desk: Desk, person: str | None, role: str = "lead", by: str | None = None) -> str:
    draft = IncidentDraft(desk.clock.now(), person, "robbery", "unknown", "unknown")
    done = desk.do(
        lambda work: incidents.log(replace(work, role=role, by=by or desk.me.code), draft)
    )
    return done.value.id


def answers(
    desk: Desk, role: str, person: str | None = None, incident: str | None = None
) -> Done[int]:
    draft = AnswersDraft(person, incident, (Answer("num_report", consents.NOT_ASKED),))
    return desk.do(lambda work: consents.answer(replace(work, role=role, by="MO"), draft))


def test_about_an_incident_a_volunteer_wrote_down(team: Desk) -> None:
    person = team.do(people.add, PersonDraft(alias="Comet")).value.id
    mine, theirs = told(team, person, "volunteer", "MO"), told(team, person)
    assert answers(team, "volunteer", incident=mine).value == 1
    with pytest.raises(Restricted):
        answers(team, "volunteer", incident=theirs)
    assert answers(team, "outreach", incident=theirs).value == 1
    # Whoever works with police: what they wrote down, and what they may read.
    own = told(team, person, "police_liaison", "MO")
    assert answers(team, "police_liaison", incident=own).value == 1
    with pytest.raises(Restricted):
        answers(team, "police_liaison", incident=theirs)
    yes_to_police(team, theirs)
    assert answers(team, "police_liaison", incident=theirs).value == 1


@pytest.mark.parametrize("role", ["reporter", "admin"])
def test_whoever_meets_nobody_writes_no_answer(team: Desk, role: str) -> None:
    incident = told(team, None)
    with pytest.raises(NotAllowed):
        answers(team, role, incident=incident)


def test_of_a_restricted_record_the_lead_alone(team: Desk) -> None:
    person = team.do(people.add, PersonDraft(alias="Comet")).value.id
    incident = told(team, person)
    team.do(access.restrict, person, "wish")
    for role in ("outreach", "caseworker", "volunteer", "police_liaison"):
        with pytest.raises(Restricted):
            answers(team, role, incident=incident)
    assert answers(team, "lead", incident=incident).value == 1


def test_a_volunteer_is_told_of_no_incident_but_their_own(team: Desk) -> None:
    person = team.do(people.add, PersonDraft(alias="Comet")).value.id
    theirs = told(team, person)
    answers(team, "outreach", incident=theirs)
    met = ContactDraft(started_at=team.clock.now(), who=contacts.KNOWN, person_id=person)
    team.do(lambda work: contacts.log(replace(work, role="volunteer", by="MO"), met))

    def seen(work: Work, incident: str | None = None) -> sheet.Sheet:
        about = (None, incident) if incident else (person, None)
        return sheet.read(replace(work, role="volunteer", by="MO"), *about)

    shown = team.ask(seen)
    assert shown.alias == "Comet"
    assert (shown.incident_id, shown.reference) == (None, None)
    assert shown.standing
    assert {each.incident for each in shown.standing} == {None}
    assert {each.incident for each in shown.history} <= {None}
    with pytest.raises(Restricted):
        team.ask(seen, theirs)
    standing = team.ask(
        lambda work: folder.of_person(replace(work, role="volunteer", by="MO"), person)
    ).standing
    assert {each.incident for each in standing} == {None}
    mine = told(team, person, "volunteer", "MO")
    answers(team, "volunteer", incident=mine)
    assert team.ask(seen).incident_id == team.ask(seen, mine).incident_id == mine
    assert {each.incident for each in team.ask(seen).history} == {team.ask(seen).reference}
