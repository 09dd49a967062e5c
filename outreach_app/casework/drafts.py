"""What was typed and not yet saved: kept inside the encrypted file, seen only by its owner."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from models.record import FormDraft
from models.types import new_key
from outreach_app.work import Changes, Done, Work, changed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An unfinished form: its kind (``contact``, ``incident``), about what, its state as JSON."""

    id: str
    kind: str
    about: str
    state: str
    kept_at: datetime


def keep(work: Work, kind: str, about: str, state: str) -> Done[datetime]:
    """Keep the state of a form, in place of what was kept for it before."""
    row = {
        "id": new_key(),
        "staff_code": work.by,
        "kind": kind,
        "about": about,
        "state": state,
        "kept_at": work.now,
    }
    work.session.execute(
        insert(FormDraft)
        .values(row)
        .on_conflict_do_update(
            index_elements=["staff_code", "kind", "about"],
            set_={"state": state, "kept_at": work.now},
        )
    )
    return Done(work.now, changed("drafts"))


def waiting(work: Work) -> tuple[DraftRow, ...]:
    """Return the unfinished forms of the person at the keyboard, newest first."""
    found = work.session.execute(
        select(FormDraft.id, FormDraft.kind, FormDraft.about, FormDraft.state, FormDraft.kept_at)
        .where(FormDraft.staff_code == work.by)
        .order_by(FormDraft.kept_at.desc(), FormDraft.id)
    )
    return tuple(DraftRow(*row) for row in found)


def discard(work: Work, kind: str, about: str) -> Done[None]:
    """Let a draft go because its owner does not want it."""
    work.session.execute(
        delete(FormDraft).where(
            FormDraft.staff_code == work.by, FormDraft.kind == kind, FormDraft.about == about
        )
    )
    return Done(None, changed("drafts"))


def saving(
    work: Work, kind: str, about: str, command: Callable[..., Done[T]], *args: object
) -> Done[T]:
    """Run the command that saves a form and let its draft go, both in one transaction.

    After a crash there is the draft or the record, never both and never neither.
    """
    done = command(work, *args)
    discard(work, kind, about)
    return Done(done.value, Changes(done.changes.subjects | {"drafts"}, done.changes.person_id))
