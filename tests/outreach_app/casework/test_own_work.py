"""Whose records each role opens: an ISVA their own cases, a volunteer whom they met."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    amending,
    cases,
    contacts,
    incidents,
    opening,
    people,
    timeline,
)
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.own_work import NotYours
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.errors import Restricted
from outreach_app.work import Work
from tests.filled import fill

MO = "harbour velvet onion cloud piano"
ROLES = ("volunteer", "outreach", "caseworker", "police_liaison", "reporter", "admin")


@pytest.fixture
def team(desk: Desk) -> Desk:
    desk.accounts.add(NewColleague("Mo", "caseworker"), MO)
    return desk


def as_role(desk: Desk, role: str, fn: Callable[..., Any], *args: object) -> Any:
    return desk.do(lambda work: fn(replace(work, role=role, by="MO"), *args))


def opens(desk: Desk, role: str, person_id: str) -> bool:
    try:
        as_role(desk, role, opening.of, person_id)
    except NotYours:
        for closed in (access.insist, people.card, timeline.story):
            with pytest.raises(Restricted):
                as_role(desk, role, closed, person_id)
        return False
    return True


def test_somebody_without_a_case(team: Desk) -> None:
    person = team.do(people.add, PersonDraft(alias="Comet")).value.id
    found = {role for role in ROLES if opens(team, role, person)}
    assert found == {"outreach", "caseworker"}


def test_an_isva_opens_their_own_cases(team: Desk) -> None:
    person = team.do(people.add, PersonDraft(alias="Comet")).value.id
    case = team.do(cases.open_case, cases.CaseDraft(person, "high", team.me.code)).value
    assert not opens(team, "caseworker", person)
    assert opens(team, "outreach", person)
    # Meeting them can be written down all the same.
    draft = ContactDraft(started_at=team.clock.now(), who=contacts.KNOWN, person_id=person)
    assert as_role(team, "caseworker", contacts.log, draft).value
    as_role(team, "caseworker", access.insist_may_tell, person)
    team.do(cases.transfer, cases.TransferDraft(_key(case), "MO", tell=False))
    assert opens(team, "caseworker", person)


def _key(case: Any) -> str:
    return str(case if isinstance(case, str) else case.id)


def test_a_volunteer_opens_whom_they_met(team: Desk) -> None:
    person = team.do(people.add, PersonDraft(alias="Comet")).value.id
    assert not opens(team, "volunteer", person)
    draft = ContactDraft(started_at=team.clock.now(), who=contacts.KNOWN, person_id=person)
    as_role(team, "volunteer", contacts.log, draft)
    assert opens(team, "volunteer", person)


def test_what_happened_is_not_a_volunteers(desk: Desk, clock: SetClock) -> None:
    clock.moment += timedelta(days=60)
    fill(desk)
    key = desk.ask(incidents.listing)[0].id
    for role in ("volunteer", "reporter", "admin"):
        for read in (incidents.read_account, amending.open_account, amending.as_told):
            with pytest.raises(Restricted):
                as_role(desk, role, read, key)


def test_the_lead_opens_everybody(team: Desk) -> None:
    person = team.do(people.add, PersonDraft(alias="Comet")).value.id
    team.do(cases.open_case, cases.CaseDraft(person, "high", "MO"))

    def look(work: Work) -> bool:
        return access.needs_reason(work, person)

    assert team.ask(look) is False
