"""The one gate: no figure of a pack that leaves the project is shown, printed or saved but by here.

True figures come in; out comes what may be printed, with the proof that nothing sensitive of this
report or of any before it can be worked out (statistics design, part 2). Where there is no proof
there is no report.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outreach_app.errors import Refused
from outreach_app.statistics import auditor, registry
from outreach_app.statistics.disclosure import (
    across,
    cells,
    insiders,
    outward,
    releases,
    thought,
    within,
)
from outreach_app.statistics.disclosure.cells import THRESHOLD
from outreach_app.statistics.disclosure.releases import Group, Print, Release
from outreach_app.statistics.disclosure.truth import Truth
from outreach_app.statistics.disclosure.web import Web
from outreach_app.statistics.disclosure_control.choosing import CannotProtect, Choice, choose
from outreach_app.statistics.disclosure_control.problem import Problem
from outreach_app.statistics.methods import EXACT, NEAREST, Method
from outreach_app.statistics.periods import Kind
from outreach_app.statistics.steps import Steps
from outreach_app.vocabulary import Vocabulary

_INNER, _POINT, _TOTAL, _HEADLINE = 1.0, 3.0, 6.0, 200.0


class NoProof(Refused):
    """Nothing can be printed without giving a figure away; `line` names it, without its value."""

    key = "report.no_proof"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be printed, and how: groups without prints, the report's own, then its charts'."""

    pack: str
    groups: tuple[Group, ...]
    totals: frozenset[str] = frozenset()
    method: Method = NEAREST


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be printed: the release to be entered in the ledger, and its proof."""

    release: Release
    protection: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What was printed before by cell, what that says of it, and what has to stay withheld."""

    printed: Mapping[str, Print]
    bounds: Mapping[str, tuple[int, int]]
    withheld: frozenset[str]


def allow(
    asked: Asked, past: Sequence[Release], lists: Vocabulary, truth: Truth, steps: Steps
) -> Allowed:
    """Return what may be printed of a report after everything given out before.

    Raises NoProof where the earlier prints leave no room, or the audit does not pass, and Cancelled
    where `steps` say that nobody waits any more.
    """
    before = releases.together(past)
    own = _named(asked.groups, before)
    full = {
        name: before[name].with_more(each) if name in before else each for name, each in own.items()
    }
    rest = [each for name, each in before.items() if name not in full]
    every = [
        replace(each, thought=thought.of(each, lists))
        for each in (*full.values(), *across.touching(full.values(), rest))
    ]
    web = Web(truth)
    for group in every:
        few = within.add(web, group, lists, new=group.name in own)
        if few and group.name in own:
            own[group.name] = replace(own[group.name], few=own[group.name].few | few)
    near = [each for each in past if any(g.name in {e.name for e in every} for g in each.groups)]
    exact = EXACT in {asked.method, *(each.method for each in near)}
    across.add(web, every, lists, exact=exact)
    problem, choice = _chosen(asked, own, _earlier(asked, every, past), web, steps)
    steps.begin("checking")
    printed = tuple(
        _printed(each, full[each.name], choice.hidden, asked.method) for each in own.values()
    )
    release = Release(asked.pack, printed, asked.method)
    proof = auditor.audit(
        auditor.read(
            outward.stated(_only([*near, release], problem.values), problem.ties, choice.targets)
        ),
        choice.tables,
    )
    if not proof.passed:
        raise NoProof(line=_line(next(iter(proof.pinned), "")))
    public = outward.stated([*near, release], web.said, None)
    public["structural_zeros"] = sorted(web.noughts)
    public["grids"] = outward.grids(printed[0], asked.groups[0].lines, lists)
    public["audit"] = {
        "passed": True,
        "figures": len(web.values),
        "hidden": sum(each is None for group in printed for each in group.printed.values()),
        "seconds": round(proof.seconds, 1),
    }
    return Allowed(release, public)


def _chosen(
    asked: Asked, own: Mapping[str, Group], earlier: _Earlier, web: Web, steps: Steps
) -> tuple[Problem, Choice]:
    """Return what is withheld: from a reader who guesses right what did not change, if it can be.

    Who guesses knows more than was printed. Where earlier reports leave no room for that, or have
    told who guesses what this report is not to tell everybody, the promise is kept to everybody who
    goes by what was printed, with what is withheld from those who guess withheld as well.
    """
    problem = _problem(asked, own, earlier, web, guessing=True)
    withheld: frozenset[str] = frozenset()
    try:
        choice = choose(problem, told=steps.protecting)
        if all(problem.targets[cell] == ends for cell, ends in choice.targets.items()):
            return problem, choice
        withheld = choice.hidden
    except CannotProtect:
        pass
    problem = _problem(asked, own, earlier, web, guessing=False)
    problem = replace(problem, primary=problem.primary | withheld)
    try:
        return problem, choose(problem, told=steps.protecting)
    except CannotProtect as cannot:
        raise NoProof(line=_line(cannot.cell)) from None


