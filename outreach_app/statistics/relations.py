"""What ties figures together: sums, shares, stages. Whoever subtracts uses these, so we do first.

A relation says that the cells on its left add up to the cells on its right, exactly, or with a rest
nobody prints (`rest`). The rest is a figure too: when it is small it must not be worked out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from outreach_app.statistics import registry
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.registry import Value
from outreach_app.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Relation:
    """`left` adds up to `right`, plus an unprinted rest where there is one. Cells are paths."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    rest: bool = False


_WITHOUT_OFFICIALS: Final = (
    "I07_reported_any/d",
    "I08_reported_with_identity/d",
    "I09a_hate_any/d",
    "I09b_hate_sex_worker/d",
)
_PATHS: Final = ("none", "warn_only", "anonymous", "with_identity")
_CLOSED_AND_ASKED: Final = ("met", "partly", "not_met", "unknown")


def _standing() -> Iterator[Relation]:
    """Yield the relations between lines that hold whatever the vocabulary says."""
    people, contacts, incidents = "R01_unique_people", "C01_contacts", "I01_incidents"
    yield Relation((people,), ("R02_new_people", "R03_returning_people"))
    yield Relation((contacts,), (people, "R04_anonymous_contacts"), rest=True)
    for part in ("R04_anonymous_contacts", "S02_contacts_with_supplies"):
        yield Relation((contacts,), (part,), rest=True)
    paths = tuple(f"I06_by_path/{path}" for path in _PATHS)
    for whole in _WITHOUT_OFFICIALS:
        yield Relation((incidents,), (whole,), rest=True)
        yield Relation((whole,), paths)
        yield Relation((whole,), ("I08b_reported_by_other",), rest=True)
    yield Relation(("I07_reported_any/n",), paths[2:])
    yield Relation(("I08_reported_with_identity/n",), paths[3:])
    yield Relation(("I07_reported_any/n",), ("I08_reported_with_identity/n",), rest=True)
    yield Relation(("I09a_hate_any/n",), ("I09b_hate_sex_worker/n",), rest=True)
    for whole in ("I09a_hate_any/n", "I08_reported_with_identity/n"):
        yield Relation((whole,), ("I09c_police_flag_added/d",), rest=True)
    affected = ("I10_people_affected/identified", "I10_people_affected/anonymous_incidents")
    yield Relation((incidents,), affected, rest=True)
    yield Relation((incidents,), affected[1:], rest=True)
    yield Relation(("A01_alerts",), ("A02_alerts_with_plate",), rest=True)
    yield from _support()


def _support() -> Iterator[Relation]:
    """Yield the relations between needs, referrals, cases and leaving."""
    yield Relation(("N01_needs_identified/total",), ("N01_needs_identified/people",), rest=True)
    yield Relation(
        ("N03_met_share/d",), tuple(f"N02_needs_closed/{result}" for result in _CLOSED_AND_ASKED)
    )
    yield Relation(("N03_met_share/n",), ("N02_needs_closed/met",))
    stages = ["F01_referrals_made/total"]
    stages += [f"F02_stage_reached/{stage}/n" for stage in ("accepted", "attended", "completed")]
    for at, stage in enumerate(stages):
        for later in stages[at + 1 :]:
            yield Relation((stage,), (later,), rest=True)
    cases = [f"K01_cases/{name}" for name in ("open_start", "opened", "closed", "open_end")]
    yield Relation((cases[0], cases[1]), (cases[2], cases[3]))
    yield Relation((cases[2],), ("K03_planned_share/d",), rest=True)
    exits = ("E01_left_of_those_who_asked/n", "E03_left_and_not_returned_by_end/n")
    yield Relation(exits[:1], exits[1:], rest=True)


def of(figures: Figures, cells: Mapping[str, object], lists: Vocabulary) -> tuple[Relation, ...]:
    """Return the relations among the cells of a report; those with a missing cell are no use."""
    every = [
        *_standing(),
        *_tables(figures, lists),
        *_planned(lists),
        *_shares(cells),
        *_months(figures),
    ]
    return tuple(each for each in every if all(cell in cells for cell in (*each.left, *each.right)))


def at(lines: Mapping[str, Value], path: str) -> Value:
    """Return the figure or table at a path such as ``N01_needs_identified/by_category``."""
    found: Value = lines
    for part in path.split("/"):
        if not isinstance(found, Mapping) or part not in found:
            return None
        found = found[part]
    return found


def _tables(figures: Figures, lists: Vocabulary) -> Iterator[Relation]:
    for key in figures.lines:
        for parts in registry.known()[key].parts:
            path = f"{key}/{parts.under}" if parts.under else key
            rows = parts.rows(lists)
            table = at(figures.lines, path)
            if isinstance(table, Mapping):
                rows = tuple(dict.fromkeys([*rows, *table]))
            if parts.total:
                yield Relation((parts.total,), tuple(f"{path}/{row}" for row in rows))
            for name, group_line in parts.groups:
                yield from _grouped(path, group_line, rows, lists[parts.codes].map(name))


def _grouped(
    path: str, line: str, rows: Iterable[str], groups: Mapping[str, str]
) -> Iterator[Relation]:
    together: dict[str, list[str]] = {}
    for row in rows:
        together.setdefault(groups.get(row, "other"), []).append(f"{path}/{row}")
    for group, some in together.items():
        yield Relation((f"{line}/{group}",), tuple(some))


def _planned(lists: Vocabulary) -> Iterator[Relation]:
    planned = lists["close_reason"].map("planned")
    for total, wanted in (("n", (True,)), ("d", (True, False))):
        rows = tuple(
            f"K02_closed_by_reason/{code}" for code, value in planned.items() if value in wanted
        )
        yield Relation((f"K03_planned_share/{total}",), rows)


def _shares(cells: Mapping[str, object]) -> Iterator[Relation]:
    for cell in cells:
        if cell.endswith("/d"):
            yield Relation((cell,), (f"{cell[:-2]}/n",), rest=True)


def _months(figures: Figures) -> Iterator[Relation]:
    """Yield the sums of printed months: of people only the one month that is the period."""
    inside = figures.period.months()
    for series in figures.series:
        unit = registry.known()[series.key].unit
        adds_up = bool(inside) and (unit != "people" or len(inside) == 1)
        if adds_up and figures.period.kind != "span":
            points = tuple(f"series/{series.key}/{month.name}" for month in inside)
            yield Relation((series.key,), points)
