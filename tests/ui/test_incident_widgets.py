"""Widgets first made for the incident form: searching a long list, several chips, growing text."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.growing import GrowingText
from ui.widgets.many import ManyChips
from ui.widgets.search_select import Grouped, SearchSelect

KINDS = (
    Grouped("rape", "Rape", "Sexual violence"),
    Grouped("robbery", "Robbery", "Loss", "money taken with force"),
    Grouped("theft", "Theft", "Loss"),
    Grouped("premises", "Robbery of a flat", "Loss"),
)


def line(qtbot: QtBot) -> tuple[SearchSelect, QLineEdit, QWidget]:
    box = QWidget()
    column = QVBoxLayout(box)
    kind = SearchSelect("page.kind", "Kind", empty="Choose or type")
    kind.set_choices(KINDS)
    after = QLineEdit()
    column.addWidget(kind)
    column.addWidget(after)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    with qtbot.waitActive(box):
        box.activateWindow()
    kind.setFocus()
    return kind, after, box


def test_typing_and_enter_take_the_first_hit(qtbot: QtBot, theme: Theme) -> None:
    kind, _, _box = line(qtbot)

    QTest.keyClicks(kind, "rob")
    assert kind.hits() == ("robbery", "premises", "theft")[:2]
    with qtbot.waitSignal(kind.changed):
        QTest.keyClick(kind.popup(), Qt.Key.Key_Return)

    assert (kind.value(), kind.text()) == ("robbery", "Robbery")


def test_the_arrow_grows_with_the_text_and_leaves_it_room(qtbot: QtBot, theme: Theme) -> None:
    kind, _, _box = line(qtbot)
    arrow = kind.findChild(QLabel)
    assert arrow is not None
    small = arrow.width()
    theme.choose(percent=150)
    qtbot.waitUntil(lambda: arrow.width() == round(1.5 * small))
    assert kind.rect().contains(arrow.geometry())
    assert kind.textMargins().right() > arrow.width()


def test_tab_takes_the_first_hit_too(qtbot: QtBot, theme: Theme) -> None:
    kind, _after, _box = line(qtbot)

    QTest.keyClicks(kind, "force")
    QTest.keyClick(kind.popup(), Qt.Key.Key_Tab)

    assert kind.value() == "robbery"
    assert _after.hasFocus()


def test_the_words_of_a_choice_typed_whole_are_an_answer(qtbot: QtBot, theme: Theme) -> None:
    kind, after, _box = line(qtbot)

    QTest.keyClicks(kind, "robbery ")
    kind.popup().hide()
    with qtbot.waitSignal(kind.changed):
        after.setFocus()

    assert (kind.value(), kind.text()) == ("robbery", "Robbery")


def test_words_that_were_not_taken_give_way_to_the_answer(qtbot: QtBot, theme: Theme) -> None:
    kind, after, _box = line(qtbot)
    kind.set_value("theft")

    QTest.keyClicks(kind, "zzz")
    after.setFocus()

    assert (kind.value(), kind.text()) == ("theft", "Theft")
    assert after.hasFocus()


def test_a_click_opens_the_whole_list_with_its_groups(qtbot: QtBot, theme: Theme) -> None:
    kind, _, _box = line(qtbot)

    QTest.mouseClick(kind, Qt.MouseButton.LeftButton)

    popup = kind.popup()
    assert popup.isVisible()
    model = popup.model()
    shown = [model.index(number, 0).data() for number in range(model.rowCount())]
    assert shown == ["Sexual violence", "Rape", "Loss", "Robbery", "Theft", "Robbery of a flat"]
    popup.setCurrentIndex(model.index(4, 0))
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert kind.value() == "theft"


def test_any_number_of_chips(qtbot: QtBot, theme: Theme) -> None:
    chips = ManyChips("page.weapons", "Weapons", [("knife", "Knife"), ("hands", "Hands")])
    qtbot.addWidget(chips)
    chips.show()
    with qtbot.waitSignal(chips.changed):
        chips.chip("hands").click()
    chips.chip("knife").click()
    assert chips.value() == ["knife", "hands"]
    chips.set_value(["hands"])
    assert chips.words() == ["Hands"]


def test_words_grow_their_box(qtbot: QtBot, theme: Theme) -> None:
    text = GrowingText("page.words", "Words")
    qtbot.addWidget(text)
    text.resize(300, 50)
    text.show()
    QApplication.processEvents()
    before = text.height()
    text.setPlainText("one\ntwo\nthree\nfour\nfive")
    assert text.height() > before
