"""The optional details of a person: each an answer, a reason why there is none, or nothing.

Never looked at, did not ask, did not want to say and not known are four different things. Figures
know fewer of them (``not_asked`` for the first two, say), so the reason stands beside the code.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select, update

from models.people import Person
from outreach_app.casework import access, ages, checks, roles
from outreach_app.casework.person_rows import PersonDraft
from outreach_app.casework.seen import whole_id
from outreach_app.errors import Problem
from outreach_app.governance import history
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

BLANKS: Final = ("not_asked", "not_said", "not_known")
BLANK: Final = "blank"
ANSWERED: Final = "answered"
_TOLD: Final = "told"

# Which code each kind of blank is in the lists; the first is what a field holds from the start.
CODE_OF: Final[Mapping[str, Mapping[str, Any]]] = {
    "gender": {"not_asked": "not_asked", "not_said": "not_said", "not_known": "not_asked"},
    "trans": {"not_asked": "not_asked", "not_said": "not_said", "not_known": "not_asked"},
    "age_band": {"not_asked": "not_known", "not_said": "not_said", "not_known": "not_known"},
    "ethnicity": {"not_asked": "NA", "not_said": "NS", "not_known": "NA"},
    "nationality_region": {
        "not_asked": "not_asked",
        "not_said": "not_said",
        "not_known": "not_asked",
    },
    "work_settings": {"not_asked": (), "not_said": (), "not_known": ()},
    "area": {"not_asked": "unknown", "not_said": "unknown", "not_known": "unknown"},
    "own_code": {"not_asked": None, "not_said": None, "not_known": None},
}
_ONE_OF: Final = ("gender", "trans", "age_band", "age_basis", "ethnicity", "nationality_region")


def check(draft: PersonDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before this person can be added or changed."""
    problems = checks.text("alias", draft.alias, checks.ALIAS_LIMIT)
    if not draft.alias.strip():
        problems.append(Problem("alias", "alias_needed"))
    for name in _ONE_OF:
        problems += checks.one_of(lists, name, name, getattr(draft, name))
    problems += checks.one_of(lists, "area", "area", draft.area)
    problems += checks.all_of(lists, "work_setting", "work_settings", draft.work_settings)
    problems += checks.text("own_code", draft.own_code, 40)
    if draft.born_precision not in (ages.PRECISIONS if draft.born_on else (None,)):
        problems.append(Problem("born_on", "born_how_exactly"))
    for name, kind in draft.blanks.items():
        if name not in CODE_OF or kind not in BLANKS:
            problems.append(Problem(name, "unknown_code", {"value": kind}))
    return tuple(problems)


def check_today(draft: PersonDraft, today: date) -> tuple[Problem, ...]:
    """Find what only the day can tell: a birthday that cannot be."""
    if draft.born_on is not None and not ages.possible(draft.born_on, today):
        return (Problem("born_on", "born_when"),)
    return ()


def why_blank(draft: PersonDraft, name: str) -> str:
    """Return ``answered``, one of `BLANKS`, or ``blank`` for a field never looked at."""
    codes = CODE_OF[name]
    value = getattr(draft, name)
    if value not in codes.values() and value not in ("not_asked", ("not_asked",)):
        return ANSWERED
    if name in draft.blanks:
        return draft.blanks[name]
    return "not_said" if value == codes["not_said"] and _says_itself(name, "not_said") else BLANK


def _says_itself(name: str, why: str) -> bool:
    """Tell whether the code of a blank is its alone, so that nothing need stand beside it."""
    codes = CODE_OF[name]
    return why == "not_said" and codes[why] != codes["not_asked"]


def settled(draft: PersonDraft, lists: Vocabulary, today: date) -> PersonDraft:
    """Return a draft as it is kept: blanks as codes, the band from the birthday, a child's record.

    An answer wins over a reason for having none. On the record of somebody under 18 no work setting
    ever stands (workflow 11).
    """
    values: dict[str, Any] = {
        "alias": draft.alias.strip(),
        "own_code": checks.clean(draft.own_code),
    }
    kept = {}
    for name in CODE_OF:
        why = why_blank(draft, name)
        if why in BLANKS:
            values[name] = CODE_OF[name][why]
            if not _says_itself(name, why):
                kept[name] = why
    if draft.born_on is not None and draft.born_precision is not None:
        values["age_band"] = ages.band_on(draft.born_on, draft.born_precision, today)
        values["age_basis"] = draft.age_basis or _TOLD
        kept.pop("age_band", None)
    made = replace(draft, **values, blanks=kept)
    if is_child_band(lists, made.age_band):
        made = replace(made, work_settings=())
    return made


def is_child_band(lists: Vocabulary, band: str) -> bool:
    """Tell whether an age band opens the child path (map ``safeguarding``)."""
    entry = lists["age_band"].entries.get(band)
    return bool(entry and entry.maps.get("safeguarding"))


def columns(draft: PersonDraft) -> dict[str, Any]:
    """Return a settled draft as columns of the record."""
    return {**asdict(draft), "work_settings": draft.work_settings, "blanks": dict(draft.blanks)}


def of_record(person: Person, today: date) -> PersonDraft:
    """Return the details of a record, the age band as it is on a day."""
    band = person.age_band
    if person.born_on is not None and person.born_precision is not None:
        band = ages.band_on(person.born_on, person.born_precision, today)
    return PersonDraft(
        alias=person.alias,
        area=person.area,
        gender=person.gender,
        trans=person.trans,
        age_band=band,
        ethnicity=person.ethnicity,
        nationality_region=person.nationality_region,
        work_settings=person.work_settings,
        own_code=person.own_code,
        age_basis=person.age_basis,
        born_on=person.born_on,
        born_precision=person.born_precision,
        blanks=dict(person.blanks),
    )


def change_details(work: Work, person_id: str, draft: PersonDraft) -> Done[str]:
    """Write the optional details of a person; every one may stay blank."""
    checks.insist([*check(draft, work.lists), *check_today(draft, work.today)])
    key = whole_id(work, person_id)
    access.insist(work, key)
    roles.insist(work, roles.SHIFT)
    person = work.session.get_one(Person, key)
    new = columns(settled(draft, work.lists, work.today))
    touched = sorted(name for name, value in new.items() if getattr(person, name) != value)
    before = {name: getattr(person, name) for name in touched}
    for name in touched:
        setattr(person, name, new[name])
    work.session.flush()
    history.note(work, "person_changed", key, before)
    return Done(key, changed("people", person_id=key))


def refresh_ages(work: Work) -> int:
    """Bring the stored band of everybody with a known birthday up to today; answers how many.

    Figures take the band as it stands, so it must not stay behind a birthday. Called when somebody
    sits down; what changes is no answer of anybody and is not noted.
    """
    rows = work.session.execute(
        select(Person.id, Person.born_on, Person.born_precision, Person.age_band).where(
            Person.born_on.is_not(None), Person.deceased_on.is_(None)
        )
    ).all()
    stale = [
        (key, band)
        for key, born_on, precision, old in rows
        if born_on and (band := ages.band_on(born_on, precision or "year", work.today)) != old
    ]
    for key, band in stale:
        work.session.execute(update(Person).where(Person.id == key).values(age_band=band))
    return len(stale)
