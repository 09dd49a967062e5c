"""How the lines marked ° hang together with the others: left, right, and whether a rest is left.

`relations` makes relations of them; see there for what they mean. Sums of tables that a line
declares itself (`Parts`) are not repeated here.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final, TypeAlias

Tie: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], bool]

_IDENTITY: Final = "I08_reported_with_identity/n"
_REPORTABLE: Final = "I07_reported_any/d"
_UNTOLD: Final = ("I06_by_path/none", "I06_by_path/warn_only")
# Shares whose whole is another line: the letter of the line, and what its whole adds up to.
_WHOLES: Final[Mapping[str, tuple[str, ...]]] = {
    "I13_reasons_not_reported": _UNTOLD,
    "I14_police_response": (_IDENTITY,),
    "J03_cancelled": (_IDENTITY,),
}
_STAGES: Final = ("disclosed", "reported_with_identity", "charged", "court_finished", "convicted")
_RATES: Final = (
    ("charged_of_reported", "charged", "reported_with_identity"),
    ("convicted_of_court_finished", "convicted", "court_finished"),
    ("convicted_of_reported", "convicted", "reported_with_identity"),
    ("convicted_of_disclosed", "convicted", "disclosed"),
)
_BETWEEN: Final = ("told_to_reported", "reported_to_outcome", "outcome_to_court_end")
_POLICE: Final = "PV06_police_reports/total"


def of(cells: Mapping[str, object]) -> Iterator[Tie]:
    """Yield the ties among some cells; a tie may name a cell that is not there."""
    yield from _people()
    yield from _shares(cells)
    yield from _cohort()
    for earlier, later in pairwise(_BETWEEN):
        yield (f"J04_time/{earlier}/of",), (f"J04_time/{later}/of",), True
    yield (_IDENTITY,), (f"J04_time/{_BETWEEN[0]}/of",), False
    yield ("PV01_police_incidents",), (_POLICE,), True
    yield (_IDENTITY,), (_POLICE,), True


def _people() -> Iterator[Tie]:
    yield ("I10_people_affected/identified",), ("R07_people_by_support/incident",), True
    yield ("R01_unique_people",), ("S04_naloxone/people",), True
    yield ("R04_anonymous_contacts",), ("S04_naloxone/not_named",), True
    yield ("S02_contacts_with_supplies",), ("S04_naloxone/not_named",), True


def _shares(cells: Mapping[str, object]) -> Iterator[Tie]:
    for cell in cells:
        key, _, below = cell.partition("/")
        if key in _WHOLES and below.endswith("/d"):
            yield (cell,), _WHOLES[key], False
        if key == "J03_cancelled" and below.endswith("/n") and below != "any/n":
            yield ("J03_cancelled/any/n",), (cell,), True


def _cohort() -> Iterator[Tie]:
    stages = [f"J02_cohort/{stage}" for stage in _STAGES]
    for at, stage in enumerate(stages):
        for later in stages[at + 1 :]:
            yield (stage,), (later,), True
    for rate, part, whole in _RATES:
        yield (f"J02_cohort/{rate}/n",), (f"J02_cohort/{part}",), False
        yield (f"J02_cohort/{rate}/d",), (f"J02_cohort/{whole}",), False
    yield (_REPORTABLE,), (stages[0],), False
    yield (_IDENTITY,), (stages[1],), False
