"""`run`: the figures of one pack for one period as at one moment."""

from datetime import datetime

from outreach_app.statistics import behind, changes, cohort, disclosure, packs, registry, series
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Pack, fitting
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.work import Work


def run(work: Work, pack: str, period: Period, as_at: datetime) -> Figures:
    """Return the figures of a pack, protected where the pack leaves the project.

    Every period is computed afresh: there is no way to add two of them. Raises NoSuchPack,
    NotForThisPeriod, or ValueError for an `as_at` without a zone.
    """
    return of_pack(work, packs.load(pack), period, as_at)


def of_pack(work: Work, pack: Pack, period: Period, as_at: datetime) -> Figures:
    """Return the figures of a pack that was read from anywhere; see `run`."""
    period = fitting(pack, period)
    window = Window.of(period, as_at, work.zone)
    facts = Facts(work.session, window, work.lists)
    known = registry.known()
    chosen = [known[key] for key in pack.lines if known[key].answers(period)]
    figures = Figures(
        period=period,
        as_at=window.as_at,
        pack=pack.name,
        vocabulary_version=work.lists.version,
        lines={
            line.key: (line.exact if pack.protected else line.compute)(facts) for line in chosen
        },
        since_first=changes.since_first(work.session, window),
        series=series.twelve_months(work, pack, window, disclosure.THRESHOLD),
    )
    blocked = {
        line.key
        for line in chosen
        if pack.protected and behind.too_few(facts, line, disclosure.THRESHOLD)
    }
    return disclosure.protect(figures, pack, work.lists, frozenset(blocked))


def outcome_cohort(work: Work, year: Period, as_at: datetime) -> Value:
    """Return the outcome funnel of the incidents told in a year, exact, for inside."""
    return cohort.funnel(Facts(work.session, Window.of(year, as_at, work.zone), work.lists))
