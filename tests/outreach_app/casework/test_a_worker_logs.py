from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    cases,
    consents,
    contacts,
    drafts,
    incidents,
    needs,
    people,
    sessions,
    tasks,
    timeline,
)
from outreach_app.casework.contacts import ContactDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed
from outreach_app.governance import audit
from outreach_app.work import Work


def contact(desk: Desk, **given: object) -> ContactDraft:
    return ContactDraft(**{"started_at": desk.clock.now(), "area": "unknown", **given})  # type: ignore[arg-type]  # by name


def test_an_unnamed_contact_makes_no_person(desk: Desk) -> None:
    done = desk.do(contacts.log, contact(desk, supplies={"condom_ext": 10, "lube": 0}))

    assert done.value.person_id is None
    assert done.value.supplies == {"condom_ext": 10}
    assert desk.ask(people.everyone) == ()


def test_several_unnamed_people_are_several_contacts_and_supplies_go_once(desk: Desk) -> None:
    session = desk.do(sessions.start, sessions.SessionDraft("van_night", desk.clock.now())).value
    desk.do(
        contacts.log,
        contact(desk, people=3, supplies={"condom_ext": 12}, session_id=session.id),
    )

    tally = desk.ask(sessions.tally, session.id)
    assert (tally.contacts, tally.not_named, tally.items) == (3, 3, {"condom_ext": 12})


def test_somebody_new_needs_an_alias_and_nothing_else(desk: Desk) -> None:
    done = desk.do(contacts.log, contact(desk, who="new", new_alias="Domino"))

    (line,) = desk.ask(people.everyone)
    assert (line.alias, line.seen_on, line.id) == (
        "Domino",
        date(2025, 12, 20),
        done.value.person_id,
    )
    assert desk.ask(people.find, "omi")[0].alias == "Domino"
    assert desk.ask(people.find, "%") == ()


def test_a_refused_contact_writes_nothing(desk: Desk) -> None:
    entries = desk.ask(audit.count)
    with pytest.raises(CheckFailed) as refused:
        desk.do(contacts.log, contact(desk, who="new", new_alias=" ", setting="street_bus"))

    assert {each.code for each in refused.value.problems} == {"alias_needed", "unknown_code"}
    assert desk.ask(people.everyone) == ()
    assert desk.ask(audit.count) == entries


def test_after_72_hours_a_contact_asks_why(desk: Desk) -> None:
    late = desk.clock.now() - timedelta(hours=72, minutes=1)
    with pytest.raises(CheckFailed) as refused:
        desk.do(contacts.log, contact(desk, started_at=late))
    assert [each.code for each in refused.value.problems] == ["late_reason"]

    desk.do(contacts.log, contact(desk, started_at=late, late_reason="paper"))


def test_a_voided_contact_is_out_of_lists_and_stays_in_the_file(desk: Desk) -> None:
    row = desk.do(contacts.log, contact(desk, who="new", new_alias="Domino")).value
    desk.do(contacts.void, row.id, "test")

    assert row.person_id is not None
    assert desk.ask(contacts.of_person, row.person_id) == ()
    assert desk.ask(people.everyone)[0].seen_on is None


def test_three_answers_save_an_incident(desk: Desk) -> None:
    told = incidents.IncidentDraft(told_at=desk.clock.now())
    with pytest.raises(CheckFailed) as refused:
        desk.do(incidents.log, told)
    assert {each.field for each in refused.value.problems} == {"type", "area", "occurred_on"}

    row = desk.do(
        incidents.log,
        incidents.IncidentDraft(
            told_at=desk.clock.now(), type="robbery", area="unknown", occurred_precision="unknown"
        ),
    ).value
    assert (row.reference, row.path, row.no_police) == ("INR-01", "undecided", False)


def test_an_account_is_read_only_on_asking_and_the_reading_is_noted(desk: Desk) -> None:
    person = desk.do(people.add, people.PersonDraft(alias="Domino")).value
    row = desk.do(
        incidents.log,
        incidents.IncidentDraft(
            told_at=desk.clock.now(),
            person_id=person.id,
            type="robbery",
            area="unknown",
            occurred_precision="month",
            occurred_on=date(2025, 11, 1),
            own_words="He took the phone.",
            vehicle=incidents.VehicleDraft(plate_said="QH54 R?E"),
            suspects=(incidents.SuspectDraft(sex="male", mo=("takes_phone",)),),
        ),
    ).value

    story = desk.ask(timeline.story, person.id)
    assert "phone" not in " ".join(f"{each.title} {each.body}" for each in story)
    account = desk.do(incidents.read_account, row.id).value
    assert account.own_words == "He took the phone."
    assert account.vehicle is not None
    assert account.vehicle.plate_said == "QH54 R?E"
    assert desk.ask(audit.latest, 1)[0].action == "account_read"


