"""A place in sight is filled at one go: laid out once, and whoever types in it stays there."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from ui.widgets.clearing import clear
from ui.widgets.filling import filling

LINES = 30


class Counting(QVBoxLayout):
    """Counts how often it was worked out anew."""

    times = 0

    @override
    def setGeometry(self, rect: QRect) -> None:
        self.times += 1
        super().setGeometry(rect)


class Sight(QWidget):
    """A window with one place in it."""

    def __init__(self) -> None:
        super().__init__()
        self.around = Counting(self)
        self.place = QWidget()
        self.lines = QVBoxLayout(self.place)
        self.around.addWidget(self.place)


@pytest.fixture
def sight(qtbot: QtBot) -> Sight:
    window = Sight()
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    window.around.times = 0
    return window


def put_in(sight: Sight) -> None:
    clear(sight.lines)
    for number in range(LINES):
        sight.lines.addWidget(QLabel(f"Line {number}"))


def test_filled_at_one_go_and_laid_out_a_few_times_not_once_a_line(sight: Sight) -> None:
    with filling(sight.place):
        put_in(sight)
    assert all(line.isVisible() for line in sight.place.findChildren(QLabel))
    QApplication.processEvents()
    assert sight.around.times < 5
    # What it saves: Qt by itself shows line after line, and lays all out after each.
    sight.around.times = 0
    put_in(sight)
    QApplication.processEvents()
    assert sight.around.times >= LINES


def test_a_field_in_it_keeps_the_focus(sight: Sight) -> None:
    field = QLineEdit("typed")
    with filling(sight.place):
        sight.lines.addWidget(field)
    field.setFocus()
    with filling(sight.place):
        sight.lines.addWidget(QLineEdit())
    assert sight.focusWidget() is field
    assert field.selectedText() == ""


def test_what_is_out_of_sight_stays_so(sight: Sight) -> None:
    sight.place.hide()
    with filling(sight.place):
        put_in(sight)
    QApplication.processEvents()
    assert sight.place.isHidden()


def test_it_is_shown_again_whatever_happens(sight: Sight) -> None:
    with pytest.raises(ZeroDivisionError), filling(sight.place):
        _ = 1 // 0
    assert sight.place.isVisible()
