"""Nothing small is shown outside, nothing alone is hidden, and the inside stays exact."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from outreach_app import statistics
from outreach_app.statistics import arithmetic, disclosure, packs, periods, registry, relations
from outreach_app.statistics.figures import HIDDEN, Figures, SinceFirst
from outreach_app.statistics.packs import NotForThisPeriod
from outreach_app.vocabulary import shipped
from outreach_app.work import Work
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import book_of, work_of
from tests.outreach_app.statistics.books import AREAS, Row, books

OUTSIDE = tuple(name for name in packs.SHIPPED if packs.load(name).protected)
FINAL = datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC)
counts = st.integers(0, 30)


def cells(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from cells(f"{path}/{name}", inner)
    else:
        yield path, value


def check(figures: Figures) -> None:
    """Look at what is printed alone, with relations worked out from it again."""
    shown: dict[str, Any] = {}
    for key, value in figures.lines.items():
        if registry.known()[key].unit in registry.FREE_UNITS:
            continue
        if key != "A03_median_minutes_to_alert":
            shown |= {path: n for path, n in cells(key, value) if not path.endswith("/pct")}
    for path, count in shown.items():
        assert count == HIDDEN or count >= 5, path
    for series in figures.series:
        for month, point in zip(series.months, series.values, strict=True):
            assert point == HIDDEN or int(point) >= 5
            shown[f"series/{series.key}/{month.name}"] = point
    for tie in relations.of(figures, shown, shipped()):
        hidden = [cell for cell in (*tie.left, *tie.right) if shown[cell] == HIDDEN]
        if not tie.rest:
            assert len(hidden) != 1, tie
        if tie.rest and not hidden:
            rest = sum(shown[each] for each in tie.left) - sum(shown[each] for each in tie.right)
            assert rest >= 5, tie
    for path, share in _shares(figures.lines):
        assert HIDDEN not in share.values() or set(share.values()) == {HIDDEN}, path


def _shares(value: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        if value.keys() == {"n", "d", "pct"}:
            yield path, value
        else:
            for name, inner in value.items():
                yield from _shares(inner, f"{path}/{name}")


@st.composite
def figures_of(draw: st.DrawFn) -> tuple[Figures, str]:
    """Draw figures that fit together where the rule knows that they do."""
    pack = packs.load(draw(st.sampled_from(OUTSIDE)))
    period = periods.year("2025") if "quarter" not in pack.kinds else periods.quarter("2025-Q4")
    lists = shipped()
    lines: dict[str, Any] = {}

    def table(codes: str) -> dict[str, int]:
        name, _, mapped = codes.partition(":")
        rows = set(lists[name].map(mapped).values()) if mapped else lists[name].codes()
        return {row: draw(counts) for row in sorted(rows) if draw(st.booleans())}

    def share(whole: int, part: int | None = None) -> dict[str, Any]:
        return arithmetic.share(draw(st.integers(0, whole)) if part is None else part, whole)

    settings = table("contact_setting")
    types = table("incident_type")
    needs = table("need_category")
    agencies = table("agency_type")
    stages = sorted((draw(st.integers(0, sum(agencies.values()))) for _ in "abc"), reverse=True)
    results = table("need_status:result")
    people = draw(counts)
    new = draw(st.integers(0, people))
    incidents = sum(types.values())
    officials = sum(n for t, n in types.items() if lists["incident_type"][t].maps["group"] == "OF")
    paths = dict.fromkeys(("none", "warn_only", "anonymous", "with_identity"), 0)
    for _ in range(incidents - officials):
        paths[draw(st.sampled_from(sorted(paths)))] += 1
    told = paths["anonymous"] + paths["with_identity"]
    closed = sum(results.values())
    classes = {
        name: draw(counts) for name in ("sexual", "violence", "property", "harassment", "other")
    }
    flagged = draw(st.integers(0, sum(classes.values())))
    made = sum(agencies.values())
    every: dict[str, Any] = {
        "R01_unique_people": people,
        "R02_new_people": new,
        "R03_returning_people": people - new,
        "R04_anonymous_contacts": draw(st.integers(0, sum(settings.values()))),
        "C01_contacts": sum(settings.values()),
        "C03_by_setting": settings,
        "C05_by_core_setting": arithmetic.mapped(settings, lists["contact_setting"].map("core")),
        "C06_sessions": {"van_night": 2},
        "S01_supplies": {"condom_ext": 3},
        "S02_contacts_with_supplies": draw(st.integers(0, sum(settings.values()))),
        "I01_incidents": incidents,
        "I03_by_group": arithmetic.mapped(types, lists["incident_type"].map("group")),
        "I06_by_path": paths,
        "I07_reported_any": share(incidents - officials, told),
        "I08_reported_with_identity": share(incidents - officials, paths["with_identity"]),
        "A01_alerts": draw(counts),
        "A03_median_minutes_to_alert": 40.0,
        "N01_needs_identified": {
            "total": sum(needs.values()),
            "people": draw(st.integers(0, sum(needs.values()))),
            "by_category": needs,
        },
        "N02_needs_closed": results,
        "N03_met_share": share(closed - results.get("dropped", 0), results.get("met", 0)),
        "N05_identified_by_moj": arithmetic.mapped(needs, lists["need_category"].map("moj")),
        "F01_referrals_made": {"total": made, "by_agency": agencies},
        "F02_stage_reached": {
            name: share(made, stage)
            for name, stage in zip(("accepted", "attended", "completed"), stages, strict=True)
        },
        "J01_justice_events": {"court:acquitted": draw(counts)},
        "PV01_police_incidents": sum(classes.values()),
        "PV02_police_table": classes,
        "PV03_not_shared_rounded_5": draw(counts),
        "PV04_hate_sex_worker": {
            "flagged": flagged,
            "not_flagged": sum(classes.values()) - flagged,
        },
    }
    for key in pack.lines:
        if key in every:
            lines[key] = every[key]
    since = SinceFirst(draw(counts), draw(counts), draw(counts))
    return Figures(period, FINAL, pack.name, "1", lines, since), pack.name


@given(figures_of())
def test_what_is_shown_outside_gives_nothing_small_away(drawn: tuple[Figures, str]) -> None:
    figures, name = drawn
    check(disclosure.protect(figures, packs.load(name)))


@given(figures_of())
def test_protecting_twice_is_protecting_once(drawn: tuple[Figures, str]) -> None:
    figures, name = drawn
    once = disclosure.protect(figures, packs.load(name))
    assert disclosure.protect(once, packs.load(name)) == once


@given(figures_of())
def test_a_shown_figure_is_the_true_one(drawn: tuple[Figures, str]) -> None:
    figures, name = drawn
    protected = disclosure.protect(figures, packs.load(name))
    for key, value in figures.lines.items():
        for path, count in cells(key, value):
            shown = relations.at(protected.lines, path)
            if key == "PV03_not_shared_rounded_5" and shown != HIDDEN:
                assert shown == arithmetic.nearest(count, 5)
            else:
                assert shown in (HIDDEN, count)


@given(figures_of())
def test_the_inside_is_untouched(drawn: tuple[Figures, str]) -> None:
    figures, _ = drawn
    assert disclosure.protect(figures, packs.load("internal")) is figures


@given(book=books())
def test_a_real_report_gives_nothing_small_away(book: Row) -> None:
    with book_of(book) as session:
        for name in OUTSIDE:
            pack = packs.load(name)
            work = work_of(session, list(AREAS))
            for period in (
                periods.month("2024-03"),
                periods.quarter("2024-Q1"),
                periods.year("2024"),
            ):
                if period.kind in pack.kinds:
                    check(statistics.run(work, name, period, FINAL))


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_sample_report_gives_nothing_small_away(work: Work, name: str) -> None:
    pack = packs.load(name)
    for period in (periods.month("2025-11"), periods.quarter("2025-Q4"), periods.year("2025")):
        if period.kind in pack.kinds:
            figures = statistics.run(work, name, period, FINAL)
            check(figures)
            printed = figures.canonical().decode()
            assert "<5" not in printed
            assert "exact" not in printed
            for string in loading.sample()["leak_strings"]:
                assert f'"{string}"' not in printed


def test_every_row_of_a_table_is_printed_outside_also_the_noughts(work: Work) -> None:
    figures: Any = statistics.run(work, "pcc", periods.quarter("2025-Q4"), FINAL)
    assert set(figures.lines["I03_by_group"]) == set(shipped()["incident_group"].codes())
    assert "duplicate" not in figures.lines["K02_closed_by_reason"]
    assert len(figures.lines["J01_justice_events"]) == 49
    health: Any = statistics.run(work, "health", periods.quarter("2025-Q4"), FINAL)
    assert set(health.lines["C04_by_area"]) == set(work.lists["area"].codes())


def test_the_classes_of_a_month_never_go_to_police(work: Work) -> None:
    figures: Any = statistics.run(work, "police", periods.month("2025-10"), FINAL)
    assert set(figures.lines["PV02_police_table"].values()) == {HIDDEN}


@pytest.mark.parametrize(("name", "period"), [("public", "2025-10"), ("police", None)])
def test_fixed_periods_only_where_a_pack_says_so(work: Work, name: str, period: str | None) -> None:
    asked = periods.month(period) if period else periods.span("2025-10-02", "2025-10-20")
    with pytest.raises(NotForThisPeriod):
        statistics.run(work, name, asked, FINAL)


def test_many_events_of_few_people_are_withheld_whole(empty: Session) -> None:
    incidents = [
        {
            "id": f"I{number}",
            "person_id": "P1",
            "disclosed_at": f"2025-10-{number + 1:02}T12:00Z",
            "recorded_at": f"2025-10-{number + 1:02}T12:00Z",
            "type": "rape",
        }
        for number in range(14)
    ]
    consents = [
        {
            "id": f"C{number}",
            "person_id": "P1",
            "incident_id": f"I{number}",
            "scope": "police_full",
            "state": "given",
            "at": "2025-10-20T12:00Z",
            "recorded_at": "2025-10-20T12:00Z",
        }
        for number in range(14)
    ]
    data = {
        "project": {"id": "X", "name": "X", "timezone": "Europe/London", "areas": []},
        "persons": [{"id": "P1", "alias": "Quill"}],
        "incidents": incidents,
        "consents": consents,
    }
    loading.take_in(empty, data)
    work = work_of(empty, [])
    inside = statistics.run(work, "internal", periods.month("2025-10"), FINAL)
    assert inside.lines["PV01_police_incidents"] == inside.lines["I01_incidents"] == 14
    for name in ("police", "lottery", "pcc"):
        outside = statistics.run(work, name, periods.month("2025-10"), FINAL)
        assert {value for each in outside.lines for _, value in cells("", outside.lines[each])} <= {
            HIDDEN
        }
        assert {point for series in outside.series for point in series.values} == {HIDDEN}
