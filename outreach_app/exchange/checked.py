"""The whole file read and checked, before anything of it is taken in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from outreach_app.errors import Cancelled
from outreach_app.exchange import reading
from outreach_app.exchange.book import archive
from outreach_app.exchange.book.meaning import Calendar
from outreach_app.exchange.book.rows import BookReader
from outreach_app.exchange.checking import Row, RowChecker, Tables
from outreach_app.exchange.problems import Findings
from outreach_app.exchange.rules import Rules
from outreach_app.exchange.schema import TABLES
from outreach_app.exchange.values import Ground, zone_names
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say

# Told how far a long run is (0 to 1) and what it is doing; answers False to stop it.
Progress = Callable[[float, str], bool]

_FURTHEST_EAST: Final = timedelta(hours=14)
_EVERY: Final = 500  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Checked:
    """A file without problems: its rows as the program keeps them, and the file's SHA-256.

    `numbers` are the row numbers of a workbook's sheets (without them rows count from 1), `hidden`
    the sheets of a workbook in which something is hidden. Only rows out of a foreign spreadsheet
    have `known`, keys of people of the casebook by the id rows call them, and `numbered_anew`: what
    people quote is then the casebook's next number and not the row's id. `stamped` is the moment
    put where a moment of recording was blank; it becomes the moment the rows are written.
    """

    project: Row
    rows: dict[str, list[Row]]
    zone: ZoneInfo
    lists: Vocabulary
    sha256: str
    numbers: Mapping[str, Sequence[int]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    numbered_anew: bool = False
    stamped: datetime | None = None

    @property
    def tables(self) -> Tables:
        """The rows once more, with the place of every id."""
        rows: dict[str, list[Row | None]] = {name: [*some] for name, some in self.rows.items()}
        places = {name: {row["id"]: n for n, row in self.numbered(name)} for name in self.rows}
        return Tables(self.project, rows, places)

    def numbered(self, table: str) -> Iterator[tuple[int, Row]]:
        """Return the rows of a table, each with the number by which people find it."""
        rows = self.rows[table]
        return zip(self.numbers.get(table, range(1, len(rows) + 1)), rows, strict=True)


class Steps:
    """Reports progress now and then, and stops the run when asked to."""

    def __init__(
        self,
        progress: Progress | None,
        key: str,
        first: float = 0.0,
        last: float = 1.0,
        every: int = _EVERY,
    ) -> None:
        self._progress = progress
        self._every = every
        self._words = say(f"exchange.progress.{key}")
        self._first, self._width = first, last - first
        self._count = 0

    def step(self, part: float) -> None:
        """Note one more row; `part` of this stretch is done, 0 to 1.

        Raises: `Cancelled` when the one who is told does not want to go on.
        """
        self._count += 1
        if self._progress is None or (self._count - 1) % self._every:
            return
        if not self._progress(self._first + self._width * part, self._words):
            raise Cancelled


def read_and_check(
    data: bytes | Path,
    lists: Vocabulary,
    now: datetime,
    progress: Progress | None = None,
    by: str = "",
) -> Checked:
    """Read a file in the exchange format, JSON or workbook, and check all of it.

    `lists` are those of the casebook it is meant for, `by` is whoever imports. Nothing is written
    anywhere. Raises: `ExchangeRefused` with every problem found; `Cancelled`; `NoSuchFile`,
    `NoPermission`.
    """
    raw = reading.load(data)
    named = data.suffix.lower() if isinstance(data, Path) else ""
    if named in archive.ENDINGS or archive.looks_like(raw):
        return _check_book(raw, lists, now, progress, by)
    out = Findings()
    top = _survey(raw, out, Steps(progress, "reading", 0.0, 0.3))
    zone = _zone(top.project)
    ground = Ground(lists, _areas(top.project), now, _today(now, zone))
    tables = _check_rows(raw, top, ground, out, Steps(progress, "checking", 0.3, 0.8))
    _check_rules(tables, Rules(tables, lists, zone, out), Steps(progress, "comparing", 0.8, 1.0))
    out.refuse(lists)
    assert zone is not None  # noqa: S101 - an unknown zone was refused with the project
    return Checked(tables.project, _standing(tables), zone, lists, reading.fingerprint(raw))


def _standing(tables: Tables) -> dict[str, list[Row]]:
    return {name: [row for row in some if row is not None] for name, some in tables.rows.items()}


def _check_book(
    raw: bytes, lists: Vocabulary, now: datetime, progress: Progress | None, by: str
) -> Checked:
    """Check a workbook; its rows keep the numbers they have in their sheets."""
    opened = archive.Archive(raw)
    out = Findings()
    book = BookReader(opened, out, now, by)
    out.moved = book.places.move
    steps = Steps(progress, "reading", 0.0, 0.7)
    book.told = lambda: steps.step(book.share)
    project = book.project()
    zone = _zone(project or {})
    book.use(Calendar(opened.from_1904, zone))
    checker = RowChecker(Ground(lists, _areas(project or {}), now, _today(now, zone)), out)
    tables = Tables(checker.project(project) if project is not None else {})
    for name, rows in tables.rows.items():
        for number, row in book.table(name):
            rows.extend([None] * (number - 1 - len(rows)))
            checker.take(tables, name, number, row)
    _check_rules(tables, Rules(tables, lists, zone, out), Steps(progress, "comparing", 0.7, 1.0))
    out.refuse(lists)
    assert zone is not None  # noqa: S101 - an unknown zone was refused with the project
    numbers = {
        name: [n for n, row in enumerate(some, 1) if row is not None]
        for name, some in tables.rows.items()
    }
    return Checked(
        tables.project,
        _standing(tables),
        zone,
        lists,
        reading.fingerprint(raw),
        numbers,
        tuple(book.hidden),
        stamped=now.replace(microsecond=0),
    )


def _survey(raw: bytes, out: Findings, steps: Steps) -> reading.Top:
    for met in reading.survey(raw, out):
        if isinstance(met, reading.Top):
            return met
        steps.step(met)
    msg = "a survey ends with its top"
    raise AssertionError(msg)


def _zone(project: dict[str, Any]) -> ZoneInfo | None:
    name = project.get("timezone")
    return ZoneInfo(name) if isinstance(name, str) and name in zone_names() else None


def _today(now: datetime, zone: ZoneInfo | None) -> date:
    """Return the project's day, without a known zone the latest day anywhere on earth."""
    return now.astimezone(zone).date() if zone else (now + _FURTHEST_EAST).date()


def _areas(project: dict[str, Any]) -> frozenset[str] | None:
    areas = project.get("areas")
    if not isinstance(areas, list):
        return None
    return frozenset(area for area in areas if isinstance(area, str))


def _check_rows(
    raw: bytes, top: reading.Top, ground: Ground, out: Findings, steps: Steps
) -> Tables:
    checker = RowChecker(ground, out)
    tables = Tables(checker.project(top.project) if top.usable else {})
    done: set[str] = set()
    for member, part in reading.members(reading.check_encoding(raw)):
        if member.number == 0:
            twice = member.name in done
            done.add(member.name)
        elif member.number > 0 and member.name in TABLES and not twice:
            checker.take(tables, member.name, member.number, member.value)
            steps.step(part)
    return tables


def _check_rules(tables: Tables, rules: Rules, steps: Steps) -> None:
    total = sum(map(len, tables.rows.values())) or 1
    for done, _ in enumerate(rules.check()):
        steps.step(done / total)
