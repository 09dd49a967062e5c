"""A whole workbook as the rows of the format, and from which sheet and row each value came."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from models.types import moment_text
from outreach_app.exchange.book.archive import Archive, Leaf, broken
from outreach_app.exchange.book.cells import Cell, Line, Seen, column_letters, lines
from outreach_app.exchange.book.layout import (
    IGNORED,
    RECORDED,
    SHEETS,
    Column,
    Sheet,
    nested_in,
)
from outreach_app.exchange.book.meaning import Calendar, Meaning, plain
from outreach_app.exchange.problems import Findings, Problem, shown
from outreach_app.exchange.values import BAD

Raw = dict[str, Any]
_PART: Final = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(.+))?")
_MERGED_SHOWN: Final = 20


@dataclass(slots=True)
class Places:
    """In which row of which nested sheet the parts of a row stood."""

    rows: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    codes: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)

    def move(self, problem: Problem) -> Problem:
        """Return a problem at its sheet, row and column instead of its place in the JSON form."""
        if problem.table == "project":
            return replace(problem, row=max(problem.row, 2))
        met = _PART.fullmatch(problem.field)
        sheet = self._nested(problem.table, met[1]) if met else None
        if met is None:
            return problem
        if sheet is None:
            spread = problem.field.replace(".", "_") if met[3] else problem.field
            return replace(problem, field=spread)
        at = (sheet.name, problem.row)
        if met[2] and int(met[2]) <= len(self.rows.get(at, ())):
            row, column = self.rows[at][int(met[2]) - 1], (met[3] or "").replace(".", "_")
        elif met[3] and met[3].strip('"') in self.codes.get(at, ()):
            row = self.codes[at][met[3].strip('"')]
            column = "code" if problem.kind == "E-CODE" else "quantity"
        else:
            return replace(problem, table=sheet.name, row=0, id="", field="")
        return replace(problem, table=sheet.name, row=row, field=column)

    @staticmethod
    def _nested(table: str, name: str) -> Sheet | None:
        return next((s for s in nested_in(table) if s.inside == name), None)


@dataclass(slots=True)
class _Open:
    """A sheet being read: what reads each of its columns, and what every row lacks."""

    sheet: Sheet
    readers: dict[int, tuple[Column, Callable[[Cell, str], Any]]] = field(default_factory=dict)
    lacking: tuple[Column, ...] = ()


class BookReader:
    """Reads one workbook. `share` is how much of it was read, 0 to 1; `hidden` names sheets."""

    def __init__(self, archive: Archive, out: Findings, now: datetime, by: str) -> None:
        self._archive = archive
        self._out = out
        self._now = moment_text(now)
        self._by = by
        self._leaves = self._known_sheets()
        self._meaning = Meaning(Calendar(archive.from_1904, None), out)
        self._whole = sum(archive.size(leaf.part) for leaf in self._leaves.values()) or 1
        self._before = 0
        self._seen = Seen()
        self._part = ""
        self.places = Places()
        self.hidden: list[str] = []
        self.told: Callable[[], None] = lambda: None  # called for every row that was read

    @property
    def share(self) -> float:
        """How much of the workbook was read."""
        return (self._before + self._archive.size(self._part) * self._seen.done) / self._whole

    def _known_sheets(self) -> Mapping[str, Leaf]:
        found: dict[str, Leaf] = {}
        for leaf in self._archive.leaves:
            if leaf.name in IGNORED:
                continue
            if leaf.name in SHEETS and leaf.cells:
                found[leaf.name] = leaf
                continue
            self._out.at(shown(leaf.name)[1:-1])
            near = get_close_matches(leaf.name.strip()[:40], list(SHEETS), 1)
            self._out.add("E-TABLE", "", "sheet_unknown", **({"hint": near[0]} if near else {}))
        for name in SHEETS:
            if name not in found:
                self._out.at(name)
                self._out.add("E-TABLE", "", "sheet_missing")
        return found

    def use(self, calendar: Calendar) -> None:
        """Say, once it is known, in which zone clocks are read."""
        self._meaning = Meaning(calendar, self._out)

    def project(self) -> Raw | None:
        """Return the project's row, None when there is no such sheet."""
        if "project" not in self._leaves:
            return None
        found: Raw | None = None
        for number, raw in self._rows(SHEETS["project"]):
            if found is not None:
                self._out.at("project", number)
                self._out.add("E-TYPE", "", "sheet_one_row")
            else:
                found = raw
        return found or {}

    def table(self, name: str) -> Iterator[tuple[int, Raw]]:
        """Yield the rows of a table with their nested rows in them, each with its row number."""
        inner = {sheet: self._nested(sheet) for sheet in nested_in(name) if self._has(sheet)}
        if not self._has(SHEETS[name]):
            return
        met: set[str] = set()
        for number, raw in self._rows(SHEETS[name]):
            id_ = raw.get("id")
            if isinstance(id_, str) and id_ not in met:
                met.add(id_)
                for sheet, waiting in inner.items():
                    self._put(sheet, waiting.pop(id_, None), number, raw)
            yield number, raw
        for sheet, left in inner.items():
            for id_, some in left.items():
                for number, _ in some:
                    self._out.at(sheet.name, number)
                    parent = sheet.columns[0].name
                    self._out.add("E-REF", parent, "ref", value=shown(id_), target=name)

    def _has(self, sheet: Sheet) -> bool:
        return sheet.name in self._leaves

    def _put(self, sheet: Sheet, some: list[tuple[int, Raw]] | None, row: int, raw: Raw) -> None:
        """Put nested rows into the row they belong to, and keep where they stood."""
        if not some:
            return
        if not sheet.amounts:
            raw[sheet.inside] = [each for _, each in some]
            self.places.rows[sheet.name, row] = [number for number, _ in some]
            return
        held: Raw = {}
        where: dict[str, int] = {}
        for number, each in some:
            code = each.get("code", BAD)
            if code is BAD:
                continue
            if code in held:
                self._out.at(sheet.name, number)
                self._out.add("E-DUPKEY", "code", "dupkey", name=shown(code))
                continue
            held[code] = each.get("quantity", BAD)
            where[code] = number
        raw[sheet.inside] = held
        self.places.codes[sheet.name, row] = where

    def _nested(self, sheet: Sheet) -> dict[str, list[tuple[int, Raw]]]:
        found: dict[str, list[tuple[int, Raw]]] = {}
        parent = sheet.columns[0].name
        for number, raw in self._rows(sheet):
            id_ = raw.pop(parent, None)
            self._out.at(sheet.name, number)
            if id_ is None:
                self._out.add("E-MISSING", parent, "missing")
            for each in sheet.columns[1:] if sheet.amounts else ():
                if each.name not in raw:
                    self._out.add("E-MISSING", each.name, "missing")
            if isinstance(id_, str):
                found.setdefault(id_, []).append((number, raw))
        return found

    def _rows(self, sheet: Sheet) -> Iterator[tuple[int, Raw]]:
        leaf = self._leaves[sheet.name]
        self._seen, self._part = Seen(), leaf.part
        opened: _Open | None = None
        last = 0
        for line in lines(self._archive, leaf, self._seen):
            if line.number <= last:
                broken("damaged")
            last = line.number
            self.told()
            if opened is None:
                opened = self._headings(sheet, line if line.number == 1 else Line(1, []))
            if line.number > 1:
                raw = self._row(opened, line)
                if raw:
                    yield line.number, raw
        self._before += self._archive.size(leaf.part)
        self._part = ""
        self._out.at(sheet.name)
        for place in self._seen.merged[:_MERGED_SHOWN]:
            self._out.add("E-FORMULA", "", "merged", place=shown(place)[1:-1])
        if leaf.hidden or self._seen.hidden:
            self.hidden.append(sheet.name)

    def _headings(self, sheet: Sheet, line: Line) -> _Open:
        opened = _Open(sheet)
        out = self._out
        met: set[str] = set()
        for cell in line.cells:
            out.at(sheet.name, 1)
            if cell.kind in {"formula", "error"}:
                out.add("E-FORMULA", column_letters(cell.column), cell.kind)
                continue
            name = plain(cell.text)
            column = sheet.column(name)
            if column is None:
                near = get_close_matches(name[:40], [c.name for c in sheet.columns], 1)
                hint = {"hint": near[0]} if near else {}
                out.add("E-FIELD", shown(name)[1:-1], "column_unknown", **hint)
                opened.readers[cell.column] = _PASSED
            elif name in met:
                out.add("E-DUPKEY", name, "column_twice")
                opened.readers[cell.column] = _PASSED
            else:
                met.add(name)
                opened.readers[cell.column] = column, self._meaning.reader(column.field)
        opened.lacking = tuple(c for c in sheet.columns if c.required and c.name not in met)
        for column in opened.lacking:
            out.at(sheet.name, 1)
            out.add("E-MISSING", column.name, "column_missing")
        return opened

    def _row(self, opened: _Open, line: Line) -> Raw:
        sheet, out = opened.sheet, self._out
        raw: Raw = {}
        out.at(sheet.name, line.number)
        for cell in line.cells:
            known = opened.readers.get(cell.column)
            if known is None:
                out.add("E-FIELD", column_letters(cell.column), "no_heading")
                continue
            column, read = known
            if column is _NO_COLUMN:
                continue
            value = read(cell, column.name)
            if value in ("", []):
                continue
            if len(column.path) == 1:
                raw[column.name] = value
            else:
                box = raw
                for name in column.path[:-1]:
                    box = box.setdefault(name, {})
                box[column.path[-1]] = value
        if not sheet.inside and raw.keys() <= {"id"} and sheet.table != "project":
            return {}  # nothing but a number that was there beforehand
        for column in opened.lacking:
            raw[column.name] = BAD
        self._date_it(sheet, raw)
        return raw

    def _date_it(self, sheet: Sheet, raw: Raw) -> None:
        """Put the moment of the import where a moment of recording was left blank."""
        for column in sheet.columns:
            name = column.field.name
            if name in raw or len(column.path) > 1:
                continue
            if name == "recorded_at" and column.field.required:
                raw[name] = self._now
                if sheet.name == "contacts" and self._by:
                    raw.setdefault("recorded_by", self._by)
            elif name in RECORDED and RECORDED[name] in raw:
                raw[name] = self._now


_NO_COLUMN: Final = Column("", SHEETS["project"].columns[0].field, (), required=False)
_PASSED: Final = (_NO_COLUMN, lambda *_: None)
