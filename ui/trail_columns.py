"""The columns of the trail: when, who, what, and the record by the name it has now."""

from datetime import date, tzinfo

from outreach_app.casework.trail import Look
from outreach_app.words import known, say
from ui import saying, when
from ui.widgets.rows_model import Column


def looks(today: date, zone: tzinfo, *, who: bool = True) -> tuple[Column[Look], ...]:
    """Return the columns of the trail; `who` is left out where it is all one colleague's."""

    def title(name: str) -> str:
        return say(f"safekeeping.looked.{name}")

    columns: tuple[Column[Look], ...] = (
        Column(title("when"), lambda row: when.near(row.at, zone, today), sort=lambda row: row.at),
        Column(title("who"), lambda row: row.who),
        Column(title("what"), what_words),
        Column(
            title("record"),
            lambda row: saying.name(row.record, row.code) if row.code else row.record,
            icon=lambda row: ("lock", "private") if row.restricted else None,
            tone=lambda row: "private" if row.restricted else None,
        ),
    )
    return columns if who else (columns[0], *columns[2:])


def what_words(row: Look) -> str:
    """Say what was done."""
    key = f"safekeeping.action.{row.action}"
    return say(key) if known(key) else row.action.replace("_", " ").capitalize()
