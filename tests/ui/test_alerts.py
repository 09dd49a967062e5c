from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QTableView
from sqlalchemy import insert

from models.sharing import Alert, AlertChannel
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.work import Work
from tests.ui.sitting import Stage


def table(stage: Stage, name: str) -> list[list[str]]:
    view = stage.seen(name)
    assert isinstance(view, QTableView)
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_alerts_say_their_reach_and_which_are_due(stage: Stage, desk: Desk) -> None:
    stage.show_page("alerts")
    assert "No alert has been issued." in stage.words()

    def issue(work: Work) -> None:
        for number, review in ((14, date(2025, 12, 1)), (15, date(2026, 1, 4))):
            key = new_key()
            work.session.execute(
                insert(Alert).values(
                    id=key,
                    reference=f"ALERT-{number}",
                    issued_at=work.now - timedelta(days=20 - number),
                    grounds=("violence", "robbery"),
                    status="issued",
                    has_plate=False,
                    review_on=review,
                    recorded_at=work.now,
                )
            )
            work.session.execute(insert(AlertChannel).values(alert_id=key, channel="sms", sent=4))

    desk.do(issue)
    page: Any = stage.page
    page.open()
    stage.settle()
    assert "2 alerts. 8 messages sent." in stage.words()
    assert [row[:3] for row in table(stage, "alerts.table")] == [
        ["ALERT-15", "Mon 15 Dec", "Sent out"],
        ["ALERT-14", "Sun 14 Dec", "Review due"],
    ]
    stage.click("alerts.chips.due")
    assert [row[0] for row in table(stage, "alerts.table")] == ["ALERT-14"]
