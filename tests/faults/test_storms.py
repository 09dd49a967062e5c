"""Dying in the middle of a copy, a restore or a step to a later version loses nothing.

The short form kills at steps that are the same on every machine. `make faults` runs the long one,
over a thousand deaths at random moments, and prints its table.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.trials import TRIALS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")

SHORT = {"backup": 6, "restore": 10, "step": 4}
LONG = 250


def storm(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.storm", str(folder), *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("what", SHORT)
def test_a_few_deaths(tmp_path: Path, what: str) -> None:
    assert "0 lost" in storm(tmp_path, what, str(SHORT[what]))


@pytest.mark.slow
def test_a_thousand_deaths(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = [storm(tmp_path / "at" / what, what, "120") for what in TRIALS]
    table += [storm(tmp_path / "any" / what, what, str(LONG), "--anywhere") for what in TRIALS]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(table) + "\n")
