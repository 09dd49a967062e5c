"""What of a safeguarding concern left the project: who was told, when, and on what ground.

No yes is needed to keep a child or somebody in danger safe; where the ground is a yes, it has to
stand. The register holds no word of what was passed on (exchange format, `disclosures`).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import insert

from models.protection import Safeguarding
from models.sharing import Disclosure
from models.types import new_key
from outreach_app.casework.referral_consent import in_force, incident_for, moment_of
from outreach_app.errors import CheckFailed, Problem
from outreach_app.work import Work

UNDER_18: Final = "under_18"
FOR_CHILD: Final = "safeguard_child"
_FOR_ADULT: Final = "safeguard_adult"
_BY_YES: Final = "consent"
# Who can be told of a concern, and the question a yes to it would have answered.
TOLD: Final[Mapping[str, str]] = {
    "social_care": "social_care",
    "police": "police_full",
    "health": "health",
}


def check(told: Sequence[str]) -> list[Problem]:
    """Find what is missing: somebody was told, and it is known who."""
    if not told or any(recipient not in TOLD for recipient in told):
        return [Problem("told", "required")]
    return []


def write(work: Work, concern: Safeguarding, told: Sequence[str], on_day: date) -> None:
    """Write who was told into the register of what left; a concern about nobody known has no place.

    Raises CheckFailed with ``referral_waits`` where the ground is a yes that nobody gave.
    """
    if concern.person_id is None and concern.incident_id is None:
        return
    basis = concern.basis or (FOR_CHILD if UNDER_18 in concern.concerns else _FOR_ADULT)
    moment = moment_of(work, on_day)
    for recipient in dict.fromkeys(told):
        scope, incident_id = None, concern.incident_id
        if basis == _BY_YES:
            scope, incident_id = _by_yes(work, concern, recipient, moment)
        work.session.execute(
            insert(Disclosure).values(
                id=new_key(),
                person_id=concern.person_id,
                incident_id=incident_id,
                scope=scope,
                recipient=recipient,
                at=max(moment, concern.raised_at),
                basis=basis,
                content="full",
                recorded_at=work.now,
                recorded_by=work.by,
            )
        )


def _by_yes(
    work: Work, concern: Safeguarding, recipient: str, moment: datetime
) -> tuple[str, str | None]:
    """Return the question a yes stands for, and the incident it is about."""
    scope, person_id = TOLD[recipient], concern.person_id
    if person_id is None or not in_force(work, person_id, scope, moment, concern.incident_id):
        label = work.lists["consent_scope"].label(scope)
        raise CheckFailed([Problem("told", "referral_waits", {"scope": scope, "label": label})])
    return scope, incident_for(work, person_id, scope, concern.incident_id) or concern.incident_id
