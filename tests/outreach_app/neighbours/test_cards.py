"""Project cards: read back whole, altered ones refused, eight words to read out."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.bootstrap import Desk
from outreach_app.errors import CheckFailed
from outreach_app.neighbours import address_book, cards, keys, refusing, spoken
from outreach_app.neighbours.cards import Card
from tests.outreach_app.neighbours.two_projects import Two

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CARD = Card("Harbour Lights (invented)", bytes(32), KEY.public_key().public_bytes_raw())


def test_a_card_is_read_back() -> None:
    text = cards.write(CARD, KEY)
    assert cards.read(text.encode()) == CARD
    assert cards.read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n\r\n").encode()) == CARD


def test_the_words_of_a_key_never_change() -> None:
    """Two projects with different versions of the program must read out the same words."""
    assert " ".join(spoken.words_of(bytes(range(32)))) == (
        "monday sail outing time thyme station balloon soil"
    )
    assert len(CARD.words) == 8


@given(st.data())
def test_an_altered_card_is_refused(data: st.DataObject) -> None:
    text = cards.write(CARD, KEY).encode()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.integers(33, 126).filter(lambda sign: sign != text[place]))
    altered = text[:place] + bytes([other]) + text[place + 1 :]
    with pytest.raises((refusing.NotACard, refusing.CardAltered)):
        cards.read(altered)


@given(st.binary(max_size=200))
def test_any_other_file_is_no_card(data: bytes) -> None:
    with pytest.raises(refusing.NotACard):
        cards.read(data)


def test_a_huge_file_is_not_read() -> None:
    with pytest.raises(refusing.NotACard):
        cards.read(b"a" * 5000)


def test_our_card_stays_the_same_and_is_no_neighbour(desk: Desk) -> None:
    one = desk.do(keys.our_card).value
    assert desk.do(keys.our_card).value == one
    assert "Tidewell Outreach (invented)" in one.text
    with pytest.raises(refusing.OwnCard):
        desk.do(address_book.add, one.text.encode())


def test_a_card_is_taken_in_and_checked_on_the_telephone(desk: Desk, two: Two) -> None:
    ours, theirs = desk, two.theirs
    card = theirs.do(keys.our_card).value
    seen = ours.ask(address_book.look_at, card.text.encode())
    assert (seen.card.words, seen.known, seen.other_keys) == (card.words, False, False)
    row = ours.do(address_book.add, card.text.encode()).value
    assert (row.name, row.words, row.usable) == ("Harbour Lights (invented)", card.words, False)
    assert ours.do(address_book.check, row.id, same=True).value.usable
    assert ours.ask(address_book.look_at, card.text.encode()).known
    assert ours.do(address_book.add, card.text.encode()).value.id == row.id
    assert not ours.do(address_book.check, row.id, same=False).value.usable
    assert ours.ask(address_book.listing) == ()


def test_another_card_under_the_same_name_is_pointed_out(desk: Desk, two: Two) -> None:
    # A project under the name of one that is known, with keys of its own.
    made = desk.do(keys.make)
    name = two.ours.ask(address_book.one, two.to_them).name
    other = cards.write(made.public(name), made.signing).encode()
    assert two.ours.ask(address_book.look_at, other).other_keys
    theirs = two.theirs.do(keys.our_card).value.text.encode()
    assert not two.ours.ask(address_book.look_at, theirs).other_keys


def test_agreed_words_are_enough_words(two: Two) -> None:
    with pytest.raises(CheckFailed):
        two.ours.do(address_book.agree, two.to_them, "too few words")
    assert two.ours.do(address_book.agree, two.to_them, spoken.new_words(8)).value.agreed
