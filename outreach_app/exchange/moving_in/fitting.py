"""The rows of a sheet as rows of the exchange format, and what of them does not fit."""

import hashlib
import re
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from models.types import moment_text
from outreach_app.exchange.book.meaning import local_moment
from outreach_app.exchange.moving_in import dates, guessing, targets
from outreach_app.exchange.moving_in.guessing import simple
from outreach_app.exchange.moving_in.matching import (
    EACH,
    NEW,
    NEW_AREA,
    Fitted,
    Ground,
    Matching,
    Trouble,
    ValueChoice,
)
from outreach_app.exchange.moving_in.naming import Namer, named
from outreach_app.exchange.moving_in.spreadsheet import Line, Table, Value
from outreach_app.exchange.moving_in.targets import SUPPLY, Target
from outreach_app.words import say

Raw = dict[str, Any]
_NOON: Final = 12 * 60
_PARTS: Final = re.compile(r"[;,/|\n]")
_AREA: Final = re.compile(r"[a-z][a-z0-9_]{0,29}")
_EXAMPLES: Final = 4
_WITHOUT_NOUGHT: Final = 10  # digits of a British number without its first


def fit(table: Table, matching: Matching, ground: Ground) -> Fitted:
    """Read every row of a sheet below its headings."""
    return _Fitting(table, matching, ground).run()


