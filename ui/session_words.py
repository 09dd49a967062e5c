"""The open session in the words of the top bar."""

from datetime import tzinfo

from outreach_app.casework.sessions import SessionRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from ui import when


def session_words(shift: SessionRow | None, lists: Vocabulary, zone: tzinfo) -> str:
    """Say "Van night since 20:02", or "" when no session is open."""
    if shift is None:
        return ""
    return say(
        "today.session.since",
        session=lists["session_type"].label(shift.type),
        time=when.clock_time(shift.started_at, zone),
    )
