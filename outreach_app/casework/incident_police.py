"""Which law and force an incident is for, the crime reference, and why nothing was reported.

The reference and the officer are private: they stand here, inside the encrypted file, and in
nothing that is searched or leaves.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from models.following import IncidentPolice
from outreach_app.casework import amending_notes, checks, forces
from outreach_app.casework.incident_access import readable, writable
from outreach_app.casework.roles import LIAISON
from outreach_app.errors import Problem
from outreach_app.governance import history
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

JURISDICTIONS: Final = forces.JURISDICTIONS
_LINE: Final = 120


@dataclass(frozen=True, slots=True)
class PoliceDraft:
    """What is known about police for one incident; nothing of it is needed.

    `not_reported` are the person's own reasons (list ``not_reported_reason``), never asked twice.
    """

    jurisdiction: str = "england_wales"
    force_id: str | None = None
    crime_reference: str | None = None
    officer: str | None = None
    not_reported: tuple[str, ...] = ()


def check(draft: PoliceDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before it can be kept; instant, needs no file."""
    problems = [
        *checks.text("crime_reference", draft.crime_reference, _LINE),
        *checks.text("officer", draft.officer, _LINE),
        *checks.all_of(lists, "not_reported_reason", "not_reported", draft.not_reported),
    ]
    if draft.jurisdiction not in JURISDICTIONS:
        problems.append(Problem("jurisdiction", "unknown_code", {"value": draft.jurisdiction}))
    return tuple(problems)


def keep(work: Work, incident_id: str, draft: PoliceDraft) -> Done[str]:
    """Write it; what stood there before is kept with the day."""
    incident = writable(work, incident_id)
    checks.insist(check(draft, work.lists))
    if draft.force_id is not None:
        forces.one(work, draft.force_id)
    before = read(work, incident_id)
    values: dict[str, Any] = {
        **asdict(draft),
        "crime_reference": checks.clean(draft.crime_reference),
        "officer": checks.clean(draft.officer),
        "not_reported": tuple(dict.fromkeys(draft.not_reported)),
    }
    old = {name: value for name, value in asdict(before).items() if value != values[name]}
    if old:
        amending_notes.keep(work, incident_id, "police", _plain(old))
        values |= {"noted_at": work.now, "noted_by": work.by}
        work.session.execute(
            insert(IncidentPolice)
            .values(incident_id=incident_id, **values)
            .on_conflict_do_update(index_elements=["incident_id"], set_=values)
        )
        history.note(work, "incident_police", incident_id, old)
    return Done(incident_id, changed("incidents", person_id=incident.person_id))


def read(work: Work, incident_id: str) -> PoliceDraft:
    """Return what is known; reference and officer are hidden from whoever works with police."""
    readable(work, incident_id)
    found = work.session.execute(
        select(
            IncidentPolice.jurisdiction,
            IncidentPolice.force_id,
            IncidentPolice.crime_reference,
            IncidentPolice.officer,
            IncidentPolice.not_reported,
        ).where(IncidentPolice.incident_id == incident_id)
    ).first()
    if found is None:
        return PoliceDraft()
    if work.role == LIAISON:
        return PoliceDraft(found.jurisdiction, found.force_id, found.crime_reference, found.officer)
    return PoliceDraft(*found)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }
