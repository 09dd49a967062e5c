"""Registrations beside each other, both ways, by the rules of the exchange format (9.3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app import vocabulary
from outreach_app.matching import plates, safe_plates
from outreach_app.matching.plate_index import PlateIndex

RULE = safe_plates.rule(vocabulary.shipped())


def compared(one: str, other: str) -> plates.PlateFound:
    mine, theirs = plates.read(one, RULE), plates.read(other, RULE)
    assert mine
    assert theirs
    return plates.compare(mine, theirs)


@pytest.mark.parametrize(
    ("one", "other", "kind", "agree"),
    [
        # the worked examples of the workflow
        ("QN54 8SE", "QH54 RSE", "full", 7),
        ("QN54 8SE", "QH54 R?E", "part", 6),
        ("QN54 8SE", "?H54 RSE", "part", 6),
        ("QN54 8SE", "QH45 RSE", "swapped", 7),
        # unknown characters and runs
        ("QK7? ??N", "QK7? G?N", "part", 4),
        ("QH54*", "QH54 RSE", "half", 4),
        ("QH54 RS*", "QH54 RSE", "part", 6),
        ("QH54 RS*", "QH54 R*", "part", 5),
        ("*RSE", "QH54 RSE", "few", 3),
        ("Q*RSE", "QH54 RSE", "part", 4),
        ("Q?5? ???", "QH54 RSE", "few", 2),
        ("Q?54 RS?", "QH54*", "few", 3),
        ("Q??????", "QH54 RSE", "nothing", 1),
        # half a registration, said as far as it is known
        ("QH54", "QH54 RSE", "half", 4),
        ("QH54", "QH54", "half", 4),
        ("QH54…", "qh54 rse", "half", 4),
        # the same however it is written
        ("qh-54 rse", "QH54RSE", "full", 7),
        ("QH54.RSE", "QH 54 RSE", "full", 7),
        # other forms: old, Northern Irish, foreign, personal
        ("A123 BCD", "A123 BC0", "full", 7),
        ("ABZ 1234", "A8Z 1Z34", "full", 7),
        ("WX 12345", "WX12345", "full", 7),
        ("A1", "A1", "few", 2),
        # another one
        ("QH54 RSE", "QH54 RPE", "different", 6),
        ("QT22 ??E", "QH54 R?E", "different", 2),
        ("QH54 RSE", "RS54 QHE", "different", 3),
        # nothing speaks for it, nothing against it
        ("QH54 RS", "QH54 RSE", "nothing", 0),
    ],
)
def test_pairs(one: str, other: str, kind: str, agree: int) -> None:
    for found in (compared(one, other), compared(other, one)):
        assert (found.kind, found.agree) == (kind, agree)


def test_what_was_read_as_what_is_told() -> None:
    assert compared("QN54 8SE", "QH54 RSE").read_as == (("N", "H"), ("8", "R"))
    assert compared("QH54 RSE", "QH45 RSE").swapped == "54"


@pytest.mark.parametrize("said", [None, "", "  ", "???", "*", "-"])
def test_nothing_seen_is_nothing_to_compare(said: str | None) -> None:
    assert plates.read(said, RULE) is None


def test_while_it_is_typed_more_may_follow() -> None:
    begun, whole = plates.read("QH5", RULE, typing=True), plates.read("QH54 RSE", RULE)
    assert begun
    assert whole
    assert plates.compare(begun, whole).kind == "few"


PLATE = st.text("ABHNMRSE8O05?", min_size=1, max_size=8)


@given(st.lists(st.tuples(PLATE, st.sampled_from(("", "*", "*E"))), min_size=1, max_size=12))
def test_the_index_leaves_none_out(said: list[tuple[str, str]]) -> None:
    read = [plates.read("".join(each), RULE) for each in said]
    known = [each for each in read if each is not None]
    index = PlateIndex()
    for number, each in enumerate(known):
        index.add(each, number)
    for mine in known:
        found = index.candidates(mine)
        for number, theirs in enumerate(known):
            if plates.compare(mine, theirs).kind not in {"different", "nothing"}:
                assert found >> number & 1
