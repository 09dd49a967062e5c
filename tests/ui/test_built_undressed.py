"""What is built out of sight is dressed and measured when it is wanted, and then as Qt does it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.combo_box import ComboBox
from ui.widgets.labels import show_if
from ui.widgets.scroll import scrolled

DRESSED = Qt.WidgetAttribute.WA_WState_Polished


def _column() -> tuple[QWidget, QLabel]:
    inner = QWidget()
    words = QLabel("Words")
    QVBoxLayout(inner).addWidget(words)
    return inner, words


@pytest.mark.parametrize("percent", [90, 150])
@pytest.mark.parametrize("letters", [1, 16])
def test_a_combo_box_is_as_large_as_qt_makes_it(theme: Theme, percent: int, letters: int) -> None:
    theme.choose(percent=percent)
    ours, theirs = ComboBox(letters), QComboBox()
    theirs.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    theirs.setMinimumContentsLength(letters)
    for each in (ours, theirs):
        each.addItems(["One", "An answer of very many words indeed"])
    assert ours.sizeHint() == theirs.sizeHint()
    assert ours.minimumSizeHint() == theirs.minimumSizeHint()


def test_a_column_takes_in_what_it_scrolls_when_it_is_shown(qtbot: QtBot, theme: Theme) -> None:
    inner, words = _column()
    page = QWidget()
    qtbot.addWidget(page)
    area = scrolled(inner, "page.scroll")
    QVBoxLayout(page).addWidget(area)
    assert area.findChild(QLabel) is words
    assert not words.testAttribute(DRESSED)
    page.resize(300, 200)
    page.show()
    assert area.widget() is inner
    assert words.isVisible()
    assert inner.width() == area.viewport().width()


def test_a_column_asked_for_its_size_has_room_for_what_it_scrolls(theme: Theme) -> None:
    inner, words = _column()
    words.setMinimumSize(200, 100)
    hint = scrolled(inner, "page.scroll").sizeHint()
    assert hint.width() >= 200
    assert hint.height() >= 100


def test_what_nobody_hid_is_left_undressed_until_it_appears(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    inner, words = _column()
    column.addWidget(inner)
    show_if(inner, shown=True)
    assert not words.testAttribute(DRESSED)
    page.show()
    assert words.isVisible()
    show_if(inner, shown=False)
    assert not words.isVisible()
    show_if(inner, shown=True)
    assert words.isVisible()
