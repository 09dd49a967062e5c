"""Requests from outside: typed while locked, taken in once, decided by the lead alone."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.people import Person
from models.sharing import Disclosure
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    care,
    consents,
    outside_requests,
    people,
    request_answers,
    request_notes,
    tasks,
)
from outreach_app.casework.outside_requests import RequestDraft
from outreach_app.casework.request_answers import AnswerDraft
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoLetterbox, NotAllowed
from outreach_app.vault import letterbox
from outreach_app.work import Work
from tests.conftest import PASSPHRASE, SIGN_IN, MakeDesk


def note(clock: SetClock, **more: Any) -> NoteDraft:
    return replace(
        NoteDraft(clock.now(), officer="PC Example", number="0000", what="Do you know a Comet?"),
        **more,
    )


def again(path: Path, clock: SetClock) -> Desk:
    desk = bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, clock)
    desk.arrive()
    return desk


def codes(error: pytest.ExceptionInfo[CheckFailed]) -> set[str]:
    return {each.code for each in error.value.problems}


def test_what_is_typed_while_locked_stands_in_the_register_after_unlocking(
    make_desk: MakeDesk, clock: SetClock
) -> None:
    desk = make_desk()
    path = desk.path
    desk.close()
    bootstrap.leave_note(path, letterbox.new_id(), note(clock, urgency="life"))
    bootstrap.leave_note(path, letterbox.new_id(), note(clock, what="half", finished=False))
    assert len(list(path.parent.glob("*.letter-*"))) == 2
    desk = again(path, clock)
    rows = desk.ask(outside_requests.listing)
    assert {row.finished for row in rows} == {True, False}
    assert list(path.parent.glob("*.letter-*")) == []
    waiting = [each for each in desk.ask(tasks.waiting) if each.kind == "request"]
    assert len(waiting) == 2
    assert min(each.due_on for each in waiting if each.due_on) == date(2025, 12, 20)
    assert "Comet" not in " ".join(each.text for each in waiting)
    desk.close()


def test_a_note_is_taken_in_once_even_when_its_file_comes_back(
    make_desk: MakeDesk, clock: SetClock
) -> None:
    desk = make_desk()
    path = desk.path
    desk.close()
    bootstrap.leave_note(path, letterbox.new_id(), note(clock))
    (file,) = path.parent.glob("*.letter-*")
    sealed = file.read_bytes()
    again(path, clock).close()
    file.write_bytes(sealed)
    desk = again(path, clock)
    assert len(desk.ask(outside_requests.listing)) == 1
    assert not file.exists()
    desk.close()


def test_a_note_nobody_can_read_stays_and_stops_nobody(
    make_desk: MakeDesk, clock: SetClock
) -> None:
    desk = make_desk()
    path = desk.path
    desk.close()
    strange = path.with_name(f"{path.name}.letter-{'ab' * 8}")
    strange.write_bytes(b"not a note")
    desk = again(path, clock)
    assert desk.ask(outside_requests.listing) == ()
    assert strange.exists()
    desk.close()


def test_where_nobody_ever_opened_it_the_door_says_so(
    tmp_path: Path, make_desk: MakeDesk, clock: SetClock
) -> None:
    desk = make_desk()
    assert bootstrap.note_door(desk.path) == ""
    desk.set_call(" 07700 900123 ")
    assert (desk.call, bootstrap.note_door(desk.path)) == ("07700 900123", "07700 900123")
    desk.path.with_name(desk.path.name + ".letterbox").unlink()
    assert bootstrap.note_door(desk.path) is None
    assert bootstrap.note_door(tmp_path / "nowhere.casebook") is None
    with pytest.raises(NoLetterbox):
        bootstrap.leave_note(desk.path, letterbox.new_id(), note(clock))


def test_bytes_that_are_no_note_are_none_and_long_ones_are_cut(clock: SetClock) -> None:
    for content in (b"", b"[]", b"{}", b'{"received_at": 5}', b'{"received_at": "2025-01-01"}'):
        assert request_notes.read(content) is None
    long = request_notes.read(request_notes.written(note(clock, what="a" * 9000, urgency="later")))
    assert long is not None
    assert long.what is not None
    assert (len(long.what), long.urgency) == (4000, None)
    assert request_notes.check(NoteDraft(clock.now()))[0].code == "nothing_answered"


def test_only_the_lead_reads_and_everybody_on_a_shift_may_register(
    desk: Desk, clock: SetClock
) -> None:
    def as_role(role: str, fn: object, *args: object) -> object:
        return desk.do(lambda work: fn(replace(work, role=role), *args))  # type: ignore[operator]

    as_role("volunteer", outside_requests.register, RequestDraft("police_asked", note(clock)))
    (row,) = desk.ask(outside_requests.listing)
    for fn, args in (
        (outside_requests.listing, ()),
        (outside_requests.read, (row.id,)),
        (outside_requests.step, (row.id, "advice")),
        (request_answers.answer, (AnswerDraft(row.id, "refused", "no ground"),)),
    ):
        with pytest.raises(NotAllowed):
            as_role("caseworker", fn, *args)
    with pytest.raises(NotAllowed):
        as_role("reporter", outside_requests.register, RequestDraft("press", note(clock)))
    found = desk.do(outside_requests.read, row.id).value
    assert (found.note.officer, found.row.days, found.row.overdue) == ("PC Example", 0, False)


def test_a_request_is_clocked_until_it_is_answered(desk: Desk, clock: SetClock) -> None:
    key = desk.do(
        outside_requests.register,
        RequestDraft("information_request", note(clock), answer_by=date(2025, 12, 23)),
    ).value
    clock.moment += timedelta(days=4)
    (row,) = desk.ask(outside_requests.listing)
    assert (row.days, row.overdue) == (4, True)
    desk.do(
        request_answers.answer, AnswerDraft(key, "refused", "not necessary", "information_request")
    )
    (row,) = desk.ask(outside_requests.listing)
    assert (row.result, row.overdue) == ("refused", False)
    assert [each for each in desk.ask(tasks.waiting) if each.kind == "request"] == []
    desk.do(outside_requests.step, key, "reopened")
    assert desk.ask(outside_requests.listing)[0].result == "pending"
    steps = [each.kind for each in desk.do(outside_requests.read, key).value.steps]
    assert steps == ["registered", "answered_refused", "reopened"]


def register(desk: Desk, clock: SetClock, **more: Any) -> str:
    return desk.do(
        outside_requests.register, RequestDraft("police_asked", note(clock, **more))
    ).value


def disclosed(desk: Desk) -> list[tuple[str, str | None]]:
    def read(work: Work) -> list[tuple[str, str | None]]:
        rows = work.session.execute(select(Disclosure.basis, Disclosure.scope)).all()
        return [(row.basis, row.scope) for row in rows]

    return desk.ask(read)


def test_nothing_is_given_without_paper_ground_and_tests(desk: Desk, clock: SetClock) -> None:
    who = desk.do(people.add, people.PersonDraft("Comet")).value.id
    key = register(desk, clock)
    draft = AnswerDraft(key, "part", "a reason")
    with pytest.raises(CheckFailed) as none:
        desk.do(request_answers.answer, draft)
    assert codes(none) == {"request_no_ground"}
    with pytest.raises(CheckFailed) as bare:
        desk.do(request_answers.answer, replace(draft, ground="information_request"))
    assert codes(bare) == {"request_on_paper", "request_tests", "request_whose", "request_told"}
    paper = register(desk, clock, in_writing="yes")
    whole = replace(
        draft,
        request_id=paper,
        ground="information_request",
        ticked=request_answers.MUST["information_request"],
        person_id=who,
        told_person="yes",
    )
    for test in whole.ticked:
        with pytest.raises(CheckFailed):
            desk.do(
                request_answers.answer,
                replace(whole, ticked=tuple(t for t in whole.ticked if t != test)),
            )
    assert disclosed(desk) == []
    desk.do(request_answers.answer, whole)
    assert disclosed(desk) == [("vir", None)]


def test_a_missing_plan_needs_its_own_yes(desk: Desk, clock: SetClock) -> None:
    who = desk.do(people.add, people.PersonDraft("Comet")).value.id
    draft = AnswerDraft(
        register(desk, clock),
        "given",
        "missing since Friday",
        "missing_plan",
        request_answers.MUST["missing_plan"],
        who,
        "endangers",
    )
    with pytest.raises(CheckFailed) as refused:
        desk.do(request_answers.answer, draft)
    assert codes(refused) == {"request_no_plan"}
    yes = consents.Answer("missing_plan", "yes", "verbal", "able")
    desk.do(consents.answer, consents.AnswersDraft(who, answers=(yes,)))
    desk.do(request_answers.answer, draft)
    assert disclosed(desk) == [("consent", "missing_plan")]


@pytest.mark.parametrize(
    ("ground", "goes"), [("vital", True), ("written", False), ("information_request", False)]
)
def test_of_a_child_police_are_told_what_saves_a_life(
    desk: Desk, clock: SetClock, ground: str, goes: bool
) -> None:
    who = desk.do(people.add, people.PersonDraft("Comet")).value.id
    desk.do(care.set_flag, who, people.UNDER_18)
    key = register(desk, clock, in_writing="yes")
    ticked = request_answers.MUST[ground]
    draft = AnswerDraft(key, "given", "asked for", ground, ticked, who, "endangers")
    if goes:
        desk.do(request_answers.answer, draft)
        return
    with pytest.raises(CheckFailed) as refused:
        desk.do(request_answers.answer, draft)
    assert codes(refused) == {"request_child"}
    assert disclosed(desk) == []


def test_the_request_holds_no_key_of_anybody(desk: Desk, clock: SetClock) -> None:
    who = desk.do(people.add, people.PersonDraft("Comet")).value.id
    key = register(desk, clock, warrant_seen="yes")
    desk.do(
        request_answers.answer,
        AnswerDraft(key, "given", "warrant", "court", request_answers.MUST["court"], who, "yes"),
    )
    held = desk.do(outside_requests.read, key).value
    assert who not in repr(held)

    def gone(work: Work) -> None:
        assert work.session.get(Person, who) is not None

    desk.ask(gone)


def test_one_taken_out_of_the_list_lets_its_task_go(desk: Desk, clock: SetClock) -> None:
    key = register(desk, clock)
    desk.do(outside_requests.void, key, "test")
    assert desk.ask(outside_requests.listing) == ()
    assert [each for each in desk.ask(tasks.waiting) if each.kind == "request"] == []


def test_whoever_asks_about_themselves_is_told_neither_yes_nor_no(desk: Desk) -> None:
    draft = RequestDraft("suspect", NoteDraft(desk.clock.now(), what="What do you hold on me?"))
    key = desk.do(outside_requests.register, draft).value
    (row,) = desk.ask(outside_requests.listing)
    assert row.answer_by == date(2026, 1, 20)
    for result in ("refused", "given", "part"):
        with pytest.raises(CheckFailed):
            desk.do(request_answers.answer, AnswerDraft(key, result, "because"))
    desk.do(request_answers.answer, AnswerDraft(key, "none_held", "Protection of others"))
    assert desk.ask(outside_requests.listing)[0].result == "none_held"
