"""How the figures were made, for whoever reads them without having seen the program."""

from collections.abc import Iterator

from outreach_app.reports import days
from outreach_app.reports.beside import Beside
from outreach_app.reports.document import Definition, Definitions, Heading
from outreach_app.statistics.figures import HIDDEN, Figures
from outreach_app.statistics.methods import EXACT
from outreach_app.statistics.packs import Pack
from outreach_app.words import say


def section(figures: Figures, pack: Pack, beside: Beside) -> Definitions:
    """Return the last section of a report; every count in it was protected with the others."""
    return Definitions(Heading(say("report.method.title")), tuple(_entries(figures, pack, beside)))


def _entries(figures: Figures, pack: Pack, beside: Beside) -> Iterator[Definition]:
    yield _entry("counted")
    yield Definition(say("report.method.late.term"), _late(figures))
    yield _entry("once")
    rule = "hidden" if pack.protected else "exact"
    yield _entry(rule)
    if pack.protected and figures.method == EXACT:
        yield _entry("shown_exact")
    if beside.earlier:
        names = " · ".join(days.period_name(each.period) for each in beside.earlier)
        key = "report.method.before.printed" if pack.protected else "report.method.before.exact"
        yield Definition(say("report.method.before.term"), say(key, periods=names))
    if beside.first_year:
        yield Definition(say("report.method.first_year.term"), say("trends.first_year"))
    version = say("report.method.lists.text", version=figures.vocabulary_version)
    yield Definition(say("report.method.lists.term"), version)
    yield _entry("not_said")


def _entry(name: str) -> Definition:
    return Definition(say(f"report.method.{name}.term"), say(f"report.method.{name}.text"))


def _late(figures: Figures) -> str:
    since = figures.since_first
    counts = (since.late, since.voided, since.merged)
    if HIDDEN in counts:
        return say("report.compose.since_withheld")
    if not any(counts):
        return say("report.compose.since_none")
    return say("report.compose.since", late=since.late, voided=since.voided, merged=since.merged)
