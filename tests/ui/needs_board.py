"""Needs and referrals made in a line, and hands on their board."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QTableView, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    board,
    consents,
    needs,
    referrals,
)
from outreach_app.casework.referrals import ReferralDraft
from tests.ui.sitting import Stage

TOLD = date(2025, 12, 1)


def need(desk: Desk, person: str, category: str = "housing") -> str:
    return desk.do(needs.add, needs.NeedDraft(person, category, TOLD)).value


def drafted(desk: Desk, person: str, need_id: str, kind: str = "housing_la") -> str:
    return desk.do(referrals.draft, ReferralDraft(person, kind, TOLD, need_id)).value


def yes(desk: Desk, person: str, scope: str = "housing", **more: Any) -> None:
    given = consents.Answer(scope, "yes", "verbal", "able", **more)
    desk.do(consents.answer, consents.AnswersDraft(person_id=person, answers=(given,)))


def columns(desk: Desk) -> dict[str, list[str]]:
    found = desk.ask(board.board)
    return {name: [c.need.category for c in found.column(name)] for name in board.COLUMNS}


def rows(stage: Stage, name: str) -> list[list[str]]:
    view = stage.seen(name)
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def press(stage: Stage, key: Qt.Key, ctrl: bool = False) -> None:
    """Press a key on the card of the cursor."""
    page: Any = stage.page
    card = page.board.view(page.board.current_card().need.id)
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(card, key, modifier)
    stage.settle()


def choose(stage: Stage, name: str, code: str) -> None:
    box = stage.seen(name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(code))
    stage.settle()


def find(stage: Stage, name: str, person_id: str) -> None:
    field: Any = stage.seen(name)
    stage.type(name, "Com")
    stage.until(lambda: bool(field.suggestions()))
    stage.press(name, Qt.Key.Key_Return)
    stage.until(lambda: field.value() == person_id)


def gone(stage: Stage, name: str) -> bool:
    return not [each for each in stage.findChildren(QWidget, name) if each.isVisible()]
