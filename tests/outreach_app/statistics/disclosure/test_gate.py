"""Everything a project ever gives out, put before somebody who keeps it all and can subtract."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from outreach_app import statistics
from outreach_app.statistics import arithmetic, auditor, ledger, packs, periods
from outreach_app.statistics.answer import of_pack
from outreach_app.statistics.disclosure import cells
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import HIDDEN, Figures
from outreach_app.statistics.periods import Period
from outreach_app.statistics.window import Window
from outreach_app.work import Work
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import book_of, work_of
from tests.outreach_app.statistics.disclosure import crowd, outsider

FINAL = datetime.fromisoformat("2026-01-31T23:59:59Z")
# A pack, a period, and whether it is asked for as first due, as known later, or as at a moment.
Asked = tuple[str, str, bool | str]
MONTHS_THEN_QUARTER: tuple[Asked, ...] = (
    ("lottery", "2025-10", True),
    ("pcc", "2025-10", True),
    ("police", "2025-10", True),
    ("lottery", "2025-11", True),
    ("police", "2025-11", True),
    ("lottery", "2025-12", True),
    ("lottery", "2025-10", False),
    ("lottery", "2025-Q4", False),
    ("pcc", "2025-Q4", False),
    ("police", "2025-Q4", False),
)
DUE = "2026-01-07T23:59:59Z"
# First as known now, then all as at the day the quarter was due: two moments over the same days.
BACK_IN_TIME: tuple[Asked, ...] = (
    ("lottery", "2025-10", False),
    ("lottery", "2025-11", False),
    ("lottery", "2025-12", False),
    ("lottery", "2025-10", DUE),
    ("lottery", "2025-12", DUE),
    ("lottery", "2025-Q4", DUE),
)
QUARTER_THEN_MONTHS: tuple[Asked, ...] = (
    ("pcc", "2025-Q4", False),
    ("lottery", "2025-10", False),
    ("lottery", "2025-11", False),
    ("public", "2025", False),
)


def named(name: str) -> Period:
    if "Q" in name:
        return periods.quarter(name)
    return periods.month(name) if "-" in name else periods.year(name)


def given_out(work: Work, asked: Sequence[Asked]) -> list[Figures]:
    found = []
    for pack, name, first in asked:
        period = named(name)
        as_at = period.cut_off(work.zone) if first is True else FINAL
        if isinstance(first, str):
            as_at = datetime.fromisoformat(first)
        figures = statistics.run(work, pack, period, as_at)
        ledger.enter(work, figures)
        found.append(figures)
    return found


def truths(work: Work, printed: Sequence[Figures]) -> dict[Any, dict[str, int]]:
    found: dict[Any, dict[str, int]] = {}
    for figures in printed:
        known = statistics.registry.known()
        facts = Facts(work.session, Window.of(figures.period, figures.as_at, work.zone), work.lists)
        lines = {key: known[key].exact(facts) for key in figures.lines}
        exact = cells.counts(cells.complete(lines, work.lists))
        found.setdefault((figures.period, figures.as_at), {}).update(exact)
    return found


def look(work: Work, printed: Sequence[Figures]) -> None:
    verdict = outsider.believes(printed, truths(work, printed), work.lists)
    assert verdict.possible
    assert verdict.pinned == ()


SHORT = (*MONTHS_THEN_QUARTER[:2], *MONTHS_THEN_QUARTER[3:4], *MONTHS_THEN_QUARTER[5:8])


@pytest.mark.parametrize(
    ("people", "asked"),
    [
        (200, SHORT),
        (30, QUARTER_THEN_MONTHS),
        (150, BACK_IN_TIME),
        pytest.param(12, MONTHS_THEN_QUARTER, marks=pytest.mark.slow),
        pytest.param(60, MONTHS_THEN_QUARTER, marks=pytest.mark.slow),
        pytest.param(200, MONTHS_THEN_QUARTER, marks=pytest.mark.slow),
    ],
)
def test_nothing_small_can_be_worked_out_from_all_that_was_given_out(
    people: int, asked: Sequence[Asked]
) -> None:
    with book_of(crowd.book(people, seed=people)) as session:
        work = work_of(session, crowd.AREAS)
        look(work, given_out(work, asked))


def test_the_same_of_the_sample() -> None:
    data = loading.sample()["data"]
    with book_of(data) as session:
        work = work_of(session, data["project"]["areas"])
        look(work, given_out(work, SHORT))


def test_whoever_forgets_what_was_given_out_is_found_out() -> None:
    with book_of(crowd.book(200, seed=200)) as session:
        work = work_of(session, crowd.AREAS)
        printed = [
            statistics.run(
                work, pack, named(name), named(name).cut_off(work.zone) if first else FINAL
            )
            for pack, name, first in MONTHS_THEN_QUARTER
        ]
        assert outsider.believes(printed, truths(work, printed), work.lists).pinned


def test_what_is_printed_is_the_true_figure_to_the_nearest_five() -> None:
    with book_of(crowd.book(80, seed=1)) as session:
        work = work_of(session, crowd.AREAS)
        printed = given_out(work, MONTHS_THEN_QUARTER[:3])
        true = truths(work, printed)
        shown = 0
        for figures in printed:
            for path, value in outsider.flat(figures.lines):
                count = true[figures.period, figures.as_at][path]
                if value == HIDDEN:
                    continue
                shown += 1
                assert count >= 5
                exact = path in cells.HEADLINES and count >= 10
                assert value == (count if exact else arithmetic.nearest(count, 5))
        assert shown > 20


def test_the_file_alone_passes_the_audit_and_names_no_small_figure() -> None:
    with book_of(crowd.book(60, seed=2)) as session:
        work = work_of(session, crowd.AREAS)
        for figures in given_out(work, MONTHS_THEN_QUARTER[:4]):
            raw = figures.to_json()["protection"]
            assert "protect" not in raw
            assert raw["audit"]["passed"] is True
            verdict = auditor.audit(auditor.read(raw))
            assert verdict.possible
            assert raw["mark"] == HIDDEN
            printed = raw["releases"][-1]["cells"]
            name = figures.release["groups"][0]["name"] if figures.release else ""
            for path, value in outsider.flat(figures.lines):
                if value != HIDDEN:
                    cell = printed[f"{name}|{path}"]
                    assert (cell["rounded"] if isinstance(cell, dict) else cell) == value


def test_the_same_report_again_is_the_same_and_needs_no_second_entry() -> None:
    with book_of(crowd.book(40, seed=3)) as session:
        work = work_of(session, crowd.AREAS)
        first, second = given_out(work, [("lottery", "2025-10", True)] * 2)
        assert first.canonical() == second.canonical()
        assert ledger.entries(work) == 1


def test_two_packs_of_a_period_say_the_same_of_what_both_print() -> None:
    with book_of(crowd.book(100, seed=4)) as session:
        work = work_of(session, crowd.AREAS)
        one, other = given_out(work, MONTHS_THEN_QUARTER[:2])
        first, second = dict(outsider.flat(one.lines)), dict(outsider.flat(other.lines))
        common = first.keys() & second.keys()
        both = [path for path in common if HIDDEN not in (first[path], second[path])]
        assert both
        assert all(first[path] == second[path] for path in both)


def test_a_report_made_before_another_left_must_be_made_again() -> None:
    with book_of(crowd.book(40, seed=5)) as session:
        work = work_of(session, crowd.AREAS)
        waiting = statistics.run(
            work, "pcc", periods.month("2025-10"), periods.month("2025-10").cut_off(work.zone)
        )
        given_out(work, [("lottery", "2025-10", True)])
        with pytest.raises(ledger.Overtaken):
            ledger.enter(work, waiting)
        assert ledger.entries(work) == 1


def test_fourteen_incidents_of_one_person_are_withheld() -> None:
    data = crowd.book(40, seed=6)
    for incident in data["incidents"]:
        incident["person_id"] = "P1"
    with book_of(data) as session:
        work = work_of(session, crowd.AREAS)
        (figures,) = given_out(work, [("lottery", "2025-Q4", False)])
        assert figures.lines["I01_incidents"] == HIDDEN
        assert {
            value for _, value in outsider.flat({"I03_by_group": figures.lines["I03_by_group"]})
        } == {HIDDEN}


def test_the_inside_is_untouched_and_leaves_no_entry() -> None:
    with book_of(crowd.book(20, seed=7)) as session:
        work = work_of(session, crowd.AREAS)
        figures = of_pack(work, packs.load("internal"), periods.month("2025-10"), FINAL)
        assert figures.protection is None
        ledger.enter(work, figures)
        assert ledger.entries(work) == 0
