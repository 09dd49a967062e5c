"""One of the two key files is not as it should be: `verify` says so, an opening puts it right."""

import errno
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from outreach_app import bootstrap
from outreach_app.casework.colleagues import NewColleague
from outreach_app.clock import SetClock
from outreach_app.errors import EXIT_BAD_FILE, EXIT_OK
from outreach_app.governance import audit
from outreach_app.vault import key_copies, keyfile_copies
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.keyholders import create_keys
from outreach_app.words import say
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.cli.conftest import Run, Said
from tests.outreach_app.vault.test_forged_key_file import forge

CHEAP: Final = KdfCost.CHEAPEST
LATER: Final = "copper sparrow kettle winter noon"
Harm = Callable[[Path, int], object]


def copy_of(path: Path, which: int) -> Path:
    return keyfile_copies.paths_of(path)[which]


def flipped(path: Path, which: int) -> None:
    content = bytearray(copy_of(path, which).read_bytes())
    content[len(content) // 2] ^= 1
    copy_of(path, which).write_bytes(content)


def cut(path: Path, which: int) -> None:
    content = copy_of(path, which).read_bytes()
    copy_of(path, which).write_bytes(content[: len(content) // 2])


def foreign(path: Path, which: int) -> None:
    other = path.with_name("other.casebook")
    create_keys(other, "", PASSPHRASE, KdfCost.CHEAPEST)
    shutil.copyfile(copy_of(other, which), copy_of(path, which))


def older(path: Path, which: int) -> None:
    """Put back what stood there three changes ago."""
    shutil.copyfile(path.with_name("first.keys"), copy_of(path, which))


HARMS: Final[dict[str, Harm]] = {
    "flipped": flipped,
    "cut": cut,
    "emptied": lambda path, which: copy_of(path, which).write_bytes(b""),
    "gone": lambda path, which: copy_of(path, which).unlink(),
    "foreign": foreign,
    "older": older,
    "forged": lambda path, which: forge(path, which, lambda members: None),
}
WHAT: Final = {
    "flipped": key_copies.DAMAGED,
    "cut": key_copies.DAMAGED,
    "emptied": key_copies.DAMAGED,
    "gone": key_copies.MISSING,
    "foreign": key_copies.OTHER,
    "older": key_copies.OLDER,
    "forged": key_copies.FORGED,
}
KEPT: Final = ("flipped", "cut", "foreign", "forged")


@pytest.fixture
def path(book: Path, now: SetClock) -> Path:
    """A casebook whose key file was changed three times."""
    shutil.copyfile(copy_of(book, 0), book.with_name("first.keys"))
    with closing(bootstrap.open_desk(book, SIGN_IN, PASSPHRASE, now, cost=CHEAP)) as desk:
        for name in ("Ash", "Elm", "Oak"):
            desk.accounts.add(NewColleague(name, "outreach"), f"{LATER} {name}")
    return book


def files(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


def verify(run: Run, path: Path) -> Said:
    return run("verify", "--casebook", path, "--user", SIGN_IN, "--passphrase-file", "-")


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("how", [each for each in HARMS if each != "gone"])
def test_verify_names_it_and_touches_nothing(run: Run, path: Path, how: str, which: int) -> None:
    HARMS[how](path, which)
    before = files(path)
    said = verify(run, path)
    assert said.code == EXIT_BAD_FILE
    main, spare = (copy_of(path, each).name for each in (which, 1 - which))
    found = say(f"vault.copy.{WHAT[how]}", name=main)
    assert say("vault.copy.way_back", found=found, good=spare) in said.err
    assert files(path) == before


@pytest.mark.parametrize("which", [0, 1])
def test_verify_says_that_one_is_not_there_and_finds_the_casebook_whole(
    run: Run, path: Path, which: int
) -> None:
    HARMS["gone"](path, which)
    said = verify(run, path)
    assert said.code == EXIT_OK
    main, spare = (copy_of(path, each).name for each in (which, 1 - which))
    found = say("vault.copy.missing", name=main)
    assert say("vault.copy.way_back", found=found, good=spare) in said.err
    assert not copy_of(path, which).exists()


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("how", HARMS)
def test_an_opening_puts_it_right_keeps_what_lay_there_and_says_so(
    run: Run, path: Path, now: SetClock, how: str, which: int
) -> None:
    good = [copy_of(path, each).read_bytes() for each in (0, 1)]
    HARMS[how](path, which)
    harmed = files(path).get(copy_of(path, which).name)
    with closing(bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, now)) as desk:
        (said,) = desk.accounts.said
        noted = {row.action for row in desk.ask(audit.latest, 9)}
        assert noted & {"key_file_mended", "other_key_file"}
        assert desk.accounts.slips() == ()
    assert [copy_of(path, each).read_bytes() for each in (0, 1)] == good
    kept = [each for each in path.parent.iterdir() if ".keys-aside-" in each.name]
    assert [each.read_bytes() for each in kept] == ([harmed] if how in KEPT else [])
    assert all(each.name in said for each in kept)
    # Gone when it was said: the next time there is nothing to say.
    assert verify(run, path).code == EXIT_OK
    with closing(bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, now)) as desk:
        assert desk.accounts.said == ()


def test_the_command_line_says_it_beside_the_result(run: Run, path: Path) -> None:
    flipped(path, 0)
    said = run("match", "--casebook", path, "--user", SIGN_IN, "--passphrase-file", "-")
    assert copy_of(path, 0).name in said.err
    assert copy_of(path, 0).name not in said.out.decode()


def test_who_died_between_the_two_writes_left_nothing_wrong(
    run: Run, path: Path, now: SetClock
) -> None:
    """The spare is written first: a main copy one number behind is mended without a word."""
    before = copy_of(path, 0).read_bytes()
    with closing(bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, now, cost=CHEAP)) as desk:
        desk.accounts.change_own(PASSPHRASE, LATER)
    after = copy_of(path, 1).read_bytes()
    copy_of(path, 0).write_bytes(before)
    with closing(bootstrap.open_desk(path, SIGN_IN, LATER, now)) as desk:
        assert desk.accounts.said == ()
    assert copy_of(path, 0).read_bytes() == after


def test_a_disk_that_refuses_keeps_nobody_from_reading(
    path: Path, now: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    flipped(path, 0)
    harmed = copy_of(path, 0).read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "read only")

    with monkeypatch.context() as refusing:
        refusing.setattr(Path, "replace", refuse)
        with closing(bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, now)) as desk:
            (said,) = desk.accounts.said
            assert copy_of(path, 1).name in said
    assert copy_of(path, 0).read_bytes() == harmed
    with closing(bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, now)) as desk:
        assert "keys-aside-" in desk.accounts.said[0]
