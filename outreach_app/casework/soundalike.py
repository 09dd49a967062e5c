"""Names that sound like what was typed, fast enough to be asked at every key."""

from difflib import SequenceMatcher
from typing import Final

from sqlalchemy import func, select

from models.people import Alias, Person
from outreach_app.casework.likeness import plain
from outreach_app.work import Work

_LEAST: Final = 3
_NEAR: Final = 0.7


def people(work: Work, typed: str, limit: int) -> tuple[str, ...]:
    """Return keys of people who have a name like `typed`, the likest first.

    Whether they may be read is for the caller to ask.
    """
    wanted = plain(typed)
    if len(wanted) < _LEAST:
        return ()
    matcher = SequenceMatcher(autojunk=False)
    # The second sequence is the one whose letters are looked up ahead.
    matcher.set_seq2(wanted)
    near: dict[str, float] = {}
    whole = func.coalesce(Person.merged_into, Person.id)
    named = select(whole, Person.alias).union_all(
        select(whole, Alias.alias)
        .join(Person, Person.id == Alias.person_id)
        .where(Alias.ended_at.is_(None))
    )
    for key, name in work.session.execute(named):
        found = _likeness(matcher, wanted, plain(name))
        if found >= _NEAR and found > near.get(key, 0.0):
            near[key] = found
    return tuple(sorted(near, key=lambda key: (-near[key], key))[:limit])


def _likeness(matcher: SequenceMatcher[str], wanted: str, name: str) -> float:
    """Return how alike, from 0 to 1, or 0 where a quick look says that it cannot be enough."""
    both = len(wanted) + len(name)
    shared = sum(map(wanted.__contains__, name))
    if 2 * min(shared, len(wanted)) < _NEAR * both:
        return 0.0
    matcher.set_seq1(name)
    return matcher.ratio() if matcher.quick_ratio() >= _NEAR else 0.0
