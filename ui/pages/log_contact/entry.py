"""What stands in the cards, as the draft that the core takes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from outreach_app.casework.contacts import KNOWN, NEW, ContactDraft
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
