"""Fixtures every test may use: a clock that stands still, a real encrypted casebook, a desk."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from tests import compiled, once
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


# Files whose tests take long, the longest first. Handed out last, one of them would leave the other
# cores with nothing to do.
LONG = (
    "ui/test_covered",
    "statistics/disclosure/test_gate",
    "ui/test_pages_in_shell",
    "casework/test_any_day",
    "traces/test_nothing_in_clear",
    "faults/test_storms",
    "ui/test_offered",
    "ui/test_no_freeze",
    "disclosure/test_methods",
    "reports/test_unseen",
    "ui/test_lock_leaves_nothing",
    "exchange/test_laws",
    "journeys/test_crash",
    "demo/test_sample",
    "matching/test_colleagues_incidents",
    "may/test_by_every_question",
    "cli/test_reporting",
    "journeys/test_after_harm",
    "journeys/test_a_leaver",
    "reports/test_tables",
    "retention/test_restoring",
    "retention/test_figures_stay",
    "statistics/test_laws",
    "sharing/test_stories",
    "storage/test_crash",
    "journeys/test_a_repeat_plate",
    "journeys/test_move_to_another_project",
    "journeys/test_guide",
    "journeys/test_first_day",
    "sharing/test_random_histories",
    "traces/test_memory_after_lock",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several work on it, begin with the long files and go on from many tests to few."""
    if not hasattr(config, "workerinput"):
        return
    of_file = Counter(each.path for each in items)

    def place(item: pytest.Item) -> tuple[int, int, str]:
        name = item.path.with_suffix("").as_posix()
        long = next((at for at, each in enumerate(LONG) if name.endswith(each)), len(LONG))
        return long, -of_file[item.path], name

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Let the collector pass over what stays for good: modules, mapped classes, the tests."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """And so after each file: what it leaves behind is for those that come, and stays too."""
    yield
    if nextitem is None or nextitem.path != item.path:
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _done_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        compiled.share(patch)
        once.share(patch)
        yield


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

    def make(
        name: str = "test",
        project: str = "Tidewell Outreach (invented)",
        filled_at: datetime | None = None,
    ) -> Desk:
        path = tmp_path / f"{name}.casebook"
        key = (SIGN_IN, PASSPHRASE, KdfCost.CHEAPEST)
        wanted = Made(path.name, project, *key, clock.moment, len(made), filled_at)
        new = new_desk(path, wanted, clock)
        made.append(new)
        return new

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def sample_day(clock: SetClock) -> datetime:
    """The day on which `full` takes the sample in, after its last entry."""
    return clock.moment + timedelta(days=60)


@pytest.fixture
def desk(request: pytest.FixtureRequest, make_desk: MakeDesk) -> Desk:
    """An empty casebook with its lead at the keyboard.

    Where the test wants it `full`, the records come with the file: taking them in for every test
    costs three times as much as opening the casebook.
    """
    if "full" in request.fixturenames:
        return make_desk(filled_at=request.getfixturevalue("sample_day"))
    return make_desk()


@pytest.fixture
def full(desk: Desk, clock: SetClock, sample_day: datetime) -> Desk:
    """The invented records of the exchange format, on the day they were taken in."""
    clock.moment = sample_day
    return desk
