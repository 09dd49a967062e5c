"""People: added with an alias and nothing else, found while a name is typed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Row, exists, func, insert, or_, select

from models.contacts import Contact
from models.people import Alias, Case, ContactRoute, Person, PersonFlag
from models.support import Need, NeedEvent
from models.types import new_key
from outreach_app.casework import access, checks, codes
from outreach_app.casework.seen import last_seen, records_of
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

NOT_SEEN_DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A new person: what they want to be called, and nothing else is needed."""

    alias: str = ""
    area: str = "unknown"
    gender: str = "not_asked"
    trans: str = "not_asked"
    age_band: str = "not_known"
    ethnicity: str = "NA"
    nationality_region: str = "not_asked"
    work_settings: tuple[str, ...] = ()
    own_code: str | None = None


@dataclass(frozen=True, slots=True)
class PersonHit:
    """One answer while a name is typed; `seen_on` is the local day of the last counted contact."""

    id: str
    alias: str
    code: str
    seen_on: date | None
    care: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list of people."""

    id: str
    alias: str
    code: str
    seen_on: date | None
    area: str
    open_case: bool
    open_needs: tuple[str, ...]
    restricted: bool
    care: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One way to reach a person and its rule."""

    route: str
    value: str | None
    safe: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of a person."""

    id: str
    opened_on: date
    closed_on: date | None
    close_reason: str | None
    risk_level: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """The head of a person's page; details as codes, for the page to put into words."""

    id: str
    alias: str
    code: str
    other_names: tuple[str, ...]
    own_code_set: bool
    known_since: date | None
    deceased_on: date | None
    restricted: bool
    details: PersonDraft
    cases: tuple[CaseRow, ...] = ()
    flags: tuple[str, ...] = ()
    routes: tuple[RouteRow, ...] = field(default=())

    @property
    def open_case(self) -> CaseRow | None:
        """The case that is open, if one is."""
        return next((case for case in self.cases if case.closed_on is None), None)


