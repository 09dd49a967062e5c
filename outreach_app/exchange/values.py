"""One JSON value of one kind: is it well formed, and what does it mean.

Every check returns the value as the program keeps it (a moment in UTC, a day, a code) or `BAD`,
after telling `Findings` why. Source: the exchange format, part 3.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from models.types import moment_text
from outreach_app.exchange.fields import Field
from outreach_app.exchange.problems import Findings, shown
from outreach_app.exchange.reading import expected
from outreach_app.vocabulary import STANDING_AREAS, Vocabulary

BAD: Final = object()  # a field that is there and cannot be used
Check = Callable[[Any, str], Any]

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_STAFF: Final = re.compile(r"[A-Za-z0-9_-]{1,20}")
_AREA: Final = re.compile(r"[a-z][a-z0-9_]{0,29}")
_TIME: Final = re.compile(
    r"([0-9]{4})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(Z|[+-][0-9]{2}:[0-5][0-9])?"
)
_DAY: Final = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}")
_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_LONG: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
_LINES_FROM: Final = 20_000  # texts that may be this long may hold line breaks and tabs
_MOST_POUNDS: Final = Decimal("9999999999.99")  # what the casebook's own column holds
_PENNY: Final = Decimal("0.01")


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all time zones this computer knows."""
    return frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class Ground:
    """What values are checked against: lists, areas of the file (None: not known), now, today."""

    lists: Vocabulary
    areas: frozenset[str] | None
    now: datetime
    today: date


