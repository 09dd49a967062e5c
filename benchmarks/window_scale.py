"""How long the real window keeps its own thread busy, page by page, in a casebook of any size.

    python benchmarks/window_scale.py [CONTACTS] [PEOPLE]   (default 100000 and 5000; 0: sample)

Pages are made ahead in a pause, as in the program; how long each holds the window is printed first.
For every page it prints milliseconds of the window's thread at the first and at later visits, the
longest time in which it could answer no key, the time of the worker, and how long it took until all
of it was shown. Then the same for every letter typed into "Find anything" and for saving a contact,
beside the bare SQL: both are to be within one screen frame of it. Then a line of the night's table,
and last of all the longest piece with its page. Times of threads are processor time, so that other
programs do not count; "shown" is by the clock on the wall.
"""

import gc
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, sleep, thread_time
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from figures_scale import NOW, fill, invented
from find_scale import furnish
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from search_scale import bare_save, bare_search, sentence
from window_places import places

from models.contacts import Contact
from models.incidents import Incident
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import sessions
from outreach_app.clock import SetClock
from outreach_app.demo.sample import open_sample
from outreach_app.vault.kdf import KdfCost
from ui import app as application
from ui.ahead import Ahead
from ui.background import Background
from ui.house import Gate
from ui.pages.log_contact.page import LogContactPage
from ui.pages.session.page import SessionPage
from ui.pages.today.page import TodayPage
from ui.registry import PAGES, bring_in
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

FRAME_MS = 1000 / 60
TYPED = "marbel 12"
VISITS = 3


class Timed(Background):
    """Counts the processor time of the worker."""

    def __init__(self) -> None:
        super().__init__()
        self.worked = 0.0

    def run(self, call: Callable[[], Any], *args: Any, **more: Any) -> None:
        def timed() -> Any:
            began = thread_time()
            try:
                return call()
            finally:
                self.worked += (thread_time() - began) * 1000

        super().run(timed, *args, **more)


class Took:
    """Milliseconds: all of the window's thread, its longest piece, the worker, until shown."""

    def __init__(self) -> None:
        self.gui = self.longest = self.worker = self.shown = 0.0

    def __str__(self) -> str:
        return (
            f"{self.gui:7.0f} window {self.longest:6.0f} at once {self.worker:7.0f} worker"
            f" {self.shown:7.0f} shown"
        )


class Bench:
    """The real window on one casebook, as `ui.app` opens it: pages imported, and made ahead."""

    def __init__(
        self, desk: Desk, clock: SetClock, folder: Path, theme: Theme | None = None
    ) -> None:
        qt = application.application()
        self.background = Timed()
        settings, theme = Settings(folder), theme or Theme(qt, "light", 100)
        gate = Gate(application.house(clock), clock, self.background, theme, settings)
        self.window = MainWindow(gate, None)
        self.window.resize(1366, 700)
        self.window.show()
        for _ in bring_in():
            pass
        self.desk = desk
        # The longest piece of every page: made ahead, or opened.
        self.ahead: dict[str, float] = {}
        self.pieces: dict[str, float] = {}
        self.window.makes_ahead = True
        began = perf_counter()
        self.window.enter(desk)
        self.window.inactivity.set_seconds(24 * 3600)  # a long run is not to lock in the middle
        shell = self.window.shell
        assert shell is not None
        maker = shell.findChild(Ahead)
        assert maker is not None
        timer = maker.findChild(QTimer)
        assert timer is not None
        self._maker, self._every = maker, timer
        timer.stop()  # until it is its turn to be measured
        # Milliseconds from the desk until Today is drawn, and until all is there that is read
        # behind it: what waits to be let go of, and what Find looks through.
        self._wait_for_today()
        self.today = (perf_counter() - began) * 1000
        self.settle(Took())
        self.behind = (perf_counter() - began) * 1000

    def _wait_for_today(self) -> None:
        """Let Today get what it shows, and be painted; unfinished typing is looked for last."""
        assert self.window.shell is not None
        page, there = self.window.shell.page(), list[bool]()
        assert isinstance(page, TodayPage)
        page.unfinished.shown.connect(partial(there.append, True))
        while not there:
            if self.turn(Took()) < 1:
                sleep(0.001)
        while self.turn(Took()) >= 1:
            pass

    def settle(self, took: Took) -> None:
        """Let everything land and be painted, a piece at a time."""
        quiet = 0
        while quiet < 3:
            piece = self.turn(took)
            quiet = quiet + 1 if not self.background.pending and piece < 1 else 0
            if self.background.pending and piece < 1:
                sleep(0.001)  # the answer is not there yet; looking for it is no work

    def make_ahead(self) -> None:
        """Wait until every page is made that is made ahead; the longest piece of each is kept.

        What the window does between two pieces, such as laying out, counts for the page that comes.
        """
        self._every.start()
        while name := self._maker.coming:
            took = Took()
            sleep(0.001)
            self.turn(took)
            self.ahead[name] = max(self.ahead.get(name, 0.0), took.longest)
        after = Took()
        self.settle(after)
        last = list(self.ahead)[-1]
        self.ahead[last] = max(self.ahead[last], after.longest)

    def turn(self, took: Took) -> float:
        """Let the window answer what there is; return how many milliseconds that took."""
        began = thread_time()
        QApplication.processEvents()
        piece = (thread_time() - began) * 1000
        took.gui += piece
        took.longest = max(took.longest, piece)
        return piece

    def timed(self, what: Callable[[], object]) -> Took:
        """Do something in the window and wait until its end is painted."""
        took, self.background.worked = Took(), 0.0
        wall, began = perf_counter(), thread_time()
        what()
        took.gui = took.longest = (thread_time() - began) * 1000
        self.settle(took)
        took.worker, took.shown = self.background.worked, (perf_counter() - wall) * 1000
        return took

    def go(self, name: str, where: dict[str, Any]) -> Took:
        shell = self.window.shell
        assert shell is not None
        took = self.timed(partial(shell.go, name, dict(where)))
        self.pieces[name] = max(self.pieces.get(name, 0.0), took.longest)
        return took

    def longest(self) -> tuple[float, str]:
        """Return the longest piece, made ahead or opened, and its page."""
        ahead = [(took, f"{name}, made ahead") for name, took in self.ahead.items()]
        return max([*ahead, *((took, name) for name, took in self.pieces.items())])


