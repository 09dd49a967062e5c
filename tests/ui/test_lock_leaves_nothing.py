"""After a lock nothing anywhere holds a word: widgets, models, completers, clipboard.

Whatever is open is locked over: each page, forms with something typed, questions, menus, previews.
What a screen reader is offered is made of the names, descriptions and texts read here; asking for
its interfaces in these bindings leaves some behind that end a later test's process.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from outreach_app.casework import (
    access_requests,
    care,
    contact_entry,
    contacts,
    drafts,
    incidents,
    needs,
    outside_requests,
    people,
    police_conduct,
    safeguarding,
    sessions,
    tasks,
)
from outreach_app.casework.access_requests import AccessDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.needs import NeedDraft
from outreach_app.casework.outside_requests import RequestDraft
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.casework.police_conduct import ConductDraft
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.telling import IncidentDraft
from tests.ui.gates import settle, shell_of, unlock
from ui.dialogs.ask import Answer, ask
from ui.pages.unlock import UnlockPage
from ui.registry import PAGES
from ui.shell import Shell
from ui.window import MainWindow

# Stands in every record and every word typed here, and in no word of the program.
CANARY = "Quillwort"
READERS = (
    "text",
    "displayText",
    "toPlainText",
    "title",
    "toolTip",
    "windowTitle",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "statusTip",
)
DAY = date(2025, 12, 20)


@pytest.fixture
def shell(empty_window: MainWindow) -> Shell:
    return shell_of(empty_window)


@pytest.fixture
def wait(qtbot: QtBot, empty_window: MainWindow) -> Callable[[], None]:
    return lambda: settle(qtbot, empty_window._gate.background)


@pytest.fixture
def lock(empty_window: MainWindow, wait: Callable[[], None]) -> Callable[[], None]:
    """Lock, and look that it is locked and nothing is left."""

    def run() -> None:
        empty_window.lock()
        wait()
        assert isinstance(empty_window.centralWidget(), UnlockPage)
        assert empty_window.shell is None
        assert left_over() == []

    return run


@pytest.fixture
def places(shell: Shell) -> dict[str, dict[str, Any]]:
    """Somebody whose every record has the word, and what each page is opened with."""
    desk = shell.context.desk
    now = desk.clock.now()
    whose = desk.do(people.add, PersonDraft(CANARY)).value.id
    desk.do(care.add_route, whose, RouteRow("phone", "07700 900123", "yes", f"ask for {CANARY}"))
    desk.do(contacts.log, ContactDraft(now, "known", whose, note=f"Saw {CANARY}."))
    told = IncidentDraft(now, whose, "robbery", "unknown", "unknown", own_words=f"{CANARY} said")
    incident = desk.do(incidents.log, told).value.id
    need = desk.do(needs.add, NeedDraft(whose, "housing", DAY, f"{CANARY} needs a flat")).value
    desk.do(tasks.add, tasks.TaskDraft(f"Ring {CANARY}", DAY, "call", whose))
    concern = desk.do(
        safeguarding.raise_concern,
        ConcernDraft(("adult_at_risk",), now, whose, seen_and_said=CANARY),
    ).value
    conduct = desk.do(
        police_conduct.note, ConductDraft(("degrading",), DAY, whose, account=CANARY)
    ).value
    asked = desk.do(
        outside_requests.register, RequestDraft("police_asked", NoteDraft(now, what=CANARY))
    ).value
    own = desk.do(access_requests.register, AccessDraft(DAY, whose, asked=CANARY)).value
    desk.do(sessions.start, SessionDraft("van_night", now))
    desk.do(contact_entry.save, ContactDraft(now, "known", whose, setting="street_van"), None)
    about, record = {"person_id": whose}, {"incident_id": incident}
    return {
        "people": {"chip": "all"},
        "person": about,
        "person_details": about,
        "consent": about,
        "incident": record,
        "amend_incident": record,
        "wishes": record,
        "sheet": record,
        "need": {"need_id": need, **about},
        "log_contact": about,
        "log_incident": about,
        "concern": {"record_id": concern, **about},
        "conduct": {"record_id": conduct, **about},
        "request": {"record_id": asked},
        "own_record": {"request_id": own},
        "own_review": {"request_id": own},
    }


def left_over() -> list[str]:
    """Return every place in which the word can still be read."""
    found = []
    for widget in QApplication.allWidgets():
        found += [f"{type(widget).__name__} {widget.objectName()}: {say}" for say in said(widget)]
    if CANARY in QGuiApplication.clipboard().text():
        found.append("clipboard")
    return found


def said(widget: QWidget) -> Iterator[str]:
    for name in READERS:
        read = getattr(widget, name, None)
        if callable(read) and CANARY in str(read()):
            yield name
    if isinstance(widget, QComboBox):
        yield from (t for n in range(widget.count()) if CANARY in (t := widget.itemText(n)))
    if isinstance(widget, QAbstractItemView) and holds(widget.model()):
        yield "model"
    if isinstance(widget, QLineEdit):
        completer = widget.completer()
        if completer is not None and holds(completer.model()):
            yield "completer"
        if widget.isUndoAvailable() and "line" not in widget.objectName():
            yield "undo"
    if isinstance(widget, QPlainTextEdit | QTextEdit) and widget.document().isUndoAvailable():
        yield "undo"


def holds(model: QAbstractItemModel | None) -> bool:
    if model is None:
        return False
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole)
    return any(
        CANARY in str(model.index(row, column).data(role))
        for row in range(model.rowCount())
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
        for role in (*roles, Qt.ItemDataRole.AccessibleTextRole)
    )


def test_after_every_page_was_open(
    shell: Shell,
    places: dict[str, dict[str, Any]],
    wait: Callable[[], None],
    lock: Callable[[], None],
) -> None:
    shown = set()
    for name in PAGES:
        shell.go(name, dict(places.get(name, {})))
        wait()
        page = shell.page()
        assert page is not None
        if any(next(said(each), "") for each in page.findChildren(QWidget)):
            shown.add(name)
    # Otherwise nothing would have been there to be left over.
    assert set(places) - {"log_contact", "sheet"} <= shown
    QGuiApplication.clipboard().setText(CANARY)
    lock()


FORMS = (
    ("log_contact", "log_contact.note", "contact"),
    ("log_incident", "log_incident.own_words", "incident"),
    ("raise_concern", "raise_concern.seen_and_said", "concern"),
    ("write_diary", "write_diary.name", "diary"),
)


def test_typing_in_progress_is_kept_and_offered_again(
    qtbot: QtBot,
    empty_window: MainWindow,
    shell: Shell,
    wait: Callable[[], None],
    lock: Callable[[], None],
) -> None:
    for page, field, kind in FORMS:
        shell.go(page)
        wait()
        found = shell.findChild(QWidget, field)
        assert found is not None
        QTest.keyClicks(found, CANARY)
        lock()
        unlock(qtbot, empty_window)
        wait()
        shell = shell_of(empty_window)
        waiting = shell.context.desk.ask(drafts.waiting)
        assert kind in [row.kind for row in waiting if CANARY in row.state]


def over_a_question(shell: Shell) -> None:
    ask(shell, CANARY, CANARY, (Answer("yes", CANARY),), lambda _: None)


def over_find(shell: Shell) -> None:
    QTest.keyClicks(shell.open_find().line, CANARY)


def over_suggestions(shell: Shell) -> None:
    shell.go("own_records")
    page: Any = shell.page()
    page._register()
    (form,) = [each for each in shell.window().findChildren(QDialog) if each.isVisible()]
    field = form.findChild(QLineEdit, "own_form.person_id")
    assert field is not None
    QTest.keyClicks(field, CANARY[:4])


def over_a_menu(shell: Shell) -> None:
    menu = QMenu(shell)
    menu.addAction(CANARY)
    menu.popup(QPoint(20, 20))


def over_a_paper(shell: Shell) -> None:
    shell.go("reports")


OPEN = (over_a_question, over_find, over_suggestions, over_a_menu, over_a_paper)


def test_over_whatever_is_open(
    qtbot: QtBot,
    empty_window: MainWindow,
    places: dict[str, dict[str, Any]],
    wait: Callable[[], None],
    lock: Callable[[], None],
) -> None:
    """Each once when everything has come, and once while answers are on their way."""
    for place in OPEN:
        for settled in (True, False):
            shell = shell_of(empty_window)
            if not settled:
                shell.go("person", dict(places["person"]))
            place(shell)
            if settled:
                wait()
            lock()
            assert QApplication.activePopupWidget() is None
            unlock(qtbot, empty_window)
            wait()


def test_from_inside_a_slot(
    empty_window: MainWindow, shell: Shell, wait: Callable[[], None], qtbot: QtBot
) -> None:
    """The key, the menu and the timer lock from inside an event of what is destroyed."""
    QTimer.singleShot(0, shell, shell.lock_wanted.emit)
    qtbot.waitUntil(lambda: empty_window.shell is None)
    wait()
    assert isinstance(empty_window.centralWidget(), UnlockPage)
