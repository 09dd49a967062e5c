"""The three lists about neighbouring projects: which columns they have and what stands in them."""

from datetime import date, tzinfo
from typing import Any, Final

from outreach_app.neighbours.address_book import NeighbourRow
from outreach_app.neighbours.inbox import ReceivedRow
from outreach_app.neighbours.sent import SentRow
from outreach_app.words import say
from ui import neighbour_words, saying, when
from ui.widgets.rows_model import Column

SECTIONS: Final = ("projects", "received", "sent")
WIDTHS: Final = {
    "projects": (300, 270, 180, 220),
    "received": (170, 270, 260, 170),
    "sent": (150, 190, 240, 220, 180),
}


def columns(section: str, today: date, zone: tzinfo) -> tuple[Column[Any], ...]:
    """Return the columns of a list."""
    if section == "projects":
        return _projects(today, zone)
    return _received(today, zone) if section == "received" else _sent(today, zone)


def _title(name: str) -> str:
    return say(f"neighbours.column.{name}")


def _projects(today: date, zone: tzinfo) -> tuple[Column[Any], ...]:
    def state(row: NeighbourRow) -> str:
        return say(f"neighbours.card_state.{'checked' if row.usable else 'not_checked'}")

    def icon(row: NeighbourRow) -> tuple[str, str]:
        return ("agree", "ok") if row.usable else ("help", "caution")

    def checked(row: NeighbourRow) -> str:
        return when.near(row.checked_at, zone, today) if row.checked_at else ""

    def agreed(row: NeighbourRow) -> str:
        return say("neighbours.agreed") if row.agreed else ""

    return (
        Column(_title("project"), lambda row: row.name, strong=True),
        Column(_title("card"), state, icon=icon),
        Column(_title("checked"), checked),
        Column(_title("agreed"), agreed),
    )


def _received(today: date, zone: tzinfo) -> tuple[Column[Any], ...]:
    def came(row: ReceivedRow) -> str:
        return when.near(row.received_at, zone, today)

    return (
        Column(_title("came"), came, sort=lambda row: row.received_at),
        Column(_title("from"), lambda row: row.project, strong=True),
        Column(_title("kind"), lambda row: neighbour_words.kind(row.kind)),
        Column(_title("state"), neighbour_words.received_state),
    )


def _sent(today: date, zone: tzinfo) -> tuple[Column[Any], ...]:
    def made(row: SentRow) -> str:
        return when.near(row.made_at, zone, today)

    def about(row: SentRow) -> str:
        if row.person_id is None:
            return ""
        return saying.name(row.alias, row.code) if row.alias else say("neighbours.restricted")

    return (
        Column(_title("made"), made, sort=lambda row: row.made_at),
        Column(_title("about"), about, strong=True),
        Column(_title("to"), lambda row: row.project),
        Column(_title("kind"), lambda row: neighbour_words.kind(row.kind)),
        Column(_title("state"), neighbour_words.sent_state),
    )
