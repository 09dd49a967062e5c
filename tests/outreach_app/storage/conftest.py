from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach_app.clock import SetClock
from outreach_app.storage.casebook import Casebook, create
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.keyholders import create_keys
from outreach_app.vault.open_key import OpenKey

NAME = "Ash"
PASSPHRASE = "lantern meadow violin pepper tide"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 1, 5, 18, 0, tzinfo=UTC), 1000.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "north #1 50%.casebook"


@pytest.fixture
def key(path: Path) -> OpenKey:
    return create_keys(path, NAME, PASSPHRASE, KdfCost.CHEAPEST).key


@pytest.fixture
def book(path: Path, key: OpenKey, clock: SetClock) -> Iterator[Casebook]:
    with create(path, key, clock) as made:
        yield made
