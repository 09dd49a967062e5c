"""The page of stock, by keyboard and by mouse."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox, QTableView

from outreach_app.bootstrap import Desk
from outreach_app.casework import stock
from outreach_app.casework.stock import MoveDraft
from outreach_app.work import Done, Work, changed
from tests.ui.gates import nameless
from tests.ui.sitting import Stage
from tests.ui.test_people_pages_fit import SIZES, clipped
from ui.dialogs.ask import answer_next, asked
from ui.theme import Theme


@pytest.fixture
def shelf(desk: Desk) -> str:
    return desk.do(stock.keep_place, "Drop-in shelf").value.code


@pytest.fixture
def van(desk: Desk, shelf: str) -> str:
    return desk.do(stock.keep_place, "Van").value.code


def held(desk: Desk, place: str) -> dict[str, int]:
    return {row.item: row.quantity for row in desk.ask(stock.on_hand, place)}


def number(stage: Stage, name: str, value: int) -> None:
    box = stage.seen(name)
    assert isinstance(box, QSpinBox)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, str(value))


def choose(stage: Stage, name: str, code: str) -> None:
    box = stage.seen(name)
    assert isinstance(box, QComboBox)
    place = box.findData(code)
    assert place >= 0, code
    box.setCurrentIndex(place)
    box.activated.emit(place)
    stage.settle()


def shown(stage: Stage) -> list[list[str]]:
    view = stage.seen("stock.held.table")
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_without_a_place_one_is_added_from_here(stage: Stage, desk: Desk) -> None:
    stage.show_page("stock")
    assert "No shelf or van yet." in stage.words()
    assert not stage.page.doing["deliver"].isVisible()  # type: ignore[union-attr]  # this page
    stage.click("stock.empty.add")
    stage.type("place.label", "Van")
    stage.click("place.save")
    assert [row.label for row in desk.ask(stock.places)] == ["Van"]
    assert stage.seen("stock.deliver").isEnabled()


def test_a_delivery_is_written_and_said(stage: Stage, desk: Desk, shelf: str) -> None:
    stage.show_page("stock")
    stage.click("stock.deliver")
    # The only place stands there already.
    choose(stage, "deliver.more", "condom_ext")
    number(stage, "deliver.items.condom_ext", 500)
    stage.type("deliver.note", "autumn order")
    stage.click("deliver.save")
    assert held(desk, shelf) == {"condom_ext": 500}
    assert "500 items added to the stock." in stage.words()
    assert shown(stage)[0][:3] == ["External condoms", "500", "Drop-in shelf"]


def test_what_is_missing_is_asked_for(stage: Stage, desk: Desk, shelf: str, van: str) -> None:
    stage.show_page("stock")
    stage.click("stock.move")
    stage.click("move.save")
    assert "This is needed." in stage.words()
    assert held(desk, shelf) == {}


def test_moving_and_losing(stage: Stage, desk: Desk, shelf: str, van: str) -> None:
    desk.do(stock.deliver, MoveDraft(shelf, {"lube": 100}))
    stage.show_page("stock")
    choose(stage, "stock.place", shelf)
    stage.click("stock.move")
    choose(stage, "move.to", van)
    number(stage, "move.items.lube", 30)
    stage.click("move.save")
    assert (held(desk, shelf), held(desk, van)) == ({"lube": 70}, {"lube": 30})
    choose(stage, "stock.place", van)
    assert [each[2] for each in shown(stage)] == ["Van"]
    stage.click("stock.lose")
    number(stage, "lose.items.lube", 5)
    stage.click("lose.save")
    assert held(desk, van) == {"lube": 25}
    stage.click("stock.view.latest")
    assert "Lost or out of date" in [
        str(stage.page.latest.table.model().index(0, 4).data())  # type: ignore[union-attr]  # this page
    ]


def test_enter_on_a_row_counts_its_place(stage: Stage, desk: Desk, shelf: str) -> None:
    desk.do(stock.deliver, MoveDraft(shelf, {"lube": 100, "condom_ext": 60}))
    stage.show_page("stock")
    page: Any = stage.page
    page.list.take_focus()
    stage.press("stock.held.table", Qt.Key.Key_Return)
    box = stage.seen("count.items.lube")
    assert isinstance(box, QSpinBox)
    assert box.value() == 100
    number(stage, "count.items.lube", 92)
    stage.press("count.items.lube", Qt.Key.Key_Tab)
    stage.click("count.save")
    assert held(desk, shelf) == {"lube": 92, "condom_ext": 60}
    assert "Counted. 1 number was put right." in stage.words()
    stage.click("stock.count")
    stage.click("count.save")
    assert "Counted. Everything was as written." in stage.words()


def test_low_at_a_number_and_never(stage: Stage, desk: Desk, shelf: str) -> None:
    desk.do(stock.deliver, MoveDraft(shelf, {"lube": 10, "condom_ext": 600}))
    stage.show_page("stock")
    stage.click("stock.level")
    choose(stage, "level.item", "lube")
    number(stage, "level.low_at", 20)
    stage.click("level.save")
    assert [row.item for row in desk.ask(stock.running_low)] == ["lube"]
    stage.show_page("stock", chip="low")
    assert [each[0] for each in shown(stage)] == ["Lubricant sachets"]
    assert shown(stage)[0][4] == "Runs low"
    page: Any = stage.page
    page.list.take_focus()
    stage.click("stock.level")
    stage.click("level.whether.never")
    stage.click("level.save")
    assert desk.ask(stock.running_low) == ()


def test_returned_sharps_are_taken_away_after_a_question(
    stage: Stage, desk: Desk, van: str
) -> None:
    def bring_back(work: Work) -> Done[None]:
        stock._insert(work, van, {stock.RETURNS: 46}, stock.RETURNED, None)
        return Done(None, changed("stock"))

    desk.do(bring_back)
    stage.show_page("stock")
    assert "Van: 46 returned sharps wait to be taken away." in stage.words()
    answer_next("keep", "collected")
    stage.click(f"stock.returns.{van}")
    assert asked() == ("Were all 46 returned sharps taken away from Van?",)
    assert [each.returns for each in desk.ask(stock.places) if each.code == van] == [46]
    stage.click(f"stock.returns.{van}")
    assert [each.returns for each in desk.ask(stock.places) if each.code == van] == [0]
    assert "46 taken away." in stage.words()


def test_settings_lead_to_the_stock(stage: Stage) -> None:
    stage.show_page("settings")
    stage.click("settings.stock.open")
    assert stage.went == [("stock", {})]


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("room", list(SIZES))
def test_everything_fits(
    stage: Stage, desk: Desk, theme: Theme, van: str, room: str, percent: int
) -> None:
    desk.do(stock.deliver, MoveDraft(van, {"lube": 10}))
    theme.choose("light", percent)
    stage.resize(*SIZES[room])
    page: Any = stage.show_page("stock")
    stage.until(lambda: clipped(page) == [])
    assert nameless(page) == []
