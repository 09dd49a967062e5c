"""A storm of deaths: the same work again and again, each time killed somewhere else.

By steps it kills at every n-th step at which Python touches a file, which is the same on every
machine. At random it sends -9 at a moment drawn from a seed, also in the middle of the database's
own writing: three times of four after the casebook was opened, once while it is being opened.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from tests.faults.child import Child, judge
from tests.faults.tally import Tally
from tests.faults.trials import Told, Trial

FILES: Final = frozenset(
    {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate"}
)

# Seconds after which work counts as endless, and within which its death is drawn then.
_LONGEST: Final = 6.0
_ENDLESS: Final = 1.5


def by_steps(kind: str, trial: Trial, folder: Path, kills: int) -> Tally:
    """Kill at `kills` steps spread evenly over the whole act."""
    template = made(trial, folder)
    steps = _steps_of(trial, folder, template)
    tally = Tally(kind)
    for number in range(kills):
        last = 1 + number * steps // kills
        run(trial, folder, template, tally, f"step {last} of {steps}", _at_step(last))
    return tally


def at_random(
    kind: str, trial: Trial, folder: Path, kills: int, seed: int, seconds: float
) -> Tally:
    """Kill at random moments until `kills` have died, or the time is over."""
    template = made(trial, folder)
    opening, working = _times_of(trial, folder, template)
    tally, chance, began = Tally(kind), random.Random(f"{seed} {kind}"), perf_counter()
    number = 0
    while tally.killed < kills and perf_counter() - began < seconds:
        number += 1
        early = chance.random() < 0.25
        delay = chance.uniform(0, opening if early else working)
        here = folder / f"run{number}"
        shutil.copytree(template, here)
        child = Child(trial, here)
        if not early:
            child.until_ready()
        time.sleep(delay)  # the moment of death itself is what is drawn
        child.kill()
        child.end()
        where = "opening" if early else "working"
        if judge(trial, here, child, tally, f"{where}, {delay * 1000:.2f} ms, run {number}"):
            shutil.rmtree(here)
    return tally


def run(
    trial: Trial,
    folder: Path,
    template: Path,
    tally: Tally,
    label: str,
    arm: Callable[[Told], None] = lambda _: None,
) -> None:
    """Do the act once in a copy of the template, judge it, and keep what was not well."""
    here = folder / f"run{tally.runs}"
    shutil.copytree(template, here)
    child = Child(trial, here, arm)
    child.end()
    if judge(trial, here, child, tally, label):
        shutil.rmtree(here)


def made(trial: Trial, folder: Path) -> Path:
    """Make the template of a trial."""
    template = folder / "template"
    template.mkdir(parents=True)
    trial.template(template)
    return template


def _times_of(trial: Trial, folder: Path, template: Path) -> tuple[float, float]:
    """Take the time of opening and of the work, of a second run; of endless work one second."""
    for name in ("warm", "timed"):
        here = folder / name
        shutil.copytree(template, here)
        began = perf_counter()
        child = Child(trial, here)
        child.until_ready()
        opening = perf_counter() - began
        while (more := child.next(_LONGEST)) and perf_counter() - began - opening < _LONGEST:
            pass
        working = perf_counter() - began - opening
        child.kill()
        child.end()
        assert child.killed or child.code == 0, "the act does not work at all"
        shutil.rmtree(here)
    return opening, _ENDLESS if more else working


def _steps_of(trial: Trial, folder: Path, template: Path) -> int:
    reading, writing = os.pipe()

    def count(tell: Told) -> None:
        counter = Steps(None)
        sys.addaudithook(counter)
        del tell
        counting.append(counter)

    counting: list[Steps] = []

    def act(here: Path, tell: Told) -> None:
        trial.act(here, tell)
        os.write(writing, str(counting[0].count).encode())

    warm = Child(trial, shutil.copytree(template, folder / "warm"))
    warm.end()
    # Every later child has what looking loads; the counted one must have it too.
    trial.look(folder / "warm", warm.said)
    here = folder / "counted"
    shutil.copytree(template, here)
    child = Child(Trial(trial.template, act, trial.look), here, count)
    child.end()
    os.close(writing)
    with os.fdopen(reading) as told:
        words = told.read()
    assert words, "the act does not work at all"
    shutil.rmtree(here)
    return int(words)


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


def _at_step(number: int) -> Callable[[Told], None]:
    return lambda _: sys.addaudithook(Steps(number))
