"""What the head of the page says of a report: its heading, its line, its state."""

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo

from outreach_app.reports import days
from outreach_app.reports.showing import Shown
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Period
from outreach_app.words import say
from ui import when


def readers(packs: Iterable[Pack]) -> Iterator[tuple[str, str, str]]:
    """Give the packs to choose from: code, words, and the line under the one chosen."""
    for pack in packs:
        line = pack.audience if pack.own else say(f"reports.audience.{pack.name}.line")
        yield pack.name, reader(pack), line


def reader(pack: Pack) -> str:
    """Return what a pack is called: by the project for one of its own."""
    return pack.label if pack.own else say(f"reports.audience.{pack.name}.name")


def heading(period: Period) -> str:
    """Return the heading of a kind of report: "Monthly report"."""
    return say(f"reports.heading.{period.kind}")


def line(shown: Shown, zone: tzinfo, today: date) -> str:
    """Say which period, when it was issued, and as at when its figures stand."""

    def day(number: int) -> str:
        return when.plain_day(when.local_day(shown.issues[number].issued_at, zone), today)

    words = {
        "period": days.period_name(shown.wanted.period),
        "moment": days.moment_text(shown.as_at, zone),
    }
    if not shown.issues:
        return say("reports.made", **words)
    words["first"] = day(0)
    if shown.issued is None:
        return say("reports.made_again", **words)
    at = shown.issues.index(shown.issued)
    return say(f"reports.made_{'revised' if at else 'issued'}", **words, day=day(at))


def chip(shown: Shown, pack: Pack) -> tuple[str, str]:
    """Return the state of a report and its words."""
    if not pack.protected:
        return "restricted", say("reports.chip.inside")
    if shown.issued is None:
        return "alert_draft", say("reports.chip.draft")
    if pack.once:
        return "report_first", say("reports.chip.once")
    if shown.issued.issue == 1:
        return "report_first", say("reports.chip.first")
    return "report_revised", say("reports.chip.revised", number=shown.issued.issue - 1)
