"""A casebook in memory with the invented sample in it, loaded row by row without the importer."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from models import Base
from tests.outreach_app.statistics import loading


@pytest.fixture(scope="session")
def sample() -> dict[str, Any]:
    return loading.sample()


def fresh() -> tuple[Engine, Session]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    return engine, Session(engine)


@pytest.fixture
def empty() -> Iterator[Session]:
    engine, session = fresh()
    with session:
        yield session
    engine.dispose()


@pytest.fixture(scope="session")
def book(sample: dict[str, Any]) -> Iterator[Session]:
    engine, session = fresh()
    with session:
        loading.take_in(session, sample["data"])
        session.commit()
        yield session
    engine.dispose()
