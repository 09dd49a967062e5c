"""When what was written about each person ended: read in a few whole looks for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select

from models.contacts import Contact
from models.following import WitnessAccount
from models.incidents import Incident
from models.people import Case, Person
from models.protection import PoliceComplaint, Safeguarding, SafeguardingEvent
from models.support import Need, Referral, ReferralEvent
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.young import CONCERN, kept_inside
from outreach_app.retention.times import after
from outreach_app.work import Work

# Sexual violence and other violence (list ``incident_type``, map ``group``) are kept longer.
_SERIOUS: Final = ("SV", "VI")
ADULT: Final = 18


@dataclass(frozen=True, slots=True)
class Life:
    """What decides when a person is due, joined records together; days are local.

    `last_on` is the last day anything is known of, `told_on` and `serious_on` the last telling of
    harm and of serious harm, `closed_on` the last closing. For somebody who is or was a child here
    `born_on` or, where it is not known, `child_on`, the last day they are known as one; `band` is
    the age band.
    """

    key: str
    alias: str
    code: str
    restricted: bool
    last_on: date
    case_open: bool = False
    closed_on: date | None = None
    told_on: date | None = None
    serious_on: date | None = None
    born_on: date | None = None
    child_on: date | None = None
    band: str = ""


@dataclass(frozen=True, slots=True)
class _Records:
    """The record that stands for each record; `some` tells that they are not everybody's."""

    whole: Mapping[str, str]
    some: bool

    def of(self, person: Any) -> ColumnElement[bool]:
        """Return the condition that a row is about one of them, by its column."""
        found: ColumnElement[bool] = (
            person.in_(tuple(self.whole)) if self.some else person.is_not(None)
        )
        return found


def lives(work: Work, keys: Sequence[str] | None = None) -> tuple[Life, ...]:
    """Return everybody who was not anonymised, or those of `keys`, as they stand after merges.

    A few thousand keys at the most.
    """
    if keys is not None and not keys:
        return ()
    wanted = () if keys is None else (or_(Person.id.in_(keys), Person.merged_into.in_(keys)),)
    people = work.session.execute(
        select(
            Person.id,
            func.coalesce(Person.merged_into, Person.id).label("whole"),
            Person.alias,
            Person.code,
            Person.restricted,
            Person.last_contact_before,
            Person.created_at,
            Person.born_on,
            Person.age_band,
            Person.deceased_on,
            Person.first_contact_before,
        ).where(still_here(), *wanted)
    ).all()
    records = _Records({row.id: row.whole for row in people}, keys is not None)
    first, met = _met(work, records)
    needs = _latest(work, records, Need.person_id, Need.identified_on, Need.voided_at.is_(None))
    told = _latest(
        work, records, Incident.person_id, Incident.disclosed_at, Incident.voided_at.is_(None)
    )
    grave = [
        code
        for code, group in work.lists["incident_type"].map("group").items()
        if group in _SERIOUS
    ]
    serious = _latest(
        work,
        records,
        Incident.person_id,
        Incident.disclosed_at,
        Incident.voided_at.is_(None),
        Incident.type.in_(sorted(grave)),
    )
    closed = _latest(work, records, Case.person_id, Case.closed_on)
    other = _otherwise_known(work, records)
    opened = {
        records.whole.get(key)
        for key in work.session.scalars(select(Case.person_id).where(Case.closed_on.is_(None)))
    }
    child = _children(work, records)
    for row in people:
        known = (work.day_of(row.created_at), row.first_contact_before, first.get(row.id))
        known_from = min(day for day in known if day is not None)
        if row.born_on is not None and known_from < after(row.born_on, ADULT):
            child.setdefault(row.whole, None)
    before: dict[str, list[date]] = defaultdict(list)
    for row in people:
        before[row.whole] += [
            day for day in (row.last_contact_before, row.deceased_on) if day is not None
        ]
    found = []
    for row in people:
        if row.id != row.whole:
            continue
        noted = (met, needs, told, *other)
        days = [*before[row.id], *(each[row.id] for each in noted if row.id in each)]
        last_on = max(days, default=work.day_of(row.created_at))
        young = row.id in child
        found.append(
            Life(
                row.id,
                row.alias,
                row.code,
                row.restricted,
                last_on,
                row.id in opened,
                closed.get(row.id),
                told.get(row.id),
                serious.get(row.id),
                row.born_on if young else None,
                max(child[row.id] or last_on, last_on) if young else None,
                row.age_band,
            )
        )
    return tuple(found)


def _met(work: Work, records: _Records) -> tuple[dict[str, date], dict[str, date]]:
    """Return the first day each record was met, and the last one of each person, in one look."""
    rows = work.session.execute(
        select(Contact.person_id, func.min(Contact.started_at), func.max(Contact.started_at))
        .where(records.of(Contact.person_id), Contact.voided_at.is_(None))
        .group_by(Contact.person_id)
    ).all()
    first = {key: work.day_of(moment) for key, moment, _ in rows if key is not None}
    return first, _by_whole(work, records, ((key, last) for key, _, last in rows))


def _otherwise_known(work: Work, records: _Records) -> tuple[dict[str, date], ...]:
    """Return the last day of what else was written down: services, concerns, what they saw."""
    referred = (Referral.id == ReferralEvent.referral_id, Referral.voided_at.is_(None))
    raised = (
        Safeguarding.id == SafeguardingEvent.safeguarding_id,
        Safeguarding.voided_at.is_(None),
    )
    looks: tuple[tuple[Any, ...], ...] = (
        (Referral.person_id, Referral.drafted_on, Referral.voided_at.is_(None)),
        (Referral.person_id, ReferralEvent.on_day, *referred),
        (Safeguarding.person_id, Safeguarding.raised_at, Safeguarding.voided_at.is_(None)),
        (Safeguarding.person_id, SafeguardingEvent.on_day, *raised),
        (PoliceComplaint.person_id, PoliceComplaint.noted_on, PoliceComplaint.voided_at.is_(None)),
        (WitnessAccount.person_id, WitnessAccount.told_at, WitnessAccount.voided_at.is_(None)),
    )
    return tuple(_latest(work, records, *look) for look in looks)


def _latest(
    work: Work, records: _Records, person: Any, moment: Any, *conditions: Any
) -> dict[str, date]:
    """Return the latest local day of each person, by the record that stands for them."""
    rows = work.session.execute(
        select(person, func.max(moment)).where(records.of(person), *conditions).group_by(person)
    )
    return _by_whole(work, records, rows)


def _by_whole(work: Work, records: _Records, rows: Iterable[Any]) -> dict[str, date]:
    whole, found = records.whole, dict[str, date]()
    for key, latest in rows:
        if latest is None or key not in whole:
            continue
        day = work.day_of(latest) if isinstance(latest, datetime) else latest
        found[whole[key]] = max(day, found.get(whole[key], day))
    return found


def _children(work: Work, records: _Records) -> dict[str, date | None]:
    """Return who is a child here, or was one when something was raised, with that day if known."""
    whole = records.whole
    inside = kept_inside(work, whole if records.some else None)
    found: dict[str, date | None] = {whole[key]: None for key in inside if key in whole}
    raised = work.session.execute(
        select(Safeguarding.person_id, Safeguarding.concerns, Safeguarding.raised_at).where(
            records.of(Safeguarding.person_id), Safeguarding.voided_at.is_(None)
        )
    )
    rows = [(row.person_id, row.raised_at) for row in raised if CONCERN in row.concerns]
    return found | dict(_by_whole(work, records, rows))
