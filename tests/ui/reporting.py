"""What the tests of the reports page share: the page, its dialogs, the trail behind it."""

from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.governance import audit
from outreach_app.statistics import periods
from tests.ui.sitting import Stage
from ui.pages.reports import ReportsPage

W = TypeVar("W", bound=QWidget)
DECEMBER = periods.month("2025-12")


def shown_page(stage: Stage, pack: str = "", **where: object) -> ReportsPage:
    if pack:
        stage.context.settings.choose(report_audience=pack)
    return cast("ReportsPage", stage.show_page("reports", **where))


def dialog(name: str) -> QDialog:
    (found,) = (
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and each.objectName() == name and each.isVisible()
    )
    return found


def inside(dialog_: QDialog, name: str, kind: type[W]) -> W:
    found = dialog_.findChild(kind, name)
    assert found is not None, name
    return found


def choose(dialog_: QDialog, name: str, code: str) -> None:
    inside(dialog_, name, QWidget).set_value(code)  # type: ignore[attr-defined]  # a Select


def press(stage: Stage, dialog_: QDialog, name: str) -> None:
    QTest.mouseClick(inside(dialog_, name, QWidget), Qt.MouseButton.LeftButton)
    stage.settle()


def trail(desk: Desk, *actions: str) -> list[audit.AuditRow]:
    return [row for row in desk.ask(audit.latest) if row.action in actions]
