"""The blocks of the pages, each on its own."""

import dataclasses

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.gates import Strays
from ui.forms import values
from ui.theme import Theme, current
from ui.widgets.buttons import elided_link
from ui.widgets.card import Card
from ui.widgets.choices import ChipGroup, OptionButtons
from ui.widgets.field import Field
from ui.widgets.figure import Figure
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.many import ManyChips
from ui.widgets.notice import ErrorSummary, Notice
from ui.widgets.number import NumberBox
from ui.widgets.pagehead import PageHead
from ui.widgets.panel import SidePanel, WithPanel
from ui.widgets.passphrase import caps_lock_on
from ui.widgets.picker import PersonPicker, Suggestion
from ui.widgets.rows_model import Column, RowsFilter, RowsModel, table_view
from ui.widgets.savebar import SaveBar
from ui.widgets.sized import hold_columns
from ui.widgets.status import CountChip, StatusChip
from ui.widgets.timeline import TimelineRow

pytestmark = pytest.mark.usefixtures("theme")

AREAS = [("canal", "Canalside"), ("market", "Market End"), ("unknown", "Not known")]


@dataclasses.dataclass(frozen=True)
class Line:
    alias: str
    seen: int


def test_no_block_opens_a_window_of_its_own(qapp: QApplication, theme: Theme) -> None:
    strays = Strays(qapp)
    made: list[QWidget] = [
        Card("A", "b"),
        Card(),
        Notice("ok", "A", "b", closable=True, actions=(("a", "A"),)),
        ErrorSummary("x"),
        Figure("1", "b", "c"),
        Field("A", QLineEdit(), hint="h"),
        Field("A", QLineEdit(), hint="h", side=True),
        PageHead("a", "A", "line"),
        WithPanel(QWidget(), SidePanel("a", "A")),
        TimelineRow("now", "A", "b"),
        CountChip("5 today", "time"),
        SaveBar("x"),
        ChipGroup("x", "X", AREAS),
    ]
    qapp.removeEventFilter(strays)
    assert strays.seen == []
    for widget in made:
        widget.deleteLater()


@pytest.mark.parametrize("kind", [ChipGroup, OptionButtons])
def test_nothing_is_chosen_beforehand_and_codes_come_back(
    qtbot: QtBot, kind: type[ChipGroup]
) -> None:
    group = kind("area", "Area", AREAS)
    qtbot.addWidget(group)
    heard: list[str] = []
    group.chosen.connect(heard.append)
    assert group.value() == ""
    group.set_value("market")
    assert (group.value(), group.words()) == ("market", "Market End")
    assert heard == []
    group.button("canal").click()
    assert heard == ["canal"]
    group.set_value("")
    assert group.value() == ""


def test_digits_choose_and_arrows_move(qtbot: QtBot) -> None:
    group = ChipGroup("area", "Area", AREAS)
    qtbot.addWidget(group)
    with qtbot.waitActive(group):
        group.show()
        group.activateWindow()
    group.take_focus()
    QTest.keyClick(group, Qt.Key.Key_3)
    assert group.value() == "unknown"
    QTest.keyClick(group.button("unknown"), Qt.Key.Key_Left)
    assert group.value() == "market"


@pytest.mark.parametrize("shift", [False, True])
def test_tab_comes_to_the_answer_from_either_side(qtbot: QtBot, shift: bool) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    before, group, after = QLineEdit(), ChipGroup("area", "Area", AREAS), QLineEdit()
    for each in (before, group, after):
        column.addWidget(each)
    group.set_value(AREAS[1][0])
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    start, end, key = (
        (after, before, Qt.Key.Key_Backtab) if shift else (before, after, Qt.Key.Key_Tab)
    )
    start.setFocus()
    qtbot.waitUntil(start.hasFocus)
    QTest.keyClick(window, key)
    assert QApplication.focusWidget() is group.button(AREAS[1][0])
    QTest.keyClick(window, key)
    assert QApplication.focusWidget() is end


def test_chips_wrap_and_ask_for_the_height_they_need(qtbot: QtBot) -> None:
    group = ChipGroup("area", "Area", [(str(n), f"Choice number {n}") for n in range(12)])
    qtbot.addWidget(group)
    group.show()
    assert group.heightForWidth(300) > 2 * group.heightForWidth(1600)
    group.resize(QSize(300, group.heightForWidth(300)))
    assert all(group.button(str(n)).geometry().right() <= 300 for n in range(12))


