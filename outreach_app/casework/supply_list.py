"""The list of supplies with the letter each has in the van-night line: word and letter together."""

from dataclasses import dataclass, replace
from typing import Final

from outreach_app.casework import checks, letters, list_editing
from outreach_app.casework import lists as stored
from outreach_app.casework.list_editing import SUPPLIES, CodeDraft
from outreach_app.errors import Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

# Kinds of supply as reports add them up (vocabulary, `supply_item`, map ``family``).
FAMILIES: Final = (
    "safer_sex",
    "needle_exchange",
    "naloxone",
    "testing",
    "safety",
    "welfare",
    "other",
)


@dataclass(frozen=True, slots=True)
class SupplyDraft:
    """A supply as it is to be; `unit` (what one of it is) and `family` hold for a new one only."""

    label: str
    letter: str | None = None
    unit: str = "item"
    family: str = "other"


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """A supply; `uses` counts the contacts at which it was given."""

    code: str
    label: str
    unit: str
    family: str
    letter: str | None
    active: bool
    own: bool
    joined_into: str | None
    uses: int


def check(draft: SupplyDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before a new supply can be added; instant, needs no file."""
    code = CodeDraft(SUPPLIES, draft.label, unit=draft.unit, family=draft.family)
    return (*list_editing.check(code, lists), *check_letter(draft.letter))


def check_letter(letter: str | None) -> tuple[Problem, ...]:
    """Find a letter that cannot be one of the line."""
    return (Problem("letter", "one_letter"),) if letter and not letters.is_letter(letter) else ()


def add(work: Work, draft: SupplyDraft) -> Done[SupplyRow]:
    """Add a supply, with its letter if it has one."""
    checks.insist(check(draft, work.lists))
    _insist_free(work, draft.letter, None)
    new = CodeDraft(SUPPLIES, draft.label, unit=draft.unit, family=draft.family)
    code = list_editing.add(work, new).value.code
    _put_letter(_fresh(work), code, draft.letter)
    return _done(work, code)


def change(work: Work, code: str, draft: SupplyDraft) -> Done[SupplyRow]:
    """Call a supply otherwise, or give it another letter; without a letter it has none."""
    checks.insist(check_letter(draft.letter))
    _insist_free(work, draft.letter, code)
    list_editing.rename(work, SUPPLIES, code, draft.label)
    _put_letter(work, code, draft.letter)
    return _done(work, code)


def rows(work: Work) -> tuple[SupplyRow, ...]:
    """Return every supply in its order, retired ones too."""
    known = work.lists[SUPPLIES]
    by_code = {item: letter for letter, item in letters.current(work).items.items()}
    return tuple(
        SupplyRow(
            code=row.code,
            label=row.label,
            unit=str(known[row.code].maps.get("unit", "item")),
            family=str(known[row.code].maps.get("family", "other")),
            letter=by_code.get(row.code),
            active=row.active,
            own=row.own,
            joined_into=row.joined_into,
            uses=row.uses,
        )
        for row in list_editing.rows(work, SUPPLIES)
    )


def _insist_free(work: Work, letter: str | None, code: str | None) -> None:
    now = letters.current(work)
    taken = {each for each, item in now.items.items() if item != code}
    taken |= {now.returned, now.brief} | letters.of_packs(work)
    if letter and letter in taken:
        checks.insist([Problem("letter", "letter_taken", {"letter": letter})])


def _put_letter(work: Work, code: str, letter: str | None) -> None:
    now = letters.current(work)
    items = {each: item for each, item in now.items.items() if item != code}
    if letter:
        items[letter] = code
    if items != dict(now.items):
        letters.keep(work, replace(now, items=items))


def _fresh(work: Work) -> Work:
    """Return the same transaction with the lists as they are after what it did to them."""
    return replace(work, vocabulary=stored.vocabulary)


def _done(work: Work, code: str) -> Done[SupplyRow]:
    row = next(each for each in rows(_fresh(work)) if each.code == code)
    return Done(row, changed("lists", "letters", "supplies"))
