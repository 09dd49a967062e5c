"""No piece of work holds the window for longer than a key may wait, whichever page is opened."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from outreach_app.clock import SetClock
from tests.ready import new_desk
from tests.ui.gates import ours
from ui import ahead
from ui.registry import PAGES
from ui.theme import Theme

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
# Milliseconds of the processor; what a key waits behind.
MOST = 50
# Contacts and people of the large casebook; `benchmarks/window_scale.py` takes a hundred thousand.
SIZE = (20_000, 1_000)


@pytest.fixture
def scale(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The benchmark, whose window is driven here."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return import_module("window_scale")


def driven(bench: Any, places: dict[str, dict[str, Any]]) -> None:
    bench.make_ahead()
    for name in PAGES:
        bench.go(name, places.get(name, {}))


def closed(bench: Any) -> None:
    bench.window.lock()
    bench.background.finish()


@pytest.fixture
def bench(
    qtbot: QtBot, tmp_path: Path, clock: SetClock, theme: Theme, scale: ModuleType
) -> Iterator[Any]:
    """The real window on the invented records."""
    clock.moment = datetime(2026, 4, 15, 20, tzinfo=UTC)
    path = tmp_path / "ours.casebook"
    desk = new_desk(path, ours(path, clock, filled=True), clock)
    made = scale.Bench(desk, clock, tmp_path / "settings", theme)
    qtbot.addWidget(made.window)
    yield made
    closed(made)


def test_every_page_is_driven_and_a_piece_of_each_is_known(bench: Any, scale: ModuleType) -> None:
    driven(bench, scale.places(bench.desk))
    assert set(bench.ahead) == set(ahead.PAGES)
    assert set(bench.pieces) == set(PAGES)
    assert all(took > 0 for took in (*bench.ahead.values(), *bench.pieces.values()))
    longest, name = bench.longest()
    assert longest == max(*bench.ahead.values(), *bench.pieces.values())
    assert name


@pytest.mark.slow
def test_no_page_of_a_large_casebook_holds_the_window(
    qtbot: QtBot, tmp_path: Path, theme: Theme, scale: ModuleType
) -> None:
    """Opened or made ahead; the shorter of two windows counts, as the machine does other things."""
    took: list[dict[str, float]] = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        with scale.casebook(*SIZE, folder) as (desk, clock):
            made = scale.Bench(desk, clock, folder / "settings", theme)
            qtbot.addWidget(made.window)
            driven(made, scale.places(desk))
            ahead_of = {f"{name}, made ahead": ms for name, ms in made.ahead.items()}
            took.append({**made.pieces, **ahead_of})
            closed(made)
    longest = {name: min(each[name] for each in took) for name in took[0]}
    assert {name: ms for name, ms in longest.items() if ms > MOST} == {}
