"""Police forces, whether they treat sex workers as a hate strand, and their local policies.

A strand is local practice, not national law (requirements A03). Policies are shown when a way of
reporting is chosen (D01 to D03): a text that was in force stays as it was, a new version is a new
row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import insert, or_, select, update

from models.project import Force, ForcePolicy
from models.types import new_key
from outreach_app.casework import checks
from outreach_app.casework.roles import insist_on_lists
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

JURISDICTIONS: Final = ("england_wales", "scotland", "northern_ireland")
STRAND: Final = ("yes", "no", "not_known")


@dataclass(frozen=True, slots=True)
class ForceDraft:
    """A force as it is to be kept; `hate_strand` is one of `STRAND`."""

    name: str
    jurisdiction: str = "england_wales"
    hate_strand: str = "not_known"
    hate_strand_since: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ForceRow:
    """A force."""

    id: str
    name: str
    jurisdiction: str
    hate_strand: str
    hate_strand_since: date | None
    note: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """A policy of a force: its text word for word, whom it covers, who it was made with."""

    force_id: str
    title: str
    version: str
    text: str
    from_on: date | None = None
    to_on: date | None = None
    covers_witnesses: bool | None = None
    made_with: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy and the name of its force."""

    id: str
    force_id: str
    force: str
    title: str
    version: str
    text: str
    from_on: date | None
    to_on: date | None
    covers_witnesses: bool | None
    made_with: str | None


def check(draft: ForceDraft) -> tuple[Problem, ...]:
    """Find what must be mended before a force can be kept; instant, needs no file."""
    problems = [
        *checks.text("name", draft.name, 120, needed=True),
        *checks.text("note", draft.note, checks.NOTE_LIMIT),
    ]
    for field, value, known in (
        ("jurisdiction", draft.jurisdiction, JURISDICTIONS),
        ("hate_strand", draft.hate_strand, STRAND),
    ):
        if value not in known:
            problems.append(Problem(field, "unknown_code", {"value": value}))
    if draft.hate_strand_since and draft.hate_strand != "yes":
        problems.append(Problem("hate_strand_since", "since_only_yes"))
    return tuple(problems)


def keep(work: Work, draft: ForceDraft, force_id: str | None = None) -> Done[ForceRow]:
    """Write a force, a new one or the one with this key."""
    insist_on_lists(work)
    taken = work.session.scalar(select(Force.id).where(Force.name == draft.name.strip()))
    same = [Problem("name", "label_taken")] if taken and taken != force_id else []
    checks.insist([*check(draft), *same])
    values = {
        "name": draft.name.strip(),
        "jurisdiction": draft.jurisdiction,
        "hate_strand": draft.hate_strand,
        "hate_strand_since": draft.hate_strand_since,
        "note": checks.clean(draft.note),
    }
    if force_id is None:
        force_id = new_key()
        work.session.execute(insert(Force).values(id=force_id, active=True, **values))
    else:
        _change(work, force_id, values)
    audit.note(work, "force_kept", force_id)
    return Done(one(work, force_id), changed("lists", "forces"))


def retire(work: Work, force_id: str, *, active: bool = False) -> Done[ForceRow]:
    """Take a force off the choice, or with `active` put it back."""
    insist_on_lists(work)
    _change(work, force_id, {"active": active})
    audit.note(work, "force_restored" if active else "force_retired", force_id)
    return Done(one(work, force_id), changed("lists", "forces"))


def every(work: Work, *, retired: bool = False) -> tuple[ForceRow, ...]:
    """Return the forces by name."""
    found = (ForceRow(*row) for row in work.session.execute(select(*_ROW).order_by(Force.name)))
    return tuple(row for row in found if row.active or retired)


def one(work: Work, force_id: str) -> ForceRow:
    """Return one force."""
    found = work.session.execute(select(*_ROW).where(Force.id == force_id)).first()
    if found is None:
        raise NoSuchRecord
    return ForceRow(*found)


