"""Sits down, looks at people and what they told, types, locks: ``… -m tests.traces.locked_day``.

Says "open" and waits for a line, then locks, says "locked" and waits for another.
"""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QThreadPool
from PySide6.QtTest import QTest

from outreach_app.casework import incidents, people
from outreach_app.clock import SystemClock
from tests.journeys.typist import Story, act, coming_in, quiet, seen, shell, tell, window
from ui.pages.unlock import UnlockPage


def whole(name: str, passphrase: str, typed: str) -> Story:
    """Open, look at everything that names somebody, type, lock."""
    yield from coming_in(name, passphrase)
    del passphrase
    yield quiet
    desk = shell().context.desk
    person = desk.ask(people.everyone)[0].id
    told = desk.ask(incidents.listing)[0].id
    for page, where in (
        ("people", {}),
        ("person", {"person_id": person}),
        ("incidents", {}),
        ("incident", {"incident_id": told}),
        ("amend_incident", {"incident_id": told}),
    ):
        shell().go(page, where)
        yield quiet
    shell().go("log_contact")
    yield lambda: seen("log_contact.note") is not None and quiet()
    line = seen("log_contact.note")
    assert line is not None
    QTest.keyClicks(line, f"{typed} came by")
    yield quiet
    del desk, line, typed
    tell("open")
    sys.stdin.readline()
    background = shell().context.background
    window().lock()
    yield lambda: isinstance(window().centralWidget(), UnlockPage)
    yield lambda: not background.pending and QThreadPool.globalInstance().activeThreadCount() == 0
    gc.collect()
    tell("locked")
    sys.stdin.readline()
    window().close()
    yield lambda: False


def main() -> int:
    """Tell the story step by step, each when what it waits for is there."""
    # As bytes from standard input, because what a process is called with stays in its memory.
    casebook, *given = sys.stdin.readline().rstrip("\n").split("\t")
    story = whole(*given)
    given.clear()
    return act(story, Path(casebook), SystemClock())


if __name__ == "__main__":
    sys.exit(main())
