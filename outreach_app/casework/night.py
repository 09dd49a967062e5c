"""The van-night table: a line becomes a contact, the last line can be taken back or repeated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from models.contacts import Contact
from models.people import Person
from outreach_app.casework import bundles, contacts, night_people, nightline, own_work, sessions
from outreach_app.casework.checks import insist
from outreach_app.casework.contacts import ContactDraft, ContactRow
from outreach_app.casework.nightline import Choice, Letters, Line
from outreach_app.casework.roles import LEAD, SHIFT, VOLUNTEER
from outreach_app.casework.roles import insist as insist_on_role
from outreach_app.casework.sessions import SessionRow, Tally
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Changes, Done, Work

TALKED: Final = "engaged"
BRIEF: Final = "brief"


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line as it was typed, on a shift; `at` is empty for now (aware UTC otherwise).

    `late_reason` is asked as for any contact.
    """

    session_id: str
    text: str
    at: datetime | None = None
    late_reason: str | None = None


@dataclass(frozen=True, slots=True)
class NightRow:
    """One line of the table; `people` counts the unnamed it stands for, `alias` is None then."""

    id: str
    at: datetime
    person_id: str | None
    alias: str | None
    people: int
    area: str
    outcome: str
    supplies: Mapping[str, int]
    returns: int
    note: str | None
    recorded_by: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """A line just saved; `harm` says that an incident is to be opened with its time and place."""

    row: NightRow
    harm: bool = False


@dataclass(frozen=True, slots=True)
class NightTable:
    """Everything the table shows; `tiles` are people usual in the area of the shift."""

    session: SessionRow
    rows: tuple[NightRow, ...]
    tally: Tally
    letters: Letters
    packs: tuple[bundles.BundleRow, ...]
    areas: tuple[Choice, ...]
    people: tuple[Choice, ...]
    tiles: tuple[Choice, ...]
    lists: Vocabulary


def table(work: Work, session_id: str) -> NightTable:
    """Return the table of a shift, with all that reading a line needs."""
    insist_on_role(work, SHIFT)
    shift = sessions.one(work, session_id)
    return NightTable(
        session=shift,
        rows=rows_of(work, session_id),
        tally=sessions.tally(work, session_id),
        letters=night_people.letters_of(work),
        packs=bundles.every(work),
        areas=night_people.areas(work),
        people=night_people.people(work, session_id),
        tiles=night_people.tiles(work, shift),
        lists=work.lists,
    )


def add(work: Work, draft: LineDraft) -> Done[Added]:
    """Save a line, if every part of it was understood. Raises CheckFailed naming what was not."""
    insist_on_role(work, SHIFT)
    shift = sessions.one(work, draft.session_id)
    line = read(work, draft.text, draft.session_id)
    insist(doubts(line))
    done = contacts.log(work, as_contact(work, line, shift, draft))
    row = _night_row(done.value, 1 + len(done.value.with_it))
    return Done(Added(row, line.harm), done.changes)


def read(work: Work, text: str, session_id: str) -> Line:
    """Read a line with the letters, areas and people of this casebook."""
    return nightline.parse(
        text,
        night_people.letters_of(work),
        nightline.among(night_people.areas(work)),
        night_people.finder(work, session_id),
    )


def doubts(line: Line) -> tuple[Problem, ...]:
    """Turn what was not understood into what must be mended."""
    if line.empty:
        return (Problem("text", "line_empty"),)
    return tuple(
        Problem("text", "line_choice" if each.choices else "line_part", {"part": each.part})
        for each in line.doubts
    )


def as_contact(work: Work, line: Line, shift: SessionRow, draft: LineDraft) -> ContactDraft:
    """Return the contact a line on a shift stands for."""
    return ContactDraft(
        started_at=draft.at or work.now,
        who=contacts.KNOWN if line.person else contacts.NOT_NAMED,
        person_id=_person_id(work, line),
        people=line.people,
        setting=sessions.SETTING_OF.get(shift.type, "street_van"),
        outcome=BRIEF if line.brief else TALKED,
        area=line.area.key if line.area else shift.area or "unknown",
        session_id=shift.id,
        supplies=line.supplies,
        needle_returns=line.returns,
        late_reason=draft.late_reason,
        note=line.note or None,
    )


def _person_id(work: Work, line: Line) -> str | None:
    if line.person is None:
        return None
    return work.session.scalar(select(Person.id).where(Person.code == line.person.key))


def totals_only(work: Work, draft: ContactDraft) -> Done[Added]:
    """Enter so many unnamed people of a shift at once; each is a contact, none becomes a person."""
    insist_on_role(work, SHIFT)
    if draft.who != contacts.NOT_NAMED or draft.session_id is None:
        insist([Problem("people", "totals_unnamed")])
    done = contacts.log(work, draft)
    return Done(Added(_night_row(done.value, 1 + len(done.value.with_it))), done.changes)


def undo_last(work: Work, session_id: str, reason: str = "not_happened") -> Done[NightRow]:
    """Take back the newest line that the person at the keyboard entered on a shift.

    All contacts of the line are voided with the reason and stay in the file. Raises NoSuchRecord
    when there is none.
    """
    insist_on_role(work, SHIFT)
    mine = [row for row in _newest_first(work, session_id) if row.recorded_by == work.by]
    if not mine:
        raise NoSuchRecord
    return take_back(work, mine[0].id, reason)


