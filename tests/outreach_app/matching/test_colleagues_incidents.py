"""What a colleague looks after still warns: what was said of them, and nothing that leads there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from models.base import Base
from outreach_app.bootstrap import Desk
from outreach_app.casework import alerts, cases, incident_card, incidents, people, search
from outreach_app.casework import today as first_page
from outreach_app.casework.cases import CaseDraft
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.own_work import NotYours
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.clock import SetClock
from outreach_app.matching import decisions, matches_page, proposing
from outreach_app.matching.decisions import DecisionDraft
from outreach_app.matching.facts import Facts, VehicleFacts
from outreach_app.sharing import alert_combined
from outreach_app.work import Done, Work, changed
from tests.outreach_app.casework.sitting import yes_to_police

MO = "harbour velvet onion cloud piano"
PLATE, NUMBER = "YK19 ABC", "07700 900231"
NO_CASEWORK = ("volunteer", "police_liaison", "reporter", "admin")


@pytest.fixture
def team(desk: Desk) -> Desk:
    desk.accounts.add(NewColleague("Mo", "caseworker"), MO)
    return desk


@pytest.fixture
def told(team: Desk, clock: SetClock) -> tuple[str, str]:
    """One incident of somebody Mo opens, one of somebody whom a colleague looks after."""
    keys = []
    for alias, number in (("Comet", None), ("Fern", NUMBER)):
        person = team.do(people.add, PersonDraft(alias=alias)).value.id
        draft = IncidentDraft(
            told_at=clock.now(),
            person_id=person,
            type="robbery",
            area="unknown",
            occurred_precision="unknown",
            vehicle=VehicleDraft(plate_said=PLATE),
            suspects=(SuspectDraft(phone_said=number),),
        )
        keys.append(team.do(incidents.log, draft).value.id)
    fern = team.ask(people.find, "Fern")[0].id
    team.do(cases.open_case, CaseDraft(fern))
    return keys[0], keys[1]


def ask_as(team: Desk, role: str, fn: Callable[..., Any], *args: Any) -> Any:
    return team.ask(lambda work: fn(replace(work, role=role, by="MO"), *args))


def link(team: Desk, told: tuple[str, str]) -> None:
    draft = DecisionDraft(*told, decisions.TREATED, "Fern said the same", "strong")
    team.do(decisions.decide, draft)


def test_find_warns_of_a_registration_and_leads_nowhere(team: Desk, told: tuple[str, str]) -> None:
    for typed, how, said in ((PLATE, "plate", PLATE), ("900231", "phone", "")):
        found = ask_as(team, "caseworker", search.find, typed).things
        (warning,) = [each for each in found if each.kind == "described"]
        assert (warning.how, warning.shown) == (how, said)
        assert (warning.id, warning.title, warning.day, warning.person_id) == ("", "", None, "")
        assert told[1] not in {each.id for each in found}
    theirs = ask_as(team, "caseworker", search.find, PLATE).things
    assert [each.id for each in theirs if each.kind == "incident"] == [told[0]]
    # Nor by the number of the incident, which leads to whoever told it.
    assert ask_as(team, "caseworker", search.find, "INR-02").things == ()
    for role in ("outreach", "lead"):
        named = [each.id for each in ask_as(team, role, search.find, PLATE).things]
        assert set(named) == set(told)
    for role in NO_CASEWORK:
        assert ask_as(team, role, search.find, PLATE).things == ()


def test_what_is_typed_is_compared_with_it(team: Desk, told: tuple[str, str]) -> None:
    typed = Facts(VehicleFacts(plate_said="yk19 abc"))
    found = ask_as(team, "caseworker", proposing.against, typed).found
    apart = {each.other.id: each for each in found}[told[1]]
    assert apart.tier == "strong"
    assert (apart.plate_said, apart.other.apart) == (PLATE, True)
    assert (apart.other.reference, apart.other.name, apart.other.day) == ("", "", None)
    assert all(each.other.name for each in team.ask(proposing.against, typed).found)
    for role in NO_CASEWORK:
        assert ask_as(team, role, proposing.against, typed).found == ()


def test_a_pair_says_what_agrees_and_not_who_decided(team: Desk, told: tuple[str, str]) -> None:
    (pair,) = ask_as(team, "caseworker", proposing.propose)
    assert {side.name for side in (pair.one, pair.other)} == {"INR-01", ""}
    assert pair.agrees
    assert ask_as(team, "caseworker", proposing.of_incident, told[0])[0].other.reference == ""
    assert ask_as(team, "caseworker", proposing.of_incident, told[1]) == ()
    assert {each["a"] for each in proposing.to_json((pair,))} <= {"INR-01", None}
    link(team, told)
    (linked,) = ask_as(team, "caseworker", matches_page.listed).linked
    assert (linked.decided.reason, linked.decided.by) == (None, None)
    (whole,) = ask_as(team, "outreach", matches_page.listed).linked
    assert whole.decided.reason == "Fern said the same"


def test_what_the_caseworker_decided_says_so(team: Desk, told: tuple[str, str]) -> None:
    draft = DecisionDraft(*told, decisions.TREATED, "Same van", "strong")
    team.do(lambda work: decisions.decide(replace(work, role="caseworker", by="MO"), draft))
    (linked,) = ask_as(team, "caseworker", matches_page.listed).linked
    assert (linked.decided.reason, linked.decided.by) == ("Same van", "MO")


def test_a_pair_of_two_colleagues_is_not_shown(team: Desk, told: tuple[str, str]) -> None:
    comet = team.ask(people.find, "Comet")[0].id
    team.do(cases.open_case, CaseDraft(comet))
    assert ask_as(team, "caseworker", proposing.propose) == ()
    assert len(ask_as(team, "outreach", proposing.propose)) == 1
    team.do(decisions.decide, DecisionDraft(*told, decisions.DIFFERENT))
    assert ask_as(team, "caseworker", proposing.refused) == ()


def test_a_joint_warning_leaves_it_to_who_looks_after_it(team: Desk, told: tuple[str, str]) -> None:
    link(team, told)
    found = ask_as(team, "caseworker", alert_combined.offered, told[0])
    (theirs,) = [each for each in found.candidates if each.incident_id == told[1]]
    assert theirs == alert_combined.Candidate(told[1], "", (alert_combined.COLLEAGUES,))
    with pytest.raises(NotYours):
        ask_as(team, "caseworker", alert_combined.offered, told[1])


def test_no_list_names_it(team: Desk, told: tuple[str, str]) -> None:
    listed = ask_as(team, "caseworker", incident_card.listing).rows
    assert [row.id for row in listed] == [told[0]]
    assert {row.id for row in ask_as(team, "outreach", incident_card.listing).rows} == set(told)
    assert all(not row.incidents for row in ask_as(team, "caseworker", alerts.listing).rows)


def test_what_they_wrote_down_themselves_they_find(
    team: Desk, told: tuple[str, str], clock: SetClock
) -> None:
    fern = team.ask(people.find, "Fern")[0].id
    draft = IncidentDraft(
        told_at=clock.now(),
        person_id=fern,
        type="robbery",
        area="unknown",
        occurred_precision="unknown",
    )

    def write(work: Work) -> Any:
        return incidents.log(replace(work, role="caseworker", by="MO"), draft)

    key = team.do(write).value.id
    assert key in {row.id for row in ask_as(team, "caseworker", incident_card.listing).rows}


@pytest.mark.parametrize("role", ["caseworker", "police_liaison"])
def test_thirty_three_thousand_of_them_break_no_list(
    team: Desk, told: tuple[str, str], role: str
) -> None:
    """No more values go into one statement than SQLite takes, however many there are."""

    def multiply(work: Work) -> Done[None]:
        for table, refers in (("incidents", False), ("consents", True)):
            columns = [each.name for each in Base.metadata.tables[table].columns]
            own = {"id": "'m' || n || id", "reference": "'M-' || n", "source_id": "NULL"}
            if refers:
                own = {"id": "'m' || n || id", "incident_id": "'m' || n || incident_id"}
                own["source_id"] = "NULL"
            values = ", ".join(own.get(each, each) for each in columns)
            key = "incident_id" if refers else "id"
            work.session.execute(
                text(
                    "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many "
                    f"WHERE n < 33000) INSERT INTO {table} ({', '.join(columns)}) "
                    f"SELECT {values} FROM {table}, many WHERE {key} = :key"
                ),
                {"key": told[1]},
            )
        return Done(None, changed("everything"))

    yes_to_police(team, told[1])
    team.do(multiply)
    listed = ask_as(team, role, incident_card.listing).rows
    assert len(listed) == (1 if role == "caseworker" else 500)
    assert ask_as(team, role, alerts.listing).rows == ()
    found = ask_as(team, role, search.find, "M-77").things
    assert (found == ()) == (role == "caseworker")
    ask_as(team, role, first_page.look)
