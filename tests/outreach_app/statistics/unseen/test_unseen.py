"""Files nobody has seen, imported as anybody would, and every line counted a second time."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.importing import take_in
from outreach_app.statistics import answer, cohort, periods
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.work import Work
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.unseen import harm, people, support
from tests.outreach_app.statistics.unseen.drawing import Draws
from tests.outreach_app.statistics.unseen.inventing import invented
from tests.outreach_app.statistics.unseen.rows import Row, Rows

# Seed and people: sizes, zones and days are combined otherwise in every file; one has no rows.
FILES = [(seed, (6, 14, 2)[seed % 3]) for seed in range(8)] + [(8, 0)]
# What stands in a table of the internal report beside the exact figures, shortened.
SHORTENED = {"PV02_police_table", "PV04_hate_sex_worker", "R05_sum_of_monthly_unique_DO_NOT_USE"}


def counted(data: Row, period: Period, as_at: datetime) -> Row:
    rows = Rows(data, period.first, period.last, as_at)
    return {**people.lines(rows), **harm.lines(rows), **support.lines(rows)}


def told(lines: dict[str, Value]) -> Row:
    """Return the lines of an internal report with the exact demographics alone."""
    found: Row = {key: value for key, value in lines.items() if key not in SHORTENED}
    if "R06_demographics" in found:
        shown = found["R06_demographics"]
        found["R06_demographics"] = {name: both["exact"] for name, both in shown.items()}
    return found


def spans(hub: date, draws: Draws) -> Iterator[Period]:
    yield periods.month_of(hub)
    yield periods.month_of(hub.replace(day=1) - timedelta(days=1))
    yield periods.quarter(f"{hub.year}-Q{(hub.month + 2) // 3}")
    yield periods.grant_year(hub.year - (hub.month < 4), 4)
    first, last = sorted((draws.day(), draws.day()))
    yield periods.span(str(first), str(last))
    yield periods.month("1900-02")
    yield periods.month("2100-12")


def funnel(work: Work, period: Period, as_at: datetime) -> Value:
    return cohort.funnel(Facts(work.session, Window.of(period, as_at, work.zone), work.lists))


@pytest.mark.parametrize(("seed", "size"), FILES)
def test_every_line_of_a_file_nobody_has_seen(
    desk: Desk, clock: SetClock, seed: int, size: int
) -> None:
    draws = Draws(seed)
    data = invented(draws, size)
    clock.moment = draws.now
    file = json.dumps(data).encode()
    desk.do(take_in, read_and_check(file, desk.vocabulary(), draws.now))
    for period in spans(draws.hub, draws):
        for as_at in (draws.now, draws.random.choice(draws.used or [draws.now])):
            figures: Figures = desk.ask(answer.run, "internal", period, as_at)
            expected = counted(data, period, as_at)
            if "R06_demographics" not in figures.lines:
                del expected["R06_demographics"]
            assert told(figures.to_json()["lines"]) == expected, (period.name, as_at)
            rows = Rows(data, period.first, period.last, as_at)
            assert desk.ask(funnel, period, as_at) == harm.cohort(rows)


def test_the_second_count_is_the_sample_s_own() -> None:
    """What counts a second time must itself come to the figures that were given."""
    sample = loading.sample()
    cutoffs = sample["meta"]["cutoffs"]
    for name in ("2025-10", "2025-11", "2025-12"):
        for release, cutoff in (("first", cutoffs[name]), ("final", cutoffs["final"])):
            as_at = datetime.fromisoformat(cutoff)
            found = counted(sample["data"], periods.month(name), as_at)
            del found["R06_demographics"]
            given = sample["expected"][name][release]
            assert found == {key: value for key, value in given.items() if key not in SHORTENED}
