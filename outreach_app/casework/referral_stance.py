"""Where a service and somebody stand with each other today: may it be told, and if not, why not."""

from dataclasses import dataclass
from typing import Final

from outreach_app.casework import access, consents
from outreach_app.casework.agencies import directory
from outreach_app.casework.referral_consent import SCOPE_OF, in_force, incident_for, names_of
from outreach_app.casework.seen import whole_id
from outreach_app.casework.young_signs import is_young
from outreach_app.work import Work

UNDER_18: Final = "under_18"
NAMED_ONLY: Final = "named_only"


@dataclass(frozen=True, slots=True)
class Stance:
    """Whether a service may be told about somebody today, and if not, how the question stands.

    `scope` is None for a service no standing question is for: somebody says yes to the very
    referral then. `state` is one of `consents.Standing`, ``unable`` for a yes of somebody who could
    not decide then, ``no_incident`` where the question is about an incident and there is none,
    ``under_18`` for a child, of whom no service is told on a yes, ``named_only`` where the yes
    names other services.
    `incident_id` is the incident to ask about, None for a question about the person.
    """

    scope: str | None
    state: str = "given"
    allows: bool = True
    incident_id: str | None = None


def stance(work: Work, person_id: str, agency_type: str) -> Stance:
    """Return whether this kind of service may be told about a person today."""
    access.insist(work, person_id)
    scope = SCOPE_OF.get(agency_type)
    key = whole_id(work, person_id)
    if is_young(work, key, None):
        return Stance(scope, UNDER_18, allows=False)
    if scope is None:
        return Stance(None)
    found = next((each for each in consents.standing(work, key) if each.scope == scope), None)
    if found is None:
        return Stance(scope, "no_incident", allows=False)
    state = found.state if found.able or not found.is_yes else "unable"
    incident_id = incident_for(work, key, scope, None)
    if found.allows and not _names_one(work, key, agency_type, scope, incident_id):
        return Stance(scope, NAMED_ONLY, allows=False, incident_id=incident_id)
    return Stance(scope, state, found.allows, incident_id)


def _names_one(
    work: Work, person_id: str, agency_type: str, scope: str, incident_id: str | None
) -> bool:
    """Tell whether the yes is for any service of this kind; which one, is looked at when told."""
    known = [None, *(row.id for row in directory(work, agency_type))]
    names = frozenset().union(*(names_of(work, agency_type, each) for each in known))
    return in_force(work, person_id, scope, work.now, incident_id, names)
