"""One incident as its page shows it: facts and steps, never the account itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from models.incidents import Incident, PathEvent
from outreach_app.casework import checks, incidents, people, police_stage, police_yes, staff
from outreach_app.casework.incident_access import readable
from outreach_app.casework.incidents import IncidentRow
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step on the way to police, or none: the local day, the code of the step, a staff code."""

    on_day: date
    path: str
    by: str | None


@dataclass(frozen=True, slots=True)
class IncidentCard:
    """The head of an incident's page. `colleagues` maps staff codes to names.

    `police_taken_back`: a yes to police was taken back, and none is in force.
    """

    row: IncidentRow
    person_code: str | None
    part_of_day: str | None
    place_type: str
    has_account: bool
    recorded_at: datetime
    recorded_by: str | None
    steps: tuple[StepRow, ...]
    police_taken_back: bool
    colleagues: Mapping[str, str]
    lists: Vocabulary


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Whom an incident is told about, for the head of the form."""

    id: str
    alias: str
    code: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What the form needs before the first key: the lists, and the person it was opened for."""

    lists: Vocabulary
    person: ForWhom | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of incidents with the words for its codes and the day it is read on.

    `stages` says how far each came with police and court; of closed records there is none.
    """

    rows: tuple[IncidentRow, ...]
    lists: Vocabulary
    today: date
    stages: Mapping[str, str]


def setting(work: Work, person_id: str | None = None) -> Setting:
    """Return what the form needs; raises Restricted for a record that may not be opened."""
    if not person_id:
        return Setting(work.lists, None)
    card = people.card(work, person_id)
    return Setting(work.lists, ForWhom(card.id, card.alias, card.code))


def listing(work: Work) -> Listing:
    """Return the incidents, the ones told last first."""
    rows = incidents.listing(work)
    stages = police_stage.of(work, [row.id for row in rows if row.type])
    return Listing(rows, work.lists, work.today, stages)


def card(work: Work, incident_id: str) -> IncidentCard:
    """Return one incident without its account; raises Restricted for who may not read it."""
    readable(work, incident_id)
    row = incidents.one(work, incident_id)
    found = work.session.execute(
        select(
            Incident.part_of_day,
            Incident.place_type,
            Incident.private_note,
            Incident.recorded_at,
            Incident.recorded_by,
        ).where(Incident.id == incident_id)
    ).one()
    steps = work.session.execute(
        select(PathEvent.on_day, PathEvent.path, PathEvent.recorded_by)
        .where(PathEvent.incident_id == incident_id)
        .order_by(PathEvent.on_day, PathEvent.position)
    )
    return IncidentCard(
        row=row,
        person_code=people.card(work, row.person_id).code if row.person_id else None,
        part_of_day=found.part_of_day,
        place_type=found.place_type,
        has_account=bool(found.private_note),
        recorded_at=found.recorded_at,
        recorded_by=found.recorded_by,
        steps=tuple(StepRow(*step) for step in steps),
        police_taken_back=police_yes.taken_back(work, incident_id),
        colleagues=staff.names(work),
        lists=work.lists,
    )


def step(work: Work, incident_id: str, path: str) -> Done[str]:
    """Write down today's step on the way to police, or that there shall be none.

    Earlier steps stay. Consent is asked on its own page: a step alone shares nothing.
    """
    checks.insist(checks.one_of(work.lists, "police_path", "path", path))
    person_id = readable(work, incident_id).person_id
    incidents.take_step(work, incident_id, path)
    audit.note(work, "path_step", incident_id)
    return Done(incident_id, changed("incidents", person_id=person_id))
