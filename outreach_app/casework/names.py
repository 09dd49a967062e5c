"""Who somebody may be: names like the one being typed, likest first, each with its reason.

One index of every name serves whoever adds somebody, looks for somebody, or compares records. It
is kept in the desk's memory until a command touches people, and goes with the desk when it is
locked.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from sqlalchemy import Table, case, func, literal, select, union_all

from models.people import Alias, Person
from outreach_app.casework import own_work
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.hits import hits
from outreach_app.casework.letters_in import Letters
from outreach_app.casework.likeness import LEAST, Name, compare, ready
from outreach_app.casework.people import PersonHit
from outreach_app.work import Work

ALIAS: Final = "alias"
OTHER_NAME: Final = "other_name"
OWN_CODE: Final = "own_code"

_PERSONS: Final = cast("Table", Person.__table__)
_ALIASES: Final = cast("Table", Alias.__table__)
_MEMORY: Final = "names"
# Fewer letters in common than this are never worth a closer look.
_WORTH_A_LOOK: Final = 70.0
_LOOKED_AT: Final = 200

# Whose name it is, which of theirs, and the name.
_Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Like:
    """Somebody who may be meant; `reason` and `by` are words of ``likeness.*``.

    `by` says whether it was the alias, another name or the own code word that is alike. A code word
    is never shown: it is how somebody shows who they are.
    """

    person: PersonHit
    reason: str
    by: str
    weight: float


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of everybody, side by side: whose, which of theirs, how spelt, how heard.

    `heard` are the places of each sound, `in_order` the places by how names are spelt, from A to Z,
    `letters` tells which can be spelt nearly alike.
    """

    whose: tuple[str, ...]
    kinds: tuple[str, ...]
    ready: tuple[Name, ...]
    spelt: tuple[str, ...]
    heard: Mapping[str, tuple[int, ...]]
    in_order: tuple[int, ...]
    letters: Letters


@dataclass(frozen=True, slots=True)
class _Shelves:
    """The names of those whom everybody may find, and of those whom the lead alone may."""

    open: Names
    restricted: Names


def index(work: Work) -> Names:
    """Return every name of everybody not restricted, joined records' names too."""
    return _shelves(work).open


def heard(work: Work, typed: str, limit: int, *, restricted: bool = False) -> tuple[str, ...]:
    """Return the keys of people who have a name like `typed`, the likest first.

    For who looks for somebody known: own code words are never found by being nearly right. With
    `restricted` those whom the lead alone may find are among them.
    """
    wanted = ready(typed)
    if len(wanted.plain) < LEAST:
        return ()
    shelves = _shelves(work)
    best: dict[str, float] = {}
    for names in (shelves.open, shelves.restricted) if restricted else (shelves.open,):
        for place in _candidates(names, wanted):
            if names.kinds[place] == OWN_CODE:
                continue
            key = names.whose[place]
            nearness = _nearness(wanted, names.ready[place])
            best[key] = max(nearness, best.get(key, 0.0))
    return tuple(sorted(best, key=lambda key: (-best[key], key))[:limit])


def similar(work: Work, typed: str, limit: int = 3, *, but: Sequence[str] = ()) -> tuple[Like, ...]:
    """Return whom somebody of this name may be, the likest first; never anyone restricted.

    Restricted records are left out for everyone: this list appears without being asked for. People
    named in `but` are left out too. Who opens nobody's record is shown no name.
    """
    wanted = ready(typed)
    if not wanted.plain or work.role in own_work.NOBODYS:
        return ()
    names = index(work)
    best: dict[str, tuple[float, str, str]] = {}
    for place in _candidates(names, wanted):
        found = compare(wanted, names.ready[place])
        person_id = names.whose[place]
        if found is None or person_id in but:
            continue
        reason, weight = found
        if weight > best.get(person_id, (0.0,))[0]:
            best[person_id] = (weight, reason, names.kinds[place])
    keys = sorted(best, key=lambda key: (-best[key][0], key))[:limit]
    return tuple(
        Like(hit, best[hit.id][1], best[hit.id][2], best[hit.id][0]) for hit in hits(work, keys)
    )


