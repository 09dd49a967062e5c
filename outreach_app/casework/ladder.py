"""The way to police and court of one incident, everything dated, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from models.incidents import Incident
from outreach_app.casework import forces, incident_police, police_warnings, staff
from outreach_app.casework.forces import ForceRow, PolicyRow
from outreach_app.casework.incident_access import FOLLOWS, readable
from outreach_app.casework.incident_police import PoliceDraft
from outreach_app.casework.ladder_entries import KINDS, SENTENCED, is_bad
from outreach_app.casework.police_warnings import WarningRow
from outreach_app.casework.roles import LEAD, LIAISON
from outreach_app.casework.telling import first_day
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

# From this rung of the path on police know something (list ``police_path``).
_TOLD: Final = 2
_KNOWN_TO_THE_DAY: Final = ("exact", "day")
# How far it came, the later the further.
STAGES: Final = ("not_reported", "reported", "decided", "charged", "court", "convicted", "ended")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry; `code` and `more` as `EntryDraft` has them.

    The note of an answer of police that was not good is read by the lead and who wrote it.
    """

    kind: str
    on_day: date
    code: str | None
    more: tuple[str, ...]
    note: str | None
    by: str | None
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Delays:
    """Days from what happened to telling us, and to the first report; None where not known.

    `about` says that what happened is known to the week at best.
    """

    told: int | None
    reported: int | None
    about: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """Everything the page shows of police and court. `may_write` is for the buttons."""

    entries: tuple[EntryRow, ...]
    warnings: tuple[WarningRow, ...]
    police: PoliceDraft
    hate_flag: str
    hate_strands: tuple[str, ...]
    stage: str
    delays: Delays
    forces: tuple[ForceRow, ...]
    policies: tuple[PolicyRow, ...]
    colleagues: Mapping[str, str]
    lists: Vocabulary
    today: date
    may_write: bool
    void_reason: str | None = None


def of_incident(work: Work, incident_id: str) -> Ladder:
    """Return the ladder of an incident. Raises Restricted for who may not read it."""
    incident = readable(work, incident_id)
    police = incident_police.read(work, incident_id)
    void = incident.void_reason
    told = entries(work, incident_id)
    return Ladder(
        entries=told,
        warnings=police_warnings.of_incident(work, incident_id),
        police=police,
        hate_flag=incident.hate_flag,
        hate_strands=incident.hate_strands,
        stage=stage_of(told, work.lists),
        delays=_delays(work, incident, told),
        forces=forces.every(work),
        policies=forces.policies_for(work, police.force_id),
        colleagues=staff.names(work),
        lists=work.lists,
        today=work.today,
        may_write=work.role in FOLLOWS and void is None,
        void_reason=void,
    )


def stage_of(entries: tuple[EntryRow, ...], lists: Vocabulary) -> str:
    """Return how far it came, by everything written down; a decision taken later wins at court."""
    court = [each for each in reversed(entries) if each.kind == "court"]
    ends = lists["court_event"].map("ends")
    results = [ends[each.code] for each in court if each.code and each.code in ends]
    if results:
        return "convicted" if results[-1] == "convicted" else "ended"
    if any(each.code == SENTENCED for each in court):
        return "convicted"
    if court:
        return "court"
    stages = lists["police_outcome"].map("stage")
    decided = [each.code for each in entries if each.kind == "outcome" and each.code]
    if any(stages.get(code) == "charged" for code in decided) or any(
        each.kind == "charge" and each.code == "charged" for each in entries
    ):
        return "charged"
    if any(stages.get(code) != "open" for code in decided):
        return "decided"
    rungs = lists["police_path"].map("rung")
    highest = max(
        (rungs.get(each.code or "") or 0 for each in entries if each.kind == "path"), default=0
    )
    return "reported" if highest >= _TOLD or decided else "not_reported"


def entries(work: Work, incident_id: str) -> tuple[EntryRow, ...]:
    """Return every dated thing about police and court, the newest first; looks at no right."""
    found = []
    for order, (name, kind) in enumerate(KINDS.items()):
        table: Any = kind.table
        for row in work.session.scalars(select(table).where(table.incident_id == incident_id)):
            more = getattr(row, kind.more_column) if kind.more_column else ()
            more = (more,) if isinstance(more, str) else tuple(more)
            bad = name == "response" and is_bad(more)
            if bad and work.role == LIAISON:
                continue
            note = row.note if kind.note else None
            if bad and work.role != LEAD and row.recorded_by != work.by:
                note = None
            code = getattr(row, kind.column) if kind.column else None
            entry = EntryRow(name, row.on_day, code, more, note, row.recorded_by, bad)
            found.append(((row.on_day, row.recorded_at, order, row.position), entry))
    work.session.expunge_all()
    return tuple(entry for _, entry in sorted(found, key=lambda each: each[0], reverse=True))


def _delays(work: Work, incident: Incident, entries: tuple[EntryRow, ...]) -> Delays:
    happened = incident.occurred_on
    if happened is None or incident.occurred_precision == "unknown":
        return Delays(None, None, about=False)
    first = first_day(happened, incident.occurred_precision)
    rungs = work.lists["police_path"].map("rung")
    reports = [
        each.on_day
        for each in entries
        if each.kind == "path" and (rungs.get(each.code or "") or 0) >= _TOLD
    ]
    told = (work.day_of(incident.disclosed_at) - first).days
    reported = max((min(reports) - first).days, 0) if reports else None
    about = incident.occurred_precision not in _KNOWN_TO_THE_DAY
    return Delays(max(told, 0), reported, about)
