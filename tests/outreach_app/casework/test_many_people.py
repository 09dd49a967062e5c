"""Twice as many people take about twice as long to look through, not four times.

What the database does is counted in its own steps, so that no clock decides.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert

from models.contacts import Contact
from models.people import Alias, Person
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import pairs, people, peoplelist, support_page
from outreach_app.work import Work
from tests.conftest import MakeDesk

FEW, MANY = 300, 600
AT = datetime(2025, 12, 1, 20, tzinfo=UTC)


def crowded(desk: Desk, number: int) -> Desk:
    """Write down this many people, each met twice and called by another name."""

    def fill(work: Work) -> None:
        keys = [new_key() for _ in range(number)]
        write = work.session.execute
        write(
            insert(Person),
            [
                {"id": key, "code": f"P-{place}", "alias": f"Finch {place}", "created_at": AT}
                for place, key in enumerate(keys)
            ],
        )
        write(
            insert(Alias),
            [
                {"id": new_key(), "person_id": key, "alias": f"Wren {place}", "added_at": AT}
                for place, key in enumerate(keys)
            ],
        )
        met = {"started_at": AT, "recorded_at": AT, "setting": "drop_in", "outcome": "engaged"}
        write(insert(Contact), [met | {"id": new_key(), "person_id": key} for key in keys * 2])

    desk.do(fill)
    return desk


def steps(desk: Desk, question: Callable[[Work], object]) -> int:
    """Count what the database does for a question, in hundreds of its own steps."""
    counted = 0

    def tick() -> int:
        nonlocal counted
        counted += 1
        return 0

    def watched(work: Work) -> None:
        driver: Any = work.session.connection().connection.driver_connection
        driver.set_progress_handler(tick, 100)
        try:
            question(work)
        finally:
            driver.set_progress_handler(None, 100)

    desk.ask(watched)
    return counted


@pytest.fixture
def both(make_desk: MakeDesk) -> tuple[Desk, Desk]:
    return crowded(make_desk("few"), FEW), crowded(make_desk("many"), MANY)


def test_lists_and_searches_of_people_do_not_grow_with_their_square(
    both: tuple[Desk, Desk],
) -> None:
    few, many = both
    questions: dict[str, Callable[[Work], object]] = {
        "everyone": people.everyone,
        "list": peoplelist.listed,
        "find": lambda work: people.find(work, "fin"),
        "find by another name": lambda work: people.find(work, "wre"),
        "needs": support_page.read,
        "doubles": pairs.listed,
    }
    grown = {name: steps(many, ask) / steps(few, ask) for name, ask in questions.items()}
    assert {name: round(times, 1) for name, times in grown.items() if times > 3} == {}
