"""What figures count of contacts is found side by side, however many years lie in the casebook."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event

from outreach_app import statistics
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.statistics import periods
from outreach_app.work import Work
from tests import filled

AS_AT = datetime(2026, 2, 20, 9, tzinfo=UTC)
# Grown with the years, and never to be read whole for a month.
LARGE = ("contacts", "incidents", "need_events", "referral_events", "path_events")


@pytest.fixture
def sample(desk: Desk, clock: SetClock) -> Desk:
    clock.moment = AS_AT
    filled.fill(desk)
    return desk


@contextmanager
def asked(connection: Connection) -> Iterator[dict[str, Any]]:
    """Note every statement with its values."""
    found: dict[str, Any] = {}

    def note(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
        found[statement] = values

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(connection, "before_cursor_execute", note)


def plans(work: Work) -> dict[str, list[str]]:
    """Return how the file finds what a month's report asks, by statement."""
    connection = work.session.connection()
    with asked(connection) as found:
        statistics.run(work, "internal", periods.month("2025-11"), AS_AT)
    return {
        statement: [
            row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
        for statement, values in found.items()
        if statement.startswith("SELECT")
    }


def test_a_month_reads_no_large_table_whole(sample: Desk) -> None:
    for statement, steps in sample.ask(plans).items():
        whole = {step.split()[1] for step in steps if step.startswith("SCAN ")}
        assert not whole & set(LARGE), statement


def test_contacts_of_a_month_are_counted_without_a_look_at_their_rows(sample: Desk) -> None:
    found = [
        step
        for steps in sample.ask(plans).values()
        for step in steps
        if "contacts" in step.split() and "started_at>?" in step
    ]
    assert found
    assert all("COVERING INDEX ix_contacts_counted" in step for step in found), found
