from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from sqlalchemy import insert

from models.sharing import Alert, AlertChannel
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import needs, people
from outreach_app.casework.people import PersonDraft
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


def person(desk: Desk, alias: str) -> str:
    return desk.do(people.add, PersonDraft(alias=alias)).value.id


def test_needs_stand_in_one_table_and_move_on(stage: Stage, desk: Desk) -> None:
    comet = person(desk, "Comet")
    desk.do(needs.add, needs.NeedDraft(comet, "drugs", date(2025, 12, 9)))
    page: Any = stage.show_page("needs")
    assert "1 open need for 1 person. 0 are with other services." in stage.words()
    assert table(stage, "needs.table") == [["Drug use", "Comet", "Told us", "Tue 9 Dec", ""]]
    page.list.take_focus()
    stage.press("needs.table", Qt.Key.Key_Return)
    stage.click("need.status.met")
    stage.click("need.save")
    assert desk.ask(needs.of_person, comet)[0].status == "met"
    assert "Nothing here under this button." in stage.words()
    stage.click("needs.chips.closed")
    assert table(stage, "needs.table")[0][2] == "Sorted"
    page.list.take_focus()
    stage.press("needs.table", Qt.Key.Key_Return)
    stage.press("needs.table", Qt.Key.Key_P)
    assert stage.went == [("person", {"person_id": comet, "tab": "needs"})]


def test_a_need_is_added_for_somebody_chosen(stage: Stage, desk: Desk) -> None:
    comet = person(desk, "Comet")
    stage.show_page("needs")
    assert "A need is written down when somebody says what they want help with." in stage.words()
    stage.click("needs.add")
    stage.click("need.save")
    assert desk.ask(needs.listing) == ()
    stage.seen("need.person_id").choose(comet)  # type: ignore[attr-defined]
    stage.click("need.category.housing")
    stage.click("need.save")
    assert table(stage, "needs.table")[0][:2] == ["Somewhere to live", "Comet"]


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
