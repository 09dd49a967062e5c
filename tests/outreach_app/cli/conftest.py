import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach_app import cli
from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.ready import Made, new_desk

SAMPLE = Path(__file__).parents[2] / "data" / "dev_sample.json"


@dataclass(frozen=True)
class Said:
    code: int
    out: bytes
    err: str


Run = Callable[..., Said]


class Pipe(io.TextIOWrapper):
    """Standard input or output of a run: not a terminal."""

    def __init__(self, data: bytes = b"") -> None:
        self.held = io.BytesIO(data)
        super().__init__(self.held, encoding="utf-8", write_through=True)


@pytest.fixture
def now() -> SetClock:
    return SetClock(datetime(2026, 2, 20, 9, 0, tzinfo=UTC))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, now: SetClock) -> Run:
    def run_it(*argv: object, hears: str = f"{PASSPHRASE}\n") -> Said:
        out, err = Pipe(), Pipe()
        monkeypatch.setattr(sys, "stdin", Pipe(hears.encode()))
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = cli.run([str(each) for each in argv], now)
        assert isinstance(code, int)
        return Said(code, out.held.getvalue(), err.held.getvalue().decode())

    return run_it


@pytest.fixture
def book(tmp_path: Path, now: SetClock) -> Path:
    path = tmp_path / "ravel.casebook"
    made = Made(path.name, "", SIGN_IN, PASSPHRASE, KdfCost.CHEAPEST, now.moment)
    new_desk(path, made, now).close()
    return path


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.json"
    path.write_text(json.dumps(json.loads(SAMPLE.read_text())["data"]))
    return path


@pytest.fixture
def ravel(book: Path, sample: Path, run: Run) -> Path:
    done = run("import", sample, "--casebook", book, "--passphrase-file", "-")
    assert done.code == 0, done.err
    return book
