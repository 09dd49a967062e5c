"""`Figures`: what statistics return. Screen, PDF and JSON are all written from this one object."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, Self

from models.types import moment_text
from outreach_app.statistics import registry
from outreach_app.statistics.methods import NEAREST, Method
from outreach_app.statistics.periods import Period, month
from outreach_app.statistics.registry import Value

HIDDEN: Final = "hidden"
_FINGERPRINT: Final = 16
_GROUP: Final = 4

# A count, or the mark where it must not be printed.
Count = int | str


@dataclass(frozen=True, slots=True)
class SinceFirst:
    """What was entered, voided and merged after the first figures were due, up to T.

    `late` and `voided` count contacts and incidents of the period, `merged` records of people.
    """

    late: Count = 0
    voided: Count = 0
    merged: Count = 0


@dataclass(frozen=True, slots=True)
class Series:
    """One line of figures over calendar months, oldest first; a hidden point is the mark."""

    key: str
    months: tuple[Period, ...]
    values: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one pack for one period as at one moment; they hold no name and no id.

    Of protected figures, `protection` is what an auditor needs beside them, and `release` what the
    ledger keeps when they are given out; neither is part of what the figures are. `method` says how
    they are printed; figures for inside are always exact.
    """

    period: Period
    as_at: datetime
    pack: str
    vocabulary_version: str
    lines: Mapping[str, Value]
    since_first: SinceFirst = SinceFirst()
    series: tuple[Series, ...] = ()
    method: Method = NEAREST
    protection: Mapping[str, Any] | None = field(default=None, compare=False)
    release: Mapping[str, Any] | None = field(default=None, compare=False)

    def to_json(self) -> dict[str, Any]:
        """Return the figures in the shape of ``report --format json``.

        That shape is agreed on: it has the lines of the exchange format's sample and no others.
        Further lines stand on screen and paper, and in what is kept of an issue.
        """
        found: dict[str, Any] = {
            "period": {
                "from": self.period.first.isoformat(),
                "to": self.period.last.isoformat(),
            },
            "as_at": moment_text(self.as_at),
            "pack": self.pack,
            "vocabulary_version": self.vocabulary_version,
            "lines": {key: _plain(value) for key, value in self.lines.items() if _agreed(key)},
        }
        if self.protection is not None:
            found["protection"] = dict(self.protection)
        return found

    def canonical(self) -> bytes:
        """Return the same bytes for the same figures, everything that can be printed included."""
        whole = replace(self, protection=None).to_json() | {
            "lines": _plain(self.lines),
            "kind": self.period.kind,
            "since_first": {
                "late": self.since_first.late,
                "voided": self.since_first.voided,
                "merged": self.since_first.merged,
            },
            "series": [
                {
                    "key": each.key,
                    "months": [month.name for month in each.months],
                    "values": list(each.values),
                }
                for each in self.series
            ],
        }
        # The same numbers say more where they are exact: they are not the same figures.
        if self.method != NEAREST:
            whole["method"] = self.method
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()

    @classmethod
    def from_canonical(cls, data: bytes) -> Self:
        """Read figures back from the bytes they were stored as, equal to what they were."""
        raw = json.loads(data)
        first, last = (date.fromisoformat(raw["period"][end]) for end in ("from", "to"))
        return cls(
            period=Period(first, last, raw["kind"]),
            as_at=datetime.fromisoformat(raw["as_at"]),
            pack=raw["pack"],
            vocabulary_version=raw["vocabulary_version"],
            lines=raw["lines"],
            since_first=SinceFirst(**raw["since_first"]),
            series=tuple(
                Series(each["key"], tuple(map(month, each["months"])), tuple(each["values"]))
                for each in raw["series"]
            ),
            method=raw.get("method", NEAREST),
        )

    def sha256(self) -> str:
        """Return the hash of the figures, for the register of issued reports."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def fingerprint(self) -> str:
        """Return the first 16 digits of the hash in fours, to be compared by telephone."""
        digits = self.sha256()[:_FINGERPRINT].upper()
        return " ".join(digits[at : at + _GROUP] for at in range(0, _FINGERPRINT, _GROUP))


def _plain(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return value


def _agreed(key: str) -> bool:
    line = registry.known().get(key)
    return line is None or not line.further
