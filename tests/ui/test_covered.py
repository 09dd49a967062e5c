"""F8 in the real window: no page, list, tip or spoken name holds a name while names are covered."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QStringListModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from outreach_app.casework import (
    contact_entry,
    incidents,
    needs,
    people,
    police_conduct,
    safeguarding,
    sessions,
    tasks,
)
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.people import PersonLine
from outreach_app.casework.police_conduct import ConductDraft
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.casework.sessions import SessionDraft
from tests.ui.gates import settle, shell_of
from ui.covering import cover
from ui.pages.log_incident.page import LogIncidentPage
from ui.pages.person import PersonPage
from ui.registry import PAGES
from ui.shell import Shell
from ui.widgets.picker import PersonPicker
from ui.window import MainWindow

READERS = ("text", "displayText", "toPlainText", "title", "toolTip", "windowTitle")
SPOKEN = ("accessibleName", "accessibleDescription", "placeholderText", "statusTip")
DAY = date(2026, 4, 15)


@pytest.fixture(autouse=True)
def _shown_again() -> Iterator[None]:
    yield
    cover().set(on=False)


@pytest.fixture
def shell(full_window: MainWindow) -> Shell:
    return shell_of(full_window)


@pytest.fixture
def wait(qtbot: QtBot, full_window: MainWindow) -> Callable[[], None]:
    return lambda: settle(qtbot, full_window._gate.background)


@pytest.fixture
def somebody(shell: Shell) -> PersonLine:
    """Somebody with an incident and a need, something to do, a concern and a trail."""
    desk = shell.context.desk
    told = next(
        row
        for row in desk.ask(incidents.listing)
        if row.person_id and not row.restricted and desk.ask(needs.of_person, row.person_id)
    )
    assert told.person_id is not None
    desk.do(tasks.add, tasks.TaskDraft("Phone back", DAY, "call", told.person_id))
    found = next(each for each in desk.ask(people.everyone) if each.id == told.person_id)
    desk.do(people.change_details, found.id, people.PersonDraft(alias=found.alias))
    return found


@pytest.fixture
def places(shell: Shell, somebody: PersonLine) -> list[tuple[str, dict[str, Any]]]:
    """Every page of the window with what it is usually opened with."""
    desk = shell.context.desk
    who = {"person_id": somebody.id}
    told = next(row for row in desk.ask(incidents.listing) if row.person_id == somebody.id)
    need = desk.ask(needs.of_person, somebody.id)[0]
    concern = desk.do(
        safeguarding.raise_concern,
        ConcernDraft(("adult_at_risk",), desk.clock.now(), person_id=somebody.id),
    ).value
    conduct = desk.do(
        police_conduct.note, ConductDraft(("degrading",), DAY, person_id=somebody.id)
    ).value
    desk.do(sessions.start, SessionDraft("van_night", desk.clock.now()))
    logged = desk.do(
        contact_entry.save,
        ContactDraft(
            desk.clock.now(), "known", somebody.id, setting="street_van", outcome="engaged"
        ),
        None,
    ).value
    other = next(each for each in desk.ask(people.everyone) if each.id != somebody.id)
    special: dict[str, list[dict[str, Any]]] = {
        "today": [{}, {"saved": logged, "new": False}],
        "person": [who, {**who, "tab": "details"}],
        "person_details": [who],
        "consent": [who, {"incident_id": told.id}],
        "incident": [{"incident_id": told.id}],
        "need": [{"need_id": need.id, **who}],
        "needs": [{"view": view} for view in ("table", "board", "referrals")],
        "people": [{"chip": "all"}],
        "log_contact": [who, {}],
        "log_incident": [who, {}],
        "raise_concern": [who],
        "note_conduct": [who],
        "concern": [{"record_id": concern, **who}],
        "conduct": [{"record_id": conduct, **who}],
        "doubles": [{}, {"one": somebody.id, "other": other.id}],
    }
    return [(name, where) for name in PAGES for where in special.get(name, [{}])]


def test_no_name_stands_anywhere_while_names_are_covered(
    shell: Shell, places: list[tuple[str, dict[str, Any]]], wait: Callable[[], None]
) -> None:
    aliases = {line.alias for line in shell.context.desk.ask(people.everyone) if line.alias}
    assert len(aliases) > 20
    found: dict[str, set[str]] = {}
    with_names = set()
    for name, where in places:
        shell.go(name, dict(where))
        wait()
        if words_of(shell) & aliases:
            with_names.add(name)
        cover().set(on=True)
        wait()
        found[f"{name} covered {sorted(where)}"] = left(shell, aliases)
        cover().set(on=False)
        wait()
    cover().set(on=True)
    for name, where in places:
        shell.go(name, dict(where))
        wait()
        found[f"{name} opened {sorted(where)}"] = left(shell, aliases)
    assert {page: names for page, names in found.items() if names} == {}
    # Otherwise the look above would have found nothing to cover.
    assert {"people", "person", "incident", "needs", "log_contact", "consent"} <= with_names


def left(root: QWidget, aliases: set[str]) -> set[str]:
    """Which names can still be read, and where."""
    found = set()
    for widget in [root, *root.findChildren(QWidget)]:
        for alias in said_by(widget) & aliases:
            found.add(f"{alias} in {type(widget).__name__} {widget.objectName()}")
    return found


def words_of(root: QWidget) -> set[str]:
    found: set[str] = set()
    for widget in [root, *root.findChildren(QWidget)]:
        found |= said_by(widget)
    return found


def said_by(widget: QWidget) -> set[str]:
    """Every word somebody could read or hear of one widget."""
    if not widget.isVisible():
        return set()
    hides = isinstance(widget, QLineEdit) and widget.echoMode() != QLineEdit.EchoMode.Normal
    words = []
    for name in (*READERS, *SPOKEN):
        read = getattr(widget, name, None)
        if callable(read) and not (hides and name == "text"):
            words.append(str(read()))
    if isinstance(widget, QComboBox):
        words += [widget.itemText(place) for place in range(widget.count())]
    if isinstance(widget, QAbstractItemView):
        words += cells(widget.model())
    return set(re.findall(r"[^\W_]+", " ".join(words)))


def cells(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.index(row, column).data(role))
            yield str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


def test_whoever_is_chosen_is_covered_in_their_field_and_shown_again(
    shell: Shell, somebody: PersonLine, wait: Callable[[], None]
) -> None:
    shell.go("log_incident", {"person_id": somebody.id})
    wait()
    page = shell.page()
    assert isinstance(page, LogIncidentPage)
    picker = page.findChild(PersonPicker)
    assert picker is not None
    assert picker.text() == somebody.alias
    cover().set(on=True)
    wait()
    assert picker.text() == somebody.code
    # A code in the field is no half-typed name: the choice stands, and in a draft too.
    assert [each.field for each in page.check() if each.field == "person_id"] == []
    state = page.more_state()
    page.restore_more(state)
    assert picker.text() == somebody.code
    cover().set(on=False)
    wait()
    assert picker.text() == somebody.alias
    page.restore_more(state)
    assert picker.text() == somebody.alias


def test_suggestions_and_find_are_covered(
    shell: Shell, somebody: PersonLine, wait: Callable[[], None], qtbot: QtBot
) -> None:
    cover().set(on=True)
    aliases = {line.alias for line in shell.context.desk.ask(people.everyone) if line.alias}
    first = somebody.alias[:2]
    for name in ("log_contact", "log_incident"):
        shell.go(name)
        wait()
        page = shell.page()
        assert page is not None
        picker = page.findChild(PersonPicker)
        assert picker is not None
        picker.setText(first)
        picker.look()
        wait()
        assert somebody.id in {each.id for each in picker.suggestions()}
        model = picker.completer().model()
        assert isinstance(model, QStringListModel)
        words = set(re.findall(r"[^\W_]+", " ".join(model.stringList())))
        assert somebody.code.partition("-")[2] in words
        assert words & aliases == set()
    box = shell.open_find()
    box.line.setText(first)
    box.look()
    wait()
    assert left(box, aliases) == set()
    box.close_box()


def test_names_in_dialogs_about_somebody_are_covered(
    shell: Shell, somebody: PersonLine, wait: Callable[[], None]
) -> None:
    cover().set(on=True)
    aliases = {line.alias for line in shell.context.desk.ask(people.everyone) if line.alias}
    shell.go("person", {"person_id": somebody.id})
    wait()
    page = shell.page()
    assert isinstance(page, PersonPage)
    found = {}
    for what in ("case", "need", "flags", "route", "name", "code", "partner", "double", "died"):
        page.doing.act(what)
        wait()
        dialogs = [each for each in page.window().findChildren(QDialog) if each.isVisible()]
        assert len(dialogs) == 1, what
        found[what] = left(dialogs[0], aliases)
        dialogs[0].reject()
        wait()
    assert {what: names for what, names in found.items() if names} == {}
