"""The first steps of a new casebook, for whoever sets it up: until done or not wanted."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from models.project import Agency, Area, Staff
from outreach_app.casework import project_settings
from outreach_app.casework.roles import LISTS, insist_on_lists
from outreach_app.governance import audit
from outreach_app.vocabulary import STANDING_AREAS
from outreach_app.work import Done, Work, changed

_NOT_WANTED = "start_here_put_away"


@dataclass(frozen=True, slots=True)
class StartHere:
    """Which of the first steps are done: areas of one's own, a colleague, a service."""

    areas: bool
    colleagues: bool
    services: bool


def steps(work: Work) -> StartHere | None:
    """Return how far a new casebook is set up; None when it is, or when nobody wants to be told.

    Only who keeps the lists is told: nobody else could do anything about it.
    """
    if work.role not in LISTS or project_settings.value(work, _NOT_WANTED):
        return None
    found = StartHere(
        areas=bool(
            work.session.scalar(
                select(exists().where(Area.code.not_in(STANDING_AREAS), Area.active.is_(True)))
            )
        ),
        # Codes that came in with an import count: such a project is not a new one.
        colleagues=(work.session.scalar(select(func.count()).select_from(Staff)) or 0) > 1,
        services=bool(work.session.scalar(select(exists().where(Agency.active.is_(True))))),
    )
    return None if found.areas and found.colleagues and found.services else found


def put_away(work: Work) -> Done[None]:
    """Say no more about the first steps; for who keeps the lists."""
    insist_on_lists(work)
    project_settings.put(work, _NOT_WANTED, value=True)
    audit.note(work, "start_here_put_away")
    return Done(None, changed("lists"))
