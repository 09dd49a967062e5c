"""The auditor: what it must find, what it must refuse, and that its proofs are only addition."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.statistics.auditor import reading, verdict

ADDS = {"total": "T", "parts": ["a", "b", "c"]}


def judged(
    cells: dict[str, Any], protect: list[str], relations: list[Any] | None = None, **more: Any
) -> verdict.Verdict:
    protection = {
        "threshold": 5,
        "relations": [ADDS] if relations is None else relations,
        "releases": [{"id": "now", "cells": cells}],
        "protect": [{"cell": cell, "contain": [0, 5]} for cell in protect],
        **more,
    }
    return verdict.audit(reading.read(protection))


def test_one_withheld_beside_a_total_is_found() -> None:
    found = judged({"T": 20, "a": 10, "b": 7, "c": "-"}, ["c"])
    assert not found.passed
    assert found.pinned == ("c",)


def test_two_withheld_are_open() -> None:
    assert judged({"T": 20, "a": 10, "b": "-", "c": "hidden"}, ["b", "c"]).passed


def test_two_withheld_with_too_little_between_them_are_not() -> None:
    assert not judged({"T": 20, "a": 16, "b": "-", "c": "-"}, ["b", "c"]).passed


def test_a_rounded_total_leaves_room_and_the_threshold_takes_some() -> None:
    print_ = {"rounded": 5, "base": 5}
    assert reading.read({"releases": [{"id": "1", "cells": {"a": print_}}]}).bounds["a"] == (5, 7)
    assert not judged({"T": print_, "a": "-"}, ["a"], [{"total": "T", "parts": ["a"]}]).passed


def test_a_share_gives_the_part_away() -> None:
    share = {"ratio": 50, "of": "T", "scale": 100, "decimals": 0}
    assert not judged({"T": 6, "a": share}, ["a"], []).passed
    assert judged({"T": "-", "a": share}, ["a"], []).passed


def test_an_inequality_and_a_structural_zero_are_used() -> None:
    people = [{"terms": {"p": 1, "e": -1}, "op": "<=", "rhs": 0}]
    assert not judged({"e": 3, "p": "-"}, ["p"], people).passed
    zero = {"total": "T", "parts": ["a", "b"]}
    assert not judged({"T": 9, "a": "-", "b": "-"}, ["a"], [zero], structural_zeros=["b"]).passed


def test_an_earlier_release_counts() -> None:
    later = {
        "relations": [ADDS],
        "releases": [{"id": "2", "cells": {"T": 20, "a": "-", "b": "-", "c": 10}}],
        "protect": [{"cell": "a", "contain": [0, 5]}],
    }
    assert verdict.audit(reading.read(later)).passed
    earlier = {"releases": [{"id": "1", "cells": {"b": 7}}]}
    assert not verdict.audit(reading.read(later, [earlier])).passed


def test_prints_that_contradict_one_another_do_not_pass() -> None:
    found = judged({"T": 20, "a": 30, "b": "-", "c": "-"}, ["b"])
    assert not found.possible
    assert not found.passed


def test_whole_numbers_only() -> None:
    # As fractions `a` could be anything; as whole numbers 2a + 4b = 6 leaves 1 and 3.
    odd = [{"terms": {"a": 2, "b": 4}, "op": "==", "rhs": 6}]
    assert not judged({"a": "-", "b": "-"}, ["a"], odd).passed


def test_proofs_are_checked_by_addition() -> None:
    printed = reading.read(
        {
            "relations": [ADDS],
            "releases": [{"id": "1", "cells": {"T": 20, "a": 10, "b": "-", "c": "-"}}],
            "protect": [{"cell": "b", "contain": [0, 5]}],
        }
    )
    low, high = {"T": 20, "a": 10, "b": 0, "c": 10}, {"T": 20, "a": 10, "b": 6, "c": 4}
    assert verdict.check(printed, {"b": (low, high)}) == ()
    assert verdict.check(printed, {"b": (low, {**high, "c": 5})}) == ("b",)
    assert verdict.check(printed, {"b": (low, {**high, "T": 19, "c": 3})}) == ("b",)
    assert verdict.check(printed, {}) == ("b",)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=3, max_size=4), st.data())
def test_it_agrees_with_trying_every_table(values: list[int], data: st.DataObject) -> None:
    names = [f"x{at}" for at in range(len(values))]
    hidden = data.draw(st.sets(st.sampled_from([*names, "T"]), min_size=1))
    cells: dict[str, Any] = {
        name: "-" if name in hidden else value
        for name, value in zip([*names, "T"], [*values, sum(values)], strict=True)
    }
    target = data.draw(st.sampled_from(sorted(hidden)))
    found = judged(cells, [target], [{"total": "T", "parts": names}])
    assert found.passed == _open(cells, names, hidden, target)


def _open(cells: dict[str, Any], names: list[str], hidden: set[str], target: str) -> bool:
    """Tell by arithmetic whether the target may be nought and may be five."""
    shown = sum(cells[name] for name in names if name not in hidden)
    parts = [name for name in names if name in hidden]
    if "T" in hidden:
        return not (target == "T" and (shown > 0 or not parts))
    rest = cells["T"] - shown
    return target in parts and len(parts) > 1 and rest >= 5


@pytest.mark.parametrize(
    "broken",
    [
        {"releases": "x"},
        {"releases": [{"cells": {"a": -1}}]},
        {"releases": [{"cells": {"a": True}}]},
        {"releases": [{"cells": {"a": {"rounded": "5"}}}]},
        {"releases": [{"cells": {"a": {"ratio": "x", "of": "T"}}}]},
        {"relations": [{"terms": {"a": 1}, "op": "~"}]},
        {"relations": [{"total": "T"}]},
        {"protect": [{"cell": "a", "contain": [0]}]},
        {"threshold": "5"},
        [],
    ],
)
def test_what_cannot_be_audited_is_named(broken: Any) -> None:
    with pytest.raises(reading.NotAuditable):
        reading.read(broken)


def test_a_report_of_millions_of_needles_can_be_judged() -> None:
    many = {"rounded": 3_000_005, "base": 5}
    found = judged({"T": many, "a": 3_000_000, "b": "-", "c": "-"}, ["b", "c"])
    assert found.possible
    assert found.passed
