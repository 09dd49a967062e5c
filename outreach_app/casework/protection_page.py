"""What the pages under protection show, read in one go, and what their forms are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outreach_app.casework import (
    enforcement,
    incidents,
    people,
    police_conduct,
    protection,
    safeguarding,
    staff,
)
from outreach_app.casework.enforcement import DiaryRow
from outreach_app.casework.police_conduct import Conduct, ConductRow
from outreach_app.casework.roles import CASEWORK, LEAD, insist
from outreach_app.casework.safeguarding import Concern, ConcernRow
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work


@dataclass(frozen=True, slots=True)
class Protected:
    """What the person at the keyboard may read; `diary` is None for who keeps none."""

    concerns: tuple[ConcernRow, ...]
    conduct: tuple[ConductRow, ...]
    diary: tuple[DiaryRow, ...] | None
    colleagues: Mapping[str, str]
    lists: Vocabulary
    today: date
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form needs: the lists, the day, and whom or which incident it is about."""

    lists: Vocabulary
    today: date
    alias: str | None = None
    code: str | None = None
    incident: str | None = None


def read(work: Work) -> Protected:
    """Return the three lists."""
    return Protected(
        concerns=safeguarding.listing(work),
        conduct=police_conduct.listing(work),
        diary=enforcement.diary(work) if work.role in CASEWORK else None,
        colleagues=dict(staff.names(work)),
        lists=work.lists,
        today=work.today,
        is_lead=work.role == LEAD,
    )


def setting(work: Work, person_id: str | None = None, incident_id: str | None = None) -> Setting:
    """Return what a form needs. Raises Restricted for a record that may not be opened."""
    insist(work, protection.MAY_RAISE)
    protection.insist_on_subject(work, person_id, incident_id)
    card = people.card(work, person_id) if person_id else None
    reference = incidents.one(work, incident_id).reference if incident_id else None
    return Setting(
        work.lists,
        work.today,
        card.alias if card else None,
        card.code if card else None,
        reference,
    )


@dataclass(frozen=True, slots=True)
class OpenConcern:
    """A safeguarding concern that was opened, with what puts it into words."""

    concern: Concern
    lists: Vocabulary
    today: date
    colleagues: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OpenConduct:
    """A concern about police that was opened, with what puts it into words."""

    conduct: Conduct
    lists: Vocabulary
    today: date
    colleagues: Mapping[str, str]


def open_concern(work: Work, concern_id: str) -> Done[OpenConcern]:
    """Open a safeguarding concern; the reading is written into the trail."""
    done = safeguarding.read(work, concern_id)
    names = dict(staff.names(work))
    return Done(OpenConcern(done.value, work.lists, work.today, names), done.changes)


def open_conduct(work: Work, concern_id: str) -> Done[OpenConduct]:
    """Open a concern about police; the reading is written into the trail."""
    done = police_conduct.read(work, concern_id)
    names = dict(staff.names(work))
    return Done(OpenConduct(done.value, work.lists, work.today, names), done.changes)
