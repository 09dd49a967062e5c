"""Circular garbage is collected on the thread of the window and nowhere else."""

import gc
import threading

from pytestqt.qtbot import QtBot

from ui.background import Background
from ui.collecting import Collector


class Ring:
    """Holds itself, and notes which thread lets it go."""

    gone: list[str] = []  # noqa: RUF012 - what the test reads

    def __init__(self) -> None:
        self.own = self

    def __del__(self) -> None:
        Ring.gone.append(threading.current_thread().name)


def busy() -> int:
    """Make so much that Python's own collector would have run many times."""
    return len([[number] for number in range(50_000)])


def test_the_worker_never_collects(qtbot: QtBot, background: Background) -> None:
    Ring.gone.clear()
    for _ in range(5):
        Ring()
        background.run(busy)
        qtbot.waitUntil(lambda: not background.pending)
    gc.collect()
    assert set(Ring.gone) == {threading.main_thread().name}
    assert len(Ring.gone) == 5


def test_garbage_is_looked_for_while_the_window_runs(qtbot: QtBot, background: Background) -> None:
    Ring.gone.clear()
    Ring()
    kept = [[number] for number in range(5_000)]
    qtbot.waitUntil(lambda: Ring.gone == ["MainThread"])
    assert len(kept) == 5_000


def old_garbage() -> None:
    """Leave a ring that only a look through everything finds."""
    Ring.gone.clear()
    ring = Ring()
    gc.collect(1)
    del ring


def rounds_until_due(background: Background) -> None:
    _, more, most = gc.get_threshold()
    while gc.get_count()[2] <= more * most:
        gc.collect(1)
    background.collector.look()


def test_everything_waits_for_a_pause_and_is_said_to_be_due(
    qtbot: QtBot, background: Background
) -> None:
    collector = background.collector
    old_garbage()
    with qtbot.waitSignal(collector.all_due):
        rounds_until_due(background)
    assert Ring.gone == []
    collector.look_at_all()
    assert Ring.gone == ["MainThread"]


def test_nothing_is_looked_through_before_it_is_due(background: Background) -> None:
    gc.collect()
    gc.collect(1)
    background.collector.look_at_all()
    assert gc.get_count()[2] == 1


def test_without_any_pause_everything_is_looked_through_at_last(background: Background) -> None:
    old_garbage()
    _, more, most = gc.get_threshold()
    for _ in range(5 * more * most + 1):
        gc.collect(1)
        background.collector.look()
    assert Ring.gone == ["MainThread"]


def test_python_collects_again_when_no_worker_is_about(background: Background) -> None:
    assert not gc.isenabled()
    other = Collector()
    other.start()
    background.finish()
    assert not gc.isenabled()
    other.stop()
    assert gc.isenabled()
