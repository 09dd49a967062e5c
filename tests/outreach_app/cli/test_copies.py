"""`backup`, `restore`, and what `verify` and `import` say about copies."""

from pathlib import Path

import pytest

from tests.conftest import PASSPHRASE
from tests.outreach_app.cli.conftest import Run

P = ("--passphrase-file", "-")


@pytest.fixture
def copy(book: Path, tmp_path: Path, run: Run) -> Path:
    stick = tmp_path / "stick"
    stick.mkdir()
    done = run("backup", "--casebook", book, "--to", stick, *P)
    assert done.code == 0, done.err
    return Path(done.out.decode().strip())


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_copy_is_made_and_comes_back(book: Path, copy: Path, run: Run, tmp_path: Path) -> None:
    assert copy.parent == tmp_path / "stick"
    new = tmp_path / "new.casebook"
    done = run("restore", copy, "--casebook", new, *P)
    assert (done.code, done.out.decode().strip()) == (0, str(new)), done.err
    assert run("verify", "--casebook", new, *P).code == 0


def test_an_existing_casebook_is_replaced_only_when_asked(book: Path, copy: Path, run: Run) -> None:
    before = book.read_bytes()
    refused = run("restore", copy, "--casebook", book, *P)
    assert (refused.code, "--replace" in refused.err) == (5, True)
    assert book.read_bytes() == before
    done = run("restore", copy, "--casebook", book, "--replace", *P)
    assert done.code == 0, done.err
    (aside,) = book.parent.glob("ravel.casebook.before-restore-*")
    assert str(aside) in done.err
    assert (aside / book.name).read_bytes() == before
    assert run("verify", "--casebook", book, *P).code == 0


@pytest.mark.parametrize(
    ("what", "code"),
    [("flip", 4), ("other file", 4), ("no file", 5), ("no folder", 5), ("passphrase", 3)],
)
def test_what_is_refused_says_why(
    book: Path, copy: Path, run: Run, tmp_path: Path, what: str, code: int
) -> None:
    target, hears = tmp_path / "new.casebook", f"{PASSPHRASE}\n"
    if what == "flip":
        flip(copy, 400_000)
    elif what == "other file":
        copy.write_bytes(b"not a copy")
    elif what == "no file":
        copy.unlink()
    elif what == "no folder":
        target = tmp_path / "gone" / "new.casebook"
    else:
        hears = "some other words entirely here\n"
    done = run("restore", copy, "--casebook", target, *P, hears=hears)
    assert done.code == code, done.err
    assert len(done.err.strip().splitlines()) == 1
    assert not target.exists()


def test_a_folder_that_is_not_there(book: Path, run: Run, tmp_path: Path) -> None:
    done = run("backup", "--casebook", book, "--to", tmp_path / "gone", *P)
    assert (done.code, "plug the stick in" in done.err) == (5, True)
    assert run("backup", "--casebook", book, *P).code == 2
    assert run("backup", "--casebook", book, "--to", "", *P).code == 2


def test_verify_and_every_other_command_name_the_way_back(
    book: Path, run: Run, tmp_path: Path
) -> None:
    beside = tmp_path / "ravel.copies"
    beside.mkdir()
    made = run("backup", "--casebook", book, "--to", beside, *P)
    name = Path(made.out.decode().strip()).name
    flip(book, 9000)
    damaged = book.read_bytes()
    for command in (("verify",), ("match",)):
        done = run(*command, "--casebook", book, *P)
        assert (done.code, name in done.err) == (4, True)
    assert book.read_bytes() == damaged


def test_rows_are_never_taken_out_of_a_copy(book: Path, copy: Path, run: Run) -> None:
    before = book.read_bytes()
    renamed = copy.with_name("export.json")
    copy.rename(renamed)
    done = run("import", renamed, "--casebook", book, *P)
    assert (done.code, "restore it instead" in done.err) == (1, True)
    assert book.read_bytes() == before
