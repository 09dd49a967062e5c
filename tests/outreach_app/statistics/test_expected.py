"""Every figure of the sample file, first release and final, months, quarter and cohort."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from outreach_app.statistics import cohort, periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from tests.outreach_app.statistics import loading

Every = dict[tuple[str, str], dict[str, Value]]
SAMPLE = loading.sample()
PERIODS = {
    "2025-10": periods.month("2025-10"),
    "2025-11": periods.month("2025-11"),
    "2025-12": periods.month("2025-12"),
    "quarter": periods.quarter("2025-Q4"),
}
LISTS = loading.lists_of(SAMPLE["data"]["project"]["areas"])
CASES = [
    (name, release, key)
    for name in PERIODS
    for release in ("first", "final")
    for key in SAMPLE["expected"][name][release]
]


def moment(name: str, release: str) -> datetime:
    cut_off = "final" if release == "final" else "2025-12" if name == "quarter" else name
    return datetime.fromisoformat(SAMPLE["meta"]["cutoffs"][cut_off])


def facts(book: Session, name: str, release: str) -> Facts:
    window = Window.of(PERIODS[name], moment(name, release), loading.LONDON)
    return Facts(book, window, LISTS)


@pytest.fixture(scope="module")
def every(book: Session) -> Every:
    return {
        (name, release): {
            key: line.compute(found)
            for found in [facts(book, name, release)]
            for key, line in registry.known().items()
            if line.answers(found.period)
        }
        for name in PERIODS
        for release in ("first", "final")
    }


@pytest.mark.parametrize(("name", "release", "key"), CASES)
def test_a_figure_is_what_the_sample_says(every: Every, name: str, release: str, key: str) -> None:
    assert every[name, release][key] == SAMPLE["expected"][name][release][key]


@pytest.mark.parametrize("name", PERIODS)
def test_no_line_of_the_sample_is_missing_and_none_is_added(every: Every, name: str) -> None:
    known = {key for key in every[name, "first"] if not registry.known()[key].further}
    assert known == SAMPLE["expected"][name]["first"].keys()


@pytest.mark.parametrize("cut_off", SAMPLE["meta"]["cutoffs"])
def test_the_cohort_is_what_the_sample_says(book: Session, cut_off: str) -> None:
    as_at = datetime.fromisoformat(SAMPLE["meta"]["cutoffs"][cut_off])
    window = Window.of(periods.year("2023"), as_at, loading.LONDON)
    found = cohort.funnel(Facts(book, window, LISTS))
    assert found == SAMPLE["expected"]["cohort_2023"][cut_off]


def test_what_changed_between_first_and_final_is_what_the_sample_says(every: Every) -> None:
    changed = {
        (name, key)
        for name in PERIODS
        for key, value in every[name, "first"].items()
        if value != every[name, "final"][key] and not registry.known()[key].further
    }
    assert changed == {(each["period"], each["line"]) for each in SAMPLE["expected"]["revisions"]}


@pytest.mark.parametrize("name", ["2025-10", "2025-11", "2025-12"])
def test_the_usual_cut_off_is_the_end_of_the_seventh_day(name: str) -> None:
    expected = datetime.fromisoformat(SAMPLE["meta"]["cutoffs"][name])
    assert PERIODS[name].cut_off(loading.LONDON) == expected
