"""Which windows are left out of screenshots; the calls of the systems are tried on those systems."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.governance import audit
from tests.ui.sitting import Stage
from ui import capture
from ui.capture import (
    BLACK,
    HIDDEN,
    LEFT_OUT,
    NOT_SHARED,
    READ_ONLY,
    SEEN,
    SHOWN,
    UNTIL_LOCK,
    Uncaptured,
    by_affinity,
    by_sharing,
)
from ui.forms.screen_card import ScreenCard
from ui.settings import Settings


@pytest.fixture
def asked(qapp: QApplication) -> Iterator[list[int]]:
    """The numbers of the windows that were to be left out."""
    numbers: list[int] = []

    def note(window: int, hidden: bool) -> bool:
        numbers.append(window if hidden else -window)
        return True

    filtering = Uncaptured(qapp, note)
    yield numbers
    qapp.removeEventFilter(filtering)
    filtering.setParent(None)
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
    def refuse(window: int, hidden: bool) -> bool:
        raise OSError(window)

    filtering = Uncaptured(qapp, refuse)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert window.isVisible()
    qapp.removeEventFilter(filtering)
    filtering.setParent(None)
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

    assert by_affinity(call)(7, True) is answer
    assert calls == [(7, each) for each in tried]
    by_affinity(call)(7, False)
    assert calls[-1] == (7, SEEN)


def test_on_a_mac_the_window_of_the_view_is_told() -> None:
    sent: list[tuple[object, ...]] = []

    def send(*what: object) -> int | None:
        sent.append(what)
        return {7: 70}.get(what[0])  # type: ignore[call-overload, no-any-return]

    assert by_sharing(send)(7, True)
    assert sent == [(7, "window"), (70, "setSharingType:", NOT_SHARED)]
    assert by_sharing(send)(7, False)
    assert sent[-1] == (70, "setSharingType:", READ_ONLY)
    assert not by_sharing(send)(8, True)  # not in a window yet


@pytest.mark.skipif(sys.platform != "linux", reason="says what Linux cannot do")
def test_linux_has_no_way_and_none_is_pretended(qapp: QApplication) -> None:
    assert capture.of_this_system() is None
    assert capture.keep_out(qapp) is None


@pytest.mark.usefixtures("asked")
def test_windows_are_seen_for_whoever_needs_it_and_it_is_noted(
    asked: list[int], stage: Stage, desk: Desk
) -> None:
    page = stage.show_page("settings")
    card = page.findChild(ScreenCard)
    found = capture.active()
    assert card is not None
    assert found is not None
    assert card.choice.value() == HIDDEN
    number = int(page.window().winId())
    for state, told in ((UNTIL_LOCK, -number), (SHOWN, -number), (HIDDEN, number)):
        before = len(asked)
        stage.click(f"settings.screen.{state}")
        assert found.state == state
        assert told in asked[before:]
        assert stage.context.settings.choices.screen == (SHOWN if state == SHOWN else HIDDEN)
    noted = [row.action for row in desk.ask(audit.latest, 3)]
    assert noted == ["screen_hidden", "screen_shown", "screen_shown"]


@pytest.mark.usefixtures("asked")
def test_what_is_seen_until_locked_is_left_out_again() -> None:
    found = capture.active()
    assert found is not None
    for state, after in ((UNTIL_LOCK, HIDDEN), (SHOWN, SHOWN), (HIDDEN, HIDDEN)):
        found.choose(state)
        capture.locked()
        assert found.state == after


def test_a_choice_that_nobody_knows_hides(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"screen": "until_lock"}')
    assert Settings(tmp_path).choices.screen == HIDDEN
