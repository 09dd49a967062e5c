"""How many different people stand behind each count of events.

Fourteen incidents of one person pass any threshold on incidents and describe one life. Source: the
statistics design, parts 1 and 2, guarantee G2.

Contacts and supplies are many, and are grouped by person in the file; every other figure is taken
apart into its rows by `trace`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Select, distinct, func, select

from models.contacts import Contact, ContactSupply
from outreach_app.statistics import registry, trace
from outreach_app.statistics.disclosure import cells
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.trace_rows import Row
from outreach_app.statistics.window import table

_CONTACTS: Final = table(Contact)
_SUPPLIES: Final = table(ContactSupply)
_CONTACTS_BY: Final = {"C03_by_setting": 0, "C04_by_area": 1}
_CORE: Final = "C05_by_core_setting"
_ALL: Final = "C01_contacts"
_ITEMS: Final = "S01_supplies"
_GIVEN: Final = "S02_contacts_with_supplies"
_RETURNS: Final = "S03_needle_returns"
_OF_CONTACTS: Final = frozenset({_ALL, *_CONTACTS_BY, _CORE, _ITEMS, _GIVEN, _RETURNS})

# What each person adds to one figure; no name stands for whoever gave none, with how often.
_Shares = Counter[str]


def few(facts: Facts, keys: Iterable[str], threshold: int = cells.THRESHOLD) -> frozenset[str]:
    """Return the paths of counts with fewer people behind than may be shown, or one above half.

    Counts of people answer for themselves. What nobody told a name with may be somebody else's
    each time, and is counted so; a figure that cannot be taken apart is taken as it is.
    """
    asked = frozenset(keys)
    found = {
        path
        for path, (shares, nameless) in _contacts(facts, asked).items()
        if _too_few(shares, nameless, threshold)
    }
    for key in asked - _OF_CONTACTS:
        if registry.known()[key].unit == "people" or not cells.about_people(key):
            continue
        for below, cell in trace.of_line(facts, key).items():
            some = _of_rows(facts, cell.rows)
            if cell.figure >= threshold and cell.rows and _too_few(*some, threshold):
                found.add(f"{key}/{below}" if below else key)
    return frozenset(found)


def _too_few(shares: _Shares, nameless: int, threshold: int) -> bool:
    """Tell whether too few people, or mostly one, come to a figure that would be shown."""
    whole = sum(shares.values()) + nameless
    people = len(shares) + nameless
    return whole >= threshold and (
        people < threshold or 2 * max(shares.values(), default=0) > whole
    )


def _of_rows(facts: Facts, rows: tuple[Row, ...]) -> tuple[_Shares, int]:
    shares: _Shares = Counter()
    nameless = 0
    for row in rows:
        if row.person:
            shares[facts.merges.whose(row.person)] += row.times
        elif row.kind != "person":
            nameless += 1
    return shares, nameless


def _contacts(facts: Facts, asked: frozenset[str]) -> Mapping[str, tuple[_Shares, int]]:
    """Return who is behind each figure of contacts and supplies, by its path."""
    found: dict[str, tuple[_Shares, int]] = {}
    for path, person, count, contacts in _grouped(facts, asked):
        shares, nameless = found.setdefault(path, (Counter(), 0))
        if person is None:
            found[path] = shares, nameless + contacts
        else:
            shares[facts.merges.whose(person)] += count
    return found


def _grouped(facts: Facts, asked: frozenset[str]) -> Iterator[tuple[str, str | None, int, int]]:
    """Yield path, person or none, what they add to the figure, and over how many contacts."""
    window, c = facts.window, _CONTACTS.c
    who = window.linked_person(_CONTACTS)
    here = (
        window.within(c.started_at)
        & window.exists(_CONTACTS)
        & c.outcome.in_(sorted(facts.counted_outcomes))
    )
    if asked & {_ALL, _CORE, _RETURNS, *_CONTACTS_BY}:
        core = facts.lists["contact_setting"].map("core")
        by: Select[Any] = select(
            c.setting, c.area, who, func.count(), func.sum(c.needle_returns)
        ).where(here)
        for *kind, person, count, returns in facts.rows_of(by.group_by(c.setting, c.area, who)):
            yield _ALL, person, count, count
            yield f"{_CORE}/{core.get(kind[0], 'other')}", person, count, count
            for key, at in _CONTACTS_BY.items():
                yield f"{key}/{kind[at]}", person, count, count
            if returns:
                yield _RETURNS, person, int(returns), count
    if asked & {_ITEMS, _GIVEN}:
        given = _SUPPLIES.join(_CONTACTS, c.id == _SUPPLIES.c.contact_id)
        items: Select[Any] = (
            select(_SUPPLIES.c.item, who, func.sum(_SUPPLIES.c.quantity), func.count())
            .select_from(given)
            .where(here)
            .group_by(_SUPPLIES.c.item, who)
        )
        for item, person, quantity, contacts in facts.rows_of(items):
            yield f"{_ITEMS}/{item}", person, int(quantity), contacts
        met: Any = (
            select(who, func.count(distinct(c.id))).select_from(given).where(here).group_by(who)
        )
        for person, count in facts.rows_of(met):
            yield _GIVEN, person, count, count
