"""After harm was told: reaching them safely, and nobody takes it down alone."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from models.people import Person
from models.project import Staff
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import afterwards, care, incidents, people, tasks
from outreach_app.casework.afterwards import AfterDraft
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.casework.telling import IncidentDraft
from outreach_app.errors import CheckFailed, NotAllowed
from outreach_app.work import Work


@pytest.fixture
def person(desk: Desk) -> str:
    key = desk.do(people.add, PersonDraft("Mango")).value.id
    desk.do(care.add_route, key, RouteRow("text", "07700 900123", "yes", "after 10:00"))
    desk.do(care.add_route, key, RouteRow("phone", "07700 900124", "no", None))
    return key


def told(desk: Desk, person: str | None) -> str:
    draft = IncidentDraft(desk.clock.now(), person, "rape", "unknown", "unknown")
    return desk.do(incidents.log, draft).value.id


def test_the_way_is_one_that_is_safe_and_no_number_is_on_the_list(desk: Desk, person: str) -> None:
    incident = told(desk, person)
    found = desk.ask(afterwards.read, incident)
    assert found is not None
    (way,) = found.ways
    assert (way.route, way.rule, way.ask_first) == ("text", "after 10:00", False)
    assert desk.do(afterwards.keep, AfterDraft(incident, "tomorrow", way.id)).value == 1
    (task,) = desk.ask(tasks.waiting)
    assert (task.kind, task.person_id) == ("call", person)
    assert task.text.endswith("after 10:00")
    assert "07700" not in task.text
    assert task.due_on is not None


def test_a_talk_is_on_my_list_and_every_other_lead_is_told_today(desk: Desk, person: str) -> None:
    desk.do(hire)
    incident = told(desk, person)
    assert desk.do(afterwards.keep, AfterDraft(incident, debrief=True)).value == 2
    (mine,) = desk.ask(tasks.waiting)
    theirs = [row for row in desk.ask(everyones) if row.owner == "SIV"]
    assert "talk it through" in mine.text
    assert ["took down INR-01" in row.text for row in theirs] == [True]


def everyones(work: Work) -> tuple[tasks.TaskRow, ...]:
    return tasks.waiting(work, mine=False)


def hire(work: Work) -> None:
    work.session.execute(
        insert(Staff).values(
            id=new_key(), code="SIV", name="Siv", role="lead", slot_id="SIV", created_at=work.now
        )
    )


@pytest.mark.parametrize(
    ("day", "way", "field"),
    [("tomorrow", "", "way"), ("", "they_come", "day"), ("", "", "debrief"), ("soon", "x", "day")],
)
def test_what_is_missing_is_said(desk: Desk, person: str, day: str, way: str, field: str) -> None:
    with pytest.raises(CheckFailed) as failed:
        desk.do(afterwards.keep, AfterDraft(told(desk, person), day, way))
    assert [each.field for each in failed.value.problems] == [field]


def test_nobody_named_and_nobody_who_died_is_reached(desk: Desk, person: str) -> None:
    nobody = told(desk, None)
    found = desk.ask(afterwards.read, nobody)
    assert found is not None
    assert not found.named
    with pytest.raises(CheckFailed):
        desk.do(afterwards.keep, AfterDraft(nobody, "tomorrow", "they_come"))
    incident = told(desk, person)

    def died(work: Work) -> None:
        work.session.execute(
            update(Person)
            .where(Person.id == person)
            .values(deceased_on=work.today, deceased_recorded_at=work.now)
        )

    desk.do(died)
    found = desk.ask(afterwards.read, incident)
    assert found is not None
    assert not found.named
    with pytest.raises(CheckFailed):
        desk.do(afterwards.keep, AfterDraft(incident, "tomorrow", "they_come"))


def test_a_volunteer_is_not_offered_it(desk: Desk, person: str) -> None:
    incident = told(desk, person)
    desk.me = replace(desk.me, role="volunteer")
    assert desk.ask(afterwards.read, incident) is None
    with pytest.raises(NotAllowed):
        desk.do(afterwards.keep, AfterDraft(incident, debrief=True))
