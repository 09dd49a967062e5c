from collections.abc import Iterator

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.ui.gates import settle
from ui.background import Background
from ui.in_slices import Slices


def counted(done: list[str], name: str, count: int = 3) -> Iterator[None]:
    for number in range(count):
        done.append(f"{name}{number}")
        yield


def test_the_first_slice_is_drawn_at_once_and_whoever_waits_has_them_all(
    qtbot: QtBot, background: Background
) -> None:
    done: list[str] = []
    owner = QObject()
    Slices(background, owner).draw(counted(done, "a"))
    assert done == ["a0"]
    settle(qtbot, background)
    assert done == ["a0", "a1", "a2"]


def test_what_is_drawn_anew_takes_the_place_of_what_is_left(
    qtbot: QtBot, background: Background
) -> None:
    done: list[str] = []
    owner = QObject()
    slices = Slices(background, owner)
    slices.draw(counted(done, "a"))
    slices.draw(counted(done, "b"))
    settle(qtbot, background)
    assert done == ["a0", "b0", "b1", "b2"]


def test_nothing_is_drawn_after_the_end(qtbot: QtBot, background: Background) -> None:
    done: list[str] = []
    owner = QObject()
    slices = Slices(background, owner)
    slices.draw(counted(done, "a"))
    slices.stop()
    settle(qtbot, background)
    slices.draw(counted(done, "b"))
    background.forget()  # as a lock does
    settle(qtbot, background)
    assert done == ["a0", "b0"]
