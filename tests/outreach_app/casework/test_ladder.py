"""The way to police and court: dated, appended, and never out of the figures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    forces,
    incident_card,
    incident_police,
    incidents,
    ladder,
    ladder_entries,
    people,
    police_warnings,
    tasks,
    young,
)
from outreach_app.casework.incident_police import PoliceDraft
from outreach_app.casework.incidents import IncidentDraft, IncidentRow
from outreach_app.casework.ladder_entries import EntryDraft, Written
from outreach_app.casework.police_warnings import WarningDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed, Restricted
from outreach_app.governance import audit
from tests.outreach_app.casework.sitting import figures, yes_to_police

TODAY = date(2025, 12, 20)


@pytest.fixture
def told(desk: Desk) -> IncidentRow:
    who = desk.do(people.add, people.PersonDraft("Mango")).value.id
    draft = IncidentDraft(
        desk.clock.now(),
        person_id=who,
        type="rape",
        area="outside",
        occurred_precision="day",
        occurred_on=date(2025, 12, 10),
    )
    return desk.do(incidents.log, draft).value


def write(
    desk: Desk, told: IncidentRow, kind: str, code: str | None = None, **more: Any
) -> Written:
    draft = EntryDraft(told.id, kind, more.pop("on_day", TODAY), code, **more)
    return desk.do(ladder_entries.write, draft).value


def as_role(
    desk: Desk, role: str, fn: Callable[..., Any], *args: Any, by: str | None = None
) -> Any:
    return desk.do(lambda work: fn(replace(work, role=role, by=by or work.by), *args))


def codes(error: pytest.ExceptionInfo[CheckFailed]) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in error.value.problems]


def test_a_whole_way_with_two_trials_stands_in_order(
    desk: Desk, told: IncidentRow, clock: SetClock
) -> None:
    clock.moment += timedelta(days=900)
    way = [
        ("path", "p999", date(2025, 12, 11), ()),
        ("response", None, date(2025, 12, 11), ("taken_seriously", "relevant_questions")),
        ("charge", "charged", date(2026, 3, 1), ()),
        ("outcome", "HO01", date(2026, 3, 1), ()),
        ("measure", "screen", date(2026, 9, 1), ("granted",)),
        ("court", "trial_start", date(2026, 10, 1), ()),
        ("court", "hung_jury", date(2026, 10, 9), ()),
        ("court", "retrial_ordered", date(2026, 10, 9), ()),
        ("court", "retrial_start", date(2027, 2, 1), ()),
        ("court", "convicted_trial", date(2027, 2, 8), ()),
        ("court", "sentenced", date(2027, 3, 8), ("indeterminate",)),
    ]
    stages = []
    for kind, code, day, more in way:
        write(desk, told, kind, code, on_day=day, more=more)
        stages.append(desk.ask(ladder.of_incident, told.id).stage)
    found = desk.ask(ladder.of_incident, told.id)
    shown = [(row.kind, row.code, row.on_day, row.more) for row in reversed(found.entries)]
    told_way = [each for each in shown if each[1] != "undecided"]
    assert sorted(told_way, key=lambda each: each[2]) == told_way
    assert len(told_way) == len(way)
    assert stages == ["reported"] * 2 + ["charged"] * 3 + ["court"] * 4 + ["convicted"] * 2


def test_what_police_did_is_told_good_and_bad_and_a_bad_note_is_kept_apart(
    desk: Desk, told: IncidentRow
) -> None:
    assert write(desk, told, "response", more=("respectful",)).bad is False
    assert write(
        desk, told, "response", more=("threat_arrest", "respectful"), note="In the car"
    ).bad
    (bad,) = [row for row in desk.ask(ladder.of_incident, told.id).entries if row.bad]
    assert bad.note == "In the car"

    def notes(role: str, by: str | None = None) -> list[tuple[tuple[str, ...], str | None]]:
        found = as_role(desk, role, ladder.of_incident, told.id, by=by)
        return [(row.more, row.note) for row in found.entries if row.kind == "response"]

    assert (("threat_arrest", "respectful"), None) in notes("caseworker", by="other")
    yes_to_police(desk, told.id)
    assert notes("police_liaison") == [(("respectful",), None)]


def test_conduct_of_officials_is_hidden_from_who_works_with_police(desk: Desk) -> None:
    draft = IncidentDraft(
        desk.clock.now(),
        type="robbery",
        area="outside",
        occurred_precision="unknown",
        relationship="police",
    )
    hidden = desk.do(incidents.log, draft).value
    yes_to_police(desk, hidden.id)
    listed = as_role(desk, "police_liaison", incidents.listing)
    assert listed == ()
    for fn in (incident_card.card, incidents.read_account, ladder.of_incident):
        with pytest.raises(Restricted):
            as_role(desk, "police_liaison", fn, hidden.id)


def test_a_volunteer_writes_nothing_here(desk: Desk, told: IncidentRow) -> None:
    with pytest.raises(NotAllowed):
        as_role(desk, "volunteer", ladder_entries.write, EntryDraft(told.id, "path", TODAY, "p101"))


def test_scotland_has_no_home_office_numbers(desk: Desk, told: IncidentRow) -> None:
    assert "HO18" in {
        each.code for each in ladder_entries.outcomes(desk.vocabulary(), "england_wales")
    }
    assert "HO18" in {
        each.code for each in ladder_entries.outcomes(desk.vocabulary(), "northern_ireland")
    }
    assert {each.code for each in ladder_entries.outcomes(desk.vocabulary(), "scotland")} == {
        "INV",
        "UNK",
    }
    desk.do(incident_police.keep, told.id, PoliceDraft("scotland"))
    with pytest.raises(CheckFailed) as refused:
        write(desk, told, "outcome", "HO18")
    assert codes(refused) == [("code", "outcome_elsewhere")]
    write(desk, told, "outcome", "INV")


@pytest.mark.parametrize(
    ("kind", "code", "more", "problem"),
    [
        ("court", "trial_start", ("custody",), ("more", "sentence_only")),
        ("court", None, (), ("code", "required")),
        ("response", None, (), ("more", "required")),
        ("measure", "screen", (), ("more", "required")),
        ("measure", "screen", ("granted", "used"), ("more", "required")),
        ("release", "escaped", (), ("code", "unknown_code")),
        ("path", "somewhere", (), ("code", "unknown_code")),
    ],
)
def test_what_does_not_fit_is_said(
    desk: Desk,
    told: IncidentRow,
    kind: str,
    code: str | None,
    more: tuple[str, ...],
    problem: tuple[str, str],
) -> None:
    with pytest.raises(CheckFailed) as refused:
        write(desk, told, kind, code, more=more)
    assert codes(refused) == [problem]
    with pytest.raises(CheckFailed) as early:
        write(desk, told, "path", "p101", on_day=TODAY + timedelta(days=1))
    assert codes(early) == [("on_day", "day_in_the_future")]


def test_a_flag_follows_the_answer_of_police_and_keeps_what_stood_there(
    desk: Desk, told: IncidentRow
) -> None:
    desk.do(ladder_entries.flag, told.id, "asked")
    write(desk, told, "response", more=("hate_flag_refused",))
    assert desk.ask(ladder.of_incident, told.id).hate_flag == "refused"


def test_news_that_somebody_may_be_free_becomes_things_to_do(desk: Desk, told: IncidentRow) -> None:
    assert write(desk, told, "release", "remanded").tasks == 0
    assert write(desk, told, "release", "bailed").tasks == 2
    waiting = {row.kind: row for row in desk.ask(tasks.waiting)}
    assert (waiting["alert"].incident_id, waiting["alert"].due_on) == (told.id, TODAY)
    assert waiting["call"].person_id == told.person_id


def test_of_somebody_under_18_no_warning_is_made(desk: Desk, told: IncidentRow) -> None:
    desk.do(young.raise_to_lead, young.YoungDraft(person_id=told.person_id))
    assert write(desk, told, "release", "released").tasks == 1
    assert "alert" not in {row.kind for row in desk.ask(tasks.waiting)}


def test_a_warning_to_police_reminds_until_it_is_answered(
    desk: Desk, told: IncidentRow, clock: SetClock
) -> None:
    given = desk.do(
        police_warnings.give,
        WarningDraft(told.id, TODAY, "He waits at the arch", "Desk at the station", "LOG 12"),
    ).value
    for _ in range(3):
        (row,) = desk.ask(tasks.waiting)
        assert "INR-01" in row.text
        assert row.due_on is not None
        clock.moment = datetime.combine(row.due_on, datetime.min.time(), UTC) + timedelta(hours=12)
        desk.do(tasks.done, row.id)
    assert desk.ask(police_warnings.unanswered) == 1
    with pytest.raises(CheckFailed) as early:
        desk.do(police_warnings.answered, given, "acted", TODAY - timedelta(days=1))
    assert codes(early) == [("on_day", "before_warning")]
    desk.do(police_warnings.answered, given, "no_action", desk.ask(lambda work: work.today))
    assert desk.ask(tasks.waiting) == ()
    assert desk.ask(police_warnings.unanswered) == 0
    with pytest.raises(CheckFailed):
        desk.do(police_warnings.answered, given, "acted", desk.ask(lambda work: work.today))
    (warning,) = desk.ask(police_warnings.of_incident, told.id)
    assert (warning.answer, warning.reference) == ("no_action", "LOG 12")


def test_the_reference_stays_inside_and_its_changes_are_kept(desk: Desk, told: IncidentRow) -> None:
    force = desk.do(forces.keep, forces.ForceDraft("Tideshire Police")).value
    draft = PoliceDraft(force_id=force.id, crime_reference=" 42/1/25 ", not_reported=("outing",))
    desk.do(incident_police.keep, told.id, draft)
    held = desk.ask(incident_police.read, told.id)
    assert (held.crime_reference, held.not_reported) == ("42/1/25", ("outing",))
    trail = desk.ask(audit.latest)
    assert "42/1/25" not in repr(trail)
    yes_to_police(desk, told.id)
    liaison = as_role(desk, "police_liaison", incident_police.read, told.id)
    assert liaison.not_reported == ()


def test_delays_are_worked_out_as_far_as_the_day_is_known(desk: Desk, told: IncidentRow) -> None:
    write(desk, told, "path", "p101", on_day=date(2025, 12, 12))
    assert desk.ask(ladder.of_incident, told.id).delays == ladder.Delays(10, 2, about=False)
    for precision, day, wanted in (
        ("month", date(2025, 12, 10), ladder.Delays(19, None, about=True)),
        ("unknown", None, ladder.Delays(None, None, about=False)),
    ):
        draft = IncidentDraft(
            desk.clock.now(),
            type="theft",
            area="outside",
            occurred_precision=precision,
            occurred_on=day,
        )
        row = desk.do(incidents.log, draft).value
        assert desk.ask(ladder.of_incident, row.id).delays == wanted


@pytest.mark.parametrize("outcome", ["CAN1", "CAN2", "CAN3", "CAN4"])
def test_cancelled_by_police_stays_in_every_denominator(
    desk: Desk, told: IncidentRow, outcome: str
) -> None:
    keys = ("I01", "I06", "I07", "I08_", "I09a")
    write(desk, told, "path", "full_statement")
    before = figures(desk, *keys)
    assert before["I08_"] == {"n": 1, "d": 1, "pct": 100.0}
    write(desk, told, "outcome", outcome)
    write(desk, told, "path", "support_withdrawn")
    assert figures(desk, *keys) == before
    assert figures(desk, "J01") == {f"outcome:{outcome}": 1}
    assert desk.ask(ladder.of_incident, told.id).stage == "decided"
