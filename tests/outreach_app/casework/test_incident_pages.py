"""What the incident pages ask the core for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    consents,
    incident_card,
    incidents,
    listening,
    people,
    plates,
    time_windows,
)
from outreach_app.casework.incidents import IncidentDraft
from outreach_app.errors import NoSuchRecord, Restricted
from outreach_app.governance import audit
from outreach_app.vocabulary import shipped
from outreach_app.work import Work

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2025, 12, 20, 23, 41, tzinfo=UTC)


def told(desk: Desk, **given: object) -> IncidentDraft:
    return IncidentDraft(
        **{  # type: ignore[arg-type]  # by name
            "told_at": desk.clock.now(),
            "type": "robbery",
            "area": "unknown",
            "occurred_precision": "unknown",
            **given,
        }
    )


def test_a_card_tells_facts_and_steps_and_not_the_account(desk: Desk) -> None:
    mango = desk.do(people.add, people.PersonDraft("Mango")).value
    row = desk.do(
        incidents.log, told(desk, person_id=mango.id, own_words="It was dark", path="warn_only")
    ).value
    desk.do(incident_card.step, row.id, "p101")

    card = desk.ask(incident_card.card, row.id)

    assert [each.path for each in card.steps] == ["warn_only", "p101"]
    assert (card.person_code, card.has_account) == (mango.code, True)
    assert card.row.path == "p101"
    assert not card.row.no_police
    assert "It was dark" not in repr(card)


def test_only_listening_says_did_not_ask_to_every_question(desk: Desk) -> None:
    row = desk.do(listening.only_listen, told(desk, path="p101")).value

    assert row.path == incidents.UNDECIDED
    standing = desk.ask(consents.standing, None, row.id)
    assert {each.state for each in standing if each.incident} == {"not_asked"}
    assert any(each.answered_at for each in standing)


def test_a_restricted_record_is_only_said_to_be_there(desk: Desk) -> None:
    mango = desk.do(people.add, people.PersonDraft("Mango")).value
    row = desk.do(incidents.log, told(desk, person_id=mango.id, own_words="It was dark")).value
    desk.do(restrict, mango.id)
    assert desk.ask(incidents.one, row.id).alias == "Mango"

    desk.me = replace(desk.me, role="outreach")

    (line,) = desk.ask(incident_card.listing).rows
    assert (line.restricted, line.alias, line.type, line.person_id) == (True, None, "", None)
    before = desk.ask(audit.count)
    for refused in (incident_card.card, incidents.read_account):
        with pytest.raises(Restricted):
            desk.do(refused, row.id)
    with pytest.raises(Restricted):
        desk.do(incident_card.step, row.id, "p101")
    # Nothing is written but that each was refused.
    assert desk.ask(audit.count) == before + 3
    assert {line.action for line in desk.ask(audit.latest, 3)} == {"refused"}


def restrict(work: Work, person_id: str) -> None:
    work.session.execute(update(Person).where(Person.id == person_id).values(restricted=True))


def test_no_card_without_an_incident(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord):
        desk.ask(incident_card.card, "nothing")


@pytest.mark.parametrize(
    ("said", "usual"),
    [
        ("QN54 8SE", False),
        ("ab12 cde", True),
        ("A123 BCD", True),
        ("Q?54 RS?", True),
        ("", True),
        ("the red one", False),
    ],
)
def test_a_registration_is_doubted_softly(said: str, usual: bool) -> None:
    assert plates.looks_usual(said, shipped()) is usual


def windows(**given: object) -> dict[str, datetime | None]:
    draft = IncidentDraft(**{"told_at": NOW, "type": "rape", **given})  # type: ignore[arg-type]  # by name
    found = time_windows.still_open(draft, shipped(), NOW, LONDON)
    return {each.code: each.closes_at for each in found}


def test_windows_count_from_the_earliest_moment_it_can_have_been() -> None:
    found = windows(occurred_precision="day", occurred_on=date(2025, 12, 19), part_of_day="evening")

    assert found["pep"] == datetime(2025, 12, 22, 18, tzinfo=UTC)
    assert next(iter(found)).startswith("forensic_")


def test_a_window_that_may_be_over_has_no_moment() -> None:
    found = windows(occurred_precision="week", occurred_on=date(2025, 12, 19))

    assert found["pep"] is None
    assert found["forensic_vaginal"] == datetime(2025, 12, 22, tzinfo=UTC)


def test_windows_that_have_closed_are_left_out() -> None:
    assert windows(occurred_precision="day", occurred_on=date(2025, 11, 1)) == {}
    assert windows(occurred_precision="year", occurred_on=date(2024, 11, 1)) == {}
    assert set(windows(occurred_precision="month", occurred_on=date(2025, 12, 1)).values()) == {
        None
    }


def test_other_kinds_open_nothing_unless_health_is_at_risk() -> None:
    assert windows(type="robbery", occurred_precision="unknown") == {}
    assert set(windows(type="robbery", injuries=("infection_risk",))) == {"pep", "ec"}
    assert windows(type="robbery", also=("rape",)) != {}
