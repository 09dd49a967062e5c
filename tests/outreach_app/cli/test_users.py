"""`users list | add | disable | enable | role | passphrase`: the second door to who signs in."""

from pathlib import Path

import pytest

from outreach_app.vault.kdf import KdfCost
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.cli.conftest import Run

MO = "harbour velvet onion cloud piano"
LATER = "copper sparrow kettle winter noon"
P = ("--passphrase-file", "-")
NEW = ("--new-passphrase-file", "-")


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    # New ways in cost a second each otherwise.
    monkeypatch.setattr(KdfCost, "CREATION", KdfCost.CHEAPEST)


@pytest.fixture
def two(book: Path, run: Run) -> Path:
    done = run("users", "add", "Mo", "outreach", "--casebook", book, *P, *NEW, hears=lines(MO))
    assert done.code == 0, done.err
    return book


def lines(*more: str, first: str = PASSPHRASE) -> str:
    return "".join(f"{each}\n" for each in (first, *more))


def listed(run: Run, book: Path) -> dict[str, list[str]]:
    done = run("users", "list", "--casebook", book, "--user", SIGN_IN, *P)
    assert done.code == 0, done.err
    return {row.split("\t")[0]: row.split("\t") for row in done.out.decode().splitlines()}


def test_a_colleague_is_added_and_signs_in(two: Path, run: Run) -> None:
    assert listed(run, two)["Mo"][1:4] == ["MO", "outreach", "signs in"]
    as_mo = ("--casebook", two, "--user", "mo", *P)
    assert run("users", "list", *as_mo, hears=lines(first=MO)).code == 0
    assert run("users", "list", *as_mo).code == 3
    assert listed(run, two)["Mo"][4] == "2026-02-20T09:00:00Z"


def test_what_does_not_fit_is_refused(two: Path, run: Run) -> None:
    def add(name: str, role: str, phrase: str) -> tuple[int, str]:
        asked = ("users", "add", name, role, "--casebook", two, "--user", SIGN_IN, *P, *NEW)
        done = run(*asked, hears=lines(phrase))
        return done.code, done.err

    for name, role, phrase, words in (
        (" MO ", "outreach", LATER, "Somebody signs in, or signed in, under this name"),
        ("Ru", "boss", LATER, "“boss” is not one of the choices"),
        ("Ru", "outreach", "short", "at least 14 characters"),
        ("", "outreach", LATER, "needed"),
        ("…", "outreach", LATER, "needed"),
        ("M\u200bo", "outreach", LATER, "a character that cannot be kept"),
        ("\u202eoM", "outreach", LATER, "a character that cannot be kept"),
    ):
        code, said = add(name, role, phrase)
        assert (code, words in said) == (1, True), said
    assert set(listed(run, two)) == {SIGN_IN, "Mo"}


def test_only_the_lead_changes_who_signs_in(two: Path, run: Run) -> None:
    for what in (("add", "Ru", "lead"), ("role", "mo", "lead"), ("disable", SIGN_IN)):
        done = run(
            *("users", *what, "--casebook", two, "--user", "mo", *P, *NEW),
            hears=lines(LATER, first=MO),
        )
        assert (done.code, "Your role does not include this" in done.err) == (1, True)
    done = run(
        *("users", "passphrase", SIGN_IN, "--casebook", two, "--user", "mo", *P, *NEW),
        hears=lines(LATER, first=MO),
    )
    assert done.code == 1


def test_a_leaver_cannot_sign_in_and_may_come_back(two: Path, run: Run) -> None:
    lead = ("--casebook", two, "--user", SIGN_IN, *P)
    done = run("users", "disable", "mo", *lead)
    assert done.code == 0, done.err
    assert "The casebook has a new key." in done.err
    assert "One copy was made under the new key." in done.err
    assert "No earlier copy is in reach." in done.err
    as_mo = ("users", "list", "--casebook", two, "--user", "mo", *P)
    assert run(*as_mo, hears=lines(first=MO)).code == 3
    assert listed(run, two)["Mo"][3] == "switched off"
    assert run("users", "disable", "mo", *lead).code == 1
    assert run("users", "passphrase", "mo", *lead, *NEW, hears=lines(LATER)).code == 1

    assert run("users", "enable", "mo", *lead, *NEW, hears=lines(LATER)).code == 0
    assert run(*as_mo, hears=lines(first=LATER)).code == 0


