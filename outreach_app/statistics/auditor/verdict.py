"""The audit: every figure that must stay open, and whether it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from outreach_app.statistics.auditor.pieces import pieces
from outreach_app.statistics.auditor.reading import Printed, Target
from outreach_app.statistics.auditor.witnesses import Search, Table, agrees


@dataclass(frozen=True, slots=True)
class Proof:
    """For one figure: a table in which it is as low as it must be, and one as high."""

    target: Target
    low: Table | None
    high: Table | None

    @property
    def holds(self) -> bool:
        """Tell whether both tables were found."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the audit found. `possible` is False when the prints contradict one another."""

    proofs: tuple[Proof, ...]
    possible: bool
    figures: int
    hidden: int
    seconds: float

    @property
    def passed(self) -> bool:
        """Tell whether every figure stays open. Nothing unproven passes."""
        return self.possible and all(proof.holds for proof in self.proofs)

    @property
    def pinned(self) -> tuple[str, ...]:
        """Return the figures that an outsider could narrow."""
        return tuple(proof.target.cell for proof in self.proofs if not proof.holds)

    def to_json(self) -> dict[str, Any]:
        """Return the member `audit`; it names no figure."""
        return {
            "passed": self.passed,
            "figures": self.figures,
            "hidden": self.hidden,
            "seconds": round(self.seconds, 2),
        }


def audit(printed: Printed, tables: Sequence[Table] = ()) -> Verdict:
    """Look for the witnesses of every target; what is not proven does not pass.

    The tables of a proof are of the piece its figure belongs to. `tables` are tried first: where
    they come from does not matter, because each is added up.
    """
    began = monotonic()
    found = [_piece(each, tables) for each in pieces(printed)]
    proofs = {proof.target: proof for some, _ in found for proof in some}
    return Verdict(
        tuple(proofs[target] for target in printed.targets),
        all(possible for _, possible in found) and _fits(printed),
        len(printed.bounds),
        len(printed.withheld),
        monotonic() - began,
    )


def _fits(printed: Printed) -> bool:
    """Tell whether every figure can have a value at all."""
    return all(high is None or low <= high for low, high in printed.bounds.values())


def _piece(printed: Printed, tables: Sequence[Table]) -> tuple[tuple[Proof, ...], bool]:
    """Return the proofs of one piece, and whether any figures fit it."""
    search = Search(printed)
    ends: dict[bool, dict[Target, Table]] = {True: {}, False: {}}

    def take(table: Table) -> None:
        for target in printed.targets:
            for low in (True, False):
                if target not in ends[low] and _reached(table, target, low=low):
                    ends[low][target] = table

    fitting = (each for each in tables if search.fits(each))
    for first in fitting:
        take(first)
    possible = search.anything() if not any(ends.values()) else {}
    if possible:
        take(possible)
    for target in printed.targets if possible is not None else ():
        for low, found in ends.items():
            if target not in found and (table := _reaching(search, target, found, low=low)):
                take(table)
    proofs = tuple(
        Proof(each, ends[True].get(each), ends[False].get(each)) for each in printed.targets
    )
    return proofs, possible is not None


def _reached(table: Table, target: Target, *, low: bool) -> bool:
    value = table[target.cell]
    return value <= target.low if low else value >= target.high


def _reaching(
    search: Search, target: Target, found: Mapping[Target, Table], *, low: bool
) -> Table | None:
    """Look for one table that also pulls the figures nothing was found for yet."""
    rest = [each.cell for each in search.printed.targets if each not in found]
    if low:
        return search.table(target.cell, 0, target.low, pull=dict.fromkeys(rest, 1.0))
    return search.table(target.cell, target.high, None, pull=dict.fromkeys(rest, -1.0))


def check(printed: Printed, proofs: Mapping[str, tuple[Table, Table]]) -> tuple[str, ...]:
    """Return the targets whose two tables do not prove what they should, by addition alone."""
    failed = []
    for target in printed.targets:
        low, high = proofs.get(target.cell, ({}, {}))
        proven = (
            agrees(printed, low)
            and agrees(printed, high)
            and low[target.cell] <= target.low
            and high[target.cell] >= target.high
        )
        if not proven:
            failed.append(target.cell)
    return tuple(failed)
