"""Fixtures every test may use: a clock that stands still, a real encrypted casebook, a desk."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from tests.ready import Made, new_desk

# Derandomised, so that a run says the same twice; `make faults` and nightly runs go further.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("steady")

# Whoever waits for the window waits for a busy machine too: a wait ends when what is waited for is
# there, so that a long limit costs nothing where all is well.
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    _wait.__kwdefaults__ = (_wait.__kwdefaults__ or {}) | {"timeout": 60_000}

PASSPHRASE = "paper lantern under quiet bridge"
SIGN_IN = "daya"

MakeDesk = Callable[..., Desk]


def pytest_collection_finish() -> None:
    """Let the collector pass over what stays for good: modules, mapped classes, the tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings and caches of a test out of the home folder of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name))
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def clock() -> SetClock:
    """A Saturday evening in December, local winter time."""
    return SetClock(datetime(2025, 12, 20, 23, 41, tzinfo=UTC))


@pytest.fixture
def make_desk(tmp_path: Path, clock: SetClock) -> Iterator[MakeDesk]:
    """Make real encrypted casebooks, cheaply keyed, and close them afterwards."""
    made: list[Desk] = []

    def make(name: str = "test", project: str = "Tidewell Outreach (invented)") -> Desk:
        path = tmp_path / f"{name}.casebook"
        wanted = Made(
            path.name, project, SIGN_IN, PASSPHRASE, KdfCost.CHEAPEST, clock.moment, len(made)
        )
        new = new_desk(path, wanted, clock)
        made.append(new)
        return new

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """An empty casebook with its lead at the keyboard."""
    return make_desk()
