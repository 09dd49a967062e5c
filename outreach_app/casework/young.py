"""Under 18, or thought to be (workflow 11): what a form becomes, raising it, and keeping it inside.

Nobody waits for certainty about an age, and nothing here is asked for consent: what follows is
told. Support goes on as before.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from models.people import Person
from outreach_app.casework import care, checks, details, protection, safeguarding
from outreach_app.casework.people import UNDER_18
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.casework.seen import records_of, whole_id
from outreach_app.casework.young_signs import CONCERN, kept_inside, may_be_shown_outside
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

# Who is kept inside belongs to what callers know as being young.
__all__ = ["CONCERN", "YoungDraft", "kept_inside", "may_be_shown_outside", "raise_to_lead"]

BASIS: Final = "safeguard_child"
# Seen by nobody on the record of a child, and never asked (workflow 11, "must not happen").
HIDDEN: Final = ("work_settings", "work_status")
# What the child path asks instead; all of it may stay empty.
ASKED: Final = (
    "seen_and_said",
    "in_danger_now",
    "where_tonight",
    "who_with",
    "told_what_follows",
    "wishes",
)
# How an age is known when it is known: then nobody has to think it any more.
_KNOWN: Final = ("told", "document")


@dataclass(frozen=True, slots=True)
class FormShape:
    """How a form about a person looks: what it hides, what it asks, whether consent is a question.

    For a child the questions about sharing say what will be told and ask for the child's wishes:
    no screen may suggest that a referral can be refused.
    """

    child: bool = False
    hidden: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    asks_consent: bool = True


@dataclass(frozen=True, slots=True)
class YoungDraft:
    """Somebody under 18 or thought to be, as it is raised to the lead; nothing but that is needed.

    `age_band` is one of the bands under 18, `age_basis` says how it is known; ``worker_view`` is
    "thought to be". Without `person_id` it is about somebody met whom nobody knows.
    """

    age_band: str = "16_17"
    age_basis: str = "worker_view"
    person_id: str | None = None
    incident_id: str | None = None
    seen_and_said: str | None = None
    in_danger_now: bool | None = None
    where_tonight: str | None = None
    who_with: str | None = None
    told_what_follows: bool | None = None
    wishes: str | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """What raising wrote: the key of the concern, and how many leads find it among their tasks."""

    concern_id: str
    leads: int


def form_for(age_band: str, flags: Collection[str], lists: Vocabulary) -> FormShape:
    """Return how a form looks for an age band and care flags; pure and instant."""
    if details.is_child_band(lists, age_band) or UNDER_18 in flags:
        return FormShape(True, HIDDEN, ASKED, asks_consent=False)
    return FormShape()


def check(draft: YoungDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before it can be raised; instant, needs no file."""
    problems = [
        *checks.one_of(lists, "age_band", "age_band", draft.age_band),
        *checks.one_of(lists, "age_basis", "age_basis", draft.age_basis),
    ]
    if not problems and not details.is_child_band(lists, draft.age_band):
        problems.append(Problem("age_band", "not_under_18"))
    for name in ("seen_and_said", "where_tonight", "who_with", "wishes"):
        problems += checks.text(name, getattr(draft, name), checks.NOTE_LIMIT)
    words = (draft.seen_and_said, draft.where_tonight, draft.who_with)
    if not (draft.person_id or draft.incident_id or any(map(checks.clean, words))):
        problems.append(Problem("seen_and_said", "concern_about"))
    return tuple(problems)


def raise_to_lead(work: Work, draft: YoungDraft) -> Done[Raised]:
    """Raise it to every lead, due today, and put the record on the child path, all at once.

    Anybody on a shift may: also a volunteer.
    """
    checks.insist(check(draft, work.lists))
    key = whole_id(work, draft.person_id) if draft.person_id else None
    raised = safeguarding.raise_concern(work, _concern(draft, key, work.now))
    if key is not None:
        _put_on_child_path(work, key, draft)
    told = len(protection.leads(work))
    touched = changed("people", "safeguarding", "tasks", person_id=key)
    return Done(Raised(raised.value, told), touched)


def _concern(draft: YoungDraft, person_id: str | None, now: datetime) -> ConcernDraft:
    return ConcernDraft(
        concerns=(CONCERN,),
        raised_at=now,
        person_id=person_id,
        incident_id=draft.incident_id,
        seen_and_said=draft.seen_and_said,
        in_danger_now=draft.in_danger_now,
        told_what_follows=draft.told_what_follows,
        wishes=draft.wishes,
        basis=BASIS,
        where_tonight=draft.where_tonight,
        who_with=draft.who_with,
    )


def _put_on_child_path(work: Work, key: str, draft: YoungDraft) -> None:
    """Write the band on every record of the person and take work settings off them."""
    dropped = []
    for record in work.session.scalars(select(Person).where(Person.id.in_(records_of(key)))):
        record.age_band, record.age_basis = draft.age_band, draft.age_basis
        record.work_settings = ()
        known = details.of_record(record, work.today)
        if not details.is_child_band(work.lists, known.age_band):
            # A birthday that says otherwise is not believed while it is looked into.
            record.born_on = record.born_precision = None
            dropped.append("born_on")
    work.session.flush()
    flags = {row.flag for row in care.flag_history(work, key) if row.ended_at is None}
    if draft.age_basis not in _KNOWN and UNDER_18 not in flags:
        care.set_flag(work, key, UNDER_18)
    audit.note(work, "child_path", key, dropped=dropped)
