"""Whoever moved, died, or was a child here: what is special about each stays right."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from models.neighbours import NeighbourLink, SealedSent
from models.people import Person, PersonFlag, Task
from outreach_app.bootstrap import Desk
from outreach_app.casework import death, holds, incidents, people, tasks, young
from outreach_app.casework.death import DeathDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.tasks import TaskDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.casework.young import YoungDraft
from outreach_app.clock import SetClock
from outreach_app.neighbours import inbox, receiving, sending
from outreach_app.reports import leaks
from outreach_app.retention import anonymising, due
from outreach_app.retention.anonymising import EraseDraft, OnHold
from tests.outreach_app.neighbours.two_projects import Two, acquainted, says_yes, sealed, two
from tests.outreach_app.retention.pages import found_in

__all__ = ["acquainted", "two"]


def erase(desk: Desk, key: str, ground: str = "asked") -> None:
    code = desk.ask(anonymising.look, key).code
    desk.do(anonymising.anonymise, EraseDraft(key, ground, code))


def test_whoever_moved_to_another_project(two: Two) -> None:
    who = two.who
    says_yes(two.ours, who.id)
    made = sealed(two, who)
    row = two.theirs.do(inbox.take_in, made.released.data, made.words).value
    two.theirs.do(inbox.look, row.id)
    accepted = two.theirs.do(receiving.accept_case, row.id).value
    two.ours.do(sending.accept_receipt, made.id, accepted.receipt)
    erase(two.ours, who.id)
    two.ours.scrub()
    left = two.ours.ask(
        lambda work: work.session.execute(
            select(SealedSent.sealed, SealedSent.secret, SealedSent.spoken, SealedSent.purpose)
        ).all()
    )
    assert {tuple(each) for each in left} == {(None, None, None, "")}
    links = two.ours.ask(lambda work: work.session.scalars(select(NeighbourLink.person_id)).all())
    # What they told of somebody dangerous can still be recalled; they themselves are not linked.
    assert set(links) <= {None}
    words = ["Marble", "Maribel", "07700 900123", "zebrafish"]
    assert found_in(two.ours.path, two.ours._key, words) == set()
    assert two.ours.verify().findings == ()
    # There they are somebody else's record, and nothing was done to it.
    assert two.theirs.ask(people.card, accepted.person_id).alias == "Marble"


def test_what_is_somebody_else_s_stays(desk: Desk, clock: SetClock) -> None:
    dune, wren = (
        desk.do(people.add, PersonDraft(alias=alias)).value.id for alias in ("Dune", "Wren")
    )
    draft = IncidentDraft(
        told_at=clock.now(),
        person_id=dune,
        type="robbery",
        area="unknown",
        occurred_precision="unknown",
    )
    incident = desk.do(incidents.log, draft).value.id
    for whose, about in ((wren, incident), (None, incident)):
        task = TaskDraft("ask how it went", person_id=whose, incident_id=about)
        desk.do(tasks.add, task)
    erase(desk, dune)
    left = desk.ask(lambda work: work.session.scalars(select(Task.person_id)).all())
    assert list(left) == [wren]


def test_somebody_who_died(desk: Desk, clock: SetClock) -> None:
    key = desk.do(people.add, PersonDraft(alias="Dune")).value.id
    day = clock.moment.date()
    draft = DeathDraft(key, day, how_known="friend", told_by="a friend called Quill", hold=True)
    desk.do(death.has_died, draft)
    seen = desk.ask(anonymising.look, key)
    assert seen.hold is not None
    with pytest.raises(OnHold):
        desk.do(anonymising.anonymise, EraseDraft(key, "due", seen.code))

    desk.do(holds.lift, key)
    erase(desk, key, "due")
    row = desk.ask(
        lambda work: work.session.execute(
            select(Person.deceased_on, Person.deceased_told_by, Person.alias)
        ).one()
    )
    assert tuple(row) == (day, None, "Anonymised")


def test_a_child_is_kept_inside_for_good(desk: Desk, clock: SetClock) -> None:
    key = desk.do(people.add, PersonDraft(alias="Wren")).value.id
    desk.do(young.raise_to_lead, YoungDraft(person_id=key, seen_and_said="seen with Quill"))
    clock.moment = datetime(2045, 1, 1, 12, tzinfo=UTC)
    assert desk.ask(due.count) == 1
    erase(desk, key, "due")
    assert key in desk.ask(young.kept_inside)
    flags = desk.ask(lambda work: work.session.scalars(select(PersonFlag.flag)).all())
    assert list(flags) == [people.UNDER_18]
    assert not desk.ask(lambda work: young.may_be_shown_outside(work, key))


def test_their_old_name_is_no_secret_any_more_and_the_new_one_is_none(desk: Desk) -> None:
    key = desk.do(people.add, PersonDraft(alias="Quillfeather")).value.id

    def found(words: str) -> Any:
        return desk.ask(lambda work: [each for each in leaks._secrets(work) if each.words == words])

    assert found("Quillfeather")
    erase(desk, key)
    assert not found("Quillfeather")
    assert not found("Anonymised")
