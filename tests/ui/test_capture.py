"""Which windows are left out of screenshots; the calls of the systems are tried on those systems."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui import capture
from ui.capture import BLACK, LEFT_OUT, NOT_SHARED, Uncaptured, by_affinity, by_sharing


@pytest.fixture
def asked(qapp: QApplication) -> Iterator[list[int]]:
    """The numbers of the windows that were to be left out."""
    numbers: list[int] = []

    def note(window: int) -> bool:
        numbers.append(window)
        return True

    filtering = Uncaptured(qapp, note)
    yield numbers
    qapp.removeEventFilter(filtering)
    filtering.deleteLater()


def test_every_window_that_opens_and_no_part_of_one(asked: list[int], qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    part = QLabel("words", window)
    box = QComboBox(window)
    box.addItems(["one", "two"])
    window.show()
    assert asked == [int(window.winId())]
    assert part.isVisible()

    dialog = QDialog(window)
    dialog.show()
    assert asked[-1] == int(dialog.winId())
    dialog.close()

    menu = QMenu(window)
    menu.addAction("one")
    menu.popup(QPoint(0, 0))
    assert asked[-1] == int(menu.winId())
    menu.close()

    box.showPopup()
    assert asked[-1] == int(box.view().window().winId())
    box.hidePopup()
    # Shown once more it is asked for once more: the system may have made it anew.
    before = len(asked)
    window.hide()
    window.show()
    assert len(asked) == before + 1


def test_what_the_system_refuses_stops_no_window(qapp: QApplication, qtbot: QtBot) -> None:
    def refuse(window: int) -> bool:
        raise OSError(window)

    filtering = Uncaptured(qapp, refuse)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert window.isVisible()
    qapp.removeEventFilter(filtering)
    filtering.deleteLater()


@pytest.mark.parametrize(
    ("takes", "answer", "tried"),
    [
        ({LEFT_OUT}, True, [LEFT_OUT]),
        ({BLACK}, True, [LEFT_OUT, BLACK]),
        (set[int](), False, [LEFT_OUT, BLACK]),
    ],
)
def test_an_older_windows_shows_black(takes: set[int], answer: bool, tried: list[int]) -> None:
    calls: list[tuple[int, int]] = []

    def call(window: int, affinity: int) -> int:
        calls.append((window, affinity))
        return int(affinity in takes)

    assert by_affinity(call)(7) is answer
    assert calls == [(7, each) for each in tried]


def test_on_a_mac_the_window_of_the_view_is_told() -> None:
    sent: list[tuple[object, ...]] = []

    def send(*what: object) -> int | None:
        sent.append(what)
        return {7: 70}.get(what[0])  # type: ignore[call-overload, no-any-return]

    assert by_sharing(send)(7)
    assert sent == [(7, "window"), (70, "setSharingType:", NOT_SHARED)]
    assert not by_sharing(send)(8)  # not in a window yet


@pytest.mark.skipif(sys.platform != "linux", reason="says what Linux cannot do")
def test_linux_has_no_way_and_none_is_pretended(qapp: QApplication) -> None:
    assert capture.of_this_system() is None
    assert capture.keep_out(qapp) is None
