"""Naming later who it was: an unnamed contact is tied to somebody known from this moment on.

Figures as at an earlier moment still count it as unnamed (exchange format, 4.5). No contact ever
makes a person.
"""

from sqlalchemy import update

from models.contacts import Contact
from outreach_app.casework import access, checks
from outreach_app.casework.roles import SHIFT, insist
from outreach_app.casework.seen import whole_id
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed


def name_person(work: Work, contact_id: str, person_id: str) -> Done[str]:
    """Say who an unnamed contact was with. Raises NoSuchRecord, Restricted, CheckFailed."""
    insist(work, SHIFT)
    contact = work.session.get(Contact, contact_id)
    if contact is None or contact.voided_at is not None:
        raise NoSuchRecord
    if contact.person_id is not None:
        checks.insist([Problem("contact_id", "named_already")])
    access.insist(work, person_id)
    key = whole_id(work, person_id)
    work.session.execute(
        update(Contact)
        .where(Contact.id == contact_id)
        .values(person_id=key, person_linked_at=work.now)
    )
    audit.note(work, "contact_named", contact_id)
    return Done(contact_id, changed("contacts", "people", person_id=key))
