"""Whoever is counted knows it: other figures stay open to them as well, by trying every table."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.statistics.disclosure_control import choosing
from outreach_app.statistics.disclosure_control.problem import Problem, Tie


def row(counts: list[int], insiders: bool) -> Problem:
    """Return a row with its total; in each figure that is not nought somebody is counted."""
    values = {f"x{at}": count for at, count in enumerate(counts)} | {"T": sum(counts)}
    small = frozenset(cell for cell, count in values.items() if count < 5)
    own = {frozenset({cell, "T"}) for cell, count in values.items() if cell != "T" and count}
    return Problem(
        values,
        {cell: 6.0 if cell == "T" else 1.0 for cell in values},
        (Tie({"T": -1, **{cell: 1 for cell in values if cell != "T"}}),),
        small,
        dict.fromkeys(small, (0, 5)),
        insiders=frozenset(own) if insiders else frozenset(),
    )


def reached(problem: Problem, hidden: frozenset[str], own: frozenset[str], cell: str) -> set[int]:
    """Return every value a figure can have for somebody who knows that their own are not nought."""
    names = [name for name in problem.values if name != "T"]
    found = set()
    for some in product(range(13), repeat=len(names)):
        table = dict(zip(names, some, strict=True)) | {"T": sum(some)}
        shown = all(table[n] == problem.values[n] for n in problem.values if n not in hidden)
        if shown and all(table[each] for each in own):
            found.add(table[cell])
    return found


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=3))
def test_every_other_figure_stays_open_to_whoever_is_counted(counts: list[int]) -> None:
    problem = row(counts, insiders=True)
    hidden = choosing.choose(problem).hidden
    for cell in problem.targets:
        assert reached(problem, hidden, frozenset(), cell) >= {0, 5}
        for own in problem.insiders:
            if cell not in own:
                assert reached(problem, hidden, own, cell) >= {0, 4}


def test_knowing_of_oneself_may_cost_a_figure_more() -> None:
    # Five between two: whoever is in one of them knows that the other is at most 4, and enough.
    assert choosing.choose(row([1, 4, 20], insiders=True)).hidden == {"x0", "x1"}
    problem = row([0, 4, 1, 9], insiders=False)
    outside = choosing.choose(problem).hidden
    assert outside <= choosing.choose(row([0, 4, 1, 9], insiders=True)).hidden


def test_what_became_of_few_since_it_was_printed_is_kept_as_it_is() -> None:
    problem = Problem(
        values={"now": 6, "then": 6, "b": 7, "T": 13},
        costs={"now": 1.0, "b": 1.0, "T": 6.0},
        ties=(Tie({"now": 1, "then": -1}), Tie({"T": -1, "now": 1, "b": 1})),
        primary=frozenset({"now"}),
        targets={"now": (0, 11)},
        past={"then": (5, 7)},
    )
    choice = choosing.choose(problem)
    assert "now" in choice.hidden
    assert choice.targets["now"] == (5, 7)


def test_a_headline_is_withheld_where_nothing_else_helps() -> None:
    problem = Problem(
        values={"a": 2, "b": 11, "T": 13},
        costs={"a": 1.0, "T": 200.0},
        ties=(Tie({"T": -1, "a": 1, "b": 1}),),
        primary=frozenset({"a"}),
        targets={"a": (0, 5)},
        past={"b": (11, 11)},
        firm=frozenset({"T"}),
    )
    assert choosing.choose(problem).hidden == {"a", "T"}


def test_a_headline_that_is_rounded_is_known_to_be_below_those_that_are_exact() -> None:
    problem = Problem(
        values={"a": 9, "b": 9},
        costs={"a": 1.0, "b": 1.0},
        ties=(),
        primary=frozenset(),
        targets={},
        bases={"a": 5, "b": 5},
        tops={"a": 9},
    )
    assert problem.shown_as("a") == (8, 9)
    assert problem.shown_as("b") == (8, 12)
