"""What is raised under protection, read back, and the pages it is read on."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QTableView, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    safeguarding,
    staff,
)
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.casework.staff import StaffRow
from outreach_app.work import Work
from tests.ui.sitting import Stage

TODAY = date(2025, 12, 20)


def as_role(desk: Desk, role: str, name: str = "mo") -> None:
    """Let somebody else sit down."""

    def added(work: Work) -> StaffRow:
        return staff.add(work.session, name, role, "slot", work.now)

    desk.me = replace(desk.me, role=role, code=desk.do(added).code)


def rows(stage: Stage, name: str) -> list[list[str]]:
    view = stage.seen(f"protection.{name}.table")
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def gone(stage: Stage, name: str) -> bool:
    return not [each for each in stage.findChildren(QWidget, name) if each.isVisible()]


def raised(desk: Desk, **more: Any) -> str:
    draft = ConcernDraft(("adult_at_risk",), desk.clock.now(), seen_and_said="A bruise", **more)
    return desk.do(safeguarding.raise_concern, draft).value
