"""Possible doubles: pairs of records that may be one person, for somebody to look at.

Nothing is ever joined by itself. A pair that somebody looked at and that is two people is not
suggested again; nor are people who belong together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from itertools import combinations, islice
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert

from models.linking import NotTheSame
from models.people import ContactRoute, Person
from models.types import new_key
from outreach_app.casework import access, names, partners, roles
from outreach_app.casework.hits import hits
from outreach_app.casework.likeness import Name, compare, plain
from outreach_app.casework.people import PersonHit
from outreach_app.casework.seen import whole_id
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

SAME_CODE: Final = "same_code"
SAME_PHONE: Final = "same_phone"
_BY_VALUE: Final = {SAME_CODE: 7.0, SAME_PHONE: 6.0}
# A name so many share says nothing: pairs among them would bury the others.
_CROWD: Final = 40
_DIGITS_THAT_COUNT: Final = 9
_MEMORY: Final = "doubles"

Pair = frozenset[str]
Reasons = dict[str, float]
Found = tuple[Pair, str, float]


@dataclass(frozen=True, slots=True)
class Double:
    """Two records that may be one person; `reasons` are words of ``likeness.reason``."""

    one: PersonHit
    other: PersonHit
    reasons: tuple[str, ...]
    weight: float


def doubles(work: Work, limit: int = 50) -> tuple[Double, ...]:
    """Return pairs that may be one person, the likeliest first; restricted records in none."""
    roles.insist(work, roles.CASEWORK)
    settled = _looked_at(work) | partners.pairs(work)
    named = _named(work)
    valued = {
        pair: {**named.reasons.get(pair, {}), **reasons}
        for pair, reasons in _gathered(_by_value(work)).items()
    }

    def place(pair: Pair) -> tuple[float, list[str]]:
        return _place(pair, valued.get(pair) or named.reasons[pair])

    alike = (pair for pair in named.order if pair not in valued)
    order = merge(alike, sorted(valued, key=place), key=place)
    first = tuple(islice((pair for pair in order if pair not in settled), limit))
    found = {hit.id: hit for hit in hits(work, sorted(frozenset[str]().union(*first)))}
    return tuple(_double(found, pair, valued.get(pair) or named.reasons[pair]) for pair in first)


def not_the_same(work: Work, one: str, other: str) -> Done[None]:
    """Keep that two records are two people, so that the pair is never suggested again."""
    roles.insist(work, roles.CASEWORK)
    first, second = sorted((whole_id(work, one), whole_id(work, other)))
    for key in (first, second):
        access.insist(work, key)
    if first != second:
        work.session.execute(
            insert(NotTheSame)
            .values(
                id=new_key(),
                first_id=first,
                second_id=second,
                decided_at=work.now,
                decided_by=work.by,
            )
            .on_conflict_do_nothing()
        )
        audit.note(work, "not_the_same", first, other=second)
    return Done(None, changed("people"))


@dataclass(frozen=True, slots=True)
class _Named:
    """Every pair with names alike, the likeliest first, and why."""

    order: tuple[Pair, ...]
    reasons: dict[Pair, Reasons]


def _named(work: Work) -> _Named:
    """Compare every name with those like it, once until somebody's name may have changed."""
    kept = work.memory.read.get(_MEMORY)
    if not isinstance(kept, _Named):
        reasons = _gathered(_by_name(names.index(work)))
        order = sorted(reasons, key=lambda pair: _place(pair, reasons[pair]))
        kept = work.memory.read[_MEMORY] = _Named(tuple(order), reasons)
    return kept


def _gathered(pairs: Iterable[Found]) -> dict[Pair, Reasons]:
    found: dict[Pair, Reasons] = defaultdict(dict)
    for pair, reason, weight in pairs:
        if len(pair) > 1:
            found[pair][reason] = max(weight, found[pair].get(reason, 0.0))
    return dict(found)


def _place(pair: Pair, reasons: Reasons) -> tuple[float, list[str]]:
    """Return where a pair stands among others: the likeliest first."""
    return -_weight(reasons), sorted(pair)


def _weight(reasons: Reasons) -> float:
    """Return how likely a pair is: its best reason, and a little for each further one."""
    return max(reasons.values()) + (len(reasons) - 1) / 2


def _double(found: Mapping[str, PersonHit], pair: Pair, reasons: Reasons) -> Double:
    one, other = (found[key] for key in sorted(pair))
    order = sorted(reasons, key=lambda reason: -reasons[reason])
    return Double(one, other, tuple(order), _weight(reasons))


def _looked_at(work: Work) -> frozenset[frozenset[str]]:
    rows = work.session.execute(select(NotTheSame.first_id, NotTheSame.second_id))
    return frozenset(frozenset(row) for row in rows)


def _by_name(index: names.Names) -> Iterator[Found]:
    """Yield pairs with names alike; only names that share a sound or a spelling are compared.

    Spellings one letter apart share one of the spellings with a letter left out.
    """
    shelves: dict[str, set[int]] = defaultdict(set)
    for place, name in enumerate(index.ready):
        if index.kinds[place] != names.OWN_CODE:
            for shelf in _shelves(name):
                shelves[shelf].add(place)
    seen: set[tuple[int, int]] = set()
    for places in shelves.values():
        if len(places) > _CROWD:
            continue
        for two in combinations(sorted(places), 2):
            if two in seen or index.whose[two[0]] == index.whose[two[1]]:
                continue
            seen.add(two)
            alike = compare(index.ready[two[0]], index.ready[two[1]])
            if alike:
                yield frozenset(index.whose[place] for place in two), *alike


def _shelves(name: Name) -> Iterator[str]:
    if name.plain:
        yield name.plain
        yield from (name.plain[:at] + name.plain[at + 1 :] for at in range(len(name.plain)))
    if name.sound:
        yield f"sound {name.sound}"


def _by_value(work: Work) -> Iterator[Found]:
    """Yield pairs with the same own code word, or the same number or address."""
    whole = func.coalesce(Person.merged_into, Person.id)
    hidden = frozenset(work.session.scalars(select(whole).where(Person.restricted.is_(True))))
    codes = work.session.execute(
        select(whole, Person.own_code).where(Person.own_code.is_not(None))
    ).all()
    yield from _pairs(SAME_CODE, ((key, plain(code or "")) for key, code in codes), hidden)
    ways = work.session.execute(
        select(whole, ContactRoute.value)
        .join(Person, Person.id == ContactRoute.person_id)
        .where(
            ContactRoute.value.is_not(None),
            ContactRoute.ended_at.is_(None),
            ContactRoute.route.in_(("text", "phone", "message", "email")),
        )
    ).all()
    yield from _pairs(SAME_PHONE, ((key, _bare(value or "")) for key, value in ways), hidden)


def _pairs(
    reason: str, valued: Iterable[tuple[str, str]], hidden: frozenset[str]
) -> Iterator[Found]:
    having: dict[str, set[str]] = defaultdict(set)
    for key, value in valued:
        if value and key not in hidden:
            having[value].add(key)
    for keys in having.values():
        if len(keys) <= _CROWD:
            for two in combinations(sorted(keys), 2):
                yield frozenset(two), reason, _BY_VALUE[reason]


def _bare(value: str) -> str:
    """Return a number by its last digits, however it was written, and an address as it is."""
    digits = "".join(filter(str.isdigit, value))
    return digits[-_DIGITS_THAT_COUNT:] if len(digits) >= _DIGITS_THAT_COUNT else plain(value)
