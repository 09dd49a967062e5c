"""What may be written about a person: names, blanks, birthdays, code words, ways and flags."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    ages,
    care,
    details,
    finding,
    names,
    other_names,
    own_codes,
    people,
    safety,
    trail,
)
from outreach_app.casework.other_names import NameDraft
from outreach_app.casework.own_codes import LostCode, NewCode
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed, Restricted
from outreach_app.vocabulary import shipped
from outreach_app.words import say
from tests.outreach_app.casework.sitting import add, as_role

TODAY = date(2025, 12, 20)
LISTS = shipped()


def change(desk: Desk, key: str, **new: object) -> PersonDraft:
    card = desk.ask(people.card, key)
    desk.do(people.change_details, key, replace(card.details, **new))  # type: ignore[arg-type]
    return desk.ask(people.card, key).details


# blanks


@pytest.mark.parametrize("name", details.CODE_OF)
@pytest.mark.parametrize("why", details.BLANKS)
def test_each_blank_stays_what_it_is(name: str, why: str) -> None:
    draft = PersonDraft(alias="Jade", blanks={name: why})
    assert not details.check(draft, LISTS)
    kept = details.settled(draft, LISTS, TODAY)
    assert details.why_blank(kept, name) == why
    assert not details.check(kept, LISTS)
    assert details.settled(kept, LISTS, TODAY) == kept


def test_a_field_never_looked_at_is_a_fourth_thing(desk: Desk) -> None:
    kept = desk.ask(people.card, add(desk, "Jade")).details
    assert {details.why_blank(kept, name) for name in details.CODE_OF} == {"blank"}
    said = change(desk, add(desk, "Sable"), blanks={"gender": "not_asked", "trans": "not_said"})
    assert details.why_blank(said, "gender") == "not_asked"
    assert details.why_blank(said, "trans") == "not_said"
    assert details.why_blank(said, "ethnicity") == "blank"


def test_an_answer_wins_over_a_reason_for_none(desk: Desk) -> None:
    kept = change(desk, add(desk, "Jade"), gender="woman", blanks={"gender": "not_said"})
    assert (kept.gender, dict(kept.blanks)) == ("woman", {})
    assert details.why_blank(kept, "gender") == "answered"


def test_a_reason_that_is_none_is_refused() -> None:
    for blanks in ({"gender": "forgot"}, {"shoe_size": "not_asked"}):
        assert details.check(PersonDraft(alias="Jade", blanks=blanks), LISTS)


# ages


@pytest.mark.parametrize(
    ("born", "precision", "band"),
    [
        (date(2007, 12, 20), "day", "18_24"),
        (date(2007, 12, 21), "day", "16_17"),
        (date(2007, 12, 1), "month", "16_17"),
        (date(2007, 11, 1), "month", "18_24"),
        (date(2007, 1, 1), "year", "16_17"),
        (date(2006, 1, 1), "year", "18_24"),
        (date(2010, 6, 1), "month", "u16"),
        (date(1960, 1, 1), "year", "55_64"),
        (date(1959, 1, 1), "year", "65p"),
    ],
)
def test_the_band_takes_the_least_age_there_can_be(born: date, precision: str, band: str) -> None:
    assert ages.band_on(born, precision, TODAY) == band


@given(
    born=st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    precision=st.sampled_from(ages.PRECISIONS),
    days=st.integers(0, 30_000),
)
def test_nobody_grows_younger_and_less_known_is_never_older(
    born: date, precision: str, days: int
) -> None:
    day = ages.last_birthday(born, precision) + timedelta(days=days)
    assert ages.age_on(born, precision, day) <= ages.age_on(born, "day", day)
    assert ages.age_on(born, precision, day) <= ages.age_on(born, precision, day + timedelta(1))
    assert ages.band_on(born, precision, day) in LISTS["age_band"]


def test_a_birthday_gives_the_band_and_goes_on_counting(desk: Desk, clock: SetClock) -> None:
    key = add(desk, "Jade", born_on=date(2007, 12, 25), born_precision="day")
    card = desk.ask(people.card, key)
    assert (card.details.age_band, card.details.age_basis, card.young) == ("16_17", "told", True)
    clock.moment = datetime(2025, 12, 25, 9, 0, tzinfo=UTC)
    card = desk.ask(people.card, key)
    assert (card.details.age_band, card.young) == ("18_24", False)
    assert desk.do(details.refresh_ages) == 1
    assert desk.do(details.refresh_ages) == 0


def test_a_birthday_that_cannot_be_is_refused(desk: Desk) -> None:
    for born, precision in ((date(2026, 1, 1), "year"), (date(1899, 1, 1), "year")):
        with pytest.raises(CheckFailed):
            add(desk, "Jade", born_on=born, born_precision=precision)
    for half in ({"born_on": TODAY}, {"born_precision": "day"}):
        with pytest.raises(CheckFailed):
            add(desk, "Jade", **half)


def test_a_work_setting_never_stands_on_the_record_of_a_child(desk: Desk) -> None:
    key = add(desk, "Jade", work_settings=("street",))
    assert change(desk, key, age_band="16_17", age_basis="told").work_settings == ()
    assert change(desk, key, work_settings=("street",)).work_settings == ()


# names


def test_another_name_finds_until_it_is_let_go(desk: Desk) -> None:
    key = add(desk, "Jade")
    desk.do(other_names.add, NameDraft(key, " Quartz "))
    desk.do(other_names.add, NameDraft(key, "Quartz"))
    assert desk.ask(people.card, key).other_names == ("Quartz",)
    assert [hit.id for hit in desk.ask(people.find, "quar")] == [key]
    assert [each.person.id for each in desk.ask(names.similar, "quarz")] == [key]
    (row,) = desk.ask(other_names.names_of, key)
    assert row.id is not None
    desk.do(other_names.end, row.id)
    assert desk.ask(people.card, key).other_names == ()
    for find in (people.find, names.similar, finding.find):
        assert desk.ask(find, "quartz") == ()
    (row,) = desk.ask(other_names.names_of, key)
    assert row.ended_at == desk.clock.now()
    with pytest.raises(NoSuchRecord):
        desk.do(other_names.end, row.id or "")
    with pytest.raises(CheckFailed):
        desk.do(other_names.add, NameDraft(key, "  "))


# code words


def test_the_same_word_twice_is_said_and_not_stopped(desk: Desk) -> None:
    key = add(desk, "Jade", own_code="Heron")
    assert desk.ask(own_codes.notices, "heron", key) == ()
    (notice,) = desk.ask(own_codes.notices, "HERON ")
    assert say(f"problems.{notice.code}")
    other = add(desk, "Sable", own_code="heron")
    assert desk.ask(own_codes.notices, "heron", key) == desk.ask(own_codes.notices, "heron", other)
    assert desk.ask(own_codes.notices, None) == desk.ask(own_codes.notices, " ") == ()


def test_a_lost_word_is_found_again_through_somebody_else(desk: Desk) -> None:
    key = add(desk, "Domino", own_code="Heron")
    friend = add(desk, "Sable", own_code="Otter")
    with pytest.raises(NotAllowed):
        desk.do(as_role("outreach", own_codes.find_lost), LostCode("Domeno", "otter"))
    with pytest.raises(CheckFailed):
        desk.do(own_codes.find_lost, LostCode("Domeno", "badger"))
    (found,) = desk.do(own_codes.find_lost, LostCode("Domeno", "otter")).value
    assert found.person.id == key
    assert desk.do(own_codes.find_lost, LostCode("Sable", "otter")).value == ()
    with pytest.raises(CheckFailed):
        desk.do(own_codes.replace_lost, NewCode(friend, "Kestrel", "otter"))
    desk.do(own_codes.replace_lost, NewCode(key, " Kestrel ", "otter"))
    assert desk.ask(people.card, key).details.own_code == "Kestrel"
    look = desk.ask(trail.read).looks[0]
    assert (look.action, look.detail["spoken_for"]) == ("own_code_replaced", friend)


# ways and flags


def test_a_changed_way_keeps_what_held_before(desk: Desk, clock: SetClock) -> None:
    key = add(desk, "Jade")
    desk.do(care.add_route, key, RouteRow("phone", "07700 900123", "yes", None))
    (route,) = desk.ask(care.routes, key)
    clock.moment += timedelta(days=1)
    desk.do(care.change_route, route.id, RouteRow("phone", "07700 900123", "no", "Never at home"))
    (now,) = desk.ask(care.routes, key)
    assert now.row.safe == "no"
    before, after = desk.ask(care.route_history, key)
    assert (before.row.safe, before.ended_at) == ("yes", clock.now())
    assert after.ended_at is None


def test_safety_says_the_worst_of_each_way(desk: Desk) -> None:
    key = add(desk, "Jade")
    for safe in ("yes", "ask"):
        desk.do(care.add_route, key, RouteRow("phone", "07700 900123", safe, "After ten"))
    desk.do(care.set_flags, key, ("no_voicemail", "pregnant"))
    found = desk.ask(safety.safety_of, key)
    assert (found.ways["phone"], found.ways["text"]) == ("ask", "not_noted")
    assert found.may("phone")
    assert not found.may("text")
    assert found.care == ("no_voicemail",)
    assert [row.rule for row in found.routes] == ["After ten", "After ten"]


def test_a_flag_has_a_note_and_a_history(desk: Desk, clock: SetClock) -> None:
    key = add(desk, "Jade")
    desk.do(care.set_flag, key, "staff_two_up", " dog in the yard ")
    clock.moment += timedelta(days=1)
    desk.do(care.end_flag, key, "staff_two_up")
    (row,) = desk.ask(care.flag_history, key)
    assert (row.note, row.ended_at) == ("dog in the yard", clock.now())
    with pytest.raises(NoSuchRecord):
        desk.do(care.end_flag, key, "staff_two_up")


# restricted records


def test_the_lead_restricts_with_a_reason_that_is_kept(desk: Desk) -> None:
    key = add(desk, "Jade")
    with pytest.raises(NotAllowed):
        desk.do(as_role("caseworker", access.restrict), key, "wish")
    with pytest.raises(CheckFailed):
        desk.do(access.restrict, key, "curious")
    desk.do(access.restrict, key, "known_to_staff")
    worker = as_role("caseworker", people.card)
    with pytest.raises(Restricted):
        desk.ask(worker, key)
    for change_it in (care.set_flag, care.end_flag):
        with pytest.raises(Restricted):
            desk.do(as_role("caseworker", change_it), key, "pregnant")
    with pytest.raises(Restricted):
        desk.do(as_role("caseworker", people.change_details), key, PersonDraft(alias="Jade"))
    desk.do(access.unrestrict, key, "over")
    assert desk.ask(worker, key).alias == "Jade"
    actions = [(look.action, look.detail["reason"]) for look in desk.ask(trail.read).looks[:2]]
    assert actions == [("unrestricted", "over"), ("restricted", "known_to_staff")]
    for kind, codes in (("restrict", access.RESTRICT), ("unrestrict", access.UNRESTRICT)):
        assert all(say(f"access.{kind}.{code}") for code in codes)
