"""Under 18 or thought to be: what a form becomes, how it reaches the lead, and what stays inside."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from outreach_app import paths
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    care,
    consents,
    incidents,
    linking,
    people,
    safeguarding,
    tasks,
    young,
)
from outreach_app.casework.linking import LinkDraft
from outreach_app.casework.young import YoungDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed, Restricted
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.vocabulary import shipped
from outreach_app.words import say
from tests.outreach_app.casework.sitting import add, as_role, figures, later

TODAY = date(2025, 12, 20)
LISTS = shipped()


@pytest.mark.parametrize(
    ("band", "flags", "child"),
    [
        ("u16", (), True),
        ("16_17", (), True),
        ("18_24", (), False),
        ("not_known", (), False),
        ("not_known", ("under_18_concern",), True),
        ("18_24", ("under_18_concern", "pregnant"), True),
        ("not_said", ("pregnant",), False),
    ],
)
def test_a_form_becomes_the_child_path(band: str, flags: tuple[str, ...], child: bool) -> None:
    shape = young.form_for(band, flags, LISTS)
    assert shape.child is child
    assert shape.asks_consent is not child
    assert ("work_settings" in shape.hidden) is child
    assert all(say(f"young.{name}") for name in shape.asked)


def test_no_word_of_the_child_path_speaks_of_the_work() -> None:
    words = paths.resource("words/young.toml").read_text(encoding="utf-8").lower()
    for word in ("sex", "work setting", "worker", "refuse", "consent?"):
        assert word not in words


def test_raising_reaches_every_lead_today_and_changes_the_record(desk: Desk) -> None:
    key = add(
        desk, "Sonnet", work_settings=("street",), born_on=date(2005, 1, 1), born_precision="day"
    )
    draft = YoungDraft(
        person_id=key,
        seen_and_said="School bag. Said fifteen, then nineteen.",
        in_danger_now=True,
        where_tonight="With a friend",
        who_with="An older man waits in a car",
        told_what_follows=True,
        wishes="Not to go home",
    )
    raised = desk.do(young.raise_to_lead, draft).value
    assert raised.leads == 1
    (task,) = desk.ask(tasks.waiting)
    assert (task.kind, task.due_on, task.owner) == ("safeguarding", TODAY, "DAYA")
    card = desk.ask(people.card, key)
    assert (card.details.age_band, card.details.age_basis) == ("16_17", "worker_view")
    assert (card.details.work_settings, card.details.born_on) == ((), None)
    assert card.young
    assert "under_18_concern" in card.flags
    (row,) = desk.ask(safeguarding.listing)
    assert (row.concerns, row.status, row.in_danger_now) == (("under_18",), "raised", True)
    concern = desk.do(safeguarding.read, raised.concern_id).value
    assert (concern.wishes, concern.told_what_follows) == ("Not to go home", True)
    assert concern.basis == "safeguard_child"
    assert figures(desk, "SG01") == {"under_18": 1}
    read_and_check(desk.do(export), desk.vocabulary(), desk.clock.now())


def test_a_birthday_that_agrees_is_kept(desk: Desk) -> None:
    key = add(desk, "Sonnet", born_on=date(2009, 5, 1), born_precision="month")
    desk.do(young.raise_to_lead, YoungDraft("16_17", "told", key))
    card = desk.ask(people.card, key)
    assert card.details.born_on == date(2009, 5, 1)
    assert "under_18_concern" not in card.flags
    assert card.young


def test_anybody_on_a_shift_may_raise_and_read_their_own(desk: Desk) -> None:
    key = add(desk, "Sonnet")
    volunteer = as_role("volunteer", young.raise_to_lead)
    raised = desk.do(volunteer, YoungDraft(person_id=key)).value
    assert raised.concern_id
    with pytest.raises(NotAllowed):
        desk.do(as_role("reporter", young.raise_to_lead), YoungDraft(person_id=key))
    with pytest.raises(Restricted):
        desk.do(as_role("caseworker", safeguarding.read, by="OTHER"), raised.concern_id)


def test_somebody_nobody_knows_is_raised_by_what_was_seen(desk: Desk) -> None:
    with pytest.raises(CheckFailed):
        desk.do(young.raise_to_lead, YoungDraft())
    desk.do(young.raise_to_lead, YoungDraft(seen_and_said="A girl of about fifteen by the bridge"))
    assert desk.ask(people.everyone) == ()


@pytest.mark.parametrize(
    "wrong", [{"age_band": "18_24"}, {"age_band": "young"}, {"age_basis": "guess"}]
)
def test_what_is_refused_changes_nothing(desk: Desk, wrong: dict[str, Any]) -> None:
    key = add(desk, "Sonnet")
    with pytest.raises(CheckFailed):
        desk.do(young.raise_to_lead, replace(YoungDraft(person_id=key), **wrong))
    assert desk.ask(safeguarding.listing) == ()
    assert not desk.ask(people.card, key).young


def test_nothing_of_a_child_may_be_shown_outside(desk: Desk, clock: SetClock) -> None:
    adult, told = add(desk, "Domino", age_band="25_34"), add(desk, "Sonnet", age_band="u16")
    thought = add(desk, "Quill")
    desk.do(care.set_flag, thought, "under_18_concern")
    born = add(desk, "Lark", born_on=date(2007, 12, 21), born_precision="day")
    shown = {key: desk.ask(young.may_be_shown_outside, key) for key in (adult, told, thought, born)}
    assert shown == {adult: True, told: False, thought: False, born: False}
    later(clock, days=1)
    assert desk.ask(young.may_be_shown_outside, born)
    desk.do(linking.link, LinkDraft(told, adult, "one person"))
    assert not desk.ask(young.may_be_shown_outside, adult)
    assert desk.ask(people.card, adult).young
    assert {told, adult, thought} == desk.ask(young.kept_inside)


def test_a_child_is_in_no_police_figure_joined_or_not(desk: Desk, clock: SetClock) -> None:
    child, other = add(desk, "Sonnet", age_band="16_17"), add(desk, "Domino")
    draft = incidents.IncidentDraft(
        told_at=clock.now(),
        person_id=child,
        type="rape",
        area="unknown",
        occurred_precision="unknown",
    )
    told = desk.do(incidents.log, draft).value
    yes = consents.Answer("police_intel_anon", "yes", "verbal", "able")
    desk.do(consents.answer, consents.AnswersDraft(child, told.id, (yes,)))
    later(clock, hours=1)
    assert figures(desk, "PV01") == 0
    desk.do(linking.link, LinkDraft(child, other, "one person"))
    assert figures(desk, "PV01") == 0
    desk.do(linking.undo, child)
    desk.do(linking.link, LinkDraft(other, child, "one person"))
    assert figures(desk, "PV01") == 0


def test_a_restricted_record_is_not_put_on_the_path_by_others(desk: Desk) -> None:
    key = add(desk, "Sonnet")
    desk.do(access.restrict, key, "wish")
    with pytest.raises(Restricted):
        desk.do(as_role("outreach", young.raise_to_lead), YoungDraft(person_id=key))
    desk.do(young.raise_to_lead, YoungDraft(person_id=key))
