"""Which incidents whoever works with police reads: those whose owner said yes to police.

List ``user_role``, police liaison: "Incidents with police consent only; never OF incidents". The
yes is judged as for a paper that leaves (`sharing.deciding`): the answer that counts today, from
somebody able to give it, not taken back, not run out; and nothing of a child, of somebody who
died, of a restricted record, or of what police are shut out from.
"""

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import func, or_, select

from models.incidents import Incident
from models.people import Person
from models.protection import Safeguarding
from models.sharing import Consent
from outreach_app.casework import police_shut_out, yes_in_force, young_signs
from outreach_app.work import Work

_POLICE: Final = "police"
# A yes for one named officer or unit is a yes to police too; the paper goes to nobody else.
_YES: Final = (None, "named_only")


def said(work: Work, incident_id: str) -> bool:
    """Tell whether this incident may be read by whoever works with police."""
    return bool(incidents(work, incident_id))


def incidents(work: Work, only: str | None = None) -> frozenset[str]:
    """Return every incident that whoever works with police may read now; `only` asks for one."""
    about: dict[str, Any] = {}
    answers: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in work.session.execute(_rows(work, only)):
        about[row.id] = row
        answers[row.id, row.scope].append(row)
    agreed = {
        key for (key, _), rows in answers.items() if yes_in_force.judge(work, rows, None) in _YES
    }
    agreed = {key for key in agreed if not conduct(work, about[key])}
    agreed -= police_shut_out.among(work, agreed)
    return frozenset(agreed - _young(work, {key: about[key].whose for key in agreed}))


def taken_back(work: Work, incident_id: str) -> bool:
    """Tell whether a yes to police about this incident was taken back, and none is in force."""
    scopes = work.lists["consent_scope"].where("recipient", _POLICE)
    answers: dict[str, list[Any]] = defaultdict(list)
    for row in work.session.execute(
        select(Consent.scope, *yes_in_force.COLUMNS)
        .where(Consent.incident_id == incident_id, Consent.scope.in_(sorted(scopes)))
        .order_by(*yes_in_force.DECIDES)
    ):
        answers[row.scope].append(row)
    found = {yes_in_force.judge(work, rows, None) for rows in answers.values()}
    return "withdrawn" in found and not found & set(_YES)


def conduct(work: Work, row: Any) -> bool:
    """Tell whether an incident is hidden from whoever works with police, whatever was answered.

    The conduct of police and other officials, as the harm or among what also happened, or by who
    did it (lists ``incident_type`` and ``relationship``, map ``restricted``), and what the lead
    alone writes down.
    """
    types = work.lists["incident_type"].where("restricted", value=True)
    known_as = work.lists["relationship"].where("restricted", value=True)
    told = {row.type, *row.also}
    officials = any(police_shut_out.about_officials(work, each) for each in told)
    return officials or bool(told & types) or row.relationship in known_as


def _rows(work: Work, only: str | None) -> Any:
    """Select the answers about police with what stands on the incident, in the order they count."""
    scopes = sorted(work.lists["consent_scope"].where("recipient", _POLICE))
    whole = func.coalesce(Person.merged_into, Person.id)
    closed = select(whole).where(or_(Person.restricted.is_(True), Person.deceased_on.is_not(None)))
    wanted = (
        select(
            Incident.id,
            Incident.type,
            Incident.also,
            Incident.relationship,
            whole.label("whose"),
            Consent.scope,
            *yes_in_force.COLUMNS,
        )
        .join(Consent, Consent.incident_id == Incident.id)
        .outerjoin(Person, Person.id == Incident.person_id)
        .where(
            Consent.scope.in_(scopes),
            Incident.voided_at.is_(None),
            or_(Incident.person_id.is_(None), whole.not_in(closed)),
        )
        .order_by(*yes_in_force.DECIDES)
    )
    return wanted if only is None else wanted.where(Incident.id == only)


def _young(work: Work, whose: dict[str, str | None]) -> set[str]:
    """Return those of children, or of somebody thought to be one (workflow 11)."""
    if not whose:
        return set()
    inside = young_signs.kept_inside(work)
    marked = sorted(work.lists["capacity"].where("under_18", value=True))
    signs = [
        *work.session.execute(
            select(Safeguarding.incident_id, Safeguarding.person_id).where(
                Safeguarding.voided_at.is_(None)
            )
        ),
        *work.session.execute(
            select(Consent.incident_id, Consent.person_id).where(Consent.capacity.in_(marked))
        ),
    ]
    # Joined records speak for one another: whoever has any sign is asked about one by one.
    people = {key for _, key in signs if key}
    told = {key for key, _ in signs if key}
    named = set(
        work.session.scalars(
            select(func.coalesce(Person.merged_into, Person.id)).where(
                or_(
                    Person.id.in_(people),
                    Person.id.in_(select(Incident.person_id).where(Incident.id.in_(told))),
                )
            )
        )
    )
    return {
        key
        for key, person in whose.items()
        if person in inside
        or ((key in told or person in named) and young_signs.is_young(work, person, key))
    }
