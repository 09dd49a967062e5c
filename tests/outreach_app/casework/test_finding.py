"""What a few letters find, for whom, and what they never find."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update

from models.people import Alias, Person
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    care,
    contacts,
    finding,
    incident_card,
    incidents,
    likeness,
    people,
)
from outreach_app.casework.found import Found
from outreach_app.casework.incidents import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.clock import SetClock
from outreach_app.governance import audit
from outreach_app.work import Work
from tests.outreach_app.casework.sitting import yes_to_police


def add(desk: Desk, alias: str, **more: Any) -> str:
    return desk.do(people.add, PersonDraft(alias=alias, **more)).value.id


def told(desk: Desk, **given: Any) -> incidents.IncidentRow:
    draft = IncidentDraft(
        **{
            "told_at": desk.clock.now(),
            "type": "robbery",
            "area": "unknown",
            "occurred_precision": "unknown",
            **given,
        }
    )
    return desk.do(incidents.log, draft).value


def found(desk: Desk, typed: str, role: str = "lead") -> tuple[Found, ...]:
    def run(work: Work) -> tuple[Found, ...]:
        return finding.find(replace(work, role=role), typed)

    return desk.ask(run)


def titles(desk: Desk, typed: str, role: str = "lead") -> list[str]:
    return [each.title for each in found(desk, typed, role)]


def mark(desk: Desk, person_id: str, **values: Any) -> None:
    def write(work: Work) -> None:
        work.session.execute(update(Person).where(Person.id == person_id).values(**values))

    desk.do(write)


def also_called(desk: Desk, person_id: str, alias: str) -> None:
    def write(work: Work) -> None:
        row = {"id": new_key(), "person_id": person_id, "alias": alias, "added_at": work.now}
        work.session.execute(insert(Alias).values(row))

    desk.do(write)


def test_people_by_beginning_then_by_part_then_by_sound(desk: Desk, clock: SetClock) -> None:
    for alias in ("Marble", "Maribel", "Ostmar", "Biscuit"):
        add(desk, alias)
    assert titles(desk, "mar") == ["Marble", "Maribel", "Ostmar"]
    last = found(desk, "mar")[1]
    draft = contacts.ContactDraft(clock.now(), who="known", person_id=last.id)
    desk.do(contacts.log, draft)
    # Seen today comes first among those whose name begins alike.
    assert titles(desk, "mar")[0] == last.title
    assert found(desk, "mar")[0].day == date(2025, 12, 20)
    assert {(each.title, each.how) for each in found(desk, "marbel")} == {
        ("Marble", "alike"),
        ("Maribel", "alike"),
    }


def test_people_by_code_own_word_other_name_and_phone(desk: Desk) -> None:
    key = add(desk, "Marble", own_code="Heron 7")
    code = found(desk, "marble")[0].code
    also_called(desk, key, "Juniper")
    desk.do(care.add_route, key, RouteRow("phone", "07700 900-482", "yes", None))
    assert [each.id for each in found(desk, code.lower())] == [key]
    assert [(each.id, each.how) for each in found(desk, "heron 7")] == [(key, "own_code")]
    # Part of an own code word would be a way to guess it.
    assert found(desk, "heron") == ()
    assert [(each.how, each.shown) for each in found(desk, "juni")] == [("other", "Juniper")]
    for ending in ("482", "900482", "0482", "00 900-482"):
        assert [each.how for each in found(desk, ending) if each.kind == "person"] == ["phone"]
    assert found(desk, "82") == ()
    assert titles(desk, "900482", "volunteer") == []


def test_a_joined_record_leads_to_the_one_that_stands_for_it(desk: Desk, clock: SetClock) -> None:
    whole, double = add(desk, "Marble"), add(desk, "Pebble")
    mark(desk, double, merged_into=whole, merged_at=clock.now())
    (hit,) = found(desk, "pebb")
    assert (hit.id, hit.title, hit.how, hit.shown) == (whole, "Marble", "other", "Pebble")


def test_incidents_by_reference(desk: Desk) -> None:
    rows = [told(desk) for _ in range(12)]
    for typed in ("INR-11", "inr 11", "inr11", "11", "011"):
        assert titles(desk, typed) == ["INR-11"], typed
    assert titles(desk, "inr-1") == ["INR-12", "INR-11", "INR-10"]
    assert titles(desk, "1") == ["INR-01"]
    desk.do(lambda work: _void(work, rows[10].id))
    assert titles(desk, "11") == []


def _void(work: Work, key: str) -> None:
    from models.incidents import Incident

    work.session.execute(
        update(Incident)
        .where(Incident.id == key)
        .values(voided_at=work.now, void_reason="test_entry")
    )


@pytest.mark.parametrize(
    ("said", "typed", "is_found"),
    [
        ("YK19 ABC", "19a", True),
        ("yk19abc", "YK19", True),
        ("YK19 ABC", "k1? a", True),
        ("YK1? ABC", "19ab", True),
        ("Y*19 ABC", "yk1", True),
        ("YK19 ABC", "bca", False),
        ("YK19 ABC", "19", False),
        ("YK19 ABC", "???", False),
        ("????????", "yk19", False),
        ("YK19 ABC", "k_9", False),
        ("YK19 ABC", "1%c", False),
        (None, "yk19", False),
    ],
)
def test_incidents_by_part_of_a_registration(
    desk: Desk, said: str | None, typed: str, is_found: bool
) -> None:
    told(desk, vehicle=VehicleDraft(plate_said=said, colour="white"))
    hits = [each for each in found(desk, typed) if each.kind == "incident"]
    assert [(each.title, each.how, each.shown) for each in hits] == (
        [("INR-01", "plate", said)] if is_found else []
    )


def test_incidents_by_the_end_of_a_number_that_was_used(desk: Desk) -> None:
    told(desk, suspects=(SuspectDraft(phone_said="07700 900 123"),))
    assert [(each.title, each.how) for each in found(desk, "900123")] == [("INR-01", "phone")]


def test_an_account_of_harm_is_never_searched(desk: Desk) -> None:
    marble = add(desk, "Marble")
    told(
        desk,
        person_id=marble,
        own_words="behind the chandlery",
        place_exact="chandlery yard",
        suspects=(SuspectDraft(account_platform="site", account_name="chandlery"),),
    )
    desk.do(
        contacts.log,
        contacts.ContactDraft(
            desk.clock.now(), who="known", person_id=marble, note="the chandlery again"
        ),
    )
    assert found(desk, "chandlery") == ()
    assert all("chandlery" not in repr(each) for each in found(desk, "inr-01"))


def test_what_is_restricted_is_found_by_the_lead_alone(desk: Desk, clock: SetClock) -> None:
    dune, other = add(desk, "Dune", own_code="Sand"), add(desk, "Comet")
    also_called(desk, dune, "Sahara")
    desk.do(care.add_route, dune, RouteRow("phone", "07700 900 482", "yes", None))
    told(desk, person_id=dune, vehicle=VehicleDraft(plate_said="YK19 ABC"))
    mark(desk, dune, restricted=True)
    double = add(desk, "Dune two")
    mark(desk, double, merged_into=dune, merged_at=clock.now())
    told(desk, person_id=double, vehicle=VehicleDraft(plate_said="YK19 ABD"))
    for typed in ("dune", "sand", "sahara", "900482", "duune", "yk19", "inr-0", "dune two"):
        assert found(desk, typed) != (), typed
        for role in ("outreach", "caseworker", "volunteer", "police_liaison", "reporter", "admin"):
            assert found(desk, typed, role) == (), (typed, role)
    assert [each.id for each in found(desk, "com", "outreach")] == [other]


def test_a_restricted_double_of_an_open_record_stays_hidden(desk: Desk, clock: SetClock) -> None:
    whole, double = add(desk, "Marble"), add(desk, "Pebble")
    mark(desk, double, merged_into=whole, merged_at=clock.now(), restricted=True)
    also_called(desk, double, "Boulder")
    for typed in ("pebble", "boulder"):
        assert [each.how for each in found(desk, typed)] == ["other"]
        assert all(each.shown == "" for each in found(desk, typed, "outreach"))


def test_who_reports_or_keeps_the_system_finds_no_names(desk: Desk) -> None:
    marble = add(desk, "Marble")
    told(desk, person_id=marble, path="not_reported")
    shared = told(desk, person_id=marble)
    desk.do(incident_card.step, shared.id, "p101")
    officer = told(desk, person_id=marble, type="police_misconduct")
    desk.do(incident_card.step, officer.id, "p101")
    against = told(desk, person_id=marble)
    desk.do(incident_card.step, against.id, "reported_by_other")
    for each in (shared, officer):
        yes_to_police(desk, each.id)
    taken_back = told(desk, person_id=marble)
    yes_to_police(desk, taken_back.id)
    desk.do(incident_card.step, taken_back.id, "p101")
    desk.do(incident_card.step, taken_back.id, "warn_only")
    for role in ("reporter", "admin"):
        assert found(desk, "marble", role) == found(desk, "inr", role) == ()
    assert titles(desk, "inr", "volunteer") == []
    assert titles(desk, "marble", "volunteer") == ["Marble"]
    # Only what was agreed for police, and never what police did.
    assert titles(desk, "inr", "police_liaison") == ["INR-02"]
    assert titles(desk, "marble", "police_liaison") == []
    assert len(titles(desk, "inr", "caseworker")) == 5


def test_a_search_leaves_no_trace(desk: Desk) -> None:
    add(desk, "Marble")
    before = desk.ask(audit.latest, 100)
    found(desk, "marble")
    found(desk, "")
    assert desk.ask(audit.latest, 100) == before


def test_no_more_than_asked_for(desk: Desk) -> None:
    for number in range(12):
        add(desk, f"Marble {number}")
        told(desk)
    hits = found(desk, "mar")
    assert len(hits) == 6
    assert len([each for each in found(desk, "inr") if each.kind == "incident"]) == 6


def test_seen_before_midnight_belongs_to_that_day(desk: Desk, clock: SetClock) -> None:
    key = add(desk, "Marble")
    draft = contacts.ContactDraft(
        clock.now() - timedelta(days=160), who="known", person_id=key, late_reason="paper"
    )
    desk.do(contacts.log, draft)
    # 23:41 UTC in July is 00:41 in London, the day after.
    assert found(desk, "marble")[0].day == date(2025, 7, 14)


@given(st.text(st.characters(codec="ascii"), max_size=30))
def test_plain_names_are_the_same_by_the_short_way(name: str) -> None:
    letters = [letter for letter in name.casefold() if letter.isalnum()]
    assert likeness.plain(name) == "".join(letter for letter, _ in groupby(letters))
