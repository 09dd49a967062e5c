"""The letters of the van-night line: one for each item, for a pack, for what was brought back.

The project may change them; as shipped they lie in `resources/night/letters.toml`. The letters of
packs stand with the packs.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from models.project import Setting
from models.stock import Bundle
from outreach_app import paths
from outreach_app.casework import checks, list_codes
from outreach_app.casework.roles import insist_on_lists
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

SETTING: Final = "night_letters"


@dataclass(frozen=True, slots=True)
class LettersDraft:
    """The letters as they are to be: `items` maps a letter to an item code."""

    items: Mapping[str, str]
    returned: str = "r"
    brief: str = "b"

    def every(self) -> tuple[str, ...]:
        """Return every letter, one that stands twice is there twice."""
        return (*self.items, self.returned, self.brief)


@cache
def shipped() -> Mapping[str, Any]:
    """Return the letters and the pack a new casebook begins with."""
    return tomllib.loads(paths.resource("night/letters.toml").read_text(encoding="utf-8"))


def is_letter(sign: str) -> bool:
    """Tell whether this may be a letter of the line."""
    return len(sign) == 1 and "a" <= sign <= "z"


def check(draft: LettersDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before these letters can be kept; instant, needs no file."""
    problems = [
        *checks.all_of(lists, "supply_item", "items", draft.items.values()),
        *(Problem("items", "one_letter") for sign in draft.every() if not is_letter(sign)),
    ]
    twice = sorted({each for each in draft.every() if draft.every().count(each) > 1})
    problems += [Problem("items", "letter_taken", {"letter": letter}) for letter in twice]
    if len(set(draft.items.values())) < len(draft.items):
        problems.append(Problem("items", "one_letter_each"))
    return tuple(problems)


def keep(work: Work, draft: LettersDraft) -> Done[LettersDraft]:
    """Write the project's letters; they hold from the next line on."""
    insist_on_lists(work)
    checks.insist(check(draft, work.lists))
    packs = of_packs(work)
    checks.insist(
        Problem("items", "letter_taken", {"letter": letter})
        for letter in draft.every()
        if letter in packs
    )
    value = {"items": dict(draft.items), "returned": draft.returned, "brief": draft.brief}
    work.session.execute(
        insert(Setting)
        .values(name=SETTING, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )
    audit.note(work, "letters_kept")
    return Done(draft, changed("lists", "letters"))


def current(work: Work) -> LettersDraft:
    """Return the letters as they hold today: retired items have none, joined ones follow."""
    kept = work.session.scalar(select(Setting.value).where(Setting.name == SETTING))
    value: Mapping[str, Any] = kept or shipped()
    items: dict[str, str] = {}
    for letter, item in value["items"].items():
        now = list_codes.today(work, "supply_item", item)
        entry = work.lists["supply_item"].entries.get(now)
        if entry is not None and entry.active and now not in items.values():
            items[letter] = now
    return LettersDraft(items, value["returned"], value["brief"])


def of_packs(work: Work, without: str | None = None) -> frozenset[str]:
    """Return the letters of packs, one pack left out if named."""
    found = work.session.execute(select(Bundle.code, Bundle.letter))
    return frozenset(row.letter for row in found if row.letter and row.code != without)
