"""What ties figures together: sums, shares, stages. Whoever subtracts uses these, so we do first.

A relation says that the cells on its left add up to the cells on its right, exactly, or with a rest
nobody prints. The rest may be a figure too: when it is small it must not be worked out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from outreach_app.statistics import further_ties, registry
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.registry import Value
from outreach_app.vocabulary import Vocabulary

# What is left over: a `part` of the same people or events, which may not even be known to be empty
# ("7 of 7" speaks of everybody, and so does "all who were seen also finished"); something so `rare`
# that a reader takes it for nought; different `units`, where there is no difference to speak of.
Rest = Literal["part", "rare", "units"]


@dataclass(frozen=True, slots=True)
class Relation:
    """`left` adds up to `right`, plus an unprinted rest where there is one. Cells are paths."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    rest: bool = False
    kind: Rest = "part"


_WITHOUT_OFFICIALS: Final = (
    "I07_reported_any/d",
    "I08_reported_with_identity/d",
    "I09a_hate_any/d",
    "I09b_hate_sex_worker/d",
)
_PATHS: Final = ("none", "warn_only", "anonymous", "with_identity")
# What police are shown and what they are only told the size of; the rest are under 18.
_FOR_POLICE: Final = ("PV01_police_incidents", "PV03_not_shared_rounded_5")
_BACKGROUND: Final = ("gender", "trans", "age_band", "ethnicity_high")
_CLOSED_AND_ASKED: Final = ("met", "partly", "not_met", "unknown")


def _standing() -> Iterator[Relation]:
    """Yield the relations between lines that hold whatever the vocabulary says."""
    people, contacts, incidents = "R01_unique_people", "C01_contacts", "I01_incidents"
    yield Relation((people,), ("R02_new_people", "R03_returning_people"))
    yield Relation((contacts,), (people, "R04_anonymous_contacts"), rest=True, kind="units")
    for part in ("R04_anonymous_contacts", "S02_contacts_with_supplies"):
        yield Relation((contacts,), (part,), rest=True)
    paths = tuple(f"I06_by_path/{path}" for path in _PATHS)
    for whole in _WITHOUT_OFFICIALS:
        yield Relation((incidents,), (whole,), rest=True)
        yield Relation((incidents,), (whole, "I03_by_group/OF"))
        yield Relation((whole,), _FOR_POLICE, rest=True, kind="rare")
        yield Relation((whole,), paths)
        yield Relation((whole,), ("I08b_reported_by_other",), rest=True)
    yield from _same(*_WITHOUT_OFFICIALS)
    yield from _same(
        *(f"R06_demographics/{table}/published/{registry.NO_CONSENT}" for table in _BACKGROUND)
    )
    yield Relation(("I07_reported_any/n",), paths[2:])
    yield Relation(("I08_reported_with_identity/n",), paths[3:])
    yield Relation(("I07_reported_any/n",), ("I08_reported_with_identity/n",), rest=True)
    yield Relation(("I09a_hate_any/n",), ("I09b_hate_sex_worker/n",), rest=True)
    for whole in ("I09a_hate_any/n", "I08_reported_with_identity/n"):
        yield Relation((whole,), ("I09c_police_flag_added/d",), rest=True)
    affected = ("I10_people_affected/identified", "I10_people_affected/anonymous_incidents")
    yield Relation((incidents,), affected, rest=True, kind="units")
    yield Relation((incidents,), affected[1:], rest=True)
    yield Relation(("A01_alerts",), ("A02_alerts_with_plate",), rest=True)
    yield from _support()


def _same(*cells: str) -> Iterator[Relation]:
    """Yield that cells are one and the same figure under several names."""
    for one, other in combinations(cells, 2):
        yield Relation((one,), (other,))


def _support() -> Iterator[Relation]:
    """Yield the relations between needs, referrals, cases and leaving."""
    yield Relation(
        ("N01_needs_identified/total",), ("N01_needs_identified/people",), rest=True, kind="units"
    )
    yield Relation(
        ("N03_met_share/d",), tuple(f"N02_needs_closed/{result}" for result in _CLOSED_AND_ASKED)
    )
    yield Relation(("N03_met_share/n",), ("N02_needs_closed/met",))
    stages = ["F01_referrals_made/total"]
    names = ("accepted", "attended", "completed")
    stages += [f"F02_stage_reached/{stage}/n" for stage in names]
    yield from _same(stages[0], *(f"F02_stage_reached/{stage}/d" for stage in names))
    yield from _same(*(f"N07_change/{change}/d" for change in ("better", "same", "worse")))
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
        *_police(lists),
        *_shares(cells),
        *(Relation(*tie) for tie in further_ties.of(cells)),
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


def noughts(lines: Mapping[str, Value], lists: Vocabulary) -> frozenset[str]:
    """Return the cells that are nought by definition: rows nothing is ever grouped under."""
    found = set()
    for each in registry.known().values():
        for parts in each.parts:
            for name, group_line in parts.groups:
                if group_line not in lines:
                    continue
                groups = lists[parts.codes].map(name)
                used = {groups.get(row, "other") for row in parts.rows(lists)}
                for inner in registry.known()[group_line].parts:
                    path = f"{group_line}/{inner.under}" if inner.under else group_line
                    found |= {f"{path}/{row}" for row in inner.rows(lists) if row not in used}
    return frozenset(found)


def _planned(lists: Vocabulary) -> Iterator[Relation]:
    planned = lists["close_reason"].map("planned")
    for total, wanted in (("n", (True,)), ("d", (True, False))):
        rows = tuple(
            f"K02_closed_by_reason/{code}" for code, value in planned.items() if value in wanted
        )
        yield Relation((f"K03_planned_share/{total}",), rows)


def _police(lists: Vocabulary) -> Iterator[Relation]:
    """Yield what the police version shares with the tables of other readers."""
    classes: dict[str, list[str]] = {}
    for group, name in lists["incident_group"].map("police_table").items():
        classes.setdefault(str(name), []).append(f"I03_by_group/{group}")
    for name, groups in classes.items():
        yield Relation(tuple(groups), (f"PV02_police_table/{name}",), rest=True)
    strand = ("PV04_hate_sex_worker/flagged",)
    yield Relation(("I09b_hate_sex_worker/n",), strand, rest=True)


def _shares(cells: Mapping[str, object]) -> Iterator[Relation]:
    for cell in cells:
        if cell.endswith("/d"):
            yield Relation((cell,), (f"{cell[:-2]}/n",), rest=True)
