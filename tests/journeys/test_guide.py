"""The ten-minute guide, followed word for word in the real window: what it says is what is done."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from outreach_app import guides, paths
from outreach_app.clock import SetClock
from tests.journeys.hands import Hands
from tests.ui.gates import cheap_house, settle
from ui.background import Background
from ui.house import Gate
from ui.pages.unlock import UnlockPage
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

_STEP = re.compile(r"^\d+\. (.+)$", re.MULTILINE)
_DOING = re.compile(
    r"In \*\*(?P<field>[^*]+)\*\* type “(?P<words>[^”]+)”"
    r"|(?:Press|Choose) \*\*(?P<press>[^*]+)\*\*"
    r"|Type “(?P<typed>[^”]+)” and press Enter"
    r"|You see “(?P<seen>[^”]+)”"
    r"|(?P<groups>Type the two groups)"
    r"|(?P<answer>press the answer)"
    r"|(?P<both>choose both)"
)
_KEYS = re.compile(r"(?:Ctrl\+|Shift\+)*(?:F\d+|Enter|[A-Z0-9])")


@pytest.fixture
def window(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    monkeypatch.setattr(paths, "documents_folder", lambda: tmp_path)
    made = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.lock()
    settle(qtbot, background)


class Reader:
    """Somebody new, who does the first thing a step says and knows nothing else."""

    def __init__(self, qtbot: QtBot, window: MainWindow, hands: Hands) -> None:
        self._qtbot, self._window, self._hands = qtbot, window, hands

    def follow(self, step: str) -> None:
        found = _DOING.search(step)
        assert found is not None, f"nothing to do in: {step}"
        match found.lastgroup:
            case "words":
                self._fill(found["field"], found["words"])
            case "press":
                self._press(found["press"], step)
            case "typed":
                self._hands.type(found["typed"])
                self._hands.press(Qt.Key.Key_Return)
            case "seen":
                self._qtbot.waitUntil(lambda: found["seen"] in self._hands.words())
            case "groups":
                self._type_groups()
            case "both":
                self._choose_first("How was it said", "Able to decide now?")
            case _:
                self._click("Yes")
        self._hands.wait()

    def _fill(self, name: str, words: str) -> None:
        def fields() -> list[QWidget]:
            return [
                each
                for each in self._window.findChildren(QWidget)
                if each.isVisible()
                and each.accessibleName() == name
                and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            ]

        self._qtbot.waitUntil(lambda: bool(fields()))
        fields()[0].setFocus()
        self._hands.type(words)

    def _press(self, what: str, step: str) -> None:
        if "by hand" in step:
            # There is no printer here: the code is read from the screen, as with a pen.
            return
        if _KEYS.fullmatch(what):
            combination = QKeySequence(what.replace("Enter", "Return"))[0]  # type: ignore[index] # not in the stubs
            self._hands.press(combination.key(), combination.keyboardModifiers())
        else:
            self._click(what)

    def _click(self, words: str) -> None:
        def buttons() -> list[QAbstractButton]:
            return [
                each
                for each in self._window.findChildren(QAbstractButton)
                if each.isVisible() and each.isEnabled() and each.text() == words
            ]

        self._qtbot.waitUntil(lambda: bool(buttons()))
        buttons()[0].click()

    def _choose_first(self, *names: str) -> None:
        for name in names:
            lists = [
                each
                for each in self._window.findChildren(QComboBox)
                if each.isVisible() and each.accessibleName().endswith(name)
            ]
            lists[0].setFocus()
            self._hands.press(Qt.Key.Key_Down)

    def _type_groups(self) -> None:
        code = self._hands.see("new.code")
        assert isinstance(code, QLabel)
        groups = code.text().split()
        for name in ("new.first_group", "new.second_group"):
            line = self._hands.see(name)
            assert isinstance(line, QLineEdit)
            line.setFocus()
            self._hands.type(groups[int(line.accessibleName().split()[1]) - 1])


def test_the_ten_minute_guide_leads_from_nothing_to_a_locked_casebook(
    qtbot: QtBot, window: MainWindow, background: Background, tmp_path: Path
) -> None:
    reader = Reader(qtbot, window, Hands(qtbot, window, background))
    for step in _STEP.findall(guides.text("begin")):
        reader.follow(step)
    qtbot.waitUntil(lambda: window.shell is None)
    assert isinstance(window.centralWidget(), UnlockPage)
    assert len(list(tmp_path.glob("*.casebook"))) == 1