def _named(groups: Iterable[Group], before: Mapping[str, Group]) -> dict[str, Group]:
    """Return the groups by name; a name says period and moment, and nothing of the figures.

    Where what has no history was put right since (a person's background), figures of the same
    moment are others: they get a name of their own.
    """
    taken = dict(before)
    own: dict[str, Group] = {}
    for group in groups:
        name = group.name
        while name in taken and not _agree(group, taken[name]):
            name += "+"
        called = replace(group, name=name)
        own[name] = own[name].with_more(called) if name in own else called
        taken[name] = taken[name].with_more(called) if name in taken else called
    return own


def _agree(group: Group, old: Group) -> bool:
    """Tell whether two groups say the same wherever both say something."""
    counts, then = group.counts, old.counts
    return all(counts[path] == then[path] for path in counts.keys() & then.keys())


def _earlier(asked: Asked, every: Iterable[Group], past: Iterable[Release]) -> _Earlier:
    """Return what was printed and withheld before.

    What is exact in one report must be so in every other: a figure withheld in an exact report
    stays withheld in exact ones, also where another report has it to the nearest 5.
    """
    printed: dict[str, Print] = {}
    bounds: dict[str, tuple[int, int]] = {}
    for group in every:
        for path, each in group.printed.items():
            printed[group.cell(path)] = each
            if each is not None:
                bounds[group.cell(path)] = _bounds(path, each)
    withheld = printed.keys() - bounds.keys()
    if asked.method == EXACT:
        withheld.update(
            group.cell(path)
            for release in past
            if release.method == EXACT
            for group in release.groups
            for path, each in group.printed.items()
            if each is None
        )
    return _Earlier(printed, bounds, frozenset(withheld))


def _problem(
    asked: Asked, own: Mapping[str, Group], earlier: _Earlier, web: Web, *, guessing: bool
) -> Problem:
    past = earlier.bounds
    costs: dict[str, float] = {}
    primary: set[str] = set()
    bases: dict[str, int] = {}
    firm: set[str] = set()
    for number, group in enumerate(own.values()):
        for path, count in group.counts.items():
            cell = group.cell(path)
            if releases.told(path, count, earlier.printed.get(cell), asked.method):
                continue
            costs[cell] = _cost(path, asked, chart=number > 0)
            bases[cell] = cells.base_of(path, count, asked.method)
            if bases[cell] == 1 and path in cells.HEADLINES:
                firm.add(cell)
            small = count < THRESHOLD or path in group.few
            if small or cell in earlier.withheld or coarse(path, group.period.kind):
                primary.add(cell)
    part = web.part_of(costs, past, guessing=guessing)
    return Problem(
        values=part.values,
        costs=costs,
        ties=tuple(part.ties),
        primary=frozenset(primary),
        targets=part.open,
        bases=bases,
        past={cell: ends for cell, ends in past.items() if cell in part.values},
        insiders=insiders.of(part),
        firm=frozenset(firm),
        tops={
            group.cell(path): cells.EXACT_FROM - 1
            for group in own.values()
            for path, count in group.counts.items()
            if path in cells.HEADLINES and count < cells.EXACT_FROM
        },
    )


def coarse(path: str, kind: Kind) -> bool:
    """Tell whether a figure is printed for quarters and years only."""
    return registry.known()[path.split("/", 1)[0]].coarse and kind not in registry.LONG_KINDS


def _cost(path: str, asked: Asked, *, chart: bool) -> float:
    if chart:
        return _POINT
    if path in cells.HEADLINES:
        return _HEADLINE
    return _TOTAL if path in asked.totals else _INNER


def _bounds(path: str, each: Print) -> tuple[int, int]:
    """Return what a print says: a rounded headline is one below those that are printed exactly."""
    if isinstance(each, tuple):
        middle, base = each
        most = (2 * middle + base - 1) // 2
        if path in cells.HEADLINES:
            most = min(most, cells.EXACT_FROM - 1)
        return max(-((base - 2 * middle) // 2), THRESHOLD), most
    value = each or 0
    return value, value


def _printed(group: Group, full: Group, hidden: frozenset[str], method: Method) -> Group:
    """Return a group with how each of its counts is printed."""
    counts = group.counts
    paths = {path for path in counts if group.cell(path) in hidden}
    before = {
        path
        for path, each in full.printed.items()
        if path in counts and releases.told(path, counts[path], each, method)
    }
    printed = {
        path: None if path in paths - before else releases.print_of(path, count, method)
        for path, count in counts.items()
    }
    return replace(group, printed=printed)


def _only(given: Iterable[Release], values: Mapping[str, int]) -> list[Release]:
    """Return releases cut down to the cells that hang together with the new report."""
    return [
        replace(
            each,
            groups=tuple(
                replace(
                    group,
                    printed={
                        path: one
                        for path, one in group.printed.items()
                        if group.cell(path) in values
                    },
                )
                for group in each.groups
            ),
        )
        for each in given
    ]


def _line(cell: str) -> str:
    return cell.partition("|")[2].split("/", 1)[0] or cell
