"""Trends of the sample against a second, plain reading of its rows."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.protection import EnforcementEvent
from outreach_app import words
from outreach_app.statistics import cohort, periods, registry, trends
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.rates import Rate
from outreach_app.statistics.window import Window
from outreach_app.vocabulary import shipped
from outreach_app.work import Work
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import book_of, work_of

AUTUMN = tuple(periods.month(f"2025-{number}") for number in (10, 11, 12))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def plain_shares(data: dict[str, Any], month: str, as_at: datetime) -> tuple[int, int, int, int]:
    """Count, of incidents told in a month: all, in any form, with identity, agreed."""
    kinds = {code: each.maps for code, each in shipped()["incident_type"].entries.items()}
    rungs = {code: each.maps["rung"] for code, each in shipped()["police_path"].entries.items()}
    whole = told = named = agreed = 0
    for row in data["incidents"]:
        local = moment(row["disclosed_at"]).astimezone(loading.LONDON)
        gone = row.get("voided_at") and moment(row["voided_at"]) <= as_at
        if f"{local:%Y-%m}" != month or moment(row["recorded_at"]) > as_at or gone:
            continue
        if kinds[row["type"]]["group"] == "OF":
            continue
        own = [
            rungs[step["path"]] or 0
            for step in row.get("path_events", [])
            if step["path"] != "reported_by_other" and moment(step["recorded_at"]) <= as_at
        ]
        whole += 1
        told += max(own, default=0) >= 2
        named += max(own, default=0) >= 4
        agreed += any(
            _agreed(data, row["id"], scope, as_at) for scope in ("police_full", "police_intel_anon")
        )
    return whole, told, named, agreed


def _agreed(data: dict[str, Any], incident: str, scope: str, as_at: datetime) -> bool:
    some = [
        each
        for each in data["consents"]
        if each.get("incident_id") == incident
        and each["scope"] == scope
        and moment(each["recorded_at"]) <= as_at
    ]
    if not some:
        return False
    last = max(some, key=lambda each: (moment(each["at"]), moment(each["recorded_at"])))
    day = as_at.astimezone(loading.LONDON).date().isoformat()
    able = last.get("capacity") in (None, *shipped()["capacity"].where("valid", value=True))
    ends = last.get("expires_on")
    return last["state"] == "given" and able and (ends is None or ends >= day)


@pytest.mark.parametrize("basis", ["now", "first_due"])
def test_the_shares_are_those_of_a_plain_reading(
    work: Work, sample: dict[str, Any], basis: trends.Basis
) -> None:
    trend = trends.over(work, AUTUMN, basis)
    for point in trend.points:
        due = point.period.cut_off(loading.LONDON)
        assert point.as_at == (due if basis == "first_due" else work.now)
        whole, told, named, agreed = plain_shares(sample["data"], point.period.name, point.as_at)
        assert point.reporting == Rate(told, whole)
        assert point.identity == Rate(named, whole)
        assert point.consent == Rate(agreed, whole)
    assert any(point.consent.part for point in trend.points)


def test_the_months_offered_end_with_the_running_one(work: Work) -> None:
    trend = trends.months(work, 3)
    assert [point.period.name for point in trend.points] == ["2025-12", "2026-01", "2026-02"]
    assert trends.over(work, ()) == trends.Trend("now", (), ())


def test_cohorts_say_what_the_funnel_of_the_year_says(work: Work) -> None:
    years = [periods.year("2023"), periods.year("2025")]
    found = trends.cohorts(work, years)
    assert [each.years_since for each in found] == [2, 0]
    for each in found:
        facts = Facts(work.session, Window.of(each.year, work.now, work.zone), work.lists)
        funnel: Any = cohort.funnel(facts)
        assert each.disclosed == funnel["disclosed"]
        assert each.convicted_of_reported.part == funnel["convicted"]
        assert each.charged_of_reported.percent == funnel["charged_of_reported"]["pct"]
        assert each.convicted_of_finished.percent == funnel["convicted_of_court_finished"]["pct"]
        assert each.convicted_of_disclosed.percent == funnel["convicted_of_disclosed"]["pct"]


def test_two_periods_stand_side_by_side_with_both_figures(
    work: Work, sample: dict[str, Any]
) -> None:
    before, after = AUTUMN[0], AUTUMN[2]
    found = trends.compare(work, before, after)
    assert found.fair
    lines = sample["expected"]
    by_key = {each.key: each for each in found.changes}
    first, second = (lines[name]["final"] for name in (before.name, after.name))
    # The sample's last figures are as at a day after which nothing was recorded.
    contacts = by_key["C01_contacts"]
    assert (contacts.before, contacts.after) == (first["C01_contacts"], second["C01_contacts"])
    was, became = first["C01_contacts"], second["C01_contacts"]
    assert contacts.percent == round(100 * (became / was - 1), 1)
    shares = by_key["I07_reported_any"]
    assert shares.rate_before == Rate(
        first["I07_reported_any"]["n"], first["I07_reported_any"]["d"]
    )
    assert shares.rate_after == Rate(
        second["I07_reported_any"]["n"], second["I07_reported_any"]["d"]
    )
    assert (shares.before, shares.percent) == (None, None)
    assert (contacts.rate_before, contacts.points) == (None, None)


def test_unequal_periods_give_no_percentage_and_shared_days_are_refused(work: Work) -> None:
    november, quarter = AUTUMN[1], periods.quarter("2026-Q1")
    found = trends.compare(work, november, quarter, ("C01_contacts", "I07_reported_any"))
    assert not found.fair
    assert found.changes[0].percent is None
    assert found.changes[0].before is not None
    assert found.changes[1].rate_after is not None
    with pytest.raises(trends.PeriodsOverlap):
        trends.compare(work, periods.quarter("2025-Q4"), AUTUMN[2])
    for key in ("S01_supplies", "A03_median_minutes_to_alert", "no such line"):
        with pytest.raises(trends.NothingToCompare):
            trends.compare(work, AUTUMN[0], AUTUMN[2], (key,))
    assert all(key in registry.known() for key in trends.USUAL)


def test_a_rate_never_stands_without_its_counts() -> None:
    assert Rate(9, 30).text() == "9 of 30 (30 %)"
    assert Rate(3, 8).text() == "3 of 8 (38 %, small base)"
    assert Rate(1, 3).text() == "1 of 3 (small base)"
    assert Rate(0, 0).text() == "0 of 0"
    assert Rate(0, 0).percent is None
    assert Rate.of({"n": 1, "d": 2, "pct": 50.0}) == Rate(1, 2)
    assert Rate.of({"n": "hidden", "d": "hidden"}) is None
    assert words.known("trends.no_cause")


def test_local_events_are_marks_on_the_days_they_touch() -> None:
    data = {"project": {"id": "X", "name": "X", "timezone": "Europe/London", "areas": ["north"]}}
    with book_of(data) as session:
        work = replace(work_of(session, ["north"]), now=datetime(2026, 2, 1, tzinfo=UTC))
        for row in (
            diary("raid", date(2025, 9, 30)),
            diary("closure", date(2025, 9, 20), date(2025, 10, 2)),
            diary("policy_change", date(2025, 12, 31)),
            diary("raid", date(2026, 1, 1)),
        ):
            session.add(row)
        session.flush()
        found = trends.over(work, AUTUMN).marks
        assert [(each.kind, each.on_day.month) for each in found] == [
            ("closure", 9),
            ("policy_change", 12),
        ]
        assert trends.compare(work, AUTUMN[0], AUTUMN[1]).marks == found[:1]


def diary(kind: str, on_day: date, until: date | None = None) -> Any:
    return EnforcementEvent(
        id=f"{kind}-{on_day}", kind=kind, on_day=on_day, until=until, area="north"
    )
