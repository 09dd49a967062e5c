"""What has a day of its own without being anybody's task: reviews, answers that end, a request.

They stand with the things to do, and go from there when they are dealt with.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from models.incidents import Incident
from models.people import Person
from models.sharing import Alert, Consent
from models.warning import AlertIssue
from outreach_app.casework import access, access_reading, consents
from outreach_app.casework.roles import CASEWORK
from outreach_app.casework.seen import whole_id
from outreach_app.work import Work

REVIEW: Final = "review"
ENDING: Final = "ending"
OWN_RECORD: Final = "own_record"
_STANDING: Final = ("issued", "corrected")
# An answer that ends is asked again before it does.
_BEFORE: Final = 7


@dataclass(frozen=True, slots=True)
class Due:
    """A warning to look at again (``review``), a yes that ends (``ending``), or ``own_record``.

    The last is a request for one's own record, with its last day, or the day it was made while its
    clock stands (`stands`); it stays until it is answered, also when it is late. For the lead.

    `number` is that of the safety note, None for one of before; `scope` is the question that ends.
    `incident_id` is there where the answer is about one.
    """

    kind: str
    day: date
    alert_id: str = ""
    reference: str = ""
    number: int | None = None
    person_id: str | None = None
    incident_id: str | None = None
    alias: str = ""
    code: str = ""
    scope: str = ""
    request_id: str = ""
    stands: bool = False


def found(work: Work) -> tuple[Due, ...]:
    """Return what is due, the earliest day first; none for who has no part in casework."""
    if work.role not in CASEWORK:
        return ()
    return tuple(
        sorted(
            (*_reviews(work), *_endings(work), *_asked(work)),
            key=lambda each: (each.day, each.reference),
        )
    )


def _asked(work: Work) -> list[Due]:
    if work.role != access.LEAD:
        return []
    return [
        Due(
            OWN_RECORD,
            row.clock.due or row.received_on,
            reference=row.reference,
            person_id=row.person_id,
            alias=row.alias,
            code=row.code,
            request_id=row.id,
            stands=row.clock.due is None,
        )
        for row in access_reading.listing(work)
        if row.result == access_reading.PENDING
    ]


def _reviews(work: Work) -> list[Due]:
    rows = work.session.execute(
        select(Alert.id, Alert.reference, Alert.review_on)
        .where(
            Alert.voided_at.is_(None), Alert.status.in_(_STANDING), Alert.review_on <= work.today
        )
        .order_by(Alert.review_on, Alert.id)
    ).all()
    numbers = {
        row.alert_id: row.number
        for row in work.session.execute(
            select(AlertIssue.alert_id, AlertIssue.number).where(
                AlertIssue.alert_id.in_([row.id for row in rows])
            )
        )
    }
    return [
        Due(REVIEW, day, alert_id=key, reference=reference, number=numbers.get(key))
        for key, reference, day in rows
        if day is not None
    ]


def _endings(work: Work) -> list[Due]:
    rows = work.session.execute(
        select(
            Consent.person_id,
            Consent.incident_id,
            Consent.scope,
            Consent.expires_on,
            Incident.person_id.label("told_by"),
            Incident.reference,
        )
        .outerjoin(Incident, Incident.id == Consent.incident_id)
        .where(
            Consent.state == consents.YES_STATE,
            Consent.expires_on >= work.today,
            Consent.expires_on <= work.today + timedelta(days=_BEFORE),
        )
    ).all()
    due: dict[tuple[str | None, str | None, str], Due] = {}
    for row in rows:
        person = row.told_by or row.person_id
        whole = whole_id(work, person) if person else None
        who = _named(work, whole) if whole else ("", "")
        if who is None:
            continue
        about = consents.standing(work, whole, row.incident_id)
        now = next((each for each in about if each.scope == row.scope), None)
        # A later answer may have taken its place, or they have died.
        if now is None or not now.is_yes or now.expires_on != row.expires_on:
            continue
        due[whole, row.incident_id, row.scope] = Due(
            ENDING,
            row.expires_on,
            reference=row.reference or "",
            person_id=whole,
            incident_id=row.incident_id,
            alias=who[0],
            code=who[1],
            scope=row.scope,
        )
    return list(due.values())


def _named(work: Work, person_id: str) -> tuple[str, str] | None:
    """Return alias and code of whoever may be named to this reader, None for nobody."""
    row = work.session.execute(
        select(Person.alias, Person.code, Person.restricted, Person.deceased_on).where(
            Person.id == person_id
        )
    ).one()
    if row.deceased_on is not None or (row.restricted and work.role != access.LEAD):
        return None
    return row.alias, row.code
