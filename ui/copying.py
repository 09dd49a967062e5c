"""Copies while the casebook is open: asked for by the clock or a button, made on a thread apart.

The worker that answers pages goes on meanwhile. The thread knows no Qt object: a timer looks
whether it has come to an end, so that locking in between leaves nobody waiting for anybody.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from outreach_app.copies import Outcome
from outreach_app.errors import KnownError
from ui.page import Context

# After unlocking nothing is to be slower than it must be.
FIRST_MS: Final = 20_000
AGAIN_MS: Final = 10 * 60_000
LOOK_MS: Final = 150


def last_job(desk: Any) -> Callable[[], None]:
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
    """Lives from unlocking to locking. Hears `copy_wanted` of the relay, and says `copying`."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._desk: Any = context.desk
        self._worker: ThreadPoolExecutor | None = None
        self._running: Future[tuple[Outcome, ...]] | None = None
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.look)
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_MS)
        self._watch.timeout.connect(self._see)
        context.relay.copy_wanted.connect(self.make)

    def start(self, first_ms: int) -> None:
        """Look for the first time after `first_ms`, then every ten minutes."""
        self._clock.start(first_ms)

    def look(self) -> None:
        """Make what is due, if anything is."""
        self._clock.start(AGAIN_MS)
        if self._running is None:
            self._context.background.run(self._desk.copies.due, self._due)

    def make(self, places: tuple[str, ...]) -> None:
        """Make copies at these places now; while some are being made nothing more is begun."""
        if self._running is None and places:
            self._context.relay.copying.emit(True)
            self._context.background.run(lambda: self._desk.copies.round(places), self._begin)

    def stop(self) -> None:
        """Hear no more; what runs is ended by whoever closes the desk."""
        self._clock.stop()
        self._watch.stop()
        if self._worker is not None:
            self._worker.shutdown(wait=False)

    def _due(self, places: tuple[str, ...]) -> None:
        self.make(places)

    def _begin(self, begun: Any) -> None:
        if begun is None:
            self._context.relay.copying.emit(False)
            return
        if self._worker is None:
            self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="copies")
        self._running = self._worker.submit(begun.run)
        self._watch.start()

    def _see(self) -> None:
        running = self._running
        if running is None or not running.done():
            return
        self._watch.stop()
        self._running = None
        error = running.exception()
        if error is not None:
            self._context.relay.copying.emit(False)
            self._context.background.trouble.emit(error)
        outcomes = () if error is not None else running.result()
        self._context.background.run(lambda: self._desk.copies.note(outcomes), self._noted)

    def _noted(self, done: Any) -> None:
        self._context.relay.copying.emit(False)
        self._context.announce(done)
