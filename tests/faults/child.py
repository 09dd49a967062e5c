"""A child process that does an act, so that it can be killed, stopped, or shown a broken disk."""

import os
import select
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

from outreach_app.errors import KnownError
from tests.faults.tally import Tally
from tests.faults.trials import Half, Lost, Told, Trial

# A child that has said nothing for so long hangs.
PATIENCE: Final = 120.0
_BUG: Final = 70
WHOLE: Final = 0
REFUSED: Final = 5


class Child:
    """One act in a process of its own.

    `arm` is called in the child before it begins and `told` may change how it tells. What it tells
    is read by `next` and `end`.
    """

    def __init__(
        self,
        trial: Trial,
        folder: Path,
        arm: Callable[[Told], None] = lambda _: None,
    ) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            code = _BUG
            try:
                os.close(reading)
                code = _live(trial, folder, Told(writing), arm)
            finally:  # whatever happens, a child never does its parent's work
                os._exit(code)
        os.close(writing)
        self._reading = reading
        self._text = b""
        self.said: list[str] = []
        self.refused: list[str] = []
        self.ready = False
        self.closing = False
        self.code: int | None = None
        self.killed = False

    def next(self, seconds: float) -> bool:
        """Hear what it tells for at most so long; False when it has ended or said nothing."""
        if not select.select([self._reading], [], [], seconds)[0]:
            return False
        piece = os.read(self._reading, 65536)
        self._text += piece
        *lines, self._text = self._text.split(b"\n")
        for line in lines:
            self._hear(line.decode())
        return bool(piece)

    def until_ready(self) -> None:
        """Hear it until its casebook is open, or it has ended."""
        while not self.ready and self.next(PATIENCE):
            pass

    def kill(self) -> None:
        """End it as the system does when somebody says -9."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """Hear it to its end."""
        while self.next(PATIENCE):
            pass
        os.close(self._reading)
        _, status = os.waitpid(self.pid, 0)
        self.killed = os.WIFSIGNALED(status)
        self.code = None if self.killed else os.WEXITSTATUS(status)

    def _hear(self, line: str) -> None:
        kind, _, rest = line.partition(" ")
        self.ready = self.ready or kind == "ready"
        self.closing = self.closing or kind == "closing"
        if kind == "said":
            self.said.append(rest)
        elif kind == "refused":
            self.refused.append(rest)


def _live(trial: Trial, folder: Path, tell: Told, arm: Callable[[Told], None]) -> int:
    try:
        arm(tell)
        trial.act(folder, tell)
    except KnownError as error:
        tell.refused(error)
        return REFUSED
    except BaseException:  # noqa: BLE001 - whatever it is, the parent counts it
        traceback.print_exc()
        return _BUG
    return WHOLE


def judge(trial: Trial, here: Path, child: Child, tally: Tally, label: str) -> bool:
    """Look at what a child left, count it, and tell whether all is well."""
    tally.runs += 1
    tally.killed += child.killed
    tally.acknowledged += len(child.said)
    tally.refused += bool(child.refused)
    well = True
    if child.code not in (None, WHOLE, REFUSED):
        tally.unclear += 1
        tally.why.append(f"{label}: ended with {child.code}")
        well = False
    try:
        tally.states[trial.look(here, child.said)] += 1
    except Lost as lost:
        tally.lost += 1
        tally.why.append(f"{label}: lost {lost}")
    except Half as half:
        tally.half += 1
        tally.why.append(f"{label}: half {half}")
    except Exception as error:  # noqa: BLE001 - it did not open, or is not whole
        tally.damaged += 1
        tally.why.append(f"{label}: {type(error).__name__} {error}")
        traceback.print_exc()
    else:
        return well
    return False
