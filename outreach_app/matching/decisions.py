"""What a named person decided about two descriptions: links, never joined, always undone.

A link stands between two incidents, or an incident and a partner's report; no person is touched.
A pair decided to be different is not proposed again, until somebody undoes that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import func, insert, or_, select

from models.incidents import Incident, PartnerReport
from models.matching import MatchDecision
from models.types import new_key
from outreach_app.casework import checks, roles
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Changes, Done, Work, changed

T = TypeVar("T")

CONFIRMED: Final = "same_confirmed"
TREATED: Final = "treated_as_same"
UNSURE: Final = "unsure"
DIFFERENT: Final = "different"
SAME: Final = frozenset({CONFIRMED, TREATED})
DECISIONS: Final = (CONFIRMED, TREATED, UNSURE, DIFFERENT)
SUBJECT: Final = "matches"

_one = func.coalesce(MatchDecision.one_incident_id, MatchDecision.one_report_id)
_other = func.coalesce(MatchDecision.other_incident_id, MatchDecision.other_report_id)


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A decision to be kept, with what the program showed; a link needs a reason."""

    one_id: str
    other_id: str
    decision: str
    reason: str | None = None
    tier: str | None = None
    agrees: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision about the side asked for and `other_id`; undone ones keep their end."""

    id: str
    other_id: str
    decision: str
    reason: str | None
    tier: str | None
    agrees: tuple[str, ...]
    conflicts: tuple[str, ...]
    decided_at: datetime
    decided_by: str | None
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that holds for a pair: its key, code, reason, when and by whom."""

    id: str
    decision: str
    reason: str | None
    at: datetime
    by: str | None


def check(draft: DecisionDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before a decision can be kept."""
    problems = list(checks.one_of(lists, "match_decision", "decision", draft.decision))
    problems += checks.text("reason", draft.reason, checks.NOTE_LIMIT)
    if draft.decision in SAME and not checks.clean(draft.reason):
        problems.append(Problem("reason", "required"))
    if draft.one_id == draft.other_id:
        problems.append(Problem("other_id", "link_itself"))
    return tuple(problems)


def decide(work: Work, draft: DecisionDraft) -> Done[str]:
    """Keep a decision; answers its key. What was decided before stays in the history."""
    roles.insist(work, roles.CASEWORK)
    checks.insist(check(draft, work.lists))
    one, other = sorted((draft.one_id, draft.other_id))
    kinds = [_kind(work, each) for each in (one, other)]
    key = new_key()
    work.session.execute(
        insert(MatchDecision).values(
            {
                "id": key,
                f"one_{kinds[0]}_id": one,
                f"other_{kinds[1]}_id": other,
                "decision": draft.decision,
                "reason": checks.clean(draft.reason),
                "tier": draft.tier,
                "agrees": draft.agrees,
                "conflicts": draft.conflicts,
                "decided_at": work.now,
                "decided_by": work.by,
            }
        )
    )
    audit.note(work, "match_decided", key, decision=draft.decision)
    return Done(key, changed(SUBJECT))


def keep_with(work: Work, done: Done[T], side_id: str, drafts: Iterable[DecisionDraft]) -> Done[T]:
    """Keep what was decided while a form was filled in, in the transaction that saved it.

    `side_id` is what the form has become. A side that is gone by now is left out: nothing typed is
    lost for it.
    """
    for each in drafts:
        if _kind_of(work, each.other_id) is not None:
            decide(work, replace(each, one_id=side_id))
    return Done(done.value, Changes(done.changes.subjects | {SUBJECT}, done.changes.person_id))


def undo(work: Work, key: str) -> Done[str]:
    """Take a decision back; the one before it, if there was any, holds again."""
    roles.insist(work, roles.CASEWORK)
    row = work.session.get(MatchDecision, key)
    if row is None or row.undone_at is not None:
        raise NoSuchRecord
    row.undone_at, row.undone_by = work.now, work.by
    audit.note(work, "match_undone", key)
    return Done(key, changed(SUBJECT))


def live(work: Work) -> dict[frozenset[str], Decided]:
    """Return the decision that holds for each pair."""
    rows = work.session.execute(
        select(
            _one,
            _other,
            MatchDecision.id,
            MatchDecision.decision,
            MatchDecision.reason,
            MatchDecision.decided_at,
            MatchDecision.decided_by,
        )
        .where(MatchDecision.undone_at.is_(None))
        .order_by(MatchDecision.decided_at, MatchDecision.id)
    )
    return {frozenset((row[0], row[1])): Decided(*row[2:]) for row in rows}


def of(work: Work, side_id: str) -> tuple[DecisionRow, ...]:
    """Return the decisions that hold for one incident or report, the newest first."""
    found: dict[str, DecisionRow] = {}
    for row in history(work, side_id):
        if row.undone_at is None:
            found.setdefault(row.other_id, row)
    return tuple(found.values())


def history(work: Work, side_id: str) -> tuple[DecisionRow, ...]:
    """Return every decision about one incident or report, undone ones too, the newest first."""
    rows = work.session.execute(
        select(
            MatchDecision.id,
            _one.label("one"),
            _other.label("other"),
            MatchDecision.decision,
            MatchDecision.reason,
            MatchDecision.tier,
            MatchDecision.agrees,
            MatchDecision.conflicts,
            MatchDecision.decided_at,
            MatchDecision.decided_by,
            MatchDecision.undone_at,
        )
        .where(or_(_one == side_id, _other == side_id))
        .order_by(MatchDecision.decided_at.desc(), MatchDecision.id.desc())
    )
    return tuple(
        DecisionRow(row.id, row.other if row.one == side_id else row.one, *row[3:]) for row in rows
    )


def _kind(work: Work, side_id: str) -> str:
    found = _kind_of(work, side_id)
    if found is None:
        raise NoSuchRecord
    return found


def _kind_of(work: Work, side_id: str) -> str | None:
    if work.session.scalar(select(Incident.id).where(Incident.id == side_id)) is not None:
        return "incident"
    if work.session.scalar(select(PartnerReport.id).where(PartnerReport.id == side_id)) is None:
        return None
    return "report"
