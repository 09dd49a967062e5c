"""Suspect facts for a neighbour: on a yes for that project alone, and never a person over there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.incidents import PartnerReport, Suspect, Vehicle
from models.sharing import Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents, people
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed
from outreach_app.matching import proposing
from outreach_app.neighbours import (
    address_book,
    facts,
    inbox,
    keys,
    recalling,
    receiving,
    refusing,
    sealing,
)
from outreach_app.neighbours.contents import Recall, pack
from outreach_app.neighbours.facts import FactsDraft
from outreach_app.neighbours.sealing import Letter
from outreach_app.neighbours.sending import Sealed, Stopped
from outreach_app.work import Done, changed
from tests.outreach_app.neighbours.two_projects import (
    HARBOUR,
    NOTE,
    Two,
    says,
    told,
)


def sealed(two: Two, *chosen: str) -> Sealed:
    seen = two.ours.ask(facts.preview, two.to_them, chosen)
    assert seen.against == ()
    done = two.ours.do(facts.seal_facts, FactsDraft(two.to_them, chosen, seen.digest)).value
    assert isinstance(done, Sealed)
    return done


def reports(desk: Desk) -> list[tuple[str, str, str, str]]:
    return desk.ask(
        lambda work: [
            (each.project, each.type, each.month, each.area)
            for each in work.session.scalars(
                select(PartnerReport).order_by(PartnerReport.reference)
            )
        ]
    )


def test_facts_go_on_a_yes_and_become_reports_to_match(two: Two) -> None:
    marble = two.ours.do(people.add, PersonDraft("Marble")).value.id
    one, other = told(two.ours, marble), told(two.ours, None, "theft")
    assert two.ours.ask(facts.candidates, two.to_them) == ()
    for key in (one, other):
        says(two.ours, "alert_partners", "yes", incident_id=key)
    assert [each.against for each in two.ours.ask(facts.candidates, two.to_them)] == [(), ()]
    made = sealed(two, one, other)
    for part in (b"Marble", b"QH54", b"swallow", NOTE.encode()):
        assert part not in made.released.data
    rows = two.ours.ask(
        lambda work: work.session.execute(
            select(Disclosure.incident_id, Disclosure.scope, Disclosure.content)
        ).all()
    )
    assert {tuple(row) for row in rows} == {
        (key, "alert_partners", "anonymous") for key in (one, other)
    }
    row = two.theirs.do(inbox.take_in, made.released.data).value
    shown = "\n".join(
        line for each in two.theirs.do(inbox.look, row.id).value.sections for line in each.lines
    )
    assert "registration QH54 R?E" in shown
    for word in ("Marble", "Quayside", "zebrafish", "12 December", "11 December"):
        assert word not in shown
    taken = two.theirs.do(facts.accept_facts, row.id).value
    assert (taken.new, taken.before) == (2, 0)
    ours = "Tidewell Outreach (invented)"
    assert reports(two.theirs) == [
        (ours, "robbery", "2025-12", "outside"),
        (ours, "theft", "2025-12", "outside"),
    ]
    assert two.theirs.ask(people.everyone) == ()
    assert two.theirs.ask(incidents.listing) == ()
    # What was told here meets what came from there.
    told(two.theirs, None)
    assert two.theirs.ask(proposing.propose) != ()
    # Sent once more, nothing becomes two.
    again = two.theirs.do(inbox.take_in, sealed(two, one).released.data).value
    assert two.theirs.do(facts.accept_facts, again.id).value.before == 1
    assert len(reports(two.theirs)) == 2
    assert two.theirs.verify().findings == ()


def test_several_people_described_are_several_reports_with_one_car(two: Two) -> None:
    now = two.ours.clock.now()
    draft = IncidentDraft(
        told_at=now,
        type="robbery",
        area="unknown",
        occurred_precision="day",
        occurred_on=now.date(),
        vehicle=VehicleDraft(plate_said="AB12 CDE"),
        suspects=(SuspectDraft(sex="male"), SuspectDraft(sex="female", build="slim")),
    )
    key = two.ours.do(incidents.log, draft).value.id
    says(two.ours, "alert_partners", "yes", incident_id=key)
    row = two.theirs.do(inbox.take_in, sealed(two, key).released.data).value
    two.theirs.do(facts.accept_facts, row.id)
    assert len(reports(two.theirs)) == 2
    count = two.theirs.ask(
        lambda work: (
            len(work.session.scalars(select(Vehicle)).all()),
            len(work.session.scalars(select(Suspect)).all()),
        )
    )
    assert count == (1, 2)


def test_what_may_not_go_is_said_and_stays(two: Two) -> None:
    key = told(two.ours, None)
    says(two.ours, "alert_partners", "yes", incident_id=key)
    seen = two.ours.ask(facts.preview, two.to_them, (key,))
    says(two.ours, "alert_partners", "no", incident_id=key)
    assert two.ours.ask(facts.preview, two.to_them, (key,)).sections == ()
    done = two.ours.do(facts.seal_facts, FactsDraft(two.to_them, (key,), seen.digest)).value
    assert done == Stopped(("withdrawn",))
    now = two.ours.clock.now()
    for draft, why in (
        (
            IncidentDraft(now, None, "robbery", "unknown", "unknown"),
            ("no_month", "nobody_described"),
        ),
        (
            IncidentDraft(now, None, "staff_misconduct", "unknown", "day", now.date()),
            ("colleague", "nobody_described"),
        ),
        (
            IncidentDraft(now, None, "robbery", "unknown", "year", (now - timedelta(9)).date()),
            ("no_month", "nobody_described"),
        ),
    ):
        other = two.ours.do(incidents.log, draft).value.id
        says(two.ours, "alert_partners", "yes", incident_id=other)
        found = set(two.ours.ask(facts.preview, two.to_them, (other,)).against)
        assert set(why) <= found


def test_facts_that_could_not_be_typed_in_are_not_understood(two: Two) -> None:
    from outreach_app.neighbours import address_book, keys, sealing
    from outreach_app.neighbours.sealing import Letter

    day = two.ours.clock.now().date()
    link = {"link": "A", "type": "robbery", "month": "2025-12", "suspect": None}
    car: dict[str, object] = {
        "plate_said": "AB12 CDE", "make": "x_own", "model": None, "colour": None, "type": None,
        "features": [],
    }  # fmt: skip
    good = {**link, "vehicle": car}
    contents: tuple[dict[str, object], ...] = (
        {},
        {"reports": []},
        {"reports": [{**good, "more": "x"}]},
        {"reports": [{**good, "vehicle": None}]},
        {"reports": [{**good, "type": "song"}]},
        {"reports": [{**good, "month": "2026-12"}]},
        {"reports": [{**good, "month": "2025-13"}]},
        {"reports": [{**good, "vehicle": {**car, "colour": "mauve"}}]},
        {"reports": [{**good, "vehicle": {**car, "plate_said": "A" * 30}}]},
        {"reports": [{**good, "link": "a" * 50}]},
        {"reports": [good, good]},
    )

    def seal(number: int, content: dict[str, object]) -> bytes:
        def made(work: object) -> bytes:
            key = keys.make(work).signing  # type: ignore[arg-type]
            to = address_book.get(work, two.to_them).sealing  # type: ignore[arg-type]
            return sealing.seal(Letter("facts", f"R{number}", day, day, "x", content), to, key)

        return two.ours.do(made)

    for number, content in enumerate(contents):
        with pytest.raises(refusing.NotUnderstood):
            two.theirs.do(inbox.take_in, seal(number, content))
    # A make of car that only they have is another make here.
    row = two.theirs.do(inbox.take_in, seal(99, {"reports": [good]})).value
    two.theirs.do(facts.accept_facts, row.id)
    assert two.theirs.ask(lambda work: work.session.scalars(select(Vehicle.make)).all()) == [
        "other"
    ]


def test_named_to_somebody_else_it_does_not_go(two: Two) -> None:
    from outreach_app.casework import consents
    from outreach_app.casework.consents import Answer, AnswersDraft

    key = told(two.ours, None)
    for named, why in (("Lantern Street", ("named_only",)), (HARBOUR, ())):
        answer = Answer("alert_partners", "yes", "verbal", "able", named_recipient=named)
        two.ours.do(consents.answer, AnswersDraft(incident_id=key, answers=(answer,)))
        assert two.ours.ask(facts.preview, two.to_them, (key,)).against == why


@pytest.mark.parametrize("links", [(), tuple(f"no-such-{n}" for n in range(2_000))])
def test_a_recall_takes_back_only_what_it_names(
    two: Two, clock: SetClock, links: tuple[str, ...]
) -> None:
    key = told(two.ours, None)
    says(two.ours, "alert_partners", "yes", incident_id=key)
    row = two.theirs.do(inbox.take_in, sealed(two, key).released.data).value
    two.theirs.do(facts.accept_facts, row.id)
    before = reports(two.theirs)
    day = clock.moment.date()
    letter = Letter(recalling.KIND, "K7Q4-M2XD", day, day, "x", pack(Recall(links)))
    data = two.ours.do(
        lambda work: Done(
            sealing.seal(
                letter,
                address_book.usable(work, two.to_them).sealing,
                keys.make(work).signing,
            ),
            changed(),
        )
    ).value
    row = two.theirs.do(inbox.take_in, data).value
    assert two.theirs.do(receiving.accept, row.id).value.count == 0
    assert reports(two.theirs) == before


def test_facts_are_taken_back_when_the_yes_is(two: Two, clock: SetClock) -> None:
    key, other = told(two.ours, None), told(two.ours, None, "theft")
    for each in (key, other):
        says(two.ours, "alert_partners", "yes", incident_id=each)
    row = two.theirs.do(inbox.take_in, sealed(two, key, other).released.data).value
    two.theirs.do(facts.accept_facts, row.id)
    told(two.theirs, None)
    match = two.theirs.ask(proposing.propose)
    assert match
    assert two.ours.ask(recalling.to_recall, two.to_them) == ()
    with pytest.raises(CheckFailed):
        two.ours.do(recalling.seal_recall, two.to_them)
    says(two.ours, "alert_partners", "no", incident_id=key)
    assert two.ours.ask(recalling.to_recall, two.to_them) == (key,)
    made = two.ours.do(recalling.seal_recall, two.to_them).value
    assert two.ours.ask(recalling.to_recall, two.to_them) == ()
    row = two.theirs.do(inbox.take_in, made.data).value
    assert two.theirs.do(inbox.look, row.id).value.sections[0].lines == (
        "1 report is not to be used any more",
    )
    assert two.theirs.do(receiving.accept, row.id).value.count == 1
    assert [each[1] for each in reports(two.theirs)] == ["theft"]
    assert two.theirs.verify().findings == ()
    # Said yes to again, it comes again.
    clock.moment += timedelta(minutes=1)
    says(two.ours, "alert_partners", "yes", incident_id=key)
    row = two.theirs.do(inbox.take_in, sealed(two, key).released.data).value
    assert two.theirs.do(facts.accept_facts, row.id).value.new == 1
    assert len(reports(two.theirs)) == 2
    assert two.ours.ask(recalling.to_recall, two.to_them) == ()
