"""A sheet against the casebook: what it would bring, taking it in, and what is remembered of it.

Rows pass the same check and the same writer as a file of the exchange format: all or nothing, in
one transaction, recorded at the moment they came in. For the lead alone, who may see every name.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from models.people import Alias, Person
from models.project import Area, Project
from outreach_app.casework import project_settings
from outreach_app.casework.anonymised import still_here
from outreach_app.casework.roles import LEAD, insist
from outreach_app.errors import Refused
from outreach_app.exchange import importing
from outreach_app.exchange.checked import Checked
from outreach_app.exchange.checking import Row, RowChecker, Tables
from outreach_app.exchange.importing import ImportRow
from outreach_app.exchange.moving_in import fitting, guessing, numbers, targets
from outreach_app.exchange.moving_in.guessing import simple
from outreach_app.exchange.moving_in.matching import Fitted, Ground, Known, Matching, Trouble
from outreach_app.exchange.moving_in.spreadsheet import Spreadsheet, Table, Value
from outreach_app.exchange.moving_in.targets import Kind
from outreach_app.exchange.problems import Findings
from outreach_app.exchange.rules import Rules
from outreach_app.exchange.schema import TABLES
from outreach_app.exchange.shelves import SHELVES
from outreach_app.exchange.values import Ground as Values
from outreach_app.governance import audit
from outreach_app.safekeeping.apart import Outcome
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Done, Work, changed

_REMEMBERED: Final = "moving_in"
_MOST_REMEMBERED: Final = 40
_MARKS: Final = ("=", "+", "-", "@", "\t", "\r")
_ISO: Final = "%Y-%m-%d"  # the same day in whatever order the days of the sheet are written


class CopyUnderWay(Refused):
    """A copy is being made already, so that the one before taking in cannot be."""

    key = "moving_in.copy_under_way"


class NotFitting(Refused):
    """A row does not fit, or there is none."""

    key = "moving_in.not_fitting"


@dataclass(frozen=True, slots=True)
class Look:
    """What a sheet would bring. `checked` is there when every row fits."""

    matching: Matching
    fitted: Fitted
    checked: Checked | None
    lists: Vocabulary
    remembered: bool = False

    @property
    def people(self) -> int:
        """How many people would be new."""
        return len(self.fitted.tables.get("persons", ()))


def begin(work: Work, sheet: Table, kind: Kind | None = None, heading: int | None = None) -> Look:
    """Guess how a sheet is to be read, with what was decided for the same headings before.

    Raises: `NotAllowed` for anyone but the lead.
    """
    insist(work, (LEAD,))
    row = guessing.heading_row(sheet) if heading is None else heading
    names = guessing.headings(sheet, row)
    found = kind or guessing.kind_of(names, work.lists)
    before = _recall(work, names, found) if kind or heading is None else None
    for other in targets.KINDS if before is None and kind is None else ():
        before = before or _recall(work, names, other)
    if before is not None:
        return replace(look(work, sheet, replace(before, heading=row)), remembered=True)
    columns = guessing.columns(found, names, work.lists)
    order = guessing.order(_days(sheet, row, columns, found))
    return look(work, sheet, Matching(found, row, columns, order=order))


def _days(sheet: Table, heading: int, columns: Mapping[str, int], kind: Kind) -> Iterator[Value]:
    places = [
        columns[each.name]
        for each in targets.plain(kind)
        if each.sort == "day" and each.name in columns
    ]
    for line in sheet.lines:
        if line.number > heading:
            yield from (line.values[at] for at in places if at < len(line.values))


def again(sheet: Table, matching: Matching, names: tuple[str, ...]) -> int | None:
    """Return the row of the same headings in a file that was read again; None if it has none."""
    rows = [matching.heading, guessing.heading_row(sheet)]
    return next((row for row in rows if guessing.headings(sheet, row) == names), None)


def look(work: Work, sheet: Table, matching: Matching) -> Look:
    """Say what a sheet would bring; nothing is written."""
    insist(work, (LEAD,))
    ground = _ground(work, matching.kind)
    fitted = fitting.fit(sheet, matching, ground)
    checked, troubles = _check(fitted, matching, ground, guessing.headings(sheet, matching.heading))
    fitted = replace(
        fitted, troubles=tuple(sorted((*fitted.troubles, *troubles), key=lambda t: t.number))
    )
    if fitted.troubles or not fitted.rows:
        checked = None
    return Look(matching, fitted, checked, work.lists)


def look_and_keep(
    work: Work, sheet: Table, matching: Matching, names: tuple[str, ...]
) -> Done[Look]:
    """Say what a sheet would bring, and keep how it is matched: locking must not lose that."""
    found = look(work, sheet, matching)
    _remember(work, names, matching)
    return Done(found, changed())


def insist_on_copy(outcomes: tuple[Outcome, ...]) -> None:
    """Raise what kept a copy from being made; `CopyUnderWay` where another one is being made."""
    if not outcomes:
        raise CopyUnderWay
    for each in outcomes:
        if each.error is not None:
            raise each.error


def take_in(
    work: Work, sheet: Table, matching: Matching, names: tuple[str, ...]
) -> Done[ImportRow]:
    """Take every row in, and keep how the sheet was matched for the next one like it.

    Rows are read once more: they are recorded now, not when somebody looked at them. Raises:
    `NotFitting` when one no longer fits.
    """
    seen = look(work, sheet, matching)
    if seen.checked is None:
        raise NotFitting
    done = importing.take_in(work, seen.checked)
    _remember(work, names, seen.matching)
    return Done(done.value, changed("everything"))


def set_aside(work: Work, sheet: Table, seen: Look) -> Done[bytes]:
    """Return the rows that do not fit as a text file with the reasons; noted in the trail."""
    insist(work, (LEAD,))
    bad: dict[int, list[str]] = {}
    for each in seen.fitted.troubles:
        said = f"{each.heading}: {each.why}" if each.heading else each.why
        bad.setdefault(each.number, []).append(said)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = guessing.headings(sheet, seen.matching.heading)
    headings = [*names, say("moving_in.aside.row"), say("moving_in.aside.why")]
    writer.writerow(map(_guarded, headings))
    for line in sheet.lines:
        if line.number in bad:
            cells = [_guarded(numbers.as_text(value, day=_ISO)) for value in line.values]
            cells += [""] * (len(names) - len(cells))
            writer.writerow([*cells, line.number, _guarded(" ".join(bad[line.number]))])
    audit.note(work, "rows_set_aside", None, rows=len(bad))
    return Done(("\ufeff" + out.getvalue()).encode(), changed())


def _guarded(text: str) -> str:
    """Keep a spreadsheet program from calculating with words; reading takes the mark away."""
    return f"'{text}" if text.startswith(_MARKS) else text


def _ground(work: Work, kind: Kind) -> Ground:
    session = work.session
    own = session.execute(select(Project.code, Project.name, Project.timezone)).one()
    areas = session.scalars(select(Area.code).order_by(Area.sort, Area.code)).all()
    project = {"id": own.code, "name": own.name, "timezone": own.timezone, "areas": list(areas)}
    shelf = next(each for each in SHELVES if each.name == kind).table
    taken = session.scalars(select(shelf.c.source_id).where(shelf.c.source_id.is_not(None)))
    return Ground(
        project=project,
        lists=work.lists,
        zone=ZoneInfo(own.timezone),
        now=work.now.replace(microsecond=0),
        by=work.by,
        people=_people(work),
        taken=frozenset(taken),
    )


def _people(work: Work) -> tuple[Known, ...]:
    """Return everybody under every name they go by; code words are theirs alone to say.

    The names and codes of a joined record are those of whom it was joined with.
    """
    whole = func.coalesce(Person.merged_into, Person.id)
    first = select(whole, Person.alias, Person.code).where(still_here())
    others = (
        select(whole, Alias.alias, Person.code)
        .join(Alias, Alias.person_id == Person.id)
        .where(Alias.ended_at.is_(None))
    )
    rows = (*work.session.execute(first), *work.session.execute(others))
    return tuple(Known(*row) for row in rows)


class _Troubles(Findings):
    """Says every problem in words, at the row it came from."""

    def __init__(self, matching: Matching, headings: tuple[str, ...]) -> None:
        super().__init__()
        self._matching = matching
        self._headings = headings
        self.found: list[Trouble] = []

    def add(self, kind: str, field_: str, reason: str, **data: object) -> None:
        Findings.add(self, kind, field_, reason, **data)
        if field_ == "recorded_at" and self.found and self.found[-1].number == self.row:
            return  # it follows from a day that was said already
        said = say(f"exchange.problem.{reason}", **data)
        self.found.append(Trouble(self.row, self._heading(field_), said[:1].upper() + said[1:]))

    def _heading(self, field_: str) -> str:
        root = field_.partition("[")[0].partition(".")[0]
        columns = self._matching.columns
        near = {"started_at": "day", "disclosed_at": "told", "occurred_on": "happened"}
        for name in (root, near.get(root, ""), "alias" if root == "alias" else "who"):
            if name in columns and (name != "who" or self.table == "persons"):
                return guessing.shown(self._headings, columns[name])
        return root.replace("_", " ")


def _check(
    fitted: Fitted, matching: Matching, ground: Ground, headings: tuple[str, ...]
) -> tuple[Checked | None, list[Trouble]]:
    """Pass the rows through the check every file of the exchange format passes."""
    out = _Troubles(matching, headings)
    areas = [*ground.project["areas"]]
    areas += [code for code in fitted.areas if code not in areas]
    project = {**ground.project, "areas": areas}
    today = ground.now.astimezone(ground.zone).date()
    checker = RowChecker(Values(ground.lists, frozenset(areas), ground.now, today), out)
    tables = Tables(checker.project(project))
    numbers: dict[str, list[int]] = {name: [] for name in TABLES}
    tables.places["persons"].update(dict.fromkeys(fitted.known, 0))
    for name, some in fitted.tables.items():
        for number, raw in sorted(some, key=lambda row: row[0]):
            held = tables.rows[name]
            held.extend([None] * (number - 1 - len(held)))
            if len(held) >= number:  # two new people out of one row are not possible
                continue
            checker.take(tables, name, number, raw)
            numbers[name].append(number)
    for _ in Rules(tables, ground.lists, ground.zone, out).check():
        pass
    if out.found:
        return None, out.found
    rows = {name: [row for row in each if row is not None] for name, each in tables.rows.items()}
    known = {key: key for key in fitted.known}
    checked = Checked(
        tables.project,
        rows,
        ground.zone,
        ground.lists,
        _fingerprint(rows),
        numbers,
        (),
        known,
        True,
    )
    return checked, []


def _fingerprint(rows: Mapping[str, list[Row]]) -> str:
    """Return what these rows are known by, made row by row: in one go it would hold the window."""
    digest = hashlib.sha256()
    for name, some in sorted(rows.items()):
        digest.update(name.encode())
        for row in some:
            digest.update(repr(row).encode())
    return digest.hexdigest()


def sheets_of(spreadsheet: Spreadsheet) -> Iterator[Table]:
    """Yield the sheets that hold anything."""
    return (table for table in spreadsheet.tables if table.lines)


def _key(names: tuple[str, ...], kind: Kind) -> str:
    own = (say("moving_in.aside.row"), say("moving_in.aside.why"))
    if names[-2:] == own:  # rows that were set aside are read as the sheet they came from
        names = names[:-2]
    text = "\x1f".join((kind, *map(simple, names)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _recall(work: Work, names: tuple[str, ...], kind: Kind) -> Matching | None:
    held = project_settings.value(work, _REMEMBERED) or {}
    found: Mapping[str, Any] | None = held.get(_key(names, kind))
    if found is None:
        return None
    return Matching(
        kind,
        0,
        {name: place for name, place in found["columns"].items() if place < len(names)},
        found["values"],
        found["whole"],
        order=found["order"],
    )


def _remember(work: Work, names: tuple[str, ...], matching: Matching) -> None:
    """Keep columns, values and the order of dates; never names of people."""
    held = dict(project_settings.value(work, _REMEMBERED) or {})
    key = _key(names, matching.kind)
    held.pop(key, None)
    held[key] = {
        "columns": dict(matching.columns),
        "values": {name: dict(some) for name, some in matching.values.items()},
        "whole": dict(matching.whole),
        "order": matching.order,
    }
    for oldest in list(held)[: max(0, len(held) - _MOST_REMEMBERED)]:
        del held[oldest]
    project_settings.put(work, _REMEMBERED, held)
