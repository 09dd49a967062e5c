"""The table of colleagues."""

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from typing import Final

from outreach_app.casework.colleague_page import Colleagues
from outreach_app.casework.staff import StaffRow
from outreach_app.words import say
from ui import when
from ui.colleagues import role_words, sign_in_words
from ui.widgets.rows_model import Column

WIDTHS: Final = (190, 150, 170, 120, 110, 90)


def columns(
    me: str, found: Callable[[], Colleagues | None], zone: tzinfo
) -> tuple[Column[StaffRow], ...]:
    """Return the columns; `me` is the staff code of the person at the keyboard."""

    def title(name: str) -> str:
        return say(f"colleagues.column.{name}")

    def role(row: StaffRow) -> str:
        everyone = found()
        return role_words(everyone.lists, row.role) if everyone and row.sign_in_name else ""

    def state(row: StaffRow) -> str:
        everyone = found()
        return sign_in_words(row, everyone.today) if everyone else ""

    def last(row: StaffRow) -> str:
        everyone = found()
        if row.code == me:
            return say("safekeeping.who.here")
        if row.last_in_at is None or everyone is None:
            return say("safekeeping.who.never") if row.can_sign_in else ""
        return when.near_day(when.local_day(row.last_in_at, zone), everyone.today)

    people, to_do = partial(_load, found, 0), partial(_load, found, 1)
    return (
        Column(title("name"), lambda row: row.name, icon=_icon, strong=True),
        Column(title("role"), role),
        Column(title("state"), state),
        Column(title("last"), last),
        Column(title("cases"), lambda row: str(people(row) or ""), sort=people),
        Column(title("tasks"), lambda row: str(to_do(row) or ""), sort=to_do),
    )


def _load(found: Callable[[], Colleagues | None], place: int, row: StaffRow) -> int:
    everyone = found()
    return everyone.load.get(row.code, (0, 0))[place] if everyone else 0


def _icon(row: StaffRow) -> tuple[str, str]:
    return ("recovery" if row.role == "lead" and row.can_sign_in else "person"), "ink_muted"
