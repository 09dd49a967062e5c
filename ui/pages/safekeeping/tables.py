"""Who can sign in: a table for reading."""

from datetime import date, tzinfo
from typing import Final

from PySide6.QtWidgets import QTableView

from outreach_app.casework.staff import StaffRow
from outreach_app.vocabulary import shipped
from outreach_app.words import say
from ui import when
from ui.colleagues import role_words
from ui.theme import current
from ui.widgets.rows_model import Column, RowsModel, table_view

_WHO: Final = (120, 150, 90)


def who_can_sign_in(me: str, today: date, zone: tzinfo) -> tuple[RowsModel[StaffRow], QTableView]:
    """Make the table of colleagues; `me` is the staff code of the person at the keyboard."""
    lists = shipped()

    def title(name: str) -> str:
        return say(f"safekeeping.who.{name}")

    def role(row: StaffRow) -> str:
        if row.can_sign_in:
            return role_words(lists, row.role)
        return title("off" if row.left else "code_only")

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
