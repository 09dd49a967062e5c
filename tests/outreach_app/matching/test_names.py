"""Telephones, accounts and features in words."""

import pytest

from outreach_app.matching import accounts, features, phones

SAME = (
    "07700 900231", "+44 7700 900231", "0044 7700 900 231", "07700-900-231", "+44 (0)7700 900231", "7700900231",
    "447700900231", "(07700) 900231", "07700.900.231 ext 4", "tel: 07700 900231", "٠٧٧٠٠ 900231".replace("٠٧٧٠٠", "07700"),
)  # fmt: skip


def end(one: str, other: str) -> str | None:
    found = {phones.compare(a, b) for a in phones.read(one) for b in phones.read(other)}
    return next((each for each in ("same", "end") if each in found), None)


@pytest.mark.parametrize("said", SAME)
def test_one_number_however_it_is_written(said: str) -> None:
    assert end(said, SAME[0]) == end(SAME[0], said) == "same"


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("07700 900231", "07700 900213", None),
        ("07700 900231", "ends 0231", "end"),
        ("07700 900231", "...0231", "end"),
        ("07700 900231", "last 4 digits 0231", "end"),
        ("07700 900231", "last four 0213", None),
        ("07700 900231", "900231", "end"),
        ("496 0231", "4960231", "same"),
        ("07700 900231", "231", None),
        ("07700 9002??", "07700 900231", "end"),
        ("07700 9003??", "07700 900231", None),
        ("07700 900231 or 07700 900674", "+447700900674", "same"),
        ("+40 721 555 0123", "0040721 5550123", "same"),
        ("+40 721 555 0123", "0721 555 0123", None),
        ("0191 496 0231", "+44 191 4960231", "same"),
    ],
)
def test_numbers_beside_each_other(one: str, other: str, how: str | None) -> None:
    assert end(one, other) == end(other, one) == how


@pytest.mark.parametrize("said", [None, "", "withheld", "no number", "12", "unknown"])
def test_no_number(said: str | None) -> None:
    assert phones.read(said) == ()


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (("ad_site_k", "Polite_Rob_77"), ("ad_site_k", "polite_rob_77"), "same"),
        (("ad_site_k", "Polite_Rob_77"), ("chat_m", "polite.rob.77"), "elsewhere"),
        (("ad_site_k", "polite_rob_77"), ("ad_site_k", "polite_bob_77"), None),
        (("mail", "José.Q@post.example"), ("mail", "jose.q@POST.example"), "same"),
        (("chat_m", "🔥🔥"), ("chat_m", "🔥🔥"), "same"),
    ],
)
def test_accounts(one: tuple[str, str], other: tuple[str, str], how: str | None) -> None:
    mine, theirs = accounts.read(*one), accounts.read(*other)
    assert mine
    assert theirs
    assert accounts.compare(mine, theirs) == accounts.compare(theirs, mine) == how


@pytest.mark.parametrize("name", [None, "", "Unknown", "private", "n/a"])
def test_a_name_that_says_nothing_is_none(name: str | None) -> None:
    assert accounts.read("chat_m", name) is None


def test_an_account_may_go_by_a_number() -> None:
    (number,) = accounts.number_in(accounts.read("messenger", "+44 7700 900231"))
    assert phones.compare(number, *phones.read("07700 900231")) == "same"
    assert accounts.number_in(accounts.read("chat_m", "1234")) == ()


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("sign: carpet fitting", "sign: carpets and flooring", "thing"),
        ("dent in near-side door", "near-side door dented", "thing"),
        ("ladder rack", "roof rack with ladders", "thing"),
        ("dented door", "scratched door", "place"),
        ("tattoo: swallow on right hand", "tattoo: small bird, right hand", "thing"),
        ("tattoo: rose on left arm", "tattoo: anchor, forearm", "place"),
        ("tattoo: swallow", "scar: shaped like a bird", None),
        ("taxi sign on roof", "sign: carpets", None),
        ("red stripe", "red seat covers", None),
        ("teeth: gold tooth", "teeth: missing front tooth", None),
        ("teeth: gold tooth", "teeth: one gold", "thing"),
        ("tattoo:", "tattoo: bird", None),
        ("left", "left", None),
    ],
)
def test_features(one: str, other: str, how: str | None) -> None:
    mine, theirs = features.read(one), features.read(other)
    assert features.compare(mine, theirs) == features.compare(theirs, mine) == how
