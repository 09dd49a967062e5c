"""How long full text search and saving take in a large casebook, beside the bare SQL for the same.

    python benchmarks/search_scale.py [CONTACTS] [PEOPLE]         (default 100000 and 5000)

An encrypted casebook is filled with people, contacts with notes of different words, incidents with
accounts, and vehicles. For each thing typed it prints milliseconds (best and slowest of seven) and
how much more that is than the bare query of the word index through the driver in the same run; for
a contact, a line of the van-night table and a note it prints the same beside one bare INSERT with
its commit. Everything is to stay within one screen frame of the bare SQL.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from figures_scale import NOW, fill, invented
from find_scale import furnish
from sqlalchemy import insert

from models.contacts import Contact
from models.finding import NOTES
from models.incidents import Incident
from models.types import new_key
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, fulltext, night, search, sessions
from outreach_app.clock import SetClock
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Work

FRAME_MS = 1000 / 60
TYPED = ("m", "ma", "mar", "marbel", "shelter", "she", "dog warden", "4", "M-7", "zzzq", "INR-400",
         "07700", "in notes: swallow", "in notes: sw hand")  # fmt: skip
_WORDS = (  # noqa: SIM905 - read as a sentence
    "asked about the night shelter again brought her dog needs boots warden phone lost tenancy"
    " letter clinic appointment Tuesday sister visit court bail kettle blanket tired laughing rain"
    " swallow hand van grey left right worried landlord benefits form signed photo swim garden"
).split()


def sentence(dice: random.Random) -> str:
    words = dice.sample(_WORDS, 8)
    if dice.random() < 0.2:
        words.append(f"word{dice.randrange(20_000)}")
    return " ".join(words)


def times(what: Callable[[], object], count: int = 7) -> tuple[float, float]:
    took = []
    for _ in range(count):
        began = perf_counter()
        what()
        took.append((perf_counter() - began) * 1000)
    return median(took), max(took)


def bare_search(work: Work, typed: str) -> None:
    driver = work.session.connection().connection.driver_connection
    assert driver is not None
    wanted = fulltext.expression(typed.removeprefix("in notes:"))
    driver.execute(
        f"SELECT rowid FROM {NOTES} WHERE {NOTES} MATCH ? ORDER BY rowid DESC LIMIT 300", [wanted]
    ).fetchall()


def bare_save(work: Work) -> None:
    work.session.execute(
        insert(Contact).values(
            id=new_key(),
            started_at=work.now,
            recorded_at=work.now,
            setting="street_van",
            outcome="engaged",
        )
    )


def searching(desk: Desk) -> float:
    worst = 0.0
    for typed in TYPED:
        floor, _ = times(partial(desk.ask, bare_search, typed))
        typical, slowest = times(partial(desk.ask, search.find, typed))
        found = desk.ask(search.find, typed)
        many = len(found.things) + len(found.services) + len(found.notes)
        worst = max(worst, typical - floor)
        print(
            f"  {typed:18} {typical:5.1f} ms (slowest {slowest:5.1f}), bare {floor:4.1f},"
            f" {typical - floor:+5.1f}, {many} found"
        )
    return worst


def saving(desk: Desk) -> float:
    shift = desk.do(sessions.start, sessions.SessionDraft("van_night", desk.clock.now())).value.id
    worst = 0.0
    floor, _ = times(partial(desk.do, bare_save), 20)
    noted = contacts.ContactDraft(NOW, note="asked about the night shelter", supplies={"lube": 4})
    commands: dict[str, Callable[[], Any]] = {
        "a contact": partial(desk.do, contacts.log, contacts.ContactDraft(NOW)),
        "with a note": partial(desk.do, contacts.log, noted),
        "a night line": partial(desk.do, night.add, night.LineDraft(shift, "k r8")),
        "somebody known": partial(desk.do, night.add, night.LineDraft(shift, "@M-7 k r8")),
    }
    print(f"bare INSERT with its commit: {floor:.1f} ms")
    for name, command in commands.items():
        typical, slowest = times(command, 20)
        worst = max(worst, typical - floor)
        print(f"  {name:18} {typical:5.1f} ms (slowest {slowest:5.1f}), {typical - floor:+5.1f}")
    return worst


def main() -> None:
    given = [int(each) for each in sys.argv[1:3]]
    number, people = given + [100_000, 5_000][len(given) :]
    dice = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.casebook"
        desk = bootstrap.create(
            path, "Invented", "daya", "paper lantern bridge", SetClock(NOW), KdfCost.CHEAPEST
        ).desk
        began = perf_counter()
        for rows in furnish(invented(number, people)):
            for row in rows[Contact]:
                row["note"] = sentence(dice)
            for row in rows[Incident]:
                row["private_note"] = sentence(dice)
            desk.do(fill, rows)
        print(
            f"{number} contacts, {people} people, made in {perf_counter() - began:.0f} s,"
            f" {path.stat().st_size / 1e6:.0f} MB"
        )
        print("search, milliseconds more than the bare query of the word index:")
        worst = max(searching(desk), saving(desk))
        print(f"most of all {worst:.1f} ms more; a frame has {FRAME_MS:.1f} ms")
        desk.close()


if __name__ == "__main__":
    main()
