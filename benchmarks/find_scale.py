"""How long "Find anything" takes in a large casebook, beside one bare SQL search for a name.

    python benchmarks/find_scale.py [CONTACTS] [PEOPLE]           (default 100000 and 5000)

An encrypted casebook is filled with people, their phone numbers, contacts over four years, and
incidents with vehicles. Prints milliseconds for several things typed (best and slowest of five),
and the ratio of each to `SELECT … WHERE alias LIKE` through the driver in the same run.
"""

import random
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

from figures_scale import NOW, Rows, fill, invented

from models.incidents import Incident, Vehicle
from models.people import ContactRoute, Person
from models.types import new_key
from outreach_app import bootstrap
from outreach_app.casework import finding
from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Work

TYPED = ("m", "mar", "marbel", "ol", "M-7", "Mabo 12", "INR-400", "400", "482", "k1? a", "zzz q")
LIMIT_MS = 100
_STARTS = ("Ma", "Be", "Ol", "Ti", "Ju", "Ko", "Sa", "Ri", "Wen", "Ax")
_ENDS = ("bo", "rble", "ribel", "lla", "nder", "mo", "x", "ry", "tta", "sh")
_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXYZ"


def furnish(parts: Iterable[Rows]) -> Iterator[Rows]:
    dice = random.Random(11)
    for rows in parts:
        yield _furnished(rows, dice)


def _furnished(rows: Rows, dice: random.Random) -> Rows:
    rows[ContactRoute], rows[Vehicle] = [], []
    for number, person in enumerate(rows[Person]):
        person["alias"] = f"{dice.choice(_STARTS)}{dice.choice(_ENDS)} {number}"
        person["code"] = f"{person['alias'][0]}-{number}"
        route = {"id": new_key(), "person_id": person["id"], "route": "phone", "safe": "yes"}
        phone = f"07700 {dice.randrange(1_000_000):06d}"
        rows[ContactRoute].append(route | {"value": phone, "noted_at": person["created_at"]})
    for incident in rows[Incident]:
        letters = "".join(dice.choice(_LETTERS) for _ in range(5))
        said = f"{letters[:2]}{dice.randrange(100):02d} {letters[2:]}"
        if dice.random() < 0.2:
            said = said.replace(said[dice.randrange(6)], "?")
        vehicle = {"id": new_key(), "incident_id": incident["id"], "plate_said": said}
        rows[Vehicle].append(vehicle)
    return rows


def bare(work: Work, typed: str) -> None:
    driver = work.session.connection().connection.driver_connection
    assert driver is not None
    driver.execute(
        "SELECT id, alias, code FROM persons WHERE alias LIKE ? ORDER BY alias LIMIT 6",
        [f"%{typed}%"],
    ).fetchall()


def times(what: partial[object], count: int = 5) -> tuple[float, float]:
    took = []
    for _ in range(count):
        began = perf_counter()
        what()
        took.append((perf_counter() - began) * 1000)
    return min(took), max(took)


def main() -> None:
    given = [int(each) for each in sys.argv[1:3]]
    contacts, people = given + [100_000, 5_000][len(given) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.casebook"
        made = bootstrap.create(
            path, "Invented", "daya", "paper lantern bridge", SetClock(NOW), KdfCost.CHEAPEST
        )
        desk = made.desk
        for rows in furnish(invented(contacts, people)):
            desk.do(fill, rows)
        print(f"{contacts} contacts, {people} people, {path.stat().st_size / 1e6:.0f} MB")
        floor, _ = times(partial(desk.ask, bare, "mar"))
        print(f"bare SQL search for a name: {floor:.1f} ms")
        slowest = 0.0
        for typed in TYPED:
            best, worst = times(partial(desk.ask, finding.find, typed))
            found = len(desk.ask(finding.find, typed))
            slowest = max(slowest, worst)
            print(
                f"  {typed:8} {best:6.1f} ms (slowest {worst:.1f}), {best / floor:5.1f} bare,"
                f" {found} found"
            )
        print(f"slowest of all {slowest:.1f} ms; the limit is {LIMIT_MS} ms")
        desk.close()


if __name__ == "__main__":
    main()
