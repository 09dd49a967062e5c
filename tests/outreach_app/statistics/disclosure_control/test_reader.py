"""Cells tied as equal share a column: the same questions are answered as with one for each."""

from outreach_app.statistics.disclosure_control.choosing import choose
from outreach_app.statistics.disclosure_control.problem import Problem, Tie
from outreach_app.statistics.disclosure_control.reader import Reader
from outreach_app.statistics.disclosure_control.sums import rows, shared

VALUES = {"T": 20, "a": 3, "b": 17, "A": 3, "B": 17}
TIES = (
    Tie({"T": 1, "a": -1, "b": -1}),
    Tie({"A": 1, "a": -1}),
    Tie({"b": 1, "B": -1}),
    Tie({"T": 1, "A": -1, "B": -1}),
)


def problem(**more: object) -> Problem:
    costs = {"a": 1.0, "b": 1.0, "A": 1.0, "B": 1.0}
    every = {
        "values": VALUES,
        "costs": costs,
        "ties": TIES,
        "primary": frozenset({"a", "A"}),
        "targets": {"a": (0, 5), "A": (0, 5)},
        "past": {"T": (20, 20)},
    }
    return Problem(**{**every, **more})  # type: ignore[arg-type]


def test_equal_cells_share_a_column_and_say_a_tie_once() -> None:
    columns = shared(problem())
    assert columns["a"] == columns["A"] != columns["b"] == columns["B"]
    assert sorted(set(columns.values())) == [0, 1, 2]
    assert [*rows(TIES, columns)] == [({0: 1, 1: -1, 2: -1}, 0, 0)]


def test_a_print_under_either_name_holds_both() -> None:
    reader = Reader(problem())
    for printed in ("b", "B"):
        reader.withhold({"a", "A", "b", "B"} - {printed})
        assert reader.table("a", 0, down=True) is None
        why = reader.narrow("A", 0, down=True)
        assert why is not None
        assert set(why.helps) == {printed}
    reader.withhold({"a", "A", "b", "B"})
    table = reader.table("a", 0, down=True)
    assert table == {"T": 20, "a": 0, "A": 0, "b": 20, "B": 20}


def test_what_an_earlier_print_holds_is_not_helped_by_withholding() -> None:
    reader = Reader(problem(past={"T": (20, 20), "B": (17, 17)}))
    reader.withhold({"a", "A"})
    why = reader.narrow("a", 0, down=True)
    assert why is not None
    assert not why.helps


def test_a_figure_of_ones_own_is_ones_own_under_its_other_name() -> None:
    reader = Reader(problem())
    reader.withhold(VALUES)
    assert reader.table("a", 0, down=True, own={"A"}) is None
    assert reader.table("a", 1, down=True, own={"A"}) is not None


def test_both_names_are_withheld() -> None:
    choice = choose(problem())
    assert choice.hidden == frozenset(VALUES) - {"T"}
    assert choice.optimal
