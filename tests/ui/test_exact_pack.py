"""The choice between figures to the nearest 5 and exact ones, where a pack is made."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from outreach_app.bootstrap import Desk
from outreach_app.statistics import known_packs
from outreach_app.statistics.methods import EXACT, NEAREST
from tests.ui.sitting import Stage
from ui.pages.pack import PackPage


def pack_page(stage: Stage, **where: object) -> PackPage:
    return cast("PackPage", stage.show_page("pack", **where))


def test_exact_figures_are_chosen_by_keyboard_and_the_report_is_then_issued_once(
    stage: Stage, full: Desk
) -> None:
    page = pack_page(stage, copy_of="lottery")
    assert page.about.method.value() == NEAREST
    assert page.about.once.isVisibleTo(page)
    stage.type("pack.label", "Harbour Trust")
    page.about.method.button(NEAREST).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.about.method.button(NEAREST), Qt.Key.Key_2)
    stage.settle()
    assert page.about.method.value() == EXACT
    assert not page.about.once.isVisibleTo(page)
    page.look()
    stage.settle()
    assert "Figures are exact." in page.preview.text.toPlainText()
    assert "This pack can be kept." in stage.words()
    page.save()
    stage.settle()
    (row,) = full.ask(known_packs.own)
    assert row.pack.method == EXACT
    assert row.pack.once


def test_for_inside_there_is_nothing_to_choose(stage: Stage, full: Desk) -> None:
    page = pack_page(stage, copy_of="internal")
    assert not page.about.fields["method"].isVisibleTo(page)
    page.about.reader.set_value("P")
    stage.settle()
    assert page.about.fields["method"].isVisibleTo(page)
    assert "Exact figures cost more dashes" in stage.words()
