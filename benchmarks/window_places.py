"""What each page is opened with in an invented casebook, so that it has something to show."""

from typing import Any

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access_requests,
    incidents,
    needs,
    outside_requests,
    people,
    police_conduct,
    safeguarding,
)
from outreach_app.casework.access_requests import AccessDraft
from outreach_app.casework.outside_requests import RequestDraft
from outreach_app.casework.police_conduct import ConductDraft
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.casework.safeguarding import ConcernDraft
from ui import when

_ABOUT = (
    *("person", "person_details", "consent", "raise_concern", "note_conduct", "move_case"),
    *("log_contact", "gone"),
)
_TOLD = ("incident", "amend_incident", "combine_alert", "alert", "sheet", "wishes")


def places(desk: Desk) -> dict[str, dict[str, Any]]:
    """Return the parameters of pages that show nothing without them; notes a record of each."""
    who = max(desk.ask(people.everyone), key=lambda each: len(each.open_needs))
    told = next(each for each in desk.ask(incidents.listing) if each.person_id)
    now = desk.clock.now()
    day = when.local_day(now, desk.zone)
    about, record = {"person_id": who.id}, {"incident_id": told.id}
    concern = ConcernDraft(("adult_at_risk",), now, who.id, seen_and_said="Told at the door.")
    conduct = ConductDraft(("degrading",), day, who.id, account="Told at the door.")
    outside = RequestDraft("police_asked", NoteDraft(now, what="A letter."))
    own = desk.do(access_requests.register, AccessDraft(day, who.id, asked="All of it.")).value
    found: dict[str, dict[str, Any]] = {
        **dict.fromkeys(_ABOUT, about),
        **dict.fromkeys(_TOLD, record),
        "concern": {"record_id": desk.do(safeguarding.raise_concern, concern).value, **about},
        "conduct": {"record_id": desk.do(police_conduct.note, conduct).value, **about},
        "request": {"record_id": desk.do(outside_requests.register, outside).value},
        "own_record": {"request_id": own},
        "own_review": {"request_id": own},
        "colleague": {"code": desk.me.code},
    }
    need = next(iter(desk.ask(needs.of_person, who.id)), None)
    if need is not None:
        found["need"] = {"need_id": need.id, **about}
    return found
