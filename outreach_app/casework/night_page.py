"""What the window of the van-night table reads in one look, and the rows it puts right.

A row is put right by writing it anew: the old contacts are voided, the new ones keep their moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from models.incidents import Incident
from models.people import Person, PersonFlag
from outreach_app.casework import checks, contacts, night, own_work, people, sessions, staff
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.night import Added, LineDraft, NightRow, NightTable
from outreach_app.casework.nightline import NAMED, NOTE
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.roles import SHIFT, VOLUNTEER, insist
from outreach_app.errors import NoSuchRecord
from outreach_app.work import Changes, Done, Work


@dataclass(frozen=True, slots=True)
class NightView:
    """The table with what stands round it.

    `names` turns staff codes into names, `codes` keys of people on it into short codes; `told` are
    the rows with which an incident was opened; `care` maps short codes to care flags; `last` is the
    newest line written out for the next person. A row about a restricted record has an empty alias
    for all but the lead.
    """

    table: NightTable
    names: Mapping[str, str]
    codes: Mapping[str, str]
    told: frozenset[str]
    care: Mapping[str, tuple[str, ...]]
    last: str


def look(work: Work, session_id: str | None = None) -> NightView | None:
    """Return the table of a shift, of the open one unless named; None when no shift is open."""
    if session_id is None:
        shift = sessions.open_now(work)
        if shift is None:
            return None
        session_id = shift.id
    table = night.table(work, session_id)
    rows = night.readable(work, table.rows)
    return NightView(
        table=replace(table, rows=rows),
        names=staff.names(work),
        codes=_codes(work, rows),
        told=_told(work, rows),
        care=_care(work),
        last=night.last_line(work, session_id),
    )


def put_right(
    work: Work, session_id: str, row: NightRow, person: str | None = None
) -> Done[NightRow]:
    """Write a row as it is to be in place of the one with its key.

    `person` is the short code of somebody else, "" for nobody named; None leaves who it was. The
    void says *wrong person* when somebody else had been named, else *duplicate*: the new row stands
    for the old one.
    """
    insist(work, SHIFT)
    was = next((each for each in night.rows_of(work, session_id) if each.id == row.id), None)
    if was is None:
        raise NoSuchRecord
    person_id = was.person_id if person is None else _person_id(work, person)
    reason = "duplicate" if was.person_id in (None, person_id) else "wrong_person"
    draft = _draft(work, session_id, replace(row, person_id=person_id))
    checks.insist(contacts.check(draft, work.lists, work.now))
    gone = night.take_back(work, row.id, reason)
    done = contacts.log(work, draft)
    subjects = gone.changes.subjects | done.changes.subjects
    return Done(_row_of(row, done.value), Changes(subjects, person_id))


def put_back(work: Work, session_id: str, row: NightRow) -> Done[NightRow]:
    """Write a row again that was taken back, with its own moment."""
    insist(work, SHIFT)
    done = contacts.log(work, _draft(work, session_id, row))
    return Done(_row_of(row, done.value), done.changes)


def add_new_face(work: Work, draft: LineDraft, said: str, alias: str) -> Done[Added]:
    """Save a line about somebody new, called `alias`; `said` is how the line names them."""
    insist(work, SHIFT)
    area = sessions.one(work, draft.session_id).area or "unknown"
    hit = people.create(work, PersonDraft(alias=alias, area=area))
    typed, quote, rest = draft.text.partition(NOTE)
    parts = [f"{NAMED}{hit.code}" if part == said else part for part in typed.split()]
    done = night.add(work, replace(draft, text=f"{' '.join(parts)} {quote}{rest}"))
    return Done(done.value, Changes(done.changes.subjects | {"people"}, hit.id))


def _draft(work: Work, session_id: str, row: NightRow) -> ContactDraft:
    shift = sessions.one(work, session_id)
    named = row.person_id is not None
    return ContactDraft(
        started_at=row.at,
        who=contacts.KNOWN if named else contacts.NOT_NAMED,
        person_id=row.person_id,
        people=1 if named else row.people,
        setting=sessions.SETTING_OF.get(shift.type, "street_van"),
        outcome=row.outcome,
        area=row.area,
        session_id=session_id,
        supplies=row.supplies,
        needle_returns=row.returns,
        late_reason="correction" if checks.late(row.at, work.now) else None,
        note=row.note,
    )


def _row_of(row: NightRow, saved: contacts.ContactRow) -> NightRow:
    return replace(row, id=saved.id, person_id=saved.person_id, alias=saved.alias)


def _person_id(work: Work, code: str) -> str | None:
    if not code:
        return None
    found = work.session.scalar(select(Person.id).where(Person.code == code))
    if found is None:
        raise NoSuchRecord
    return found


def _codes(work: Work, rows: tuple[NightRow, ...]) -> dict[str, str]:
    keys = {row.person_id for row in rows if row.person_id and row.alias}
    found = work.session.execute(select(Person.id, Person.code).where(Person.id.in_(keys)))
    return {row.id: row.code for row in found}


def _told(work: Work, rows: tuple[NightRow, ...]) -> frozenset[str]:
    """Return the rows whose moment and person are those of an incident; none for a volunteer."""
    if work.role == "volunteer":
        return frozenset()
    found = work.session.execute(
        select(Incident.disclosed_at, Incident.person_id).where(
            Incident.disclosed_at.in_([row.at for row in rows]), Incident.voided_at.is_(None)
        )
    )
    told: set[tuple[datetime, str | None]] = {(row.disclosed_at, row.person_id) for row in found}
    return frozenset(row.id for row in rows if (row.at, row.person_id) in told)


def _care(work: Work) -> dict[str, tuple[str, ...]]:
    whole = func.coalesce(Person.merged_into, Person.id)
    stands = select(Person.id, Person.code).subquery()
    # A code is half a name: a volunteer gets those of the records they open.
    theirs = own_work.opened_by_volunteer(work) if work.role == VOLUNTEER else None
    found: dict[str, tuple[str, ...]] = {}
    for key, code, flag in work.session.execute(
        select(stands.c.id, stands.c.code, PersonFlag.flag)
        .join(Person, Person.id == PersonFlag.person_id)
        .join(stands, stands.c.id == whole)
        .where(PersonFlag.ended_at.is_(None), Person.restricted.is_(False))
        .order_by(PersonFlag.noted_at, PersonFlag.id)
    ):
        if theirs is None or key in theirs:
            found[code] = (*found.get(code, ()), flag)
    return found
