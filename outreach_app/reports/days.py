"""Days and periods as printed: "1 to 30 September 2025", "31 October 2025, 23:59"."""

from datetime import date, datetime, tzinfo

from outreach_app.casework import wall_clock
from outreach_app.statistics.periods import Period
from outreach_app.words import lookup, say


def month(day: date, *, short: bool = False) -> str:
    """Return the name of the month of `day`."""
    return str(lookup("when.months_short" if short else "when.months")[day.month - 1])


def day_text(day: date) -> str:
    """Write a day: "8 October 2025"."""
    return f"{day.day} {month(day)} {day.year}"


def moment_text(moment: datetime, zone: tzinfo) -> str:
    """Write a moment in local time: "31 October 2025, 23:59".

    In the hour that comes twice in October, which of the two: "26 October 2025, 01:30 (second)".
    """
    local = moment.astimezone(zone)
    time, which = f"{local:%H:%M}", wall_clock.which_of_two(moment, zone)
    words = say(f"when.twice.{which}", time=time) if which else time
    return f"{day_text(local.date())}, {words}"


def period_text(period: Period) -> str:
    """Write both ends of a period, never a name that could be read otherwise."""
    first, last = period.first, period.last
    if (first.year, first.month) == (last.year, last.month):
        begin = str(first.day)
    elif first.year == last.year:
        begin = f"{first.day} {month(first)}"
    else:
        begin = day_text(first)
    return say("report.compose.period", first=begin, last=day_text(last))


def period_name(period: Period) -> str:
    """Write the short name: "September 2025", "July to September 2025", "2025"."""
    first, last = period.first, period.last
    match period.kind:
        case "month":
            return f"{month(first)} {first.year}"
        case "quarter":
            return say(
                "report.compose.months", first=month(first), last=f"{month(last)} {last.year}"
            )
        case "year" if first.month == 1:
            return str(first.year)
        case "year":
            return say(
                "report.compose.months",
                first=f"{month(first)} {first.year}",
                last=f"{month(last)} {last.year}",
            )
        case _:
            return period_text(period).split(",", 1)[0]


def period_note(period: Period) -> str:
    """Write the name as it stands beside a heading, where the year stands above already."""
    match period.kind:
        case "month":
            return month(period.first)
        case "quarter":
            ends = (month(each, short=True) for each in (period.first, period.last))
            return say("report.compose.months", **dict(zip(("first", "last"), ends, strict=True)))
        case _:
            return period_name(period)


def period_column(period: Period) -> str:
    """Write the name as the head of a narrow column."""
    if period.kind == "month":
        return month(period.first)
    year = str(period.first.year)
    if period.last.year != period.first.year:
        year = f"{year}/{period.last.year % 100:02}"
    return say(f"report.compose.column.{period.kind}", year=year)
