from functools import partial
from threading import Event, current_thread

import shiboken6
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.background import Background


def test_work_runs_elsewhere_and_answers_here(qtbot: QtBot, background: Background) -> None:
    here = current_thread()
    seen: list[object] = []
    background.run(current_thread, lambda thread: seen.extend((thread, current_thread())))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] is not here
    assert seen[1] is here


def test_work_keeps_its_order(qtbot: QtBot, background: Background) -> None:
    seen: list[object] = []
    for number in range(20):
        background.run(partial(int, number), seen.append)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == list(range(20))


def test_answer_to_a_widget_that_has_gone_is_dropped(qtbot: QtBot, background: Background) -> None:
    gate = Event()
    reached = []

    class Asking(QLabel):
        def show_answer(self, answer: object) -> None:
            reached.append(answer)

    asking = Asking()
    background.run(gate.wait, asking.show_answer)
    shiboken6.delete(asking)
    gate.set()
    with qtbot.waitSignal(background.idle):
        pass
    assert reached == []


def test_answers_from_before_a_lock_are_not_heard(qtbot: QtBot, background: Background) -> None:
    gate = Event()
    seen: list[object] = []
    background.run(gate.wait, seen.append)
    background.forget()
    gate.set()
    with qtbot.waitSignal(background.idle):
        pass
    assert seen == []


def test_failure_reaches_who_asked_and_otherwise_the_window(
    qtbot: QtBot, background: Background
) -> None:
    def fall() -> None:
        raise ValueError

    heard: list[Exception] = []
    background.run(fall, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], ValueError)
    with qtbot.waitSignal(background.trouble) as caught:
        background.run(fall)
    assert isinstance(caught.args[0], ValueError)


def test_slow_work_says_so_and_says_when_it_is_over(qtbot: QtBot, background: Background) -> None:
    gate = Event()
    with qtbot.waitSignal(background.busy, check_params_cb=bool):
        background.run(gate.wait)
    with qtbot.waitSignal(background.busy, check_params_cb=lambda on: not on):
        gate.set()
