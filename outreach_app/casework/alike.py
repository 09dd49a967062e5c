"""People whose name is like the one being typed, so that nobody is added twice by accident."""

from outreach_app.casework import names
from outreach_app.casework.people import PersonHit
from outreach_app.work import Work


def similar(work: Work, typed: str, limit: int = 3) -> tuple[PersonHit, ...]:
    """Return whom somebody of this name may be, the likest first; never anyone restricted."""
    return tuple(found.person for found in names.similar(work, typed, limit))