def take_back(work: Work, contact_id: str, reason: str) -> Done[NightRow]:
    """Void one line of a table: the contact and those entered with it, in one transaction."""
    insist_on_role(work, SHIFT)
    session_id = work.session.scalar(select(Contact.session_id).where(Contact.id == contact_id))
    rows = rows_of(work, session_id) if session_id else ()
    row = next((each for each in rows if each.id == contact_id), None)
    if row is None:
        raise NoSuchRecord
    together = work.session.scalars(
        select(Contact.id).where(Contact.entered_with == contact_id, Contact.voided_at.is_(None))
    ).all()
    done = contacts.void(work, contact_id, reason)
    subjects = done.changes.subjects
    for key in together:
        subjects |= contacts.void(work, key, reason).changes.subjects
    return Done(row, Changes(subjects, done.changes.person_id))


def correct(work: Work, contact_id: str, draft: LineDraft) -> Done[Added]:
    """Put a line in place of another: the old one is voided, the new one keeps its moment.

    The void says *wrong person* when somebody else was named, else *duplicate*: the new line stands
    for it.
    """
    was = next((row for row in rows_of(work, draft.session_id) if row.id == contact_id), None)
    if was is None:
        raise NoSuchRecord
    line = read(work, draft.text, draft.session_id)
    now = _person_id(work, line)
    reason = "duplicate" if was.person_id in (None, now) else "wrong_person"
    gone = take_back(work, contact_id, reason)
    late = draft.late_reason or _late_reason(work, contact_id)
    done = add(work, LineDraft(draft.session_id, draft.text, draft.at or was.at, late))
    return Done(done.value, Changes(gone.changes.subjects | done.changes.subjects))


def _late_reason(work: Work, contact_id: str) -> str | None:
    kept = work.session.scalar(select(Contact.late_reason).where(Contact.id == contact_id))
    return kept or "correction"


def last_line(work: Work, session_id: str) -> str:
    """Return the newest line written out again for the next person, "" when there is none."""
    row = next(iter(_newest_first(work, session_id)), None)
    if row is None:
        return ""
    areas = {each.key: each for each in night_people.areas(work)}
    shift = sessions.one(work, session_id)
    line = Line(
        people=row.people,
        area=areas.get(row.area) if row.area != (shift.area or "unknown") else None,
        brief=row.outcome == BRIEF,
        supplies=row.supplies,
    )
    return nightline.render(nightline.again(line), night_people.letters_of(work))


def rows_of(work: Work, session_id: str) -> tuple[NightRow, ...]:
    """Return the lines of a shift by their own time, several unnamed as one line."""
    found = contacts.of_session(work, session_id)
    joined = _entered_with(work, session_id)
    count: dict[str, int] = {}
    for row in found:
        first = joined.get(row.id, row.id)
        count[first] = count.get(first, 0) + 1
    return tuple(
        _night_row(row, count[row.id]) for row in found if joined.get(row.id, row.id) == row.id
    )


def readable(work: Work, rows: tuple[NightRow, ...]) -> tuple[NightRow, ...]:
    """Leave out names that are not for the person at the keyboard.

    Those of restricted records for all but the lead; for a volunteer those of people met on shifts
    that are over and were not theirs (workflow 1), with what was noted about them.
    """
    if work.role == LEAD:
        return rows
    keys = {row.person_id for row in rows if row.person_id}
    hidden = set(
        work.session.scalars(
            select(Person.id).where(Person.id.in_(keys), Person.restricted.is_(True))
        )
    )
    shut = own_work.closed(work, keys) if work.role == VOLUNTEER else frozenset()
    return tuple(
        replace(row, alias="", note=None)
        if row.person_id in shut
        else replace(row, alias="")
        if row.person_id in hidden
        else row
        for row in rows
    )


def _entered_with(work: Work, session_id: str) -> dict[str, str]:
    rows = work.session.execute(
        select(Contact.id, Contact.entered_with).where(
            Contact.session_id == session_id,
            Contact.entered_with.is_not(None),
            Contact.voided_at.is_(None),
        )
    )
    there = {row.id: row.entered_with for row in rows}
    standing = set(
        work.session.scalars(
            select(Contact.id).where(Contact.id.in_(there.values()), Contact.voided_at.is_(None))
        )
    )
    return {key: first for key, first in there.items() if first in standing}


def _newest_first(work: Work, session_id: str) -> Sequence[NightRow]:
    """Return the lines in the order in which they were entered, the last one first."""
    order = work.session.scalars(
        select(Contact.id)
        .where(Contact.session_id == session_id)
        .order_by(Contact.recorded_at.desc(), Contact.id.desc())
    )
    rows = {row.id: row for row in rows_of(work, session_id)}
    return [rows[key] for key in order if key in rows]


def _night_row(row: ContactRow, people: int) -> NightRow:
    return NightRow(
        id=row.id,
        at=row.started_at,
        person_id=row.person_id,
        alias=row.alias,
        people=people,
        area=row.area,
        outcome=row.outcome,
        supplies=row.supplies,
        returns=row.needle_returns,
        note=row.note,
        recorded_by=row.recorded_by,
    )
