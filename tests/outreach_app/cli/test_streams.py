"""Standard output or error that is closed, full, or read by nobody: said, with its exit code."""

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest

from outreach_app import cli
from outreach_app.clock import SetClock
from tests.conftest import PASSPHRASE
from tests.outreach_app.cli.conftest import Pipe, Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such devices by name there")

COMMANDS: dict[str, tuple[str, ...]] = {
    "help": (),
    "users": ("users", "list"),
    "verify": ("verify",),
    "match": ("match",),
    "cohort": ("cohort", "--year", "2025"),
    "report": (
        *("report", "--month", "2025-12", "--pack", "internal"),
        *("--format", "json", "--output", "-"),
    ),
}


def _full() -> TextIO:
    return Path("/dev/full").open("w")


def _unread() -> TextIO:
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "w")


WHERE: dict[str, tuple[Callable[[], TextIO | None], str]] = {
    "closed": (lambda: None, "is closed"),
    "full": (_full, "no room"),
    "unread": (_unread, "nobody reads"),
}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_result_that_cannot_be_printed(
    book: Path, now: SetClock, monkeypatch: pytest.MonkeyPatch, command: str, where: str
) -> None:
    make, said = WHERE[where]
    out, err = make(), Pipe()
    monkeypatch.setattr(sys, "stdin", Pipe(f"{PASSPHRASE}\n".encode()))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    argv = [*COMMANDS[command], "--casebook", str(book), "--passphrase-file", "-"]
    argv = argv if COMMANDS[command] else ["report", "--help"]
    assert cli.run(argv, now) == 5
    told = err.held.getvalue().decode()
    assert said in told
    assert "Traceback" not in told
    if out is not None:
        out.close()  # as Python does at the very end: nothing is left to fail


@pytest.mark.parametrize("make", [lambda: None, _full, _unread], ids=["closed", "full", "unread"])
def test_nobody_hears_what_is_said_beside_it(
    book: Path, now: SetClock, monkeypatch: pytest.MonkeyPatch, make: Callable[[], TextIO | None]
) -> None:
    argv = ["verify", "--casebook", str(book), "--passphrase-file", "-"]
    for typed, code in ((PASSPHRASE, 0), ("wrong", 3)):
        err = make()
        monkeypatch.setattr(sys, "stdin", Pipe(f"{typed}\n".encode()))
        monkeypatch.setattr(sys, "stdout", Pipe())
        monkeypatch.setattr(sys, "stderr", err)
        assert cli.run(argv, now) == code
        if err is not None:
            err.close()


def test_a_recovery_code_that_was_not_shown_is_said(
    tmp_path: Path, now: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    err = Pipe()
    monkeypatch.setattr(sys, "stdin", Pipe(f"{PASSPHRASE}\n".encode()))
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", err)
    path = tmp_path / "new.casebook"
    argv = ["init", "--casebook", str(path), "--user", "daya", "--passphrase-file", "-"]
    assert cli.run(argv, now) == 5
    assert "Make a new recovery sheet" in err.held.getvalue().decode()


@pytest.mark.parametrize("given", [("--passphrase-file", "-"), ()])
def test_no_standard_input_is_no_passphrase(
    book: Path, now: SetClock, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]
) -> None:
    def no_terminal(question: str, stream: TextIO) -> str:
        return getpass.fallback_getpass(question, stream)  # type: ignore[attr-defined,no-any-return]

    monkeypatch.setattr(getpass, "getpass", no_terminal)
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stderr", Pipe())
    assert cli.run(["verify", "--casebook", str(book), *given], now) == 3


@pytest.mark.parametrize(
    "period", [("--month", "2026-13"), ("--year", "26"), ("--from", "2026-02-30", "--to", "2026")]
)
def test_a_period_that_is_none_is_told_in_sentences(
    book: Path, run: Run, period: tuple[str, ...]
) -> None:
    done = run(
        *("report", "--casebook", book, *period, "--pack", "internal", "--format", "csv"),
        *("--output", "-", "--passphrase-file", "-"),
    )
    assert done.code == 2
    assert done.err.rstrip().endswith(".")
    assert done.err[0] in "T“"


@pytest.mark.parametrize("way", ["file", "standard input"])
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (f"\ufeff{PASSPHRASE}\r\n", 0),
        (f"{PASSPHRASE}\nmore", 0),
        (PASSPHRASE, 0),
        (f"{PASSPHRASE}\x0bmore\n", 3),
        (f"{PASSPHRASE}\u2028more\n", 3),
    ],
)
def test_a_passphrase_is_one_line_wherever_it_comes_from(
    book: Path, run: Run, tmp_path: Path, typed: str, code: int, way: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(typed.encode())
    given = str(secret) if way == "file" else "-"
    assert run("verify", "--casebook", book, "--passphrase-file", given, hears=typed).code == code
