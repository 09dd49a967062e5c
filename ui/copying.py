"""Copies while the casebook is open: asked for by the clock or a button, made on a thread apart.

The worker that answers pages goes on meanwhile. The thread knows no Qt object: a timer looks
whether it has come to an end, so that locking in between leaves nobody waiting for anybody.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QObject, QTimer

from outreach_app.errors import KnownError
from ui.page import Context, Desk

# After unlocking nothing is to be slower than it must be.
FIRST_MS: Final = 20_000
AGAIN_MS: Final = 10 * 60_000
LOOK_MS: Final = 150

Landing: TypeAlias = Callable[[Any, BaseException | None], None]


def last_job(desk: Desk) -> Callable[[], None]:
    """Return the worker's last job before the program ends: what is due is copied, then closed.

    What is in the way of a copy is noted for Today, and keeps nobody from closing.
    """

    def copied_then_closed() -> None:
        try:
            with suppress(KnownError):
                desk.copies.at_close()
        finally:
            desk.close()

    return copied_then_closed


class Copier(QObject):
    """Lives from unlocking to locking. Hears `copy_wanted` and `rehearsal_wanted` of the relay."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._copies = context.desk.copies
        self._worker: ThreadPoolExecutor | None = None
        self._copying = False
        self._running: list[tuple[Future[Any], Landing]] = []
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.look)
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_MS)
        self._watch.timeout.connect(self._see)
        context.relay.copy_wanted.connect(self.make)
        context.relay.rehearsal_wanted.connect(self.rehearse)

    def start(self, first_ms: int) -> None:
        """Look for the first time after `first_ms`, then every ten minutes."""
        self._clock.start(first_ms)

    def look(self) -> None:
        """Make what is due, if anything is."""
        self._clock.start(AGAIN_MS)
        if not self._copying:
            self._context.background.run(self._copies.due, self._due)

    def make(self, places: tuple[str, ...]) -> None:
        """Make copies at these places now; while some are being made nothing more is begun."""
        if not self._copying and places:
            self._now(copying=True)
            self._context.background.run(
                lambda: self._copies.round(places), self._begin, self._failed
            )

    def rehearse(self) -> None:
        """Rehearse the way back, and let the relay say how it went."""
        self._context.background.run(self._copies.rehearsal, self._begin_rehearsal)

    def stop(self) -> None:
        """Hear no more; what runs is ended by whoever closes the desk."""
        self._clock.stop()
        self._watch.stop()
        if self._worker is not None:
            self._worker.shutdown(wait=False)

    # copies

    def _due(self, places: tuple[str, ...]) -> None:
        self.make(places)

    def _begin(self, begun: Any) -> None:
        if begun is None:
            self._now(copying=False)
        else:
            self._run(begun.run, self._copied)

    def _copied(self, outcomes: Any, error: BaseException | None) -> None:
        if error is not None:  # a bug: what the world does stands in the outcomes
            self._context.background.trouble.emit(error)
        self._context.background.run(
            lambda: self._copies.note(outcomes or ()), self._noted, self._failed
        )

    def _noted(self, done: Any) -> None:
        self._now(copying=False)
        self._context.announce(done)

    def _failed(self, error: Exception) -> None:
        self._now(copying=False)
        self._context.background.trouble.emit(error)

    def _now(self, *, copying: bool) -> None:
        self._copying = copying
        self._context.relay.copying.emit(copying)

    # the rehearsal

    def _begin_rehearsal(self, begun: Any) -> None:
        if begun is not None:
            self._run(begun.run, self._rehearsed)

    def _rehearsed(self, found: Any, error: BaseException | None) -> None:
        if found is None:
            self._context.relay.rehearsed.emit(error)
        else:
            self._context.background.run(
                lambda: self._copies.note_rehearsal(found), self._rehearsal_noted
            )

    def _rehearsal_noted(self, done: Any) -> None:
        self._context.relay.rehearsed.emit(done)
        self._context.announce(done)

    # the thread apart

    def _run(self, work: Callable[[], Any], then: Landing) -> None:
        if self._worker is None:
            self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="copies")
        self._running.append((self._worker.submit(work), then))
        self._watch.start()

    def _see(self) -> None:
        over = [each for each in self._running if each[0].done()]
        self._running = [each for each in self._running if not each[0].done()]
        if not self._running:
            self._watch.stop()
        for future, then in over:
            error = future.exception()
            then(None if error is not None else future.result(), error)
