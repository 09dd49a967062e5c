"""A form on a real casebook: kept as it is typed, saved once, nothing lost when saving fails."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from outreach_app import bootstrap
from outreach_app.casework import drafts
from outreach_app.clock import SetClock
from outreach_app.errors import DiskFull, Problem
from outreach_app.work import Done, changed
from tests.ui.gates import CHEAP
from ui.background import Background
from ui.forms.form import FormPage
from ui.page import Context, Relay
from ui.settings import Settings
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.choices import ChipGroup
from ui.widgets.field import Field
from ui.widgets.unfinished import Unfinished


class NoteForm(FormPage):
    """The smallest form: an area that is needed, a note that is not."""

    name = "note"
    nav = "today"
    draft_kind = "contact"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.area = ChipGroup("note.area", "Area", [("canal", "Canalside"), ("x", "Not known")])
        self.note = QLineEdit()
        self.note.setObjectName("note.note")
        column = QVBoxLayout(self)
        for above in (self.summary, self.trouble):
            column.addWidget(above)
        widget: QWidget
        for field, widget in (("area", self.area), ("note", self.note)):
            frame = Field(field.title(), widget)
            self.bind(field, widget, frame)
            column.addWidget(frame)
        self.savebar.add(button("Save", "note.save", kind="primary"))
        column.addWidget(self.savebar)
        self.done: list[Any] = []
        self.fails: Exception | None = None
        self.runs = 0

    def check(self) -> Sequence[Problem]:
        return () if self.value("area") else (Problem("area", "area_needed"),)

    def command(self) -> Callable[[Any], Any]:
        fails = self.fails

        def save(work: Any) -> Done[str]:
            self.runs += 1
            if fails is not None:
                raise fails
            return Done("saved", changed("contacts"))

        return save

    def saved(self, done: Any) -> None:
        self.done.append(done)


@pytest.fixture
def context(
    qtbot: QtBot, tmp_path: Path, background: Background, theme: Theme, settings: Settings
) -> Iterator[Context]:
    clock = SetClock(datetime(2025, 12, 20, 23, 41, 7, tzinfo=UTC))
    new = bootstrap.create(
        tmp_path / "a.casebook", "Tidewell", "daya", "candle river mossy", clock, CHEAP
    )
    made = Context(new.desk, background, theme, settings, Relay(), drafts)
    yield made
    background.run(new.desk.close)
    settle(qtbot, made)


@pytest.fixture
def form(qtbot: QtBot, context: Context) -> NoteForm:
    made = NoteForm(context)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.begin()
    return made


def settle(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: not context.background.pending)


def waiting(qtbot: QtBot, context: Context) -> list[tuple[str, str]]:
    found: list[Any] = []
    context.ask(drafts.waiting, then=found.extend)
    settle(qtbot, context)
    return [(one.kind, one.state) for one in found]


def test_nothing_is_kept_of_an_untouched_form(
    qtbot: QtBot, context: Context, form: NoteForm
) -> None:
    form.drafting.keep_now()
    assert waiting(qtbot, context) == []
    assert form.unkept() is None


def test_typing_is_kept_and_said(qtbot: QtBot, context: Context, form: NoteForm) -> None:
    form.note.setText("lights out")
    assert form.unkept() is not None
    with qtbot.waitSignal(form.drafting.kept):
        pass
    assert form.unkept() is None
    assert waiting(qtbot, context) == [
        ("contact", '{"fields": {"area": "", "note": "lights out"}, "more": {}}')
    ]
    assert "Kept as you type, 23:41:07" in [
        each.text() for each in form.savebar.findChildren(QLabel)
    ]


def test_what_was_cleared_again_is_no_unfinished_form(
    qtbot: QtBot, context: Context, form: NoteForm
) -> None:
    form.note.setText("lights out")
    form.drafting.keep_now()
    settle(qtbot, context)
    heard: list[Any] = []
    context.relay.changed.connect(heard.append)
    form.note.clear()
    form.drafting.keep_now()
    settle(qtbot, context)
    assert waiting(qtbot, context) == []
    assert heard[-1].concern("drafts")
    # The same words typed once more are kept once more.
    form.note.setText("lights out")
    assert form.unkept() is not None
    form.drafting.keep_now()
    settle(qtbot, context)
    assert len(waiting(qtbot, context)) == 1


def test_saving_lets_the_draft_go_in_the_same_breath(
    qtbot: QtBot, context: Context, form: NoteForm
) -> None:
    heard: list[Any] = []
    context.relay.changed.connect(heard.append)
    form.note.setText("lights out")
    form.area.button("canal").click()
    form.drafting.keep_now()
    settle(qtbot, context)
    QTest.keyClick(form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form.save()
    settle(qtbot, context)
    assert [done.value for done in form.done] == ["saved"]
    assert form.runs == 1
    assert heard[0].concern("contacts")
    assert waiting(qtbot, context) == []
    assert form.draft_state() is None


def test_what_is_missing_is_said_and_cleared_while_it_is_mended(
    qtbot: QtBot, context: Context, form: NoteForm
) -> None:
    form.save()
    assert form.runs == 0
    assert form.summary.isVisible()
    assert form.summary.title.text() == "1 thing to check before this can be saved"
    assert form.focusWidget() is form.summary
    form.area.button("x").click()
    assert not form.summary.isVisible()
    assert form.area.property("error") is False


@pytest.mark.parametrize("error", [DiskFull(), ValueError("a bug")])
def test_when_saving_fails_everything_is_still_there(
    qtbot: QtBot, context: Context, form: NoteForm, error: Exception
) -> None:
    bugs: list[Any] = []
    context.background.trouble.connect(bugs.append)
    form.note.setText("lights out")
    form.area.button("canal").click()
    form.fails = error
    form.save()
    settle(qtbot, context)
    assert form.done == []
    assert form.trouble.isVisible()
    assert form.note.text() == "lights out"
    assert len(waiting(qtbot, context)) == 1
    assert bool(bugs) is isinstance(error, ValueError)
    form.fails = None
    form.save()
    settle(qtbot, context)
    assert len(form.done) == 1
    assert not form.trouble.isVisible()
    assert waiting(qtbot, context) == []


def test_lock_while_saving_neither_loses_nor_doubles(
    qtbot: QtBot, context: Context, form: NoteForm
) -> None:
    form.area.button("canal").click()
    form.save()
    unkept = form.unkept()
    assert unkept is not None
    settle(qtbot, context)
    assert not unkept.needed()
    form.begin()
    form.note.setText("more")
    form.fails = DiskFull()
    form.save()
    unkept = form.unkept()
    assert unkept is not None
    settle(qtbot, context)
    assert unkept.needed()


def test_a_waiting_draft_is_offered_and_carried_on(
    qtbot: QtBot, context: Context, form: NoteForm
) -> None:
    form.note.setText("lights out")
    form.drafting.keep_now()
    settle(qtbot, context)
    offer = Unfinished(context)
    qtbot.addWidget(offer)
    offer.load()
    settle(qtbot, context)
    carried: list[tuple[str, dict[str, Any]]] = []
    offer.carry_on.connect(lambda kind, draft: carried.append((kind, draft)))
    press = offer.findChild(QWidget, "unfinished.0.carry_on")
    assert press is not None
    press.click()  # type: ignore[attr-defined]
    kind, draft = carried[0]
    other = NoteForm(context)
    qtbot.addWidget(other)
    other.begin()
    other.carry_on(draft["about"], draft["state"])
    assert (kind, other.note.text()) == ("contact", "lights out")
    other.area.button("x").click()
    other.save()
    settle(qtbot, context)
    assert waiting(qtbot, context) == []