@pytest.mark.parametrize("width", [1, 40, 90, 150, 333, 900])
def test_flow_needs_as_much_height_as_it_takes(qtbot: QtBot, width: int) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=7, line_gap=3)
    words = [label("word " * number) for number in (1, 3, 2, 9, 1, 4)]
    for each in words:
        flow.addWidget(each)
    holder.show()
    words[2].hide()
    QApplication.processEvents()
    flow.setGeometry(QRect(0, 0, width, 600))
    below = max(each.geometry().bottom() + 1 for each in words if each.isVisible())
    assert flow.heightForWidth(width) == below
    words[2].show()
    QApplication.processEvents()
    flow.setGeometry(QRect(0, 0, width, 600))
    assert flow.heightForWidth(width) == max(each.geometry().bottom() + 1 for each in words)


def test_flow_gives_its_items_back(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    flow.addWidget(label("one"))
    assert flow.count() == 1
    assert flow.itemAt(1) is None
    assert flow.takeAt(0) is not None
    assert flow.takeAt(0) is None


def test_field_says_its_error_to_everyone_and_takes_it_back(qtbot: QtBot) -> None:
    line = QLineEdit()
    field = Field("Area", line, hint="Where it was")
    qtbot.addWidget(field)
    assert line.accessibleName() == "Area"
    field.set_error("Choose an area.")
    assert "Choose an area." in line.accessibleDescription()
    assert line.property("error") is True
    field.clear_error()
    assert line.accessibleDescription() == "Where it was"
    assert field.error() == ""


def test_summary_leads_to_the_field(qtbot: QtBot) -> None:
    summary = ErrorSummary("form.summary")
    qtbot.addWidget(summary)
    wanted: list[str] = []
    summary.wanted.connect(wanted.append)
    summary.show_lines([("area", "Area", "Choose an area."), ("when", "When?", "Give a month.")])
    assert summary.title.text() == "2 things to check before this can be saved"
    summary.findChild(QWidget, "form.summary.when").click()  # type: ignore[union-attr]
    assert wanted == ["when"]
    summary.show_lines([])
    assert summary.isHidden()


def test_words_from_people_are_never_read_as_markup(qtbot: QtBot) -> None:
    made = label("<b>bold</b> <img src='x'>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_the_wheel_never_changes_a_number(qtbot: QtBot) -> None:
    box = NumberBox("condoms", "Condoms given")
    qtbot.addWidget(box)
    box.setValue(5)
    box.show()
    assert box.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert box.alignment() & Qt.AlignmentFlag.AlignCenter


def test_status_is_icon_word_and_tone(qtbot: QtBot) -> None:
    chip = StatusChip("consent_ends_soon", "Ends 8 January")
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Ends 8 January"
    assert chip.property("tone") == "caution"
    chip.set_status("consent_refused")
    assert (chip.words(), chip.property("tone")) == ("No", "stop")


def test_panel_goes_under_its_button_where_it_is_narrow(qtbot: QtBot) -> None:
    panel = SidePanel("panel", "Good to know")
    both = WithPanel(label("main"), panel, "More about Marble")
    qtbot.addWidget(both)
    both.show()
    assert panel.isVisible()
    both.compact("tiny")
    assert not panel.isVisible()
    assert both.main.isVisible()
    both.more.click()
    assert panel.isVisible()
    assert not both.main.isVisible()
    both.compact("wide")
    assert panel.isVisible()
    assert both.main.isVisible()


def _table() -> tuple[RowsModel[Line], RowsFilter]:
    model: RowsModel[Line] = RowsModel(
        (
            Column("Known as", lambda row: row.alias),
            Column("Seen", lambda row: str(row.seen) if row.seen else "", lambda row: row.seen),
        )
    )
    model.show((Line("Marble", 9), Line("Comet", 10), Line("Biscuit", 0)))
    return model, RowsFilter(model)


def test_table_model_is_sound_and_sorts_by_worth(qtmodeltester: ModelTester) -> None:
    model, shown = _table()
    for each in (model, shown):
        qtmodeltester.check(each)  # type: ignore[no-untyped-call]
    shown.sort(1)
    assert [shown.data(shown.index(row, 0)) for row in range(3)] == ["Biscuit", "Marble", "Comet"]


def test_table_filter_wants_every_word_and_empty_cells_are_read(qtbot: QtBot) -> None:
    model, shown = _table()
    shown.look_for("co 10")
    assert shown.rowCount() == 1
    assert shown.row_at(shown.index(0, 0)) == Line("Comet", 10)
    cell = model.index(2, 1)
    assert model.data(cell, Qt.ItemDataRole.AccessibleTextRole) == "Seen: none"
    view = table_view(shown, "people.table", "People")
    qtbot.addWidget(view)
    assert view.accessibleName() == "People"


def test_picker_shows_only_the_answer_to_what_stands_there(qtbot: QtBot) -> None:
    calls: list[tuple[str, object]] = []
    picker = PersonPicker("who", "Who", lambda text, found: calls.append((text, found)))
    qtbot.addWidget(picker)
    picked: list[Suggestion] = []
    picker.picked.connect(picked.append)
    picker.setText("mar")
    picker.look()
    picker.setText("marb")
    picker.look()
    assert [text for text, _ in calls] == ["mar", "marb"]
    late, right = (found for _, found in calls)
    assert callable(late)
    assert callable(right)
    right([Suggestion("1", "Marble", "M7-402")])
    late([Suggestion("2", "Maribel")])
    assert [one.id for one in picker.suggestions()] == ["1"]
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert [one.id for one in picked] == ["1"]
    qtbot.waitUntil(lambda: picker.text() == "Marble")


def test_what_the_picker_says_of_somebody_is_not_cut_off(qtbot: QtBot) -> None:
    picker = PersonPicker("who", "Who", lambda text, found: None)
    window = QWidget()
    window.resize(800, 200)
    picker.setParent(window)
    picker.resize(120, 34)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    picker.setFocus()
    picker.setText("mar")
    picker.look()
    picker._show((Suggestion("1", "Marble of the long name", "M7-402, Wed 18 November"),))
    popup = picker.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    assert popup.viewport().width() >= popup.sizeHintForColumn(0)
    popup.hide()


@pytest.mark.parametrize(
    ("text", "shift", "on"),
    [
        ("a", False, False),
        ("A", False, True),
        ("A", True, False),
        ("a", True, True),
        ("1", False, None),
    ],
)
def test_caps_lock_is_told_from_a_letter(text: str, shift: bool, on: bool | None) -> None:
    assert caps_lock_on(text, shift=shift) is on


def test_values_of_every_widget_come_back(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    box = QComboBox()
    box.addItem("Choose", "")
    box.addItem("Robbery", "robbery")
    given = [
        (QLineEdit(), "some words"),
        (QPlainTextEdit(), "two\nlines"),
        (NumberBox("n", "N"), 7),
        (box, "robbery"),
        (ChipGroup("c", "C", AREAS), "market"),
    ]
    told: list[int] = []
    for widget, value in given:
        column.addWidget(widget)
        values.on_change(widget, lambda: told.append(1))
        values.write(widget, value)
        assert values.read(widget) == value
    # What is set by the program in a choice is not heard: only what people press.
    assert len(told) == 4


def test_choices_that_come_late_stay_where_their_group_stands(qtbot: QtBot) -> None:
    root = QWidget()
    column = QVBoxLayout(root)
    first, last = QLineEdit(), QLineEdit()
    late = ChipGroup("late", "Late")
    many = ManyChips("many", "Many")
    for each in (first, late, many, last):
        column.addWidget(each)
    qtbot.addWidget(root)
    late.set_choices([("a", "A"), ("b", "B")])
    many.set_choices([("c", "C")])
    order, here = [], first.nextInFocusChain()
    while here is not None and here is not first:
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(here.objectName() or "last")
        here = here.nextInFocusChain()
    assert order == ["late.a", "late.b", "many.c", "last"]


@pytest.mark.usefixtures("theme")
def test_a_link_too_long_for_its_place_ends_in_three_dots_and_says_all_of_it(qtbot: QtBot) -> None:
    short, long = "Drug use: told us", "Leaving or reducing the work: waiting for a service & more"
    whole = elided_link(short, "page.short", 222)
    cut = elided_link(long, "page.long", 222)
    for each in (whole, cut):
        qtbot.addWidget(each)
    assert (whole.text(), whole.toolTip()) == (short, "")
    assert cut.text().endswith("…")
    assert (cut.accessibleName(), cut.toolTip()) == (long, long)
    assert cut.sizeHint().width() < current().px(260)


def test_columns_follow_the_text_size_and_what_somebody_drew(qtbot: QtBot, theme: Theme) -> None:
    columns = [Column(name, str) for name in ("one", "two", "three", "last")]
    view = table_view(RowsModel(columns), "page.table", "Table")
    qtbot.addWidget(view)
    hold_columns(view, (100, 60, 80, 50))
    view.setColumnWidth(1, 120)
    view.setColumnHidden(2, True)
    theme.choose(percent=150)
    theme.choose("dark")
    view.setColumnHidden(2, False)
    assert [view.columnWidth(number) for number in range(3)] == [150, 180, 120]
    theme.choose("light", 100)
    assert [view.columnWidth(number) for number in range(3)] == [100, 120, 80]
