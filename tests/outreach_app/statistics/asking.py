"""Short ways to ask: a book in memory and every figure of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from models import Base
from outreach_app.statistics import registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.work import Work
from tests.outreach_app.statistics import loading


@cache
def fresh() -> Session:
    """One empty database in memory for all books: each is rolled back when it was read."""
    engine = create_engine("sqlite://", module=dbapi2, poolclass=StaticPool)
    Base.metadata.create_all(engine)
    return Session(engine)


@contextmanager
def book_of(data: dict[str, Any]) -> Iterator[Session]:
    session = fresh()
    try:
        loading.take_in(session, data)
        yield session
    finally:
        session.rollback()


def work_of(session: Session, areas: list[str]) -> Work:
    lists = loading.lists_of(areas)
    now = datetime.fromisoformat("2026-02-01T12:00:00Z")
    return Work(session, now, "T1", "lead", loading.LONDON, b"", lambda _: lists)


def every(session: Session, period: Period, as_at: datetime) -> dict[str, Value]:
    window = Window.of(period, as_at, loading.LONDON)
    facts = Facts(session, window, loading.lists_of(["north", "south"]))
    return {
        key: line.compute(facts) for key, line in registry.known().items() if line.answers(period)
    }
