"""All rows of the table at one size, in a process of its own so that its memory can be told.

    python benchmarks/rows.py CONTACTS SHELF

Prints one line of JSON a row. Ours and the floor take turns, and the best of each counts: other
programs on the machine can make a turn slower and never quicker.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic, perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import floors
import import_scale
from figures_scale import NOW
from large import NAME, PHRASE, casebook
from PySide6.QtTest import QTest
from starting import peak_mb
from window_scale import Bench, Took

from outreach_app import bootstrap, statistics
from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, today
from outreach_app.clock import SetClock
from outreach_app.exchange.checked import Checked, read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.exchange.importing import take_in
from outreach_app.governance import audit
from outreach_app.matching import proposing
from outreach_app.matching.facts import Facts, VehicleFacts
from outreach_app.statistics import periods
from outreach_app.storage.engine import cipher_findings, connect, prepare
from outreach_app.vault import unlocking
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from ui.pages.log_contact.page import LogContactPage

ROUNDS = 7
MONTH = (datetime(2025, 10, 1, tzinfo=UTC), datetime(2025, 11, 1, tzinfo=UTC))
YEAR = (datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
LATEST = floors.span(datetime(2025, 12, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), NOW)
# A file of more is larger than what is taken in at once (`exchange.schema.LIMIT_BYTES`).
MOST_TAKEN_IN = 250_000
# Above this, figures are counted once less often.
SHORTLY_MEASURED = 100_000


class Table:
    """Measures rows and prints them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._before = peak_mb()

    def row(
        self,
        name: str,
        ours: Callable[[], object],
        floor: Callable[[], object],
        rounds: int = ROUNDS,
        **more: float,
    ) -> None:
        """Measure ours and the floor in turns; seconds of the wall."""
        best, bare = float("inf"), float("inf")
        for _ in range(rounds):
            bare, best = min(bare, _took(floor)), min(best, _took(ours))
        self.said(name, best, bare, **more)

    def said(self, name: str, ours: float, floor: float, **more: object) -> None:
        """Print a row that was measured otherwise."""
        memory = peak_mb()
        said = {
            "row": name,
            "contacts": self._size,
            "ours_ms": ours * 1000,
            "floor_ms": floor * 1000,
        }
        print(json.dumps(said | {"memory_mb": memory - self._before} | more), flush=True)
        self._before = memory


def _took(what: Callable[[], object]) -> float:
    began = perf_counter()
    what()
    return perf_counter() - began


def start(table: Table, path: Path) -> None:
    """Cold start to the field of the locked page, beside a window of PySide6 with one field."""
    here = Path(__file__).with_name("starting.py")
    best: dict[str, tuple[float, float]] = {}
    for _ in range(3):
        for kind in ("bare", "window"):
            began = monotonic()
            words = subprocess.run(
                [sys.executable, str(here), kind, str(path)],
                capture_output=True, text=True, check=True,
            ).stdout.split()  # fmt: skip
            best[kind] = min(
                best.get(kind, (99.0, 0.0)), (float(words[0]) - began, float(words[1]))
            )
    idle = best["window"][1] - best["bare"][1]
    table.said("cold start to the first field", best["window"][0], best["bare"][0], idle_mb=idle)


def opening(table: Table, path: Path, folder: Path) -> None:
    """From Enter in the passphrase to what Today shows, beside derivation and bare questions."""
    clock = SetClock(NOW)

    def throttle() -> Throttle:
        return Throttle(clock, folder / "waits")

    def ours() -> None:
        desk = bootstrap.open_desk(path, NAME, PHRASE, clock, throttle())
        desk.ask(today.look)
        desk.close()

    def floor() -> None:
        with (
            unlocking.unlock(path, NAME, PHRASE, throttle()) as key,
            closing(connect(path, key)) as driver,
        ):
            floors.asked(driver, floors.TODAY, **LATEST)

    derived = min(_took(lambda: unlocking.unlock(path, NAME, PHRASE, throttle())) for _ in range(3))
    table.row("unlock, and what Today asks", ours, floor, 3, derivation_ms=derived * 1000)


def keys(bench: Bench, driver: floors.Driver) -> list[tuple[float, float]]:
    """Return seconds until the rows of each key of a word stand there, and of its floor.

    The word is typed three times, and of each key the best counts, as everywhere in the table.
    """
    shell = bench.window.shell
    assert shell is not None
    box = shell.open_find()
    bench.settle(Took())
    word, ours = "marbel", {}
    for _ in range(3):
        for place, letter in enumerate(word):

            def typed(letter: str = letter) -> None:
                QTest.keyClicks(box.line, letter)
                box.look()

            shown = bench.timed(typed).shown / 1000
            ours[place] = min(shown, ours.get(place, shown))
        box.line.clear()
        box.look()
        bench.settle(Took())
    box.close_box()
    bench.settle(Took())
    bare = partial(floors.search, driver)
    return [
        (shown, min(_took(partial(bare, word[: place + 1])) for _ in range(3)))
        for place, shown in ours.items()
    ]


