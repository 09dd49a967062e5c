"""Dies at the n-th step at which Python touches a file while a new data key is made.

``python -m tests.outreach_app.dying_under_a_new_key FOLDER FIRST EVERY`` dies in a copy of the
casebook in FOLDER at step FIRST, FIRST + EVERY … until the act comes to its end, and looks each
time whether everything opens. Prints how often each data key was found in force.
"""

import os
import shutil
import signal
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from models.people import Person
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.storage import rekeying
from outreach_app.vault import keyfile_copies
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from tests.conftest import PASSPHRASE, SIGN_IN

TOUCHED: Final = frozenset({"open", "os.rename", "os.remove", "os.truncate", "os.mkdir"})


def opened(path: Path) -> Desk:
    clock = SetClock(datetime(2026, 2, 20, 9, tzinfo=UTC))
    throttle = Throttle(clock, path.parent / "waits")
    return bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, clock, throttle, KdfCost.CHEAPEST)


def die_at(path: Path, number: int) -> bool:
    """Make a new data key in a child that dies at a step; False when it came to its end."""
    child = os.fork()
    if not child:
        desk = opened(path)
        count = 0

        def step(event: str, _: Any) -> None:
            nonlocal count
            if event in TOUCHED:
                count += 1
                if count == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(step)
        desk.new_key.make()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the act itself failed"
    return os.WIFSIGNALED(status)


def look(path: Path, people: int) -> int:
    """Open it twice, each time whole; answer which data key is in force."""
    for _ in range(2):
        desk = opened(path)
        assert desk.verify().findings == ()
        assert desk.ask(lambda work: work.session.scalar(select(func.count(Person.id)))) == people
        number = desk._key.generation
        assert set(keyfile_copies.read(path).macs) == {number}
        assert not rekeying.part_of(path).exists()
        desk.close()
    return number


def main() -> int:
    folder, first, every, people = Path(sys.argv[1]), *(int(each) for each in sys.argv[2:5])
    found: Counter[int] = Counter()
    number, dying = first, True
    while dying:
        here = folder / f"died{number}"
        shutil.copytree(folder / "before", here)
        (path,) = here.glob("*.casebook")
        dying = die_at(path, number)
        found[look(path, people)] += 1
        shutil.rmtree(here)
        number += every
    sys.stdout.write(f"{found[1]} before, {found[2]} after\n")
    assert found[1]
    assert found[2]
    return 0


if __name__ == "__main__":
    sys.exit(main())
