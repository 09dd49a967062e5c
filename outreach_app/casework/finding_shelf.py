"""Everybody's names, codes and numbers side by side, so that a letter typed reads no file.

Kept in the desk's memory until a command touches people or incidents, and gone when it is locked.
It holds what is restricted too: who asks leaves out what a role may not find.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple, cast

from sqlalchemy import Table, bindparam, func, select

from models.contacts import Contact
from models.people import Alias, ContactRoute, Person
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.found import bare_number
from outreach_app.casework.lines import Lines
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
    _WHOLE,
    _PERSONS.alias,
    _PERSONS.code,
    _PERSONS.restricted,
    _PERSONS.last_contact_before,
    _PERSONS.deceased_on.is_not(None),
).where(still_here())
_OWN_CODES: Final = select(_PERSONS.id, _PERSONS.own_code).where(_PERSONS.own_code.is_not(None))
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


class Record(NamedTuple):
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


class OtherName(NamedTuple):
    """A name somebody goes by as well; `restricted` is the record's it was given to."""

    whole: str
    alias: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """All records in the order of their aliases, and what is looked through, in small letters.

    `aliases` and `codes` stand side by side with `records`, `other_aliases` with `others`,
    `numbers` (without their marks, the newest first) with `ringing`, the keys of those whose they
    are. `own_codes` names the places of the records with each. `doubles` names the records joined
    to each.
    """

    records: tuple[Record, ...]
    aliases: Lines
    codes: Lines
    own_codes: Mapping[str, tuple[int, ...]]
    others: tuple[OtherName, ...]
    other_aliases: Lines
    ringing: tuple[str, ...]
    numbers: Lines
    by_id: Mapping[str, Record]
    doubles: Mapping[str, tuple[str, ...]]

    def begins(self, typed: str) -> Iterator[int]:
        """Yield the places of records whose alias begins with what was typed."""
        start = bisect_left(self.records, typed, key=_in_small_letters)
        for place in range(start, len(self.records)):
            if not _in_small_letters(self.records[place]).startswith(typed):
                return
            yield place


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


def _in_small_letters(record: Record) -> str:
    return record.alias.lower()


def _read(work: Work) -> Shelf:
    rows = work.session.execute(_RECORDS)
    records = tuple(
        sorted(map(Record._make, rows), key=lambda record: (record.alias.lower(), record.id))
    )
    by_id = {record.id: record for record in records}
    doubles: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for record in records:
        if record.joined:
            doubles[record.whole] += (record.id,)
    others = tuple(map(OtherName._make, work.session.execute(_OTHERS)))
    numbers = work.session.execute(_NUMBERS).all()
    return Shelf(
        records=records,
        aliases=Lines(record.alias.lower() for record in records),
        codes=Lines(record.code.lower() for record in records),
        own_codes=_own_codes(work, records),
        others=others,
        other_aliases=Lines(other.alias.lower() for other in others),
        ringing=tuple(whole for whole, _ in numbers),
        numbers=Lines(bare_number(value) for _, value in numbers),
        by_id=by_id,
        doubles=dict(doubles),
    )


def _own_codes(work: Work, records: Iterable[Record]) -> dict[str, tuple[int, ...]]:
    """Return the places of the records with each own code word, in small letters."""
    said = {key: code.lower() for key, code in work.session.execute(_OWN_CODES)}
    found: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for place, record in enumerate(records if said else ()):
        if record.id in said:
            found[said[record.id]] += (place,)
    return dict(found)
