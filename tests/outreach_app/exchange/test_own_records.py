"""What was entered in the program itself goes out and comes back in."""

import json
from collections.abc import Callable
from datetime import timedelta

from outreach_app.bootstrap import Desk
from outreach_app.casework import cases, consents, contacts, incidents, needs, people, sessions
from outreach_app.exchange.exporting import export
from tests.outreach_app.exchange.moving import bring_in

MakeDesk = Callable[..., Desk]


def _a_night(desk: Desk) -> None:
    now = desk.clock.now()
    shift = desk.do(sessions.start, sessions.SessionDraft("van_night", now)).value
    person = desk.do(people.add, people.PersonDraft(alias="Wren")).value
    draft = contacts.ContactDraft(
        started_at=now - timedelta(hours=1),
        who=contacts.KNOWN,
        person_id=person.id,
        session_id=shift.id,
        supplies={"condom_ext": 4},
        note="kept inside, never exchanged",
    )
    first = desk.do(contacts.log, draft).value
    desk.do(contacts.log, contacts.ContactDraft(started_at=now, people=3))
    desk.do(contacts.void, first.id, "test")
    told = incidents.IncidentDraft(
        told_at=now,
        person_id=person.id,
        type="robbery",
        area="unknown",
        occurred_precision="day",
        occurred_on=now.date(),
        vehicle=incidents.VehicleDraft(plate_said="Q?12", model=""),
        suspects=(incidents.SuspectDraft(sex="male", phone_said=""),),
    )
    incident = desk.do(incidents.log, told).value
    answers = consents.AnswersDraft(
        person.id,
        incident.id,
        (consents.Answer("alert_local", consents.YES, "verbal_witnessed", "able"),),
    )
    desk.do(consents.answer, answers)
    need = desk.do(needs.add, needs.NeedDraft(person.id, "housing", now.date())).value
    desk.do(needs.move, need, "in_progress", now.date())
    case = desk.do(cases.open_case, cases.CaseDraft(person.id)).value
    desk.do(cases.close, case, "needs_met", now.date())
    desk.do(sessions.end, shift.id)


def test_a_night_entered_here_moves_to_another_casebook(make_desk: MakeDesk) -> None:
    old, new = make_desk("old"), make_desk("new")
    _a_night(old)
    once = old.do(export)
    bring_in(new, once)
    assert new.do(export) == once
    out = json.loads(once)
    assert {name: len(out[name]) for name in ("contacts", "incidents", "needs", "cases")} == {
        "contacts": 4,
        "incidents": 1,
        "needs": 1,
        "cases": 1,
    }
    assert out["incidents"][0]["vehicle"]["model"] is None
    assert b"never exchanged" not in once
