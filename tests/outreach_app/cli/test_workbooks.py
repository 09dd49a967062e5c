"""The workbook form from the second door: an empty one, in, out, and refused."""

from pathlib import Path

from tests.outreach_app.cli.conftest import Run

P = ("--passphrase-file", "-")


def test_out_as_a_workbook_and_in_again_gives_the_same_bytes(
    ravel: Path, run: Run, tmp_path: Path
) -> None:
    book, first, second = (tmp_path / name for name in ("all.xlsx", "first.json", "second.json"))
    assert run("export", "--casebook", ravel, "--output", book, *P).code == 0
    assert run("export", "--casebook", ravel, "--output", first, *P).code == 0
    other = tmp_path / "other.casebook"
    assert run("init", "--casebook", other, "--user", "mo", *P).code == 0
    done = run("import", book, "--casebook", other, *P)
    assert done.code == 0, done.err
    assert run("export", "--casebook", other, "--output", second, *P).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert book.stat().st_mode & 0o777 == 0o600


def test_an_empty_workbook_is_written_and_refused_while_empty(
    book: Path, run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "fill.xlsx"
    assert run("template", "--output", target).code == 0
    before = book.read_bytes()
    done = run("import", target, "--casebook", book, *P)
    assert done.code == 1
    assert "project, row 2, id" in done.err
    assert book.read_bytes() == before
    assert run("template", "--output", tmp_path / "fill.txt").code == 2


def test_what_is_no_workbook_is_refused(book: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "old.xlsx"
    target.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600)
    done = run("import", target, "--casebook", book, *P)
    assert done.code == 1
    assert "E-BOOK" in done.err
    assert "Traceback" not in done.err
