"""A death: everything that would reach out stops, figures keep the person, and the way back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from models.people import Task
from models.sharing import Consent
from models.support import NeedEvent, Referral, ReferralEvent
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    cases,
    consents,
    death,
    finding,
    incidents,
    linking,
    needs,
    people,
    peoplelist,
    safety,
    tasks,
    trail,
)
from outreach_app.casework.cases import CaseDraft
from outreach_app.casework.death import DeathDraft
from outreach_app.casework.linking import LinkDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed, Restricted
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.words import lookup
from outreach_app.work import Done, Work, changed
from tests.outreach_app.casework.sitting import add, as_role, figures, later, meet

TODAY = date(2025, 12, 20)
TABLES = (Consent, NeedEvent, ReferralEvent, Task)


def died(key: str, **more: Any) -> DeathDraft:
    return replace(DeathDraft(key, TODAY, how_known="friend"), **more)


def refer(desk: Desk, person: str, *statuses: str) -> str:
    key = new_key()

    def write(work: Work) -> Done[None]:
        work.session.execute(
            insert(Referral).values(
                id=key, person_id=person, agency_type="gp", drafted_on=TODAY, recorded_at=work.now
            )
        )
        for place, status in enumerate(statuses):
            work.session.execute(
                insert(ReferralEvent).values(
                    id=new_key(),
                    referral_id=key,
                    position=place,
                    on_day=TODAY,
                    status=status,
                    recorded_at=work.now,
                )
            )
        return Done(None, changed("referrals"))

    desk.do(write)
    return key


def yes(scope: str) -> consents.Answer:
    return consents.Answer(scope, "yes", "verbal", "able")


@pytest.fixture
def marble(desk: Desk, clock: SetClock) -> str:
    """Somebody with something of everything that stands, and something of what is over."""
    key = add(desk, "Marble")
    desk.do(cases.open_case, CaseDraft(key))
    for category, closing in (("housing", None), ("drugs", None), ("legal_defence", "met")):
        need = desk.do(needs.add, needs.NeedDraft(key, category, TODAY)).value
        if closing:
            desk.do(needs.move, need, closing, TODAY)
    refer(desk, key, "made", "accepted")
    refer(desk, key, "made", "completed")
    refer(desk, key, "made", "declined_service")
    draft = incidents.IncidentDraft(
        told_at=clock.now(),
        person_id=key,
        type="rape",
        area="unknown",
        occurred_precision="unknown",
    )
    told = desk.do(incidents.log, draft).value
    desk.do(consents.answer, consents.AnswersDraft(key, answers=(yes("housing"), yes("story"))))
    about = consents.AnswersDraft(key, told.id, (yes("police_full"),))
    desk.do(consents.answer, about)
    later(clock, seconds=1)
    taken_back = consents.Answer("story", "no", "verbal")
    desk.do(consents.answer, consents.AnswersDraft(key, answers=(taken_back,)))
    for kind in ("call", "other", "safeguarding"):
        desk.do(tasks.add, TaskDraft(f"About them: {kind}", TODAY, kind, key))
    meet(desk, key)
    later(clock, seconds=1)
    return key


def rows(desk: Desk) -> list[list[Any]]:
    """Return every row of what a death touches, to compare before and after."""

    def read(work: Work) -> list[list[Any]]:
        return [
            [tuple(row) for row in work.session.execute(select(*table.__table__.c))]
            for table in TABLES
        ]

    return desk.ask(read)


def states(desk: Desk, key: str) -> dict[str, str]:
    return {each.scope: each.state for each in desk.ask(consents.standing, key)}


def test_everything_that_would_reach_out_stops_at_once(desk: Desk, marble: str) -> None:
    seen = desk.ask(death.preview, marble)
    done = desk.do(death.has_died, died(marble)).value
    assert seen == done
    assert (done.consents, done.needs, done.referrals, done.cases, done.tasks) == (2, 2, 1, 1, 2)
    standing = states(desk, marble)
    assert (standing["housing"], standing["police_full"]) == ("ended_death", "ended_death")
    assert (standing["story"], standing["health"]) == ("withdrawn", "not_asked")
    assert sorted(row.status for row in desk.ask(needs.of_person, marble)) == [
        "met",
        "not_met",
        "not_met",
    ]
    waiting = desk.ask(tasks.waiting, mine=False, person_id=marble)
    assert [task.kind for task in waiting] == ["safeguarding"] * 3
    assert waiting[1].due_on == TODAY
    assert set(desk.ask(safety.safety_of, marble).ways.values()) == {"never"}
    (line,) = desk.ask(peoplelist.listed).lines
    assert (line.deceased, line.now) == (True, None)


def test_figures_keep_the_person_and_no_ending_is_a_success(
    desk: Desk, clock: SetClock, marble: str
) -> None:
    before = figures(desk, "R01", "C01", "N01", "K01")
    desk.do(death.has_died, died(marble))
    assert figures(desk, "R01", "C01", "N01") == {k: before[k] for k in ("R01", "C01", "N01")}
    found = figures(desk, "K01", "K02", "K03", "N02", "F03", "D01")
    assert found["K01"] == {"open_start": 0, "opened": 1, "closed": 1, "open_end": 0}
    assert found["K02"] == {"died": 1}
    assert found["K03"]["n"] == 0
    assert (found["N02"]["met"], found["N02"]["not_met"]) == (1, 2)
    assert found["F03"]["withdrawn"] == 1
    assert found["D01"] == 1
    assert figures(desk, "D01", as_at=clock.now() - timedelta(seconds=1)) == 0
    read_and_check(desk.do(export), desk.vocabulary(), clock.now())


def test_a_death_counts_on_its_day_and_from_when_it_was_learned(
    desk: Desk, clock: SetClock
) -> None:
    key = add(desk, "Topaz")
    desk.do(death.has_died, died(key, died_on=date(2025, 11, 28), precision="about"))
    assert figures(desk, "D01") == 0
    assert figures(desk, "D01", month="2025-11") == 1
    assert figures(desk, "D01", month="2025-11", as_at=clock.now() - timedelta(seconds=1)) == 0


def test_they_are_still_found_with_a_quiet_mark(desk: Desk, marble: str) -> None:
    assert not desk.ask(people.find, "marb")[0].died
    desk.do(death.has_died, died(marble))
    assert desk.ask(people.find, "marb")[0].died
    assert [each.id for each in desk.ask(finding.find, "marb")] == [marble]
    assert desk.ask(people.card, marble).deceased_on == TODAY


def test_nothing_new_is_asked_of_the_dead(desk: Desk, marble: str) -> None:
    desk.do(death.has_died, died(marble))
    refused: tuple[tuple[Any, Any], ...] = (
        (consents.answer, consents.AnswersDraft(marble, answers=(yes("health"),))),
        (cases.open_case, CaseDraft(marble)),
        (tasks.add, TaskDraft("Phone", TODAY, "call", marble)),
        (death.has_died, died(marble)),
    )
    for command, draft in refused:
        with pytest.raises(CheckFailed):
            desk.do(command, draft)
    desk.do(tasks.add, TaskDraft("Ask the coroner", TODAY, "safeguarding", marble))


def test_the_wrong_person_stands_again_as_before(desk: Desk, clock: SetClock, marble: str) -> None:
    before, shown = rows(desk), figures(desk, "K01", "K02", "N02", "F03", "D01", "G01", "R01")
    desk.do(death.has_died, died(marble, told_by="A friend at the drop-in", confirmed=False))
    later(clock, minutes=2)
    desk.do(death.undo, marble)
    after = rows(desk)
    assert after[:3] == before[:3]
    told = [row for row in after[3] if row not in before[3]]
    assert len(told) == 2  # the lead's tasks, ticked off
    assert desk.ask(tasks.waiting, mine=False, person_id=marble)
    assert not any("has died" in task.text for task in desk.ask(tasks.waiting, mine=False))
    assert figures(desk, "K01", "K02", "N02", "F03", "D01", "G01", "R01") == shown
    assert states(desk, marble)["housing"] == "given"
    card = desk.ask(people.card, marble)
    assert (card.deceased_on, card.open_case is None) == (None, False)
    actions = [look.action for look in desk.ask(trail.read).looks]
    assert {"death_undone", "death_noted"} <= set(actions)
    with pytest.raises(NoSuchRecord):
        desk.do(death.undo, marble)
    desk.do(death.has_died, died(marble))
    read_and_check(desk.do(export), desk.vocabulary(), clock.now())


def test_the_way_back_is_open_for_the_day_and_for_whoever_wrote_it(
    desk: Desk, clock: SetClock, marble: str
) -> None:
    desk.do(death.has_died, died(marble))
    with pytest.raises(NotAllowed):
        desk.do(as_role("outreach", death.undo, by="SOMEBODY"), marble)
    later(clock, minutes=30)  # past midnight
    with pytest.raises(CheckFailed):
        desk.do(death.undo, marble)


def test_a_joined_record_ends_with_the_whole(desk: Desk, clock: SetClock) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    for key in (one, other):
        desk.do(needs.add, needs.NeedDraft(key, "housing", TODAY))
        desk.do(consents.answer, consents.AnswersDraft(key, answers=(yes("housing"),)))
        later(clock, seconds=1)
    desk.do(linking.link, LinkDraft(other, one, "one person"))
    done = desk.do(death.has_died, died(other)).value
    assert (done.person_id, done.needs, done.consents) == (one, 2, 1)
    assert states(desk, one)["housing"] == "ended_death"
    assert figures(desk, "D01") == 1
    read_and_check(desk.do(export), desk.vocabulary(), clock.now())


@pytest.mark.parametrize(
    "wrong",
    [
        {"died_on": None},
        {"died_on": TODAY + timedelta(days=1)},
        {"precision": "roughly"},
        {"how_known": ""},
        {"told_by": "x" * 201},
    ],
)
def test_what_must_be_said_of_a_death(desk: Desk, wrong: dict[str, Any]) -> None:
    key = add(desk, "Topaz")
    with pytest.raises(CheckFailed):
        desk.do(death.has_died, died(key, **wrong))
    assert desk.ask(people.card, key).deceased_on is None


def test_an_unknown_day_is_the_day_it_was_learned(desk: Desk) -> None:
    key = add(desk, "Topaz")
    desk.do(death.has_died, died(key, died_on=None, precision="unknown"))
    assert desk.ask(people.card, key).deceased_on == TODAY


def test_a_contact_after_the_day_is_pointed_out_before(desk: Desk, marble: str) -> None:
    (notice,) = desk.ask(death.notices, died(marble, died_on=TODAY - timedelta(days=1)))
    assert notice.code == "met_after_death"
    assert desk.ask(death.notices, died(marble)) == ()
    assert desk.ask(death.notices, died(marble, died_on=None, precision="unknown")) == ()


def test_who_may_write_a_death_down(desk: Desk, marble: str) -> None:
    with pytest.raises(NotAllowed):
        desk.do(as_role("volunteer", death.has_died), died(marble))
    desk.do(access.restrict, marble, "wish")
    with pytest.raises(Restricted):
        desk.do(as_role("caseworker", death.has_died), died(marble))


def test_every_choice_has_words() -> None:
    assert set(lookup("death.precision")) == set(death.PRECISIONS)
    assert set(lookup("death.how")) == set(death.HOW)
