"""The real program is killed while somebody types; what it had kept is offered again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from outreach_app import bootstrap
from outreach_app.clock import SystemClock
from tests.ui.gates import CHEAP, NAME, PHRASE

WORDS = "Two people in a grey van asked for them by name"


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    path = tmp_path / "ours.casebook"
    bootstrap.create(path, "Tidewell Outreach", NAME, PHRASE, SystemClock(), CHEAP).desk.close()
    return path


def typist(casebook: Path, *what: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typist", str(casebook), NAME, PHRASE, *what],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
    )


@pytest.mark.parametrize(
    ("page", "field", "title"),
    [
        ("log_contact", "log_contact.note", "Unfinished contact, kept at "),
        ("log_incident", "log_incident.own_words", "Unfinished incident, kept at "),
    ],
)
def test_typing_outlives_a_killed_program(
    casebook: Path, page: str, field: str, title: str
) -> None:
    with typist(casebook, "type", page, field, WORDS) as first:
        assert first.stdout is not None
        assert first.stderr is not None
        assert first.stdout.readline() == "kept\n", first.stderr.read()
        first.kill()
    # The killed program left its lock file; the next one is let in all the same.
    with typist(casebook, "look", field) as second:
        out, errors = second.communicate(timeout=60)
    lines = out.splitlines()
    assert len(lines) == 2, errors
    assert lines[0].startswith(title)
    assert lines[1].startswith(WORDS)
    assert second.returncode == 0, errors
