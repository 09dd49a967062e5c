"""The invented project: valid, deterministic, nobody's, and shaped like a small project's work."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from outreach_app.demo.invent import compose, invent
from outreach_app.demo.world import STAFF, ZONE, day_of
from outreach_app.exchange import warnings
from outreach_app.exchange.checked import read_and_check
from outreach_app.vocabulary import shipped

EVENING = datetime(2025, 12, 20, 23, 42, tzinfo=UTC)

MOMENTS = {
    "a Saturday evening": EVENING,
    "29 February": datetime(2024, 2, 29, 15, 0, tzinfo=UTC),
    "New Year, ten past midnight": datetime(2026, 1, 1, 0, 10, tzinfo=UTC),
    "the hour that comes twice, first": datetime(2025, 10, 26, 0, 30, tzinfo=UTC),
    "the hour that comes twice, again": datetime(2025, 10, 26, 1, 30, tzinfo=UTC),
    "before the hour that is missing": datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
    "after the hour that is missing": datetime(2026, 3, 29, 1, 1, tzinfo=UTC),
    "a summer evening": datetime(2025, 6, 10, 19, 40, tzinfo=UTC),
    "the first morning of a month": datetime(2025, 6, 1, 8, 0, tzinfo=UTC),
}

Rows = list[dict[str, Any]]


def bytes_of(story: dict[str, Any]) -> bytes:
    return json.dumps(story, ensure_ascii=False, sort_keys=True).encode()


def walk(value: object, key: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from walk(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from walk(each, key)
    else:
        yield key, value


@pytest.fixture(params=tuple(MOMENTS.values()), ids=tuple(MOMENTS), scope="module")
def told(request: pytest.FixtureRequest) -> tuple[datetime, dict[str, Any]]:
    until: datetime = request.param
    return until, invent(until)


@pytest.fixture(scope="module")
def tonight() -> dict[str, Any]:
    return invent(EVENING)


def months(rows: Rows, field: str) -> dict[str, Rows]:
    found = defaultdict(list)
    for row in rows:
        found[f"{day_of(datetime.fromisoformat(row[field])):%Y-%m}"].append(row)
    return found


def counted(data: dict[str, Any]) -> Rows:
    return [
        row
        for row in data["contacts"]
        if row["outcome"] in ("engaged", "brief") and row["voided_at"] is None
    ]


def test_the_same_moment_and_seed_give_the_same_bytes() -> None:
    assert bytes_of(invent(EVENING)) == bytes_of(invent(EVENING))


def test_another_zone_or_a_fraction_of_a_second_changes_nothing() -> None:
    assert invent(EVENING) == invent(EVENING.astimezone(ZONE).replace(microsecond=7))


def test_another_seed_gives_other_people() -> None:
    one, other = invent(EVENING, seed=1), invent(EVENING, seed=2)
    assert [p["alias"] for p in one["persons"]] != [p["alias"] for p in other["persons"]]
    assert bytes_of(one) != bytes_of(other)


def test_it_passes_the_check_and_warns_of_nothing_but_plates(
    told: tuple[datetime, dict[str, Any]],
) -> None:
    until, data = told
    checked = read_and_check(bytes_of(data), shipped(), until)
    assert {each.reason for each in warnings.look(checked).first()} <= {"plate"}


@pytest.mark.parametrize("seed", range(1, 7))
def test_other_seeds_pass_too(seed: int) -> None:
    checked = read_and_check(bytes_of(invent(EVENING, seed=seed)), shipped(), EVENING)
    assert {each.reason for each in warnings.look(checked).first()} <= {"plate"}


def test_nothing_lies_later_than_now(told: tuple[datetime, dict[str, Any]]) -> None:
    until, data = told
    today = day_of(until)
    for key, value in walk(data):
        if not isinstance(value, str) or key in ("expires_on", "until"):
            continue
        if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}Z", value):
            assert datetime.fromisoformat(value) <= until, key
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            assert date.fromisoformat(value) <= today, key


def test_numbers_are_kept_for_drama_and_plates_were_never_issued(
    told: tuple[datetime, dict[str, Any]],
) -> None:
    numbers, plates = [], []
    for key, value in walk(told[1]):
        if key == "phone_said" and isinstance(value, str):
            numbers.append(re.sub(r"[\s-]", "", value).replace("+44", "0"))
        if key == "plate_said" and isinstance(value, str):
            plates.append(value)
    assert len(numbers) > 20
    assert all(re.fullmatch(r"07700900\d{3}", each) for each in numbers)
    assert len(plates) > 20
    assert all(re.fullmatch(r"Q[A-Z?][0-9?]{2} [A-Z?]{3}", each) for each in plates)
    assert any("?" in each for each in plates)
    digits = re.findall(r"\d[\d ]{8,}", " ".join(str(v) for k, v in walk(told[1]) if "note" in k))
    assert not digits


def test_no_name_of_the_developers_sample_comes_up_again() -> None:
    theirs = {
        "Biscuit", "Cinder", "Comet", "Domino", "Echo", "Mango", "Marble", "Pixel", "Ripple",
        "Saturn", "Tinsel", "Toffee", "Waffle", "Ziggy", "Topaz", "Nova", "Pepper", "Sable",
    }  # fmt: skip
    for seed in range(4):
        assert theirs.isdisjoint(p["alias"] for p in invent(EVENING, 2, seed)["persons"])


def test_each_month_looks_like_a_small_project(told: tuple[datetime, dict[str, Any]]) -> None:
    until, data = told
    joined = {p["id"]: p["merged_into"] for p in data["persons"] if p["merged_into"]}
    this_month = f"{day_of(until):%Y-%m}"
    whole = {m: rows for m, rows in months(counted(data), "started_at").items() if m != this_month}
    assert len(whole) == 18
    for rows in whole.values():
        people = {joined.get(row["person_id"], row["person_id"]) for row in rows} - {None}
        assert 40 <= len(people) <= 70
        assert 90 <= len(rows) <= 170
    incidents = months(data["incidents"], "disclosed_at")
    assert all(9 <= len(incidents[month]) <= 18 for month in whole)


def test_an_evening_has_a_van_out_and_another_hour_has_not(
    told: tuple[datetime, dict[str, Any]],
) -> None:
    until, data = told
    local = until.astimezone(ZONE)
    out = [row for row in data["sessions"] if row["ended_at"] is None]
    if local.hour < 20:
        assert out == []
        return
    (van,) = out
    started = datetime.fromisoformat(van["started_at"]).astimezone(ZONE)
    assert (started.date(), started.hour, started.minute) == (local.date(), 20, 2)
    assert van["workers"] == list(STAFF[:2])


def test_tonight_has_fourteen_contacts_and_one_that_was_told(tonight: dict[str, Any]) -> None:
    van = tonight["sessions"][-1]
    met = [row for row in tonight["contacts"] if row["session_id"] == van["id"]]
    assert len(met) == 14
    assert sum(row["person_id"] is None for row in met) == 6
    told = [row for row in tonight["incidents"] if row["disclosed_at"] >= van["started_at"]]
    assert len(told) == 1


def test_every_kind_of_thing_that_happens_is_in_it(tonight: dict[str, Any]) -> None:
    kinds = shipped().lists["incident_type"].map("group")
    assert {kinds[row["type"]] for row in tonight["incidents"]} == {
        "SV", "VI", "PR", "HA", "EX", "OF", "CO",
    }  # fmt: skip
    court = {e["event"] for row in tonight["incidents"] for e in row["court_events"]}
    assert {"hung_jury", "retrial_ordered", "convicted_trial", "acquitted"} <= court
    assert {c["state"] for c in tonight["consents"]} == {
        "given", "refused", "not_asked", "withdrawn", "ended_death",
    }  # fmt: skip
    ends = {e["status"] for n in tonight["needs"] for e in n["status_events"]}
    assert {"met", "partly_met", "not_met", "no_longer_wanted", "lost_contact"} <= ends
    people = tonight["persons"]
    assert 63 <= sum(p["merged_into"] is None for p in people) <= 70
    assert sum(p["merged_into"] is not None for p in people) == 2
    assert sum(p["deceased_on"] is not None for p in people) == 1
    contacts = tonight["contacts"]
    assert {c["void_reason"] for c in contacts} > {"duplicate", "wrong_person"}
    assert any(c["late_reason"] for c in contacts)
    assert any(c["person_linked_at"] for c in contacts)
    assert len(tonight["blocked_disclosures"]) == 2
    for table in ("safeguarding", "police_complaints", "enforcement_events", "partner_reports"):
        assert len(tonight[table]) >= 4, table


def test_three_who_come_back_can_be_recognised(tonight: dict[str, Any]) -> None:
    vehicles = [row["vehicle"] for row in tonight["incidents"] if row["vehicle"]]
    vans = [v for v in vehicles if "roof bars" in v["features"]]
    hatchbacks = [v for v in vehicles if "sticker in the back window" in v["features"]]
    accounts = [
        p["account"]["name"].casefold()
        for row in tonight["incidents"]
        for p in row["perpetrators"]
        if p.get("account")
    ]
    assert len(vans) >= 3
    assert len(hatchbacks) >= 3
    assert sum(name.replace(" ", "_") == "quiet_harbour_88" for name in accounts) >= 3


def test_a_warning_comes_within_minutes_or_hours(tonight: dict[str, Any]) -> None:
    told = {row["id"]: datetime.fromisoformat(row["disclosed_at"]) for row in tonight["incidents"]}
    waits = [
        datetime.fromisoformat(alert["issued_at"]) - told[alert["incident_ids"][0]]
        for alert in tonight["alerts"]
    ]
    assert all(timedelta(minutes=10) < wait < timedelta(hours=5) for wait in waits)


def test_the_young_person_stays_out_of_what_adults_are_asked() -> None:
    story = compose(EVENING)
    young = story.roles["young"]
    data = story.data
    (person,) = (p for p in data["persons"] if p["id"] == young)
    assert person["work_settings"] == []
    assert not [c for c in data["consents"] if c["person_id"] == young]
    mine = {row["id"] for row in data["incidents"] if row["person_id"] == young}
    assert mine
    assert not [
        d for d in data["disclosures"] if d["basis"] == "consent" and d["incident_id"] in mine
    ]
    assert not [a for a in data["alerts"] if mine & set(a["incident_ids"])]


def test_the_dead_are_left_in_peace(tonight: dict[str, Any]) -> None:
    (person,) = (p for p in tonight["persons"] if p["deceased_on"])
    last = person["deceased_recorded_at"]
    for table, moment in (("contacts", "started_at"), ("consents", "at"), ("disclosures", "at")):
        about = [row for row in tonight[table] if row["person_id"] == person["id"]]
        assert all(row[moment] <= last for row in about), table
    cases = [c for c in tonight["cases"] if c["person_id"] == person["id"]]
    assert [c["close_reason"] for c in cases][-1:] == ["died"]


def test_a_short_story_works_too() -> None:
    data = invent(EVENING, months=1)
    read_and_check(bytes_of(data), shipped(), EVENING)
    assert data["contacts"]
