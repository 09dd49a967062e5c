"""The columns of the stock and of what was written last."""

from collections.abc import Callable, Sequence
from datetime import date, tzinfo
from typing import Any, Final

from outreach_app.casework.stock import RETURNS, MoveRow, StockRow
from outreach_app.casework.stock_page import StockView
from outreach_app.words import say
from ui import when
from ui.widgets.rows_model import Column

WIDTHS: Final = (280, 110, 190, 100, 250)
LATEST_WIDTHS: Final = (160, 250, 100, 180, 180, 210)

Known = Callable[[], StockView | None]


def title(name: str) -> str:
    """Return the title of a column."""
    return say(f"stock.column.{name}")


def held(known: Known) -> Sequence[Column[StockRow]]:
    """Return the columns of what lies where."""

    def item(row: StockRow) -> str:
        view = known()
        return view.lists["supply_item"].label(row.item) if view else row.item

    def place(row: StockRow) -> str:
        view = known()
        return view.place(row.place) if view else row.place

    return (
        Column(title("item"), item, strong=True),
        Column(title("number"), lambda r: str(r.quantity), sort=lambda r: r.quantity, right=True),
        Column(title("place"), place),
        Column(
            title("low_at"),
            lambda r: "" if r.low_at is None else str(r.low_at),
            sort=lambda r: -1 if r.low_at is None else r.low_at,
            right=True,
        ),
        Column(title("state"), state, icon=_state_icon),
    )


def state(row: StockRow) -> str:
    """Say what is to be done about a row, or nothing."""
    if row.quantity < 0:
        return say("stock.state.below")
    return say("stock.state.low") if row.low else ""


def _state_icon(row: StockRow) -> tuple[str, str] | None:
    if row.quantity < 0:
        return "help", "caution"
    return ("supplies", "caution") if row.low else None


def latest(
    known: Known, zone: Callable[[], tzinfo], today: Callable[[], date]
) -> Sequence[Column[MoveRow]]:
    """Return the columns of what was written last."""

    def item(row: MoveRow) -> str:
        view = known()
        if row.item == RETURNS:
            return say("stock.returns.item")
        return view.lists["supply_item"].label(row.item) if view else row.item

    def place(row: MoveRow) -> str:
        view = known()
        return view.place(row.place) if view else row.place

    def at(row: MoveRow) -> str:
        return when.near(row.at, zone(), today())

    def moment(row: MoveRow) -> Any:
        return row.at

    return (
        Column(title("at"), at, sort=moment),
        Column(title("item"), item, strong=True),
        Column(
            title("change"), lambda row: f"{row.quantity:+d}".replace("-", "\u2212"), right=True
        ),
        Column(title("place"), place),
        Column(title("kind"), lambda row: say(f"stock.kind.{row.kind}")),
        Column(title("note"), lambda row: row.note or ""),
    )
