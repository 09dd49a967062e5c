"""Words without a blank, and names of eighty letters: nothing runs out of its place."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import ui
from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, needs, people, tasks
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.needs import NeedDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.tasks import TaskDraft
from tests.ui.sitting import Stage
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.pagehead import PageHead
from ui.widgets.words import Words, breakable

LONG = "Thistledownlanternbridgeharbourmarketkettleblanketwindowgardenrivercandlestonemeadow"[:80]


def test_only_words_longer_than_any_line_may_break() -> None:
    assert breakable("Phone back after ten, and ask about the letter") == (
        "Phone back after ten, and ask about the letter"
    )
    broken = breakable(f"To {LONG} today")
    assert broken.replace("\u200b", "") == f"To {LONG} today"
    assert broken.count("\u200b") == 6


def test_a_label_says_what_it_was_given(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    wraps, ends = label(LONG, wrap=True), label(LONG, elides=True)
    for each in (wraps, ends):
        column.addWidget(each)
    holder.setWindowTitle("Casebook")
    qtbot.addWidget(holder)
    holder.resize(200, 200)
    with qtbot.waitExposed(holder):
        holder.show()
    assert wraps.text() == ends.text() == LONG
    assert ends.accessibleName() == LONG
    assert holder.minimumSizeHint().width() < 200
    qtbot.waitUntil(lambda: QLabel.text(ends).endswith("…"))
    assert ends.toolTip() == LONG
    ends.setText("Comet")
    assert QLabel.text(ends) == "Comet"
    assert ends.toolTip() == ""


@pytest.fixture
def somebody(desk: Desk) -> str:
    key = desk.do(people.add, PersonDraft(alias=LONG)).value.id
    today: Callable[..., date] = lambda work: work.today  # noqa: E731 - a question
    day = desk.ask(today)
    desk.do(tasks.add, TaskDraft(LONG, day, "call", key))
    desk.do(needs.add, NeedDraft(key, "housing", day, note=LONG))
    desk.do(contacts.log, ContactDraft(desk.clock.now(), "known", key, note=LONG * 3))
    return key


PAGES = (
    *("today", "needs", "people", "person", "log_contact"),
    *("log_incident", "consent", "person_details", "raise_concern"),
)


@pytest.mark.parametrize("name", PAGES)
def test_the_longest_name_makes_no_page_wider_than_the_window(
    stage: Stage, somebody: str, name: str
) -> None:
    where = {} if name in ("today", "needs", "people") else {"person_id": somebody}
    page = stage.show_page(name, **where)
    assert page.minimumSizeHint().width() <= stage.width()
    for area in page.findChildren(QScrollArea):
        inner = area.widget()
        if inner is not None and area.isVisible():
            assert inner.minimumSizeHint().width() <= area.viewport().width(), area.objectName()


def test_every_label_of_the_program_is_made_by_the_one_maker() -> None:
    """A label made otherwise would read HTML, and run out of its place."""
    root = Path(ui.__file__).parent
    makers = {
        path.name
        for path in root.rglob("*.py")
        if re.search(r"\bQLabel\(", path.read_text(encoding="utf-8"))
    }
    # Its own subclass, an icon, a line that is never more than a few words, pictures of pages and
    # of a logo.
    assert makers <= {"words.py", "labels.py", "savebar.py", "form_shown.py", "logo_pick.py"}
    assert isinstance(label("a"), Words)


def test_a_layout_whose_page_is_gone_answers_still(qtbot: QtBot, theme: Theme) -> None:
    """Qt may ask once more after Python has let go of what the layout knew."""
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    flow.addWidget(label("one"))
    assert flow.heightForWidth(100) > 0
    flow.__dict__.clear()
    flow.invalidate()
    assert flow.heightForWidth(100) == 0
    assert flow.count() == 0


def test_a_head_takes_no_room_for_buttons_that_are_not_shown(qtbot: QtBot, theme: Theme) -> None:
    head = PageHead("page", "Heading")
    first, second = button("Open", "page.open"), button("Why none was asked", "page.why")
    for each in (first, second):
        head.add_action(each)
    head.setWindowTitle("Casebook")
    qtbot.addWidget(head)
    head.resize(900, 60)
    with qtbot.waitExposed(head):
        head.show()
    second.hide()
    qtbot.waitUntil(lambda: first.mapTo(head, first.rect().topRight()).x() >= 895)
    second.show()
    qtbot.waitUntil(lambda: second.mapTo(head, second.rect().topRight()).x() >= 895)