def given(scope: str, answer: str, **more: object) -> consents.Answer:
    return consents.Answer(scope, answer, "verbal", "able", **more)  # type: ignore[arg-type]  # by name


def test_a_question_without_an_answer_is_never_a_yes(desk: Desk) -> None:
    person = desk.do(people.add, people.PersonDraft(alias="Domino")).value

    assert not any(each.allows for each in desk.ask(consents.standing, person.id))
    desk.do(
        consents.answer,
        consents.AnswersDraft(
            person_id=person.id,
            answers=(
                given("housing", "yes"),
                given("health", "not_said"),
                given("legal", "not_asked"),
            ),
        ),
    )
    stands = {each.scope: each.state for each in desk.ask(consents.standing, person.id)}
    assert stands["housing"] == "given"
    assert stands["health"] == "not_said"
    assert stands["legal"] == stands["drug_service"] == "not_asked"


def test_a_no_after_a_yes_takes_it_back_at_once(desk: Desk, clock: SetClock) -> None:
    person = desk.do(people.add, people.PersonDraft(alias="Domino")).value

    def answered(what: str) -> str:
        draft = consents.AnswersDraft(person_id=person.id, answers=(given("housing", what),))
        desk.do(consents.answer, draft)
        clock.moment += timedelta(seconds=1)
        return {each.scope: each.state for each in desk.ask(consents.standing, person.id)}[
            "housing"
        ]

    assert [answered(each) for each in ("no", "yes", "no", "no")] == [
        "refused",
        "given",
        "withdrawn",
        "refused",
    ]


def test_a_yes_that_ran_out_does_not_wake_an_older_one(desk: Desk, clock: SetClock) -> None:
    person = desk.do(people.add, people.PersonDraft(alias="Domino")).value
    for more in ({}, {"expires_on": date(2025, 12, 21)}):
        draft = consents.AnswersDraft(
            person_id=person.id, answers=(given("housing", "yes", **more),)
        )
        desk.do(consents.answer, draft)
        clock.moment += timedelta(minutes=1)

    def housing() -> str:
        return {each.scope: each.state for each in desk.ask(consents.standing, person.id)}[
            "housing"
        ]

    assert housing() == "ends_soon"
    clock.moment += timedelta(days=2)
    assert housing() == "expired"


def test_incident_questions_need_their_incident(desk: Desk) -> None:
    person = desk.do(people.add, people.PersonDraft(alias="Domino")).value
    draft = consents.AnswersDraft(person_id=person.id, answers=(given("police_full", "yes"),))
    with pytest.raises(CheckFailed):
        desk.do(consents.answer, draft)


def test_a_need_moves_on_and_closes(desk: Desk) -> None:
    person = desk.do(people.add, people.PersonDraft(alias="Domino")).value
    need = desk.do(needs.add, needs.NeedDraft(person.id, "housing", date(2025, 12, 1))).value
    desk.do(needs.move, need, "in_progress", date(2025, 12, 5))
    assert desk.ask(people.everyone)[0].open_needs == ("housing",)
    desk.do(needs.move, need, "met", date(2025, 12, 19))

    (row,) = desk.ask(needs.of_person, person.id)
    assert (row.status, row.closed, row.status_on) == ("met", True, date(2025, 12, 19))
    assert desk.ask(people.everyone)[0].open_needs == ()
    with pytest.raises(CheckFailed):
        desk.do(needs.move, need, "met", date(2025, 11, 30))


def test_a_case_opens_once_and_closes_with_a_reason(desk: Desk) -> None:
    person = desk.do(people.add, people.PersonDraft(alias="Domino")).value
    case = desk.do(cases.open_case, cases.CaseDraft(person.id)).value
    assert desk.do(cases.open_case, cases.CaseDraft(person.id)).value == case

    desk.do(cases.close, case, "needs_met", date(2025, 12, 20))
    card = desk.ask(people.card, person.id)
    assert card.open_case is None
    assert card.cases[0].close_reason == "needs_met"


