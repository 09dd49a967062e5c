"""``audit``: honest files pass, a changed one does not, and whatever is no report is named so."""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from outreach_app.clock import SetClock
from tests.outreach_app.cli.conftest import Run
from tests.outreach_app.cli.test_second_door import P


@pytest.fixture
def reports(ravel: Path, run: Run, tmp_path: Path) -> list[Path]:
    """Three reports of one project, one after another."""
    found = []
    for pack, month in (("lottery", "2025-10"), ("pcc", "2025-10"), ("lottery", "2025-11")):
        target = tmp_path / f"{pack}-{month}.json"
        done = run(
            *("report", "--casebook", ravel, "--month", month, "--pack", pack),
            *("--format", "json", "--as-at", "2026-01-31T23:59:59Z", "--output", target, *P),
        )
        assert done.code == 0, done.err
        found.append(target)
    return found


def test_honest_files_pass_alone_and_together(reports: list[Path], run: Run) -> None:
    for last, report in enumerate(reports):
        earlier = [part for each in reports[:last] for part in ("--earlier", each)]
        done = run("audit", report, *earlier)
        assert done.code == 0, done.err
        answer = json.loads(done.out)
        assert answer["passed"]
        assert answer["exposed"] == []
        assert answer["intervals"]


def changed(path: Path, change: Any) -> Path:
    raw = json.loads(path.read_text(encoding="utf-8"))
    change(raw)
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def first_hidden(raw: dict[str, Any]) -> str:
    cells = raw["protection"]["releases"][-1]["cells"]
    return str(next(name for name, value in cells.items() if value == "hidden"))


def in_the_lines(raw: dict[str, Any]) -> None:
    raw["lines"]["A02_alerts_with_plate"] = 3


def in_the_protection(raw: dict[str, Any]) -> None:
    raw["protection"]["releases"][-1]["cells"][first_hidden(raw)] = 2


def both_lower_than_allowed(raw: dict[str, Any]) -> None:
    raw["protection"]["threshold"] = 0
    in_the_protection(raw)


def without_lines(raw: dict[str, Any]) -> None:
    raw["lines"] = None


@pytest.mark.parametrize(
    "change", [in_the_lines, in_the_protection, both_lower_than_allowed, without_lines]
)
def test_a_changed_file_does_not_pass(reports: list[Path], run: Run, change: Any) -> None:
    done = run("audit", changed(reports[0], change))
    assert done.code == 1
    assert done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"protection": 3}',
        '{"protection": {"releases": 4}, "lines": {}}',
        '{"releases": [], "relations": [{"terms": {}, "op": {}}]}',
        '{"releases": [{"cells": {"a": 10000000000}}]}',
        json.dumps(
            {
                "releases": [],
                "relations": [{"total": "t", "parts": [f"a{n}" for n in range(200_000)]}],
            }
        ),
    ],
)
def test_what_is_no_report_is_named_so(tmp_path: Path, run: Run, text: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text, encoding="utf-8")
    done = run("audit", path)
    assert done.code == 1
    assert done.out == b""
    assert "Traceback" not in done.err


def test_exact_figures_have_nothing_to_audit(ravel: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "inside.json"
    run(
        *("report", "--casebook", ravel, "--month", "2025-10", "--pack", "internal"),
        *("--format", "json", "--output", target, *P),
    )
    done = run("audit", target)
    assert done.code == 1
    assert "inside.json" in done.err


def test_police_figures_are_given_out_once_in_any_form(ravel: Path, run: Run) -> None:
    ask = ("report", "--casebook", ravel, "--month", "2025-10", "--pack", "police")
    rest = ("--format", "json", "--output", "-", *P)
    first = run(*ask, "--as-at", "2025-11-07T23:59:59Z", *rest)
    assert first.code == 0
    again = run(*ask, "--as-at", "2025-11-07T23:59:59Z", *rest)
    assert json.loads(again.out)["lines"] == json.loads(first.out)["lines"]
    later = run(*ask, "--as-at", "2026-01-31T23:59:59Z", *rest)
    assert later.code == 1
    assert later.out == b""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder nobody may write to")
@pytest.mark.parametrize("freeze", [(), ("--freeze",)])
def test_a_file_that_cannot_be_written_uses_up_nothing_given_out_once(
    ravel: Path, run: Run, now: SetClock, tmp_path: Path, freeze: tuple[str, ...]
) -> None:
    ask = ("report", "--casebook", ravel, "--month", "2025-10", "--pack", "police")
    rest = ("--format", "pdf", *P, *freeze)
    folder = tmp_path / "out"
    folder.mkdir()
    # The second name fits, and the one a file has until it is whole does not.
    for place in (Path("/sys/liaison.pdf"), folder / f"{'x' * 245}.pdf"):
        refused = run(*ask, "--output", place, *rest)
        assert refused.code == 5, refused.err
    assert list(folder.iterdir()) == []
    now.moment += timedelta(days=1)
    target = folder / "liaison.pdf"
    done = run(*ask, "--output", target, *rest)
    assert done.code == 0, done.err
    assert [each.name for each in folder.iterdir()] == [target.name]
    if freeze:
        # What was issued can be had again, byte for byte, also where it was printed in vain.
        now.moment += timedelta(days=1)
        again = run(*ask, "--output", folder / "again.pdf", *rest[: -len(freeze)])
        assert again.code == 0, again.err
        assert (folder / "again.pdf").read_bytes() == target.read_bytes()
