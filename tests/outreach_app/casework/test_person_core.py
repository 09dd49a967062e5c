"""What the pages of a person stand on: who may read, what may be shared, what is next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from models.people import Person
from models.sharing import Alert, AlertChannel, Disclosure
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    alerts,
    care,
    cases,
    consents,
    contacts,
    folder,
    incidents,
    needs,
    people,
    peoplelist,
    sheet,
    tasks,
    trail,
)
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed, Restricted
from outreach_app.work import Work, changed

TODAY = date(2025, 12, 20)


def add(desk: Desk, alias: str) -> str:
    return desk.do(people.add, PersonDraft(alias=alias)).value.id


def restrict(work: Work, person_id: str) -> Any:
    work.session.execute(update(Person).where(Person.id == person_id).values(restricted=True))
    return changed("people")


def as_role(role: str, fn: Callable[..., Any]) -> Callable[..., Any]:
    """Run a function with somebody else at the keyboard."""

    def run(work: Work, *args: Any) -> Any:
        return fn(replace(work, role=role), *args)

    return run


def answers(person_id: str, *given: consents.Answer) -> consents.AnswersDraft:
    return consents.AnswersDraft(person_id=person_id, answers=given)


def yes(scope: str, ends: date | None = None) -> consents.Answer:
    return consents.Answer(scope, consents.YES, "verbal", "able", ends)


def test_a_restricted_record_is_not_read_by_others(desk: Desk) -> None:
    key = add(desk, "Dune")
    desk.do(restrict, key)
    for read in (people.card, folder.of_person, needs.of_person, sheet.read, care.routes):
        with pytest.raises(Restricted):
            desk.ask(as_role("outreach", read), key)
    assert desk.ask(access.needs_reason, key)
    assert desk.ask(folder.of_person, key).card.alias == "Dune"
    line = desk.ask(as_role("outreach", peoplelist.listed)).lines[0]
    assert line.hidden
    assert (line.person.alias, line.person.code, line.now) == ("", "", None)


def test_opening_a_restricted_record_leaves_its_reason(desk: Desk) -> None:
    key = add(desk, "Dune")
    desk.do(restrict, key)
    with pytest.raises(CheckFailed):
        desk.do(access.open_restricted, key, "curious")
    desk.do(access.open_restricted, key, "cover")
    looks = desk.ask(trail.read).looks
    assert (looks[0].action, looks[0].detail["reason"]) == ("restricted_opened", "cover")
    assert (looks[0].record, looks[0].restricted) == ("Dune", True)


def test_needs_of_restricted_people_stay_out_of_the_common_list(desk: Desk) -> None:
    key, other = add(desk, "Dune"), add(desk, "Comet")
    for each in (key, other):
        desk.do(needs.add, needs.NeedDraft(each, "housing", TODAY))
    desk.do(restrict, key)
    assert {row.alias for row in desk.ask(as_role("outreach", needs.listing))} == {"Comet"}
    assert len(desk.ask(needs.listing)) == 2


def test_what_is_next_is_one_thing(desk: Desk, clock: SetClock) -> None:
    named = {alias: add(desk, alias) for alias in ("Task", "Ends", "Wait", "Long", "Gone")}
    for alias in ("Long", "Gone"):
        desk.do(cases.open_case, cases.CaseDraft(named[alias]))
        desk.do(
            contacts.log,
            contacts.ContactDraft(
                clock.now() - timedelta(days=77, hours=3),
                who="known",
                person_id=named[alias],
                late_reason="paper",
            ),
        )
    desk.do(tasks.add, tasks.TaskDraft("Phone back", TODAY, "call", named["Task"]))
    desk.do(consents.answer, answers(named["Ends"], yes("housing", TODAY + timedelta(days=1))))
    wait = desk.do(
        needs.add, needs.NeedDraft(named["Wait"], "drugs", TODAY - timedelta(days=41))
    ).value
    desk.do(needs.move, wait, "waiting", TODAY - timedelta(days=41))
    desk.do(died, named["Gone"])
    found = {line.person.alias: line.now for line in desk.ask(peoplelist.listed).lines}
    assert found == {
        "Task": peoplelist.Now("call", "Phone back", TODAY),
        "Ends": peoplelist.Now("consent_ends", day=TODAY + timedelta(days=1)),
        "Wait": peoplelist.Now("waiting", days=41),
        "Long": peoplelist.Now("not_seen", days=77),
        "Gone": None,
    }


def died(work: Work, person_id: str) -> Any:
    work.session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(deceased_on=work.today, deceased_recorded_at=work.now)
    )
    return changed("people")


def test_a_yes_taken_back_counts_no_longer(desk: Desk) -> None:
    key = add(desk, "Ends")
    desk.do(consents.answer, answers(key, yes("housing", TODAY + timedelta(days=1))))
    desk.do(sheet.take_back, key, None, "housing", "message")
    assert desk.ask(peoplelist.listed).lines[0].now is None
    found = {each.scope: each for each in desk.ask(sheet.read, key).standing}
    assert found["housing"].state == "withdrawn"
    assert not found["housing"].allows


def test_taking_back_says_who_must_be_told(desk: Desk) -> None:
    key = add(desk, "Comet")
    desk.do(consents.answer, answers(key, yes("housing"), yes("legal")))

    def sent(work: Work) -> Any:
        work.session.execute(
            insert(Disclosure).values(
                id=new_key(),
                person_id=key,
                scope="housing",
                recipient="housing",
                at=work.now,
                basis="consent",
                content="full",
                recorded_at=work.now,
            )
        )
        return changed("consents")

    desk.do(sent)
    assert desk.do(sheet.take_back, key, None, "housing", "verbal").value == 1
    assert desk.do(sheet.take_back, key, None, "legal", "verbal").value == 0
    waiting = desk.ask(lambda work: tasks.waiting(work, mine=False, person_id=key))
    assert [task.kind for task in waiting] == ["consent"]
    assert "housing" in waiting[0].text
    with pytest.raises(CheckFailed):
        desk.do(sheet.take_back, key, None, "housing", "verbal")


def test_the_sheet_of_a_person_takes_the_incident_told_last(desk: Desk, clock: SetClock) -> None:
    key = add(desk, "Mango")
    assert desk.ask(sheet.read, key).reference is None
    logged = desk.do(
        incidents.log,
        incidents.IncidentDraft(
            told_at=clock.now(),
            person_id=key,
            type="rape",
            area="unknown",
            occurred_precision="unknown",
        ),
    ).value
    found = desk.ask(sheet.read, key)
    assert (found.incident_id, found.reference) == (logged.id, logged.reference)
    assert desk.ask(sheet.read, None, logged.id).alias == "Mango"
    assert {each.state for each in found.standing} == {"not_asked"}
    with pytest.raises(NoSuchRecord):
        desk.ask(sheet.read, None, "not there")


def test_a_nameless_incident_has_a_history_of_its_own(desk: Desk, clock: SetClock) -> None:
    draft = incidents.IncidentDraft(
        told_at=clock.now(), type="rape", area="unknown", occurred_precision="unknown"
    )
    one, other = (desk.do(incidents.log, draft).value for _ in range(2))
    for each in (one, other):
        given = (yes("alert_local"),)
        desk.do(consents.answer, consents.AnswersDraft(None, each.id, given))
    assert [row.incident for row in desk.ask(sheet.read, None, one.id).history] == [one.reference]


def test_care_flags_end_and_stay_known(desk: Desk) -> None:
    key = add(desk, "Marble")
    desk.do(care.set_flags, key, ("no_voicemail", "stalked"))
    desk.do(care.set_flags, key, ("stalked",))
    assert desk.ask(people.card, key).flags == ("stalked",)
    with pytest.raises(CheckFailed):
        desk.do(care.set_flags, key, ("made up",))


def test_a_way_to_reach_somebody_can_end(desk: Desk) -> None:
    key = add(desk, "Marble")
    desk.do(care.add_route, key, RouteRow("text", " 07700 900123 ", "ask", "14:00 to 20:00"))
    with pytest.raises(CheckFailed):
        desk.do(care.add_route, key, RouteRow("pigeon", None, "yes", None))
    (route,) = desk.ask(care.routes, key)
    assert route.row.value == "07700 900123"
    desk.do(care.end_route, route.id)
    assert desk.ask(care.routes, key) == ()
    with pytest.raises(NoSuchRecord):
        desk.do(care.end_route, route.id)


def test_the_trail_is_read_by_lead_and_keeper_only(desk: Desk) -> None:
    found = desk.ask(trail.read)
    assert found.broken_at is None
    assert found.entries == len(found.looks)
    with pytest.raises(NotAllowed):
        desk.ask(as_role("volunteer", trail.read))


def test_alerts_issued_are_listed_with_their_reach(desk: Desk) -> None:
    def issue(work: Work) -> Any:
        for number in (14, 15):
            key = new_key()
            work.session.execute(
                insert(Alert).values(
                    id=key,
                    reference=f"ALERT-{number}",
                    issued_at=work.now + timedelta(minutes=number),
                    grounds=("violence",),
                    status="issued",
                    has_plate=False,
                    recorded_at=work.now,
                )
            )
            work.session.execute(
                insert(AlertChannel),
                [
                    {"alert_id": key, "channel": "sms", "sent": 40},
                    {"alert_id": key, "channel": "spoken", "sent": 2},
                ],
            )
        return changed("alerts")

    desk.do(issue)
    found = desk.ask(alerts.listing)
    assert [row.reference for row in found.rows] == ["ALERT-15", "ALERT-14"]
    assert found.rows[0].reach == 42


def test_a_long_story_says_that_it_goes_on(desk: Desk, clock: SetClock) -> None:
    key = add(desk, "Comet")
    for _ in range(3):
        desk.do(contacts.log, contacts.ContactDraft(clock.now(), who="known", person_id=key))
        clock.moment += timedelta(minutes=1)
    short = desk.ask(folder.of_person, key, 2)
    assert (len(short.story), short.more) == (2, True)
    assert not desk.ask(folder.of_person, key, 3).more


def test_a_need_stays_closed_whatever_was_written_after(desk: Desk) -> None:
    key = add(desk, "Comet")
    need = desk.do(needs.add, needs.NeedDraft(key, "housing", date(2025, 12, 1))).value
    desk.do(needs.move, need, "met", date(2025, 12, 10))
    desk.do(needs.move, need, "waiting", date(2025, 12, 12))
    (row,) = desk.ask(needs.of_person, key)
    assert (row.status, row.status_on, row.closed) == ("met", date(2025, 12, 10), True)
    assert desk.ask(peoplelist.listed).lines[0].now is None
    assert desk.ask(people.everyone)[0].open_needs == ()
