"""What do you hold about me, in the window: the list, one request, the review, the last look."""

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtTest import QTest

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access,
    access_reading,
    access_requests,
    contacts,
    outside_requests,
)
from outreach_app.casework.access_requests import AccessDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.outside_requests import RequestDraft
from outreach_app.casework.own_copy import deciding
from outreach_app.casework.own_copy.deciding import Choice, ChoiceDraft
from outreach_app.casework.request_answers import AnswerDraft, answer
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.sharing import own_copy
from tests.outreach_app.sharing.test_own_copy import _furnish
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui import printing
from ui.covering import cover
from ui.dialogs.ask import answer_next
from ui.dialogs.files import choose_next
from ui.theme import Theme

DAY = date(2025, 12, 20)


@pytest.fixture
def whose(desk: Desk) -> str:
    return desk.do(_furnish)


@pytest.fixture
def asked(desk: Desk, whose: str) -> str:
    draft = AccessDraft(DAY, whose, identity="agreed_words", hand_over="in_person")
    return desk.do(access_requests.register, draft).value


def decide_all(desk: Desk, key: str) -> None:
    desk.do(deciding.give_all, key, own_copy.easy(desk.ask(own_copy.review, key).rows))
    for row in desk.ask(own_copy.review, key).rows:
        if row.choice is None:
            choice = Choice("withhold", row.block.suggest or "about_other")
            desk.do(deciding.decide, ChoiceDraft(key, row.block, choice))


def test_somebody_asks_and_stands_in_the_list(stage: Stage, desk: Desk, whose: str) -> None:
    stage.show_page("own_records")
    assert "Nobody has asked yet." in stage.words()
    stage.click("own_records.register")
    field: Any = stage.seen("own_form.person_id")
    stage.type("own_form.person_id", "Com")
    stage.until(lambda: bool(field.suggestions()))
    stage.press("own_form.person_id", Qt.Key.Key_Return)
    stage.until(lambda: bool(field.value()))
    stage.click("own_form.save")
    (row,) = desk.ask(access_reading.listing)
    assert (row.person_id, row.reference, row.clock.due) == (whose, "OWN-01", date(2026, 1, 20))
    page: Any = stage.page
    page.list.take_focus()
    stage.press("own_records.table", Qt.Key.Key_Return)
    assert stage.went == [("own_record", {"request_id": row.id})]


def test_a_request_says_how_long_there_is_and_what_can_be_done(stage: Stage, desk: Desk) -> None:
    key = desk.do(access_requests.register, AccessDraft(DAY)).value
    stage.show_page("own_record", request_id=key)
    assert "OWN-01. Nobody found yet" in stage.words()
    assert "31 days left" in stage.words()
    stage.click("own_record.pause")
    stage.click("own_pause.why.identity")
    stage.click("own_pause.save")
    assert "The clock stands" in stage.words()
    stage.click("own_record.identify")
    stage.click("own_identify.identity.recognised")
    stage.click("own_identify.save")
    assert "A worker knows them" in stage.words()
    stage.click("own_record.extend")
    stage.type("own_extend.reason", "Six years")
    stage.click("own_extend.save")
    assert "Fri 20 March 2026" in stage.words()
    stage.click("own_record.without")
    stage.click("own_without.result.nothing_held")
    stage.type("own_without.reason", "No such name")
    stage.click("own_without.save")
    assert desk.ask(access_reading.listing)[0].result == "nothing_held"
    assert stage.seen("own_record.letter").isVisible()
    stage.click("own_record.complaint")
    assert desk.ask(access_reading.read, key).complained_on == DAY


def test_a_letter_without_a_copy_is_printed(stage: Stage, desk: Desk, tmp_path: Path) -> None:
    key = desk.do(access_requests.register, AccessDraft(DAY)).value
    desk.do(access_requests.answer_without, key, "nothing_held", "No such name")
    stage.show_page("own_record", request_id=key)
    paper = tmp_path / "letter.pdf"
    printing.print_next(paper)
    answer_next("printer.0")
    stage.click("own_record.letter")
    stage.until(lambda: "The letter is printed" in stage.words())
    assert paper.stat().st_size


