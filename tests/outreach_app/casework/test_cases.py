"""Cases: opened, handed over, looked at again, closed and taken up again; what figures say."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from models.people import Case
from models.project import Staff
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import access, case_steps, cases, folder, people, tasks, timeline
from outreach_app.casework.cases import CaseDraft, RiskDraft, TransferDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed, Restricted
from outreach_app.work import Done, Work, changed
from tests.outreach_app.casework.sitting import add, as_role, figures, later, meet

TODAY = date(2025, 12, 20)


def colleague(desk: Desk, code: str, role: str = "caseworker", *, active: bool = True) -> str:
    def write(work: Work) -> Done[None]:
        work.session.execute(
            insert(Staff).values(
                id=new_key(), code=code, name=code, role=role, active=active, created_at=work.now
            )
        )
        return Done(None, changed("everything"))

    desk.do(write)
    return code


def open_one(desk: Desk, alias: str = "Jade", risk: str = "medium") -> tuple[str, str]:
    person = add(desk, alias)
    return person, desk.do(cases.open_case, CaseDraft(person, risk)).value


def test_a_case_goes_over_to_a_colleague_with_what_was_to_be_done(
    desk: Desk, clock: SetClock
) -> None:
    person, case = open_one(desk)
    sam = colleague(desk, "SAM")
    desk.do(tasks.add, TaskDraft("Phone back", TODAY, "call", person))
    later(clock, minutes=5)
    desk.do(cases.transfer, TransferDraft(case, sam, " on leave "))
    assert desk.ask(people.card, person).cases[0].owner == "SAM"
    waiting = desk.ask(tasks.waiting, mine=False, person_id=person)
    assert [task.owner for task in waiting] == ["SAM", "SAM"]
    assert any("who looks after them" in task.text for task in waiting)
    steps = [(step.kind, step.value, step.reason) for step in desk.ask(cases.history, case)]
    assert steps == [
        ("owner", "DAYA", None),
        ("risk", "medium", None),
        ("owner", "SAM", "on leave"),
    ]
    titles = [row.title for row in desk.ask(timeline.story, person)]
    assert titles == ["Case with SAM", "Case opened"]


@pytest.mark.parametrize("owner", ["DAYA", "NOBODY", "", "PEER", "GONE"])
def test_only_a_colleague_who_works_with_cases_takes_one_over(desk: Desk, owner: str) -> None:
    _, case = open_one(desk)
    colleague(desk, "PEER", "volunteer")
    colleague(desk, "GONE", active=False)
    with pytest.raises(CheckFailed):
        desk.do(cases.transfer, TransferDraft(case, owner))


def test_a_risk_has_a_reason_and_a_day_to_look_again(desk: Desk, clock: SetClock) -> None:
    person, case = open_one(desk, risk="standard")
    assert desk.ask(case_steps.reviews, TODAY + timedelta(days=89)) == ()
    (review,) = desk.ask(case_steps.reviews, TODAY + timedelta(days=90))
    assert (review.case_id, review.person_id) == (case, person)
    with pytest.raises(CheckFailed):
        desk.do(cases.set_risk, RiskDraft(case, "high", " "))
    with pytest.raises(CheckFailed):
        desk.do(cases.set_risk, RiskDraft(case, "high", "seen", TODAY - timedelta(days=1)))
    later(clock, minutes=1)
    desk.do(cases.set_risk, RiskDraft(case, "high", "He has found the flat"))
    (review,) = desk.ask(case_steps.reviews, TODAY + timedelta(days=90))
    assert (review.risk_level, review.review_on) == ("high", TODAY + timedelta(days=7))
    assert desk.ask(timeline.story, person)[0].title == "Risk: high"


def test_a_case_is_not_closed_by_what_comes_from_elsewhere(desk: Desk) -> None:
    _, case = open_one(desk)
    for reason in ("died", "duplicate", "tired"):
        with pytest.raises(CheckFailed):
            desk.do(cases.close, case, reason, TODAY)
    with pytest.raises(CheckFailed):
        desk.do(cases.close, case, "needs_met", TODAY + timedelta(days=1))


def test_lost_contact_is_no_outcome_and_a_case_taken_up_again_is_a_new_one(
    desk: Desk, clock: SetClock
) -> None:
    person, case = open_one(desk)
    with pytest.raises(CheckFailed):
        desk.do(cases.reopen, case)
    desk.do(cases.close, case, "lost_contact", TODAY)
    found = figures(desk, "K02", "K03")
    assert found == {"K02": {"lost_contact": 1}, "K03": {"n": 0, "d": 1, "pct": 0.0}}
    later(clock, minutes=1)
    again = desk.do(cases.reopen, case).value
    assert again != case
    rows = desk.ask(people.card, person).cases
    assert [(row.id, row.close_reason, row.risk_level) for row in rows] == [
        (again, None, "medium"),
        (case, "lost_contact", "medium"),
    ]
    assert figures(desk, "K01") == {"open_start": 0, "opened": 2, "closed": 1, "open_end": 1}
    with pytest.raises(CheckFailed):
        desk.do(cases.transfer, TransferDraft(case, colleague(desk, "SAM")))


def test_what_an_imported_case_was_before_its_first_change_stays_known(
    desk: Desk, clock: SetClock
) -> None:
    person = add(desk, "Jade")
    key, opened = new_key(), clock.now() - timedelta(days=40)

    def bring(work: Work) -> Done[None]:
        work.session.execute(
            insert(Case).values(
                id=key,
                person_id=person,
                opened_on=opened.date(),
                opened_recorded_at=opened,
                owner="DAYA",
            )
        )
        return Done(None, changed("cases"))

    desk.do(bring)
    desk.do(cases.set_risk, RiskDraft(key, "immediate", "Threats today"))
    steps = [(step.kind, step.value, step.at) for step in desk.ask(cases.history, key)]
    assert steps == [
        ("owner", "DAYA", opened),
        ("risk", "standard", opened),
        ("risk", "immediate", clock.now()),
    ]


def test_who_has_no_part_in_casework_reads_no_note(desk: Desk) -> None:
    person, case = open_one(desk)
    meet(desk, person)
    desk.do(cases.set_risk, RiskDraft(case, "high", "He has found the flat"))
    for command in (cases.history, cases.reopen):
        with pytest.raises(NotAllowed):
            desk.ask(as_role("volunteer", command), case)
    with pytest.raises(NotAllowed):
        desk.ask(as_role("volunteer", case_steps.reviews), TODAY)
    found = desk.ask(as_role("volunteer", folder.of_person), person)
    assert {row.kind for row in found.story} == {"contact"}
    assert (found.needs, found.incidents, found.tasks) == ((), (), ())


def test_the_case_of_a_restricted_record_is_for_the_lead(desk: Desk) -> None:
    person, case = open_one(desk)
    desk.do(access.restrict, person, "wish")
    with pytest.raises(Restricted):
        desk.do(as_role("caseworker", cases.set_risk), RiskDraft(case, "high", "reason"))
    until = TODAY + timedelta(days=90)
    assert desk.ask(as_role("caseworker", case_steps.reviews), until) == ()
    assert len(desk.ask(case_steps.reviews, until)) == 1
