"""What a leaver looked after goes to somebody who stays, with the word to say so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from models.people import Case
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    caseload,
    cases,
    colleague_page,
    death,
    drafts,
    incidents,
    people,
    tasks,
)
from outreach_app.casework.caseload import Handed, HandOver
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed
from outreach_app.governance import audit
from outreach_app.work import Work
from tests.conftest import MakeDesk

MO = "harbour velvet onion cloud piano"
RU = "copper sparrow kettle winter noon"


@pytest.fixture
def team(make_desk: MakeDesk) -> Desk:
    desk = make_desk()
    desk.accounts.add(NewColleague("Mo", "caseworker"), MO)
    desk.accounts.add(NewColleague("Ru", "outreach"), RU)
    return desk


@pytest.fixture
def load(team: Desk) -> tuple[str, ...]:
    keys = []
    for alias in ("Comet", "Domino", "Ember"):
        person = team.do(people.add, PersonDraft(alias=alias)).value.id
        keys.append(team.do(cases.open_case, cases.CaseDraft(person, "high", "MO")).value)
        team.do(tasks.add, TaskDraft(f"Ring {alias}", None, "call", person, "MO"))
    team.do(tasks.add, TaskDraft("Order needles", owner="MO"))
    return tuple(keys)


def test_everything_goes_over_at_once(team: Desk, load: tuple[str, ...]) -> None:
    held = team.ask(caseload.held, "MO")
    assert [row.alias for row in held.cases] == ["Comet", "Domino", "Ember"]
    assert all(row.review_on for row in held.cases)
    assert (len(held.tasks), held.nothing) == (4, False)

    every = tuple(row.id for row in held.tasks)
    done = team.do(caseload.hand_over, HandOver("MO", "RU", load, every)).value
    assert done == Handed(3, 4)
    assert team.ask(caseload.held, "MO").nothing
    after = team.ask(caseload.held, "RU")
    assert len(after.cases) == 3
    told = [row for row in after.tasks if row.text.startswith("Tell them who")]
    assert sorted(str(row.alias) for row in told) == ["Comet", "Domino", "Ember"]
    line = team.ask(audit.latest, 1)[0]
    assert (line.action, line.object, line.detail["cases"]) == ("caseload_handed_over", "MO", 3)


def test_one_by_one_and_what_there_is_to_do_goes_along(team: Desk, load: tuple[str, ...]) -> None:
    done = team.do(caseload.hand_over, HandOver("MO", "RU", load[:1], tell=False)).value
    assert done == Handed(1, 1)
    assert [row.alias for row in team.ask(caseload.held, "MO").cases] == ["Domino", "Ember"]
    assert [row.text for row in team.ask(caseload.held, "RU").tasks] == ["Ring Comet"]
    # A second time there is nothing left to hand over, and nothing is doubled.
    again = team.do(caseload.hand_over, HandOver("MO", "RU", load[:1])).value
    assert again == Handed(0, 0)


def test_only_to_somebody_who_stays_and_does_casework(
    team: Desk, load: tuple[str, ...], clock: SetClock
) -> None:
    team.accounts.add(NewColleague("Vi", "volunteer"), "paper river mossy candle tin")
    team.accounts.end("RU", clock.moment.date() + timedelta(days=9))
    for to in ("VI", "RU", "MO", "NOBODY", ""):
        with pytest.raises(CheckFailed):
            team.do(caseload.hand_over, HandOver("MO", to, load))
    assert len(team.ask(caseload.held, "MO").cases) == 3


def test_nobody_is_to_be_told_about_somebody_who_has_died(
    team: Desk, load: tuple[str, ...], clock: SetClock
) -> None:
    person = team.ask(caseload.held, "MO").cases[0].person_id
    team.do(death.has_died, death.DeathDraft(person, None, "unknown", "family"))

    def open_all_the_same(work: Work) -> None:
        # As a file from elsewhere may bring it in.
        nothing = {"closed_on": None, "closed_recorded_at": None, "close_reason": None}
        work.session.execute(update(Case).where(Case.person_id == person).values(nothing))

    team.do(open_all_the_same)
    team.do(caseload.hand_over, HandOver("MO", "RU", load))
    assert team.ask(caseload.held, "MO").cases == ()
    told = [row for row in team.ask(caseload.held, "RU").tasks if row.text.startswith("Tell")]
    assert len(told) == 2


def test_only_the_lead_sees_and_hands_over(team: Desk, load: tuple[str, ...]) -> None:
    team.me = replace(team.me, role="caseworker")
    for question in (caseload.held, colleague_page.one, caseload.take_drafts):
        with pytest.raises(NotAllowed):
            team.do(question, "MO")
    with pytest.raises(NotAllowed):
        team.do(caseload.hand_over, HandOver("MO", "RU", load))
    with pytest.raises(NotAllowed):
        team.ask(colleague_page.everybody)


def test_unfinished_typing_of_a_leaver_is_not_lost(team: Desk) -> None:
    lead = team.me
    team.me = replace(lead, code="MO", role="caseworker")
    team.do(drafts.keep, "contact", "", '{"note": "asked for a room"}')
    team.do(drafts.keep, "incident", "", "{}")
    team.me = lead
    team.do(drafts.keep, "incident", "", '{"mine": true}')
    with pytest.raises(CheckFailed):
        team.do(caseload.take_drafts, "MO")
    team.accounts.end("MO")
    assert team.ask(caseload.held, "MO").drafts == 2
    assert team.do(caseload.take_drafts, "MO").value == 1
    assert {row.kind: row.state for row in team.ask(drafts.waiting)} == {
        "contact": '{"note": "asked for a room"}',
        "incident": '{"mine": true}',
    }
    team.do(drafts.discard, "incident", "")
    assert team.do(caseload.take_drafts, "MO").value == 1


def test_what_they_took_out_and_looked_at(team: Desk, clock: SetClock) -> None:
    person = team.do(people.add, PersonDraft(alias="Comet")).value.id
    told = incidents.IncidentDraft(
        told_at=clock.now(),
        person_id=person,
        type="rape",
        area="unknown",
        occurred_precision="unknown",
    )
    incident = team.do(incidents.log, told).value.id
    lead = team.me
    team.me = replace(lead, code="MO", role="caseworker")
    team.do(incidents.read_account, incident)
    team.me = lead
    team.do(access.restrict, person, "wish")
    found = team.ask(colleague_page.one, "MO")
    assert [look.action for look in found.tracks.looked] == ["account_read"]
    assert len(found.tracks.restricted) == 1
    assert found.tracks.took == ()

    from outreach_app.exchange import exporting

    team.do(exporting.export, None)
    assert [look.action for look in team.ask(colleague_page.one, "DAYA").tracks.took] == [
        "exported"
    ]
    clock.moment += timedelta(days=31)
    assert team.ask(colleague_page.one, "MO").tracks.looked == ()
    assert len(team.ask(colleague_page.one, "DAYA").tracks.took) == 1
    clock.moment += timedelta(days=60)
    assert team.ask(colleague_page.one, "DAYA").tracks.took == ()


def test_a_leaver_with_people_is_named(team: Desk, load: tuple[str, ...]) -> None:
    assert team.ask(colleague_page.everybody).left_with_load == ()
    team.accounts.end("MO")
    found = team.ask(colleague_page.everybody)
    assert [row.code for row in found.left_with_load] == ["MO"]
    assert found.load["MO"] == (3, 4)