def test_parts_are_given_taken_out_of_and_kept_back_by_keys(
    stage: Stage, desk: Desk, asked: str
) -> None:
    page: Any = stage.show_page("own_review", request_id=asked)
    stage.click("own_review.easy")
    page.list.keep_chip("found")
    page.list.take_focus()
    stage.press("own_review.table", Qt.Key.Key_T)
    rows = {row.id: row for row in desk.ask(own_copy.review, asked).rows}
    (part,) = [row for row in rows.values() if row.choice and row.choice.choice == "part"]
    assert "Dune" not in deciding.shown(part.block, part.choice)  # type: ignore[arg-type]
    page.list.keep_chip("open")
    page.list.take_focus()
    while desk.ask(own_copy.review, asked).open:
        stage.press("own_review.table", Qt.Key.Key_W)
    assert "All is decided" in stage.words()
    stage.click("own_review.look_at")
    assert page.look.pages.isVisible()


def test_what_is_marked_is_taken_out(stage: Stage, desk: Desk, asked: str) -> None:
    page: Any = stage.show_page("own_review", request_id=asked)
    row = next(r for r in desk.ask(own_copy.review, asked).rows if "Quiet" in r.block.text)
    page.list.keep_chip("all")
    model = page.list.table.model()
    place = next(n for n in range(model.rowCount()) if model.row_at(model.index(n, 0)).id == row.id)
    page.list.table.setCurrentIndex(model.index(place, 0))
    stage.press("own_review.table", Qt.Key.Key_Return)
    stage.click("own_review.cut")
    assert "Mark in the text what is to be taken out." in stage.words()
    start = row.block.text.index("Quiet")
    cursor = page.panel.text.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + 5, QTextCursor.MoveMode.KeepAnchor)
    page.panel.text.setTextCursor(cursor)
    QTest.keyClick(page.panel.text, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    found = next(r for r in desk.ask(own_copy.review, asked).rows if r.id == row.id)
    assert found.choice == Choice("part", "about_other", cuts=((start, start + 5),))


def test_the_right_words_go_after_a_picture_sign(
    stage: Stage, desk: Desk, asked: str, whose: str
) -> None:
    note = "\U0001f600\U0001f600 came by. Meant Dune and Rosalind, not bread"
    desk.do(contacts.log, ContactDraft(desk.clock.now(), "known", whose, note=note))
    page: Any = stage.show_page("own_review", request_id=asked)
    row = next(r for r in desk.ask(own_copy.review, asked).rows if "Rosalind" in r.block.text)
    page.panel.show_row(row)
    found = page.panel.text.document().find("Rosalind")
    page.panel.text.setTextCursor(found)
    decided: list[Choice] = []
    page.panel.decided.disconnect()
    page.panel.decided.connect(lambda _, choice: decided.append(choice))
    page.panel.cut()
    left = deciding.shown(row.block, decided[0])
    assert "Rosalind" not in left
    assert "and [taken out], not bread" in left
    drawn = [
        (form.start + line.position(), form.length)
        for line in _lines(page.panel.text.document())
        for form in line.layout().formats()
    ]
    dune = page.panel.text.document().find("Dune")
    assert (dune.selectionStart(), 4) in drawn


def _lines(document: QTextDocument) -> Iterator[QTextBlock]:
    line = document.begin()
    while line.isValid():
        yield line
        line = line.next()


def test_nothing_can_go_while_something_is_open(stage: Stage, asked: str) -> None:
    stage.show_page("own_review", request_id=asked)
    stage.click("own_review.look_at")
    assert "There are parts nobody has decided about." in stage.words()
    assert not stage.seen("own_review.print").isEnabled()
    stage.click("own_review.parts")
    assert stage.seen("own_review.table").isVisible()


def test_after_the_last_look_it_is_saved_and_answered(
    stage: Stage, desk: Desk, asked: str, tmp_path: Path
) -> None:
    decide_all(desk, asked)
    stage.show_page("own_review", request_id=asked)
    stage.click("own_review.look_at")
    target = tmp_path / "copy.zip"
    choose_next(target)
    stage.click("own_review.save")
    stage.until(lambda: "written as entry 1" in stage.words())
    with zipfile.ZipFile(BytesIO(target.read_bytes())) as whole:
        assert whole.namelist() == ["letter-and-copy.pdf", "copy.json"]
    assert desk.ask(access_reading.listing)[0].result == "part"


def test_it_is_printed(stage: Stage, desk: Desk, asked: str, tmp_path: Path) -> None:
    decide_all(desk, asked)
    stage.show_page("own_review", request_id=asked)
    stage.click("own_review.look_at")
    paper = tmp_path / "copy.pdf"
    printing.print_next(paper)
    answer_next("printer.0")
    stage.click("own_review.print")
    stage.until(lambda: "Printed, and written as entry 1" in stage.words())
    assert paper.stat().st_size


def test_a_restricted_record_asks_why_first(
    stage: Stage, desk: Desk, asked: str, whose: str
) -> None:
    desk.do(access.restrict, whose, "wish")
    for page in ("own_record", "own_review"):
        stage.show_page(page, request_id=asked)
        assert "Comet" not in stage.words()
        stage.click(f"{page}.reason.asked")
        assert stage.seen(f"{page}.heading").isVisible()
        stage.page.leave()  # type: ignore[union-attr]
        stage.page.hide()  # type: ignore[union-attr]


def test_names_are_covered_everywhere(stage: Stage, desk: Desk, asked: str) -> None:
    cover().set(on=True)
    try:
        page: Any = stage.show_page("own_review", request_id=asked)
        page.list.take_focus()
        assert "Comet" not in page.panel.text.toPlainText()
        assert "Comet" not in stage.words()
    finally:
        cover().set(on=False)


def test_leaving_keeps_no_word(stage: Stage, desk: Desk, asked: str) -> None:
    decide_all(desk, asked)
    page: Any = stage.show_page("own_review", request_id=asked)
    page.list.take_focus()
    stage.click("own_review.look_at")
    page.leave()
    assert page.panel.text.toPlainText() == ""
    assert page.look.pages.text.toPlainText() == ""
    assert page.list.table.model().rowCount() == 0


def test_whoever_asks_about_themselves_gets_a_letter(
    stage: Stage, desk: Desk, tmp_path: Path
) -> None:
    draft = RequestDraft("suspect", NoteDraft(desk.clock.now(), what="What do you hold on me?"))
    key = desk.do(outside_requests.register, draft).value
    desk.do(answer, AnswerDraft(key, "none_held", "Protection of others"))
    stage.show_page("request", record_id=key)
    paper = tmp_path / "letter.pdf"
    printing.print_next(paper)
    answer_next("printer.0")
    stage.click("request.letter")
    stage.until(paper.exists)


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1162, 649, 100), (1162, 649, 150), (683, 350, 100)]
)
def test_nothing_is_clipped_or_nameless(
    stage: Stage, desk: Desk, theme: Theme, asked: str, width: int, height: int, percent: int
) -> None:
    theme.choose(percent=percent)
    stage.resize(width, height)
    about = {"request_id": asked}
    for name, where in (("own_records", {}), ("own_record", about), ("own_review", about)):
        page = stage.show_page(name, **where)
        assert nameless(page) == []
        stage.until(lambda page=page: clipped(page) == [])  # type: ignore[misc]
        page.hide()


def test_it_stands_on_today_until_it_is_answered(stage: Stage, desk: Desk, asked: str) -> None:
    stage.show_page("today")
    assert "A copy of their own record has to be with them." in stage.words()
    stage.click(f"today.due.{asked}")
    assert stage.went == [("own_record", {"request_id": asked})]


def test_a_name_that_was_only_typed_is_nobody_yet(stage: Stage, desk: Desk, whose: str) -> None:
    stage.show_page("own_records")
    stage.click("own_records.register")
    stage.type("own_form.person_id", "Com")
    stage.click("own_form.save")
    assert "Choose somebody from the list, or leave this empty." in stage.words()
    assert desk.ask(access_reading.listing) == ()
    stage.click("own_form.cancel")
