"""Whoever works with police reads incidents whose owner said yes to police, and nothing beside."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    alerts,
    amending,
    folder,
    incident_access,
    incident_card,
    incidents,
    ladder,
    opening,
    people,
    peoplelist,
    police_yes,
    search,
    sheet,
    tasks,
    today,
    wishes,
    young,
)
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.death import DeathDraft, has_died
from outreach_app.casework.incident_access import NoPoliceYes
from outreach_app.casework.own_work import NotYours
from outreach_app.casework.telling import IncidentDraft
from outreach_app.casework.young import YoungDraft
from outreach_app.clock import SetClock
from outreach_app.errors import Restricted
from outreach_app.sharing import deciding, sheet_offers, sheets
from outreach_app.sharing.asking import Allowed, Request
from outreach_app.sharing.sheet_offers import Wanted
from outreach_app.work import Work
from tests.outreach_app.casework.sitting import add, yes_to_police

LIAISON = "police_liaison"


@pytest.fixture
def team(desk: Desk) -> Desk:
    desk.accounts.add(NewColleague("Mo", LIAISON), "harbour velvet onion cloud piano")
    return desk


def liaison(desk: Desk, fn: Callable[..., Any], *args: object, **more: object) -> Any:
    return desk.do(lambda work: fn(replace(work, role=LIAISON, by="MO"), *args, **more))


def told(desk: Desk, person: str | None, **more: Any) -> str:
    given = {"type": "robbery", "area": "unknown", "occurred_precision": "unknown"} | more
    return desk.do(incidents.log, IncidentDraft(desk.clock.now(), person, **given)).value.id


def read(desk: Desk) -> set[str]:
    """Return what they read, and see that every way to it says the same."""
    shown = set(liaison(desk, police_yes.incidents))
    assert {row.id for row in liaison(desk, incidents.listing)} == shown
    for row in desk.ask(incidents.listing):
        for look in (incident_access.readable, incident_card.card, wishes.of_incident):
            if row.id in shown:
                liaison(desk, look, row.id)
            else:
                with pytest.raises(Restricted):
                    liaison(desk, look, row.id)
    return shown


def test_only_with_a_yes_that_counts_today(team: Desk, clock: SetClock) -> None:
    person = add(team, "Comet")
    keys = [told(team, person) for _ in range(6)]
    agreed, ends, taken_back, not_able, refused, named = keys
    for key in (agreed, taken_back):
        yes_to_police(team, key)
    yes_to_police(team, ends, expires_on=(clock.moment + timedelta(days=1)).date())
    yes_to_police(team, not_able, capacity="recheck")
    yes_to_police(team, named, named_recipient="Officer 4711")
    yes_to_police(team, refused, "no")
    assert read(team) == {agreed, ends, taken_back, named}
    clock.moment += timedelta(minutes=1)
    yes_to_police(team, taken_back, "no")
    assert read(team) == {agreed, ends, named}
    clock.moment += timedelta(days=3)
    assert read(team) == {agreed, named}


def test_never_conduct_of_officials_nor_what_police_are_shut_out_from(team: Desk) -> None:
    person = add(team, "Comet")
    conduct = told(team, person, type="police_misconduct")
    also = told(team, person, also=("official_misconduct",))
    officer = told(team, person, relationship="police")
    shut_out, open_ = told(team, person), told(team, None)
    for key in (conduct, also, officer, shut_out, open_):
        yes_to_police(team, key)
    team.do(incident_card.step, shut_out, "warn_only")
    assert read(team) == {open_}


def test_never_of_a_child_of_the_dead_nor_of_a_restricted_record(team: Desk) -> None:
    names = ("Comet", "Pearl", "Dune", "Moss")
    free, child, died, restricted = (add(team, name) for name in names)
    keys = {person: told(team, person) for person in (free, child, died, restricted)}
    doubt = told(team, None)
    for key in (*keys.values(), doubt):
        yes_to_police(team, key)
    assert read(team) == {*keys.values(), doubt}
    team.do(young.raise_to_lead, YoungDraft(person_id=child))
    team.do(young.raise_to_lead, YoungDraft(incident_id=doubt))
    team.do(has_died, DeathDraft(died, team.clock.now().date(), how_known="colleague"))
    team.do(access.restrict, restricted, "wish")
    assert read(team) == {keys[free]}


def test_nobodys_record_is_theirs(team: Desk) -> None:
    person = add(team, "Comet")
    key = told(team, person, own_words="At the bins")
    yes_to_police(team, key)
    for look in (people.card, folder.of_person, access.insist, opening.of, sheet.read):
        with pytest.raises(Restricted):
            liaison(team, look, person)
    assert liaison(team, search.find, "comet").things == ()
    card = liaison(team, incident_card.card, key)
    assert (card.row.alias, card.row.person_id, card.row.code, card.person_code) == (None,) * 4
    assert liaison(team, wishes.of_incident, key).person_id is None
    assert liaison(team, amending.as_told, key).value.person_id is None
    assert liaison(team, amending.open_account, key).value.account.own_words == "At the bins"
    for answer in (card, liaison(team, ladder.of_incident, key), liaison(team, today.look)):
        assert "Comet" not in repr(answer)
        assert person not in repr(answer)


def test_questions_about_an_incident_stand_without_the_person(team: Desk) -> None:
    person = add(team, "Comet")
    key, other = told(team, person), told(team, person)
    yes_to_police(team, key)
    shown = liaison(team, sheet.read, incident_id=key)
    assert (shown.person_id, shown.alias, shown.code) == (None, "", "")
    assert {each.scope for each in shown.may_take_back()} == {"police_full"}
    with pytest.raises(NoPoliceYes):
        liaison(team, sheet.read, incident_id=other)
    team.clock.moment += timedelta(minutes=1)  # type: ignore[attr-defined]  # a clock of tests
    liaison(team, sheet.take_back, None, key, "police_full", "verbal")
    with pytest.raises(NoPoliceYes):
        liaison(team, incident_card.card, key)


def test_the_report_to_police_stays_theirs(team: Desk) -> None:
    person = add(team, "Comet")
    key = told(team, person)
    yes_to_police(team, key)
    offers = liaison(team, sheet_offers.offers, key)
    assert {offer.wanted.output for offer in offers.papers} == {"police_sheet", "police_report"}
    assert (offers.person_id, "Comet" in repr(offers)) == (None, False)
    assert isinstance(liaison(team, deciding.decide, Request("police_report", key)), Allowed)
    made = liaison(team, sheets.prepare, Wanted("police_report", key))
    assert made.preview is not None
    assert made.preview.denied is None


def test_what_they_write_down_is_saved_and_is_theirs_with_a_yes(team: Desk) -> None:
    person = add(team, "Comet")
    draft = IncidentDraft(team.clock.now(), person, "robbery", "unknown", "unknown")
    row = liaison(team, incidents.log, draft).value
    assert (row.reference, row.alias) == ("INR-01", None)
    assert read(team) == set()
    assert liaison(team, sheet.read, incident_id=row.id).incident_id == row.id
    yes_to_police(team, row.id)
    assert read(team) == {row.id}


def test_things_to_do_and_warnings_name_only_what_they_read(team: Desk) -> None:
    person = add(team, "Comet")
    key, hidden = told(team, person), told(team, person)
    yes_to_police(team, key)
    for draft in (
        tasks.TaskDraft("ring Comet", None, "call", person, "MO"),
        tasks.TaskDraft("ask again", None, "chase", None, "MO", key),
        tasks.TaskDraft("not theirs", None, "chase", None, "MO", hidden),
        tasks.TaskDraft("somebody else's", None, "chase", None, team.me.code, key),
    ):
        team.do(tasks.add, draft)
    shown = liaison(team, tasks.waiting, mine=False)
    assert [row.text for row in shown] == ["ask again"]
    for row in team.ask(tasks.waiting, mine=False):
        if row.id != shown[0].id:
            with pytest.raises(NotYours):
                liaison(team, tasks.done, row.id)
    liaison(team, tasks.done, shown[0].id)
    assert liaison(team, alerts.listing).rows == ()
    assert liaison(team, peoplelist.listed).lines == ()


def test_every_yes_is_judged_as_for_a_paper_that_leaves(team: Desk) -> None:
    """What they read is what the gate would let go, of whatever kind, at this moment."""
    person = add(team, "Comet")
    keys = [told(team, person) for _ in range(3)]
    yes_to_police(team, keys[0])
    yes_to_police(team, keys[1], "no")

    def may_go(work: Work, key: str) -> bool:
        asked = (Request(name, key) for name in ("police_sheet", "police_report"))
        return any(isinstance(deciding.decide(work, each), Allowed) for each in asked)

    assert {key for key in keys if liaison(team, may_go, key)} == read(team)
