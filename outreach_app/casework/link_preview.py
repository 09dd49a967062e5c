"""What joining two records would do, shown before anybody decides."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, func, select

from models.contacts import Contact
from models.incidents import Incident
from models.people import Person
from models.support import Need
from outreach_app.casework import access, cases, linking, other_names, roles
from outreach_app.casework.hits import hits
from outreach_app.casework.seen import counted_outcomes, records_of, whole_id
from outreach_app.errors import Problem
from outreach_app.work import Work

# What becomes of the open case of the record that goes.
NO_CASE: Final = "none"
CLOSES: Final = "closes"
MOVES: Final = "moves"
_QUARTER: Final = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records: what it holds; counts take its joined records in (`joined`)."""

    id: str
    alias: str
    code: str
    other_names: tuple[str, ...]
    seen_on: date | None
    care: tuple[str, ...]
    created_on: date
    contacts: int
    incidents: int
    needs: int
    open_case: bool
    own_code: bool
    joined: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What joining would do: `goes` becomes a duplicate of `stays`.

    `case` says what becomes of the open case of `goes`: ``none``, ``closes`` or ``moves`` on.
    `fewer` names the periods under way (``month``, ``quarter``, ``year``) that count one person
    fewer from now on, because both were seen in them. `repointed` records that are joined to `goes`
    count with `stays` only from now on: for them the other way round is better (`better_swapped`).
    """

    goes: Side
    stays: Side
    case: str
    fewer: tuple[str, ...]
    repointed: int
    better_swapped: bool
    hindrances: tuple[Problem, ...]


def preview(work: Work, duplicate_id: str, target_id: str) -> Preview:
    """Return what joining two records would do. Raises Restricted and NoSuchRecord."""
    roles.insist(work, roles.CASEWORK)
    for key in (duplicate_id, target_id):
        access.insist(work, key)
    target_id = whole_id(work, target_id)
    goes, stays = _side(work, duplicate_id), _side(work, target_id)
    records = [work.session.get_one(Person, each.id) for each in (goes, stays)]
    hindrances = tuple(linking.hindrances(work, records[0], records[1]))
    work.session.expunge_all()
    case = NO_CASE
    if goes.open_case:
        case = CLOSES if stays.open_case else MOVES
    return Preview(
        goes,
        stays,
        case,
        _fewer(work, goes.id, stays.id),
        goes.joined,
        better_swapped=_weight(goes) > _weight(stays),
        hindrances=hindrances,
    )


def _weight(side: Side) -> tuple[int, int, int]:
    """Order records by how much would be lost from sight if they went: the heavier stays."""
    return side.joined, side.contacts + side.incidents + side.needs, -side.created_on.toordinal()


def _side(work: Work, person_id: str) -> Side:
    (hit,) = hits(work, [person_id])
    own_code, created_at = work.session.execute(
        select(Person.own_code, Person.created_at).where(Person.id == person_id)
    ).one()
    joined = select(func.count()).where(Person.merged_into == person_id)
    whole = records_of(person_id)
    return Side(
        id=hit.id,
        alias=hit.alias,
        code=hit.code,
        other_names=tuple(
            row.name for row in other_names.names_of(work, person_id) if row.ended_at is None
        ),
        seen_on=hit.seen_on,
        care=hit.care,
        created_on=work.day_of(created_at),
        contacts=_count(
            work,
            Contact.person_id.in_(whole),
            Contact.voided_at.is_(None),
            Contact.outcome.in_(counted_outcomes(work)),
        ),
        incidents=_count(work, Incident.person_id.in_(whole), Incident.voided_at.is_(None)),
        needs=_count(work, Need.person_id.in_(whole), Need.voided_at.is_(None)),
        open_case=cases.open_of(work, person_id) is not None,
        own_code=own_code is not None,
        joined=work.session.scalar(joined) or 0,
    )


def _count(work: Work, *where: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count()).where(*where)) or 0


def _fewer(work: Work, one: str, other: str) -> tuple[str, ...]:
    """Name the periods under way in which both were seen."""
    today = work.today
    starts = {
        "month": today.replace(day=1),
        "quarter": today.replace(month=(today.month - 1) // _QUARTER * _QUARTER + 1, day=1),
        "year": today.replace(month=1, day=1),
    }
    last = []
    for key in (one, other):
        seen = work.session.scalar(
            select(func.max(Contact.started_at)).where(
                Contact.person_id.in_(records_of(key)),
                Contact.voided_at.is_(None),
                Contact.outcome.in_(counted_outcomes(work)),
            )
        )
        last.append(work.day_of(seen) if seen else date.min)
    return tuple(name for name, start in starts.items() if min(last) >= start)
