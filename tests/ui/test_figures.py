"""The page of figures: the same figures in pictures, words and tables, by keyboard alone."""

from typing import Any, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from outreach_app.bootstrap import Desk
from outreach_app.casework import outside_figures
from outreach_app.casework.outside_figures import OutsideDraft
from outreach_app.reports import dashboard
from outreach_app.reports.document import HIDDEN, Bar, BarChart, Heading, LineChart, Series
from outreach_app.statistics import periods
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.pages.figures import FiguresPage
from ui.theme import Theme
from ui.widgets.bar_plot import BarPlot
from ui.widgets.line_plot import LinePlot


def page_of(stage: Stage) -> FiguresPage:
    # What is read once a run is read before the page waits for it.
    stage.context.desk.ask(dashboard.look, periods.month("2025-12"))
    page = cast("FiguresPage", stage.show_page("figures", period="2025-12"))
    stage.settle()
    return page


def table(stage: Stage, name: str) -> list[list[str]]:
    view = cast("QTableView", stage.seen(name))
    model = view.model()
    assert model is not None
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_headlines_pictures_and_shares_are_words_too(stage: Stage, full: Desk) -> None:
    full.do(
        outside_figures.add,
        OutsideDraft("Offences recorded in the city", "1,204", 2024, "The force's web page"),
    )
    page = page_of(stage)
    words = stage.words()
    assert "1,204: Offences recorded in the city, 2024. Source: The force's web page" in words
    shown = full.ask(dashboard.look, periods.month("2025-12"))
    for tile in shown.headlines.tiles:
        assert tile.unit in words
    assert "November 2025: 49" in words
    assert "Exact: for inside only." in words
    assert "1. 13 October 2025 to 27 October 2025" in words
    assert "does not say that it caused it" in words
    plot = page.months.plot
    assert plot.accessibleName().startswith("Twelve months")
    assert "Nov: 49 contacts, 18 people." in plot.accessibleDescription()
    assert page.bars[0].plot.accessibleDescription().startswith("Referrals made: ")
    stage.click("figures.months.more")
    rows = table(stage, "figures.months.table")
    assert len(rows) == 12
    assert rows[-2] == ["Nov", "49", "18"]
    stage.click("figures.shares.more")
    last = table(stage, "figures.shares.table")[-1]
    assert last[0] == "December 2025"
    assert all(" of " in cell for cell in last[1:])
    # Arrows and the mouse go from month to month.
    stage.press("figures.months.plot", Qt.Key.Key_Left)
    stage.press("figures.months.plot", Qt.Key.Key_Left)
    assert "Nov: 49 contacts, 18 people" in stage.words()
    stage.press("figures.months.plot", Qt.Key.Key_Home)
    assert "Jan: 0 contacts, 0 people" in stage.words()
    place = QPoint(plot.width() - 12, plot.height() // 2)
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    assert plot.words_of(11) in stage.words()


def test_periods_stand_side_by_side_and_are_gone_through(stage: Stage, full: Desk) -> None:
    page = page_of(stage)
    rows = {row[0]: row[1:] for row in table(stage, "figures.compare.table")}
    assert rows["Contacts"][0] == "49"
    assert "small base" in " ".join(rows["Reported in any form"])
    page.compare.before.set_value("2025-12")
    stage.settle()
    assert "share days" in stage.words()
    assert table(stage, "figures.compare.table") == []
    page.compare.before.set_value("2025-10")
    stage.settle()
    assert table(stage, "figures.compare.table")
    # Another period is chosen by hand.
    stage.click("figures.previous")
    assert "November 2025, as known now" in stage.words()
    page.choosing.kind.set_value("quarter")
    stage.settle()
    assert page.choosing.value().kind == "quarter"
    stage.click("figures.report")
    target, where = stage.went[-1]
    assert (target, where["pack"], where["period"]) == (
        "reports",
        "internal",
        page.choosing.value().name,
    )


def test_an_empty_casebook_says_so(stage: Stage) -> None:
    stage.show_page("figures")
    assert "Nothing has been logged yet" in stage.words()


def test_everything_fits_and_has_a_name(stage: Stage, full: Desk, theme: Theme) -> None:
    page = page_of(stage)
    for name in ("figures.months.more", "figures.shares.more"):
        QTest.mouseClick(stage.seen(name), Qt.MouseButton.LeftButton)
    for width, height, percent in ((1162, 649, 100), (1162, 649, 150), (683, 350, 100)):
        theme.choose("dark", percent)
        stage.resize(width, height)
        page.compact(theme.breakpoint(width + 204 if width > 683 else width))
        stage.until(lambda: clipped(stage) == [])
        assert nameless(stage) == []


def ink(plot: Any, stage: Stage) -> set[str]:
    picture = plot.grab().toImage()
    return {
        QColor(picture.pixel(x, y)).name()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }


def test_a_withheld_figure_has_no_length_and_no_height(stage: Stage) -> None:
    """Bars and points of withheld figures look alike, whatever stands beside them."""
    pictures = []
    for other in (3, 300):
        bars = BarPlot("bars")
        stage.layout().addWidget(bars)  # type: ignore[union-attr]
        bars.show_chart(BarChart(Heading("Bars"), (Bar("One", other), Bar("Two", HIDDEN))))
        stage.show()
        stage.settle()
        stub = bars.layout().itemAtPosition(1, 2).widget()  # type: ignore[union-attr]
        pictures.append(stub.grab().toImage().copy(0, 0, 100, stub.height()))
        assert "Two: withheld" in bars.accessibleDescription()
        bars.hide()
    assert pictures[0] == pictures[1]
    plot = LinePlot("plot")
    stage.layout().addWidget(plot)  # type: ignore[union-attr]
    plot.show_chart(LineChart(Heading("Line"), ("Jan", "Feb"), (Series("people", (HIDDEN, None)),)))
    stage.settle()
    assert "Jan: withheld people." in plot.accessibleDescription()
    assert "no figure for people" in plot.accessibleDescription()
    assert len(ink(plot, stage)) > 1