def pages(bench: Bench) -> None:
    where = places(bench.desk)
    bench.make_ahead()
    for name, took in bench.ahead.items():
        print(f"{name:15} made ahead {took:6.0f} at once")
    for name in PAGES:
        first = bench.go(name, where.get(name, {}))
        later = []
        for _ in range(VISITS):
            bench.go("settings", {})
            later.append(bench.go(name, where.get(name, {})))
        again = min(later, key=lambda each: each.gui)
        print(f"{name:15} first {first}\n{'':15} later {again}")


def finding(bench: Bench) -> None:
    shell = bench.window.shell
    assert shell is not None
    bare = []
    for length in range(1, len(TYPED) + 1):
        began = thread_time()
        bench.desk.ask(bare_search, TYPED[:length])
        bare.append((thread_time() - began) * 1000)
    opened = bench.timed(shell.open_find)
    print(f"Ctrl+K          {opened}")
    box = shell.open_find()
    for letter, floor in zip(TYPED, bare, strict=True):

        def typed(letter: str = letter) -> None:
            QTest.keyClicks(box.line, letter)
            box.look()

        took = bench.timed(typed)
        more = took.gui + took.worker - floor
        print(f"  {box.line.text():13} {took}, {more:+.1f} of the bare {floor:.1f}")
    box.close_box()
    bench.settle(Took())


def saving(bench: Bench) -> None:
    desk = bench.desk
    bare, more = [], []
    for _ in range(7):
        began = thread_time()
        desk.do(bare_save)
        bare.append((thread_time() - began) * 1000)
    floor = median(bare)
    for _ in range(7):
        bench.go("log_contact", {"who": "not_named"})
        shell = bench.window.shell
        assert shell is not None
        form = shell.page()
        assert isinstance(form, LogContactPage)
        took = bench.timed(partial(form.save, form._another))  # as its button does
        more.append(took)
    typical = sorted(more, key=lambda each: each.gui + each.worker)[len(more) // 2]
    print(f"save a contact  {typical}, bare INSERT with its commit {floor:.1f}")


def night(bench: Bench) -> None:
    """A line of the table, saved: until the row and all that is read anew behind it are shown."""
    shell = bench.window.shell
    assert shell is not None
    bench.go("session", {})
    page = shell.page()
    assert isinstance(page, SessionPage)
    line = page.parts.next.entry.line
    more = []
    for _ in range(7):
        QTest.keyClicks(line, "c10 l4 d")
        bench.settle(Took())
        more.append(bench.timed(partial(QTest.keyClick, line, Qt.Key.Key_Return)))
    typical = sorted(more, key=lambda each: each.gui + each.worker)[len(more) // 2]
    print(f"a line at night {typical}")


@contextmanager
def casebook(number: int, people_: int, folder: Path) -> Iterator[tuple[Desk, SetClock]]:
    clock = SetClock(NOW)
    if not number:
        desk = open_sample(clock)
    else:
        dice = random.Random(3)
        path = folder / "large.casebook"
        phrase = "paper lantern bridge"
        desk = bootstrap.create(path, "Invented", "daya", phrase, clock, KdfCost.CHEAPEST).desk
        for rows in furnish(invented(number, people_)):
            for row in rows[Contact]:
                row["note"] = sentence(dice)
            for row in rows[Incident]:
                row["private_note"] = sentence(dice)
            desk.do(fill, rows)
        desk.do(sessions.start, sessions.SessionDraft("van_night", clock.now()))
    yield desk, clock


def main() -> None:
    given = [int(each) for each in sys.argv[1:3]]
    number, people_ = given + [100_000, 5_000][len(given) :]
    with tempfile.TemporaryDirectory() as folder, casebook(number, people_, Path(folder)) as made:
        desk, clock = made
        gc.freeze()  # as the program does
        bench = Bench(desk, clock, Path(folder) / "settings")
        pages(bench)
        finding(bench)
        saving(bench)
        night(bench)
        took, name = bench.longest()
        print(f"longest piece: {took:.0f} ms ({name})")
        bench.window.lock()
        bench.background.finish()


if __name__ == "__main__":
    main()
