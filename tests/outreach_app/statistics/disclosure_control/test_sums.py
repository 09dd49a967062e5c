"""Adding up, and a solver that is never out of time because of the questions before."""

import highspy
import numpy

from outreach_app.statistics.disclosure_control.problem import Problem, Tie
from outreach_app.statistics.disclosure_control.sums import Sums, ran

VALUES = {"T": 9, "a": 4, "b": 5}
TIES = (Tie({"T": -1, "a": 1, "b": 1}), Tie({"a": 99, "b": -1}, 0, None))


def sums() -> Sums:
    problem = Problem(VALUES, {}, TIES, frozenset(), {})
    return Sums(problem.ties, {cell: at for at, cell in enumerate(VALUES)})


def test_whole_numbers_are_added_up() -> None:
    for counts, holds in (([9, 4, 5], True), ([9, 4, 4], False), ([9, 0, 9], False)):
        assert sums().hold(numpy.array(counts)) is holds


def test_nothing_to_add_up_holds() -> None:
    problem = Problem({"a": 1}, {}, (), frozenset(), {})
    assert Sums(problem.ties, {"a": 0}).hold(numpy.array([7]))


def test_the_time_of_earlier_questions_is_not_taken_from_the_next() -> None:
    solver = sums().model(numpy.zeros(3), numpy.full(3, 20.0), whole=False)
    for _ in range(3):
        spent = solver.getRunTime()
        assert ran(solver, 30)
        limit = solver.getOptionValue("time_limit")[1]
        assert float(limit) >= spent + 30
    solver.changeColsBounds(1, numpy.array([1], dtype=numpy.int32), [30.0], [40.0])
    assert not ran(solver)
    assert solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible
