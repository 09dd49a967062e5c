"""Many texts in one answer as each of them would."""

import re

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.casework.lines import Lines

SIGNS = st.text("ab?é\n ", max_size=6)
PARTS = st.text("ab?é", min_size=1, max_size=3)


@given(st.lists(SIGNS, max_size=12), PARTS)
def test_what_fits_is_what_fits_one_by_one(texts: list[str], part: str) -> None:
    lines = Lines(texts)
    every = list(enumerate(texts))
    assert list(lines.holding(part)) == [n for n, text in every if part in text]
    assert list(lines.beginning(part)) == [n for n, text in every if text.startswith(part)]
    assert list(lines.ending(part)) == [n for n, text in every if text.endswith(part)]
    assert list(lines.being(part)) == [n for n, text in every if text == part]


@given(st.lists(SIGNS, max_size=12), PARTS)
def test_a_pattern_is_met_in_each_text_by_itself(texts: list[str], part: str) -> None:
    pattern = re.compile("".join("." if sign == "?" else f"[{sign}?]" for sign in part))
    texts = [text.replace("\n", "") for text in texts]
    fits = [n for n, text in enumerate(texts) if pattern.search(text)]
    assert list(Lines(texts).fitting(pattern)) == fits


def test_a_text_is_told_by_its_number() -> None:
    lines = Lines(["Sable", "", "Quill"])
    assert [lines[number] for number in range(len(lines))] == ["Sable", "", "Quill"]
