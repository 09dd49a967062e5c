"""What stands in the cards, as the draft that the core takes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from outreach_app.casework.contact_entry import Start
from outreach_app.casework.contacts import KNOWN, NEW, ContactDraft, ContactRow
from outreach_app.casework.naloxone import OVERDOSES, SAID, USED_KITS
from ui.pages.log_contact.given import RETURNS

# Every field as it stands before anything is preset or typed.
BLANK: Final[Mapping[str, Any]] = {
    "who": KNOWN,
    "person_id": {},
    "new_alias": "",
    "people": 1,
    "setting": "",
    "area": "",
    "outcome": "",
    "supplies": {},
    "late_reason": "",
    "note": "",
    "remind": False,
    "remind_when": "tomorrow",
    "harm": False,
}


def presets(start: Start, where: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are filled before anybody types: as `where` says, or the shift."""
    person_id = where.get("person_id")
    return {
        "setting": where.get("setting", start.setting),
        "area": where.get("area") or start.area,
        "outcome": "engaged",
        "who": where.get("who", KNOWN),
        "person_id": {"id": person_id} if person_id else {},
    }


# Where somebody is met is where they come to, not where the harm was.
_CAME_TO_US: Final = frozenset({"drop_in", "walk_in", "phone", "text", "netreach"})
_NOT_KNOWN: Final = "unknown"


def harm_told(contact: ContactRow) -> dict[str, Any]:
    """Return what the form of an incident takes over from the contact in which it was told.

    The area of the street is the likely one; that of the door or the telephone says nothing, and
    "not known" is an answer until they have said more.
    """
    return {
        "person_id": contact.person_id,
        "area": _NOT_KNOWN if contact.setting in _CAME_TO_US else contact.area,
        "told_at": contact.started_at,
        "back": ("today", {}),
    }


def draft_from(
    fields: Mapping[str, Any], started_at: datetime, session_id: str | None, *, late: bool
) -> ContactDraft:
    """Make the draft. `fields` are the values of the form; fields that are not shown are left out.

    `late` says whether the reason for typing it later is asked for.
    """
    who = fields["who"] or KNOWN
    given = dict(fields["supplies"])
    return ContactDraft(
        started_at=started_at,
        who=who,
        person_id=(fields["person_id"] or {}).get("id") if who == KNOWN else None,
        new_alias=fields["new_alias"] if who == NEW else "",
        people=fields["people"] if who not in (KNOWN, NEW) else 1,
        setting=fields["setting"],
        outcome=fields["outcome"],
        area=fields["area"],
        session_id=session_id,
        supplies={item: given[item] for item in given if item not in (RETURNS, *SAID)},
        needle_returns=given.get(RETURNS, 0),
        naloxone_used=given.get(USED_KITS, 0),
        overdoses=given.get(OVERDOSES, 0),
        late_reason=(fields["late_reason"] or None) if late else None,
        note=fields["note"],
    )