def window(table: Table, desk: Desk, driver: floors.Driver, folder: Path) -> None:
    """What is waited for in the window: until all of it stands there."""
    clock = SetClock(NOW)
    floors.span(datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC), NOW)
    bare_today = min(_took(lambda: floors.asked(driver, floors.TODAY, **LATEST)) for _ in range(5))
    bench = Bench(desk, clock, folder / "settings")
    again = bench.go("today", {})
    table.said(
        "Today after unlocking, in the core",
        min(_took(partial(desk.ask, today.look)) for _ in range(5)),
        bare_today,
    )
    table.said("Today after unlocking, until it is drawn", bench.today / 1000, bare_today)
    table.said("and until all is read behind it", bench.behind / 1000, bare_today)
    table.said("Today again, until all of it is drawn", again.shown / 1000, bare_today)
    slowest = max(keys(bench, driver), key=lambda each: each[0] - each[1])
    table.said("search, slowest key until its rows", *slowest)
    shell = bench.window.shell
    assert shell is not None
    who = _busiest(driver)
    bench.go("person", {"person_id": who})
    bench.go("settings", {})
    shown = min(_person(bench, who) for _ in range(3))
    bare = min(_took(lambda: floors.asked(driver, floors.PERSON, who=who)) for _ in range(5))
    table.said("open the busiest person", shown, bare)
    saved = []
    for _ in range(ROUNDS):
        bench.go("log_contact", {"who": "not_named"})
        form = shell.page()
        assert isinstance(form, LogContactPage)
        saved.append(bench.timed(partial(form.save, form._another)).shown / 1000)
    bare = min(_took(_bare_save(desk, driver)) for _ in range(ROUNDS))
    table.said("save a contact, until the next is begun", min(saved), bare)
    bench.window.lock()
    bench.background.finish()


def _bare_save(desk: Desk, driver: floors.Driver) -> Callable[[], None]:
    key = bytes(desk._key.derive(audit.KEY_LABEL))
    return partial(floors.save, driver, key, desk.me.code, NOW)


def _person(bench: Bench, who: str) -> float:
    took = bench.go("person", {"person_id": who}).shown / 1000
    bench.go("settings", {})
    return took


def _busiest(driver: floors.Driver) -> str:
    statement = (
        "SELECT person_id FROM contacts WHERE person_id IS NOT NULL GROUP BY 1"
        " ORDER BY count(*) DESC LIMIT 1"
    )
    return str(driver.execute(statement).fetchone()[0])


def core(table: Table, desk: Desk, driver: floors.Driver, size: int) -> None:
    """What the core takes, without a window."""
    draft = contacts.ContactDraft(NOW)
    table.row("save a contact, durable", partial(desk.do, contacts.log, draft),
              _bare_save(desk, driver), 15)  # fmt: skip
    wanted = Facts(VehicleFacts(plate_said="QH54 R"))
    desk.ask(proposing.against, wanted, typing=True)
    table.row("part of a registration", partial(desk.ask, proposing.against, wanted, typing=True),
              partial(floors.plate, driver, "QH54 R"))  # fmt: skip
    for kind, period, (first, end), statements in (
        ("month", periods.month("2025-10"), MONTH, floors.MONTH),
        ("year", periods.year("2025"), YEAR, floors.YEAR),
    ):
        bare = partial(floors.asked, driver, statements, **floors.span(first, end, NOW))
        for pack, words in (("internal", "figures of a {}"), ("lottery", "{}, protected, audited")):
            ours = partial(desk.ask, statistics.run, pack, period, NOW)
            rounds = (3 if kind == "month" else 2) - (size > SHORTLY_MEASURED)
            table.row(words.format(kind), ours, bare, rounds)


def moving(table: Table, desk: Desk, path: Path, folder: Path, size: int) -> None:
    """Everything out, everything in, and a copy that was read back."""
    clock, key = SetClock(NOW), desk._key
    stick = folder / "stick"
    stick.mkdir()

    def bare_copy() -> None:
        target = folder / "bare"
        target.touch()
        with closing(connect(path, key)) as source, closing(connect(target, key)) as copy:
            source.backup(copy)
        with closing(connect(target, key)) as copy:
            cipher_findings(copy)
        target.unlink()

    table.row("a copy, read back", lambda: desk.copies.make_in(stick), bare_copy, 1)

    def bare_out() -> None:
        with closing(connect(path, key)) as driver:
            names = [row[0] for row in driver.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            )]  # fmt: skip
            for name in names:
                driver.execute(f"SELECT * FROM {name}").fetchall()

    table.row("export everything", partial(desk.do, export), bare_out, 1)
    first, second = (
        bootstrap.create(
            folder / f"{name}.casebook", "B", NAME, PHRASE, clock, KdfCost.CHEAPEST
        ).desk
        for name in ("first", "second")
    )
    some = min(size, MOST_TAKEN_IN)
    raw = json.dumps(import_scale.invented(some)).encode()
    checked: list[Checked] = []
    read = _took(lambda: checked.append(read_and_check(raw, first.vocabulary(), NOW)))
    written = _took(lambda: first.do(take_in, checked.pop()))
    bare = import_scale.bare(first, second)
    bare += _took(partial(json.loads, raw))
    table.said("import: read, check, write", read + written, bare, contacts=some)
    first.close()
    second.close()


def main() -> None:
    size, shelf = int(sys.argv[1]), Path(sys.argv[2])
    table = Table(size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = casebook(size, shelf, folder)
        start(table, path)
        opening(table, path, folder)
        clock = SetClock(NOW + timedelta(hours=1))
        desk = bootstrap.open_desk(path, NAME, PHRASE, clock, Throttle(clock, folder / "waits"))
        with closing(connect(path, desk._key)) as driver:
            prepare(driver)
            core(table, desk, driver, size)
            moving(table, desk, path, folder, size)
            window(table, desk, driver, folder)


if __name__ == "__main__":
    main()
