"""A storm of deaths: the same work again and again, each time killed somewhere else.

``python -m tests.faults.storm FOLDER restore 30`` kills at every n-th step at which Python touches
a file, which is the same on every machine. With ``--anywhere`` the system kills at a random moment
instead, also in the middle of the database's own writing. Prints one line and exits 0 when nothing
was lost.
"""

import argparse
import os
import random
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from tests.faults.trials import TRIALS, Trial

FILES: Final = frozenset(
    {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate"}
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", choices=TRIALS)
    parser.add_argument("kills", type=int)
    parser.add_argument("--anywhere", action="store_true")
    asked = parser.parse_args()
    sys.stdout.write(f"{storm(asked.folder, asked.what, asked.kills, asked.anywhere)}\n")
    return 0


def storm(folder: Path, what: str, kills: int, anywhere: bool) -> str:
    trial = TRIALS[what]
    template = folder / "template"
    template.mkdir(parents=True)
    trial.template(template)
    steps, seconds = measured(trial, folder, template)
    chance = random.Random(20251120)
    found: Counter[str] = Counter()
    for number in range(kills):
        here = folder / f"run{number}"
        shutil.copytree(template, here)
        if anywhere:
            arm: Callable[[], None] = _alarm(chance.uniform(0.0005, seconds))
        else:
            arm = _at_step(1 + number * steps // kills)
        said = dying(trial, here, arm)
        found[trial.look(here, said)] += 1
        shutil.rmtree(here)
    shown = ", ".join(f"{state} {count}" for state, count in sorted(found.items()))
    return f"{what:8} {kills:5} kills  {steps:4} steps  0 lost  ({shown})"


def measured(trial: Trial, folder: Path, template: Path) -> tuple[int, float]:
    """Count the steps of one whole act and take its time; it also imports all there is."""
    for name in ("warm", "counted"):
        here = folder / name
        shutil.copytree(template, here)
        reading, writing = os.pipe()
        if not os.fork():
            counter = Steps(None)
            sys.addaudithook(counter)
            began = perf_counter()
            trial.act(here, lambda _: None)
            os.write(writing, f"{counter.count} {perf_counter() - began}".encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as told:
            words = told.read().split()
        os.wait()
        assert words, "the act does not work at all"
        shutil.rmtree(here)
    return int(words[0]), float(words[1])


class Steps:
    """Counts the steps at which a file is touched, and dies at one of them."""

    def __init__(self, last: int | None) -> None:
        self.count = 0
        self._last = last

    def __call__(self, event: str, _: Any) -> None:
        if event in FILES:
            self.count += 1
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)


def _at_step(number: int) -> Callable[[], None]:
    return lambda: sys.addaudithook(Steps(number))


def _alarm(seconds: float) -> Callable[[], None]:
    def arm() -> None:
        # Without a handler the kernel ends the process then and there.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)

    return arm


def dying(trial: Trial, here: Path, arm: Callable[[], None]) -> list[str]:
    """Let a child do the act and die of it; return what it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        arm()
        trial.act(here, lambda words: _say(writing, words))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read().splitlines()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the act itself failed"
    return said


def _say(writing: int, words: str) -> None:
    os.write(writing, f"{words}\n".encode())


if __name__ == "__main__":
    sys.exit(main())
