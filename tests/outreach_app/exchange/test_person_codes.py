"""Codes dealt out to people who come in by the hundred."""

import random
import re

import pytest

from outreach_app.casework.codes import PersonCodes, initial_of


@pytest.mark.parametrize(
    ("alias", "letter"),
    [("wren", "W"), (" Élodie", "E"), ("Ñandú", "N"), ("7th", "X"), ("", "X"), ("李", "X")],
)
def test_the_letter_is_that_of_the_alias(alias: str, letter: str) -> None:
    assert initial_of(alias) == letter


def test_codes_are_short_readable_and_never_dealt_twice() -> None:
    codes = PersonCodes((), random.Random(1))
    dealt = [codes.new("Wren") for _ in range(12_000)]
    assert len(set(dealt)) == len(dealt)
    assert re.fullmatch(r"W[0-9]-[0-9]{3}", dealt[0])
    assert all(len(code) <= 12 for code in dealt)


def test_codes_in_use_are_passed_over() -> None:
    first = PersonCodes((), random.Random(1)).new("Wren")
    assert PersonCodes((first,), random.Random(1)).new("Wren") != first
