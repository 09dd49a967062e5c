"""The rows of a sheet as rows of the exchange format, and what of them does not fit."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from models.types import moment_text
from outreach_app.exchange.book.meaning import local_moment
from outreach_app.exchange.moving_in import dates, guessing, numbers, targets
from outreach_app.exchange.moving_in.guessing import shown, simple
from outreach_app.exchange.moving_in.knowing import Rows
from outreach_app.exchange.moving_in.matching import (
    EACH,
    NEW,
    NEW_AREA,
    NOBODY,
    Fitted,
    Ground,
    Matching,
    Trouble,
    ValueChoice,
)
from outreach_app.exchange.moving_in.naming import Namer, Said, key, met, named, new_id
from outreach_app.exchange.moving_in.spreadsheet import Fault, Line, Table, Value
from outreach_app.exchange.moving_in.targets import GIVEN, SUPPLY, Target
from outreach_app.words import say

Raw = dict[str, Any]
_NOON: Final = 12 * 60
_EXAMPLES: Final = 4
_LONG_AGO: Final = 60  # years: no project is older


def fit(table: Table, matching: Matching, ground: Ground) -> Fitted:
    """Read every row of a sheet below its headings."""
    return _Fitting(table, matching, ground).run()


class _Fitting:
    def __init__(self, table: Table, matching: Matching, ground: Ground) -> None:
        self._matching = matching
        self._ground = ground
        self._headings = guessing.headings(table, matching.heading)
        self._lines = [line for line in table.lines if line.number > matching.heading]
        self._above = tuple(x.number for x in table.lines if x.number < matching.heading)
        self._targets = {each.name: each for each in targets.of(matching.kind, ground.lists)}
        filled = {*matching.columns, *(name for name, code in matching.whole.items() if code)}
        self._asked = [x for x in self._targets.values() if x.needed or x.name in filled]
        self._ids = Rows(matching.kind, self._headings, ground.taken)
        self._several: frozenset[str] = frozenset()
        self._namer = self._met_names()
        self._today = ground.now.astimezone(ground.zone).date()
        self._troubles: list[Trouble] = []
        self._values: Counter[tuple[str, str]] = Counter()
        self._said: dict[tuple[str, str], str] = {}
        self._codes: dict[tuple[str, str], str | None] = {}
        self._dates: list[str] = []
        self._ways: dict[str, str] = {}
        self._before: set[int] = set()
        self._nothing: list[int] = []
        self._days: list[date] = []
        self._clocks = dates.Clocks(matching.order)
        self._persons: dict[str, tuple[int, Raw]] = {}
        self._rows: list[tuple[int, Raw]] = []
        self._known: set[str] = set()
        self._areas: list[str] = []
        self._same = self._unnamed = 0
        self._number, self._fine, self._told = 0, True, set[str]()

    def run(self) -> Fitted:
        columns = self._matching.columns
        for line in self._lines:
            self._number, self._fine, self._told = line.number, True, set[str]()
            # Rows left out are counted among those that say the same, or the next would be them.
            id_, before = self._ids.id(line, columns, self._targets, self._matching.order)
            if line.number in self._matching.without:
                continue
            if not self._matching.meets(line.values):
                self._nothing.append(line.number)
                continue
            raw = self._row(line, id_, before=before)
            if raw is not None and self._fine:
                self._rows.append((line.number, raw))
        kind = self._matching.kind
        tables = {str(kind): tuple(self._rows)}
        if kind != "persons":
            tables["persons"] = tuple(self._persons.values())
        return Fitted(
            rows=len(self._rows),
            same=self._same,
            troubles=tuple(self._troubles),
            values=self._choices(),
            names=self._namer.choices(),
            dates=tuple(dict.fromkeys(self._dates)),
            unmatched=self._matching.unmatched(self._headings),
            tables=tables,
            known=frozenset(self._known),
            areas=tuple(dict.fromkeys(self._areas)),
            mixed=tuple(self._ways.values()) if len(self._ways) > 1 else (),
            before=frozenset(self._before),
            nothing=tuple(self._nothing),
            above=self._above,
            unnamed=self._unnamed,
            first=min(self._days, default=None),
            last=max(self._days, default=None),
        )

    def _met_names(self) -> Namer:
        """Go through the names once: how each is spelt first, which stand over several rows."""
        rows_are_people = self._matching.kind == "persons"
        at = self._matching.columns.get("alias" if rows_are_people else "who")
        lines = (each for each in self._lines if each.number not in self._matching.without)
        spelt, counts = met(lines, at)
        if rows_are_people:
            self._several = frozenset(name for name, count in counts.items() if count > 1)
        return Namer(self._ground.people, self._matching.people, spelt, self._several)

    def _choices(self) -> tuple[ValueChoice, ...]:
        found = [
            ValueChoice(target, self._said[target, words], count, self._codes[target, words])
            for (target, words), count in self._values.items()
        ]
        return tuple(sorted(found, key=lambda each: (each.code is not None, each.target)))

    def _trouble(self, name: str, why: str, **data: object) -> None:
        self._fine = False
        if name in self._told:  # one reason for one cell
            return
        self._told.add(name)
        column = self._matching.columns.get(name)
        heading = self._targets[name].label if column is None else shown(self._headings, column)
        self._troubles.append(Trouble(self._number, heading, say(f"moving_in.why.{why}", **data)))

    def _raw_cell(self, line: Line, name: str) -> Value:
        column = self._matching.columns.get(name)
        return line.values[column] if column is not None and column < len(line.values) else ""

    def _cell(self, line: Line, name: str) -> Value:
        """Return what stands there; what cannot be read was said, and the rest is looked at."""
        value = self._raw_cell(line, name)
        return "" if isinstance(value, Fault) else value

    def _row(self, line: Line, id_: str, *, before: bool) -> Raw | None:
        if before:
            self._before.add(line.number)
            self._troubles.append(Trouble(self._number, "", say("moving_in.why.before")))
            return None
        for name in self._matching.columns:
            value = self._raw_cell(line, name)
            if isinstance(value, Fault) and name in self._targets:
                self._trouble(name, value.why, value=value.shown)
        raw: Raw = {"id": id_}
        for target in self._asked:
            if target.name == GIVEN:
                self._given(line, target, raw)
            elif target.sort in {"code", "area"}:
                self._put(raw, target.path, self._code(line, target))
            elif target.sort == "text":
                self._put(raw, target.path, self._text(line, target))
            elif target.sort == "whole":
                self._count(line, target, raw)
        finish = {
            "contacts": self._contact,
            "persons": self._person,
            "incidents": self._incident,
            "needs": self._need,
        }[self._matching.kind]
        return raw if finish(line, raw) else None

    @staticmethod
    def _put(raw: Raw, path: tuple[str, ...], value: object) -> None:
        if value is None or value in ("", []):
            return
        for name in path[:-1]:
            raw = raw.setdefault(name, {})
        raw[path[-1]] = value

    # values

    def _text(self, line: Line, target: Target) -> str | None:
        value = self._cell(line, target.name)
        if dates.unknown(value):
            return None
        text = numbers.as_text(value)
        if target.name == "phone":
            found = numbers.telephone(text)
            if found is None:
                self._trouble(target.name, "phone_cut", value=text)
            return found
        return text

    def _code(self, line: Line, target: Target) -> object:
        value = self._cell(line, target.name)
        if dates.unknown(value):
            answer = self._matching.whole.get(target.name)
            if answer:
                return [answer] if target.many else answer
            if target.needed:
                self._trouble(target.name, "needed")
            return None
        parts = numbers.parts(value) if target.many else [numbers.as_text(value)]
        codes = [self._one(target, part) for part in parts]
        found = list(dict.fromkeys(code for code in codes if code))
        if not found and target.needed and self._fine:
            self._trouble(target.name, "needed")
        return found if target.many else (found[0] if found else None)

    def _one(self, target: Target, value: str) -> str:
        said = (target.name, simple(value) or value)
        self._values[said] += 1
        self._said.setdefault(said, value)
        if said not in self._codes:
            decided = self._matching.values.get(target.name, {}).get(said[1])
            self._codes[said] = (
                guessing.meaning(value, target, self._ground.lists) if decided is None else decided
            )
        code = self._codes[said]
        if code is None:
            self._trouble(target.name, "unmatched", value=value)
            return ""
        if code.startswith(NEW_AREA):
            code = code.removeprefix(NEW_AREA)
            self._areas += [code] if code not in self._ground.project["areas"] else []
        return code

    def _given(self, line: Line, target: Target, raw: Raw) -> None:
        """Read several things in one cell; one of each where no number stands beside it."""
        value = self._cell(line, target.name)
        for word, many in map(
            numbers.counted, () if dates.unknown(value) else numbers.parts(value)
        ):
            code = self._one(target, word)
            if code and many:
                given = raw.setdefault("supplies", {})
                given[code] = given.get(code, 0) + many

    def _count(self, line: Line, target: Target, raw: Raw) -> None:
        value = self._cell(line, target.name)
        if dates.unknown(value):
            return
        number = (numbers.minutes if target.name == "minutes" else numbers.whole)(value)
        if number is None:
            said = self._one(target, numbers.as_text(value))  # “lots”, a tick: somebody says
            number = int(said) if said else None
        if number is None:
            return
        if target.name.startswith(SUPPLY):
            if number:
                given = raw.setdefault("supplies", {})
                given[target.of] = given.get(target.of, 0) + number
        else:
            raw[target.path[0]] = number

    def _day(self, line: Line, name: str) -> dates.Day | None:
        value = self._cell(line, name)
        if dates.unknown(value):
            return None
        if dates.ambiguous(value) and len(self._dates) < _EXAMPLES:
            self._dates.append(str(value))
        if (way := dates.only(value)) is not None:
            self._ways.setdefault(way, str(value))
        found = dates.day_of(value, self._matching.order)
        if found is None:
            self._trouble(name, dates.why_not(value), value=numbers.as_text(value))
        elif found.day > self._today:
            self._trouble(name, "to_come", value=numbers.as_text(value))
        elif found.day.year < self._today.year - _LONG_AGO:
            self._trouble(name, "long_ago", value=numbers.as_text(value))
        else:
            self._days.append(found.day)
        if (
            found is not None
            and found.minutes == 0
            and not self._clocks.stand(name, (self._cell(each, name) for each in self._lines))
        ):
            return replace(found, minutes=None)
        return found

    def _full_day(self, line: Line, name: str) -> dates.Day | None:
        found = self._day(line, name)
        if found is not None and found.precision != "day":
            self._trouble(name, "not_full_day", value=numbers.as_text(self._cell(line, name)))
            return None
        return found

    def _moment(self, day: dates.Day, minutes: int | None, name: str) -> str | None:
        """Return the moment; without a time of day noon, which is inside the day everywhere."""
        given = minutes if minutes is not None else day.minutes
        local = datetime.combine(day.day, time()) + timedelta(
            minutes=_NOON if given is None else given
        )
        moment = local_moment(local, self._ground.zone)
        if moment is None:
            self._trouble(name, "clock_changed")
            return None
        if given is None and day.day == self._today:
            moment = min(moment, self._ground.now.replace(microsecond=0))
        return moment_text(moment.astimezone(UTC))

    def _needed_day(self, line: Line, name: str) -> dates.Day | None:
        found = self._full_day(line, name)
        if found is None and dates.unknown(self._cell(line, name)):
            self._trouble(name, "needed")
        return found

    # people

    def _who(self, line: Line, raw: Raw, name: str = "who") -> None:
        who = named(self._cell(line, name))
        said = self._namer.said(who) if who else Said(NOBODY, "")
        if said.choice == NOBODY:
            self._unnamed += 1
            if self._targets[name].needed:
                self._trouble(name, "needed")
        elif not said.choice:
            self._trouble(name, "who", value=who)
        elif said.choice in {NEW, EACH}:
            id_ = new_id(said.name, self._ground.now)
            self._persons.setdefault(id_, (self._number, {"id": id_, "alias": said.name}))
            raw["person_id"] = id_
        else:
            raw["person_id"] = said.choice
            self._known.add(said.choice)

    # kinds

    def _contact(self, line: Line, raw: Raw) -> bool:
        self._who(line, raw)
        day = self._needed_day(line, "day")
        if day is None:
            return False
        clock = self._cell(line, "time")
        minutes = None if dates.unknown(clock) else dates.minutes_of(clock)
        if minutes is None and not dates.unknown(clock):
            self._trouble("time", "no_time", value=numbers.as_text(clock))
        raw["started_at"] = self._moment(day, minutes, "time")
        raw["recorded_at"] = moment_text(self._ground.now)
        raw["recorded_by"] = self._ground.by
        return True

    def _person(self, line: Line, raw: Raw) -> bool:
        alias = named(self._cell(line, "alias"))
        if not alias:
            self._trouble("alias", "needed")
            return False
        said = self._namer.said(alias)
        if not said.choice:
            why = "who_twice" if key(alias) in self._several else "who"
            self._trouble("alias", why, value=alias)
            return False
        words = key(said.name)
        if said.choice == NOBODY:
            self._nothing.append(self._number)
            return False
        if said.choice not in {NEW, EACH} or (said.choice == NEW and words in self._persons):
            self._same += 1
            return False
        self._persons[words] = (self._number, raw)
        raw["alias"] = alias if said.choice == EACH else said.name
        first, last = (self._full_day(line, name) for name in ("first_seen", "last_seen"))
        if first or last:
            raw["first_contact_before"] = (first or last).day.isoformat()  # type: ignore[union-attr]
            raw["last_contact_before"] = (last or first).day.isoformat()  # type: ignore[union-attr]
        return True

    def _incident(self, line: Line, raw: Raw) -> bool:
        self._who(line, raw)
        happened = self._day(line, "happened")
        told = self._full_day(line, "told")
        if happened is not None:
            raw["occurred_on"] = happened.day.isoformat()
            raw["occurred_precision"] = happened.precision
        counted = told or (happened if happened and happened.precision == "day" else None)
        if counted is None:
            if self._fine:
                self._trouble("told", "needed")
            return False
        minutes = None if told else _NOON if counted.minutes is None else counted.minutes
        late = counted.day == self._today
        raw["disclosed_at"] = self._moment(counted, None if late else minutes, "told")
        raw["recorded_at"] = moment_text(self._ground.now)
        if "perpetrator" in raw:
            raw["perpetrators"] = [raw.pop("perpetrator")]
        return True

    def _need(self, line: Line, raw: Raw) -> bool:
        self._who(line, raw)
        day = self._needed_day(line, "identified")
        if day is None:
            return False
        now = moment_text(self._ground.now)
        raw |= {"identified_on": day.day.isoformat(), "recorded_at": now}
        status = raw.pop("status", None)
        on = self._full_day(line, "status_day") or day
        if status:
            event = {"on": on.day.isoformat(), "status": status, "recorded_at": now}
            raw["status_events"] = [event]
        return True
