"""A new data key is due: somebody left, or an old key file was put back. The lead makes it."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.types import moment_text
from outreach_app.storage.casebook import recall, remember
from outreach_app.storage.identity import NEW_KEY_DUE
from outreach_app.work import Work


def note(work: Work) -> None:
    """Note that a new data key is due from now on; an earlier moment stays."""
    if recall(work.session, NEW_KEY_DUE) is None:
        remember(work.session, NEW_KEY_DUE, moment_text(work.now))


def since(work: Work) -> datetime | None:
    """Return since when a new data key is due, None when it is not."""
    noted = recall(work.session, NEW_KEY_DUE)
    return datetime.fromisoformat(noted) if noted else None


def made(session: Session) -> None:
    """Note that it was made."""
    session.execute(text("DELETE FROM vault_meta WHERE key = :key"), {"key": NEW_KEY_DUE})
