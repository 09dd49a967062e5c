"""Few people behind a figure or a difference, whatever the figure itself comes to."""

import pytest

from outreach_app.statistics.disclosure.crowd import Crowd


@pytest.mark.parametrize(
    ("crowd", "figure", "few"),
    [
        (Crowd({"a": 14}), 14, True),
        (Crowd({"a": 2, "b": 2, "c": 2, "d": 2}), 8, True),
        (Crowd({"a": 2, "b": 2, "c": 2, "d": 2, "e": 2}), 10, False),
        (Crowd({"a": 6, "b": 1, "c": 1, "d": 1, "e": 1}), 10, True),
        (Crowd(nameless={1: 5}), 5, False),
        (Crowd(nameless={200: 1, 5: 10}), 250, True),
        # What nobody is known for may be one person's.
        (Crowd(), 12, True),
        (Crowd({"a": 1, "b": 1, "c": 1, "d": 1}), 6, False),
        (Crowd({"a": 4}), 4, False),
    ],
)
def test_who_is_behind_decides(crowd: Crowd, figure: int, *, few: bool) -> None:
    assert crowd.too_few(figure, 5) is few


def test_a_difference_is_of_those_who_are_in_one_alone() -> None:
    wide = Crowd({"a": 3, "b": 2}, {10: 2, 1: 4})
    narrow = Crowd({"a": 3, "b": 1}, {10: 1, 1: 4})
    rest = wide.plus(narrow, -1)
    assert rest == Crowd({"b": 1}, {10: 1})
    assert rest.too_few(11, 5)
