"""Likely repeats while somebody types, in a large casebook, beside the bare SQL for the facts.

``python benchmarks/matching_scale.py [incidents]``; 10,000 unless told. A key press may cost 50 ms.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from sqlalchemy import insert

from models.incidents import Incident, Suspect, Vehicle
from models.types import new_key
from outreach_app import bootstrap
from outreach_app.casework import incidents
from outreach_app.casework.incidents import IncidentDraft, VehicleDraft
from outreach_app.clock import SetClock
from outreach_app.matching import proposing, reader
from outreach_app.matching.facts import Facts, SuspectFacts, VehicleFacts
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Done, Work, changed

sys.path.insert(0, str(Path(__file__).parents[1]))

NOW: Final = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
KEY_PRESS: Final = 0.050
PLATE: Final = "QH54 RSE"
PHONE: Final = "07700 900231"


def fill(work: Work, count: int) -> Done[None]:
    from tests.offenders import Inventor

    told: list[Facts] = []
    while len(told) < count:
        told += Inventor(len(told)).world(offenders=20, vague=150).told.values()
    told = told[:count]
    rows, cars, men = [], [], []
    for number, facts in enumerate(told):
        key, at = new_key(), NOW - timedelta(minutes=number)
        base = {"recorded_at": at, "recorded_by": work.by, "disclosed_at": at, "type": "robbery"}
        rows.append({"id": key, "reference": f"INR-{number + 1}", **base})
        if facts.vehicle is not None:
            cars.append({"id": new_key(), "incident_id": key, **_plain(facts.vehicle)})
        for place, man in enumerate(facts.suspects):
            values = _plain(man) | {"sex": man.sex or "unknown"}
            men.append({"id": new_key(), "incident_id": key, "position": place, **values})
    for table, values in ((Incident, rows), (Vehicle, cars), (Suspect, men)):
        work.session.execute(insert(table), values)
    return Done(None, changed("everything"))


def _plain(facts: Any) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__slots__}


def typed(known: str) -> Iterator[tuple[str, Facts]]:
    for end in range(1, len(known) + 1):
        yield f"plate {known[:end]}", Facts(VehicleFacts(plate_said=known[:end]))
    yield "plate and make", Facts(VehicleFacts("nissan", "Qashqai", "grey", "suv", "Q?54 RS?"))
    yield "half a plate", Facts(VehicleFacts(plate_said="Q?5*"))
    yield "telephone", Facts(None, (SuspectFacts(phone_said=PHONE),))
    yield "looks", Facts(None, (SuspectFacts("male", "a35_44", "h180", "medium"),))
    looks = SuspectFacts(
        "male", "a35_44", "h180", "medium", None, "dark_brown", "local", mo=("films",)
    )
    yield "looks and way", Facts(None, (looks,))
    mark = SuspectFacts("male", "a35_44", "h180", "medium", features=("tattoo: bird on hand",))
    yield "a mark", Facts(None, (mark,))
    van = VehicleFacts(
        "ford", "Transit", "white", "van_large", None, ("ladder rack", "dented door")
    )
    yield "van", Facts(van, (looks,))


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
        "SELECT i.id, v.plate_said, s.phone_said FROM incidents i LEFT JOIN vehicles v ON"
        " v.incident_id = i.id LEFT JOIN suspects s ON s.incident_id = i.id"
    )
    return len(rows.fetchall())


def _after_a_change(desk: bootstrap.Desk, number: int) -> float:
    draft = IncidentDraft(
        NOW, type="robbery", area="unknown", occurred_precision="unknown",
        vehicle=VehicleDraft(plate_said=f"QX{number} ABC"),
    )  # fmt: skip
    desk.do(incidents.log, draft)
    began = perf_counter()
    desk.ask(proposing.against, Facts(VehicleFacts(plate_said=PLATE)))
    return perf_counter() - began


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.casebook"
        made = bootstrap.create(
            path, "Invented", "daya", "paper lantern bridge", SetClock(NOW), KdfCost.CHEAPEST
        )
        desk = made.desk
        desk.do(fill, count)
        floor = seconds(lambda: desk.ask(bare))
        print(f"{count} incidents; bare SQL over the facts {floor * 1000:.1f} ms")
        began = perf_counter()
        book = desk.ask(reader.book)
        first = perf_counter() - began
        print(f"  index, cold     {first * 1000:7.1f} ms, {first / floor:5.1f} times the bare SQL")
        worst = 0.0
        plates = (each.vehicle.plate_said for each in book.facts if each.vehicle)
        known = next(said for said in plates if said and "?" not in said and len(said) > 7)
        for name, facts in typed(known):
            took = seconds(lambda facts=facts: desk.ask(proposing.against, facts, typing=True))  # type: ignore[misc]
            found = len(desk.ask(proposing.against, facts, typing=True).found)
            worst = max(worst, took)
            print(f"  {name:15} {took * 1000:7.1f} ms, {took / KEY_PRESS:5.2f} of a key, {found}")
        print(f"  worst           {worst * 1000:7.1f} ms, {worst / KEY_PRESS:5.2f} of a key press")
        took = min(_after_a_change(desk, number) for number in range(3))
        print(f"  after a change  {took * 1000:7.1f} ms, {took / floor:5.1f} times the bare SQL")
        began = perf_counter()
        pairs = desk.ask(proposing.propose)
        took = perf_counter() - began
        again = seconds(lambda: desk.ask(proposing.propose), 2)
        print(f"  all {len(pairs)} links of {len(book.sources)}: {took:.1f} s, then {again:.2f} s")
        desk.close()


if __name__ == "__main__":
    main()
