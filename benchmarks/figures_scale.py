"""How long a month's and a year's figures take in a large casebook, beside the bare SQL count.

    python benchmarks/figures_scale.py [CONTACTS] [PEOPLE]        (default 100000 and 5000)

With a million contacts it takes some minutes and 1.5 GB on the disk, which it gives back.

An encrypted casebook is filled by the driver with contacts over four years, half of them with
supplies, and an incident, a need and a consent for each twenty. Prints seconds for every pack, for
single lines, and for one `SELECT count(*)` of the same contacts through the driver in the same run.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert, text

from models.base import Base
from models.contacts import Contact, ContactSupply
from models.incidents import Incident, PathEvent
from models.people import Person
from models.project import Area
from models.sharing import Consent
from models.support import Need, NeedEvent
from models.types import new_key
from outreach_app import bootstrap, statistics
from outreach_app.clock import SetClock
from outreach_app.statistics import packs, periods
from outreach_app.statistics.periods import Period
from outreach_app.vault.kdf import KdfCost
from outreach_app.vocabulary import STANDING_AREAS, shipped
from outreach_app.work import Work

NOW = datetime(2026, 2, 1, tzinfo=UTC)
START = datetime(2022, 1, 1, tzinfo=UTC)
MINUTES = 4 * 365 * 24 * 60
PART = 50_000
Rows = dict[type[Base], list[dict[str, Any]]]


def invented(contacts: int, people: int) -> Iterator[Rows]:
    """Yield the rows in parts, so that a million of them never stand in memory together."""
    dice = random.Random(7)
    persons = [new_key() for _ in range(people)]
    first = _nothing()
    for number, person in enumerate(persons):
        row = {"id": person, "code": f"P-{number}", "alias": f"Finch {number}", "created_at": START}
        first[Person].append(row)
    yield first
    for begin in range(0, contacts, PART):
        yield _part(dice, persons, range(begin, min(begin + PART, contacts)))


def _nothing() -> Rows:
    kinds = (Person, Contact, ContactSupply, Incident, PathEvent, Need, NeedEvent, Consent)
    return {kind: [] for kind in kinds}


def _part(dice: random.Random, persons: list[str], numbers: range) -> Rows:
    lists, rows = shipped(), _nothing()
    for number in numbers:
        at = START + timedelta(minutes=dice.randrange(MINUTES))
        person = dice.choice(persons)
        facts = {"id": new_key(), "recorded_at": at + timedelta(hours=2), "person_id": person}
        rows[Contact].append(
            facts
            | {"started_at": at, "setting": dice.choice(lists["contact_setting"].codes())}
            | {"outcome": dice.choice(("engaged", "engaged", "brief", "attempted"))}
            | {"note": "said what they wished to say, in a sentence or two of ordinary length"}
        )
        if number % 2:
            supply = {"contact_id": facts["id"], "item": "condom_ext", "quantity": 10}
            rows[ContactSupply].append(supply)
        if number % 20 == 0:
            _harm_and_help(rows, dice, number, at, person)
    return rows


def _harm_and_help(rows: Rows, dice: random.Random, number: int, at: datetime, person: str) -> None:
    lists = shipped()
    facts = {"recorded_at": at + timedelta(hours=2), "person_id": person}
    incident, need = new_key(), new_key()
    told = {"id": incident, "reference": f"INR-{number}", "disclosed_at": at}
    rows[Incident].append(facts | told | {"type": dice.choice(lists["incident_type"].codes())})
    step = {"position": 0, "on_day": at.date(), "recorded_at": facts["recorded_at"]}
    rows[PathEvent].append(
        step | {"id": new_key(), "incident_id": incident, "path": "intel_anon_num"}
    )
    rows[Need].append(facts | {"id": need, "category": "housing", "identified_on": at.date()})
    rows[NeedEvent].append(step | {"id": new_key(), "need_id": need, "status": "met"})
    answer = {"id": new_key(), "incident_id": incident, "scope": "police_full", "state": "given"}
    rows[Consent].append(facts | answer | {"at": at})
    said = {"id": new_key(), "incident_id": None, "scope": "stats_breakdown", "state": "given"}
    rows[Consent].append(facts | said | {"at": at})


def fill(work: Work, rows: Rows) -> None:
    known = set(work.session.scalars(text("SELECT code FROM areas")))
    for sort, code in enumerate(set(STANDING_AREAS) - known):
        work.session.execute(insert(Area).values(code=code, label=code, sort=sort))
    for kind, some in rows.items():
        if some:
            work.session.execute(insert(kind), some)


def seconds(what: Callable[[], object], times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        began = perf_counter()
        what()
        best = min(best, perf_counter() - began)
    return best


def bare_count(work: Work, period: Period) -> int:
    start, end = period.bounds(work.zone)
    driver = work.session.connection().connection.driver_connection
    assert driver is not None
    count: int = driver.execute(
        "SELECT count(*) FROM contacts WHERE started_at >= ? AND started_at < ?"
        " AND recorded_at <= ? AND (voided_at IS NULL OR voided_at > ?)"
        " AND outcome IN ('engaged', 'brief')",
        [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (start, end, NOW, NOW)],
    ).fetchone()[0]
    return count


def measure(work: Work) -> None:
    for period in (periods.month("2025-10"), periods.quarter("2025-Q4"), periods.year("2025")):
        bare = seconds(partial(bare_count, work, period))
        print(f"{period.name}: {bare_count(work, period)} contacts; bare count {bare:.4f} s")
        for name in packs.SHIPPED:
            if period.kind in packs.load(name).kinds:
                took = seconds(partial(statistics.run, work, name, period, NOW), times=2)
                print(f"  {name:9} {took:.3f} s, {took / bare:6.1f} bare counts")


def _asked() -> tuple[int, int]:
    given = [int(each) for each in sys.argv[1:3]]
    contacts, people = given + [100_000, 5_000][len(given) :]
    return contacts, people


def main() -> None:
    contacts, people = _asked()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.casebook"
        made = bootstrap.create(
            path, "Invented", "daya", "paper lantern bridge", SetClock(NOW), KdfCost.CHEAPEST
        )
        for rows in invented(contacts, people):
            made.desk.do(fill, rows)
        print(f"{contacts} contacts, {people} people, {path.stat().st_size / 1e6:.0f} MB")
        made.desk.ask(measure)
        made.desk.close()


if __name__ == "__main__":
    main()
