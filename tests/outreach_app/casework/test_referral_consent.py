"""Whether a service may be told: what decides between answers, and what ends them all."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update

from models.people import Person
from models.sharing import Consent
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    agencies,
    consents,
    incident_card,
    incidents,
    people,
    referral_rows,
    referral_stance,
    referrals,
)
from outreach_app.casework.agencies import AgencyDraft
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.referral_consent import in_force
from outreach_app.casework.referrals import MakeDraft, ReferralDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.errors import CheckFailed
from outreach_app.work import Work


@pytest.fixture
def person(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft("Invented")).value.id


def answer(work: Work, person: str, state: str, key: str | None = None) -> None:
    work.session.execute(
        insert(Consent).values(
            id=key or new_key(),
            person_id=person,
            scope="housing",
            state=state,
            at=work.now,
            recorded_at=work.now,
            capacity="able" if state == "given" else None,
        )
    )


@pytest.mark.parametrize("first", ["given", "withdrawn"])
def test_of_two_answers_of_one_moment_the_one_that_is_no_yes_decides(
    desk: Desk, person: str, first: str
) -> None:
    second = "withdrawn" if first == "given" else "given"
    desk.do(answer, person, first, "0" * 36)
    desk.do(answer, person, second, "f" * 36)
    assert not desk.ask(in_force, person, "housing", desk.clock.now())


def test_a_yes_ends_with_the_death_also_where_nobody_wrote_that_it_did(
    desk: Desk, person: str
) -> None:
    now = desk.clock.now()
    desk.do(answer, person, "given")
    assert desk.ask(in_force, person, "housing", now)
    desk.do(died, person)
    assert not desk.ask(in_force, person, "housing", now + timedelta(minutes=1))
    assert not desk.ask(in_force, person, "housing", now)


def died(work: Work, person: str) -> None:
    work.session.execute(
        update(Person)
        .where(Person.id == person)
        .values(deceased_on=work.today, deceased_recorded_at=work.now)
    )


def told_of(desk: Desk, person: str, agency: str) -> list[str]:
    """Ask a housing service by name, and say what stands against telling it."""
    row = desk.do(agencies.keep, AgencyDraft("housing_assoc", agency)).value
    wanted = ReferralDraft(person, "housing_assoc", desk.ask(today), agency_id=row.id)
    key = desk.do(referrals.draft, wanted).value
    try:
        desk.do(referrals.make, MakeDraft(key, desk.ask(today)))
    except CheckFailed as failed:
        return [each.code for each in failed.problems]
    return []


def today(work: Work) -> date:
    return work.today


def test_a_yes_that_names_a_service_is_for_that_one_alone(desk: Desk, person: str) -> None:
    yes = Answer("housing", "yes", "verbal", "able", named_recipient="Quay House; Tide Homes")
    desk.do(consents.answer, AnswersDraft(person, answers=(yes,)))
    assert told_of(desk, person, "Hill Hostel") == ["referral_named"]
    assert told_of(desk, person, "quay  house") == []
    assert desk.ask(referral_stance.stance, person, "housing_assoc").allows
    other = desk.ask(referral_stance.stance, person, "housing_la")
    assert (other.state, other.allows) == ("named_only", False)
    waits = {row.agency: row.waits_for for row in desk.ask(referral_rows.listing)}
    assert waits["Hill Hostel"] == "housing"


def test_a_yes_that_names_the_kind_of_service_is_for_every_one_of_it(
    desk: Desk, person: str
) -> None:
    kind = desk.vocabulary()["agency_type"].label("housing_assoc")
    yes = Answer("housing", "yes", "verbal", "able", named_recipient=kind)
    desk.do(consents.answer, AnswersDraft(person, answers=(yes,)))
    assert told_of(desk, person, "Hill Hostel") == []


@pytest.mark.parametrize(
    ("kind", "path", "stops"),
    [
        ("robbery", None, False),
        ("robbery", "warn_only", True),
        ("robbery", "support_withdrawn", True),
        ("police_misconduct", None, True),
    ],
)
def test_police_are_told_of_nothing_they_are_shut_out_of(
    desk: Desk, person: str, kind: str, path: str | None, stops: bool
) -> None:
    kind = kind if kind != "police_misconduct" else about_officials(desk)
    draft = IncidentDraft(desk.clock.now(), person, kind, "unknown", "unknown")
    incident = desk.do(incidents.log, draft).value.id
    yes = Answer("police_full", "yes", "verbal", "able")
    desk.do(consents.answer, AnswersDraft(person, incident, (yes,)))
    if path:
        desk.do(incident_card.step, incident, path)
    wanted = ReferralDraft(person, "police_swlo", desk.ask(today))
    key = desk.do(referrals.draft, wanted).value
    if not stops:
        desk.do(referrals.make, MakeDraft(key, desk.ask(today)))
        return
    with pytest.raises(CheckFailed) as failed:
        desk.do(referrals.make, MakeDraft(key, desk.ask(today)))
    assert [each.code for each in failed.value.problems] == ["referral_no_police"]


def about_officials(desk: Desk) -> str:
    groups = desk.vocabulary()["incident_type"].map("group")
    return next(code for code, group in groups.items() if group == "OF")