def test_a_task_is_ticked_off(desk: Desk) -> None:
    key = desk.do(tasks.add, tasks.TaskDraft("Phone back")).value
    assert [each.text for each in desk.ask(tasks.waiting)] == ["Phone back"]
    desk.do(tasks.done, key)
    assert desk.ask(tasks.waiting) == ()


def test_a_draft_and_its_record_change_places_in_one_transaction(desk: Desk) -> None:
    desk.do(drafts.keep, "contact", "", '{"note": "half"}')
    desk.do(drafts.keep, "contact", "", '{"note": "half a word"}')
    (kept,) = desk.ask(drafts.waiting)
    assert kept.state == '{"note": "half a word"}'

    with pytest.raises(CheckFailed):
        desk.do(drafts.saving, "contact", "", contacts.log, contact(desk, setting="nowhere"))
    assert desk.ask(drafts.waiting) == (kept,)
    desk.do(drafts.saving, "contact", "", contacts.log, contact(desk))
    assert desk.ask(drafts.waiting) == ()


def trail(desk: Desk, *statements: str) -> None:
    def run(work: Work) -> None:
        for statement in statements:
            work.session.connection().exec_driver_sql(statement)

    desk.do(run)


def test_the_trail_can_only_be_added_to(desk: Desk) -> None:
    for statement in (
        "UPDATE audit SET actor = 'NOBODY'",
        "DELETE FROM audit WHERE seq = 1",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1",
    ):
        with pytest.raises(IntegrityError, match="only added to"):
            trail(desk, statement)


@pytest.mark.parametrize(
    "touch",
    [
        "UPDATE audit SET actor = 'NOBODY' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "UPDATE audit SET seq = 9 WHERE seq = 3",
    ],
)
def test_the_trail_shows_where_it_was_touched(desk: Desk, touch: str) -> None:
    for _ in range(3):
        desk.do(contacts.log, contact(desk))
    assert desk.verify().findings == ()

    drops = [f"DROP TRIGGER {name}" for name in ("audit_keeps_lines", "audit_drops_nothing")]
    trail(desk, *drops, touch)
    assert "entry 3" in desk.verify().findings[0]


@pytest.mark.parametrize(
    ("precision", "day", "kept"),
    [
        ("day", date(2025, 12, 20), date(2025, 12, 20)),
        ("month", date(2025, 12, 31), date(2025, 12, 1)),
        ("week", date(2025, 12, 21), date(2025, 12, 15)),
        ("year", date(2025, 12, 31), date(2025, 1, 1)),
        ("year", date(2019, 5, 5), date(2019, 5, 5)),
    ],
)
def test_no_day_is_kept_that_lies_after_the_telling(
    desk: Desk, precision: str, day: date, kept: date
) -> None:
    draft = incidents.IncidentDraft(
        told_at=desk.clock.now(),
        type="robbery",
        area="unknown",
        occurred_precision=precision,
        occurred_on=day,
    )
    assert desk.do(incidents.log, draft).value.occurred_on == kept


def test_nothing_happens_after_it_was_told(desk: Desk) -> None:
    for precision, day in (("day", date(2025, 12, 21)), ("month", date(2026, 1, 1))):
        draft = incidents.IncidentDraft(
            told_at=desk.clock.now(),
            type="robbery",
            area="unknown",
            occurred_precision=precision,
            occurred_on=day,
        )
        with pytest.raises(CheckFailed) as refused:
            desk.do(incidents.log, draft)
        assert [each.code for each in refused.value.problems] == ["after_told"]


def test_half_an_account_and_loose_features_are_named(desk: Desk) -> None:
    who = incidents.SuspectDraft(account_name="x", features=("tattoo: a; b", "cape"))
    draft = incidents.IncidentDraft(
        told_at=desk.clock.now(),
        type="robbery",
        area="unknown",
        occurred_precision="unknown",
        suspects=(who,),
    )
    with pytest.raises(CheckFailed) as refused:
        desk.do(incidents.log, draft)
    codes = {each.code for each in refused.value.problems}
    assert codes == {"account_pair", "semicolon", "unknown_code"}
