"""Every page in the real window: nothing flashes up, F6 goes round, no title says anything."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.casework import incidents, needs, people, tasks
from outreach_app.clock import SetClock
from tests.filled import fill
from tests.ui.gates import (
    CHEAP,
    NAME,
    PHRASE,
    Strays,
    cheap_house,
    nameless,
    settle,
    shell_of,
    unlock,
)
from ui.background import Background
from ui.covering import cover
from ui.house import Gate
from ui.registry import PAGES, page_class
from ui.settings import Settings
from ui.theme import Theme
from ui.widgets.savebar import SaveBar
from ui.window import MainWindow


@pytest.fixture
def window(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[MainWindow]:
    clock.moment = datetime(2026, 4, 15, 20, tzinfo=UTC)
    path = tmp_path / "ours.casebook"
    desk = bootstrap.create(path, "Tidewell Outreach", NAME, PHRASE, clock, CHEAP).desk
    fill(desk)
    desk.close()
    made = MainWindow(Gate(cheap_house(clock), clock, background, theme, settings), path)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    unlock(qtbot, made)
    yield made
    made.lock()
    settle(qtbot, background)


@pytest.fixture
def about(window: MainWindow) -> dict[str, dict[str, str]]:
    """Somebody with an incident, a task and a need, and that incident."""
    desk = shell_of(window).context.desk
    told = next(
        row
        for row in desk.ask(incidents.listing)
        if row.person_id and not row.restricted and desk.ask(needs.of_person, row.person_id)
    )
    assert told.person_id is not None
    desk.do(tasks.add, tasks.TaskDraft("Phone back", date(2026, 4, 15), "call", told.person_id))
    somebody = {"person_id": told.person_id}
    return {
        "person": somebody,
        "person_details": somebody,
        "consent": somebody,
        "incident": {"incident_id": told.id},
        "amend_incident": {"incident_id": told.id, "reference": told.reference},
        "wishes": {"incident_id": told.id, "reference": told.reference},
    }


BUILT = [name for name in PAGES if page_class(name) is not None]


@pytest.mark.parametrize("name", BUILT)
def test_a_page_flashes_no_window_and_is_gone_round_with_f6(
    qtbot: QtBot,
    qapp: QApplication,
    window: MainWindow,
    about: dict[str, dict[str, str]],
    name: str,
) -> None:
    shell = shell_of(window)
    strays = Strays(qapp)
    for name_now in (name, "safekeeping" if name == "settings" else "settings", name):
        shell.go(name_now, about.get(name_now, {}))
        settle(qtbot, window._gate.background)
    cover().toggle()
    settle(qtbot, window._gate.background)
    cover().toggle()
    settle(qtbot, window._gate.background)
    qapp.removeEventFilter(strays)
    assert strays.seen == []
    assert window.isActiveWindow()
    assert window.windowTitle() == "Casebook"
    page = shell.page()
    assert page is not None
    assert nameless(shell) == []
    focused = window.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    regions = [shell.topbar, shell.navigation]
    regions += [bar for bar in page.findChildren(SaveBar) if bar.isVisible()]
    reached = []
    for _ in range(6):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focused = window.focusWidget()
        assert focused is not None
        reached += [each for each in (page, *regions) if each.isAncestorOf(focused)]
    assert {id(each) for each in (page, *regions)} <= {id(each) for each in reached}


HIDES = ("today", "people", "incidents", "needs", "person", "incident")


@pytest.mark.parametrize("name", HIDES)
def test_no_name_is_left_on_a_page_while_names_are_covered(
    qtbot: QtBot, window: MainWindow, about: dict[str, dict[str, str]], name: str
) -> None:
    shell = shell_of(window)
    desk = shell.context.desk
    names = {line.alias for line in desk.ask(people.everyone) if line.alias}
    shell.go(name, about.get(name, {}))
    settle(qtbot, window._gate.background)
    page = shell.page()
    assert page is not None
    before = shown(page) & names
    cover().set(on=True)
    try:
        settle(qtbot, window._gate.background)
        assert shown(page) & names == set()
    finally:
        cover().set(on=False)
    settle(qtbot, window._gate.background)
    assert shown(page) & names == before
    assert before or name == "incidents"


def shown(page: QWidget) -> set[str]:
    """Every word of a page, those of tables too."""
    words = " ".join(
        f"{each.text()} {each.accessibleName()}"
        for each in page.findChildren(QWidget)
        if isinstance(each, QLabel | QAbstractButton)
    )
    for table in page.findChildren(QTableView):
        model = table.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                words += f" {model.index(row, column).data()}"
    return set(re.findall(r"[\w’'-]+", words))
