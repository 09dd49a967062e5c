"""Find anything: people and incidents from a few letters, as far as one's role may see them.

Accounts of harm are never searched, and no search leaves a trace.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select

from models.contacts import Contact
from models.people import Alias, ContactRoute, Person
from outreach_app.casework import access, fulltext, names
from outreach_app.casework.finding_incidents import incidents
from outreach_app.casework.found import CANDIDATES, Found, digits, ends, like
from outreach_app.casework.seen import counted_outcomes
from outreach_app.work import Work

# Who may find people, and who by phone (vocabulary, `user_role`); others find no names here.
_ROLES: Final = frozenset({"volunteer", "outreach", "caseworker", "lead"})
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
    return (*_people(work, wanted, limit), *incidents(work, wanted, limit))


# people


def _people(work: Work, wanted: str, limit: int) -> list[Found]:
    if work.role not in _ROLES:
        return []
    ways = _by_name(work, wanted)
    if work.role in _PHONE_ROLES:
        for key in _by_phone(work, wanted):
            ways.setdefault(key, (3, "phone", ""))
    if len(ways) < limit:
        for key in names.heard(work, wanted, limit, restricted=work.role == access.LEAD):
            ways.setdefault(key, (4, "alike", ""))
    return _in_order(work, ways, limit)


def _by_name(work: Work, wanted: str) -> dict[str, tuple[int, str, str]]:
    """Map keys of people to rank, how and what to show; a merged record's names count as theirs."""
    pattern = like(wanted)
    whole = func.coalesce(Person.merged_into, Person.id)
    begins = Person.alias.ilike(pattern[1:], escape="\\")
    coded = Person.code.ilike(pattern[1:], escape="\\")
    own = func.lower(Person.own_code) == wanted.lower()
    rows = work.session.execute(
        select(whole, Person.alias, Person.merged_into, begins, coded, own)
        .where(or_(Person.alias.ilike(pattern, escape="\\"), coded, own), *_readable(work))
        .order_by(begins.desc(), func.lower(Person.alias), Person.id)
        .limit(CANDIDATES)
    )
    found: dict[str, tuple[int, str, str]] = {}
    for key, alias, merged, first, by_code, by_own in rows:
        if merged is not None:
            way = (2, "other", alias)
        elif first or by_code:
            way = (0, "", "")
        else:
            way = (1, "own_code" if by_own else "", "")
        found[key] = min(way, found.get(key, way))
    others = work.session.execute(
        select(whole, Alias.alias)
        .join(Person, Person.id == Alias.person_id)
        .where(Alias.alias.ilike(pattern, escape="\\"), Alias.ended_at.is_(None), *_readable(work))
        .order_by(Alias.alias, Alias.id)
        .limit(CANDIDATES)
    )
    for key, alias in others:
        found.setdefault(key, (2, "other", alias))
    if not found:
        found = _by_plain_name(work, wanted)
    return found


def _by_plain_name(work: Work, wanted: str) -> dict[str, tuple[int, str, str]]:
    """Find people through the word index, where accents do not matter: "elan" is Élan too."""
    keys = fulltext.named(work, wanted)
    whole = func.coalesce(Person.merged_into, Person.id)
    rows = work.session.execute(
        select(whole, Person.alias, Person.merged_into).where(
            Person.id.in_(keys["person"]), *_readable(work)
        )
    )
    found = {key: (2, "other", alias) if merged else (1, "", "") for key, alias, merged in rows}
    others = work.session.execute(
        select(whole, Alias.alias)
        .join(Person, Person.id == Alias.person_id)
        .where(Alias.id.in_(keys["alias"]), Alias.ended_at.is_(None), *_readable(work))
    )
    for key, alias in others:
        found.setdefault(key, (2, "other", alias))
    return found


def _by_phone(work: Work, wanted: str) -> Iterable[str]:
    last = digits(wanted)
    if not last:
        return ()
    return work.session.scalars(
        select(func.coalesce(Person.merged_into, Person.id))
        .join(ContactRoute, ContactRoute.person_id == Person.id)
        .where(ContactRoute.ended_at.is_(None), ends(ContactRoute.value, last))
        .order_by(ContactRoute.noted_at.desc(), ContactRoute.id)
        .limit(CANDIDATES)
    )


def _readable(work: Work) -> tuple[ColumnElement[bool], ...]:
    """Leave restricted records out for anyone but the lead."""
    return () if work.role == access.LEAD else (Person.restricted.is_(False),)


def _in_order(work: Work, ways: Mapping[str, tuple[int, str, str]], limit: int) -> list[Found]:
    """Return people by rank and then by when they were last seen, without what may not be read."""
    rows = work.session.execute(
        select(
            Person.id,
            Person.alias,
            Person.code,
            Person.last_contact_before,
            Person.deceased_on.is_not(None).label("died"),
        ).where(Person.id.in_(ways), *_readable(work))
    ).all()
    seen = _seen(work, [row.id for row in rows])

    def place(row: Any) -> tuple[int, int, str]:
        day = seen.get(row.id) or row.last_contact_before
        return ways[row.id][0], -day.toordinal() if day else 0, row.alias.casefold()

    return [
        Found(
            "person",
            row.id,
            row.alias,
            row.code,
            seen.get(row.id) or row.last_contact_before,
            *ways[row.id][1:],
            died=row.died,
        )
        for row in sorted(rows, key=place)[:limit]
    ]


def _seen(work: Work, keys: list[str]) -> dict[str, date]:
    """Return the local day these people were last seen, duplicates included.

    Only their own contacts are read: `seen.last_seen` reads everybody's, which takes its time.
    """
    doubles = work.session.execute(
        select(Person.id, Person.merged_into).where(Person.merged_into.in_(keys))
    )
    whose = {key: key for key in keys} | {row.id: str(row.merged_into) for row in doubles}
    rows = work.session.execute(
        select(Contact.person_id, func.max(Contact.started_at))
        .where(
            Contact.person_id.in_(whose),
            Contact.voided_at.is_(None),
            Contact.outcome.in_(counted_outcomes(work)),
        )
        .group_by(Contact.person_id)
    )
    found: dict[str, date] = {}
    for record, moment in rows:
        key, day = whose[str(record)], work.day_of(moment)
        found[key] = max(day, found.get(key, day))
    return found
