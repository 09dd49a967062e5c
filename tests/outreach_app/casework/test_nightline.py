"""The van-night line: what it says is what is saved, and nothing else."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.casework.nightline import Choice, Letters, Line, again, among, parse, render

ITEMS = {
    "c": "condom_ext",
    "l": "lube",
    "n": "needle_set",
    "x": "naloxone_nasal",
    "d": "hot_drink",
    "f": "food",
}
LETTERS = Letters(ITEMS, {"k": {"condom_ext": 10, "lube": 4, "hot_drink": 1}})
AREAS = (Choice("market_end", "Market End"), Choice("foundry", "Foundry Quarter"))
MARBLE = Choice("M4-017", "Marble")
MARIBEL = Choice("M1-201", "Maribel", ("Mary Jane",))
PEPPER = Choice("P0-090", "Pepper")
PEOPLE = (MARBLE, MARIBEL, PEPPER)


def read(text: str) -> Line:
    return parse(text, LETTERS, among(AREAS), among(PEOPLE))


def given_by(text: str) -> dict[str, int]:
    line = read(text)
    assert line.understood, line.doubts
    return dict(line.supplies)


@pytest.mark.parametrize(
    ("text", "supplies"),
    [
        ("k", {"condom_ext": 10, "lube": 4, "hot_drink": 1}),
        ("c10 l4 d", {"condom_ext": 10, "lube": 4, "hot_drink": 1}),
        ("d l4 c10", {"condom_ext": 10, "lube": 4, "hot_drink": 1}),
        ("c10l4d", {"condom_ext": 10, "lube": 4, "hot_drink": 1}),
        ("K C5", {"condom_ext": 15, "lube": 4, "hot_drink": 1}),
        ("k2", {"condom_ext": 20, "lube": 8, "hot_drink": 2}),
        ("n10 x", {"needle_set": 10, "naloxone_nasal": 1}),
    ],
)
def test_letters_and_numbers_are_what_was_given(text: str, supplies: dict[str, int]) -> None:
    assert given_by(text) == supplies


def test_a_whole_line_in_any_order() -> None:
    said = '@pep k r8 /ma b ! "asked about the night shelter'
    line = read(said)
    assert line.understood
    assert (line.person, line.area, line.returns) == (PEPPER, AREAS[0], 8)
    assert (line.brief, line.harm) == (True, True)
    assert line.note == "asked about the night shelter"
    other = read('! b /market r8 k @P0-090 "asked about the night shelter')
    assert other == line


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("c10 z4", "z4"),
        ("c10 lube", "lube"),
        ("cd", "cd"),
        ("c0", "c0"),
        ("r", "r"),
        ("b3", "b3"),
        ("c1000001", "c1000001"),
        ("c99999 c99999", "c99999"),
        ("@nobody k", "@nobody"),
        ("@ k", "@"),
        ("/harbour", "/harbour"),
        ("/", "/"),
        ("*", "*"),
        ("*0", "*0"),
        ("*201", "*201"),
        ("*²", "*²"),
        ("*2 *3", "*3"),
        ("@pep *2", "*2"),
        ("@pep @mara", "@mara"),
        ("/ma /fo", "/fo"),
        ("c²", "c²"),
        ("10", "10"),
        ("-c5", "-c5"),
    ],
)
def test_what_is_not_understood_is_named_and_the_line_waits(text: str, doubt: str) -> None:
    line = read(text)
    assert not line.understood
    assert doubt in [each.part for each in line.doubts]


def test_two_of_a_name_are_a_choice_and_a_full_name_is_not() -> None:
    (doubt,) = read("@mar k").doubts
    assert doubt.choices == (MARBLE, MARIBEL)
    assert read("@Marble").person == MARBLE
    assert read("@m1-201").person == MARIBEL
    assert read("@maryj").person == MARIBEL


def test_nothing_typed_is_nothing_to_save() -> None:
    for text in ("", "   ", '"', ' "  '):
        assert read(text).empty
        assert not read(text).understood
    assert read("*1").understood


def test_again_repeats_what_was_given_and_not_to_whom() -> None:
    line = again(read('@pep k r8 /ma ! "about her brother'))
    assert render(line, LETTERS) == "/market_end c10 l4 d1"
    assert read(render(line, LETTERS)) == line


notes = st.text(max_size=30).map(str.strip)
lines = st.builds(
    Line,
    person=st.none() | st.sampled_from(PEOPLE),
    area=st.none() | st.sampled_from(AREAS),
    brief=st.booleans(),
    supplies=st.dictionaries(st.sampled_from(tuple(ITEMS.values())), st.integers(1, 100_000)).map(
        MappingProxyType
    ),
    returns=st.integers(0, 100_000),
    note=notes,
    harm=st.booleans(),
)


@given(lines, st.integers(1, 200))
def test_a_line_written_out_is_read_as_itself(line: Line, people: int) -> None:
    if line.person is None:
        line = Line(None, people, line.area, line.brief, line.supplies, line.returns, line.note)
    read_again = read(render(line, LETTERS))
    assert read_again.understood
    assert read_again == line


typed = st.text() | st.lists(
    st.sampled_from([*'kclnrxdfbz@*/"!', "c10", "@mar", "/ma", "*2", "@pepper", "10", "\u0660"])
).map(" ".join)


@given(typed)
def test_any_text_at_all_is_read_and_what_is_understood_says_the_same_again(text: str) -> None:
    line = read(text)
    if line.understood:
        assert read(render(line, LETTERS)) == line
    else:
        assert line.empty or line.doubts


@given(typed)
def test_a_sign_that_stands_for_nothing_never_gets_lost(text: str) -> None:
    """Every part of what is understood is needed: take it away and the line says less."""
    line = read(text)
    before, mark, after = text.partition('"')
    if not line.understood:
        return
    parts = before.split()
    for place in range(len(parts)):
        fewer = " ".join([*parts[:place], *parts[place + 1 :]]) + (
            f" {mark}{after}" if mark else ""
        )
        said = read(fewer)
        repeated = parts[place].strip("!bB") == "" or parts[place].startswith("*1")
        assert said != line or repeated
