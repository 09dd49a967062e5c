"""Who else is found in somebody's copy, however it was written down."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from models.incidents import Incident
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access_requests,
    amending,
    care,
    contacts,
    details,
    incident_police,
    incidents,
    people,
)
from outreach_app.casework.access_requests import AccessDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.incident_police import PoliceDraft
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.casework.telling import IncidentDraft, SuspectDraft, VehicleDraft
from outreach_app.sharing import own_copy
from outreach_app.work import Work
from tests.outreach_app.sharing.test_own_copy import _furnish

# A note, and the words of it that are somebody else's.
NOTES = (
    ("Rang 07700900999 2 nights running", "07700900999"),
    ("Rang 07700900999 07700 900123", "07700900999"),
    ("07700-900-999 / 07700 900123", "07700-900-999"),
    ("Rang 07700.900.999. 3 times", "07700.900.999"),
    ("Rang 07700–900–999 and 07700 900123", "07700–900–999"),
    ("Rang 07700\u00a0900\u00a0999", "07700\u00a0900\u00a0999"),
    ("Rang +44 (0)7700 900 999", "+44 (0)7700 900 999"),
    ("Rang 0044 7700-900999, 2 pm", "0044 7700-900999"),
    ("Rang 07700 900\n999", "07700 900\n999"),
    ("Rang ０7700_900_999", "０7700_900_999"),
    ("Rang the other one, 01314960777 (2 calls)", "01314960777"),
    ("Came with Re\u0301ane", "Re\u0301ane"),
    ("Came with RE\u0301ANE's bag", "RE\u0301ANE"),
    ("Came with Re\u00adane", "Re\u00adane"),
    ("Came with Réa\u200bne", "Réa\u200bne"),
    ("Came with Saltmarsh", "Saltmarsh"),
    ("Sleeps at 12 harbour row now", "12 harbour row"),
)


def test_others_are_found_however_they_are_written(desk: Desk) -> None:
    def furnish(work: Work) -> str:
        comet = people.create(work, PersonDraft("Comet")).id
        dune = people.create(work, PersonDraft("Dune")).id
        other = people.create(work, PersonDraft("Saltmarsh")).id
        care.add_route(work, comet, RouteRow("phone", "07700 900123", "yes", None))
        care.add_route(work, dune, RouteRow("phone", "07700 900999 or 0131 496 0777", "yes", None))
        care.add_route(work, dune, RouteRow("address", "Flat 4, 12 Harbour Row", "yes", None))
        details.change_details(work, other, PersonDraft("Réane"))
        for note, _ in NOTES:
            contacts.log(work, ContactDraft(work.now, "known", comet, note=note))
        return comet

    rows = _review(desk, desk.do(furnish))
    for note, words in NOTES:
        (row,) = [each for each in rows if note in each.block.text]
        assert [(each.words, each.blocks) for each in row.found] == [(words, True)], note


def test_a_description_that_was_put_right_is_looked_at_as_the_one_that_stands(desk: Desk) -> None:
    whose = desk.do(_furnish)

    def put_right(work: Work) -> None:
        key = work.session.scalars(select(Incident.id).where(Incident.person_id == whose)).one()
        draft = amending.as_told(work, key).value
        amending.amend(work, key, replace(draft, suspects=()), amending.REASONS[0])

    desk.do(put_right)
    rows = _review(desk, whose)
    former = [each for each in rows if each.id.partition(":")[0] in ("amended", "changed")]
    assert [each.block.suggest for each in former] == ["suspect", "suspect"]
    assert not {each.id for each in former} & {each.id for each in own_copy.easy(rows)}


def test_whoever_is_described_and_officials_are_marked_in_their_own_words_too(desk: Desk) -> None:
    notes = {
        "That man again, in ab12 cde": ("suspect", "ab12 cde"),
        "He rings from 07700900555, twice": ("suspect", "07700900555"),
        "Rang PC Harkness": ("official", "PC Harkness"),
        "Harkness was kind": ("official", "Harkness"),
        "Came with Fernsby": ("part", "Fernsby"),
        "Came with Tall Fernsby": ("name", "Tall Fernsby"),
        "Tall and quiet": None,
    }

    def furnish(work: Work) -> str:
        comet = people.create(work, PersonDraft("Comet")).id
        people.create(work, PersonDraft("Tall Fernsby"))
        told = IncidentDraft(
            work.now,
            comet,
            "robbery",
            "unknown",
            "unknown",
            vehicle=VehicleDraft(plate_said="AB12 CDE"),
            suspects=(SuspectDraft("male", phone_said="07700 900555"),),
        )
        incident = incidents.log(work, told).value
        key = str(getattr(incident, "id", incident))
        incident_police.keep(work, key, PoliceDraft(officer="PC Harkness"))
        for note in notes:
            contacts.log(work, ContactDraft(work.now, "known", comet, note=note))
        return comet

    rows = _review(desk, desk.do(furnish))
    for note, wanted in notes.items():
        (row,) = [each for each in rows if each.block.text.endswith(note)]
        assert [(each.kind, each.words) for each in row.found] == ([wanted] if wanted else []), note
        assert (row.block in own_copy.easy(rows)) is (wanted is None)


def test_a_former_name_of_theirs_is_looked_for_in_notes_about_others(desk: Desk) -> None:
    whose = desk.do(_furnish)
    desk.do(details.change_details, whose, PersonDraft("Starling"))
    found = [each for each in _review(desk, whose) if each.block.section == "mentions"]
    assert [each.block.text for each in found] == ["Saw Comet by the bridge."]


def _review(desk: Desk, whose: str) -> tuple[own_copy.Reviewed, ...]:
    key = desk.do(access_requests.register, AccessDraft(date(2025, 12, 20), whose)).value
    return desk.ask(own_copy.review, key).rows
