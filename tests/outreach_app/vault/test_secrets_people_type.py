import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.errors import MistypedCode
from outreach_app.vault import recovery
from outreach_app.vault.passphrases import check_passphrase, suggest_passphrase, wordlist
from outreach_app.wording import error, problem

CODES = st.builds(lambda _: recovery.new_code(), st.none())


def test_code_looks_as_printed() -> None:
    code = recovery.new_code()
    assert re.fullmatch(r"([A-HJ-NP-Z2-9]{4}-){6}[A-HJ-NP-Z2-9]{4}", code)
    assert len({recovery.new_code() for _ in range(50)}) == 50


@given(CODES, st.data())
def test_one_or_two_wrong_characters_are_always_noticed(code: str, data: st.DataObject) -> None:
    plain = recovery.read_code(code)
    places = data.draw(st.lists(st.integers(0, 27), min_size=1, max_size=2, unique=True))
    signs = list(plain)
    for at in places:
        signs[at] = data.draw(st.sampled_from(recovery.ALPHABET.replace(plain[at], "")))
    with pytest.raises(MistypedCode) as met:
        recovery.read_code("".join(signs))
    if len(places) == 1:
        assert f"group {places[0] // 4 + 1} " in error(met.value)


@given(CODES, st.integers(0, 26))
def test_exchanged_neighbours_are_noticed(code: str, at: int) -> None:
    plain = recovery.read_code(code)
    swapped = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
    assert recovery.is_code(swapped) == (plain[at] == plain[at + 1])


@pytest.mark.parametrize("typed", ["", "ABCD", "0" * 28, "É" * 28, "A" * 29])
def test_other_typing_errors_have_a_hint(typed: str) -> None:
    with pytest.raises(MistypedCode) as met:
        recovery.read_code(typed)
    assert error(met.value)


def test_typed_back() -> None:
    code = recovery.new_code()
    assert recovery.same_code(code.lower().replace("-", " "), code)
    assert not recovery.same_code(recovery.new_code(), code)
    assert not recovery.same_code("", code)


@pytest.mark.parametrize(
    "text",
    [
        "lantern meadow violin pepper tide",
        "my grey cat sits on it",
        "Tr0mbone&velvet",
        "żółty parasol w deszczu",
    ],
)
def test_good_passphrases(text: str) -> None:
    assert check_passphrase(text) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "passphrase_short"),
        ("short", "passphrase_short"),
        ("a b c d e", "passphrase_short"),
        ("passwordpassword", "passphrase_common"),
        ("Password-2024-2025", "passphrase_common"),
        ("correct horse battery staple", "passphrase_common"),
        ("qwertyuiopasdfgh", "passphrase_common"),
        ("12345678901234567890", "passphrase_common"),
        ("aaaaaaaaaaaaaaaa", "passphrase_common"),
        ("abcabcabcabcabcabc", "passphrase_common"),
        ("thomas-anderson1", "passphrase_is_name"),
    ],
)
def test_passphrases_that_are_not_taken(text: str, code: str) -> None:
    found = check_passphrase(text, "Thomas Anderson")
    assert [item.code for item in found] == [code]
    assert problem(found[0])


def test_recovery_code_is_not_taken_as_passphrase() -> None:
    assert check_passphrase(recovery.new_code())[0].code == "passphrase_is_code"


def test_suggestions() -> None:
    words = wordlist()
    assert len(words) == len(set(words)) >= 1024
    assert all(re.fullmatch(r"[a-z]{3,8}", word) for word in words)
    for _ in range(20):
        suggestion = suggest_passphrase()
        assert len(set(suggestion.split())) == 5
        assert check_passphrase(suggestion) == ()
