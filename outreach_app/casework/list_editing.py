"""The project's own words in its lists: added, renamed, retired, joined, and never deleted.

Records keep the code they were written with, also when it is retired or joined with another. So do
figures: joining changes what may be chosen from now on (letters, packs and stock follow to the code
that stays), and never what was counted. Bands stay as they were for a reporting year (statistics,
part 3), the same month gives the same figures as at every moment (exchange format, 7.7, which knows
no joined codes), and a month that was printed cannot be found out by subtracting a later one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from models.contacts import ContactSupply
from models.incidents import Vehicle
from models.project import VocabularyCode
from outreach_app.casework import checks, list_codes
from outreach_app.casework.roles import insist_on_lists
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import CodeList, Vocabulary
from outreach_app.work import Done, Work, changed

AREA: Final = "area"
SUPPLIES: Final = "supply_item"
LABEL_LIMIT: Final = 80

# Where codes of the lists a project edits are written; areas have their own module.
_USED_IN: Final[Mapping[str, InstrumentedAttribute[str] | InstrumentedAttribute[str | None]]] = {
    SUPPLIES: ContactSupply.item,
    "vehicle_make": Vehicle.make,
}


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A new word for a list; a supply also has a `unit` (what one of it is) and a `family`."""

    list_name: str
    label: str
    definition: str = ""
    unit: str = "item"
    family: str = "other"


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code of a list; `uses` counts the records that carry it, `own` says it is no shipped one.

    `joined_into` is the code that stands for it since they were joined.
    """

    code: str
    label: str
    definition: str
    active: bool
    own: bool
    joined_into: str | None
    uses: int


def editable(lists: Vocabulary) -> tuple[CodeList, ...]:
    """Return the lists a project may add to, areas left out."""
    return tuple(each for name, each in lists.lists.items() if each.editable and name != AREA)


def check(draft: CodeDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before a word can be added; instant, needs no file."""
    problems = [
        *checks.text("label", draft.label, LABEL_LIMIT, needed=True),
        *checks.text("definition", draft.definition, 500),
    ]
    if draft.list_name not in {each.name for each in editable(lists)}:
        return (*problems, Problem("list_name", "list_fixed"))
    known = lists[draft.list_name]
    problems += label_taken(known, draft.label, None)
    if draft.list_name == SUPPLIES:
        problems += checks.text("unit", draft.unit, 20, needed=True)
        if draft.family not in known.map("family").values():
            problems.append(Problem("family", "unknown_code", {"value": draft.family}))
    return tuple(problems)


def label_taken(known: CodeList, label: str, code: str | None) -> list[Problem]:
    """Find a word that another code of the list has already, if that may still be chosen."""
    same = label.strip().casefold()
    taken = any(
        each.code != code and each.label.strip().casefold() == same for each in known.choices()
    )
    return [Problem("label", "label_taken")] if taken and same else []


def add(work: Work, draft: CodeDraft) -> Done[CodeRow]:
    """Add a word to a list; its code begins with ``x_`` (exchange format, 3.5)."""
    insist_on_lists(work)
    checks.insist(check(draft, work.lists))
    known = work.lists[draft.list_name]
    code = list_codes.new_code(draft.label, known.codes())
    last = work.session.scalar(
        select(func.max(VocabularyCode.sort)).where(VocabularyCode.list_name == draft.list_name)
    )
    is_supply = draft.list_name == SUPPLIES
    work.session.execute(
        insert(VocabularyCode).values(
            list_name=draft.list_name,
            code=code,
            label=draft.label.strip(),
            definition=draft.definition.strip(),
            sort=0 if last is None else last + 1,
            active=True,
            own=True,
            maps={"unit": draft.unit.strip(), "family": draft.family} if is_supply else {},
        )
    )
    return _done(work, "code_added", draft.list_name, code)