def check_policy(draft: PolicyDraft) -> tuple[Problem, ...]:
    """Find what must be mended before a policy can be kept; instant, needs no file."""
    problems = [
        *checks.text("title", draft.title, 200, needed=True),
        *checks.text("version", draft.version, 40, needed=True),
        *checks.text("text", draft.text, checks.NOTE_LIMIT, needed=True),
        *checks.text("made_with", draft.made_with, 500),
    ]
    if draft.from_on and draft.to_on and draft.to_on < draft.from_on:
        problems.append(Problem("to_on", "ends_before_it_begins"))
    return tuple(problems)


def add_policy(work: Work, draft: PolicyDraft) -> Done[PolicyRow]:
    """Add a policy or a new version of one; the version before ends when this one begins."""
    insist_on_lists(work)
    checks.insist(check_policy(draft))
    one(work, draft.force_id)
    title = draft.title.strip()
    if draft.from_on:
        before = or_(ForcePolicy.from_on.is_(None), ForcePolicy.from_on < draft.from_on)
        work.session.execute(
            update(ForcePolicy)
            .where(
                ForcePolicy.force_id == draft.force_id,
                ForcePolicy.title == title,
                or_(ForcePolicy.to_on.is_(None), ForcePolicy.to_on >= draft.from_on),
                before,
            )
            .values(to_on=date.fromordinal(draft.from_on.toordinal() - 1))
        )
    key = new_key()
    work.session.execute(
        insert(ForcePolicy).values(
            id=key,
            force_id=draft.force_id,
            title=title,
            version=draft.version.strip(),
            text=draft.text.strip(),
            from_on=draft.from_on,
            to_on=draft.to_on,
            covers_witnesses=draft.covers_witnesses,
            made_with=checks.clean(draft.made_with),
        )
    )
    audit.note(work, "policy_added", key)
    row = next(row for row in policy_history(work, draft.force_id) if row.id == key)
    return Done(row, changed("lists", "forces"))


def end_policy(work: Work, policy_id: str, on_day: date) -> Done[str]:
    """Write the last day on which a policy holds."""
    insist_on_lists(work)
    begins = work.session.execute(
        select(ForcePolicy.from_on).where(ForcePolicy.id == policy_id)
    ).first()
    if begins is None:
        raise NoSuchRecord
    if begins.from_on and on_day < begins.from_on:
        checks.insist([Problem("to_on", "ends_before_it_begins")])
    work.session.execute(
        update(ForcePolicy).where(ForcePolicy.id == policy_id).values(to_on=on_day)
    )
    audit.note(work, "policy_ended", policy_id)
    return Done(policy_id, changed("lists", "forces"))


def policies_for(
    work: Work, force_id: str | None = None, on_day: date | None = None
) -> tuple[PolicyRow, ...]:
    """Return the policies in force on a local day (today), of one force or of all in use."""
    day = on_day or work.today
    in_use = {row.id for row in every(work)}
    return tuple(
        row
        for row in policy_history(work, force_id)
        if row.force_id in in_use
        and (row.from_on is None or row.from_on <= day)
        and (row.to_on is None or row.to_on >= day)
    )


def policy_history(work: Work, force_id: str | None = None) -> tuple[PolicyRow, ...]:
    """Return every policy there was, by force and title, the newest version first."""
    wanted = (
        select(
            ForcePolicy.id,
            ForcePolicy.force_id,
            Force.name,
            ForcePolicy.title,
            ForcePolicy.version,
            ForcePolicy.text,
            ForcePolicy.from_on,
            ForcePolicy.to_on,
            ForcePolicy.covers_witnesses,
            ForcePolicy.made_with,
        )
        .join(Force, Force.id == ForcePolicy.force_id)
        .order_by(Force.name, ForcePolicy.title, ForcePolicy.from_on.desc(), ForcePolicy.id.desc())
    )
    if force_id is not None:
        wanted = wanted.where(ForcePolicy.force_id == force_id)
    return tuple(PolicyRow(*row[:10]) for row in work.session.execute(wanted))


_ROW: Final = (
    Force.id,
    Force.name,
    Force.jurisdiction,
    Force.hate_strand,
    Force.hate_strand_since,
    Force.note,
    Force.active,
)


def _change(work: Work, force_id: str, values: Mapping[str, object]) -> None:
    done = work.session.execute(
        update(Force).where(Force.id == force_id).values(**values).returning(Force.id)
    ).all()
    if not done:
        raise NoSuchRecord
