"""Two records of one person: suggested, shown, joined, counted, parted, and never suggested again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    care,
    cases,
    consents,
    doubles,
    folder,
    link_preview,
    linking,
    names,
    needs,
    partners,
    people,
    peoplelist,
    sheet,
    timeline,
)
from outreach_app.casework.cases import CaseDraft, RiskDraft
from outreach_app.casework.linking import LinkDraft
from outreach_app.casework.partners import PartnerDraft
from outreach_app.casework.people import RouteRow
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed, Restricted
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.words import lookup, say
from outreach_app.work import Done, Work, changed
from tests.outreach_app.casework.sitting import add, as_role, figures, later, meet

TODAY = date(2025, 12, 20)


def join(desk: Desk, duplicate: str, target: str) -> str:
    return desk.do(linking.link, LinkDraft(duplicate, target, "Both phones ring at her")).value


def exported(desk: Desk) -> None:
    """Hold the whole casebook to the rules of the exchange format."""
    read_and_check(desk.do(export), desk.vocabulary(), desk.clock.now())


def merged(desk: Desk, key: str) -> tuple[Any, Any]:
    return desk.ask(
        lambda work: (
            (found := work.session.get_one(Person, key)).merged_into,
            found.merged_at,
        )
    )


# counts


def test_counts_follow_the_joining_from_its_moment(desk: Desk, clock: SetClock) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    for key in (one, other, other):
        meet(desk, key)
    later(clock, hours=1)
    before = clock.now()
    assert figures(desk, "R01", "R02", "C01") == {"R01": 2, "R02": 2, "C01": 3}
    later(clock, hours=1)
    join(desk, other, one)
    assert figures(desk, "R01", "R02", "C01") == {"R01": 1, "R02": 1, "C01": 3}
    assert figures(desk, "R01", "R02", as_at=before) == {"R01": 2, "R02": 2}
    assert figures(desk, "R01", as_at=clock.now() - timedelta(seconds=1)) == 2
    exported(desk)
    desk.do(linking.undo, other)
    assert figures(desk, "R01", "R02", "C01") == {"R01": 2, "R02": 2, "C01": 3}
    assert merged(desk, other) == (None, None)
    exported(desk)


def test_somebody_known_before_makes_the_joined_one_not_new(desk: Desk, clock: SetClock) -> None:
    old, new = add(desk, "Domino"), add(desk, "Domeno")
    meet(desk, old, days_ago=40)
    meet(desk, new)
    assert figures(desk, "R02") == 1
    later(clock, minutes=1)
    join(desk, old, new)
    assert figures(desk, "R01", "R02") == {"R01": 1, "R02": 0}


def test_a_record_joined_further_takes_its_duplicates_along(desk: Desk, clock: SetClock) -> None:
    keys = [add(desk, alias) for alias in ("Domino", "Domeno", "Domina")]
    for key in keys:
        meet(desk, key)
    first, second, third = keys
    later(clock, hours=1)
    join(desk, first, second)
    made_first = clock.now()
    later(clock, hours=1)
    join(desk, second, third)
    assert merged(desk, first) == merged(desk, second) == (third, clock.now())
    assert figures(desk, "R01") == 1
    assert figures(desk, "R01", as_at=clock.now() - timedelta(seconds=1)) == 3
    rows = [(row.duplicate_id, row.linked_at) for row in desk.ask(linking.history, second)]
    assert rows == [(first, made_first), (second, clock.now())]
    exported(desk)
    with pytest.raises(CheckFailed):
        desk.do(linking.undo, first)
    desk.do(linking.undo, second)
    assert merged(desk, second) == (None, None)
    assert merged(desk, first) == (second, made_first)
    desk.do(linking.undo, first)
    assert figures(desk, "R01") == 3
    exported(desk)


def test_a_joining_that_came_in_is_kept_and_can_be_undone(desk: Desk, clock: SetClock) -> None:
    first, second, third = (add(desk, alias) for alias in ("Domino", "Domeno", "Domina"))
    came = clock.now() - timedelta(days=30)

    def bring(work: Work) -> Done[None]:
        work.session.execute(
            update(Person).where(Person.id == first).values(merged_into=second, merged_at=came)
        )
        return Done(None, changed("people"))

    desk.do(bring)
    join(desk, second, third)
    assert merged(desk, first)[0] == third
    desk.do(linking.undo, second)
    assert merged(desk, first) == (second, came)
    desk.do(linking.undo, first)
    assert merged(desk, first) == (None, None)
    with pytest.raises(NoSuchRecord):
        desk.do(linking.undo, first)


# cases


def test_the_case_of_the_duplicate_is_no_case_any_more(desk: Desk, clock: SetClock) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    for key in (one, other):
        desk.do(cases.open_case, CaseDraft(key))
    later(clock, hours=1)
    assert desk.ask(link_preview.preview, other, one).case == "closes"
    join(desk, other, one)
    assert figures(desk, "K01") == {"open_start": 0, "opened": 1, "closed": 0, "open_end": 1}
    assert figures(desk, "K02") == {}
    just_before = clock.now() - timedelta(seconds=1)
    assert figures(desk, "K01", as_at=just_before)["opened"] == 2
    assert len(desk.ask(people.card, one).cases) == 1
    desk.do(linking.undo, other)
    assert figures(desk, "K01") == {"open_start": 0, "opened": 2, "closed": 0, "open_end": 2}
    assert desk.ask(people.card, other).open_case is not None
    exported(desk)


def test_the_only_open_case_goes_on_with_the_record_that_stays(desk: Desk, clock: SetClock) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    old = desk.do(cases.open_case, CaseDraft(other, "high")).value
    before = figures(desk, "K01")
    later(clock, hours=1)
    assert desk.ask(link_preview.preview, other, one).case == "moves"
    join(desk, other, one)
    assert figures(desk, "K01") == before
    assert figures(desk, "K01", as_at=clock.now() - timedelta(seconds=1)) == before
    card = desk.ask(people.card, one)
    assert card.open_case is not None
    assert (card.open_case.risk_level, card.open_case.id == old) == ("high", False)
    assert [row.title for row in desk.ask(timeline.story, one)] == ["Case opened"]
    later(clock, hours=1)
    desk.do(cases.set_risk, RiskDraft(card.open_case.id, "medium", "He is in custody"))
    desk.do(linking.undo, other)
    back = desk.ask(people.card, other).open_case
    assert back is not None
    assert (back.id, back.risk_level) == (old, "medium")
    assert [row.title for row in desk.ask(timeline.story, other)] == ["Risk: medium", "Case opened"]
    assert desk.ask(people.card, one).cases == ()
    assert desk.ask(timeline.story, one) == ()
    assert figures(desk, "K01") == before
    exported(desk)


def test_a_case_closed_since_the_joining_goes_back_closed(desk: Desk, clock: SetClock) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    desk.do(cases.open_case, CaseDraft(other))
    later(clock, hours=1)
    join(desk, other, one)
    card = desk.ask(people.card, one)
    assert card.open_case is not None
    later(clock, hours=1)
    desk.do(cases.close, card.open_case.id, "needs_met", TODAY + timedelta(days=1))
    found = figures(desk, "K01", "K02")
    later(clock, hours=1)
    desk.do(linking.undo, other)
    assert figures(desk, "K01", "K02") == found
    assert desk.ask(people.card, other).cases[0].close_reason == "needs_met"


# what is shown of the two


def test_what_stood_on_the_duplicate_stands_with_the_record_that_stays(
    desk: Desk, clock: SetClock
) -> None:
    one, other = add(desk, "Domino"), add(desk, "Feather", own_code="Heron")
    desk.do(care.set_flags, other, ("no_voicemail",))
    desk.do(care.add_route, other, RouteRow("phone", "07700 900123", "no", None))
    desk.do(needs.add, needs.NeedDraft(other, "housing", TODAY))
    desk.do(
        consents.answer,
        consents.AnswersDraft(other, answers=(consents.Answer("housing", "no", "verbal"),)),
    )
    meet(desk, other)
    later(clock, minutes=1)
    join(desk, other, one)
    found = desk.ask(folder.of_person, one)
    assert found.card.flags == ("no_voicemail",)
    assert [row.safe for row in found.card.routes] == ["no"]
    assert found.card.other_names == ("Feather",)
    assert len(found.needs) == len(found.contacts) == 1
    assert {each.scope: each.state for each in found.standing}["housing"] == "refused"
    (line,) = desk.ask(peoplelist.listed).lines
    assert (line.person.care, [row.safe for row in line.routes]) == (("no_voicemail",), ["no"])
    assert line.person.seen_on == TODAY
    assert [hit.id for hit in desk.ask(people.find, "feath")] == [one]
    assert [each.person.id for each in desk.ask(names.similar, "feathr")] == [one]
    desk.do(care.set_flags, one, ())
    assert desk.ask(people.card, one).flags == ()


def test_the_preview_says_what_counts_and_which_should_stay(desk: Desk, clock: SetClock) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    meet(desk, one, days_ago=25)
    for _ in range(2):
        meet(desk, other)
    seen = desk.ask(link_preview.preview, other, one)
    assert (seen.goes.contacts, seen.stays.contacts) == (2, 1)
    assert seen.fewer == ("quarter", "year")
    assert seen.better_swapped
    assert not desk.ask(link_preview.preview, one, other).better_swapped
    meet(desk, one)
    assert desk.ask(link_preview.preview, other, one).fewer == ("month", "quarter", "year")
    for period in seen.fewer:
        assert say(f"linking.preview.fewer.{period}")
    assert set(lookup("linking.preview.case")) == {"none", "closes", "moves"}
    assert set(lookup("linking.kind")) == set(partners.KINDS)


# what is refused


def test_joining_wants_a_reason_and_two_records(desk: Desk) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    for draft in (LinkDraft(other, one, " "), LinkDraft(one, one, "same")):
        with pytest.raises(CheckFailed):
            desk.do(linking.link, draft)
    join(desk, other, one)
    for again in (LinkDraft(other, one, "again"), LinkDraft(one, other, "back")):
        with pytest.raises(CheckFailed):
            desk.do(linking.link, again)
    with pytest.raises(NotAllowed):
        desk.do(as_role("volunteer", linking.link), LinkDraft(other, one, "reason"))


def test_the_living_are_not_joined_with_the_dead(desk: Desk) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")

    def died(work: Work) -> Done[None]:
        work.session.execute(
            update(Person)
            .where(Person.id == one)
            .values(deceased_on=TODAY, deceased_recorded_at=work.now)
        )
        return Done(None, changed("people"))

    desk.do(died)
    for draft in (LinkDraft(other, one, "same"), LinkDraft(one, other, "same")):
        with pytest.raises(CheckFailed):
            desk.do(linking.link, draft)


def test_joined_with_a_restricted_record_the_whole_is_restricted(desk: Desk) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    desk.do(access.restrict, other, "wish")
    with pytest.raises(Restricted):
        desk.do(as_role("caseworker", linking.link), LinkDraft(other, one, "same"))
    join(desk, other, one)
    with pytest.raises(Restricted):
        desk.ask(as_role("caseworker", people.card), one)
    assert desk.ask(names.similar, "domino") == ()


# possible doubles


def pairs(desk: Desk) -> list[tuple[set[str], tuple[str, ...]]]:
    return [
        ({each.one.alias, each.other.alias}, each.reasons) for each in desk.ask(doubles.doubles)
    ]


def test_pairs_come_with_their_reasons_the_likeliest_first(desk: Desk) -> None:
    one, _ = add(desk, "Domino"), add(desk, "Domeno")
    two = add(desk, "Sable", own_code="Heron")
    add(desk, "Quartz", own_code="heron")
    add(desk, "Phoebe")
    add(desk, "Feebee")
    add(desk, "Marble")
    for key, number in ((one, "+44 7700 900123"), (two, "07700 900123")):
        desk.do(care.add_route, key, RouteRow("phone", number, "yes", None))
    found = pairs(desk)
    assert found == [
        ({"Sable", "Quartz"}, ("same_code",)),
        ({"Domino", "Sable"}, ("same_phone",)),
        ({"Domino", "Domeno"}, ("one_letter",)),
        ({"Phoebe", "Feebee"}, ("sounds",)),
    ]
    assert all(say(f"likeness.reason.{reason}") for _, reasons in found for reason in reasons)


def test_two_people_are_never_suggested_again(desk: Desk) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    desk.do(doubles.not_the_same, other, one)
    desk.do(doubles.not_the_same, one, other)
    assert pairs(desk) == []
    with pytest.raises(NotAllowed):
        desk.ask(as_role("volunteer", doubles.doubles))


def test_restricted_and_joined_records_are_in_no_pair(desk: Desk) -> None:
    one, other = add(desk, "Domino", own_code="Heron"), add(desk, "Domeno", own_code="Heron")
    join(desk, other, one)
    assert pairs(desk) == []
    desk.do(linking.undo, other)
    assert len(pairs(desk)) == 1
    desk.do(access.restrict, other, "wish")
    assert pairs(desk) == []


# people who belong together


def test_partners_keep_their_answers_to_themselves(desk: Desk) -> None:
    one, other = add(desk, "Domino"), add(desk, "Sable")
    desk.do(care.add_route, other, RouteRow("phone", "07700 900987", "ask", "SABLE-RULE"))
    yes = consents.Answer("housing", "yes", "verbal", "able")
    desk.do(consents.answer, consents.AnswersDraft(other, answers=(yes,)))
    desk.do(needs.add, needs.NeedDraft(other, "housing", TODAY, "SABLE-NEED"))
    meet(desk, other)

    def seen() -> list[Any]:
        found = desk.ask(folder.of_person, one)
        parts = ("card", "routes", "standing", "story", "contacts", "incidents", "needs", "tasks")
        return [*(getattr(found, part) for part in parts), desk.ask(sheet.read, one)]

    before = seen()
    key = desk.do(partners.add, PartnerDraft(one, other)).value
    assert seen() == before
    assert "SABLE" not in repr((seen(), desk.ask(folder.of_person, one)))
    (row,) = desk.ask(partners.of_person, one)
    assert (row.alias, row.kind, row.other_id) == ("Sable", "partner", other)
    (mirrored,) = desk.ask(partners.of_person, other)
    assert mirrored.alias == "Domino"
    desk.do(access.restrict, other, "wish")
    (hidden,) = desk.ask(as_role("caseworker", partners.of_person), one)
    assert hidden == replace(row, alias=None)
    desk.do(partners.end, key)
    assert desk.ask(partners.of_person, one)[0].ended_at is not None


def test_people_who_belong_together_are_two_people(desk: Desk) -> None:
    one, other = add(desk, "Domino"), add(desk, "Domeno")
    key = desk.do(partners.add, PartnerDraft(other, one, "family")).value
    assert pairs(desk) == []
    for draft in (PartnerDraft(one, other), PartnerDraft(one, one), PartnerDraft(one, other, "x")):
        with pytest.raises(CheckFailed):
            desk.do(partners.add, draft)
    with pytest.raises(CheckFailed):
        desk.do(linking.link, LinkDraft(other, one, "same"))
    desk.do(partners.end, key)
    with pytest.raises(NoSuchRecord):
        desk.do(partners.end, key)
    join(desk, other, one)
