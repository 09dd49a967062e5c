"""Somebody asks what is held about them: registered, looked through and saved, by keys alone.

Budgets (workflow 8): registering 60 s, the first copy 5 minutes. Presses are counted.
"""

import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from outreach_app.bootstrap import Desk
from outreach_app.casework import access_reading, contacts, holds
from outreach_app.casework.contacts import ContactDraft
from outreach_app.clock import SetClock
from outreach_app.sharing import register
from outreach_app.sharing.own_copy import Reviewed
from tests.journeys.by_keys import Fingers, sitting
from tests.outreach_app.sharing.test_own_copy import _furnish
from tests.ui.gates import shell_of
from ui.background import Background
from ui.dialogs.files import choose_next
from ui.pages.own_review import OwnReviewPage
from ui.settings import Settings
from ui.theme import Theme

REGISTER = 14
FIRST_COPY_SECONDS = 300
MANY = 60


@pytest.fixture
def fingers(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    background: Background,
    theme: Theme,
    settings: Settings,
) -> Iterator[Fingers]:
    with sitting(qtbot, tmp_path, clock, background, theme, settings, furnish) as made:
        yield made


def furnish(desk: Desk, clock: SetClock) -> None:
    whose = desk.do(_furnish)
    for number in range(MANY):
        started = clock.now() - timedelta(hours=number)
        desk.do(contacts.log, ContactDraft(started, "known", whose, note=f"Evening {number}."))


def test_a_copy_is_asked_for_looked_through_and_saved(fingers: Fingers, tmp_path: Path) -> None:
    desk = fingers.desk
    fingers.begin()
    fingers.find("what do you hold")
    assert fingers.page == "own_records"
    fingers.tab_to("own_records.register")
    fingers.press(Qt.Key.Key_Space)
    assert fingers.focus == "own_form.person_id"
    fingers.type("Com")
    fingers.until(lambda: QApplication.activePopupWidget() is not None)
    fingers.press(Qt.Key.Key_Return)
    fingers.ctrl(Qt.Key.Key_Return)
    (row,) = desk.ask(access_reading.listing)
    assert row.alias == "Comet"
    assert fingers.presses <= REGISTER
    assert desk.ask(holds.held, [row.person_id or ""])

    begun = time.monotonic()
    fingers.find("what do you hold")
    fingers.tab_to("own_records.table", most=20)
    fingers.press(Qt.Key.Key_Return)
    assert fingers.page == "own_record"
    for button, choice in (
        ("own_record.identify", "own_identify.identity.agreed_words"),
        ("own_record.way", "own_handing.hand_over.in_person"),
    ):
        fingers.tab_to(button, most=20)
        fingers.press(Qt.Key.Key_Space)
        assert fingers.focus == choice
        fingers.press(Qt.Key.Key_1)
        fingers.ctrl(Qt.Key.Key_Return)
    fingers.tab_to("own_record.review", most=30)
    fingers.press(Qt.Key.Key_Space)
    assert fingers.page == "own_review"
    assert time.monotonic() - begun < FIRST_COPY_SECONDS
    before = fingers.presses
    fingers.back_to("own_review.easy", most=12)
    fingers.press(Qt.Key.Key_Space)
    fingers.tab_to("own_review.table", most=12)
    for _ in range(MANY + 20):
        if "All is decided" in fingers.words():
            break
        one = current(fingers)
        if one is None or one.choice is not None:
            fingers.press(Qt.Key.Key_Down)
        elif one.block.suggest:
            fingers.press(Qt.Key.Key_W)
        else:
            fingers.press(Qt.Key.Key_T)
            fingers.press(Qt.Key.Key_Down)
    assert "All is decided" in fingers.words()
    fingers.back_to("own_review.look_at", most=12)
    fingers.press(Qt.Key.Key_Space)
    fingers.tab_to("own_review.save", most=20)
    target = tmp_path / "copy.zip"
    choose_next(target)
    fingers.press(Qt.Key.Key_Space)
    fingers.until(target.exists)
    fingers.until(lambda: "written as entry 1" in fingers.words())
    assert fingers.presses - before < MANY + 60
    with zipfile.ZipFile(BytesIO(target.read_bytes())) as whole:
        assert b"Dune" not in whole.read("copy.json")
    (gone,) = desk.ask(register.everything)
    assert (gone.output, gone.recipient, gone.basis) == ("own_copy", "self", "subject_access")
    assert desk.ask(holds.held, [row.person_id or ""]) == frozenset()


def current(fingers: Fingers) -> Reviewed | None:
    page = shell_of(fingers.window).page()
    assert isinstance(page, OwnReviewPage)
    return page.list.current_row()
