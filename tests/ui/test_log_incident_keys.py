"""Getting about the incident form: sections by number, and when it was told."""

from datetime import timedelta
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents, people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from tests.ui.sitting import Stage
from ui.dialogs.change_time import ChangeTime
from ui.pages.log_incident.page import LogIncidentPage
from ui.shell import Shell

NAME = "log_incident"


def arrive(stage: Stage, **where: object) -> LogIncidentPage:
    return cast("LogIncidentPage", stage.show_page(NAME, **where))


def answer_three(page: LogIncidentPage) -> None:
    page.set_value("type", "robbery")
    page.set_value("area", "unknown")
    page._harm.when._say_unknown()


def test_it_was_told_earlier(stage: Stage, desk: Desk, clock: SetClock) -> None:
    page = arrive(stage)
    answer_three(page)
    stage.click(f"{NAME}.told_at")
    dialog = stage.window().findChild(ChangeTime)
    assert dialog is not None
    assert dialog.accessibleName() == "When did they tell you?"
    dialog.day.setDate(dialog.day.date().addDays(-2))
    stage.click("change_time.use")
    assert "Told to Daya on Thu 18 December 2025" in stage.words()
    page.save()
    stage.settle()
    (row,) = desk.ask(incidents.listing)
    assert row.told_at == clock.now() - timedelta(days=2)


def test_the_time_told_is_kept_with_the_typing(stage: Stage, clock: SetClock) -> None:
    page = arrive(stage)
    answer_three(page)
    page._told._chosen(clock.now() - timedelta(days=1))
    state = page.draft_state()
    assert state is not None
    again = arrive(stage, draft={"about": "a", "state": state})
    assert again._read().draft.told_at == clock.now() - timedelta(days=1)


def test_what_happened_after_it_was_told_is_asked_about(stage: Stage, clock: SetClock) -> None:
    page = arrive(stage)
    answer_three(page)
    page._harm.when._say_today()
    assert page.check() == []
    page._told._chosen(clock.now() - timedelta(days=3))
    assert [each.code for each in page.check()] == ["after_told"]


def test_words_typed_before_the_lists_came_stay(stage: Stage, desk: Desk) -> None:
    page = arrive(stage)
    page.open(person_id=desk.do(people.add, PersonDraft("Mango")).value.id)
    page._more.words.setPlainText("He took the phone")
    stage.settle()
    assert page.value("own_words") == "He took the phone"
    assert "For Mango" in stage.words()
    assert page.is_dirty()


def test_another_one_asked_for_while_saving_begins_afterwards(stage: Stage, desk: Desk) -> None:
    page = arrive(stage)
    answer_three(page)
    page.save()
    page.open(person_id=desk.do(people.add, PersonDraft("Mango")).value.id)
    stage.settle()
    assert len(desk.ask(incidents.listing)) == 1
    assert "For Mango" in stage.words()
    assert page.value("type") == ""


def test_alt_and_a_number_lead_to_a_section(stage: Stage, qtbot: QtBot) -> None:
    shell = Shell(stage.context)
    qtbot.addWidget(shell)
    shell.resize(1366, 700)
    shell.show()
    shell.activateWindow()
    shell.go(NAME)
    stage.settle()
    page = shell.page()
    assert page is not None
    expected = {
        1: f"{NAME}.type",
        2: f"{NAME}.own_words",
        3: f"{NAME}.vehicle.plate_said",
        5: f"{NAME}.place_type",
    }
    for number, name in expected.items():
        QTest.keyClick(shell, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.objectName() == name
    area = page.findChild(QScrollArea, f"{NAME}.scroll")
    assert area is not None
    QTest.keyClick(shell, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert area.viewport().rect().contains(focused.mapTo(area.viewport(), focused.rect().center()))
