"""How long a large exchange file takes, and how much memory, beside the bare driver.

    python benchmarks/import_scale.py [CONTACTS]        (default 100000; about 320000 make 100 MB)

Prints seconds for reading and checking, writing, exporting; the same rows written by the driver
alone; the ratio of the two; the peak of memory; and the time of a refusal with many problems.
"""

import json
import resource
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import text

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.exchange import schema
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.exchange.importing import preview, take_in
from outreach_app.exchange.problems import ExchangeRefused
from outreach_app.exchange.shelves import SHELVES
from outreach_app.vault.kdf import KdfCost

NOW = datetime(2026, 2, 1, tzinfo=UTC)
START = datetime(2020, 1, 1, tzinfo=UTC)


def invented(contacts: int) -> dict[str, Any]:
    """Make a project with many contacts, a person for each forty and an incident for each ten."""
    people = max(1, contacts // 40)
    data: dict[str, Any] = {name: [] for name in schema.TABLES}
    data["project"] = {"id": "BIG", "name": "Invented", "timezone": "Europe/London", "areas": ["a"]}
    data["persons"] = [{"id": f"P-{n}", "alias": f"Finch {n}"} for n in range(people)]
    for n in range(contacts):
        at = START + timedelta(minutes=27 * n % 3_000_000)
        told, kept = f"{at:%Y-%m-%dT%H:%MZ}", f"{at + timedelta(hours=1):%Y-%m-%dT%H:%MZ}"
        row: dict[str, Any] = {"id": f"CON-{n}", "person_id": f"P-{n % people}"}
        row |= {"started_at": told, "recorded_at": kept, "recorded_by": f"T{n % 9}", "area": "a"}
        row |= {"setting": "street_van", "outcome": "engaged", "initiator": "person"}
        row |= {"minutes": n % 60, "supplies": {"condom_ext": 1 + n % 20}, "needle_returns": 0}
        data["contacts"].append(row)
        if n % 10 == 0:
            data["incidents"].append(_incident(n, people, at))
    return data


def _incident(n: int, people: int, at: datetime) -> dict[str, Any]:
    told, kept = f"{at:%Y-%m-%dT%H:%MZ}", f"{at + timedelta(hours=1):%Y-%m-%dT%H:%MZ}"
    row: dict[str, Any] = {"id": f"INR-{n}", "person_id": f"P-{n % people}"}
    row |= {"disclosed_at": told, "recorded_at": kept, "type": "robbery", "area": "a"}
    step = {"on": f"{at:%Y-%m-%d}", "path": "undecided", "recorded_at": kept}
    row["path_events"] = [step]
    row["vehicle"] = {"make": "nissan", "colour": "grey", "plate_said": "QA12 BCD"}
    row["perpetrators"] = [{"sex": "male", "features": ["tattoo: swallow"]}]
    row["private_note"] = "Invented words. " * 20
    return row


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare(source: Desk, target: Desk) -> float:
    """Write the rows of one casebook into another through the driver alone; answer seconds."""
    names = [shelf.table.name for shelf in SHELVES]
    names += [each.table.name for shelf in SHELVES for each in shelf.inner]
    order = ["imports", "areas", "staff", *dict.fromkeys(names)]
    rows = {}
    with source._book.reading() as session:
        for name in order:
            rows[name] = [tuple(row) for row in session.execute(text(f"SELECT * FROM {name}"))]
    began = perf_counter()
    with target._book.writing() as session:
        driver: Any = session.connection().connection
        for name in order:
            if rows[name]:
                marks = ",".join("?" * len(rows[name][0]))
                sql = f"INSERT OR IGNORE INTO {name} VALUES ({marks})"
                driver.cursor().executemany(sql, rows[name])
    return perf_counter() - began


def main() -> None:
    contacts = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    raw = json.dumps(invented(contacts)).encode()
    spoilt = raw.replace(b'"street_van"', b'"street_bus"')
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), raw, spoilt)


def _casebook(path: Path, clock: SetClock) -> Desk:
    words = "a long benchmark phrase"
    return bootstrap.create(path, "B", "b", words, clock, KdfCost.CHEAPEST).desk


def run(folder: Path, raw: bytes, spoilt: bytes) -> None:
    clock = SetClock(NOW)
    desks = [_casebook(folder / f"{n}.casebook", clock) for n in "xy"]
    first, second = desks
    print(f"{len(raw) / 1e6:.1f} MB, {peak_mb():.0f} MB in memory before it begins")
    began = perf_counter()
    checked = read_and_check(raw, first.vocabulary(), NOW)
    print(f"read and checked  {perf_counter() - began:6.1f} s   peak {peak_mb():.0f} MB")
    began = perf_counter()
    seen = first.ask(preview, checked)
    print(f"preview           {perf_counter() - began:6.1f} s   {seen.warning_count} warnings")
    began = perf_counter()
    first.do(take_in, checked)
    ours = perf_counter() - began
    print(f"written           {ours:6.1f} s   peak {peak_mb():.0f} MB")
    del checked
    began = perf_counter()
    data = first.do(export)
    took, size = perf_counter() - began, len(data) / 1e6
    print(f"exported          {took:6.1f} s   {size:.1f} MB, peak {peak_mb():.0f} MB")
    del data
    theirs = bare(first, second)
    print(f"bare driver       {theirs:6.1f} s   ratio {ours / theirs:.1f}")
    began = perf_counter()
    try:
        read_and_check(spoilt, first.vocabulary(), NOW)
    except ExchangeRefused as refused:
        print(f"refused           {perf_counter() - began:6.1f} s   {refused.total} problems")
    for desk in desks:
        desk.close()


if __name__ == "__main__":
    main()
