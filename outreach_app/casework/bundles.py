"""Packs: several items that go out together, each with a letter of the van-night line if wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.stock import Bundle, BundleItem
from outreach_app.casework import checks, letters, list_codes
from outreach_app.casework.roles import insist_on_lists
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

LABEL_LIMIT: Final = 60
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class BundleDraft:
    """A pack as it is to be; without a code it is a new one."""

    label: str
    items: Mapping[str, int]
    letter: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A pack; `items` maps item codes to how many of each, in the unit of the item."""

    code: str
    label: str
    letter: str | None
    items: Mapping[str, int]
    active: bool


def check(draft: BundleDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before a pack can be kept; instant, needs no file."""
    problems = [
        *checks.text("label", draft.label, LABEL_LIMIT, needed=True),
        *checks.all_of(lists, "supply_item", "items", draft.items),
    ]
    for item, number in draft.items.items():
        problems += checks.whole(f"items.{item}", number, _MOST)
    if not any(draft.items.values()):
        problems.append(Problem("items", "required"))
    if draft.letter is not None and not letters.is_letter(draft.letter):
        problems.append(Problem("letter", "one_letter"))
    return tuple(problems)


def keep(work: Work, draft: BundleDraft) -> Done[BundleRow]:
    """Write a pack, new or changed. What was given before stays as it was written then."""
    insist_on_lists(work)
    checks.insist(check(draft, work.lists))
    if draft.letter:
        checks.insist(_letter_taken(work, draft))
    values = {"label": draft.label.strip(), "letter": draft.letter or None}
    if draft.code is None:
        taken = frozenset(work.session.scalars(select(Bundle.code)))
        code = list_codes.new_code(draft.label, taken, "")
        last = work.session.scalar(select(func.max(Bundle.sort)))
        place = 0 if last is None else last + 1
        work.session.execute(insert(Bundle).values(code=code, sort=place, active=True, **values))
    else:
        code = draft.code
        found = work.session.execute(
            update(Bundle).where(Bundle.code == code).values(**values).returning(Bundle.code)
        ).all()
        if not found:
            raise NoSuchRecord
        work.session.execute(delete(BundleItem).where(BundleItem.bundle == code))
    work.session.execute(
        insert(BundleItem),
        [{"bundle": code, "item": i, "quantity": n} for i, n in draft.items.items() if n],
    )
    audit.note(work, "bundle_kept", code)
    return Done(_one(work, code), changed("lists", "supplies"))


def retire(work: Work, code: str, *, active: bool = False) -> Done[BundleRow]:
    """Take a pack off the choice, or with `active` put it back; a retired one has no letter."""
    insist_on_lists(work)
    values: dict[str, object] = {"active": active} if active else {"active": False, "letter": None}
    done = work.session.execute(
        update(Bundle).where(Bundle.code == code).values(**values).returning(Bundle.code)
    ).all()
    if not done:
        raise NoSuchRecord
    audit.note(work, "bundle_restored" if active else "bundle_retired", code)
    return Done(_one(work, code), changed("lists", "supplies"))


def every(work: Work, *, retired: bool = False) -> tuple[BundleRow, ...]:
    """Return the packs in their order; items that were joined stand as what they became."""
    inside: dict[str, dict[str, int]] = {}
    for bundle, item, number in work.session.execute(
        select(BundleItem.bundle, BundleItem.item, BundleItem.quantity).order_by(BundleItem.item)
    ):
        now = list_codes.today(work, "supply_item", item)
        held = inside.setdefault(bundle, {})
        held[now] = held.get(now, 0) + number
    found = work.session.execute(
        select(Bundle.code, Bundle.label, Bundle.letter, Bundle.active).order_by(
            Bundle.sort, Bundle.code
        )
    )
    return tuple(
        BundleRow(row.code, row.label, row.letter, inside.get(row.code, {}), row.active)
        for row in found
        if row.active or retired
    )


def _one(work: Work, code: str) -> BundleRow:
    return next(row for row in every(work, retired=True) if row.code == code)


def _letter_taken(work: Work, draft: BundleDraft) -> list[Problem]:
    used = {*letters.of_packs(work, without=draft.code), *letters.current(work).every()}
    if draft.letter in used:
        return [Problem("letter", "letter_taken", {"letter": draft.letter})]
    return []


def seed(session: Session) -> None:
    """Give a new casebook the pack that is shipped."""
    pack = letters.shipped()["pack"]
    session.execute(
        insert(Bundle).values(
            code=pack["code"], label=pack["label"], letter=pack["letter"], sort=0, active=True
        )
    )
    session.execute(
        insert(BundleItem),
        [
            {"bundle": pack["code"], "item": item, "quantity": number}
            for item, number in pack["items"].items()
        ],
    )
