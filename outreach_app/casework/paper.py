"""Paper sheets typed in later: a whole night at once, each contact with its own time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from outreach_app.casework import checks, night, sessions, wall_clock
from outreach_app.casework.night import LineDraft, NightRow
from outreach_app.casework.roles import SHIFT, insist
from outreach_app.casework.sessions import SessionDraft, SessionRow
from outreach_app.errors import CheckFailed, Problem
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One row of a sheet: the time as it stands there and the line in letters.

    `which` is ``first`` or ``second`` for a time in the hour that comes twice, else empty.
    """

    clock: time
    text: str
    which: str | None = None


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet: the local day the shift began, its times on the wall, one reason for being late."""

    type: str
    day: date
    began: time
    lines: tuple[PaperLine, ...]
    ended: time | None = None
    began_which: str | None = None
    ended_which: str | None = None
    area: str | None = None
    workers: tuple[str, ...] = ()
    stock_place: str | None = None
    late_reason: str = "paper"
    handover: str | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """A sheet that was saved: its shift, already ended, and its lines."""

    session: SessionRow
    rows: tuple[NightRow, ...]


def check(
    sheet: PaperSheet, lists: Vocabulary, zone: ZoneInfo, now: datetime
) -> tuple[Problem, ...]:
    """Find what must be mended in the frame and the times of a sheet; instant, needs no file.

    Fields are named ``lines[3].clock``, counted from 1, so that the right row can be shown.
    """
    problems = [
        *checks.one_of(lists, "session_type", "type", sheet.type),
        *checks.one_of(lists, "area", "area", sheet.area),
        *checks.one_of(lists, "late_reason", "late_reason", sheet.late_reason),
        *checks.text("handover", sheet.handover, checks.NOTE_LIMIT),
    ]
    if not sheet.lines:
        problems.append(Problem("lines", "sheet_empty"))
    for field, reading, which in _times(sheet, zone):
        problems += _time(field, reading, which, now)
    if not problems and sheet.ended is not None:
        problems += _end(sheet, zone)
    return tuple(problems)


def _times(
    sheet: PaperSheet, zone: ZoneInfo
) -> Iterable[tuple[str, wall_clock.Reading, str | None]]:
    yield "began", wall_clock.on_day(sheet.day, sheet.began, zone), sheet.began_which
    if sheet.ended is not None:
        reading = wall_clock.in_night(sheet.day, sheet.began, sheet.ended, zone)
        yield "ended", reading, sheet.ended_which
    for number, line in enumerate(sheet.lines, 1):
        reading = wall_clock.in_night(sheet.day, sheet.began, line.clock, zone)
        yield f"lines[{number}].clock", reading, line.which


def _time(
    field: str, reading: wall_clock.Reading, which: str | None, now: datetime
) -> list[Problem]:
    if reading.never_was:
        return [Problem(field, "time_never_was")]
    moment = reading.moment(which)
    if moment is None:
        return [Problem(field, "which_hour")]
    return checks.not_later(field, moment, now)


def _end(sheet: PaperSheet, zone: ZoneInfo) -> list[Problem]:
    """Find an end that comes before the beginning: possible in the hour that comes twice."""
    moments = {field: reading.moment(which) for field, reading, which in _times(sheet, zone)}
    began, ended = moments["began"], moments["ended"]
    return [Problem("ended", "ends_before")] if began and ended and ended < began else []


def paper_sheet(work: Work, sheet: PaperSheet) -> Done[Typed]:
    """Write a whole sheet, the shift and every line of it, or nothing.

    Each contact keeps its own moment and carries the one reason; the shift ends as the sheet says,
    or with its last line, and what was given leaves the stock once.
    """
    insist(work, SHIFT)
    checks.insist(check(sheet, work.lists, work.zone, work.now))
    at = {field: reading.moment(which) for field, reading, which in _times(sheet, work.zone)}
    began = at["began"] or work.now
    shift = sessions.start(
        work, SessionDraft(sheet.type, began, sheet.area, sheet.workers, sheet.stock_place)
    )
    moments = [at[f"lines[{number}].clock"] for number in range(1, len(sheet.lines) + 1)]
    rows = _write_lines(work, sheet, shift.value.id, moments)
    ended = at.get("ended") or max([began, *(moment for moment in moments if moment)])
    sessions.end_at(work, shift.value.id, ended, sheet.handover)
    saved = Typed(sessions.one(work, shift.value.id), rows)
    return Done(saved, changed("sessions", "contacts", "stock"))


def _write_lines(
    work: Work, sheet: PaperSheet, session_id: str, moments: list[datetime | None]
) -> tuple[NightRow, ...]:
    """Write every line, and name all that must be mended on the sheet at once."""
    rows, problems = [], []
    for number, (line, moment) in enumerate(zip(sheet.lines, moments, strict=True), 1):
        try:
            done = night.add(work, LineDraft(session_id, line.text, moment, sheet.late_reason))
        except CheckFailed as failed:
            problems += [
                Problem(f"lines[{number}].{each.field}", each.code, each.data)
                for each in failed.problems
            ]
        else:
            rows.append(done.value.row)
    checks.insist(problems)
    return tuple(rows)


def add_to(work: Work, session_id: str, sheet: PaperSheet) -> Done[Typed]:
    """Add the lines of a sheet to a shift that is there already; its times and area stay."""
    insist(work, SHIFT)
    checks.insist(check(sheet, work.lists, work.zone, work.now))
    at = {field: reading.moment(which) for field, reading, which in _times(sheet, work.zone)}
    moments = [at[f"lines[{number}].clock"] for number in range(1, len(sheet.lines) + 1)]
    rows = _write_lines(work, sheet, session_id, moments)
    return Done(
        Typed(sessions.one(work, session_id), rows), changed("contacts", "stock", "sessions")
    )
