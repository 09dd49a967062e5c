"""A list in the narrowest layout: as many columns as there is room for, the rest below."""

from operator import itemgetter

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.listing import Listing
from ui.widgets.rows_model import Column

COLUMNS = ("Day", "What", "To", "About")


@pytest.mark.parametrize(("width", "shown"), [(640, 4), (470, 3), (300, 2), (150, 2)])
def test_columns_out_of_sight_are_told_below(
    qtbot: QtBot, theme: Theme, width: int, shown: int
) -> None:
    made: Listing[dict[str, str]] = Listing(
        "rows",
        "Rows",
        [Column(name, itemgetter(name)) for name in COLUMNS],
        (110, 190, 150, 170),
        hint="Filter",
    )
    qtbot.addWidget(made)
    made.resize(width, 300)
    made.show()
    made.show_rows([{name: f"{name} of it" for name in COLUMNS}], empty=("", ""))
    made.compact("tiny")
    QApplication.processEvents()
    made.take_focus()
    hidden = [made.table.isColumnHidden(number) for number in range(len(COLUMNS))]
    last = made.table.columnViewportPosition(shown - 1)
    assert width < 300 or last + 60 <= made.table.viewport().width()
    assert hidden == [False] * shown + [True] * (len(COLUMNS) - shown)
    below = made._details_words.text() if made._details.isVisible() else ""
    assert [name for name in COLUMNS if f"{name}: {name} of it" in below] == [*COLUMNS[shown:]]
    made.compact("wide")
    assert not any(made.table.isColumnHidden(number) for number in range(len(COLUMNS)))
    assert not made._details.isVisible()


def test_an_empty_list_counts_nothing(qtbot: QtBot, theme: Theme) -> None:
    made: Listing[dict[str, str]] = Listing(
        "rows", "Rows", [Column("Day", itemgetter("Day"))], (110,), hint="Filter"
    )
    qtbot.addWidget(made)
    made.show()
    made.show_rows([], empty=("Nothing yet.", ""))
    assert not made.count.isVisible()
    made.show_rows([{"Day": "today"}], empty=("Nothing yet.", ""))
    assert made.count.text() == "1 shown"
    assert made.count.isVisible()
    made.compact("tiny")
    assert not made.count.isVisible()
