"""What does not fit in a file: one `Problem` a place, collected, counted, and said in one line.

Private values never get here: whoever reports a problem hands over ids, codes, days and lengths.
"""

import dataclasses
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, NoReturn

from outreach_app.errors import Refused
from outreach_app.exchange.schema import ORDER
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say

LISTED: Final = 500
_LONGEST_SHOWN: Final = 60
_WHOLE_FILE: Final = frozenset({"E-SIZE", "E-ENCODING", "E-JSON", "E-BOOK"})
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def shown(value: object) -> str:
    """Write a value for one line: quoted, shortened, nothing that moves a cursor or hides."""
    text = value if isinstance(value, str) else str(value)
    short = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    quoted = json.dumps(short, ensure_ascii=False) if isinstance(value, str) else short
    return "".join(
        c if unicodedata.category(c) not in _UNSEEN else f"\\u{ord(c):04x}" for c in quoted
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """One place that must be mended; `reason` names the sentence, `data` fills it.

    `row` counts from 1 and is 0 where no row is meant; `field` is a path such as
    ``path_events[2].recorded_at``, its places counted from 1 as well.
    """

    table: str
    row: int
    id: str
    field: str
    kind: str
    reason: str
    data: Mapping[str, Any] = dataclasses.field(default_factory=lambda: _NOTHING)

    def sentence(self) -> str:
        """Say what is the matter, without saying where."""
        group = "warning" if self.kind == WARNING else "problem"
        said = say(f"exchange.{group}.{self.reason}", **self.data)
        hint = self.data.get("hint")
        return f"{said} {say('exchange.nearest', hint=hint)}" if hint else said

    def place(self) -> str:
        """Say where: table, row with its id, field."""
        row = f"row {self.row}" if self.row else ""
        row += f" ({self.id})" if self.id and row else ""
        return ", ".join(part for part in (self.table, row, self.field) if part)

    def line(self) -> str:
        """Say where and what in one line, ending in the kind."""
        if self.kind in _WHOLE_FILE or not self.place():
            return f"{self.sentence()} [{self.kind}]"
        return f"{self.place()}: {self.sentence()} [{self.kind}]"


WARNING: Final = "WARNING"
_NUMBER: Final = re.compile(r"([0-9]+)")
_Order = tuple[int, int, tuple[tuple[int, int | str], ...], str]


def _order(problem: Problem) -> _Order:
    parts = tuple(
        (0, int(part)) if part.isdecimal() else (1, part)
        for part in _NUMBER.split(problem.field)
        if part
    )
    return (
        ORDER.get(problem.table, len(ORDER)),
        problem.row,
        parts,
        f"{problem.table} {problem.kind} {problem.reason}",
    )


class ExchangeRefused(Refused):
    """The file does not fit; nothing was imported. Holds the first 500 problems and totals."""

    key = "exchange.refused"

    def __init__(
        self, problems: tuple[Problem, ...], kinds: Mapping[str, int] | None = None
    ) -> None:
        counted = dict(kinds) if kinds else dict(Counter(each.kind for each in problems))
        self.problems = problems
        self.kinds: Mapping[str, int] = dict(sorted(counted.items()))
        self.total = sum(counted.values())
        super().__init__(count=self.total)

    def lines(self) -> tuple[str, ...]:
        """Return a line for each problem, totals for each kind if some are left out, the end."""
        said = [each.line() for each in self.problems]
        if self.total > len(self.problems):
            said.append(say("exchange.totals.listed", listed=len(self.problems), count=self.total))
            said += [say("exchange.totals.kind", kind=k, count=n) for k, n in self.kinds.items()]
        return (*said, say(self.key, count=self.total))


class Findings:
    """Collects problems: counts all, keeps the first 500 in order, in bounded memory."""

    _ROOM: Final = 20 * LISTED

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self._kept: list[Problem] = []
        self._last: tuple[int, int] | None = None
        self.table = ""
        self.row = 0
        self.id = ""
        self.moved: Callable[[Problem], Problem] | None = None  # to where a person finds it

    def at(self, table: str, row: int = 0, id_: str = "") -> None:
        """Say which row the next problems are about."""
        self.table, self.row, self.id = table, row, id_

    def add(self, kind: str, field_: str, reason: str, **data: object) -> None:
        """Note a problem in the present row."""
        self.kinds[kind] += 1
        if self._last and (ORDER.get(self.table, len(ORDER)), self.row) > self._last:
            return
        self._kept.append(Problem(self.table, self.row, self.id, field_, kind, reason, data))
        if len(self._kept) >= self._ROOM:
            self._trim()
            last = self._kept[-1]
            self._last = (ORDER.get(last.table, len(ORDER)), last.row)

    def _trim(self) -> None:
        self._kept = sorted(self._kept, key=_order)[:LISTED]

    def first(self, lists: Vocabulary | None = None) -> tuple[Problem, ...]:
        """Return the first 500 in order of table, row, field; codes with the nearest as hint."""
        self._trim()
        found = (_hinted(each, lists) for each in self._kept)
        return tuple(found if self.moved is None else map(self.moved, found))

    def refuse(self, lists: Vocabulary | None = None) -> None:
        """Raise `ExchangeRefused` if anything was found."""
        if self.kinds:
            raise ExchangeRefused(self.first(lists), self.kinds)


def _hinted(problem: Problem, lists: Vocabulary | None) -> Problem:
    """Add the nearest code; done for listed problems only, because looking is slow."""
    choices = problem.data.get("among")
    if choices is None and lists is not None and problem.reason == "code_list":
        choices = lists[str(problem.data["list"])].codes()
    if not choices:
        return problem
    near = get_close_matches(str(problem.data["raw"])[:80], [str(c) for c in choices], 1)
    return replace(problem, data={**problem.data, "hint": near[0]}) if near else problem


def stand_alone(kind: str, reason: str, table: str = "", **data: object) -> NoReturn:
    """Refuse the file for one problem beside which no other is looked for."""
    raise ExchangeRefused((Problem(table, 0, "", "", kind, reason, data),))
