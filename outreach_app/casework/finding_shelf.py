"""Everybody's names, codes and numbers side by side, so that a letter typed reads no file.

Kept in the desk's memory until a command touches people or incidents, and gone when it is locked.
It holds what is restricted too: who asks leaves out what a role may not find.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, cast

from sqlalchemy import Table, bindparam, func, select

from models.contacts import Contact
from models.people import Alias, ContactRoute, Person
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.found import bare_number
from outreach_app.casework.seen import counted_outcomes
from outreach_app.work import Work

_MEMORY: Final = "finding"
_PERSONS: Final = cast("Table", Person.__table__).c
_ALIASES: Final = cast("Table", Alias.__table__).c
_ROUTES: Final = cast("Table", ContactRoute.__table__).c
_CONTACTS: Final = cast("Table", Contact.__table__).c
_WHOLE: Final = func.coalesce(_PERSONS.merged_into, _PERSONS.id)
# Made once: putting them together anew takes longer than the file does to answer.
_RECORDS: Final = select(
    _PERSONS.id,
    _PERSONS.merged_into,
    _PERSONS.alias,
    _PERSONS.code,
    _PERSONS.own_code,
    _PERSONS.restricted,
    _PERSONS.last_contact_before,
    _PERSONS.deceased_on.is_not(None),
).where(still_here())
_OTHERS: Final = (
    select(_WHOLE, _ALIASES.alias, _PERSONS.restricted)
    .join(Person, _PERSONS.id == _ALIASES.person_id)
    .where(_ALIASES.ended_at.is_(None))
    .order_by(_ALIASES.alias, _ALIASES.id)
)
_NUMBERS: Final = (
    select(_WHOLE, _ROUTES.value)
    .join(Person, _PERSONS.id == _ROUTES.person_id)
    .where(_ROUTES.ended_at.is_(None), _ROUTES.value.is_not(None))
    .order_by(_ROUTES.noted_at.desc(), _ROUTES.id)
)
_MET: Final = (
    select(_CONTACTS.person_id, func.max(_CONTACTS.started_at))
    .where(
        _CONTACTS.person_id.in_(bindparam("records", expanding=True)),
        _CONTACTS.voided_at.is_(None),
        _CONTACTS.outcome.in_(bindparam("outcomes", expanding=True)),
    )
    .group_by(_CONTACTS.person_id)
)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a person; `whole` is the key of the one that stands for them after merges.

    `died` and `last_before` (seen before this casebook began) are the record's own.
    """

    id: str
    whole: str
    alias: str
    code: str
    restricted: bool
    last_before: date | None
    died: bool

    @property
    def joined(self) -> bool:
        """Tell whether another record stands for this one."""
        return self.id != self.whole


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name somebody goes by as well; `restricted` is the record's it was given to."""

    whole: str
    alias: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """All records in the order of their aliases, and what is looked through, in small letters.

    `aliases`, `codes` and `own_codes` stand side by side with `records`, `other_aliases` with
    `others`; `numbers` are key of the person and bare number, the newest first. `doubles` names the
    records joined to each.
    """

    records: tuple[Record, ...]
    aliases: tuple[str, ...]
    codes: tuple[str, ...]
    own_codes: tuple[str, ...]
    others: tuple[OtherName, ...]
    other_aliases: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    by_id: Mapping[str, Record]
    doubles: Mapping[str, tuple[str, ...]]


def shelf(work: Work) -> Shelf:
    """Return what people are found by, read when it is first wanted."""
    kept = work.memory.read.get(_MEMORY)
    if not isinstance(kept, Shelf):
        kept = work.memory.read[_MEMORY] = _read(work)
    return kept


def seen(work: Work, keys: Iterable[str]) -> dict[str, datetime | None]:
    """Return when these people were last seen, their joined records included; None for never.

    Only contacts of people not asked about since the last contact are read: `seen.last_seen` reads
    everybody's, which takes its time.
    """
    wanted = tuple(keys)
    kept: dict[str, datetime | None] = work.memory.met
    unknown = [key for key in wanted if key not in kept]
    if unknown:
        doubles = shelf(work).doubles
        whose = {record: key for key in unknown for record in (key, *doubles.get(key, ()))}
        rows = work.session.execute(
            _MET, {"records": list(whose), "outcomes": list(counted_outcomes(work))}
        )
        kept.update(dict.fromkeys(unknown))
        for record, moment in rows:
            key = whose[record]
            before = kept[key]
            kept[key] = moment if before is None else max(before, moment)
    return {key: kept[key] for key in wanted}


def _read(work: Work) -> Shelf:
    rows = sorted(work.session.execute(_RECORDS), key=lambda row: (row[2].lower(), row[0]))
    records = tuple(
        Record(key, merged or key, alias, code, restricted, before, died)
        for key, merged, alias, code, _, restricted, before, died in rows
    )
    doubles: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for record in records:
        if record.joined:
            doubles[record.whole] += (record.id,)
    others = tuple(
        OtherName(whole, alias, restricted)
        for whole, alias, restricted in work.session.execute(_OTHERS)
    )
    return Shelf(
        records=records,
        aliases=tuple(record.alias.lower() for record in records),
        codes=tuple(record.code.lower() for record in records),
        own_codes=tuple((row[4] or "").lower() for row in rows),
        others=others,
        other_aliases=tuple(other.alias.lower() for other in others),
        numbers=tuple(
            (whole, bare_number(value)) for whole, value in work.session.execute(_NUMBERS)
        ),
        by_id={record.id: record for record in records},
        doubles=dict(doubles),
    )
