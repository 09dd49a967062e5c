"""Similar names while one is typed, in a large casebook: beside the bare SQL that reads the names.

``python benchmarks/likeness_scale.py [people]``; 5,000 people unless told. Every line is a ratio
from one run, so that machines can be compared. A frame is a sixtieth of a second.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Final

from sqlalchemy import insert

from models.people import Alias, Person
from models.types import new_key
from outreach_app import bootstrap
from outreach_app.casework import doubles, names, people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Done, Work, changed

NOW: Final = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
FRAME: Final = 1 / 60
STARTS: Final = ("Ma", "Do", "Ja", "Sa", "Li", "Ro", "Ka", "Ze", "An", "Chri", "Phoe", "Be")
MIDDLES: Final = ("", "ri", "mi", "bel", "sta", "lo", "na", "ve", "di", "ra")
ENDS: Final = ("na", "ble", "no", "que", "tta", "lyn", "sa", "x", "be", "ra", "de", "m")
TYPED: Final = ("M", "Ma", "Mar", "Mari", "Marib", "Maribe", "Maribel", "Feebee", "Kristna")


def invented(count: int) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    dice = random.Random(7)
    people_rows: list[dict[str, object]] = []
    aliases: list[dict[str, object]] = []
    for number in range(count):
        key = new_key()
        name = dice.choice(STARTS) + dice.choice(MIDDLES) + dice.choice(MIDDLES) + dice.choice(ENDS)
        people_rows.append({"id": key, "code": f"P-{number}", "alias": name, "created_at": NOW})
        if number % 3 == 0:
            other = dice.choice(STARTS) + dice.choice(ENDS)
            aliases.append({"id": new_key(), "person_id": key, "alias": other, "added_at": NOW})
    return people_rows, aliases


def fill(work: Work, count: int) -> Done[None]:
    people_rows, aliases = invented(count)
    work.session.execute(insert(Person), people_rows)
    work.session.execute(insert(Alias), aliases)
    return Done(None, changed("everything"))


def seconds(what: Callable[[], object], times: int = 5) -> float:
    best = float("inf")
    for _ in range(times):
        began = perf_counter()
        what()
        best = min(best, perf_counter() - began)
    return best


def bare(work: Work) -> int:
    driver = work.session.connection().connection.driver_connection
    assert driver is not None
    rows = driver.execute(
        "SELECT id, alias FROM persons UNION ALL SELECT person_id, alias FROM aliases"
    )
    return len(rows.fetchall())


def _after_a_change(desk: bootstrap.Desk, number: int) -> float:
    desk.do(people.add, PersonDraft(alias=f"Newcomer {number}"))
    began = perf_counter()
    desk.ask(names.similar, "Newcomr")
    return perf_counter() - began


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.casebook"
        made = bootstrap.create(
            path, "Invented", "daya", "paper lantern bridge", SetClock(NOW), KdfCost.CHEAPEST
        )
        desk = made.desk
        desk.do(fill, count)
        floor = seconds(lambda: desk.ask(bare))
        print(f"{count} people, {desk.ask(bare)} names; bare SQL {floor * 1000:.1f} ms")
        began = perf_counter()
        desk.ask(names.index)
        first = perf_counter() - began
        over = (first - floor) / FRAME
        print(f"  index, cold    {first * 1000:6.1f} ms, {over:5.2f} frames over the bare SQL")
        for typed in TYPED:
            took = seconds(lambda typed=typed: desk.ask(names.similar, typed, 3))  # type: ignore[misc]
            over = (took - floor) / FRAME
            print(f"  {typed:10} {took * 1000:6.1f} ms, {over:5.2f} frames over the bare SQL")
        took = min(_after_a_change(desk, number) for number in range(3))
        over = (took - floor) / FRAME
        print(f"  after a change {took * 1000:6.1f} ms, {over:5.2f} frames over the bare SQL")
        took = seconds(lambda: desk.ask(doubles.doubles), 2)
        print(f"  possible doubles {took * 1000:6.1f} ms, {took / floor:.0f} times the bare SQL")
        desk.close()


if __name__ == "__main__":
    main()
