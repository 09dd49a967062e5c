"""Do you know this plate or number? Only what both know comes to light."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.errors import CheckFailed
from outreach_app.neighbours import address_book, hashing, inbox, knowing, refusing
from outreach_app.neighbours.knowing import AskDraft
from tests.outreach_app.neighbours.two_projects import Two, says

WORDS = "paper lantern bridge river candle tin"


@pytest.fixture(autouse=True)
def _agreed(request: pytest.FixtureRequest) -> None:
    if "two" in request.fixturenames:
        two: Two = request.getfixturevalue("two")
        two.ours.do(address_book.agree, two.to_them, WORDS)
        two.theirs.do(address_book.agree, two.from_us, WORDS.upper())


def seen(desk: Desk, plate: str | None, phone: str | None = None, answer: str = "yes") -> None:
    now = desk.clock.now()
    draft = IncidentDraft(
        now,
        type="robbery",
        area="unknown",
        occurred_precision="day",
        occurred_on=now.date(),
        vehicle=VehicleDraft(plate_said=plate) if plate else None,
        suspects=(SuspectDraft(phone_said=phone),) if phone else (),
    )
    key = desk.do(incidents.log, draft).value.id
    says(desk, "alert_partners", answer, incident_id=key)


def test_only_what_both_know_comes_to_light(two: Two) -> None:
    seen(two.theirs, "QH54 RSE", "+44 7700 900231")
    seen(two.theirs, "AB12 CDE", answer="no")
    seen(two.theirs, "XY99 ZZZ")
    said = ("qh54-r5e", "07700 900231", "AB12 CDE", "LM03 NOP", "07700 900999")
    made = two.ours.do(knowing.ask, AskDraft(two.to_them, said)).value
    row = two.theirs.do(inbox.take_in, made.data).value
    assert row.kind == "query"
    back = two.theirs.do(knowing.answer, row.id).value
    came = two.ours.do(inbox.take_in, back.data).value
    known = two.ours.do(knowing.read_answer, came.id).value
    assert known.project == "Harbour Lights (invented)"
    # The plate whose teller said no makes no hit, whatever is asked.
    assert (known.asked, known.known) == (5, ("qh54-r5e", "07700 900231"))
    assert two.ours.ask(knowing.results, made.id) == known
    for data in (made.data, back.data):
        assert b"QH54" not in data


def test_without_the_same_words_nothing_is_known(two: Two) -> None:
    seen(two.theirs, "QH54 RSE")
    two.theirs.do(address_book.agree, two.from_us, WORDS.replace("tin", "ton"))
    made = two.ours.do(knowing.ask, AskDraft(two.to_them, ("QH54 RSE",))).value
    row = two.theirs.do(inbox.take_in, made.data).value
    back = two.theirs.do(knowing.answer, row.id).value
    came = two.ours.do(inbox.take_in, back.data).value
    assert two.ours.do(knowing.read_answer, came.id).value.known == ()


def test_a_question_is_whole_and_comes_after_words_were_agreed(two: Two) -> None:
    for said in (
        (),
        ("QH54 R?E",),
        ("last 4 digits 0231",),
        tuple(f"AB{n:02}CDE" for n in range(51)),
    ):
        with pytest.raises(CheckFailed):
            two.ours.do(knowing.ask, AskDraft(two.to_them, said))
    two.ours.do(address_book.end, two.to_them)
    with pytest.raises(refusing.NotChecked):
        two.ours.do(knowing.ask, AskDraft(two.to_them, ("QH54 RSE",)))


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_twice_blinded_the_same_is_the_same_and_once_blinded_it_is_noise(
    one: str, other: str
) -> None:
    key = hashing.key_of(WORDS, bytes(16))
    ours, theirs = hashing.new_secret(), hashing.new_secret()
    points = [hashing.point_of(key, each) for each in (one, other)]
    here = hashing.blind(theirs, hashing.blind(ours, points))
    there = hashing.blind(ours, hashing.blind(theirs, points))
    assert here == there
    assert (here[0] == there[1]) == (one == other)
    assert not set(hashing.blind(ours, points)) & {*points, *here}


def test_points_that_are_none_are_not_understood() -> None:
    for told in (["00" * 32], ["01" + "00" * 31]):
        with pytest.raises(refusing.NotUnderstood):
            hashing.blind(hashing.new_secret(), hashing.read_points(told, 5))
    for told in ([], ["zz"], ["00"], [hashing.random_point().hex()] * 6):
        with pytest.raises(refusing.NotUnderstood):
            hashing.read_points(told, 5)