class Values:
    """Makes the check for each field."""

    def __init__(self, ground: Ground, out: Findings) -> None:
        self._ground = ground
        self._out = out
        self._same: dict[str, str] = {}
        areas = ground.areas
        self._areas = None if areas is None else areas | set(STANDING_AREAS)
        self._makers: Mapping[str, Callable[[Field], Check]] = {
            "id": lambda field: self._pattern(field, _ID),
            "ref": lambda field: self._pattern(field, _ID),
            "staff": lambda field: self._pattern(field, _STAFF),
            "area_name": lambda field: self._pattern(field, _AREA),
            "code": self._code,
            "area": self._area,
            "zone": self._zone,
            "text": self._text,
            "feature": self._feature,
            "whole": self._whole,
            "money": self._money,
            "flag": self._flag,
            "time": self._time,
            "date": self._date,
            "month": self._month,
        }

    def check(self, field: Field) -> Check:
        """Return the check for one value of `field`."""
        return self._makers[field.kind](field)

    def _string(self, kind: str, value: object, path: str) -> bool:
        if not isinstance(value, str):
            self._out.add("E-TYPE", path, "type", expected=expected(kind))
            return False
        if not value:
            self._out.add("E-EMPTY", path, "empty")
            return False
        return True

    def _pattern(self, field: Field, pattern: re.Pattern[str]) -> Check:
        same = self._same

        def check(value: Any, path: str) -> Any:
            if type(value) is str and pattern.fullmatch(value):
                return same.setdefault(value, value) if field.kind != "id" else value
            if self._string(field.kind, value, path):
                self._out.add("E-TYPE", path, "type", expected=expected(field.kind))
            return BAD

        return check

    def _code(self, field: Field) -> Check:
        entries = self._ground.lists[field.of].codes() if field.of else field.only
        allowed = {code: code for code in field.only or entries}
        words = ", ".join(field.only)

        def check(value: Any, path: str) -> Any:
            code = allowed.get(value) if type(value) is str else None
            if code is not None:
                return code
            if self._string("code", value, path):
                self._unknown(value, path, field, words)
            return BAD

        return check

    def _unknown(self, value: str, path: str, field: Field, words: str) -> None:
        if words:
            self._out.add(
                "E-CODE", path, "code_words",
                value=shown(value), raw=value, words=words, among=field.only,
            )  # fmt: skip
        else:
            self._out.add("E-CODE", path, "code_list", value=shown(value), raw=value, list=field.of)

    def _area(self, field: Field) -> Check:
        areas = self._areas
        same = {code: code for code in areas or ()}

        def check(value: Any, path: str) -> Any:
            if not self._string(field.kind, value, path):
                return BAD
            if areas is None or value in areas:
                return same.get(value, value)
            self._out.add("E-CODE", path, "code_area", value=shown(value), raw=value, among=areas)
            return BAD

        return check

    def _zone(self, field: Field) -> Check:
        def check(value: Any, path: str) -> Any:
            if not self._string(field.kind, value, path):
                return BAD
            if value in zone_names():
                return value
            self._out.add(
                "E-CODE", path, "code_zone", value=shown(value), raw=value, among=zone_names()
            )
            return BAD

        return check

    def _text(self, field: Field) -> Check:
        unwanted = _CONTROL_LONG if field.longest >= _LINES_FROM else _CONTROL

        def check(value: Any, path: str) -> Any:
            if not self._string("text", value, path):
                return BAD
            if met := unwanted.search(value):
                self._out.add("E-TYPE", path, "type_control", place=met.start() + 1)
                return BAD
            if field.many and ";" in value:
                self._out.add("E-TYPE", path, "type_semicolon", place=value.index(";") + 1)
                return BAD
            if field.longest and len(value) > field.longest:
                self._out.add("E-LIMIT", path, "limit", length=len(value), limit=field.longest)
                return BAD
            return value

        return check

    def _feature(self, field: Field) -> Check:
        kinds = self._ground.lists[field.of]
        text = self._text(field)

        def check(value: Any, path: str) -> Any:
            if text(value, path) is BAD:
                return BAD
            kind, colon, words = value.partition(":")
            if kind not in kinds:
                self._unknown(kind, path, field, "")
                return BAD
            if colon and not (words.startswith(" ") and words.strip()):
                self._out.add("E-TYPE", path, "type", expected=expected("feature"))
                return BAD
            return value

        return check

    def _whole(self, field: Field) -> Check:
        def check(value: Any, path: str) -> Any:
            if type(value) is int and field.lowest <= value <= field.highest:
                return value
            whole = type(value) is int or (type(value) is Decimal and _is_long_whole(value))
            if whole:
                self._out.add(
                    "E-RANGE", path, "range",
                    value=shown(value), lowest=field.lowest, highest=field.highest,
                )  # fmt: skip
            else:
                self._out.add("E-TYPE", path, "type", expected=expected("whole"))
            return BAD

        return check

    def _money(self, field: Field) -> Check:
        def check(value: Any, path: str) -> Any:
            if type(value) not in {int, Decimal}:
                self._out.add("E-TYPE", path, "type", expected=expected(field.kind))
                return BAD
            pounds = Decimal(value)
            if not 0 <= pounds <= _MOST_POUNDS:
                self._out.add(
                    "E-RANGE", path, "range_money", value=shown(value), highest=_MOST_POUNDS
                )
                return BAD
            if pounds != pounds.quantize(_PENNY):
                self._out.add("E-TYPE", path, "type", expected=expected(field.kind))
                return BAD
            return pounds

        return check

    def _flag(self, field: Field) -> Check:
        def check(value: Any, path: str) -> Any:
            if type(value) is bool:
                return value
            self._out.add("E-TYPE", path, "type", expected=expected(field.kind))
            return BAD

        return check

    def _time(self, field: Field) -> Check:
        now = self._ground.now

        def check(value: Any, path: str) -> Any:
            met = _TIME.fullmatch(value) if type(value) is str else None
            moment = _moment(value, met)
            if met is None or moment is None:
                if self._string(field.kind, value, path):
                    self._out.add("E-DATE", path, "date_time")
                return BAD
            if met[2] is None:
                self._out.add("E-ZONE", path, "zone")
                return BAD
            if moment > now:
                self._later(moment_text(moment), path)
            return moment

        return check

    def _date(self, field: Field) -> Check:
        today = self._ground.today

        def check(value: Any, path: str) -> Any:
            met = _DAY.fullmatch(value) if type(value) is str else None
            try:
                day = date.fromisoformat(value) if met else None
            except ValueError:
                day = None
            if met is None or day is None or not _year(met):
                if self._string(field.kind, value, path):
                    self._out.add("E-DATE", path, "date")
                return BAD
            if day > today and not field.may_be_future:
                self._later(value, path)
            return day

        return check

    def _month(self, field: Field) -> Check:
        this = self._ground.today.isoformat()[:7]

        def check(value: Any, path: str) -> Any:
            met = _MONTH.fullmatch(value) if type(value) is str else None
            if met is None or not _year(met):
                if self._string(field.kind, value, path):
                    self._out.add("E-DATE", path, "date_month")
                return BAD
            if value > this:
                self._later(value, path)
            return value

        return check

    def _later(self, value: str, path: str) -> None:
        now = moment_text(self._ground.now)
        self._out.add("E-FUTURE", path, "future", value=value, now=now)


def _year(met: re.Match[str]) -> bool:
    return _FIRST_YEAR <= int(met[1]) <= _LAST_YEAR


def _is_long_whole(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return exponent == 0


def _moment(value: str, met: re.Match[str] | None) -> datetime | None:
    """Return the moment in UTC, a time without zone read as UTC just to see if it exists."""
    if met is None or not _year(met):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.astimezone(UTC) if met[2] else moment.replace(tzinfo=UTC)
