"""When harm happened, with no more than is known: "November 2025", "week of Mon 17 November"."""

from datetime import date

from outreach_app.casework.incidents import first_day
from outreach_app.words import say
from ui import when


def occurred(day: date | None, precision: str) -> str:
    """Say a day to its precision (exchange format, 4.2); unknown is said too."""
    if day is None or precision == "unknown":
        return say("incident.when.not_known")
    first = first_day(day, precision)
    match precision:
        case "week":
            return say("incident.when.week_of", day=when.full_day(first))
        case "month":
            return when.month(first)
        case "year":
            return str(first.year)
        case _:
            return when.full_day(day)


def part_of_day(code: str | None) -> str:
    """Say the part of the day, "" when nobody said."""
    return say(f"incident.part_short.{code}") if code and code != "not_known" else ""
