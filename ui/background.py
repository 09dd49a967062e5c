"""One serial worker thread for the casebook; its answers land on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ui.collecting import Collector

R = TypeVar("R")

SLOW_MS = 400


@dataclass(frozen=True, slots=True)
class _Job:
    future: Future[Any]
    then: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None
    owner: QObject | None
    generation: int


class Background(QObject):
    """Runs callables one after the other, in the order they were given.

    Signals: `busy` carries True when something has taken longer than 400 ms, then False when
    nothing is left; `trouble` carries an exception that nobody asked to hear; `idle` when the last
    answer has landed. The answer to a widget that has gone, or from before `forget`, is dropped.
    """

    busy = Signal(bool)
    trouble = Signal(object)
    idle = Signal()
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, slow_after_ms: int = SLOW_MS) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="casebook")
        self._pending = 0
        self._generation = 0
        self._shown = False
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(slow_after_ms)
        self._slow.timeout.connect(self._show_busy)
        self._finished.connect(self._land, Qt.ConnectionType.QueuedConnection)
        self.collector = Collector(self)
        self.collector.start()

    @property
    def pending(self) -> int:
        """How many jobs have not landed yet."""
        return self._pending

    def run(
        self,
        call: Callable[[], R],
        then: Callable[[R], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Run `call` on the worker, then `then(answer)` or `failed(error)` on the GUI thread.

        `owner` is the widget asking; when it is not given it is taken from a bound `then` or
        `failed`. Call from the GUI thread only.
        """
        if owner is None:
            owner = _owner_of(then) or _owner_of(failed)
        self._pending += 1
        if self._pending == 1:
            self._slow.start()
        future = self._worker.submit(call)
        job = _Job(future, then, failed, owner, self._generation)
        future.add_done_callback(lambda _: self._report(job))

    def forget(self) -> None:
        """Let every answer still on its way go unheard; the work itself is never broken off."""
        self._generation += 1

    def finish(self) -> None:
        """Finish what was begun and end the thread. Nothing can be run afterwards."""
        self._generation += 1
        self._worker.shutdown(wait=True)
        self._slow.stop()
        self.collector.stop()

    def _report(self, job: _Job) -> None:
        # On the worker thread. The program may be closing and this object be gone already.
        if shiboken6.isValid(self):
            self._finished.emit(job)

    def _land(self, job: _Job) -> None:
        self._pending -= 1
        if not self._pending:
            self._slow.stop()
            if self._shown:
                self._shown = False
                self.busy.emit(False)
        try:
            self._deliver(job)
        finally:
            if not self._pending:
                self.idle.emit()

    def _deliver(self, job: _Job) -> None:
        error = job.future.exception()
        gone = job.owner is not None and not shiboken6.isValid(job.owner)
        if job.generation != self._generation or gone:
            return
        if error is None:
            if job.then is not None:
                job.then(job.future.result())
        elif job.failed is not None and isinstance(error, Exception):
            job.failed(error)
        else:
            self.trouble.emit(error)

    def _show_busy(self) -> None:
        self._shown = True
        self.busy.emit(True)


def _owner_of(callback: Callable[..., object] | None) -> QObject | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None
