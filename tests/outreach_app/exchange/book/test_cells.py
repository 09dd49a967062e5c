"""What each kind of cell means, cell by cell of part 8's table."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from sqlalchemy import select

from models.contacts import Contact
from models.support import NeedEvent
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.importing import take_in
from tests.outreach_app.exchange.book.sheets import NOW, as_book, cell, changed, checked, refused


def wall(*parts: int) -> datetime:
    """Return what a clock on the wall showed; a spreadsheet knows no zones."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def put(few: dict[str, Any], sheet: str, heading: str, value: object, row: int = 2) -> bytes:
    """Return the sample with one cell changed in another program."""

    def change(book: Any) -> None:
        cell(book, sheet, heading, row).value = value

    return changed(as_book(few), change)


def test_days_are_date_cells_or_text(few: dict[str, Any]) -> None:
    raw = put(few, "enforcement_events", "on", date(2025, 10, 3))
    assert checked(raw).rows["enforcement_events"][0]["on"] == date(2025, 10, 3)


def test_the_calendar_of_1904_is_read_by_its_flag(few: dict[str, Any]) -> None:
    def change(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904
        cell(book, "enforcement_events", "on", 2).value = date(2025, 10, 3)

    raw = changed(as_book(few), change)
    assert checked(raw).rows["enforcement_events"][0]["on"] == date(2025, 10, 3)


def test_a_clock_cell_is_local_time_to_the_minute(few: dict[str, Any]) -> None:
    raw = put(few, "contacts", "started_at", wall(2025, 10, 1, 0, 20, 14))
    found = checked(raw).rows["contacts"][0]["started_at"]
    assert found == datetime(2025, 9, 30, 23, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "kind"),
    [
        ("needs", "identified_on", "05/11/2025", "E-DATE"),
        ("needs", "identified_on", wall(2025, 11, 5, 13, 0), "E-DATE"),
        ("needs", "identified_on", 45966, "E-DATE"),
        ("contacts", "started_at", wall(2025, 10, 26, 1, 30), "E-ZONE"),
        ("contacts", "started_at", wall(2025, 3, 30, 1, 30), "E-ZONE"),
        ("contacts", "started_at", "2025-10-26T01:30", "E-ZONE"),
        ("contacts", "started_at", date(2025, 10, 26), "E-DATE"),
        ("contacts", "started_at", time(1, 30), "E-DATE"),
        ("contacts", "minutes", 12.5, "E-TYPE"),
        ("contacts", "minutes", "a while", "E-TYPE"),
        ("contacts", "minutes", "-5", "E-TYPE"),
        ("contacts", "minutes", 1e300, "E-TYPE"),
        ("contacts", "minutes", 5000, "E-RANGE"),
        ("contacts", "minutes", "=5+5", "E-FORMULA"),
        ("contacts", "setting", "Street van", "E-CODE"),
        ("contacts", "recorded_by", 7, "E-TYPE"),
        ("contacts", "id", 17, "E-TYPE"),
        ("incidents", "vehicle_plate_said", 12345, "E-TYPE"),
        ("incident_perpetrators", "phone_said", 7700900231, "E-TYPE"),
        ("incident_perpetrators", "account_name", 7, "E-TYPE"),
        ("alerts", "has_plate", "maybe", "E-TYPE"),
        ("contact_supplies", "quantity", 0, "E-RANGE"),
        ("contact_supplies", "code", "glass_shoe", "E-CODE"),
        ("contact_supplies", "contact_id", "CON-none", "E-REF"),
    ],
)
def test_what_does_not_fit_is_named_by_sheet_row_and_column(
    few: dict[str, Any], sheet: str, heading: str, value: object, kind: str
) -> None:
    lines = refused(put(few, sheet, heading, value))
    place = f"{sheet}, row 2"
    assert any(
        line.startswith(place) and heading in line and line.endswith(f"[{kind}]") for line in lines
    ), lines


def test_plain_values_are_read_as_people_write_them(few: dict[str, Any]) -> None:
    def change(book: Any) -> None:
        cell(book, "contacts", "minutes", 2).value = 10.0
        cell(book, "contacts", "minutes", 3).value = " 15 "
        cell(book, "contacts", "setting", 2).value = "  street_van "
        cell(book, "alerts", "has_plate", 2).value = "Yes"
        cell(book, "police_complaints", "receipt_given", 2).value = False
        cell(book, "incidents", "vehicle_model", 2).value = 206
        cell(book, "incidents", "vehicle_plate_said", 2).value = "QA12 ?*"
        cell(book, "incidents", "weapons", 2).value = " knife_blade ; hands ;"
        cell(book, "persons", "alias", 2).value = "   "
        cell(book, "persons", "alias", 2).value = 7
        cell(book, "police_complaints", "amount_gbp", 2).value = 12.1

    rows = checked(changed(as_book(few), change)).rows
    assert [row["minutes"] for row in rows["contacts"][:2]] == [10, 15]
    assert rows["contacts"][0]["setting"] == "street_van"
    assert rows["alerts"][0]["has_plate"] is True
    assert rows["police_complaints"][0]["receipt_given"] is False
    assert rows["incidents"][0]["vehicle"]["model"] == "206"
    assert rows["incidents"][0]["weapons"] == ("knife_blade", "hands")
    assert rows["persons"][0]["alias"] == "7"
    assert str(rows["police_complaints"][0]["amount_gbp"]) == "12.1"


def test_a_month_typed_into_a_spreadsheet_stays_a_month(few: dict[str, Any]) -> None:
    raw = put(few, "partner_reports", "month", date(2025, 11, 1))
    assert checked(raw).rows["partner_reports"][0]["month"] == "2025-11"


def test_a_blank_moment_of_recording_is_the_moment_of_the_import(few: dict[str, Any]) -> None:
    def change(book: Any) -> None:
        for heading in ("recorded_at", "recorded_by", "voided_at", "void_reason"):
            cell(book, "contacts", heading, 2).value = None
        cell(book, "contacts", "recorded_by", 3).value = None
        for row in range(2, 4):
            cell(book, "cases", "opened_recorded_at", row).value = None

    found = checked(changed(as_book(few), change), by="T9").rows
    assert found["contacts"][0]["recorded_at"] == NOW
    assert found["contacts"][0]["recorded_by"] == "T9"
    # Entered elsewhere, at a moment that is known: then it was not whoever imports it.
    assert "recorded_by" not in found["contacts"][1]
    assert found["cases"][0]["opened_recorded_at"] == NOW


def test_it_is_the_moment_of_writing_and_not_of_looking(
    make_desk: Callable[..., Desk], clock: SetClock, few: dict[str, Any]
) -> None:
    def change(book: Any) -> None:
        cell(book, "contacts", "recorded_at", 2).value = None
        cell(book, "need_status_events", "recorded_at", 2).value = None

    desk = make_desk("later")
    seen = read_and_check(changed(as_book(few), change), desk.vocabulary(), clock.now())
    clock.moment += timedelta(hours=3)
    desk.do(take_in, seen)
    with desk._book.reading() as session:
        contact = session.scalars(select(Contact).where(Contact.recorded_at > NOW)).one()
        step = session.scalars(select(NeedEvent).where(NeedEvent.recorded_at > NOW)).one()
    assert contact.recorded_at == step.recorded_at == clock.now()
