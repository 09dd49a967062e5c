"""Dying in the middle of anything, and a world that gets in the way, lose nothing.

The short form kills at steps that are the same on every machine, and tries one of each thing that
may be in the way. `make faults` runs the long one, over a thousand deaths at random moments, and
prints its table.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from outreach_app.errors import EXIT_BAD_FILE
from tests.faults.damage import KINDS
from tests.faults.tally import Tally, table

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")

STEPS = ("backup", "restore", "step to a later version")
RANDOM = ("writing down",)
WORLD = (
    "a call fails (EIO, ENOSPC, …)",
    "disk full, a limit",
    "folder closed to writing",
    "stopped, two windows",
)


def short(folder: Path, *words: str) -> str:
    # A process of its own: this one has threads, and a fork would copy their locks.
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--folder", str(folder / "storm"), *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def only(kinds: tuple[str, ...]) -> list[str]:
    return [word for kind in kinds for word in ("--only", kind)]


def test_a_few_deaths_at_the_same_steps_everywhere(tmp_path: Path) -> None:
    found = short(tmp_path, "--steps", "3", *only(STEPS))
    for kind in STEPS:
        assert f"| {kind} | 3 | 3 |" in found


def test_a_few_deaths_at_any_moment(tmp_path: Path) -> None:
    found = short(tmp_path, "--kills", "2", "--seed", "1", *only(RANDOM))
    assert "| together |" in found


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="as Linux shows processes")
def test_a_world_in_the_way(tmp_path: Path) -> None:
    # Where calls cannot be made to fail the table says why, and the others are tried.
    found = short(tmp_path, "--runs", "2", "--seed", "1", *only(WORLD))
    assert "| stopped, two windows | 2 |" in found


def test_damage_of_every_kind_is_noticed_and_left_alone(tmp_path: Path) -> None:
    found = short(tmp_path, "--runs", str(len(KINDS)), "--seed", "1", "--only", "damage")
    refused = sum(each.code == EXIT_BAD_FILE for each in KINDS.values())
    assert f"| damage | {len(KINDS)} | 0 | 0 | 0 | 0 | 0 | {refused} | 0 |" in found


def test_a_loss_is_seen_in_the_table_and_by_whoever_calls() -> None:
    lossy = Tally("import", runs=3, killed=2, lost=1, why=["run 2: lost contact 7"])
    assert not lossy.good
    assert "| import | 3 | 2 | 0 | 1 | 0 | 0 | 0 | 0 |" in table([lossy])
    assert "import: run 2: lost contact 7" in table([lossy])
