"""What a copy, a rehearsal and a restore take, beside the bare copy of the database.

    python benchmarks/copies_scale.py [CONTACTS ...]   (default 1000 10000 100000)

The floor is the least that leaves a checked file: the database's own backup, and its check of every
page. Ours counts rows, follows links, computes the trail again, packs, and reads everything back.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter

from figures_scale import NOW, fill, invented

from outreach_app import bootstrap
from outreach_app.clock import SetClock
from outreach_app.safekeeping.restoring import Wanted
from outreach_app.storage.engine import cipher_findings, connect
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from outreach_app.way_back import restore

PHRASE = "paper lantern under quiet bridge"


def timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def run(folder: Path, contacts: int) -> str:
    clock = SetClock(NOW)
    path = folder / f"{contacts}.casebook"
    desk = bootstrap.create(path, "", "daya", PHRASE, clock, KdfCost.CHEAPEST).desk
    desk.do(fill, invented(contacts, max(50, contacts // 20)))
    stick = folder / "stick"
    stick.mkdir(exist_ok=True)
    key = desk._key

    def bare() -> None:
        target = folder / "bare"
        target.touch()
        with closing(connect(path, key)) as source, closing(connect(target, key)) as copy:
            source.backup(copy)
        with closing(connect(target, key)) as copy:
            cipher_findings(copy)
        target.unlink()

    floor = timed(bare)
    made = timed(lambda: desk.copies.make_in(stick))
    desk.copies.choose("away", stick)
    rehearsed = timed(desk.copies.rehearse)
    (copy,) = stick.iterdir()
    size = copy.stat().st_size / 1_000_000
    desk.close()
    again = folder / "again.casebook"
    wanted = Wanted(copy, again, "daya", PHRASE)
    back = timed(lambda: restore(wanted, clock, Throttle(clock, folder / "waits")))
    for each in (copy, *folder.glob("again.casebook*")):
        each.unlink()
    return (
        f"{contacts:9,} {size:8.1f} {floor:8.2f} {made:8.2f} ({made / floor:4.1f}x)"
        f" {rehearsed:8.2f} {back:8.2f}"
    )


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [1000, 10_000, 100_000]
    sys.stdout.write(
        " contacts       MB    floor     copy           rehearsal  restore   seconds\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        for contacts in sizes:
            sys.stdout.write(run(Path(folder), contacts) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
