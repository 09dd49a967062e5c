"""What is written down on the way to police and court: each thing with its day, appended.

Nothing is overwritten: a decision that was changed is a later entry (exchange format, 4.8). Only
path, outcome and court have a place in the exchange format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import func, insert, select

from models.base import Base
from models.following import (
    ChargeEvent,
    IncidentPolice,
    MeasureEvent,
    PoliceResponse,
    ReleaseEvent,
)
from models.incidents import CourtEvent, Incident, OutcomeEvent, PathEvent
from models.types import new_key
from outreach_app.casework import amending_notes, checks, tasks, young
from outreach_app.casework.incident_access import writable
from outreach_app.casework.seen import has_died
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import CodeEntry, Vocabulary
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

SENTENCED: Final = "sentenced"
# States of a special measure (vocabulary, ``special_measure``: "applied / granted / refused /
# used"). Words: resources/words/ladder.toml.
STATES: Final = ("applied", "granted", "refused", "used")
# News of somebody described as responsible; words there too.
NEWS: Final = ("arrested", "bailed", "let_go", "remanded", "released", "due_out", "recalled")
MAY_BE_FREE: Final = ("bailed", "let_go", "released", "due_out")
# Answers of police that are good; every other one is not (requirements A16 to A18, C11, D04).
GOOD: Final = (
    "attended_fast",
    "taken_seriously",
    "crime_recorded",
    "swlo_assigned",
    "sexual_offence_officer",
    "relevant_questions",
    "hate_flag_added",
    "rights_explained",
    "referred_to_support",
    "respectful",
)
# Scotland has no Home Office outcome numbers (requirements A04).
SCOTLAND: Final = "scotland"
_EVERYWHERE: Final = ("INV", "UNK")
_FLAGS: Final = {"hate_flag_added": "added", "hate_flag_refused": "refused"}


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """One thing on a local day. `kind` is a key of `KINDS`.

    `code` comes from the kind's list. `more` are the sentences of ``sentenced``, the answers of a
    ``response`` (which has no `code`), or the one state of a ``measure``.
    """

    incident_id: str
    kind: str
    on_day: date
    code: str | None = None
    more: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of entry is kept: table and columns, the list of its codes, of what is `more`."""

    table: type[Base]
    column: str | None
    codes: str | None
    more: str | None = None
    more_column: str | None = None
    note: bool = False


