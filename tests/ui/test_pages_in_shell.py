"""Every page in the real window: nothing flashes up, F6 goes round, no title says anything."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.casework import incidents, needs, tasks
from tests.ui.gates import (
    Strays,
    nameless,
    settle,
    shell_of,
)
from ui.covering import cover
from ui.registry import PAGES, page_class
from ui.widgets.savebar import SaveBar
from ui.window import MainWindow


@pytest.fixture
def window(full_window: MainWindow) -> MainWindow:
    return full_window


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
# Pages are walked through in a few windows: opening one for each costs as much as all they do.
WALKS = [BUILT[first::6] for first in range(6)]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: f"{walk[0]}-{walk[-1]}")
def test_a_page_flashes_no_window_and_is_gone_round_with_f6(
    qtbot: QtBot,
    qapp: QApplication,
    window: MainWindow,
    about: dict[str, dict[str, str]],
    walk: list[str],
) -> None:
    for name in walk:
        visit(qtbot, qapp, window, about, name)


def test_the_top_line_names_the_record_that_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    """In a narrow window it stands above everything; the heading is read a moment later."""
    shell = shell_of(window)
    told = [row for row in shell.context.desk.ask(incidents.listing) if not row.restricted][:2]
    for row in told:
        shell.go("incident", {"incident_id": row.id})
        settle(qtbot, window._gate.background)
        assert shell.topbar._page.text() == f"Incident {row.reference}"


def visit(
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
    assert strays.seen == [], name
    assert window.isActiveWindow(), name
    assert window.windowTitle() == "Casebook"
    page = shell.page()
    assert page is not None, name
    assert nameless(shell) == [], name
    focused = window.focusWidget()
    assert focused is not None, name
    assert page.isAncestorOf(focused), name
    regions = [shell.topbar, shell.navigation]
    regions += [bar for bar in page.findChildren(SaveBar) if bar.isVisible()]
    reached = []
    for _ in range(6):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focused = window.focusWidget()
        assert focused is not None, name
        reached += [each for each in (page, *regions) if each.isAncestorOf(focused)]
    assert {id(each) for each in (page, *regions)} <= {id(each) for each in reached}, name
