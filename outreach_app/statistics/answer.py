"""`run`: the figures of one pack for one period as at one moment."""

from datetime import datetime

from outreach_app.statistics import (
    changes,
    cohort,
    disclosure,
    frozen,
    known_packs,
    packs,
    readers,
    registry,
    series,
)
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Pack, fitting
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Line, Value
from outreach_app.statistics.steps import Progress, Steps
from outreach_app.statistics.window import Window
from outreach_app.work import Work


def run(
    work: Work, pack: str, period: Period, as_at: datetime, progress: Progress | None = None
) -> Figures:
    """Return the figures of a pack, protected where the pack leaves the project.

    Every period is computed afresh: there is no way to add two of them. Raises NoSuchPack,
    NotForThisPeriod, or ValueError for an `as_at` without a zone, and Cancelled where `progress`
    answers that it is not wanted any more.
    """
    return of_pack(work, known_packs.of(work, pack), period, as_at, progress)


def of_pack(
    work: Work, pack: Pack, period: Period, as_at: datetime, progress: Progress | None = None
) -> Figures:
    """Return the figures of a pack that was read from anywhere; see `run`."""
    steps = Steps(progress)
    steps.begin("counting")
    period = fitting(pack, period)
    window = Window.of(period, as_at, work.zone)
    facts = Facts(work.session, window, work.lists)
    months = series.months(work, pack, window)
    known = registry.known()
    printed = packs.lines_for(pack, period.kind)
    chosen = [known[key] for key in printed if known[key].answers(period)]
    figures = Figures(
        period=period,
        as_at=window.as_at,
        pack=pack.name,
        vocabulary_version=work.lists.version,
        lines=_lines(work, chosen, facts, exact=pack.protected),
        since_first=changes.since_first(work.session, window),
        series=series.of(pack, months),
    )
    found = disclosure.protected(work, figures, pack, (facts, *months), steps)
    steps.begin("done")
    return found


def _lines(work: Work, chosen: list[Line], facts: Facts, *, exact: bool) -> dict[str, Value]:
    """Return the figures of lines; of a frozen month those that were kept, not counted again."""
    kept = frozen.at_moment(work.session, facts.period, facts.window.as_at)
    return {
        line.key: (
            kept.value(line, exact=exact)
            if kept is not None and kept.has(line)
            else (line.exact if exact else line.compute)(facts)
        )
        for line in chosen
    }


def outcome_cohort(work: Work, year: Period, as_at: datetime) -> Value:
    """Return the outcome funnel of the incidents told in a year, exact. Raises NotAllowed."""
    readers.insist_on_exact(work)
    return cohort.funnel(Facts(work.session, Window.of(year, as_at, work.zone), work.lists))
