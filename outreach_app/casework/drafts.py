"""What was typed and not yet saved: kept inside the encrypted file, seen only by its owner."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from models.record import FormDraft
from models.types import new_key
from outreach_app.work import Done, Work, changed


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
    """Let a draft go: it was saved as a record, or the user does not want it."""
    work.session.execute(
        delete(FormDraft).where(
            FormDraft.staff_code == work.by, FormDraft.kind == kind, FormDraft.about == about
        )
    )
    return Done(None, changed("drafts"))
