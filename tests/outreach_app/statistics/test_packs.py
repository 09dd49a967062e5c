"""Packs hold lines their reader may see; figures say the same thing in the same bytes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event

from outreach_app import statistics, words
from outreach_app.statistics import arithmetic, packs, periods, registry, relations
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import NoSuchPack, NotForThisPeriod
from outreach_app.work import Work

FIRST = datetime(2025, 11, 7, 23, 59, 59, tzinfo=UTC)
FINAL = datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC)
OCTOBER = periods.month("2025-10")


@pytest.mark.parametrize("name", packs.SHIPPED)
def test_a_pack_holds_only_lines_for_its_reader(name: str) -> None:
    pack = packs.load(name)
    assert {
        key for key in pack.lines if pack.letter not in registry.known()[key].audiences
    } == set()
    assert set(pack.series) <= set(pack.lines)


@pytest.mark.parametrize("name", packs.SHIPPED)
def test_every_figure_a_pack_prints_is_there(work: Work, name: str) -> None:
    pack = packs.load(name)
    for period in (OCTOBER, periods.quarter("2025-Q4"), periods.year("2025")):
        if period.kind not in pack.kinds:
            continue
        figures = statistics.run(work, name, period, FINAL)
        wanted = [tile.cell for tile in pack.tiles]
        for section in pack.sections:
            if period.kind in section.kinds:
                wanted += [section.table or section.rows[0], section.total or pack.lines[0]]
        missing = [cell for cell in wanted if not _there(figures, cell)]
        assert missing == []


def _there(figures: Figures, cell: str) -> bool:
    return (
        cell.split("/", maxsplit=1)[0] in figures.lines
        and relations.at(figures.lines, cell) is not None
    )


def test_only_the_internal_pack_is_exact() -> None:
    assert [name for name in packs.SHIPPED if not packs.load(name).protected] == ["internal"]
    assert set(packs.load("internal").lines) == set(registry.known())


def test_nothing_of_officials_safeguarding_or_sessions_goes_to_police() -> None:
    assert all(key.startswith("PV") for key in packs.load("police").lines)
    assert packs.load("police").once


@pytest.mark.parametrize("name", ["", "Lottery", "../internal"])
def test_an_unknown_pack_is_told_so(name: str) -> None:
    with pytest.raises(NoSuchPack):
        packs.load(name)


@pytest.mark.parametrize("key", registry.known())
def test_every_line_has_its_words(key: str) -> None:
    assert words.say(f"lines.{key}.label")
    assert words.say(f"lines.{key}.definition").endswith(".")
    assert words.lookup(f"lines.units.{registry.known()[key].unit}")


def test_the_json_has_the_shape_outside_checks_rely_on(work: Work, sample: dict[str, Any]) -> None:
    figures = statistics.run(work, "internal", OCTOBER, FIRST)
    found = json.loads(json.dumps(figures.to_json()))
    assert list(found) == ["period", "as_at", "pack", "vocabulary_version", "lines"]
    assert found["period"] == {"from": "2025-10-01", "to": "2025-10-31"}
    assert found["as_at"] == "2025-11-07T23:59:59Z"
    assert found["lines"] == sample["expected"]["2025-10"]["first"]


def test_the_same_figures_are_the_same_bytes_and_others_are_not(work: Work) -> None:
    once = statistics.run(work, "lottery", OCTOBER, FIRST)
    again = statistics.run(work, "lottery", OCTOBER, FIRST)
    assert once.canonical() == again.canonical()
    assert once.fingerprint() != statistics.run(work, "lottery", OCTOBER, FINAL).fingerprint()
    assert [len(part) for part in once.fingerprint().split(" ")] == [4, 4, 4, 4]
    assert Figures.from_canonical(once.canonical()) == once


def test_two_packs_of_one_period_never_disagree(work: Work) -> None:
    inside: Any = statistics.run(work, "internal", OCTOBER, FINAL)
    for name in ("lottery", "pcc", "health"):
        for key, value in statistics.run(work, name, OCTOBER, FINAL).lines.items():
            if isinstance(value, int):
                assert value in (inside.lines[key], arithmetic.nearest(inside.lines[key], 5))


def test_what_came_after_the_first_figures_is_counted(work: Work) -> None:
    since = statistics.run(work, "internal", OCTOBER, FINAL).since_first
    assert (since.late, since.voided, since.merged) == (3, 1, 2)
    since = statistics.run(work, "internal", OCTOBER, FIRST).since_first
    assert (since.late, since.voided, since.merged) == (0, 0, 0)


def test_a_chart_shows_each_month_as_it_was_first_counted(
    work: Work, sample: dict[str, Any]
) -> None:
    series = statistics.run(work, "internal", periods.month("2025-12"), FINAL).series
    first = [sample["expected"][month]["first"] for month in ("2025-10", "2025-11", "2025-12")]
    for each in series:
        assert [month.name for month in each.months[-3:]] == ["2025-10", "2025-11", "2025-12"]
        assert list(each.values[-3:]) == [figures[each.key] for figures in first]
        assert len(each.values) == 12


def test_people_of_two_periods_cannot_be_added(work: Work) -> None:
    figures = statistics.run(work, "internal", OCTOBER, FINAL)
    with pytest.raises(TypeError):
        figures + figures  # type: ignore[operator]


def test_an_as_at_without_a_zone_is_never_guessed(work: Work) -> None:
    with pytest.raises(ValueError, match="zone"):
        statistics.run(work, "internal", OCTOBER, datetime(2025, 11, 7))  # noqa: DTZ001 - the case


@pytest.fixture
def asked(work: Work) -> Iterator[list[str]]:
    """Every statement the figures send to the file."""
    sent: list[str] = []

    def listen(*each: Any) -> None:
        sent.append(each[2] + " ")

    event.listen(work.session.get_bind(), "before_cursor_execute", listen)
    yield sent
    event.remove(work.session.get_bind(), "before_cursor_execute", listen)


def test_a_line_that_needs_contacts_reads_only_contacts(work: Work, asked: list[str]) -> None:
    pack = packs.read(
        {
            "name": "own",
            "letter": "I",
            "audience": "x",
            "protected": False,
            "revised": False,
            "once": False,
            "signatures": False,
            "lines": ["C01_contacts"],
            "titles": dict.fromkeys(("month", "quarter", "year", "span"), "x"),
        }
    )
    statistics.of_pack(work, pack, OCTOBER, FIRST)
    counting = [each for each in asked if "month_closings" not in each]
    read = " ".join(counting)
    assert len(counting) == 1
    for word in ("alias", ".note ", "place_exact", "plate_said", "incidents"):
        assert word not in read


def test_no_line_reads_a_name_a_note_or_a_place(work: Work, asked: list[str]) -> None:
    statistics.run(work, "internal", periods.quarter("2025-Q4"), FINAL)
    read = " ".join(asked)
    for word in (".alias", ".note ", "place_exact", "phone", "account", ".code", "source_id"):
        assert word not in read
    assert len(asked) < 110


def test_a_grant_year_is_a_year_for_one_pack_and_days_for_another() -> None:
    year = periods.grant_year(2025, 4)
    lottery = packs.load("lottery")
    assert packs.fitting(lottery, year) == year
    days = packs.fitting(replace(lottery, kinds=frozenset({"span"})), year)
    assert (days.kind, days.first, days.last) == ("span", year.first, year.last)
    assert days.name == year.name
    with pytest.raises(NotForThisPeriod):
        packs.fitting(replace(lottery, kinds=frozenset({"month"})), year)
    with pytest.raises(NotForThisPeriod):
        packs.fitting(replace(lottery, kinds=frozenset({"span"})), periods.year("2025"))
