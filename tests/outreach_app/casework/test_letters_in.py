"""Leaving names out by their letters leaves out none that is spelt nearly alike."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from outreach_app.casework.letters_in import Letters

NAMES = st.text("abcdé1", max_size=9)


@given(st.lists(NAMES, max_size=40), NAMES.filter(bool))
def test_none_that_is_near_is_left_out(spelt: list[str], typed: str) -> None:
    letters = Letters(spelt)
    near = {n for n, name in enumerate(spelt) if fuzz.ratio(typed, name) >= 70}
    assert near <= set(letters.near(typed, 0.7))
    slips = {n for n, name in enumerate(spelt) if OSA.distance(typed, name) <= 1}
    assert slips <= set(letters.slips(typed))


def test_most_are_left_out_by_their_letters_or_their_length() -> None:
    letters = Letters(["sable", "quill", "sablesablesable", "sabel", "able"])
    assert letters.near("sable", 0.7) == [0, 3, 4]
    assert letters.slips("sable") == [0, 3, 4]
