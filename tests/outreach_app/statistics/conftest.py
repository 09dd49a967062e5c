"""A real encrypted casebook with the invented sample imported into it, and an empty one in memory."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from outreach_app import bootstrap
from outreach_app.clock import SetClock
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.importing import take_in
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Work
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import fresh

NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
PASSPHRASE = "paper lantern under quiet bridge"


@pytest.fixture(scope="session")
def sample() -> dict[str, Any]:
    return loading.sample()


@pytest.fixture(scope="session")
def work(sample: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    path = tmp_path_factory.mktemp("sample") / "sample.casebook"
    desk = bootstrap.create(
        path, "Ravelstoke", "daya", PASSPHRASE, SetClock(NOW), KdfCost.CHEAPEST
    ).desk
    file = json.dumps(sample["data"], ensure_ascii=False).encode()
    desk.do(take_in, read_and_check(file, desk.vocabulary(), NOW))
    with desk._book.reading() as session:
        yield desk._work(session)
    desk.close()


@pytest.fixture(scope="session")
def book(work: Work) -> Session:
    return work.session


@pytest.fixture
def empty() -> Iterator[Session]:
    session = fresh()
    yield session
    session.rollback()