def _nearness(wanted: Name, name: Name) -> float:
    """Return how near a name found is: by its reason, or else by its letters alone."""
    alike = compare(wanted, name)
    return alike[1] if alike else fuzz.ratio(wanted.plain, name.plain) / 101.0


def _shelves(work: Work) -> _Shelves:
    kept = work.memory.read.get(_MEMORY)
    if isinstance(kept, _Shelves):
        return kept
    hidden = _restricted(work)
    made = work.memory.made.setdefault(_MEMORY, {})
    rows: tuple[list[_Row], list[_Row]] = ([], [])
    for row in _read(work):
        rows[row[0] in hidden].append(row)
    shelves = _Shelves(_gathered(rows[0], made), _gathered(rows[1], made))
    work.memory.read[_MEMORY] = shelves
    return shelves


def _restricted(work: Work) -> frozenset[str]:
    whole = func.coalesce(_PERSONS.c.merged_into, _PERSONS.c.id)
    return frozenset(work.session.scalars(select(whole).where(_PERSONS.c.restricted.is_(True))))


def _read(work: Work) -> Sequence[_Row]:
    """Read whose name is which, and what; the record that stands for a person decides."""
    whole = func.coalesce(_PERSONS.c.merged_into, _PERSONS.c.id)
    alias = case((_PERSONS.c.merged_into.is_(None), ALIAS), else_=OTHER_NAME)
    every = union_all(
        select(whole, alias, _PERSONS.c.alias).where(still_here()),
        select(whole, literal(OWN_CODE), _PERSONS.c.own_code).where(
            _PERSONS.c.own_code.is_not(None)
        ),
        select(whole, literal(OTHER_NAME), _ALIASES.c.alias)
        .join(_PERSONS, _PERSONS.c.id == _ALIASES.c.person_id)
        .where(_ALIASES.c.ended_at.is_(None)),
    )
    return [(row[0], row[1], row[2]) for row in work.session.execute(every)]


def _gathered(rows: Sequence[_Row], made: dict[str, Name]) -> Names:
    for _, _, name in rows:
        if name not in made:
            made[name] = ready(name)
    names = tuple(made[name] for _, _, name in rows)
    heard: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(names):
        if each.sound:
            heard[each.sound].append(place)
    spelt = tuple(name.plain for name in names)
    return Names(
        whose=tuple(row[0] for row in rows),
        kinds=tuple(row[1] for row in rows),
        ready=names,
        spelt=spelt,
        heard={sound: tuple(places) for sound, places in heard.items()},
        in_order=tuple(sorted(range(len(spelt)), key=spelt.__getitem__)),
        letters=Letters(spelt),
    )


def _candidates(names: Names, wanted: Name) -> set[int]:
    """Return the places of names worth comparing: heard alike, begun alike, or spelt nearly so."""
    typed = wanted.plain
    if len(typed) < LEAST:
        return set(_spelt(names, typed))
    found = set(names.heard.get(wanted.sound, ()))
    found.update(_spelt(names, typed, begun=True))
    for length in range(LEAST, len(typed)):
        found.update(_spelt(names, typed[:length]))
    spelt = names.spelt
    near = process.extract(
        typed,
        {place: spelt[place] for place in names.letters.near(typed, _WORTH_A_LOOK / 100)},
        scorer=fuzz.ratio,
        processor=None,
        score_cutoff=_WORTH_A_LOOK,
        limit=_LOOKED_AT,
    )
    slips = process.extract(
        typed,
        {place: spelt[place] for place in names.letters.slips(typed)},
        scorer=OSA.distance,
        score_cutoff=1,
        limit=_LOOKED_AT,
    )
    found.update(place for _, _, place in near)
    found.update(place for _, _, place in slips)
    return found


def _spelt(names: Names, typed: str, *, begun: bool = False) -> Iterator[int]:
    """Return the places of names spelt like this, or that only begin like this."""
    start = bisect_left(names.in_order, typed, key=names.spelt.__getitem__)
    for place in islice(names.in_order, start, None):
        spelt = names.spelt[place]
        if not (spelt.startswith(typed) if begun else spelt == typed):
            return
        yield place
