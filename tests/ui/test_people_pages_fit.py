"""Names for every control, and room for every word, on the pages about people."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import care, cases, consents, contacts, incidents, needs, people, tasks
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.clock import SetClock
from tests.ui.sitting import Stage
from ui.theme import Theme

PAGES = (
    "people",
    "person",
    "person_details",
    "consent",
    "needs",
    "alerts",
    "safekeeping",
    "settings",
)
# What is left of the window beside the navigation and under the top bar.
SIZES = {"wide": (1162, 649), "tiny": (683, 299)}


@pytest.fixture
def comet(desk: Desk, clock: SetClock) -> str:
    key = desk.do(people.add, PersonDraft(alias="Comet", own_code="heron")).value.id
    desk.do(cases.open_case, cases.CaseDraft(key, "medium"))
    desk.do(contacts.log, contacts.ContactDraft(clock.now(), who="known", person_id=key))
    told = incidents.IncidentDraft(
        told_at=clock.now(),
        person_id=key,
        type="rape",
        area="unknown",
        occurred_precision="unknown",
    )
    desk.do(incidents.log, told)
    yes = consents.Answer("housing", "yes", "verbal", "able", date(2026, 1, 8))
    desk.do(consents.answer, consents.AnswersDraft(key, None, (yes,)))
    desk.do(needs.add, needs.NeedDraft(key, "housing", date(2025, 12, 1)))
    desk.do(tasks.add, tasks.TaskDraft("Ask about housing", None, "consent", key))
    desk.do(care.add_route, key, RouteRow("text", None, "ask", "14:00 to 20:00"))
    desk.do(care.set_flags, key, ("no_voicemail",))
    return key


def clipped(page: QWidget) -> list[str]:
    """Name what is narrower than its words, and what stands out of the page sideways."""
    found = []
    for each in page.findChildren(QWidget):
        if not each.isVisible() or each.width() == 0:
            continue
        name = each.objectName() or type(each).__name__
        tight = isinstance(each, QAbstractButton) or (
            isinstance(each, QLabel) and not each.wordWrap() and bool(each.text())
        )
        # Words that may be cut short on purpose, and the arrows that Qt draws beside tabs.
        kept_short = name.endswith(".kept") or name.startswith("Scroll")
        if tight and not kept_short and each.width() < each.sizeHint().width() - 1:
            found.append(f"{name} {each.width()}<{each.sizeHint().width()}")
        right = each.mapTo(page, each.rect().topRight()).x()
        inside_table = "qt_" in name or name == "QHeaderView"
        if right >= page.width() and not inside_table:
            found.append(f"{name} ends at {right}")
    return found


def put_away(page: Any) -> None:
    """Leave a page as the shell does before it shows another."""
    page.leave()
    page.hide()


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("room", list(SIZES))
def test_nothing_is_clipped(
    stage: Stage, theme: Theme, comet: str, room: str, percent: int
) -> None:
    theme.choose("light", percent)
    for name in PAGES:
        stage.resize(*SIZES[room])
        page: Any = stage.show_page(name, person_id=comet)
        stage.resize(*SIZES[room])
        QApplication.processEvents()
        assert clipped(page) == [], name
        assert stage.width() == SIZES[room][0], name
        put_away(page)


def test_every_control_has_names(stage: Stage, comet: str) -> None:
    for name in PAGES:
        page: Any = stage.show_page(name, person_id=comet)
        assert stage.windowTitle() == "Casebook", name
        without = [
            f"{type(each).__name__} {each.objectName()}"
            for each in page.findChildren(QWidget)
            if each.isVisible()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (each.objectName().startswith("qt_") or type(each).__name__ == "QHeaderView")
            and not (each.accessibleName() and each.objectName())
        ]
        assert without == [], name
        put_away(page)
