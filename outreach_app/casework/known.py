"""What is known of a person besides their story, with its history: the tab *Details* reads it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from models.people import DeathMark, Person
from outreach_app.casework import (
    care,
    death_duties,
    holds,
    late_needs,
    linking,
    other_names,
    partners,
    people,
    roles,
)
from outreach_app.casework.death_duties import Duties
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Death:
    """A death as far as it is known (`precision`); `may_undo` says that it can be taken back now.

    One that came in with an import says neither how it is known nor who told. `latest` is
    the last day it can have been. `plan` is what they wished if they went missing, and `hold` keeps
    everything until the lead lifts it.
    """

    on_day: date
    precision: str
    how_known: str | None
    told_by: str | None
    confirmed: bool | None
    may_undo: bool
    latest: date
    plan: death_duties.Plan | None = None
    hold: holds.HoldRow | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Other names, care flags and ways of now and before, who they belong with, joined records."""

    names: tuple[other_names.NameRow, ...]
    flags: tuple[care.FlagRow, ...]
    routes: tuple[care.RouteHistory, ...]
    partners: tuple[partners.PartnerRow, ...]
    links: tuple[linking.LinkRow, ...]
    death: Death | None = None


def of_person(work: Work, person_id: str) -> Known:
    """Return it all. Raises Restricted when the person at the keyboard may not read the record."""
    key = people.whole_id(work, person_id)
    return Known(
        names=other_names.names_of(work, key),
        flags=care.flag_history(work, key),
        routes=care.route_history(work, key),
        partners=partners.of_person(work, key),
        links=linking.history(work, key),
        death=_death(work, key),
    )


def _death(work: Work, key: str) -> Death | None:
    person = work.session.execute(
        select(
            Person.deceased_on,
            Person.deceased_precision,
            Person.deceased_told_by,
            Person.deceased_confirmed,
        ).where(Person.id == key)
    ).one()
    if person.deceased_on is None:
        return None
    mark = work.session.execute(
        select(DeathMark.marked_at, DeathMark.marked_by, DeathMark.how_known).where(
            DeathMark.person_id == key, DeathMark.undone_at.is_(None)
        )
    ).first()
    may_undo = (
        mark is not None
        and work.role in roles.CASEWORK
        and (work.role == roles.LEAD or mark.marked_by == work.by)
        and work.day_of(mark.marked_at) == work.today
    )
    duties = death_duties.read(work, key) if work.role in roles.CASEWORK else Duties()
    return Death(
        person.deceased_on,
        person.deceased_precision or "day",
        mark.how_known if mark is not None else None,
        person.deceased_told_by,
        person.deceased_confirmed,
        may_undo,
        late_needs.last_day(person.deceased_on, person.deceased_precision),
        duties.plan,
        duties.hold,
    )
