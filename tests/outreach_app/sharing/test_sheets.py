"""Sheets that go out: what each may say, when there is none, and what stops one at the last moment."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from models.sharing import Disclosure, Refusal
from outreach_app.bootstrap import Desk
from outreach_app.casework import agencies, consents, incident_card, incidents, people
from outreach_app.casework.agencies import AgencyDraft
from outreach_app.casework.consents import Answer, AnswersDraft
from outreach_app.casework.telling import IncidentDraft, VehicleDraft
from outreach_app.matching import decisions
from outreach_app.matching.decisions import DecisionDraft
from outreach_app.sharing import register, sheet_offers, sheets
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.releasing import NotAsShown, Released
from outreach_app.sharing.sheet_offers import Offer, Wanted
from outreach_app.sharing.sheets import Prepared
from outreach_app.work import Work
from tests.filled import SAMPLE
from tests.outreach_app.sharing.conftest import key


def words_of(data: bytes) -> str:
    """Return every word of a PDF as a reader sees it, and what its file says about itself."""
    reader = PdfReader(BytesIO(data))
    text = [page.extract_text() for page in reader.pages]
    return " ".join(" ".join([*text, *map(str, (reader.metadata or {}).values())]).split())


def made(prepared: Prepared) -> str:
    assert prepared.preview is not None, prepared.reasons
    return words_of(prepared.preview.parcel.data)


def paper(desk: Desk, output: str, incident: str) -> Offer:
    found = desk.ask(sheet_offers.offers, incident)
    return next(each for each in found.papers if each.wanted.output == output)


def answer(work: Work, incident: str, scope: str, person: str | None = None) -> None:
    yes = Answer(scope, consents.YES, "verbal", "able")
    consents.answer(work, AnswersDraft(person, incident, (yes,)))


def take_back(work: Work, incident: str, scope: str) -> None:
    whose = people.everyone(work)[0].id
    no = Answer(scope, consents.NO, "verbal", "able")
    consents.answer(work, AnswersDraft(whose, incident, (no,)))


def count(work: Work, table: type[Disclosure] | type[Refusal]) -> int:
    return work.session.scalar(select(func.count()).select_from(table)) or 0


def test_the_sheet_says_the_facts_and_leaves_out_who(told: Desk) -> None:
    prepared = told.ask(sheets.prepare, Wanted("num_sheet", key(told, "INR-01")))
    assert prepared.may_leave
    text = made(prepared)
    for said in ("Report for NUM", "QH54 R?E", "Qashqai", "October", "Canalside"):
        assert said in text
    for private in ("Comet", "Kiln", "lightning", "07700", "INR-01", "3 Oct"):
        assert private.lower() not in text.lower()
    assert prepared.preview is not None
    assert prepared.preview.parcel.reference in text
    assert "who told us" in prepared.left_out


def test_what_left_is_in_the_register_and_gives_its_bytes_back(told: Desk) -> None:
    incident = key(told, "INR-01")
    prepared = told.ask(sheets.prepare, Wanted("num_sheet", incident))
    answered = told.do(sheets.release, prepared, "printed").value
    assert isinstance(answered, Released)
    assert prepared.preview is not None
    assert answered.data == prepared.preview.parcel.data
    gone = told.ask(register.gone, incident_id=incident)
    assert [(row.output, row.recipient, row.number) for row in gone] == [
        ("num_sheet", "num", answered.number)
    ]


def test_a_yes_taken_back_after_the_look_stops_it_and_is_written_down(told: Desk) -> None:
    incident = key(told, "INR-01")
    prepared = told.ask(sheets.prepare, Wanted("num_sheet", incident))
    told.do(take_back, incident, "num_report")
    before = told.ask(count, Refusal)
    answered = told.do(sheets.release, prepared, "printed").value
    assert isinstance(answered, Denied)
    assert answered.reasons == ("withdrawn",)
    assert told.ask(count, Refusal) == before + 1
    assert told.ask(count, Disclosure) == 0
    assert told.ask(sheets.prepare, Wanted("num_sheet", incident)).preview is None


def test_a_record_that_went_on_since_the_look_does_not_leave(told: Desk) -> None:
    prepared = told.ask(sheets.prepare, Wanted("num_sheet", key(told, "INR-01")))
    preview = prepared.preview
    assert preview is not None
    parcel = replace(preview.parcel, reference="AAAA-AAAA")
    stale = replace(prepared, preview=replace(preview, parcel=parcel))
    with pytest.raises(NotAsShown):
        told.do(sheets.release, stale, "printed")
    assert told.ask(count, Disclosure) == 0


def test_nobody_is_offered_police_who_said_no_police(told: Desk) -> None:
    incident = key(told, "INR-01")
    told.do(answer, incident, "police_intel_anon")
    assert paper(told, "police_sheet", incident).reasons == ()
    told.do(incident_card.step, incident, "warn_only")
    for output in ("police_sheet", "police_report"):
        assert "no_police" in paper(told, output, incident).reasons
        assert told.ask(sheets.prepare, Wanted(output, incident)).preview is None
    assert paper(told, "num_sheet", incident).reasons == ()


def tell_another(work: Work) -> str:
    draft = IncidentDraft(
        work.now,
        None,
        "robbery",
        "canalside",
        "month",
        work.today.replace(day=1),
        vehicle=VehicleDraft("QH54 RSE", "nissan", "Qashqai", "grey", "suv"),
    )
    return incidents.log(work, draft).value.id


def same(work: Work, one: str, other: str, decision: str = decisions.CONFIRMED) -> None:
    decisions.decide(work, DecisionDraft(one, other, decision, "Same car, same words"))


def test_a_joint_sheet_holds_those_confirmed_with_their_own_yes_alone(told: Desk) -> None:
    first = key(told, "INR-01")
    second, third = told.do(tell_another), told.do(tell_another)
    told.do(answer, first, "police_intel_anon")
    assert not [
        each
        for each in told.ask(sheet_offers.offers, first).papers
        if each.wanted.output == "joint_sheet"
    ]
    told.do(same, first, second)
    told.do(same, first, third)
    assert paper(told, "joint_sheet", first).reasons == ("one_account",)
    told.do(answer, second, "police_intel_anon")
    offer = paper(told, "joint_sheet", first)
    assert (offer.reasons, offer.accounts, offer.without) == ((), 2, 1)
    prepared = told.ask(sheets.prepare, offer.wanted)
    text = made(prepared)
    assert "Account 1 of 2" in text
    assert "QH54 RSE" in text
    assert "INR-" not in text
    # Undone between the look and the yes: what was shown is not what would go.
    told.do(answer, third, "police_intel_anon")
    with pytest.raises(NotAsShown):
        told.do(sheets.release, prepared, "printed")
    told.do(same, second, third, decisions.DIFFERENT)
    assert paper(told, "joint_sheet", first).reasons == ("held_different",)
    assert told.ask(sheets.prepare, offer.wanted).preview is None


def test_treated_as_the_same_for_warnings_is_not_enough_for_police(told: Desk) -> None:
    first, second = key(told, "INR-01"), told.do(tell_another)
    for each in (first, second):
        told.do(answer, each, "police_intel_anon")
    told.do(same, first, second, decisions.TREATED)
    assert told.ask(sheet_offers.held_to_be_same, first) == ()


def test_the_card_is_the_directory_without_police_and_without_a_refuges_address(
    told: Desk,
) -> None:
    told.do(agencies.keep, AgencyDraft("gum", "Harbour Clinic", phone="0800 111 222"))
    told.do(agencies.keep, AgencyDraft("police_swlo", "Liaison Desk"))
    told.do(agencies.keep, AgencyDraft("refuge", "Refuge line", address="4 Hidden Row"))
    text = words_of(told.ask(sheet_offers.referral_card).data)
    assert "Harbour Clinic" in text
    assert "Refuge line" in text
    assert "Liaison Desk" not in text
    assert "Hidden" not in text


def test_no_paper_of_the_whole_sample_says_a_private_word(full: Desk) -> None:
    private = [each.lower() for each in json.loads(SAMPLE.read_text())["leak_strings"]]
    seen = set()
    for row in full.ask(incidents.listing):
        for each in full.ask(sheet_offers.offers, row.id).papers:
            prepared = full.ask(sheets.prepare, each.wanted)
            if prepared.preview is None:
                assert prepared.reasons
                continue
            text = f" {made(prepared).lower()} "
            found = [word for word in private if f" {word} " in text]
            assert not found or not prepared.may_leave, (row.reference, each.title, found)
            if prepared.may_leave:
                seen.add(each.wanted.output)
    assert {"num_sheet", "police_sheet"} <= seen


def test_nothing_about_a_child_is_offered(full: Desk) -> None:
    for each in full.ask(sheet_offers.offers, key(full, "INR-17")).papers:
        assert "under_18" in each.reasons
        assert full.ask(sheets.prepare, each.wanted).preview is None