def rename(
    work: Work, list_name: str, code: str, label: str, definition: str | None = None
) -> Done[CodeRow]:
    """Call a code otherwise, in any list: the words are the project's, the code stays."""
    insist_on_lists(work)
    known = _list(work, list_name)
    checks.insist(
        [
            *checks.text("label", label, LABEL_LIMIT, needed=True),
            *checks.text("definition", definition, 500),
            *label_taken(known, label, code),
        ]
    )
    values = {"label": label.strip()}
    if definition is not None:
        values["definition"] = definition.strip()
    _change(work, list_name, code, values)
    return _done(work, "code_renamed", list_name, code)


def retire(work: Work, list_name: str, code: str) -> Done[CodeRow]:
    """Take a code off the choice; records that carry it keep it and go on counting."""
    insist_on_lists(work)
    _insist_editable(work, list_name)
    _change(work, list_name, code, {"active": False})
    return _done(work, "code_retired", list_name, code)


def restore(work: Work, list_name: str, code: str) -> Done[CodeRow]:
    """Put a code back on the choice that was retired or joined; joining is undone by it."""
    insist_on_lists(work)
    _insist_editable(work, list_name)
    checks.insist(label_taken(work.lists[list_name], work.lists[list_name].label(code), code))
    _change(work, list_name, code, {"active": True, "merged_into": None})
    return _done(work, "code_restored", list_name, code)


def join(work: Work, list_name: str, code: str, into: str) -> Done[CodeRow]:
    """Retire a code because another stands for it from now on; what was written stays.

    Two supplies are joined only when one of each is the same thing (their units).
    """
    insist_on_lists(work)
    _insist_editable(work, list_name)
    known = work.lists[list_name]
    if code not in known:
        raise NoSuchRecord
    target = known.entries.get(into)
    problems = []
    if into == code or target is None or not target.active:
        problems.append(Problem("into", "join_target"))
    elif known[code].maps.get("unit") != target.maps.get("unit"):
        problems.append(Problem("into", "units_differ"))
    checks.insist(problems)
    _change(work, list_name, code, {"active": False, "merged_into": into})
    work.session.execute(
        update(VocabularyCode)
        .where(VocabularyCode.list_name == list_name, VocabularyCode.merged_into == code)
        .values(merged_into=into)
    )
    return _done(work, "code_joined", list_name, code, into=into)


def rows(work: Work, list_name: str) -> tuple[CodeRow, ...]:
    """Return every code of a list, retired ones too, in its order."""
    _list(work, list_name)
    found = work.session.execute(
        select(
            VocabularyCode.code,
            VocabularyCode.label,
            VocabularyCode.definition,
            VocabularyCode.active,
            VocabularyCode.own,
            VocabularyCode.merged_into,
        )
        .where(VocabularyCode.list_name == list_name)
        .order_by(VocabularyCode.sort, VocabularyCode.code)
    ).all()
    uses = _uses(work, list_name)
    return tuple(CodeRow(*row, uses.get(row.code, 0)) for row in found)


def _uses(work: Work, list_name: str) -> dict[str, int]:
    column = _USED_IN.get(list_name)
    if column is None:
        return {}
    return {
        code: count
        for code, count in work.session.execute(select(column, func.count()).group_by(column))
        if code is not None
    }


def _list(work: Work, list_name: str) -> CodeList:
    if list_name == AREA or list_name not in work.lists.lists:
        raise NoSuchRecord
    return work.lists[list_name]


def _insist_editable(work: Work, list_name: str) -> None:
    if not _list(work, list_name).editable:
        checks.insist([Problem("list_name", "list_fixed")])


def _here(list_name: str, code: str) -> ColumnElement[bool]:
    return (VocabularyCode.list_name == list_name) & (VocabularyCode.code == code)


def _change(work: Work, list_name: str, code: str, values: Mapping[str, object]) -> None:
    done = work.session.execute(
        update(VocabularyCode)
        .where(_here(list_name, code))
        .values(**values)
        .returning(VocabularyCode.code)
    ).all()
    if not done:
        raise NoSuchRecord


def _done(work: Work, action: str, list_name: str, code: str, **detail: str) -> Done[CodeRow]:
    audit.note(work, action, code, list=list_name, **detail)
    row = next(row for row in rows(work, list_name) if row.code == code)
    return Done(row, changed("lists"))
