"""Making a casebook: what is missing is said where it is, goes when it is there, and moves nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.clock import SetClock
from tests.ui.gates import cheap_house
from ui.background import Background
from ui.forms.new_casebook import NewCasebook
from ui.house import Gate
from ui.settings import Settings
from ui.theme import Theme

LONG = "seven quiet herons over tidewell"


@pytest.fixture
def steps(
    qtbot: QtBot,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> NewCasebook:
    gate = Gate(cheap_house(clock), clock, background, theme, settings)
    made = NewCasebook(gate)
    made.setWindowTitle("Casebook")
    qtbot.addWidget(made)
    made.resize(640, 520)
    with qtbot.waitExposed(made):
        made.show()
    return made


def places(steps: NewCasebook, *names: str) -> list[int]:
    """How far down these widgets stand, once everything is laid out."""
    layout = steps.layout()
    assert layout is not None
    layout.activate()
    found = []
    for name in names:
        widget = steps.findChild(QWidget, name)
        assert widget is not None, name
        found.append(widget.mapTo(steps, widget.rect().topLeft()).y())
    return found


def moved(before: list[int], after: list[int]) -> int:
    return max(abs(one - other) for one, other in zip(before, after, strict=True))


def test_what_is_missing_goes_as_soon_as_it_is_typed(qtbot: QtBot, steps: NewCasebook) -> None:
    names = ("new.name", "new.project", "new.next")
    before = places(steps, *names)
    steps.forward()
    assert steps._name.error()
    assert steps._project.error()
    qtbot.waitUntil(lambda: moved(before, places(steps, *names)) < 4)
    QTest.keyClicks(steps.name, "Daya")
    assert steps._name.error() == ""
    assert steps._project.error()
    QTest.keyClicks(steps.project, "T")
    assert steps._project.error() == ""
    qtbot.waitUntil(lambda: moved(before, places(steps, *names)) < 4)


def test_a_passphrase_that_was_mended_is_no_longer_called_wrong(
    qtbot: QtBot, steps: NewCasebook
) -> None:
    steps.name.setText("daya")
    steps.project.setText("Tidewell")
    steps.forward()
    phrase = steps.passphrase
    again = steps.findChild(QLineEdit, "new.again")
    assert again is not None
    names = ("new.passphrase", "new.again", "new.next")
    before = places(steps, *names)
    steps.forward()
    assert phrase.error.text()
    qtbot.waitUntil(lambda: moved(before, places(steps, *names)) < 4)
    QTest.keyClicks(phrase.phrase.line, LONG)
    assert phrase.error.text() == ""
    QTest.keyClicks(again, "something else")
    steps.forward()
    assert phrase.error.text()
    again.clear()
    QTest.keyClicks(again, LONG)
    assert phrase.error.text() == ""


def test_enter_twice_makes_one_casebook_and_says_nothing_amiss(
    qtbot: QtBot, steps: NewCasebook, background: Background, tmp_path: Path
) -> None:
    steps._where = tmp_path / "casebook.casebook"
    steps.name.setText("daya")
    steps.project.setText("Tidewell")
    steps.forward()
    QTest.keyClicks(steps.passphrase.phrase.line, LONG)
    # Tab leads from the first line to the second: nothing of it is typed onto a button between.
    QTest.keyClick(steps.passphrase.phrase.line, Qt.Key.Key_Tab)
    again = QApplication.focusWidget()
    assert isinstance(again, QLineEdit)
    assert again.objectName() == "new.again"
    QTest.keyClicks(again, LONG)
    QTest.keyClick(again, Qt.Key.Key_Return)
    QTest.keyClick(again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: steps.step == 2 and not background.pending)
    assert steps.made is not None
    assert not steps.notice.isVisible()
    steps.made.desk.close()
