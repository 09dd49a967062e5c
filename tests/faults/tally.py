"""What a storm found, counted: one line a kind, as a table for people and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

COLUMNS: Final = (
    "kind", "runs", "killed", "acknowledged", "lost", "half", "damaged", "refused clearly",
    "unclear",
)  # fmt: skip


@dataclass
class Tally:
    """What came of the runs of one kind. `states` counts what was found, `why` the first faults."""

    kind: str
    runs: int = 0
    killed: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    damaged: int = 0
    refused: int = 0
    unclear: int = 0
    states: Counter[str] = field(default_factory=Counter)
    why: list[str] = field(default_factory=list)
    # Why it was not run at all.
    skipped: str = ""

    @property
    def good(self) -> bool:
        """Tell whether nothing was lost, half, damaged, or refused without words."""
        return not (self.lost or self.half or self.damaged or self.unclear)

    def cells(self) -> tuple[str, ...]:
        """Return what stands in the table."""
        numbers = (
            self.runs, self.killed, self.acknowledged, self.lost, self.half, self.damaged,
            self.refused, self.unclear,
        )  # fmt: skip
        return (self.kind, *(f"{number:,}" for number in numbers))


def table(tallies: Iterable[Tally]) -> str:
    """Return one Markdown table, with the sums in its last line."""
    found = list(tallies)
    whole = Tally("together")
    for each in found:
        for name in ("runs", "killed", "acknowledged", "lost", "half", "damaged"):
            setattr(whole, name, getattr(whole, name) + getattr(each, name))
        whole.refused += each.refused
        whole.unclear += each.unclear
    rows = [COLUMNS, ("---", *("--:" for _ in COLUMNS[1:]))]
    rows += [each.cells() for each in (*found, whole)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines += [f"\n{each.kind}: not run, {each.skipped}" for each in found if each.skipped]
    lines += [f"\n{each.kind}: {why}" for each in found for why in each.why]
    return "\n".join(lines) + "\n"


def as_json(tallies: Iterable[Tally], seed: int) -> str:
    """Return the same for programs, with the seed the run can be repeated by."""
    kinds = [
        {**dict(zip(COLUMNS, (each.kind, *_numbers(each)), strict=True)),
         "states": dict(each.states), "why": each.why, "skipped": each.skipped}
        for each in tallies
    ]  # fmt: skip
    return json.dumps({"seed": seed, "kinds": kinds}, indent=1) + "\n"


def _numbers(each: Tally) -> tuple[int, ...]:
    return (
        each.runs, each.killed, each.acknowledged, each.lost, each.half, each.damaged,
        each.refused, each.unclear,
    )  # fmt: skip
