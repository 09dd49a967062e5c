"""What the invented sample lets leave, and what it does not."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from models.sharing import Disclosure, Refusal
from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents
from outreach_app.errors import NotAllowed
from outreach_app.sharing import marking, redacting, register, releasing
from outreach_app.sharing.asking import Allowed, Denied, Request
from outreach_app.sharing.deciding import decide
from outreach_app.sharing.outputs import every
from outreach_app.sharing.releasing import Parcel, Released, Yes
from outreach_app.work import Work
from tests.filled import SAMPLE
from tests.outreach_app.sharing.conftest import SECOND, key


def reasons(desk: Desk, request: Request) -> tuple[str, ...]:
    found = desk.ask(decide, request)
    return found.reasons if isinstance(found, Denied) else ()


def test_consent_taken_back_or_run_out_stops_police(full: Desk) -> None:
    assert reasons(full, Request("police_sheet", key(full, "INR-10"))) == ("withdrawn",)
    assert reasons(full, Request("police_report", key(full, "INR-12"))) == ("expired",)
    assert isinstance(full.ask(decide, Request("police_sheet", key(full, "INR-01"))), Allowed)


def test_no_police_is_a_choice_that_holds(full: Desk) -> None:
    warned = [row for row in full.ask(incidents.listing) if row.no_police]
    assert warned
    for row in warned:
        assert "no_police" in reasons(full, Request("police_sheet", row.id))


def test_conduct_of_officials_never_goes_to_police(full: Desk) -> None:
    assert "officials" in reasons(full, Request("police_sheet", key(full, "INR-14")))


def test_a_child_is_told_about_by_the_lead_alone(full: Desk) -> None:
    child = key(full, "INR-17")
    assert "under_18" in reasons(full, Request("police_sheet", child))
    told = Request(
        "police_report", child, basis="safeguard_child", recipient="police", reason="in danger"
    )
    assert isinstance(full.ask(decide, told), Allowed)


def test_a_refused_attempt_is_counted(full: Desk) -> None:
    before = full.ask(count, Refusal)
    parcel = a_parcel(full, "INR-10")
    preview = full.ask(releasing.look, parcel)
    assert preview.denied is not None
    assert not preview.may_leave
    answer = full.do(releasing.release, parcel, Yes(preview.sha256)).value
    assert isinstance(answer, Denied)
    assert full.ask(count, Refusal) == before + 1


def test_what_leaves_is_in_the_register_before_its_bytes_are(full: Desk) -> None:
    before = full.ask(count, Disclosure)
    parcel = a_parcel(full, "INR-01")
    preview = full.ask(releasing.look, parcel)
    assert preview.may_leave, preview
    answer = full.do(releasing.release, parcel, Yes(preview.sha256, "saved")).value
    assert isinstance(answer, Released)
    assert full.ask(count, Disclosure) == before + 1
    gone = full.ask(register.gone, incident_id=parcel.requests[0].incident_id)
    assert (gone[0].reference, gone[0].fields) == (parcel.reference, parcel.fields)
    for role in ("volunteer", "reporter", "admin"):
        with pytest.raises(NotAllowed):
            unsaid(full, role, answer.id)
    full.do(releasing.failed, answer.id)
    assert full.ask(count, Disclosure) == before


def unsaid(desk: Desk, role: str, release: str) -> None:
    """Let a colleague who did not let it go say that it did not go."""
    desk.do(lambda work: releasing.did_not_go(replace(work, role=role, by=SECOND), release))


def test_other_words_than_those_shown_do_not_leave(full: Desk) -> None:
    parcel = a_parcel(full, "INR-01")
    with pytest.raises(releasing.NotAsShown):
        full.do(releasing.release, parcel, Yes("0" * 64))


def test_no_output_says_a_private_word(full: Desk) -> None:
    private = json.loads(SAMPLE.read_text())["leak_strings"]
    for row in full.ask(incidents.listing):
        for out in every():
            facts = full.ask(redacting.redact, Request(out.name, row.id))
            text = "\n".join(value for fact in facts.facts for value in fact.values)
            assert not [each for each in private if f" {each.lower()} " in f" {text.lower()} "]


def test_the_mockups_four_words_are_marked(full: Desk) -> None:
    text = (
        "Robbery and threats in Canalside on 3 Oct. Comet got into a grey Nissan Qashqai, "
        "QH54 R?E. Driver described as 45 to 54, medium build, grey hair, Midlands accent. "
        "Drives to a remote place and takes the phone. Drove to Kiln Road; he remarked on the "
        "lightning tattoo."
    )
    found = full.ask(marking.marks, text, [Request("alert", key(full, "INR-01"))])
    assert [(mark.words, mark.kind, mark.blocks) for mark in found] == [
        ("3 Oct", "day", True),
        ("Comet", "name", True),
        ("Kiln Road", "place", True),
        ("lightning", "note", True),
    ]


def count(work: Work, table: type[Disclosure] | type[Refusal]) -> int:
    return work.session.scalar(select(func.count()).select_from(table)) or 0


def a_parcel(desk: Desk, reference: str) -> Parcel:
    request = Request("police_sheet", key(desk, reference))
    facts = desk.ask(redacting.redact, request)
    text = "\n".join(value for fact in facts.facts for value in fact.values)
    return Parcel((request,), releasing.new_reference(), facts.fields, text, text.encode(), "txt")


def test_a_service_hears_of_what_it_is_for_and_of_nothing_that_happened(full: Desk) -> None:
    incident = key(full, "INR-06")
    for scope in ("housing", "health", "drug_service", "isva_sarc"):
        facts = full.ask(redacting.redact, Request("agency_letter", incident, scope=scope))
        assert set(facts.fields) <= {"needs"}
        assert set(facts.get("needs")).isdisjoint({"Wants to leave or reduce sex work"})
