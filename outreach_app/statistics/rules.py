"""The rules every figure shares, in SQL: what exists as at T, what lies in the period, whose it is.

They stand here and nowhere else, so that no line can forget one of them. A statement made with them
holds for every period and every T: it is made once, and given the `values` of a window whenever it
is asked. Source: report lines, part 1, rules 2 to 7, and the exchange format, part 4.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    and_,
    bindparam,
    case,
    literal,
    or_,
)

from models.types import Moment
from outreach_app.statistics.window import Window

START: Final[ColumnElement[Any]] = bindparam("window_start", type_=Moment())
END: Final[ColumnElement[Any]] = bindparam("window_end", type_=Moment())
AS_AT: Final[ColumnElement[Any]] = bindparam("window_as_at", type_=Moment())
FIRST_DAY: Final[ColumnElement[Any]] = bindparam("window_first_day", type_=Date())
LAST_DAY: Final[ColumnElement[Any]] = bindparam("window_last_day", type_=Date())


def values(window: Window) -> Mapping[str, Any]:
    """Return what a statement made with these rules is to be given for a window."""
    return {
        "window_start": window.start,
        "window_end": window.end,
        "window_as_at": window.as_at,
        "window_first_day": window.period.first,
        "window_last_day": window.period.last,
    }


def recorded(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell that something was recorded by T; nothing recorded is nothing."""
    return column <= AS_AT


def not_voided(rows: FromClause) -> ColumnElement[bool]:
    """Tell that a row was not voided by T."""
    return or_(rows.c.voided_at.is_(None), rows.c.voided_at > AS_AT)


def exists(rows: FromClause) -> ColumnElement[bool]:
    """Tell that a row exists as at T: recorded by T and not voided by T."""
    return and_(recorded(rows.c.recorded_at), not_voided(rows))


def within(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell that a moment lies on a local day of the period."""
    return and_(column >= START, column < END)


def on_days(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell that a local day lies in the period."""
    return column.between(FIRST_DAY, LAST_DAY)


def linked_person(contacts: FromClause) -> ColumnElement[str | None]:
    """Return the person of a contact as at T; before it was linked it is anonymous."""
    linked = contacts.c.person_linked_at
    return case((or_(linked.is_(None), linked <= AS_AT), contacts.c.person_id))


def one_of(column: ColumnElement[Any], codes: Collection[str]) -> ColumnElement[bool]:
    """Tell that a column holds one of some codes, in a statement that is kept.

    Each is a value of its own: of a list given whole, the text would be made anew every time.
    """
    return column.in_([literal(code) for code in sorted(codes)])
