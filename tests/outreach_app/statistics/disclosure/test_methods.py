"""Figures to the nearest 5 for one reader and exact for another: one ledger, one promise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from outreach_app import statistics
from outreach_app.statistics import arithmetic, auditor, ledger, packs, periods
from outreach_app.statistics.answer import of_pack
from outreach_app.statistics.disclosure import cells, releases
from outreach_app.statistics.disclosure.releases import Group, Release
from outreach_app.statistics.figures import HIDDEN, Figures
from outreach_app.statistics.methods import EXACT, METHODS, NEAREST, Method
from outreach_app.work import Work
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import book_of, work_of
from tests.outreach_app.statistics.disclosure import crowd, outsider
from tests.outreach_app.statistics.disclosure.test_gate import FINAL, look, named, truths

# A pack, a period, as first due or as known later, and how it is printed.
Asked = tuple[str, str, bool, Method]
MONTHS = ("2025-10", "2025-11", "2025-12")
SUCCESSIVE: tuple[Asked, ...] = (
    ("lottery", "2025-10", True, NEAREST),
    ("pcc", "2025-10", True, EXACT),
    ("police", "2025-10", True, EXACT),
    ("pcc", "2025-11", True, EXACT),
    ("lottery", "2025-11", True, NEAREST),
    ("lottery", "2025-12", True, EXACT),
    ("lottery", "2025-10", False, EXACT),
)
QUARTERS: tuple[Asked, ...] = (
    *SUCCESSIVE,
    ("lottery", "2025-Q4", False, EXACT),
    ("pcc", "2025-Q4", False, NEAREST),
    ("police", "2025-Q4", False, EXACT),
    ("health", "2025-Q4", False, EXACT),
    ("pcc", "2025-Q4", False, EXACT),
)


def by(pack: str, method: Method) -> packs.Pack:
    return replace(packs.load(pack), name=f"{pack}-{method}", method=method)


def given_out(work: Work, asked: Sequence[Asked]) -> list[Figures]:
    found = []
    for pack, name, first, method in asked:
        period = named(name)
        as_at = period.cut_off(work.zone) if first else FINAL
        figures = of_pack(work, by(pack, method), period, as_at)
        ledger.enter(work, figures)
        found.append(figures)
    return found


def passes_alone(printed: Sequence[Figures]) -> None:
    """See that the files say so by themselves."""
    files = [each.to_json()["protection"] for each in printed]
    heard: list[float] = []
    assert auditor.outside(auditor.read(files[-1], files[:-1]), heard.append).passed
    assert heard == sorted(heard)
    assert heard[0] == 0.0
    assert heard[-1] == 1.0


@pytest.mark.parametrize(
    ("people", "asked"),
    [
        (150, SUCCESSIVE),
        pytest.param(12, QUARTERS, marks=pytest.mark.slow),
        pytest.param(60, QUARTERS, marks=pytest.mark.slow),
        pytest.param(200, QUARTERS, marks=pytest.mark.slow),
    ],
)
def test_nothing_small_can_be_worked_out_from_prints_of_both_kinds(
    people: int, asked: Sequence[Asked]
) -> None:
    with book_of(crowd.book(people, seed=people)) as session:
        work = work_of(session, crowd.AREAS)
        printed = given_out(work, asked)
        look(work, printed)
        passes_alone(printed)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_of_any_project_and_any_turn_of_methods(seed: int) -> None:
    random = Random(seed)
    with book_of(crowd.book(random.choice((20, 45, 90, 250)), seed=100 + seed)) as session:
        work = work_of(session, crowd.AREAS)
        asked = [
            (random.choice(("lottery", "pcc", "police")), month, random.random() < 0.7, way)
            for month in MONTHS
            for way in random.sample(METHODS, 2)
        ][:5]
        printed = given_out(work, asked)
        look(work, printed)
        passes_alone(printed)


def test_the_same_of_the_sample() -> None:
    data = loading.sample()["data"]
    with book_of(data) as session:
        work = work_of(session, data["project"]["areas"])
        look(work, given_out(work, SUCCESSIVE))


def test_whoever_forgets_the_other_print_is_found_out() -> None:
    """Each is safe alone; one made in ignorance of the others need not be."""
    with book_of(crowd.book(200, seed=200)) as session:
        work = work_of(session, crowd.AREAS)
        printed = [
            of_pack(work, by(pack, EXACT), named(name), FINAL if not first else due(work, name))
            for pack, name, first, _ in (*SUCCESSIVE[1::2], QUARTERS[-1])
        ]
        assert outsider.believes(printed, truths(work, printed), work.lists).pinned


def due(work: Work, name: str) -> datetime:
    return named(name).cut_off(work.zone)


def test_how_few_people_a_quarter_has_beyond_a_month_is_not_the_difference_of_two_prints() -> None:
    data = crowd.book(90, seed=1)
    for number, need in enumerate(data["needs"]):
        if number % 8:
            need["identified_on"] = f"2025-10-{1 + number % 28:02d}"
            need["recorded_at"] = f"{need['identified_on']}T10:00:00+00:00"
    with book_of(data) as session:
        work = work_of(session, crowd.AREAS)
        printed = given_out(work, [("pcc", each, False, EXACT) for each in ("2025-10", "2025-Q4")])
        true = truths(work, printed)
        path = "N01_needs_identified/people"
        month, quarter = (true[each.period, each.as_at][path] for each in printed)
        assert 0 <= quarter - month < 5 <= month
        shown = [dict(outsider.flat(each.lines))[path] for each in printed]
        assert HIDDEN in shown
        assert month in shown or quarter in shown


def test_what_is_shown_is_the_true_figure() -> None:
    with book_of(crowd.book(80, seed=1)) as session:
        work = work_of(session, crowd.AREAS)
        asked = [(pack, "2025-10", True, EXACT) for pack in ("lottery", "pcc", "police")]
        printed = given_out(work, asked)
        true = truths(work, printed)
        shown = 0
        for figures in printed:
            for path, value in outsider.flat(figures.lines):
                count = true[figures.period, figures.as_at][path]
                if value != HIDDEN:
                    shown += 1
                    assert count >= 5
                    rounded = path in outsider.ALWAYS_ROUNDED
                    assert value == (arithmetic.nearest(count, 5) if rounded else count)
        assert shown > 15


def test_the_file_says_that_figures_are_exact_and_holds_plain_numbers() -> None:
    with book_of(crowd.book(100, seed=2)) as session:
        work = work_of(session, crowd.AREAS)
        rounded, exact = (
            figures.to_json()["protection"]
            for figures in given_out(
                work, [("lottery", "2025-10", True, NEAREST), ("pcc", "2025-10", True, EXACT)]
            )
        )
        assert "nearest 5" in rounded["method"]
        assert exact["method"] == "suppression, shown figures exact"
        first, own = (each["cells"] for each in exact["releases"])
        assert all(isinstance(each, int) or each == HIDDEN for each in own.values())
        assert any(isinstance(each, dict) for each in first.values())
        assert any(each > 5 for each in own.values() if isinstance(each, int))


def test_reports_of_a_period_never_disagree_whatever_their_method() -> None:
    with book_of(crowd.book(120, seed=4)) as session:
        work = work_of(session, crowd.AREAS)
        asked: list[Asked] = [
            ("pcc", "2025-10", True, NEAREST),
            ("lottery", "2025-10", True, EXACT),
            ("pcc", "2025-10", True, EXACT),
            ("lottery", "2025-10", True, NEAREST),
        ]
        near, exact, other, again = (dict(outsider.flat(f.lines)) for f in given_out(work, asked))
        common = exact.keys() & other.keys()
        assert common
        # Of two exact ones either both print a figure or neither does.
        assert all(exact[path] == other[path] for path in common)
        for rounded in (near, again):
            for path in rounded.keys() & (exact | other).keys():
                one = (exact | other)[path]
                if HIDDEN in (one, rounded[path]):
                    continue
                assert rounded[path] in (one, arithmetic.nearest(one, 5))


def test_the_same_numbers_by_another_method_are_entered_too() -> None:
    """Ten to the nearest 5 and ten counted look alike, and tell readers different things."""
    with book_of(crowd.book(40, seed=3)) as session:
        work = work_of(session, crowd.AREAS)
        (figures,) = given_out(work, [("lottery", "2025-10", True, NEAREST)])
        exact = replace(figures, method=EXACT, release={**(figures.release or {}), "after": 1})
        ledger.enter(work, exact)
        assert ledger.entries(work) == 2
        read = Figures.from_canonical(exact.canonical())
        assert read.method == EXACT
        assert read.sha256() == exact.sha256()


def test_the_narrower_print_is_what_readers_have() -> None:
    month = periods.month("2025-10")
    at = datetime(2025, 11, 7, tzinfo=UTC)
    group = Group(month, at, "2025-10", {"C01_contacts": 9})
    rounded, exact, withheld = (
        replace(group, printed={"C01_contacts": each}) for each in ((10, 5), 9, None)
    )
    every = (rounded, exact, withheld)
    for one in every:
        for other in every:
            both = one.with_more(other).printed["C01_contacts"]
            expected: releases.Print = (10, 5) if rounded in (one, other) else None
            assert both == (9 if exact in (one, other) else expected)


def test_the_ledger_keeps_the_method() -> None:
    for method in METHODS:
        release = Release("pack", (), method)
        assert Release.from_json(release.to_json()) == release
    assert "method" not in Release("pack", ()).to_json()


def test_lines_rounded_by_definition_stay_so() -> None:
    always = {key for key in statistics.registry.known() if cells.base_of(key, 12, EXACT) != 1}
    assert always == outsider.ALWAYS_ROUNDED
