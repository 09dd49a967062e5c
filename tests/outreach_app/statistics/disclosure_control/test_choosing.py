"""What is withheld is safe by the auditor, and as little as complete enumeration can find."""

from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.statistics.auditor import reading, verdict
from outreach_app.statistics.disclosure_control import choosing
from outreach_app.statistics.disclosure_control.problem import Problem, Tie
from tests.outreach_app.statistics.disclosure_control.grids import grid, printed

COUNTS = st.integers(0, 25)


@st.composite
def tables(draw: st.DrawFn, most: int = 4, ways: int = 2) -> Problem:
    sizes = [draw(st.integers(2, most)) for _ in range(ways)]
    keys: list[tuple[int, ...]] = [()]
    for size in sizes:
        keys = [(*key, at) for key in keys for at in range(size)]
    return grid({key: draw(COUNTS) for key in keys}, base=draw(st.sampled_from([1, 5])))


def safe(problem: Problem, hidden: frozenset[str]) -> bool:
    return verdict.audit(reading.read(printed(problem, hidden))).passed


@settings(max_examples=40, deadline=None)
@given(tables())
def test_a_table_is_safe_and_its_tables_prove_it(problem: Problem) -> None:
    choice = choosing.choose(problem)
    assert problem.primary <= choice.hidden
    assert safe(problem, choice.hidden)


@settings(max_examples=12, deadline=None)
@given(tables(most=2, ways=3))
def test_three_ways(problem: Problem) -> None:
    assert safe(problem, choosing.choose(problem).hidden)


@settings(max_examples=10, deadline=None)
@given(tables(most=3))
def test_nothing_cheaper_is_safe(problem: Problem) -> None:
    choice = choosing.choose(problem)
    assert choice.optimal
    more = choice.hidden - problem.primary
    cost = sum(problem.costs[cell] for cell in more)
    free = sorted(problem.costs.keys() - problem.primary)
    cheaper = (
        some
        for some in chain.from_iterable(combinations(free, n) for n in range(len(more) + 1))
        if sum(problem.costs[cell] for cell in some) < cost
    )
    assert not any(safe(problem, problem.primary | set(some)) for some in cheaper)


def test_nothing_sensitive_nothing_withheld() -> None:
    problem = grid({(0, 0): 10, (0, 1): 20, (1, 0): 30, (1, 1): 40})
    assert choosing.choose(problem).hidden == frozenset()


def test_what_earlier_prints_pin_cannot_be_opened() -> None:
    problem = Problem(
        values={"a": 2, "b": 9, "T": 11},
        costs={"a": 1.0},
        ties=(Tie({"T": -1, "a": 1, "b": 1}),),
        primary=frozenset({"a"}),
        targets={"a": (0, 5)},
        past={"b": (9, 9), "T": (11, 11)},
    )
    with pytest.raises(choosing.CannotProtect) as met:
        choosing.choose(problem)
    assert met.value.cell == "a"


def test_figures_that_do_not_add_up_are_refused() -> None:
    problem = Problem({"a": 2, "T": 3}, {"a": 1.0}, (Tie({"T": -1, "a": 1}),), frozenset(), {})
    with pytest.raises(ValueError, match="tie does not hold"):
        choosing.choose(problem)


@settings(max_examples=25, deadline=None)
@given(tables(most=3))
def test_an_exact_print_after_one_to_the_nearest_five(exact: Problem) -> None:
    """The second choice is safe together with the first, and the cheapest there is."""
    top = {
        cell for cell, base in exact.bases.items() if exact.costs[cell] == max(exact.costs.values())
    }
    near = replace(exact, bases={cell: 1 if cell in top else 5 for cell in exact.bases})
    first = choosing.choose(near).hidden
    shown = {cell: near.shown_as(cell) for cell in near.costs if cell not in first}
    open_still = {cell for cell in exact.costs if cell not in top & shown.keys()}
    problem = replace(
        exact,
        bases=dict.fromkeys(exact.bases, 1),
        costs={cell: exact.costs[cell] for cell in open_still},
        primary=first & open_still,
        past=shown,
    )
    choice = choosing.choose(problem)
    together = printed(near, first)
    free = sorted(problem.costs.keys() - problem.primary)

    def both_safe(hidden: frozenset[str]) -> bool:
        later = printed(problem, hidden)["releases"]
        raw = {**together, "releases": [*together["releases"], *later]}
        return verdict.audit(reading.read(raw)).passed

    assert first & open_still <= choice.hidden
    assert both_safe(choice.hidden)
    assert choice.optimal
    cost = sum(problem.costs[cell] for cell in choice.hidden - problem.primary)
    more = len(choice.hidden - problem.primary)
    for some in chain.from_iterable(combinations(free, n) for n in range(min(more, 2) + 1)):
        if sum(problem.costs[cell] for cell in some) < cost:
            assert not both_safe(problem.primary | set(some))
