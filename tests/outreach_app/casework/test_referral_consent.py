"""Whether a service may be told: what decides between answers, and what ends them all."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from models.people import Person
from models.sharing import Consent
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.referral_consent import in_force
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