def check(draft: PersonDraft, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended before this person can be added."""
    problems = checks.text("alias", draft.alias, checks.ALIAS_LIMIT)
    if not draft.alias.strip():
        problems.append(Problem("alias", "alias_needed"))
    for name, value in (
        ("gender", draft.gender),
        ("trans", draft.trans),
        ("age_band", draft.age_band),
        ("ethnicity", draft.ethnicity),
        ("nationality_region", draft.nationality_region),
        ("area", draft.area),
    ):
        problems += checks.one_of(lists, name, name, value)
    problems += checks.all_of(lists, "work_setting", "work_settings", draft.work_settings)
    return tuple(problems)


def create(work: Work, draft: PersonDraft) -> PersonHit:
    """Write a new person inside a transaction that is already under way."""
    checks.insist(check(draft, work.lists))
    alias = draft.alias.strip()
    hit = PersonHit(new_key(), alias, codes.new_person_code(work.session, alias), None)
    work.session.execute(
        insert(Person).values(
            id=hit.id,
            code=hit.code,
            alias=alias,
            area=draft.area,
            own_code=checks.clean(draft.own_code),
            gender=draft.gender,
            trans=draft.trans,
            age_band=draft.age_band,
            ethnicity=draft.ethnicity,
            nationality_region=draft.nationality_region,
            work_settings=draft.work_settings,
            created_at=work.now,
            created_by=work.by,
        )
    )
    audit.note(work, "person_added", hit.id)
    return hit


def add(work: Work, draft: PersonDraft) -> Done[PersonHit]:
    """Add a person."""
    hit = create(work, draft)
    return Done(hit, changed("people", person_id=hit.id))


def _care(work: Work, person_ids: tuple[str, ...] | None = None) -> dict[str, tuple[str, ...]]:
    wanted = select(PersonFlag.person_id, PersonFlag.flag).where(PersonFlag.ended_at.is_(None))
    if person_ids is not None:
        wanted = wanted.where(PersonFlag.person_id.in_(person_ids))
    rows = work.session.execute(wanted.order_by(PersonFlag.noted_at, PersonFlag.id))
    found: dict[str, tuple[str, ...]] = {}
    for person_id, flag in rows:
        found[person_id] = (*found.get(person_id, ()), flag)
    return found


def _day(work: Work, seen_at: datetime | None, before: date | None) -> date | None:
    return work.day_of(seen_at) if seen_at else before


def _like(typed: str) -> str:
    escaped = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def find(work: Work, typed: str, limit: int = 8) -> tuple[PersonHit, ...]:
    """Find living or known people by any part of a name, other name or code; best first.

    Names that begin with what was typed come before names that hold it further on, and people seen
    lately before others. Restricted records are found by name only through the lead.
    """
    wanted = typed.strip()
    if not wanted:
        return ()
    seen = last_seen(work)
    pattern = _like(wanted)
    begins = Person.alias.ilike(pattern[1:], escape="\\")
    other = exists().where(Alias.person_id == Person.id, Alias.alias.ilike(pattern, escape="\\"))
    found = work.session.execute(
        select(Person.id, Person.alias, Person.code, seen.c.seen_at, Person.last_contact_before)
        .outerjoin(seen, seen.c.person_id == Person.id)
        .where(
            Person.merged_into.is_(None),
            or_(
                Person.alias.ilike(pattern, escape="\\"),
                Person.code.ilike(pattern[1:], escape="\\"),
                func.lower(Person.own_code) == wanted.lower(),
                other,
            ),
            *_hidden(work),
        )
        .order_by(begins.desc(), seen.c.seen_at.desc().nulls_last(), Person.alias, Person.id)
        .limit(limit)
    ).all()
    care = _care(work, tuple(row.id for row in found))
    return tuple(
        PersonHit(
            row.id,
            row.alias,
            row.code,
            _day(work, row.seen_at, row.last_contact_before),
            care.get(row.id, ()),
        )
        for row in found
    )


def _hidden(work: Work) -> tuple[ColumnElement[bool], ...]:
    """Leave restricted records out of searches by anyone but the lead."""
    return () if work.role == "lead" else (Person.restricted.is_(False),)


def _open_needs(work: Work) -> dict[str, tuple[str, ...]]:
    closing = tuple(sorted(work.lists["need_status"].where("closes", True)))
    closed = exists().where(NeedEvent.need_id == Need.id, NeedEvent.status.in_(closing))
    whole = func.coalesce(Person.merged_into, Person.id)
    rows = work.session.execute(
        select(whole, Need.category)
        .join(Person, Person.id == Need.person_id)
        .where(Need.voided_at.is_(None), ~closed)
        .order_by(Need.identified_on, Need.id)
    )
    found: dict[str, tuple[str, ...]] = {}
    for person_id, category in rows:
        found[person_id] = (*found.get(person_id, ()), category)
    return found


def everyone(work: Work) -> tuple[PersonLine, ...]:
    """Return everybody, by name; restricted records show nothing but that they are there."""
    seen = last_seen(work)
    open_case = exists().where(Case.person_id == Person.id, Case.closed_on.is_(None))
    found = work.session.execute(
        select(
            Person.id,
            Person.alias,
            Person.code,
            seen.c.seen_at,
            Person.last_contact_before,
            Person.area,
            open_case.label("open_case"),
            Person.restricted,
        )
        .outerjoin(seen, seen.c.person_id == Person.id)
        .where(Person.merged_into.is_(None))
        .order_by(func.lower(Person.alias), Person.id)
    ).all()
    needs = _open_needs(work)
    care = _care(work)
    return tuple(_line(work, row, needs, care) for row in found)


def _line(
    work: Work,
    row: Row[tuple[str, str, str, datetime | None, date | None, str, bool, bool]],
    needs: dict[str, tuple[str, ...]],
    care: dict[str, tuple[str, ...]],
) -> PersonLine:
    if row.restricted and work.role != "lead":
        return PersonLine(row.id, "", "", None, "unknown", False, (), True, ())
    return PersonLine(
        row.id,
        row.alias,
        row.code,
        _day(work, row.seen_at, row.last_contact_before),
        row.area,
        row.open_case,
        needs.get(row.id, ()),
        row.restricted,
        care.get(row.id, ()),
    )


def whole_id(work: Work, person_id: str) -> str:
    """Return the key of the record that stands for this person after merges."""
    whole = work.session.scalar(
        select(func.coalesce(Person.merged_into, Person.id)).where(Person.id == person_id)
    )
    if whole is None:
        raise NoSuchRecord
    return str(whole)


def card(work: Work, person_id: str) -> PersonCard:
    """Return the head of a person's page; raises Restricted for who may not read it."""
    key = whole_id(work, person_id)
    access.insist(work, key)
    person = work.session.execute(select(Person).where(Person.id == key)).scalar_one()
    result = PersonCard(
        id=person.id,
        alias=person.alias,
        code=person.code,
        other_names=_other_names(work, key),
        own_code_set=person.own_code is not None,
        known_since=_known_since(work, person),
        deceased_on=person.deceased_on,
        restricted=person.restricted,
        details=PersonDraft(
            alias=person.alias,
            area=person.area,
            gender=person.gender,
            trans=person.trans,
            age_band=person.age_band,
            ethnicity=person.ethnicity,
            nationality_region=person.nationality_region,
            work_settings=person.work_settings,
            own_code=person.own_code,
        ),
        cases=_cases(work, key),
        flags=_care(work, (key,)).get(key, ()),
        routes=_routes(work, key),
    )
    work.session.expunge(person)
    return result


def _known_since(work: Work, person: Person) -> date:
    """Return the first day on which anything is known of somebody, joined records included."""
    whole = records_of(person.id)
    first = work.session.scalar(
        select(func.min(Contact.started_at)).where(
            Contact.person_id.in_(whole), Contact.voided_at.is_(None)
        )
    )
    days = (
        work.session.scalar(select(func.min(Case.opened_on)).where(Case.person_id.in_(whole))),
        person.first_contact_before,
        work.day_of(first) if first else None,
    )
    return min((day for day in days if day), default=work.day_of(person.created_at))


def _other_names(work: Work, key: str) -> tuple[str, ...]:
    joined = work.session.scalars(select(Person.alias).where(Person.merged_into == key))
    added = work.session.scalars(select(Alias.alias).where(Alias.person_id == key))
    return tuple(dict.fromkeys([*added, *joined]))


def _cases(work: Work, key: str) -> tuple[CaseRow, ...]:
    rows = work.session.execute(
        select(
            Case.id,
            Case.opened_on,
            Case.closed_on,
            Case.close_reason,
            Case.risk_level,
            Case.owner,
        )
        .where(Case.person_id == key)
        .order_by(Case.opened_on.desc(), Case.id.desc())
    )
    return tuple(CaseRow(*row) for row in rows)


def _routes(work: Work, key: str) -> tuple[RouteRow, ...]:
    rows = work.session.execute(
        select(ContactRoute.route, ContactRoute.value, ContactRoute.safe, ContactRoute.rule)
        .where(ContactRoute.person_id == key, ContactRoute.ended_at.is_(None))
        .order_by(ContactRoute.noted_at, ContactRoute.id)
    )
    return tuple(RouteRow(*row) for row in rows)


def change_details(work: Work, person_id: str, draft: PersonDraft) -> Done[str]:
    """Write the optional details of a person; every one may stay not asked."""
    checks.insist(check(draft, work.lists))
    key = whole_id(work, person_id)
    person = work.session.get_one(Person, key)
    before = {name: getattr(person, name) for name in _DETAILS}
    for name in _DETAILS:
        setattr(person, name, getattr(draft, name))
    person.alias = draft.alias.strip()
    person.own_code = checks.clean(draft.own_code)
    touched = sorted(name for name in _DETAILS if before[name] != getattr(person, name))
    work.session.flush()
    audit.note(work, "person_changed", key, fields=touched)
    return Done(key, changed("people", person_id=key))


_DETAILS: Final = (
    "alias",
    "area",
    "gender",
    "trans",
    "age_band",
    "ethnicity",
    "nationality_region",
    "work_settings",
    "own_code",
)
