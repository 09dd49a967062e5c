"""What somebody wants: each by itself, unanswered is not asked, and nothing leaves by it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.sharing import Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    choices,
    consents,
    incidents,
    people,
    tasks,
    time_settings,
    time_windows,
    young,
)
from outreach_app.casework.choices import ChoicesDraft
from outreach_app.casework.incidents import IncidentDraft, IncidentRow
from outreach_app.casework.time_settings import TimeSettings
from outreach_app.errors import CheckFailed, NotAllowed


def tell(desk: Desk, **more: Any) -> IncidentRow:
    draft = IncidentDraft(
        desk.clock.now(),
        type="rape",
        area="outside",
        occurred_precision="day",
        occurred_on=date(2025, 12, 20),
    )
    return desk.do(incidents.log, replace(draft, **more)).value


@pytest.fixture
def told(desk: Desk) -> IncidentRow:
    return tell(desk, person_id=desk.do(people.add, people.PersonDraft("Mango")).value.id)


def keep(desk: Desk, told: IncidentRow, capacity: str = "able", **answers: str) -> choices.Chosen:
    return desk.do(choices.keep, ChoicesDraft(told.id, answers, "verbal", capacity)).value


def standing(desk: Desk, told: IncidentRow) -> dict[str, str]:
    rows = desk.ask(consents.standing, told.person_id, told.id)
    return {row.scope: row.state for row in rows if row.state != "not_asked"}


def test_each_answer_stands_by_itself_and_nothing_leaves(desk: Desk, told: IncidentRow) -> None:
    made = keep(desk, told, sarc="yes", police_full="no")
    assert standing(desk, told) == {"isva_sarc": "given", "police_full": "refused"}
    assert made.step == "sarc_only"
    assert len(made.referrals) == 1
    (waits,) = desk.ask(tasks.waiting)
    assert (waits.incident_id, waits.due_on) == (told.id, date(2025, 12, 20))
    assert desk.ask(incidents.one, told.id).no_police
    assert (
        desk.ask(lambda work: work.session.scalar(select(func.count()).select_from(Disclosure)))
        == 0
    )


def test_nothing_answered_is_nothing_asked(desk: Desk, told: IncidentRow) -> None:
    assert keep(desk, told) == choices.Chosen(told.id)
    assert standing(desk, told) == {}
    assert desk.ask(incidents.one, told.id).path == "undecided"


def test_warn_others_only_says_no_police_and_never_after_police_know(
    desk: Desk, told: IncidentRow
) -> None:
    assert keep(desk, told, warn="yes", num="yes").step == "warn_only"
    assert {row.kind for row in desk.ask(tasks.waiting)} == {"alert", "chase"}
    reported = tell(desk, path="p999")
    assert keep(desk, reported, warn="yes").step is None
    both = tell(desk)
    assert keep(desk, both, warn="yes", police_anon="yes").step is None


def test_one_of_two_services_is_named(desk: Desk, told: IncidentRow) -> None:
    keep(desk, told, sarc="no", isva="yes")
    (row,) = desk.ask(consents.history, told.person_id)
    assert (row.state, row.named_recipient) == ("given", "ISVA service")
    keep(desk, told, sarc="yes", isva="yes")
    assert desk.ask(consents.history, told.person_id)[0].named_recipient is None


def test_in_shock_only_what_is_urgent_holds_and_the_rest_is_asked_tomorrow(
    desk: Desk, told: IncidentRow
) -> None:
    made = keep(desk, told, "recheck", medical="yes", warn="yes", police_full="no")
    assert made.put_off == ("warn",)
    assert standing(desk, told) == {"police_full": "refused"}
    assert len(made.referrals) == 1
    due = {row.kind: row.due_on for row in desk.ask(tasks.waiting)}
    assert due["consent"] == date(2025, 12, 21)


def test_told_anonymously_there_is_something_to_do_instead_of_a_referral(desk: Desk) -> None:
    told = tell(desk)
    made = keep(desk, told, medical="yes", isva="yes")
    assert (made.referrals, made.tasks) == ((), 2)
    assert all(row.incident_id == told.id for row in desk.ask(tasks.waiting))


def test_a_yes_says_how_and_whether_they_could_decide(desk: Desk, told: IncidentRow) -> None:
    with pytest.raises(CheckFailed) as refused:
        desk.do(choices.keep, ChoicesDraft(told.id, {"warn": "yes"}))
    assert {each.field for each in refused.value.problems} == {"method", "capacity"}
    with pytest.raises(CheckFailed):
        desk.do(choices.keep, ChoicesDraft(told.id, {"everything": "yes"}, "verbal", "able"))


def test_of_a_child_nothing_of_this_is_asked(desk: Desk, told: IncidentRow) -> None:
    desk.do(young.raise_to_lead, young.YoungDraft(person_id=told.person_id))
    with pytest.raises(CheckFailed) as refused:
        keep(desk, told, warn="yes")
    assert [each.code for each in refused.value.problems] == ["choices_of_a_child"]


def test_the_project_changes_the_hours_and_says_when_they_were_checked(desk: Desk) -> None:
    assert desk.ask(time_settings.current).checked_on is None
    day = date(2025, 12, 20)
    desk.do(time_settings.change, TimeSettings({"pep": 48}, day))
    now = desk.ask(time_settings.current)
    assert (now.hours["pep"], now.hours["ec"], now.checked_on) == (48, 120, day)
    draft = IncidentDraft(desk.clock.now(), type="rape", occurred_precision="day", occurred_on=day)
    windows = desk.ask(lambda work: time_windows.still_open(draft, work.lists, work.now, work.zone))
    assert {each.code: each.hours for each in windows}["pep"] == 48
    with pytest.raises(CheckFailed) as refused:
        desk.do(time_settings.change, TimeSettings({"pep": 0, "tea": 3}, day + timedelta(days=1)))
    assert {each.field for each in refused.value.problems} == {"pep", "tea", "checked_on"}
    with pytest.raises(NotAllowed):
        desk.do(
            lambda work: time_settings.change(
                replace(work, role="caseworker"), TimeSettings({}, day)
            )
        )


@pytest.mark.parametrize(
    ("kind", "also", "injuries", "wanted"),
    [
        ("strangulation", (), (), True),
        ("rape", ("strangulation",), (), True),
        ("robbery", (), ("neck",), True),
        ("rape", (), ("cut",), False),
    ],
)
def test_after_strangling_a_check_the_same_day(
    kind: str, also: tuple[str, ...], injuries: tuple[str, ...], wanted: bool, desk: Desk
) -> None:
    draft = IncidentDraft(desk.clock.now(), type=kind, also=also, injuries=injuries)
    assert time_windows.strangled(draft) is wanted
