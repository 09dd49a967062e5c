"""Places that may not answer: a share whose server is gone lets every call on it wait for ever.

Nothing can break such a call off. So it is made on a thread that the program does not wait for: who
asked gets their answer or, after a time without a sign of life, hears that the place does not
answer. The thread is left behind; when the call comes back it is told to stop, and finds its key
wiped.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, Generic, TypeVar, final

from outreach_app.safekeeping.errors import NoAnswer
from outreach_app.safekeeping.making import Job

T = TypeVar("T")

# Seconds in which a place says whether it is there.
PATIENCE: Final = 5.0
# Seconds without a sign of life after which work at a place is given up: so many, and one more for
# each megabyte, because the database copies itself in one step; fewer once it was told to stop.
STILL: Final = 30.0
STOPPED: Final = 10.0
_MEGABYTE: Final = 1_000_000

_unanswered: dict[Path, threading.Thread] = {}


def is_folder(folder: Path) -> bool:
    """Tell whether a folder is there, lets us look, and answers in time.

    A place that has not answered yet is not asked again until it has.
    """
    return _answers(folder, Path.is_dir) is True


def is_missing(file: Path) -> bool:
    """Tell whether a place says, in time, that it does not have a file."""
    return _answers(file, Path.is_file) is False


def _answers(path: Path, look: Callable[[Path], bool]) -> bool | None:
    before = _unanswered.get(path)
    if before is not None and before.is_alive():
        return None
    answer: list[bool | None] = []
    asking = threading.Thread(target=lambda: answer.append(_looks(path, look)), daemon=True)
    asking.start()
    asking.join(PATIENCE)
    if asking.is_alive():
        _unanswered[path] = asking
        return None
    _unanswered.pop(path, None)
    return answer[0] if answer else None


def _looks(path: Path, look: Callable[[Path], bool]) -> bool | None:
    try:
        return look(path)
    except OSError:
        return None


def patiently(job: Job, name: str, work: Callable[[Job], T]) -> T:
    """Do work at the place called `name` as long as it shows signs of life.

    Every time the work asks whether to go on is one. Raises NoAnswer, and what the work raises.
    """
    apart = _Apart(job, work)
    threading.Thread(target=apart.run, daemon=True, name="place").start()
    size = job.path.stat().st_size / _MEGABYTE
    still, step = 0.0, 1.0
    while not apart.done.wait(min(step, STILL)):
        still = 0.0 if apart.lives() else still + step
        if still >= (STILL + size if job.go() else STOPPED):
            apart.given_up.set()
            raise NoAnswer(name=name)
    return apart.answer()


@final
class _Apart(Generic[T]):
    def __init__(self, job: Job, work: Callable[[Job], T]) -> None:
        self.done = threading.Event()
        self.given_up = threading.Event()
        self._go = job.go
        self._job = replace(job, go=self._goes_on)
        self._work = work
        self._signs = 0
        self._seen = 0
        self._came: list[T] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._came.append(self._work(self._job))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            self._error = error
        finally:
            self.done.set()

    def lives(self) -> bool:
        before, self._seen = self._seen, self._signs
        return before != self._seen

    def answer(self) -> T:
        if self._error is not None:
            raise self._error
        return self._came[0]

    def _goes_on(self) -> bool:
        self._signs += 1
        return not self.given_up.is_set() and self._go()
