"""A whole casebook: the invented sample with its key, decisions, registrations known to be safe."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select, update

from models.incidents import Incident
from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents
from outreach_app.casework.incidents import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed
from outreach_app.governance import audit
from outreach_app.matching import decisions, proposing, safe_plates
from outreach_app.matching.decisions import DecisionDraft
from outreach_app.matching.facts import Facts, VehicleFacts
from outreach_app.matching.proposing import Proposal
from outreach_app.work import Done, Work, changed
from tests.filled import SAMPLE

KEY = json.loads(SAMPLE.read_text())


@pytest.fixture
def sample_day(clock: SetClock) -> datetime:
    return clock.moment.replace(year=2026, month=2, day=10)


def tiers(found: tuple[Proposal, ...]) -> dict[frozenset[str], str]:
    return {frozenset((each.one.name, each.other.name)): each.tier for each in found if each.one}


def id_of(desk: Desk, name: str) -> str:
    def find(work: Work) -> str:
        return str(work.session.scalar(select(Incident.id).where(Incident.source_id == name)))

    return desk.ask(find)


def as_role(role: str, fn: object, *args: object) -> object:
    def asked(work: Work) -> object:
        return fn(replace(work, role=role), *args)  # type: ignore[operator]

    return asked


def test_the_sample_gives_its_key(full: Desk) -> None:
    found = tiers(full.ask(proposing.propose))
    expected = {frozenset((m["a"], m["b"])): m["tier"] for m in KEY["expected_matches"]}
    firm = {pair: tier for pair, tier in found.items() if tier != "possible"}
    assert firm == {pair: tier for pair, tier in expected.items() if tier != "possible"}
    assert expected.items() <= found.items()
    assert not {frozenset((m["a"], m["b"])) for m in KEY["expected_non_matches"]} & set(firm)
    assert not any("INR-09" in pair for pair in found)


def test_the_same_number_shows_that_the_men_differ(full: Desk) -> None:
    (pair,) = (
        each
        for each in full.ask(proposing.propose)
        if each.one and {each.one.name, each.other.name} == {"INR-05", "INR-19"}
    )
    assert pair.agrees[0] == "Same telephone number"
    assert "Build: Heavy and Slim" in pair.conflicts
    assert not any("IC" in each for each in pair.conflicts)


def test_what_is_typed_finds_the_four_of_the_workflow(full: Desk) -> None:
    typed = Facts(VehicleFacts("nissan", None, "grey", "suv", "QN54 8SE"))
    found = {each.other.name: each for each in full.ask(proposing.against, typed).found}
    tier = {name: each.tier for name, each in found.items()}
    assert tier["PRT-01"] == tier["INR-13"] == "strong"
    assert tier["INR-01"] == tier["INR-07"] == "likely"
    assert tier["INR-20"] == "possible"
    assert "Colour: Silver, here Grey" in found["INR-07"].conflicts
    assert full.ask(as_role("volunteer", proposing.against, typed)) == proposing.Beside(())  # type: ignore[arg-type]


def test_a_form_is_compared_before_it_is_saved(full: Desk, clock: SetClock) -> None:
    draft = IncidentDraft(
        told_at=clock.now(),
        type="robbery",
        area="unknown",
        occurred_precision="unknown",
        vehicle=VehicleDraft(plate_said="qh54 rse"),
        suspects=(SuspectDraft(), SuspectDraft(phone_said="07700 900231")),
    )
    found = full.ask(proposing.against, proposing.facts_of(draft)).found
    assert {"INR-13", "INR-02"} <= {each.other.name for each in found if each.tier == "strong"}
    saved = full.do(incidents.log, draft).value
    again = full.ask(proposing.of_incident, saved.id)
    assert {each.other.name for each in again} >= {each.other.name for each in found}
    assert full.ask(proposing.against, proposing.facts_of(draft), but=saved.id).found == found


def test_nothing_of_a_person_is_told(full: Desk) -> None:
    def close(work: Work) -> Done[None]:
        person = select(Incident.person_id).where(Incident.source_id == "INR-13")
        work.session.execute(
            update(Person).where(Person.id == person.scalar_subquery()).values(restricted=True)
        )
        return Done(None, changed("everything"))

    full.do(close)
    found = full.ask(proposing.propose)
    sources = {each.name: each for pair in found for each in (pair.one, pair.other) if each}
    assert sources["INR-13"].closed
    assert (sources["INR-13"].day, sources["INR-13"].area) == (None, "unknown")
    assert not sources["INR-22"].closed
    aliases = {row["alias"] for row in KEY["data"]["persons"]}
    words = " ".join(word for each in found for word in (*each.agrees, *each.conflicts))
    assert not any(alias in words for alias in aliases)


def test_a_pair_decided_to_be_different_is_not_proposed_until_that_is_undone(full: Desk) -> None:
    one, other = id_of(full, "INR-13"), id_of(full, "INR-22")
    pair = frozenset(("INR-13", "INR-22"))
    key = full.do(decisions.decide, DecisionDraft(one, other, decisions.DIFFERENT)).value
    assert pair not in tiers(full.ask(proposing.propose))
    assert "INR-22" not in {each.other.name for each in full.ask(proposing.of_incident, one)}
    full.do(decisions.undo, key)
    assert pair in tiers(full.ask(proposing.propose))
    with pytest.raises(NoSuchRecord):
        full.do(decisions.undo, key)
    (row,) = full.ask(decisions.history, one)
    assert row.undone_at is not None


def test_a_link_has_a_reason_and_joins_nothing(full: Desk) -> None:
    one, other = id_of(full, "INR-13"), id_of(full, "INR-22")
    with pytest.raises(CheckFailed):
        full.do(decisions.decide, DecisionDraft(one, other, decisions.TREATED))
    before = full.ask(lambda work: work.session.scalars(select(Incident.person_id)).all())
    draft = DecisionDraft(other, one, decisions.TREATED, "Same registration", "strong", ("x",), ())
    full.do(decisions.decide, draft)
    (row,) = full.ask(decisions.of, one)
    assert (row.other_id, row.decision, row.agrees) == (other, decisions.TREATED, ("x",))
    assert before == full.ask(lambda work: work.session.scalars(select(Incident.person_id)).all())
    found = {each.other.name: each for each in full.ask(proposing.of_incident, one)}
    assert found["INR-22"].decision == decisions.TREATED
    assert full.ask(audit.latest, 1)[0].action == "match_decided"
    with pytest.raises(CheckFailed):
        full.do(decisions.decide, DecisionDraft(one, one, decisions.DIFFERENT))
    with pytest.raises(NoSuchRecord):
        full.do(decisions.decide, DecisionDraft(one, "nothing", decisions.DIFFERENT))
    with pytest.raises(NotAllowed):
        full.ask(as_role("volunteer", decisions.decide, draft))  # type: ignore[arg-type]


def test_the_newest_decision_holds_and_an_older_one_comes_back(full: Desk) -> None:
    one, other = id_of(full, "INR-13"), id_of(full, "INR-22")
    full.do(decisions.decide, DecisionDraft(one, other, decisions.UNSURE))
    later = full.do(decisions.decide, DecisionDraft(one, other, decisions.DIFFERENT)).value
    assert [each.decision for each in full.ask(decisions.live).values()] == [decisions.DIFFERENT]
    full.do(decisions.undo, later)
    assert [each.decision for each in full.ask(decisions.live).values()] == [decisions.UNSURE]


def test_a_registration_known_to_be_safe_links_nothing(full: Desk) -> None:
    with pytest.raises(CheckFailed):
        full.do(safe_plates.add, "QH54*", "The van")
    with pytest.raises(NotAllowed):
        full.ask(as_role("outreach", safe_plates.listed))  # type: ignore[arg-type]
    key = full.do(safe_plates.add, "QH54 RSE", "The outreach van").value
    found = tiers(full.ask(proposing.propose))
    assert frozenset(("INR-13", "INR-22")) not in found
    assert frozenset(("INR-02", "INR-08")) in found
    assert full.ask(safe_plates.is_safe, "qn54 8se")
    assert not full.ask(safe_plates.is_safe, "QH54*")
    typed = Facts(VehicleFacts(plate_said="QH54RSE"))
    assert full.ask(proposing.against, typed) == proposing.Beside((), safe=True)
    full.do(safe_plates.end, key)
    assert not full.ask(safe_plates.is_safe, "QH54 RSE")
    assert frozenset(("INR-13", "INR-22")) in tiers(full.ask(proposing.propose))


def test_a_voided_incident_goes_out_at_once(full: Desk) -> None:
    one = id_of(full, "INR-13")

    def void(work: Work) -> Done[None]:
        work.session.execute(
            update(Incident)
            .where(Incident.id == one)
            .values(voided_at=work.now, void_reason="test")
        )
        return Done(None, changed("incidents"))

    assert full.ask(proposing.of_incident, one)
    full.do(void)
    assert full.ask(proposing.of_incident, one) == ()
    assert not any("INR-13" in pair for pair in tiers(full.ask(proposing.propose)))
