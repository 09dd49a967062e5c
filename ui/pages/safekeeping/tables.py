"""Who can sign in, and who looked: two tables for reading."""

from datetime import date, tzinfo
from typing import Final

from PySide6.QtWidgets import QTableView

from outreach_app.casework.staff import StaffRow
from outreach_app.casework.trail import Look
from outreach_app.vocabulary import shipped
from outreach_app.words import known, say
from ui import saying, when
from ui.theme import current
from ui.widgets.rows_model import Column, RowsModel, table_view

_WHO: Final = (120, 150, 90)


def who_can_sign_in(me: str, today: date, zone: tzinfo) -> tuple[RowsModel[StaffRow], QTableView]:
    """Make the table of colleagues; `me` is the staff code of the person at the keyboard."""
    roles = shipped()["user_role"]

    def title(name: str) -> str:
        return say(f"safekeeping.who.{name}")

    def role(row: StaffRow) -> str:
        if not row.can_sign_in:
            return title("code_only")
        if not row.active:
            return title("off")
        key = f"safekeeping.role.{row.role}"
        return say(key) if known(key) else roles.label(row.role)

    def last(row: StaffRow) -> str:
        if row.code == me:
            return title("here")
        if row.last_in_at is None:
            return title("never") if row.can_sign_in else ""
        return when.near_day(when.local_day(row.last_in_at, zone), today)

    def icon(row: StaffRow) -> tuple[str, str]:
        return ("recovery" if row.role == "lead" and row.can_sign_in else "person"), "ink_muted"

    columns = (
        Column(title("name"), lambda row: row.name, icon=icon, strong=True),
        Column(title("role"), role),
        Column(title("last"), last),
    )
    model: RowsModel[StaffRow] = RowsModel(columns)
    view = table_view(model, "safekeeping.who", title("table"), dense=True)
    for number, width in enumerate(_WHO):
        view.setColumnWidth(number, current().px(width))
    return model, view


def looks(today: date, zone: tzinfo) -> tuple[Column[Look], ...]:
    """Return the columns of the trail."""

    def title(name: str) -> str:
        return say(f"safekeeping.looked.{name}")

    def what(row: Look) -> str:
        key = f"safekeeping.action.{row.action}"
        return say(key) if known(key) else row.action.replace("_", " ").capitalize()

    return (
        Column(title("when"), lambda row: when.near(row.at, zone, today), sort=lambda row: row.at),
        Column(title("who"), lambda row: row.who),
        Column(title("what"), what),
        Column(
            title("record"),
            lambda row: saying.name(row.record, row.code) if row.code else row.record,
            icon=lambda row: ("lock", "private") if row.restricted else None,
            tone=lambda row: "private" if row.restricted else None,
        ),
    )
