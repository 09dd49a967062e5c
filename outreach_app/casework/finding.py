"""Find anything: people and incidents from a few letters, as far as one's role may see them.

Accounts of harm are never searched, and no word that was typed is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain, groupby, islice
from typing import Final

from sqlalchemy import select

from models.people import Alias, Person
from outreach_app.casework import access, finding_incidents, fulltext, names, own_work
from outreach_app.casework.finding_shelf import OtherName, Record, Shelf, seen, shelf
from outreach_app.casework.found import CANDIDATES, Found, digits
from outreach_app.casework.roles import VOLUNTEER
from outreach_app.work import Work

# Who may find people, and who by phone (vocabulary, `user_role`); others find no names here.
_ROLES: Final = frozenset({"volunteer", "outreach", "caseworker", "lead"})
# Tells whether a record, or another name, may be found by the person at the keyboard.
_MayRead = Callable[[Record | OtherName], bool]
_PHONE_ROLES: Final = _ROLES - {"volunteer"}


def find(work: Work, typed: str, limit: int = 6) -> tuple[Found, ...]:
    """Find people, then incidents, the likeliest first, at most `limit` of each.

    People by any part of a name or other name, by code, whole own code word, the end of a phone
    number, or a name that sounds alike; incidents by reference, by three or more signs of a
    registration (``?`` for one not seen, on either side), or by the end of a number. What is
    restricted is found by the lead alone.
    """
    wanted = " ".join(typed.split())
    if not wanted:
        return ()
    return (*_people(work, wanted, limit), *finding_incidents.incidents(work, wanted, limit))


def get_ready(work: Work, part: int) -> None:
    """Read one of the `PARTS` of what is compared while somebody types, if it is not there."""
    _READY[part](work)


_READY: Final[tuple[Callable[[Work], object], ...]] = (
    shelf,
    names.index,
    finding_incidents.get_ready,
)
PARTS: Final = range(len(_READY))


# people


def _people(work: Work, wanted: str, limit: int) -> list[Found]:
    if work.role not in _ROLES:
        return []
    may_read = _reader(work)
    ways = _by_name(work, wanted, may_read)
    if work.role in _PHONE_ROLES:
        for key in _by_phone(work, wanted):
            ways.setdefault(key, (3, "phone", ""))
    if len(ways) < limit:
        for key in names.heard(work, wanted, limit, restricted=work.role == access.LEAD):
            ways.setdefault(key, (4, "alike", ""))
    return _in_order(work, ways, limit, may_read)


def _by_name(work: Work, wanted: str, may_read: _MayRead) -> dict[str, tuple[int, str, str]]:
    """Map keys of people to rank, how and what to show; a merged record's names count as theirs."""
    every, typed = shelf(work), wanted.lower()
    owns = every.own_codes.get(typed, ())
    found: dict[str, tuple[int, str, str]] = {}
    in_order = chain(every.begins(typed), _elsewhere(every, typed, owns))
    readable = (n for n in in_order if may_read(every.records[n]))
    for number in islice(readable, CANDIDATES):
        record = every.records[number]
        if record.joined:
            way = (2, "other", record.alias)
        elif record.code.lower().startswith(typed) or record.alias.lower().startswith(typed):
            way = (0, "", "")
        else:
            way = (1, "own_code" if number in owns else "", "")
        found[record.whole] = min(way, found.get(record.whole, way))
    others = filter(may_read, (every.others[n] for n in every.other_aliases.holding(typed)))
    for other in islice(others, CANDIDATES):
        found.setdefault(other.whole, (2, "other", other.alias))
    return found or _by_plain_name(work, wanted, may_read)


def _elsewhere(every: Shelf, typed: str, owns: Iterable[int]) -> Iterator[int]:
    """Yield the places of records found otherwise than by how their alias begins, in order."""
    found = merge(every.aliases.holding(typed), every.codes.beginning(typed), owns)
    for number, _ in groupby(found):
        if not every.records[number].alias.lower().startswith(typed):
            yield number


def _by_plain_name(work: Work, wanted: str, may_read: _MayRead) -> dict[str, tuple[int, str, str]]:
    """Find people through the word index, where accents do not matter: "elan" is Élan too."""
    keys = fulltext.named(work, wanted)
    every = shelf(work)
    found: dict[str, tuple[int, str, str]] = {}
    for key in keys["person"]:
        record = every.by_id.get(key)
        if record is not None and may_read(record):
            found[record.whole] = (2, "other", record.alias) if record.joined else (1, "", "")
    if not keys["alias"]:
        return found
    others = work.session.execute(
        select(Person.id, Alias.alias)
        .join(Person, Person.id == Alias.person_id)
        .where(Alias.id.in_(keys["alias"]), Alias.ended_at.is_(None))
    )
    for key, alias in others:
        record = every.by_id[key]
        if may_read(record):
            found.setdefault(record.whole, (2, "other", alias))
    return found


def _by_phone(work: Work, wanted: str) -> Iterable[str]:
    last = digits(wanted)
    if not last:
        return ()
    every = shelf(work)
    return (every.ringing[n] for n in islice(every.numbers.ending(last), CANDIDATES))


def _reader(work: Work) -> _MayRead:
    """Return what tells whose name may be found: nobody restricted, but by the lead.

    By a volunteer nobody but whose record they open (workflow 1: no list beyond their shifts).
    """
    met = own_work.opened_by_volunteer(work) if work.role == VOLUNTEER else None

    def may_read(record: Record | OtherName) -> bool:
        if work.role == access.LEAD:
            return True
        return not record.restricted and (met is None or record.whole in met)

    return may_read


def _in_order(
    work: Work, ways: Mapping[str, tuple[int, str, str]], limit: int, may_read: _MayRead
) -> list[Found]:
    """Return people by rank and then by when they were last seen, without what may not be read."""
    by_id = shelf(work).by_id
    records = [by_id[key] for key in ways if key in by_id and may_read(by_id[key])]
    met = seen(work, [record.id for record in records])
    days = {
        record.id: work.day_of(moment) if (moment := met[record.id]) else record.last_before
        for record in records
    }

    def place(record: Record) -> tuple[int, int, str]:
        day = days[record.id]
        return ways[record.id][0], -day.toordinal() if day else 0, record.alias.casefold()

    return [
        Found(
            "person",
            record.id,
            record.alias,
            record.code,
            days[record.id],
            *ways[record.id][1:],
            died=record.died,
        )
        for record in sorted(records, key=place)[:limit]
    ]