def test_somebody_stays_who_leads(two: Path, run: Run) -> None:
    lead = ("--casebook", two, "--user", SIGN_IN, *P)
    for what in (("disable", SIGN_IN), ("role", SIGN_IN, "volunteer")):
        done = run("users", *what, *lead)
        assert (done.code, "Somebody has to stay who leads" in done.err) == (1, True), done.err
    assert run("users", "role", "mo", "lead", *lead).code == 0
    done = run("users", "disable", SIGN_IN, *lead)
    assert (done.code, "Another lead does this for you" in done.err) == (1, True)
    done = run(
        *("users", "disable", SIGN_IN, "--casebook", two, "--user", "mo", *P),
        hears=lines(first=MO),
    )
    assert done.code == 0, done.err


def test_a_last_day_ends_the_way_in_when_it_comes(two: Path, run: Run) -> None:
    lead = ("--casebook", two, "--user", SIGN_IN, *P)
    done = run("users", "disable", "mo", "--from", "2026-03-01", *lead)
    assert (done.code, "2026-03-01" in done.err) == (0, True)
    assert listed(run, two)["Mo"][3] == "until 2026-03-01"
    as_mo = ("users", "list", "--casebook", two, "--user", "mo", *P)
    assert run(*as_mo, hears=lines(first=MO)).code == 0


def test_the_own_passphrase(book: Path, run: Run) -> None:
    done = run("users", "passphrase", "--casebook", book, *P, *NEW, hears=lines(LATER))
    assert (done.code, "counts from now on" in done.err) == (0, True)
    assert run("verify", "--casebook", book, *P).code == 3
    # Alone, nobody has to say who they are.
    assert run("verify", "--casebook", book, *P, hears=lines(first=LATER)).code == 0


def test_a_new_passphrase_for_who_forgot_theirs(two: Path, run: Run) -> None:
    lead = ("--casebook", two, "--user", SIGN_IN, *P)
    assert run("users", "passphrase", "mo", *lead, *NEW, hears=lines(LATER)).code == 0
    as_mo = ("users", "list", "--casebook", two, "--user", "mo", *P)
    assert run(*as_mo, hears=lines(first=MO)).code == 3
    assert run(*as_mo, hears=lines(first=LATER)).code == 0


WRONG = (
    (),
    ("forget",),
    ("add",),
    ("add", "Ru"),
    ("role", "mo"),
    ("disable",),
    ("list", "mo"),
    ("disable", "mo", "outreach"),
    ("disable", "mo", "--from", "tomorrow"),
    ("role", "mo", "lead", "--from", "2026-03-01"),
    ("role", "mo", "lead", "--code", "MO"),
)


def test_a_wrong_command_line_opens_nothing(book: Path, run: Run) -> None:
    before = book.read_bytes()
    for what in WRONG:
        assert run("users", *what, "--casebook", book, *P).code == 2, what
    assert book.read_bytes() == before


def test_nobody_of_that_name(two: Path, run: Run) -> None:
    done = run("users", "disable", "ru", "--casebook", two, "--user", SIGN_IN, *P)
    assert (done.code, "“ru”" in done.err) == (1, True)


def test_a_new_key_is_for_the_lead(two: Path, run: Run) -> None:
    lead = ("--casebook", two, "--user", SIGN_IN, *P)
    as_mo = ("users", "new-key", "--casebook", two, "--user", "mo", *P)
    assert run(*as_mo, hears=lines(first=MO)).code == 1
    for _ in range(2):
        done = run("users", "new-key", *lead)
        assert (done.code, "The casebook has a new key." in done.err) == (0, True)
    assert "still open with the passphrases of their day" in done.err
    assert ".backup" in done.err
    assert listed(run, two)["Mo"][3] == "signs in"
    assert run("users", "new-key", "mo", *lead).code == 2
    assert run("verify", "--casebook", two, "--user", SIGN_IN, *P).code == 0
