"""How many different people stand behind each count of events.

Fourteen incidents of one person pass any threshold on incidents and describe one life. Source: the
statistics design, parts 1 and 2, guarantee G2.

Contacts and supplies are many, and are grouped by person in the file, and people stand behind
themselves; every other figure is taken apart into its rows by `trace`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Select, distinct, func, select

from models.contacts import Contact, ContactSupply
from models.incidents import Incident
from models.sharing import AlertIncident
from outreach_app.statistics import registry, rules, trace
from outreach_app.statistics.disclosure import cells
from outreach_app.statistics.disclosure.crowd import Crowd
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.lines import reach
from outreach_app.statistics.rows import Met
from outreach_app.statistics.trace_rows import Row
from outreach_app.statistics.window import table

_CONTACTS: Final = table(Contact)
_SUPPLIES: Final = table(ContactSupply)
_WARNED: Final = table(AlertIncident)
_INCIDENTS: Final = table(Incident)
_BY_SETTING: Final = "C03_by_setting"
_BY_AREA: Final = "C04_by_area"
_CORE: Final = "C05_by_core_setting"
_ALL: Final = "C01_contacts"
_ITEMS: Final = "S01_supplies"
_GIVEN: Final = "S02_contacts_with_supplies"
_RETURNS: Final = "S03_needle_returns"
_PEOPLE: Final = "R01_unique_people"
_OF_MET: Final = frozenset({_BY_SETTING, _BY_AREA, _CORE})
_OF_CONTACTS: Final = _OF_MET | {_ITEMS, _GIVEN, _RETURNS}
_BACKGROUND: Final = "R06_demographics"
_AT_ONCE: Final = frozenset({_PEOPLE, _ALL, _BACKGROUND})


def few(
    facts: Facts, counts: Mapping[str, int], threshold: int = cells.THRESHOLD
) -> frozenset[str]:
    """Return the paths of counts with fewer people behind than may be shown, or one above half.

    Counts of people answer for themselves.
    """
    found: dict[str, Mapping[str, Crowd]] = {}

    def crowd(path: str) -> Crowd:
        key = path.partition("/")[0]
        if key not in found:
            found[key] = behind(facts, (key,))
        return found[key].get(path, Crowd())

    return few_among(counts, crowd, threshold)


def few_among(
    counts: Mapping[str, int], crowd: Callable[[str], Crowd], threshold: int = cells.THRESHOLD
) -> frozenset[str]:
    """Return the same, of whoever knows already who stands behind the count of a path."""
    known = registry.known()
    return frozenset(
        path
        for path, count in counts.items()
        if count >= threshold
        and known[path.partition("/")[0]].unit != "people"
        and crowd(path).too_few(count, threshold)
    )


def behind(facts: Facts, keys: Iterable[str]) -> Mapping[str, Crowd]:
    """Return who is behind each figure of some lines, by its path."""
    asked = frozenset(keys)
    found = dict(_contacts(facts, asked))
    if _PEOPLE in asked:
        found[_PEOPLE] = Crowd(dict.fromkeys(facts.people, 1))
    if _BACKGROUND in asked:
        found |= _backgrounds(facts)
    if _ALL in asked:
        nameless = facts.anonymous_contacts
        found[_ALL] = Crowd(facts.contacts_of, {1: nameless} if nameless else {})
    for key in sorted(asked - _OF_CONTACTS - _AT_ONCE):
        for below, cell in trace.of_line(facts, key).items():
            found[f"{key}/{below}" if below else key] = _of_rows(facts, cell.rows)
    return found


def _backgrounds(facts: Facts) -> Mapping[str, Crowd]:
    """Return who is behind each row of who people are, as protection starts from it."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for person, details in reach.backgrounds(facts):
        for name, detail in zip(reach.BACKGROUND, details, strict=True):
            found[f"{_BACKGROUND}/{name}/published/{detail}"][person] = 1
    return {path: Crowd(some) for path, some in found.items()}


def _of_rows(facts: Facts, rows: tuple[Row, ...]) -> Crowd:
    named: Counter[str] = Counter()
    for row in rows:
        for person in _people(facts, row):
            # Who gave no name is somebody, the same in every figure of this row.
            whose = facts.merges.whose(person) if person else f"{row.kind} {row.id}"
            named[whose] += int(row.times)
    return Crowd(named)


def _people(facts: Facts, row: Row) -> tuple[str | None, ...]:
    """Return whose a row is: a warning is of everybody harmed in what it warns of."""
    if row.kind != "alert":
        return (row.person,)
    joined = _WARNED.join(_INCIDENTS, _INCIDENTS.c.id == _WARNED.c.incident_id)
    query = select(_INCIDENTS.c.person_id).select_from(joined).where(_WARNED.c.alert_id == row.id)
    return tuple(person for (person,) in facts.rows_of(query)) or (None,)


def _contacts(facts: Facts, asked: frozenset[str]) -> Mapping[str, Crowd]:
    """Return who is behind each figure of contacts and supplies, by its path."""
    found: dict[str, tuple[Counter[str], Counter[int]]] = {}
    for path, person, amount, often in _grouped(facts, asked):
        if path not in found:
            found[path] = Counter(), Counter()
        named, nameless = found[path]
        if person is None:
            nameless[amount] += often
        else:
            named[facts.merges.whose(person)] += amount * often
    return {path: Crowd(*some) for path, some in found.items()}


def _grouped(facts: Facts, asked: frozenset[str]) -> Iterator[tuple[str, str | None, int, int]]:
    """Yield path, person or none, what a contact adds to the figure, and how many such."""
    c = _CONTACTS.c
    who = rules.linked_person(_CONTACTS)
    here = (
        rules.within(c.started_at)
        & rules.exists(_CONTACTS)
        & c.outcome.in_(sorted(facts.counted_outcomes))
    )
    for key in sorted(asked & _OF_MET):
        path = _row_of(facts, key)
        for each in facts.met:
            yield path(each), each.person, 1, each.contacts
    if _RETURNS in asked:
        brought: Select[Any] = select(who, c.needle_returns, func.count()).where(
            here, c.needle_returns > 0
        )
        for person, returns, count in facts.rows_of(brought.group_by(who, c.needle_returns)):
            yield _RETURNS, person, int(returns), count
    given = _SUPPLIES.join(_CONTACTS, c.id == _SUPPLIES.c.contact_id)
    if _ITEMS in asked:
        item, quantity = _SUPPLIES.c.item, _SUPPLIES.c.quantity
        items: Select[Any] = select(item, who, quantity, func.count()).select_from(given)
        for name, person, amount, count in facts.rows_of(
            items.where(here).group_by(item, who, quantity)
        ):
            yield f"{_ITEMS}/{name}", person, int(amount), count
    if _GIVEN in asked:
        met: Any = (
            select(who, func.count(distinct(c.id))).select_from(given).where(here).group_by(who)
        )
        for person, count in facts.rows_of(met):
            yield _GIVEN, person, 1, count


def _row_of(facts: Facts, key: str) -> Callable[[Met], str]:
    """Return what tells in which figure of a line some contacts stand."""
    if key == _BY_SETTING:
        return lambda each: f"{key}/{each.setting}"
    if key == _BY_AREA:
        return lambda each: f"{key}/{each.area}"
    core = facts.lists["contact_setting"].map("core")
    return lambda each: f"{key}/{core.get(each.setting, 'other')}"
