"""The sealed file: only its receiver opens it, and no byte of it can be another."""

from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.errors import KnownError
from outreach_app.neighbours import refusing, sealing, spoken
from outreach_app.neighbours.sealing import Letter
from outreach_app.wording import error

OURS, THEIRS = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
SENDERS = {OURS.public_key().public_bytes_raw()}
TO = THEIRS.public_key().public_bytes_raw()
CONTENT = {"links": ["a", "b"], "name": "Zoë", "none": None}
LETTER = Letter("case", "K7Q4-M2XD", date(2025, 12, 20), date(2026, 1, 3), "A move", CONTENT)

plain = st.recursive(
    st.none() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


def opened(data: bytes, words: str = "") -> Letter:
    return sealing.open_sealed(data, THEIRS, SENDERS, words).letter


@given(st.dictionaries(st.text(max_size=12), plain, max_size=5), st.text(max_size=40))
def test_what_was_sealed_is_what_is_opened(content: dict[str, Any], words: str) -> None:
    letter = Letter("facts", "R", LETTER.made_on, LETTER.expires_on, "To warn", content)
    data = sealing.seal(letter, TO, OURS, words)
    assert sealing.needs_words(data) == bool(spoken.tidy(words))
    assert opened(data, words.upper().replace(" ", ",  ")) == letter


def test_every_single_byte_that_is_another_is_refused() -> None:
    data = sealing.seal(LETTER, TO, OURS)
    # The ciphertext is one authenticated whole: each byte of head, key, tag and edges, then a sample.
    places = {*range(140), *range(len(data) - 40, len(data)), *range(0, len(data), 29)}
    for place in sorted(places):
        altered = bytearray(data)
        altered[place] ^= 1 + place % 255
        with pytest.raises(KnownError) as met:
            opened(bytes(altered), "any words")
        assert error(met.value)


@given(st.integers(0, 4000), st.binary(max_size=20))
def test_a_file_cut_short_or_with_more_at_its_end_is_refused(cut: int, more: bytes) -> None:
    data = sealing.seal(LETTER, TO, OURS)
    for other in (data[: cut % len(data)], data + b"\0" + more):
        with pytest.raises(KnownError):
            opened(other)


@given(st.binary(max_size=300))
def test_any_other_bytes_are_no_sealed_file(data: bytes) -> None:
    for given_bytes in (data, sealing.MAGIC + data):
        with pytest.raises(KnownError):
            opened(given_bytes, "words")


def test_whoever_it_is_not_for_cannot_open_it() -> None:
    data = sealing.seal(LETTER, TO, OURS)
    with pytest.raises(refusing.NotForUs):
        sealing.open_sealed(data, X25519PrivateKey.generate(), SENDERS)


def test_who_is_not_known_here_is_not_believed() -> None:
    data = sealing.seal(LETTER, TO, Ed25519PrivateKey.generate())
    with pytest.raises(refusing.UnknownSender):
        opened(data)


def test_a_receiver_cannot_hand_it_on_as_if_it_had_been_meant_for_somebody_else() -> None:
    data = sealing.seal(LETTER, TO, OURS)
    head = len(sealing.MAGIC) + 1
    inner = sealing._SUITE.decrypt(data[head:], THEIRS, sealing._info(data[:head], ""))
    third = X25519PrivateKey.generate()
    again = sealing._SUITE.encrypt(inner, third.public_key(), sealing._info(data[:head], ""))
    with pytest.raises(refusing.NotForUs):
        sealing.open_sealed(data[:head] + again, third, SENDERS)


def test_without_the_words_it_stays_shut() -> None:
    data = sealing.seal(LETTER, TO, OURS, "paper lantern bridge")
    with pytest.raises(refusing.WordsNeeded):
        opened(data)
    with pytest.raises(refusing.NotForUs):
        opened(data, "paper lantern ridge")
    assert opened(data, " Paper, LANTERN bridge. ") == LETTER


def test_a_newer_seal_says_so() -> None:
    data = sealing.seal(LETTER, TO, OURS)
    with pytest.raises(refusing.NewerSeal):
        opened(b"SEALED02" + data[8:])


def test_its_length_tells_only_how_many_steps_it_takes() -> None:
    short = sealing.seal(LETTER, TO, OURS)
    other = Letter("case", "Z", LETTER.made_on, LETTER.expires_on, "x", {"a": "b" * 700})
    assert len(short) == len(sealing.seal(other, TO, OURS))
    assert b"move" not in short
    assert OURS.public_key().public_bytes_raw() not in short


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"kind":"case"}',
        b'{"content":{},"expires_on":"2026-01-03","kind":"case","kind":"case","made_on":"2025-12-20","purpose":"x","reference":"R"}',
        b'{"content":{},"expires_on":"soon","kind":"case","made_on":"2025-12-20","purpose":"x","reference":"R"}',
        b'{"content":{},"expires_on":"2026-01-03","kind":"song","made_on":"2025-12-20","purpose":"x","reference":"R"}',
        b'{"content":{"a":NaN},"expires_on":"2026-01-03","kind":"case","made_on":"2025-12-20","purpose":"x","reference":"R"}',
        b'{"content":{},"expires_on":"2026-01-03","kind":"case","made_on":"2025-12-20","purpose":"","reference":"R"}',
        b'{"content":' + b"[" * 3000 + b"]" * 3000 + b"}",
        b"\xff\xfe",
    ],
)
def test_what_a_known_project_signed_wrongly_is_not_understood(body: bytes) -> None:
    head = sealing.MAGIC + b"\0"
    inside = len(body).to_bytes(4, "big") + body + bytes(60)
    signed = OURS.sign(sealing._covered(head, TO, inside)) + OURS.public_key().public_bytes_raw()
    sealed = sealing._SUITE.encrypt(signed + inside, THEIRS.public_key(), sealing._info(head, ""))
    with pytest.raises(refusing.NotUnderstood):
        opened(head + sealed)
