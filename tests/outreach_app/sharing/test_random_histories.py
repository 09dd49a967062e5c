"""Nothing leaves that an independent reading of the rules forbids; everything it allows may."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from sqlalchemy import func, insert, select, update

from models.incidents import Incident, PathEvent
from models.people import Person, PersonFlag
from models.sharing import Consent
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents, people
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.clock import SetClock
from outreach_app.sharing.asking import Allowed, Request
from outreach_app.sharing.deciding import decide
from outreach_app.work import Work
from tests.outreach_app.sharing.histories import (
    QUESTIONS,
    START,
    Aged,
    Answered,
    Died,
    Event,
    Joined,
    NotDiedAfterAll,
    Oracle,
    Step,
    Thought,
    Void,
    histories,
)

READERS = (None, "Northshire Police", "wendle  project")
PLAIN = {"wendle  project": "Wendle Project"}


@given(history=histories)
@settings(max_examples=30)
def test_the_gate_agrees_with_the_documents(
    desk: Desk, clock: SetClock, history: list[Event]
) -> None:
    compare(desk, clock, history)


@pytest.mark.slow
@given(history=histories)
@settings(max_examples=1000)
def test_a_thousand_histories(desk: Desk, clock: SetClock, history: list[Event]) -> None:
    compare(desk, clock, history)


def compare(desk: Desk, clock: SetClock, history: list[Event]) -> None:
    clock.moment = START
    oracle = Oracle()
    keys = desk.do(begin)
    for event in history:
        if cannot_be(oracle, event):
            continue
        oracle.note(event)
        clock.moment = oracle.now
        desk.do(write, oracle, keys, event)
    for scope, (output, recipient, about_incident) in QUESTIONS.items():
        for reader in READERS:
            request = Request(
                output,
                incident_id=keys[2],
                person_id=None if about_incident else keys[0],
                scope=scope,
                recipient=recipient,
                named_recipient=reader,
            )
            expected = oracle.may(scope, PLAIN.get(reader or "", reader))
            answer = desk.ask(decide, request)
            assert isinstance(answer, Allowed) == expected, (scope, reader, answer)


def cannot_be(oracle: Oracle, event: Event) -> bool:
    """Nobody writes on the second record as on hers before it is known to be hers."""
    record = getattr(event, "record", 0)
    return (record == 1 and oracle.joined) or (isinstance(event, Joined) and oracle.joined)


def begin(work: Work) -> tuple[str, str, str]:
    first = people.create(work, PersonDraft("Invented"))
    second = people.create(work, PersonDraft("Invented too"))
    told = IncidentDraft(work.now, first.id, "robbery", "unknown", "unknown")
    done = incidents.log(work, told)
    return first.id, second.id, done.value.id


def write(work: Work, oracle: Oracle, keys: tuple[str, str, str], event: Event) -> None:
    """Write an event as an import or the program would, by its columns."""
    match event:
        case Answered(scope=scope):
            last = oracle.events[-1]
            about_incident = QUESTIONS[scope][2]
            work.session.execute(
                insert(Consent).values(
                    id=new_key(),
                    person_id=keys[0] if about_incident else keys[event.record],
                    incident_id=keys[2] if about_incident else None,
                    scope=scope,
                    state=last["state"],
                    at=last["at"],
                    recorded_at=last["recorded"],
                    recorded_by=work.by,
                    method="verbal",
                    capacity=last["capacity"],
                    expires_on=last["ends"],
                    named_recipient=last["named"],
                )
            )
        case Aged(band, record):
            change(work, keys[record], age_band=band)
        case Died(record):
            change(work, keys[record], deceased_on=work.today, deceased_recorded_at=work.now)
        case NotDiedAfterAll():
            for key in keys[:2]:
                change(work, key, deceased_on=None, deceased_recorded_at=None)
        case Thought():
            work.session.execute(
                insert(PersonFlag).values(
                    id=new_key(), person_id=keys[0], flag="under_18_concern", noted_at=work.now
                )
            )
        case Step(path):
            steps = work.session.scalar(
                select(func.count()).where(PathEvent.incident_id == keys[2])
            )
            work.session.execute(
                insert(PathEvent).values(
                    id=new_key(),
                    incident_id=keys[2],
                    position=steps,
                    on_day=work.today,
                    path=path,
                    recorded_at=work.now,
                )
            )
        case Void():
            work.session.execute(
                update(Incident)
                .where(Incident.id == keys[2])
                .values(voided_at=work.now + timedelta(0), void_reason="test")
            )
        case Joined():
            change(work, keys[1], merged_into=keys[0], merged_at=work.now)
        case _:
            pass


def change(work: Work, key: str, **values: object) -> None:
    work.session.execute(update(Person).where(Person.id == key).values(**values))
