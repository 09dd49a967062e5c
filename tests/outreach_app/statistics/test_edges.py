"""Nights, days and histories at which a careless count goes wrong; none of them is in the sample."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from outreach_app.statistics import periods
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import every

LATER = datetime(2027, 1, 1, tzinfo=UTC)
Fill = Callable[..., Session]


@pytest.fixture
def fill(empty: Session) -> Fill:
    def put(**tables: list[dict[str, Any]]) -> Session:
        people = tables.pop("persons", [{"id": "P1"}, {"id": "P2"}, {"id": "P3"}])
        persons = [{"alias": "Quill", **each} for each in people]
        project = {"id": "X", "name": "X", "timezone": "Europe/London", "areas": ["north"]}
        numbered = {
            table: [{"id": f"{table}-{number}", **row} for number, row in enumerate(rows)]
            for table, rows in tables.items()
        }
        loading.take_in(empty, {"project": project, "persons": persons, **numbered})
        return empty

    return put


def seen(started: str, person: str | None = "P1", **more: Any) -> dict[str, Any]:
    return {
        "person_id": person,
        "started_at": started,
        "recorded_at": started,
        "setting": "street_van",
        "outcome": "engaged",
        **more,
    }


def figures(session: Session, period: periods.Period, as_at: datetime = LATER) -> Any:
    return every(session, period, as_at)


@pytest.mark.parametrize(
    ("before", "after", "first", "second"),
    [
        # spring: 00:59 winter time, then 02:00 summer time, one minute later; same day, same month
        ("2025-03-30T00:59Z", "2025-03-30T01:00Z", "2025-03", "2025-03"),
        # the last moment of March and the first of April, in summer time
        ("2025-03-31T22:59:59Z", "2025-03-31T23:00Z", "2025-03", "2025-04"),
        # autumn: the last moment of October is in winter time again
        ("2025-10-31T23:59:59Z", "2025-11-01T00:00Z", "2025-10", "2025-11"),
        # year end
        ("2025-12-31T23:59:59Z", "2026-01-01T00:00Z", "2025-12", "2026-01"),
        # the leap day
        ("2024-02-29T23:59:59Z", "2024-03-01T00:00Z", "2024-02", "2024-03"),
    ],
)
def test_a_contact_belongs_to_its_own_local_day(
    fill: Fill, before: str, after: str, first: str, second: str
) -> None:
    book = fill(contacts=[seen(before), seen(after, "P2")])
    if first == second:
        assert figures(book, periods.month(first))["C01_contacts"] == 2
    else:
        assert figures(book, periods.month(first))["C01_contacts"] == 1
        assert figures(book, periods.month(second))["C01_contacts"] == 1


def test_two_people_on_the_doubled_hour_are_minutes_apart(fill: Fill) -> None:
    told = {
        "disclosed_at": "2025-10-26T01:50+01:00",
        "recorded_at": "2025-10-26T01:55+01:00",
        "type": "robbery",
    }
    alert = {
        "incident_ids": ["incidents-0"],
        "issued_at": "2025-10-26T01:10+00:00",
        "recorded_at": "2025-10-26T01:10+00:00",
        "grounds": ["robbery"],
        "status": "issued",
        "has_plate": False,
    }
    book = fill(incidents=[told], alerts=[alert])
    assert figures(book, periods.month("2025-10"))["A03_median_minutes_to_alert"] == 20.0


def test_a_record_counts_from_its_very_second_and_a_void_too(fill: Fill) -> None:
    row = seen(
        "2025-05-01T10:00Z",
        recorded_at="2025-05-03T10:00:00Z",
        voided_at="2025-05-09T10:00:00Z",
        void_reason="test",
    )
    book = fill(contacts=[row])
    may = periods.month("2025-05")
    counts = [
        figures(book, may, datetime.fromisoformat(as_at))["C01_contacts"]
        for as_at in (
            "2025-05-03T09:59:59Z",
            "2025-05-03T10:00:00Z",
            "2025-05-09T09:59:59Z",
            "2025-05-09T10:00:00Z",
        )
    ]
    assert counts == [0, 1, 1, 0]


def test_a_chain_of_merges_is_one_person(fill: Fill) -> None:
    persons = [
        {"id": "P3"},
        {"id": "P2", "merged_into": "P3", "merged_at": "2025-06-02T10:00Z"},
        {"id": "P1", "merged_into": "P2", "merged_at": "2025-06-01T10:00Z"},
    ]
    days = [seen(f"2025-05-0{day}T10:00Z", person) for day, person in ((1, "P1"), (2, "P2"))]
    book = fill(persons=persons, contacts=[*days, seen("2025-04-01T10:00Z", "P3")])
    may = periods.month("2025-05")
    early = figures(book, may, datetime(2025, 6, 1, 12, tzinfo=UTC))
    assert (early["R01_unique_people"], early["R02_new_people"]) == (1, 1)
    late = figures(book, may)
    assert (late["R01_unique_people"], late["R02_new_people"]) == (1, 0)


@pytest.mark.parametrize(("before", "new"), [("2025-04-30", 0), ("2025-05-01", 1)])
def test_first_ever_is_first_by_rows_or_by_what_was_before_them(
    fill: Fill, before: str, new: int
) -> None:
    person = {"id": "P1", "first_contact_before": before, "last_contact_before": before}
    book = fill(persons=[person], contacts=[seen("2025-05-20T10:00Z")])
    assert figures(book, periods.month("2025-05"))["R02_new_people"] == new


@pytest.mark.parametrize(
    ("started", "more", "known"),
    [
        ("2025-04-20T10:00Z", {}, True),
        # the first moment of May in summer time, and the last of April
        ("2025-04-30T23:00Z", {}, False),
        ("2025-04-30T22:59:59Z", {}, True),
        # taken out after the moment asked about, and by then
        ("2025-04-20T10:00Z", {"voided_at": "2025-06-16T10:00Z", "void_reason": "test"}, True),
        ("2025-04-20T10:00Z", {"voided_at": "2025-06-15T12:00Z", "void_reason": "test"}, False),
        # given a name after it, and by then
        ("2025-04-20T10:00Z", {"person_linked_at": "2025-06-16T10:00Z"}, False),
        ("2025-04-20T10:00Z", {"person_linked_at": "2025-06-15T12:00Z"}, True),
        ("2025-04-20T10:00Z", {"recorded_at": "2025-06-16T10:00Z"}, False),
        ("2025-04-20T10:00Z", {"outcome": "attempted"}, False),
        ("2025-04-20T10:00Z", {"outcome": "brief"}, True),
    ],
)
def test_who_was_met_before_is_told_by_what_counts_as_at_the_moment(
    fill: Fill, started: str, more: dict[str, Any], known: bool
) -> None:
    opened = {"opened_on": "2025-04-01", "opened_recorded_at": "2025-04-01T10:00Z"}
    case = {"person_id": "P1", **opened}
    book = fill(cases=[case], contacts=[seen(started, **more), seen("2025-05-20T10:00Z")])
    as_at = datetime(2025, 6, 15, 12, tzinfo=UTC)
    may = figures(book, periods.month("2025-05"), as_at)
    assert (may["R02_new_people"], may["R03_returning_people"]) == (int(not known), int(known))
    april = figures(book, periods.month("2025-04"), as_at)
    assert april["K04_open_not_seen_60_days"] == int(not known)


@pytest.mark.parametrize(("last_seen", "not_seen"), [("2025-05-01", 1), ("2025-05-02", 0)])
def test_sixty_days_are_sixty_days(fill: Fill, last_seen: str, not_seen: int) -> None:
    case = {
        "person_id": "P1",
        "opened_on": "2025-01-02",
        "opened_recorded_at": "2025-01-02T10:00Z",
    }
    tried = seen("2025-06-20T10:00Z", outcome="attempted")
    book = fill(cases=[case], contacts=[seen(f"{last_seen}T10:00Z"), tried])
    assert figures(book, periods.span("2025-06-01", "2025-07-01"))["K04_open_not_seen_60_days"] == (
        not_seen
    )


def test_days_before_the_data_count_up_to_the_end_of_the_period_also_of_joined_records(
    fill: Fill,
) -> None:
    """The joined record was met on 1 March and the one that stays later than the period."""
    merged = {"merged_into": "P1", "merged_at": "2025-09-01T10:00Z"}
    people = [
        {"id": "P1", "first_contact_before": "2025-02-01", "last_contact_before": "2025-08-01"},
        {
            "id": "P2",
            "first_contact_before": "2025-01-01",
            "last_contact_before": "2025-03-01",
            **merged,
        },
    ]
    case = {
        "person_id": "P1",
        "opened_on": "2025-01-02",
        "opened_recorded_at": "2025-01-02T10:00Z",
    }
    book = fill(persons=people, cases=[case])
    found = [
        figures(book, periods.span("2025-04-01", last))["K04_open_not_seen_60_days"]
        for last in ("2025-04-30", "2025-05-01")
    ]
    assert found == [0, 1]


def test_the_last_closing_step_by_its_day_closes_a_need(fill: Fill) -> None:
    steps = [("2025-05-20", "met"), ("2025-05-10", "partly_met"), ("2025-06-02", "in_progress")]
    need = {
        "person_id": "P1",
        "category": "housing",
        "identified_on": "2025-05-01",
        "recorded_at": "2025-05-01T10:00Z",
        "status_events": [
            {"on": on, "status": status, "recorded_at": "2025-06-03T10:00Z"} for on, status in steps
        ],
    }
    found = figures(fill(needs=[need]), periods.month("2025-05"))
    assert found["N02_needs_closed"] == {"met": 1}
    assert found["N04_open_at_end"] == 0


def test_reports_by_others_and_withdrawn_support_are_no_rung_of_hers(fill: Fill) -> None:
    def told(*paths: str, kind: str = "robbery") -> dict[str, Any]:
        moment = "2025-05-01T10:00Z"
        return {
            "disclosed_at": moment,
            "recorded_at": moment,
            "type": kind,
            "path_events": [
                {"on": "2025-05-01", "path": path, "recorded_at": moment} for path in paths
            ],
        }

    book = fill(
        incidents=[
            told("reported_by_other"),
            told("full_statement", "support_withdrawn"),
            told("warn_only", "reported_by_other"),
            told(),
            told("p999", kind="police_misconduct"),
        ]
    )
    found = figures(book, periods.month("2025-05"))
    assert found["I06_by_path"] == {"none": 2, "warn_only": 1, "with_identity": 1}
    assert found["I08_reported_with_identity"] == {"n": 1, "d": 4, "pct": 25.0}
    assert found["I08b_reported_by_other"] == 2


@pytest.mark.parametrize(
    ("plate", "expected"), [("??? ???", 0), ("*", 0), ("", 0), ("?? 4*", 1), ("Ö", 1), (None, 0)]
)
def test_a_plate_counts_from_one_character_on(fill: Fill, plate: str | None, expected: int) -> None:
    incident = {
        "disclosed_at": "2025-05-01T10:00Z",
        "recorded_at": "2025-05-01T10:00Z",
        "type": "robbery",
        "vehicle": {"plate_said": plate},
    }
    found = figures(fill(incidents=[incident]), periods.month("2025-05"))
    assert found["I12_vehicle"] == {"described": 1, "with_plate": expected}


def answer(scope: str, state: str, at: str, **more: Any) -> dict[str, Any]:
    return {
        "person_id": "P1",
        "scope": scope,
        "state": state,
        "at": at,
        "recorded_at": at,
        **more,
    }


@pytest.mark.parametrize(
    ("answers", "breaches"),
    [
        ([], 1),
        ([answer("housing", "given", "2025-05-02T10:00Z")], 0),
        ([answer("housing", "given", "2025-05-02T10:00:01Z")], 1),
        ([answer("health", "given", "2025-05-01T10:00Z")], 1),
        ([answer("housing", "given", "2025-05-01T10:00Z", expires_on="2025-05-02")], 0),
        ([answer("housing", "given", "2025-05-01T10:00Z", expires_on="2025-05-01")], 1),
        (
            [
                answer("housing", "given", "2025-04-01T10:00Z"),
                answer("housing", "given", "2025-04-02T10:00Z", expires_on="2025-04-30"),
            ],
            1,
        ),
        (
            [
                answer("housing", "withdrawn", "2025-05-01T10:00Z"),
                answer("housing", "given", "2025-05-01T10:00Z", recorded_at="2025-06-20T10:00Z"),
            ],
            0,
        ),
    ],
)
def test_the_latest_answer_about_the_very_thing_decides(
    fill: Fill, answers: list[dict[str, Any]], breaches: int
) -> None:
    shared = {
        "person_id": "P1",
        "scope": "housing",
        "recipient": "housing",
        "at": "2025-05-02T10:00Z",
        "recorded_at": "2025-05-02T10:00Z",
        "basis": "consent",
        "content": "full",
    }
    found = figures(fill(consents=answers, disclosures=[shared]), periods.month("2025-05"))
    assert found["G03_disclosures_without_valid_consent"] == breaches


def test_nobody_under_18_is_in_what_goes_to_police(fill: Fill) -> None:
    persons = [{"id": "P1", "age_band": "16_17"}, {"id": "P2", "age_band": "18_24"}]
    moment = "2025-05-01T10:00Z"
    incidents = [
        {"person_id": person, "disclosed_at": moment, "recorded_at": moment, "type": "robbery"}
        for person in ("P1", "P2")
    ]
    consents = [
        {
            **answer("police_full", "given", moment),
            "person_id": person,
            "incident_id": f"incidents-{number}",
        }
        for number, person in enumerate(("P1", "P2"))
    ]
    found = figures(
        fill(persons=persons, incidents=incidents, consents=consents), periods.month("2025-05")
    )
    assert found["I01_incidents"] == 2
    assert found["PV01_police_incidents"] == 1


def test_leaving_again_after_returning_counts_as_left(fill: Fill) -> None:
    events = [("2025-05-02", "left"), ("2025-05-10", "returned"), ("2025-05-20", "left_confirmed")]
    persons = [
        {
            "id": "P1",
            "work_status_events": [
                {"on": on, "status": status, "recorded_at": f"{on}T10:00Z"} for on, status in events
            ],
        },
        {
            "id": "P2",
            "work_status_events": [
                {"on": "2025-05-02", "status": "left", "recorded_at": "2025-05-02T10:00Z"}
            ],
        },
    ]
    need = {
        "person_id": "P1",
        "category": "exiting",
        "identified_on": "2025-05-01",
        "recorded_at": "2025-05-01T10:00Z",
    }
    found = figures(fill(persons=persons, needs=[need]), periods.month("2025-05"))
    assert found["E01_left_of_those_who_asked"] == {"n": 1, "d": 1, "pct": 100.0}
    assert found["E02_returned"] == 1
    assert found["E03_left_and_not_returned_by_end"] == {"n": 1, "d": 1, "pct": 100.0}
