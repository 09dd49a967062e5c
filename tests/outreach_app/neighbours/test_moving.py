"""Workflow 9: a case moves to another project at the person's wish, part by part."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.incidents import Incident
from models.neighbours import NeighbourLink
from models.people import Person
from models.sharing import Consent, Disclosure, Refusal
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    care,
    death,
    folder,
    incidents,
    people,
    referral_rows,
    tasks,
    young,
)
from outreach_app.casework.death import DeathDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.young import YoungDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NotAllowed, Restricted
from outreach_app.neighbours import address_book, inbox, receiving, refusing, sending, sent
from outreach_app.neighbours.moving import PARTS, Choice
from outreach_app.neighbours.sending import MoveDraft, Stopped
from outreach_app.work import Work
from tests.conftest import MakeDesk
from tests.outreach_app.neighbours.two_projects import (
    HARBOUR,
    NOTE,
    Marble,
    Two,
    says,
    says_yes,
    sealed,
)


@pytest.fixture
def who(two: Two) -> Marble:
    return two.who


def count(desk: Desk, model: type) -> int:
    return desk.ask(lambda work: work.session.scalar(select(func.count()).select_from(model)) or 0)


def against(two: Two, who: Marble) -> tuple[str, ...]:
    return two.ours.ask(sending.preview, Choice(who.id), two.to_them).against


def test_a_case_moves_and_closes_with_its_receipt(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    assert two.ours.ask(people.card, who.id).open_case is not None
    assert [row.text for row in two.ours.ask(tasks.waiting)] == [
        f"Ask {HARBOUR} for the receipt code of the record that moves"
    ]
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    seen = two.theirs.do(inbox.look, row.id).value
    shown = "\n".join(line for each in seen.sections for line in each.lines)
    assert "Marble" in shown
    assert NOTE not in shown
    accepted = two.theirs.do(receiving.accept_case, row.id).value
    with pytest.raises(refusing.WrongReceipt):
        two.ours.do(sending.accept_receipt, made.id, "AAAA-BBBB")
    assert two.ours.ask(people.card, who.id).open_case is not None
    two.ours.do(sending.accept_receipt, made.id, accepted.receipt.lower().replace("-", " "))
    card = two.ours.ask(people.card, who.id)
    assert [(each.close_reason, each.closed_on) for each in card.cases] == [
        ("transferred", two.ours.clock.now().date())
    ]
    (referral,) = two.ours.ask(referral_rows.of_person, who.id)
    assert (referral.agency_type, [step.status for step in referral.steps]) == (
        "partner_project",
        ["drafted", "made", "accepted"],
    )
    assert two.ours.ask(tasks.waiting) == ()
    assert two.ours.verify().findings == ()
    assert two.theirs.verify().findings == ()


def test_it_becomes_a_new_person_with_keys_of_its_own(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    says(two.ours, "police_full", "yes", incident_id=who.robbed)
    made = sealed(two, who)
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    new = two.theirs.do(receiving.accept_case, row.id).value.person_id
    found = two.theirs.ask(folder.of_person, new)
    assert (found.card.alias, found.card.other_names) == ("Marble", ("Maribel",))
    assert found.card.details.age_band == "25_34"
    assert found.card.flags == ("no_voicemail",)
    assert [each.value for each in found.card.routes] == ["07700 900123"]
    assert found.card.open_case is not None
    assert found.card.open_case.risk_level == "high"
    assert [each.category for each in found.needs] == ["housing"]
    assert [(each.type, each.path) for each in found.incidents] == [("robbery", "undecided")]
    account = two.theirs.do(incidents.read_account, found.incidents[0].id).value
    assert (account.own_words, account.place_exact) == (None, None)
    assert account.vehicle is not None
    assert account.vehicle.plate_said == "QH54 R?E"
    assert [each.features for each in account.suspects] == [("tattoo: swallow",)]
    assert count(two.theirs, Consent) == 0
    assert all(each.state == "not_asked" for each in found.standing)
    assert [(each.kind, each.person_id) for each in found.tasks] == [("consent", new)]

    def keys(work: Work) -> set[str]:
        every = [
            *work.session.scalars(select(Person.id)),
            *work.session.scalars(select(Incident.id)),
        ]
        return {*every, *work.session.scalars(select(Person.code))}

    ours = two.ours.ask(keys)
    assert not {new, found.incidents[0].id} & ours
    assert not any(each in found.card.alias for each in ours)


def test_both_projects_mean_the_same_thing_by_a_random_reference(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    accepted = two.theirs.do(receiving.accept_case, row.id).value

    def links(work: Work) -> dict[str, tuple[str | None, bool]]:
        return {
            each.reference: (each.person_id or each.incident_id, each.theirs)
            for each in work.session.scalars(select(NeighbourLink))
        }

    here, there = two.ours.ask(links), two.theirs.ask(links)
    assert here.keys() == there.keys()
    assert {mine for mine, _ in here.values()} == {who.id, who.robbed}
    assert accepted.person_id in {theirs for theirs, _ in there.values()}
    assert not any(theirs for _, theirs in here.values())


def test_what_was_not_chosen_does_not_go(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    seen = two.ours.ask(sending.preview, Choice(who.id), two.to_them)
    assert [each.name for each in seen.sections] == ["name"]
    draft = MoveDraft(Choice(who.id), two.to_them, seen.digest)
    made = two.ours.do(sending.seal_case, draft).value
    assert not isinstance(made, Stopped)
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    new = two.theirs.do(receiving.accept_case, row.id).value.person_id
    found = two.theirs.ask(folder.of_person, new)
    assert (found.incidents, found.needs, found.routes) == ((), (), ())
    assert found.card.details.age_band == "not_known"


def test_what_leaves_is_written_down_before_it_leaves(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    sealed(two, who)
    (row,) = two.ours.ask(
        lambda work: work.session.execute(
            select(Disclosure.person_id, Disclosure.scope, Disclosure.recipient, Disclosure.content)
        ).all()
    )
    assert tuple(row) == (who.id, "transfer", "partner_project", "full")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"named": None}, "nobody_named"),
        ({"named": "Somebody else"}, "named_only"),
        ({"capacity": "recheck"}, "not_able"),
        ({"capacity": "not_free"}, "not_able"),
    ],
)
def test_a_yes_is_for_this_project_and_from_somebody_able_to_give_it(
    two: Two, who: Marble, answer: dict[str, str], why: str
) -> None:
    assert against(two, who) == ("not_asked",)
    says_yes(two.ours, who.id, **answer)
    assert against(two, who) == (why,)


def test_a_refused_move_is_written_down_and_leaves_nothing(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    seen = two.ours.ask(sending.preview, Choice(who.id), two.to_them)
    says(two.ours, "transfer", "no", person_id=who.id)
    done = two.ours.do(sending.seal_case, MoveDraft(Choice(who.id), two.to_them, seen.digest)).value
    assert done == Stopped(("withdrawn",))
    assert (count(two.ours, Refusal), count(two.ours, Disclosure)) == (1, 0)
    assert two.ours.ask(referral_rows.of_person, who.id) == ()


def test_it_is_sealed_as_it_was_shown_or_not_at_all(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    choice = Choice(who.id, frozenset(PARTS))
    seen = two.ours.ask(sending.preview, choice, two.to_them)
    two.ours.do(care.set_flag, who.id, "stalked")
    with pytest.raises(CheckFailed):
        two.ours.do(sending.seal_case, MoveDraft(choice, two.to_them, seen.digest))
    assert count(two.ours, Disclosure) == 0


def test_nobody_is_moved_who_is_under_18_or_has_died(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    other = two.ours.do(people.add, PersonDraft("Dune")).value.id
    says_yes(two.ours, other)
    two.ours.do(young.raise_to_lead, YoungDraft(person_id=who.id))
    assert "under_18" in against(two, who)
    day = two.ours.clock.now().date()
    two.ours.do(death.has_died, DeathDraft(other, day, how_known="family"))
    assert "died" in two.ours.ask(sending.preview, Choice(other), two.to_them).against


def test_a_card_must_be_checked_at_both_ends(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    two.theirs.do(address_book.end, two.from_us)
    with pytest.raises(refusing.UnknownSender):
        two.theirs.do(inbox.take_in, made.released.data, made.words)
    two.ours.do(address_book.end, two.to_them)
    assert "not_checked" in against(two, who)


def test_one_move_at_a_time(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    assert against(two, who) == ("on_its_way",)
    two.ours.do(sending.call_off, made.id)
    assert against(two, who) == ()
    (referral,) = two.ours.ask(referral_rows.of_person, who.id)
    assert referral.status == "withdrawn"
    assert two.ours.ask(people.card, who.id).open_case is not None
    assert two.ours.ask(tasks.waiting) == ()
    with pytest.raises(CheckFailed):
        two.ours.do(sending.accept_receipt, made.id, "AAAA-BBBB")


def test_the_same_file_is_written_again_while_the_yes_holds(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    assert two.ours.do(sent.again, made.id).value.data == made.released.data
    says(two.ours, "transfer", "no", person_id=who.id)
    with pytest.raises(refusing.Stays):
        two.ours.do(sent.again, made.id)


def test_a_file_that_could_not_be_written_did_not_leave(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    two.ours.do(sending.did_not_go, made.id, made.released.id)
    assert count(two.ours, Disclosure) == 0
    assert against(two, who) == ()


def test_a_file_comes_in_once_and_only_in_time(two: Two, who: Marble, clock: SetClock) -> None:
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    clock.moment += timedelta(days=14)
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    with pytest.raises(refusing.AlreadyHere):
        two.theirs.do(inbox.take_in, made.released.data, made.words)
    two.theirs.do(inbox.put_away, row.id)
    with pytest.raises(refusing.AlreadyHere):
        two.theirs.do(inbox.take_in, made.released.data, made.words)
    with pytest.raises(CheckFailed):
        two.theirs.do(receiving.accept_case, row.id)
    assert two.theirs.ask(people.everyone) == ()
    two.ours.do(sending.call_off, made.id)
    again = sealed(two, who)
    clock.moment += timedelta(days=15)
    with pytest.raises(refusing.Expired):
        two.theirs.do(inbox.take_in, again.released.data, again.words)


def test_a_third_project_opens_nothing(two: Two, who: Marble, make_desk: MakeDesk) -> None:
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    third = make_desk("third", "Elsewhere (invented)")
    with pytest.raises(refusing.NotForUs):
        third.do(inbox.take_in, made.released.data, made.words)


def test_a_volunteer_neither_sends_nor_receives(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    for desk in (two.ours, two.theirs):
        desk.me = replace(desk.me, role="volunteer")
    with pytest.raises(NotAllowed):
        two.ours.ask(sending.preview, Choice(who.id), two.to_them)
    with pytest.raises(NotAllowed):
        two.theirs.do(inbox.take_in, made.released.data, made.words)


def test_a_restricted_record_is_moved_by_the_lead_alone(two: Two, who: Marble) -> None:
    from outreach_app.casework import access

    two.ours.do(access.restrict, who.id, "wish")
    two.ours.me = replace(two.ours.me, role="caseworker")
    with pytest.raises(Restricted):
        two.ours.ask(sending.preview, Choice(who.id), two.to_them)


def test_nothing_private_stands_in_the_file(two: Two, who: Marble) -> None:
    says_yes(two.ours, who.id)
    data = sealed(two, who).released.data
    for word in (b"Marble", b"Maribel", b"zebrafish", b"07700", b"QH54", b"Tidewell", b"Harbour"):
        assert word.lower() not in data.lower()
