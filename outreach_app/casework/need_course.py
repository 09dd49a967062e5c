"""The course of a need: how things are in the person's own view, how it closed, why none was asked.

The scale is the project's own five steps (list ``need_scale``); no other instrument is built in.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import insert, select, update

from models.support import Need, NeedEvent, NeedScore
from models.types import new_key
from outreach_app.casework import access, checks, needs
from outreach_app.casework.roles import CASEWORK, insist
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Changes, Done, Work, changed

NOT_MET: Final = "not_met"
# Why no service was asked. Words: resources/words/needs.toml, ``no_referral``.
NO_REFERRAL: Final = (
    "done_here",
    "goes_alone",
    "not_wanted",
    "no_consent",
    "no_service",
    "unsafe_service",
    "other",
)


@dataclass(frozen=True, slots=True)
class CloseDraft:
    """How a need closed, on a local day; *not met* says why. `score` is how things are now."""

    need_id: str
    status: str
    on_day: date
    unmet_reason: str | None = None
    score: str | None = None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One answer on the scale, "1" in crisis to "5" sorted for now."""

    score: str
    on_day: date
    recorded_by: str | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a need."""

    status: str
    on_day: date
    unmet_reason: str | None
    recorded_by: str | None


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that happened to a need."""

    need_id: str
    note: str | None
    contact_id: str | None
    no_referral_reason: str | None
    steps: tuple[StepRow, ...]
    scores: tuple[ScoreRow, ...]


def close(work: Work, draft: CloseDraft) -> Done[str]:
    """Close a need with what came of it; sorted only when they say so."""
    insist(work, CASEWORK)
    problems = []
    if draft.status not in work.lists["need_status"].where("closes", True):
        problems.append(Problem("status", "unknown_code", {"value": draft.status}))
    if draft.status == NOT_MET and draft.unmet_reason is None:
        problems.append(Problem("unmet_reason", "why_not_met"))
    checks.insist(problems)
    done = needs.move(work, draft.need_id, draft.status, draft.on_day, draft.unmet_reason)
    if draft.score is None:
        return done
    scored = score(work, draft.need_id, draft.score, draft.on_day)
    return Done(
        draft.need_id,
        Changes(done.changes.subjects | scored.changes.subjects, done.changes.person_id),
    )


def score(work: Work, need_id: str, step: str, on_day: date) -> Done[str]:
    """Write down how things are with a need, as the person says."""
    insist(work, CASEWORK)
    need = _get(work, need_id)
    problems = checks.one_of(work.lists, "need_scale", "score", step)
    if on_day > work.today:
        problems.append(Problem("on_day", "day_in_the_future"))
    if on_day < need.identified_on:
        problems.append(Problem("on_day", "status_before"))
    checks.insist(problems)
    work.session.execute(
        insert(NeedScore).values(
            id=new_key(),
            need_id=need_id,
            on_day=on_day,
            score=step,
            recorded_at=work.now,
            recorded_by=work.by,
        )
    )
    audit.note(work, "need_scored", need_id)
    return Done(need_id, changed("needs", person_id=need.person_id))


def no_referral(work: Work, need_id: str, reason: str | None) -> Done[str]:
    """Say why no service was asked, or with None that it is open again."""
    insist(work, CASEWORK)
    need = _get(work, need_id)
    if reason is not None and reason not in NO_REFERRAL:
        checks.insist([Problem("reason", "unknown_code", {"value": reason})])
    work.session.execute(update(Need).where(Need.id == need_id).values(no_referral_reason=reason))
    audit.note(work, "no_referral", need_id, reason=reason)
    return Done(need_id, changed("needs", person_id=need.person_id))


def void(work: Work, need_id: str, reason: str) -> Done[str]:
    """Take a need out of every count from now on; the row stays, with the reason."""
    insist(work, CASEWORK)
    checks.insist(checks.one_of(work.lists, "void_reason", "void_reason", reason))
    need = _get(work, need_id)
    work.session.execute(
        update(Need).where(Need.id == need_id).values(voided_at=work.now, void_reason=reason)
    )
    audit.note(work, "need_voided", need_id, reason=reason)
    return Done(need_id, changed("needs", person_id=need.person_id))


def course(work: Work, need_id: str) -> Course:
    """Return everything that happened to a need, in order."""
    insist(work, CASEWORK)
    need = _get(work, need_id)
    steps = work.session.execute(
        select(NeedEvent.status, NeedEvent.on_day, NeedEvent.unmet_reason, NeedEvent.recorded_by)
        .where(NeedEvent.need_id == need_id)
        .order_by(NeedEvent.on_day, NeedEvent.recorded_at, NeedEvent.position)
    )
    scores = work.session.execute(
        select(NeedScore.score, NeedScore.on_day, NeedScore.recorded_by)
        .where(NeedScore.need_id == need_id)
        .order_by(NeedScore.on_day, NeedScore.recorded_at, NeedScore.id)
    )
    return Course(
        need_id=need_id,
        note=need.note,
        contact_id=need.contact_id,
        no_referral_reason=need.no_referral_reason,
        steps=tuple(StepRow(*row) for row in steps),
        scores=tuple(ScoreRow(*row) for row in scores),
    )


def _get(work: Work, need_id: str) -> Need:
    need = work.session.get(Need, need_id)
    if need is None or need.voided_at is not None:
        raise NoSuchRecord
    access.insist(work, need.person_id)
    return need
