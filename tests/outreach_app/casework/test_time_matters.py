"""What closes soon, and what has a day of its own: on the first page until it is dealt with."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from models.people import Person
from models.sharing import Alert
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import consents, due_soon, incidents, people, time_matters, today
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.casework.time_matters import Matter
from outreach_app.clock import SetClock
from outreach_app.errors import NotAllowed
from outreach_app.work import Work


@pytest.fixture
def person(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft("Mango")).value.id


def told(desk: Desk, person: str | None, kind: str = "rape", **more: object) -> str:
    now = desk.clock.now()
    day = now.astimezone(desk.zone).date()
    draft = IncidentDraft(now, person, kind, "unknown", "exact", day, part_of_day="evening")
    return desk.do(incidents.log, replace(draft, **more)).value.id  # type: ignore[arg-type]


def waiting(desk: Desk) -> tuple[Matter, ...]:
    return desk.ask(today.look).time


def test_the_first_to_close_reminds_and_the_rest_is_counted(desk: Desk, person: str) -> None:
    told(desk, person)
    (matter,) = waiting(desk)
    assert (matter.alias, matter.window) == ("Mango", "forensic_oral")
    assert matter.closes_at is not None
    assert 0 < (matter.hours_left or 0) <= 48
    assert matter.others == 6


def test_done_or_not_wanted_lets_the_next_one_remind(desk: Desk, person: str) -> None:
    incident = told(desk, person)
    for expected in ("forensic_oral", "forensic_skin", "forensic_anal", "pep", "ec"):
        (matter,) = waiting(desk)
        assert matter.window == expected
        desk.do(time_matters.settle, incident, matter.window)
    for window in ("forensic_vaginal", "cctv"):
        desk.do(time_matters.settle, incident, window)
        desk.do(time_matters.settle, incident, window)
    assert waiting(desk) == ()


def test_what_has_closed_reminds_no_more(desk: Desk, person: str, clock: SetClock) -> None:
    told(desk, person)
    clock.moment += timedelta(days=8)
    assert waiting(desk) == ()


def test_when_no_day_is_known_it_reminds_from_the_telling_on(
    desk: Desk, person: str, clock: SetClock
) -> None:
    told(desk, person, occurred_on=None, occurred_precision="unknown", part_of_day=None)
    (matter,) = waiting(desk)
    assert matter.closes_at is None
    clock.moment += timedelta(hours=60)
    assert waiting(desk)[0].window not in ("forensic_oral", "forensic_skin")


def test_other_kinds_have_no_windows(desk: Desk, person: str) -> None:
    told(desk, person, "robbery")
    assert waiting(desk) == ()


def test_nobody_reads_of_a_restricted_record_or_of_somebody_who_died(
    desk: Desk, person: str
) -> None:
    told(desk, person)

    def restrict(work: Work) -> None:
        work.session.execute(update(Person).values(restricted=True))

    desk.do(restrict)
    assert len(waiting(desk)) == 1
    lead = desk.me
    desk.me = replace(lead, role="caseworker")
    assert waiting(desk) == ()
    desk.me = replace(lead, role="volunteer")
    assert waiting(desk) == ()
    desk.me = lead

    def died(work: Work) -> None:
        work.session.execute(
            update(Person).values(deceased_on=work.today, deceased_recorded_at=work.now)
        )

    desk.do(died)
    assert waiting(desk) == ()


def test_a_volunteer_settles_nothing(desk: Desk, person: str) -> None:
    incident = told(desk, person)
    desk.me = replace(desk.me, role="volunteer")
    with pytest.raises(NotAllowed):
        desk.do(time_matters.settle, incident, "pep")


def test_warnings_are_reviewed_and_a_yes_is_asked_again_in_time(
    desk: Desk, person: str, clock: SetClock
) -> None:
    day = desk.clock.now().astimezone(desk.zone).date()
    desk.do(alerts, day)
    given = Answer("housing", "yes", "verbal", "able", day + timedelta(days=5))
    desk.do(consents.answer, AnswersDraft(person, answers=(given,)))
    found = desk.ask(today.look).due
    assert [(each.kind, each.reference or each.alias) for each in found] == [
        ("review", "ALERT-1"),
        ("review", "ALERT-2"),
        ("ending", "Mango"),
    ]
    clock.moment += timedelta(minutes=1)
    later = replace(given, expires_on=day + timedelta(days=60))
    desk.do(consents.answer, AnswersDraft(person, answers=(later,)))
    assert [each.kind for each in desk.ask(due_soon.found)] == ["review", "review"]
    desk.me = replace(desk.me, role="volunteer")
    assert desk.ask(due_soon.found) == ()


def alerts(work: Work, day: date) -> None:
    for number, review, status in (
        (1, day - timedelta(days=2), "issued"),
        (2, day, "corrected"),
        (3, day + timedelta(days=1), "issued"),
        (4, day, "withdrawn"),
    ):
        work.session.add(
            Alert(
                id=new_key(),
                reference=f"ALERT-{number}",
                issued_at=work.now,
                grounds=("violence",),
                status=status,
                withdrawn_at=work.now if status == "withdrawn" else None,
                has_plate=False,
                review_on=review,
                recorded_at=work.now,
            )
        )
    work.session.flush()
    work.session.expunge_all()
