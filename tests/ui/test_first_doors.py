"""The pages before a casebook: making one, and coming in with the recovery sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.casework import recovery_paper
from outreach_app.clock import SetClock
from outreach_app.errors import WrongPassphrase
from tests.ui.gates import (
    CHEAP,
    NAME,
    PHRASE,
    cheap_house,
    clipped,
    every_text,
    nameless,
    settle,
    shell_of,
    whole,
)
from ui.background import Background
from ui.dialogs.ask import answer_next, asked
from ui.dialogs.files import choose_next
from ui.forms.code_on_paper import CodeOnPaper
from ui.house import Gate
from ui.pages.unlock import UnlockPage
from ui.pages.welcome import WelcomePage
from ui.printing import print_next
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

NEW_PHRASE = "seven quiet herons over tidewell"
LOOKS = [
    pytest.param(size, percent, id=f"{size[0]}-{percent}")
    for size in ((1366, 700), (683, 350))
    for percent in (100, 150)
]


@pytest.fixture
def gate(clock: SetClock, background: Background, theme: Theme, settings: Settings) -> Gate:
    return Gate(cheap_house(clock), clock, background, theme, settings)


@pytest.fixture
def sheet(tmp_path: Path, clock: SetClock) -> tuple[Path, str]:
    """A casebook whose passphrase nobody knows any more, and its recovery code."""
    path = tmp_path / "ours.casebook"
    new = bootstrap.create(path, "Tidewell Outreach", NAME, PHRASE, clock, CHEAP)
    new.desk.close()
    return path, new.recovery_code


@pytest.fixture
def window(qtbot: QtBot, gate: Gate) -> Iterator[MainWindow]:
    made = MainWindow(gate)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.lock()
    settle(qtbot, gate.background)


def press(window: MainWindow, name: str) -> None:
    found = window.findChild(QPushButton, name)
    assert found is not None, name
    QApplication.processEvents()
    assert found.isVisible(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def type_groups(paper: CodeOnPaper, code: str) -> None:
    groups = code.split("-")
    for line in (paper.first_group, paper.second_group):
        assert isinstance(line, QLineEdit)
        line.setText(groups[int(line.accessibleName().split()[1]) - 1].lower())


@pytest.mark.parametrize(("size", "percent"), LOOKS)
def test_a_casebook_is_made_in_four_steps(
    qtbot: QtBot,
    gate: Gate,
    window: MainWindow,
    theme: Theme,
    tmp_path: Path,
    percent: int,
    size: tuple[int, int],
) -> None:
    theme.choose(percent=percent)
    window.resize(*size)
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    settle(qtbot, gate.background)
    whole(qtbot, page)
    assert nameless(page) == []
    page.begin_new()
    steps = page.new
    assert steps is not None
    choose_next(tmp_path / "ours")
    press(window, "new.change_place")
    steps.forward()
    assert steps.step == 0
    steps.name.setText(NAME)
    steps.project.setText("Tidewell Outreach")
    steps.forward()
    assert steps.step == 1
    steps.passphrase.phrase.line.setText("short")
    steps.forward()
    assert steps.step == 1
    steps.passphrase.phrase.line.setText(PHRASE)
    steps.forward()
    assert steps.step == 1
    steps.passphrase.again.line.setText(PHRASE)
    settle(qtbot, gate.background)
    whole(qtbot, page)
    assert nameless(page) == []
    steps.forward()
    settle(qtbot, gate.background)
    assert steps.step == 2
    assert steps.made is not None
    code = steps.made.recovery_code
    # Whoever is stopped here finds it said on Today.
    assert steps.made.desk.ask(recovery_paper.unproved)
    whole(qtbot, page)
    steps.forward()
    assert steps.step == 2
    type_groups(steps.paper, code)
    steps.paper.second_group.setText("AAAA")
    steps.forward()
    assert steps.step == 2
    whole(qtbot, page)
    type_groups(steps.paper, code)
    steps.forward()
    assert steps.step == 3
    settle(qtbot, gate.background)
    assert not steps.made.desk.ask(recovery_paper.unproved)
    assert code.split("-")[3] not in every_text()
    steps.forward()
    assert (tmp_path / "ours.casebook").exists()
    assert shell_of(window).context.desk.project_name == "Tidewell Outreach"
    assert gate.settings.choices.last_casebook == str(tmp_path / "ours.casebook")


def test_the_sheet_is_printed_and_never_a_file(
    qtbot: QtBot, gate: Gate, window: MainWindow, tmp_path: Path
) -> None:
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    page.begin_new()
    steps = page.new
    assert steps is not None
    choose_next(tmp_path / "here" / "ours")
    (tmp_path / "here").mkdir()
    press(window, "new.change_place")
    steps.name.setText(NAME)
    steps.project.setText("Tidewell Outreach")
    steps.forward()
    for field in (steps.passphrase.phrase, steps.passphrase.again):
        field.line.setText(PHRASE)
    steps.forward()
    settle(qtbot, gate.background)
    assert window.focusWidget() is steps.paper.print_button
    print_next(tmp_path / "paper.pdf")
    answer_next("printer.0")
    press(window, "new.print")
    settle(qtbot, gate.background)
    assert asked() == ("Which printer?",)
    assert steps.paper.printed.text().startswith("Printed.")
    assert window.focusWidget() is steps.paper.first_group
    kept = {each.suffix for each in (tmp_path / "here").iterdir()}
    assert kept.isdisjoint({".pdf", ".ps", ".txt"})
    assert steps.made is not None
    type_groups(steps.paper, steps.made.recovery_code)
    steps.forward()
    steps.forward()


@pytest.mark.parametrize(("size", "percent"), LOOKS)
def test_the_sheet_opens_what_no_passphrase_opens(  # noqa: PLR0917 - what a journey needs
    qtbot: QtBot,
    gate: Gate,
    window: MainWindow,
    theme: Theme,
    sheet: tuple[Path, str],
    clock: SetClock,
    percent: int,
    size: tuple[int, int],
) -> None:
    path, code = sheet
    theme.choose(percent=percent)
    window.resize(*size)
    window.show_unlock(path)
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    page.recovery.click()
    steps = page.recovering
    assert steps is not None
    assert window.focusWidget() is steps.code
    whole(qtbot, page)
    assert nameless(page) == []
    # One letter mistyped: its group is named, and nothing was tried.
    groups = code.split("-")
    wrong = "A" if groups[2][0] != "A" else "B"
    QTest.keyClicks(steps.code, "-".join([*groups[:2], wrong + groups[2][1:], *groups[3:]]))
    QTest.keyClick(steps.code, Qt.Key.Key_Return)
    assert steps.step == 0
    assert "group 3" in steps._code.error()
    whole(qtbot, page)
    steps.code.clear()
    QTest.keyClicks(steps.code, " ".join(groups).lower())
    QTest.keyClick(steps.code, Qt.Key.Key_Return)
    assert steps.step == 1
    QTest.keyClick(steps.name, Qt.Key.Key_Return)
    assert steps._name.error() != ""
    QTest.keyClicks(steps.name, NAME)
    QTest.keyClicks(steps.passphrase.phrase.line, NEW_PHRASE)
    QTest.keyClicks(steps.passphrase.again.line, NEW_PHRASE)
    settle(qtbot, gate.background)
    whole(qtbot, page)
    assert nameless(page) == []
    QTest.keyClick(steps.passphrase.again.line, Qt.Key.Key_Return)
    settle(qtbot, gate.background)
    assert steps.step == 2
    assert steps.made is not None
    assert steps.made.recovery_code != code
    fresh = steps.made.recovery_code
    whole(qtbot, page)
    assert nameless(page) == []
    type_groups(steps.paper, fresh)
    steps.forward()
    settle(qtbot, gate.background)
    assert shell_of(window).page_name() == "today"
    assert NEW_PHRASE not in every_text()
    assert fresh.split("-")[0] not in every_text()
    window.lock()
    settle(qtbot, gate.background)
    bootstrap.open_desk(path, NAME, NEW_PHRASE, clock).close()
    with pytest.raises(WrongPassphrase):
        bootstrap.open_desk(path, NAME, PHRASE, clock)


def test_a_sheet_of_another_casebook_opens_nothing(
    qtbot: QtBot, gate: Gate, window: MainWindow, sheet: tuple[Path, str], clock: SetClock
) -> None:
    path, _ = sheet
    other = bootstrap.create(
        path.with_name("other.casebook"), "Harbour", NAME, PHRASE, clock, CHEAP
    )
    other.desk.close()
    window.show_unlock(path)
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    page.begin_recovery()
    steps = page.recovering
    assert steps is not None
    steps.code.setText(other.recovery_code)
    steps.forward()
    steps.name.setText(NAME)
    for field in (steps.passphrase.phrase, steps.passphrase.again):
        field.line.setText(NEW_PHRASE)
    steps.forward()
    settle(qtbot, gate.background)
    assert steps.step == 1
    assert steps.notice.isVisible()
    assert steps.notice.title.text() == "That did not open it"
    whole(qtbot, page)
    steps.back()
    steps.back()
    settle(qtbot, gate.background)
    assert page.recovering is None
    assert window.focusWidget() is page.name
    assert NEW_PHRASE not in every_text()
    assert clipped(page) == []
    bootstrap.open_desk(path, NAME, PHRASE, clock).close()


def test_tab_leads_from_the_name_into_the_passphrase(qtbot: QtBot, gate: Gate) -> None:
    page = UnlockPage(gate, Path("ours.casebook"))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.name.setFocus()
    QTest.keyClick(page.name, Qt.Key.Key_Tab)
    assert page.passphrase.line.hasFocus()
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Tab)
    assert page.passphrase.show_button.hasFocus()