KINDS: Final[Mapping[str, Kind]] = {
    "path": Kind(PathEvent, "path", "police_path"),
    "response": Kind(PoliceResponse, None, None, "police_response", "responses", note=True),
    "outcome": Kind(OutcomeEvent, "outcome", "police_outcome"),
    "charge": Kind(ChargeEvent, "stage", "cps_stage", note=True),
    "court": Kind(CourtEvent, "event", "court_event", "sentence", "sentence"),
    "measure": Kind(MeasureEvent, "measure", "special_measure", None, "state"),
    "release": Kind(ReleaseEvent, "news", None, note=True),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What followed an entry: `bad` when police did what a concern may be noted about."""

    incident_id: str
    bad: bool = False
    tasks: int = 0


def is_bad(responses: tuple[str, ...]) -> bool:
    """Tell whether one of these answers of police was not good."""
    return any(each not in GOOD for each in responses)


def outcomes(lists: Vocabulary, jurisdiction: str) -> tuple[CodeEntry, ...]:
    """Return the decisions of police that exist under a law."""
    return tuple(
        each
        for each in lists["police_outcome"].choices()
        if jurisdiction != SCOTLAND or each.code in _EVERYWHERE
    )


def check(
    draft: EntryDraft, lists: Vocabulary, today: date, jurisdiction: str
) -> tuple[Problem, ...]:
    """Find what must be mended before an entry can be kept; instant, needs no file."""
    kind = KINDS[draft.kind]
    problems = checks.text("note", draft.note, checks.NOTE_LIMIT)
    if draft.on_day > today:
        problems.append(Problem("on_day", "day_in_the_future"))
    if kind.column is not None and not draft.code:
        problems.append(Problem("code", "required"))
    elif kind.codes is not None:
        problems += checks.one_of(lists, kind.codes, "code", draft.code)
    if draft.kind == "release" and draft.code and draft.code not in NEWS:
        problems.append(Problem("code", "unknown_code", {"value": draft.code}))
    if kind.more is not None:
        problems += checks.all_of(lists, kind.more, "more", draft.more)
    if draft.kind == "response" and not draft.more:
        problems.append(Problem("more", "required"))
    if draft.kind == "measure" and not (len(draft.more) == 1 and draft.more[0] in STATES):
        problems.append(Problem("more", "required"))
    if draft.kind == "court" and draft.more and draft.code != SENTENCED:
        problems.append(Problem("more", "sentence_only"))
    here = {each.code for each in outcomes(lists, jurisdiction)}
    if draft.kind == "outcome" and draft.code and draft.code not in here:
        problems.append(Problem("code", "outcome_elsewhere"))
    return tuple(problems)


def write(work: Work, draft: EntryDraft) -> Done[Written]:
    """Append an entry. News that somebody may be free becomes something to do today."""
    incident = writable(work, draft.incident_id)
    law = jurisdiction_of(work, incident.id)
    checks.insist(check(draft, work.lists, work.today, law))
    draft = replace(draft, more=tuple(dict.fromkeys(draft.more)), note=checks.clean(draft.note))
    append(work, draft)
    for response, flag in _FLAGS.items():
        if draft.kind == "response" and response in draft.more:
            set_flag(work, incident, flag)
    written = Written(
        incident.id,
        bad=draft.kind == "response" and is_bad(draft.more),
        tasks=_remind(work, incident, draft),
    )
    audit.note(work, "ladder_entry", incident.id, kind=draft.kind)
    subjects = ("incidents", "tasks") if written.tasks else ("incidents",)
    return Done(written, changed(*subjects, person_id=incident.person_id))


def append(work: Work, draft: EntryDraft) -> None:
    """Write one row of a history, after the ones that are there."""
    kind = KINDS[draft.kind]
    table: Any = kind.table
    place = work.session.scalar(select(func.count()).where(table.incident_id == draft.incident_id))
    values: dict[str, Any] = {
        "id": new_key(),
        "incident_id": draft.incident_id,
        "position": place or 0,
        "on_day": draft.on_day,
        "recorded_at": work.now,
        "recorded_by": work.by,
    }
    if kind.column is not None:
        values[kind.column] = draft.code
    if kind.more_column is not None:
        values[kind.more_column] = draft.more[0] if kind.more is None else draft.more
    if kind.note:
        values["note"] = draft.note
    work.session.execute(insert(table).values(**values))


def jurisdiction_of(work: Work, incident_id: str) -> str:
    """Return whose law an incident is under; England and Wales unless somebody said so."""
    found = work.session.scalar(
        select(IncidentPolice.jurisdiction).where(IncidentPolice.incident_id == incident_id)
    )
    return found or "england_wales"


def set_flag(work: Work, incident: Incident, status: str) -> None:
    """Write what police did with a hate flag; what stood there before is kept."""
    if incident.hate_flag != status:
        amending_notes.keep(work, incident.id, "police", {"hate_flag": incident.hate_flag})
        incident.hate_flag = status
        work.session.flush()


def flag(work: Work, incident_id: str, status: str) -> Done[str]:
    """Write whether a hate flag was asked for, added or refused."""
    checks.insist(checks.one_of(work.lists, "hate_flag_status", "hate_flag", status))
    incident = writable(work, incident_id)
    set_flag(work, incident, status)
    audit.note(work, "hate_flag", incident_id, status=status)
    return Done(incident_id, changed("incidents", person_id=incident.person_id))


def _remind(work: Work, incident: Incident, draft: EntryDraft) -> int:
    """Make a warning be looked at again, and the person be told, when somebody may be free."""
    if draft.kind != "release" or draft.code not in MAY_BE_FREE:
        return 0
    made = 0
    person = incident.person_id
    if person is None or young.may_be_shown_outside(work, person):
        text = say("ladder.task.warn_again", reference=incident.reference)
        again = tasks.TaskDraft(text, work.today, "alert", incident_id=incident.id)
        tasks.add(work, again)
        made += 1
    if person is not None and not has_died(work, person):
        tell = say("ladder.task.tell_them")
        tasks.add(work, tasks.TaskDraft(tell, work.today, "call", person))
        made += 1
    return made
