"""What is typed in a small form over a page outlives the lock, to be read and copied."""

import json
from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from outreach_app.casework import drafts, people
from outreach_app.casework.drafts import DraftRow
from outreach_app.casework.people import PersonDraft
from outreach_app.words import say
from tests.ui.gates import settle, shell_of, unlock
from ui.dialogs.small_form import SmallForm
from ui.dialogs.typed_before import DRAFT, TypedBefore, typed_over
from ui.pages.people.adding import AddSomeone
from ui.shell import Shell
from ui.widgets.field import Field
from ui.window import MainWindow

Part = TypeVar("Part", bound=QWidget)

FIELD = "people.adding.alias"


@pytest.fixture
def wait(qtbot: QtBot, empty_window: MainWindow) -> Callable[[], None]:
    return lambda: settle(qtbot, empty_window._gate.background)


def _in(over: QWidget, kind: type[Part], name: str) -> Part:
    found = over.findChild(kind, name)
    assert found is not None
    return found


def _adding(shell: Shell) -> QLineEdit:
    page = shell.page()
    assert page is not None
    form = AddSomeone(page, shell.context)
    form.ask()
    return _in(form, QLineEdit, FIELD)


def _kept(shell: Shell) -> list[DraftRow]:
    return [each for each in shell.context.desk.ask(drafts.waiting) if each.kind == DRAFT]


def _boxes(form: SmallForm) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
    made = (QLineEdit(), QLineEdit("stood here"), QLineEdit())
    made[2].setEchoMode(QLineEdit.EchoMode.Password)
    for number, box in enumerate(made):
        form.add(str(number), Field(f"Box {number}", box))
    return made


def test_a_name_typed_at_a_lock_is_read_again_and_let_go(
    qtbot: QtBot, empty_window: MainWindow, wait: Callable[[], None]
) -> None:
    shell = shell_of(empty_window)
    shell.go("people", {})
    wait()
    QTest.keyClicks(_adding(shell), "Marblex")
    empty_window.lock()
    wait()
    unlock(qtbot, empty_window)
    wait()
    press = _in(empty_window, QPushButton, "unfinished.0.carry_on")
    assert press.text() == say("shell.unfinished.read")
    press.click()
    shown = _in(empty_window, TypedBefore, "typed_before")
    assert shown.accessibleName() == say("people.adding.title")
    words = _in(shown, QPlainTextEdit, "typed_before.0")
    assert words.toPlainText() == "Marblex"
    assert words.isReadOnly()
    shown.save()
    wait()
    assert _kept(shell_of(empty_window)) == []
    qtbot.waitUntil(lambda: _in(empty_window, QWidget, "unfinished").isHidden())


def test_what_was_typed_beside_a_person_goes_when_they_are_let_go_of(
    qtbot: QtBot, empty_window: MainWindow, wait: Callable[[], None]
) -> None:
    shell = shell_of(empty_window)
    whose = shell.context.desk.do(people.add, PersonDraft("Wren")).value.id
    shell.go("person", {"person_id": whose, "given": object()})
    wait()
    QTest.keyClicks(_adding(shell), "Marblex")
    (found,) = shell.unkept()
    assert json.loads(found.state)["where"] == {"person_id": whose}


def test_only_what_somebody_typed_and_no_secret_is_kept(
    qtbot: QtBot, empty_window: MainWindow, wait: Callable[[], None]
) -> None:
    shell = shell_of(empty_window)
    form = SmallForm(shell, shell.context, "small", "Small", save="Save")
    typed, _, secret = _boxes(form)
    form.ask()
    heard: list[object] = []
    assert typed_over(empty_window, {}, heard.append) == ()
    QTest.keyClicks(secret, "a secret")
    assert typed_over(empty_window, {}, heard.append) == ()
    QTest.keyClicks(typed, "Marblex")
    (found,) = typed_over(empty_window, {}, heard.append)
    assert json.loads(found.state)["lines"] == [["Box 0", "Marblex"]]
    assert len(found.about) <= 80
    form.reject()
    wait()
    assert typed_over(empty_window, {}, heard.append) == ()
    assert heard == []