class _Fitting:
    def __init__(self, table: Table, matching: Matching, ground: Ground) -> None:
        self._matching = matching
        self._ground = ground
        self._headings = guessing.headings(table, matching.heading)
        self._lines = [
            line
            for line in table.lines
            if line.number > matching.heading and line.number not in matching.without
        ]
        self._targets = {each.name: each for each in targets.of(matching.kind, ground.lists)}
        self._namer = Namer(ground.people, matching.people)
        self._troubles: list[Trouble] = []
        self._values: Counter[tuple[str, str]] = Counter()
        self._said: dict[tuple[str, str], str] = {}
        self._codes: dict[tuple[str, str], str | None] = {}
        self._dates: list[str] = []
        self._met: Counter[str] = Counter()
        self._persons: dict[str, tuple[int, Raw]] = {}
        self._rows: list[tuple[int, Raw]] = []
        self._known: set[str] = set()
        self._areas: list[str] = []
        self._same = 0
        self._number = 0
        self._fine = True

    def run(self) -> Fitted:
        for line in self._lines:
            self._number, self._fine = line.number, True
            raw = self._row(line)
            if raw is not None and self._fine:
                self._rows.append((line.number, raw))
        kind = self._matching.kind
        tables = {str(kind): tuple(self._rows)}
        if kind != "persons":
            tables["persons"] = tuple(self._persons.values())
        used = set(self._matching.columns.values())
        return Fitted(
            rows=len(self._rows),
            same=self._same,
            troubles=tuple(self._troubles),
            values=self._choices(),
            names=self._namer.choices(),
            dates=tuple(dict.fromkeys(self._dates)),
            unmatched=tuple(h for n, h in enumerate(self._headings) if n not in used and h),
            tables=tables,
            known=frozenset(self._known),
            areas=tuple(dict.fromkeys(self._areas)),
        )

    def _choices(self) -> tuple[ValueChoice, ...]:
        found = [
            ValueChoice(target, self._said[target, words], count, self._codes[target, words])
            for (target, words), count in self._values.items()
        ]
        return tuple(sorted(found, key=lambda each: (each.code is not None, each.target)))

    def _trouble(self, name: str, why: str, **data: object) -> None:
        column = self._matching.columns.get(name)
        heading = self._headings[column] if column is not None else self._targets[name].label
        self._troubles.append(Trouble(self._number, heading, say(f"moving_in.why.{why}", **data)))
        self._fine = False

    def _cell(self, line: Line, name: str) -> Value:
        column = self._matching.columns.get(name)
        return line.values[column] if column is not None and column < len(line.values) else ""

    def _row(self, line: Line) -> Raw | None:
        id_ = self._id(line)
        raw: Raw = {"id": id_}
        if id_ in self._ground.taken:
            self._troubles.append(Trouble(self._number, "", say("moving_in.why.before")))
            self._fine = False
        for target in self._targets.values():
            if target.sort in {"code", "area"}:
                self._put(raw, target.path, self._code(line, target))
            elif target.sort == "text":
                value = self._cell(line, target.name)
                if not dates.unknown(value):
                    self._put(raw, target.path, _words(value, phone=target.name == "phone"))
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

    def _id(self, line: Line) -> str:
        """Make an id out of what the row says: the same row is known again when it comes again."""
        used = sorted(self._matching.columns.items())
        words = [f"{name}={simple(self._cell(line, name))}" for name, _ in used]
        text = "\x1f".join((self._matching.kind, *words))
        self._met[text] += 1
        digest = hashlib.sha256(f"{text}\x1f{self._met[text]}".encode()).hexdigest()
        return f"M{digest[:24]}"

    # values

    def _code(self, line: Line, target: Target) -> object:
        value = self._cell(line, target.name)
        if dates.unknown(value):
            answer = self._matching.whole.get(target.name)
            if answer:
                return [answer] if target.many else answer
            if target.needed:
                self._trouble(target.name, "needed")
            return None
        words = str(value)
        parts = _PARTS.split(words) if target.many else [words]
        codes = [self._one(target, part.strip()) for part in parts if part.strip()]
        found = list(dict.fromkeys(code for code in codes if code))
        if not found and target.needed and self._fine:
            self._trouble(target.name, "needed")
        return found if target.many else (found[0] if found else None)

    def _one(self, target: Target, value: str) -> str:
        key = (target.name, simple(value) or value)
        self._values[key] += 1
        self._said.setdefault(key, value)
        if key not in self._codes:
            decided = self._matching.values.get(target.name, {}).get(key[1])
            self._codes[key] = self._guess(target, value) if decided is None else decided
        code = self._codes[key]
        if code is None:
            self._trouble(target.name, "unmatched", value=value)
            return ""
        if code.startswith(NEW_AREA):
            code = code.removeprefix(NEW_AREA)
            self._areas.append(code)
        return code

    def _guess(self, target: Target, value: str) -> str | None:
        code = guessing.code_for(value, target, self._ground.lists)
        if code or target.sort != "area":
            return code or None
        slug = simple(value).replace(" ", "_").replace("+", "")
        return NEW_AREA + slug if _AREA.fullmatch(slug) else None

    def _count(self, line: Line, target: Target, raw: Raw) -> None:
        value = self._cell(line, target.name)
        if dates.unknown(value):
            return
        number = _whole(value)
        if number is None:
            self._trouble(target.name, "not_whole", value=str(value))
        elif target.name.startswith(SUPPLY):
            if number:
                raw.setdefault("supplies", {})[target.of] = number
        else:
            raw[target.path[0]] = number

    def _day(self, line: Line, name: str) -> dates.Day | None:
        value = self._cell(line, name)
        if dates.unknown(value):
            return None
        if dates.ambiguous(value) and len(self._dates) < _EXAMPLES:
            self._dates.append(str(value))
        found = dates.day_of(value, self._matching.order)
        if found is None:
            self._trouble(name, "no_day", value=as_text(value))
        return found

    def _full_day(self, line: Line, name: str) -> dates.Day | None:
        found = self._day(line, name)
        if found is not None and found.precision != "day":
            self._trouble(name, "not_full_day", value=as_text(self._cell(line, name)))
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
        today = self._ground.now.astimezone(self._ground.zone).date()
        if given is None and day.day == today:
            moment = min(moment, self._ground.now.replace(microsecond=0))
        return moment_text(moment.astimezone(UTC))

    # people

    def _who(self, line: Line, raw: Raw, name: str = "who") -> None:
        who = named(self._cell(line, name))
        if not who:
            if self._targets[name].needed:
                self._trouble(name, "needed")
            return
        choice = self._namer.choice(who)
        if not choice:
            self._trouble(name, "who", value=who)
        elif choice == NEW:
            words = simple(who)
            digest = hashlib.sha256(f"person\x1f{words}".encode()).hexdigest()
            id_ = f"P{digest[:24]}-{self._ground.now:%y%m%d%H%M%S}"
            self._persons.setdefault(id_, (self._number, {"id": id_, "alias": who}))
            raw["person_id"] = id_
        else:
            raw["person_id"] = choice
            self._known.add(choice)

    # kinds

    def _contact(self, line: Line, raw: Raw) -> bool:
        self._who(line, raw)
        day = self._full_day(line, "day")
        if day is None:
            if self._fine:
                self._trouble("day", "needed")
            return False
        clock = self._cell(line, "time")
        minutes = None if dates.unknown(clock) else dates.minutes_of(clock)
        if minutes is None and not dates.unknown(clock):
            self._trouble("time", "no_time", value=as_text(clock))
        raw["started_at"] = self._moment(day, minutes, "time")
        raw["recorded_at"] = moment_text(self._ground.now)
        raw["recorded_by"] = self._ground.by
        return True

    def _person(self, line: Line, raw: Raw) -> bool:
        alias = named(self._cell(line, "alias"))
        if not alias:
            self._trouble("alias", "needed")
            return False
        choice = self._namer.choice(alias)
        if not choice:
            self._trouble("alias", "who", value=alias)
        words = simple(alias)
        again = words in self._persons
        if choice not in {NEW, EACH, ""} or (choice == NEW and again):
            self._same += 1
            return False
        self._persons[words] = (self._number, raw)
        raw["alias"] = alias
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
        late = counted.day == self._ground.now.astimezone(self._ground.zone).date()
        raw["disclosed_at"] = self._moment(counted, None if late else minutes, "told")
        raw["recorded_at"] = moment_text(self._ground.now)
        if "perpetrator" in raw:
            raw["perpetrators"] = [raw.pop("perpetrator")]
        return True

    def _need(self, line: Line, raw: Raw) -> bool:
        self._who(line, raw)
        day = self._full_day(line, "identified")
        if day is None:
            if self._fine:
                self._trouble("identified", "needed")
            return False
        now = moment_text(self._ground.now)
        raw |= {"identified_on": day.day.isoformat(), "recorded_at": now}
        status = raw.pop("status", None)
        on = self._full_day(line, "status_day") or day
        if status:
            event = {"on": on.day.isoformat(), "status": status, "recorded_at": now}
            raw["status_events"] = [event]
        return True


def _words(value: Value, *, phone: bool) -> str:
    if isinstance(value, dates.Stamp):
        return as_text(value)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        digits = str(int(value))
        # A number cell drops the nought every number here begins with.
        return f"0{digits}" if phone and len(digits) == _WITHOUT_NOUGHT else digits
    return str(value)


def as_text(value: Value) -> str:
    """Write a value as it is read by people here, days first."""
    if isinstance(value, dates.Stamp):
        return value.at.strftime("%d/%m/%Y %H:%M" if value.clock else "%d/%m/%Y")
    return str(value)


def _whole(value: Value) -> int | None:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 10**9 else None
    text = str(value).strip()
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 9 else None
