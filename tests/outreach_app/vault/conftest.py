from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.keyholders import NewKeys, create_keys
from outreach_app.vault.throttle import Throttle

NAME = "Ash"
PASSPHRASE = "lantern meadow violin pepper tide"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 1, 5, 18, 0, tzinfo=UTC), 1000.0)


@pytest.fixture
def throttle(clock: SetClock, tmp_path: Path) -> Throttle:
    return Throttle(clock, tmp_path / "waits")


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    return tmp_path / "north.casebook"


@pytest.fixture
def keys(casebook: Path) -> NewKeys:
    return create_keys(casebook, NAME, PASSPHRASE, KdfCost.CHEAPEST)
