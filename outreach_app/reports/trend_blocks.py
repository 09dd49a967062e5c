"""Shares over time as blocks of a report: a table with both counts, and local events beside it."""

from collections.abc import Iterator

from outreach_app.casework.outside_figures import OutsideRow
from outreach_app.reports import days
from outreach_app.reports.document import Column, Heading, Paragraphs, Table
from outreach_app.statistics.trends import Mark, Trend
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say

_SHARES = ("reporting", "identity", "consent")


def blocks(trend: Trend, lists: Vocabulary) -> Iterator[Table | Paragraphs]:
    """Give the table of shares, and what happened around the project in the same months."""
    titles = tuple(Column(say(f"trends.share.{name}")) for name in _SHARES)
    rows = tuple(
        (days.period_name(point.period), point.reporting, point.identity, point.consent)
        for point in trend.points
    )
    notes = [say(f"trends.{trend.basis}")]
    if trend.small:
        notes.append(say("trends.small_base"))
    heading = Heading(say("report.compose.trend.title"), note=say("report.compose.trend.note"))
    yield Table(heading, (Column("", figures=False), *titles), rows, notes=tuple(notes))
    if trend.marks:
        events = tuple(event(mark, lists) for mark in trend.marks)
        title = Heading(say("report.compose.trend.events"))
        yield Paragraphs((*events, say("trends.no_cause")), title)
    if trend.outside:
        quoted = tuple(outside(row) for row in trend.outside)
        yield Paragraphs(
            (*quoted, say("trends.outside.note")), Heading(say("trends.outside.title"))
        )


def outside(row: OutsideRow) -> str:
    """Quote a figure of somebody else, with its year and source."""
    return say(
        "trends.outside.row", value=row.value, what=row.what, year=row.year, source=row.source
    )


def event(mark: Mark, lists: Vocabulary) -> str:
    """Say one local event: its days, its kind, its area."""
    day = days.day_text(mark.on_day)
    if mark.until is not None and mark.until != mark.on_day:
        day = say("report.compose.months", first=day, last=days.day_text(mark.until))
    area = lists["area"].label(mark.area) if mark.area else ""
    return say(
        "report.compose.trend.event",
        day=day,
        kind=lists["enforcement_event"].label(mark.kind),
        area=say("report.compose.trend.event_area", area=area) if area else "",
    )
