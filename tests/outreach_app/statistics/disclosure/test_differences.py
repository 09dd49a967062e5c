"""Differences that are a figure of their own, between prints that are harmless one by one."""

from datetime import date, datetime

from outreach_app import statistics
from outreach_app.statistics import ledger, periods
from outreach_app.statistics.figures import HIDDEN
from outreach_app.statistics.periods import Period
from tests.outreach_app.statistics.asking import book_of, work_of
from tests.outreach_app.statistics.disclosure import crowd
from tests.outreach_app.statistics.disclosure.test_gate import FINAL, given_out
from tests.outreach_app.statistics.loading import Row

MORNING = "2025-10-01T08:00:00Z"


def contact(number: int, moment: str, person: str, **more: object) -> Row:
    return {
        "id": f"X{number}",
        "person_id": person,
        "started_at": moment,
        "recorded_at": moment,
        "setting": "street_foot",
        "outcome": "engaged",
        "area": "north",
        "needle_returns": 0,
        "supplies": {},
        **more,
    }


def without_the_first_day(data: Row) -> Row:
    data["contacts"] = [each for each in data["contacts"] if each["started_at"] > "2025-10-02T01"]
    return data


def test_what_one_contact_was_given_is_not_the_difference_of_two_prints() -> None:
    data = without_the_first_day(crowd.book(40, seed=21))
    data["contacts"].append(contact(1, MORNING, "P3", supplies={"condom_ext": 60}))
    with book_of(data) as session:
        work = work_of(session, crowd.AREAS)
        (month,) = given_out(work, [("lottery", "2025-10", False)])
        days = Period(date(2025, 10, 2), date(2025, 10, 31), "span")
        rest = statistics.run(work, "lottery", days, FINAL)
        given = [each.lines["S01_supplies"]["condom_ext"] for each in (month, rest)]  # type: ignore[index]
        assert HIDDEN in given
        assert given[0] != HIDDEN


def test_warnings_of_one_person_are_withheld() -> None:
    data = crowd.book(40, seed=22)
    for number in range(8):
        data.setdefault("alerts", []).append(
            {
                "id": f"W{number}",
                "issued_at": "2025-10-20T10:00:00Z",
                "recorded_at": "2025-10-20T10:00:00Z",
                "grounds": ["violence"],
                "status": "issued",
                "has_plate": False,
                "incident_ids": [f"I{number}"],
            }
        )
    for person in ("P1", None):
        for incident in data["incidents"][:8]:
            incident["person_id"] = person or f"P{incident['id'][1:]}"
        with book_of(data) as session:
            figures = statistics.run(
                work_of(session, crowd.AREAS), "lottery", periods.month("2025-10"), FINAL
            )
            assert (figures.lines["A01_alerts"] == HIDDEN) is (person == "P1")


def test_first_and_revised_are_compared_across_a_chart_in_between() -> None:
    data = crowd.book(40, seed=23)
    early = [each for each in data["incidents"] if each["disclosed_at"] < "2025-11"]
    for number, incident in enumerate(early):
        incident["recorded_at"] = incident["disclosed_at"]
        if number < 3:
            incident["recorded_at"] = "2025-11-20T10:00:00+00:00"
    with book_of(data) as session:
        work = work_of(session, crowd.AREAS)
        printed = []
        for pack, at in (("pcc", "2025-11-05T10:00:00Z"), ("lottery", "2026-01-31T23:59:59Z")):
            figures = statistics.run(
                work, pack, periods.month("2025-10"), datetime.fromisoformat(at)
            )
            ledger.enter(work, figures)
            printed.append(figures.lines["I01_incidents"])
        assert printed[0] != HIDDEN
        assert printed[1] == HIDDEN


def test_all_who_were_seen_and_also_finished_are_not_known_to_be_all() -> None:
    data = crowd.book(80, seed=24)
    stages = ["made", "accepted", "attended", "completed"]
    data["referrals"] = [
        {
            "id": f"F{number}",
            "person_id": f"P{number}",
            "agency_type": "housing",
            "status_events": [
                {"status": status, "on": "2025-10-10", "recorded_at": "2025-10-10T10:00:00Z"}
                for status in stages[: 4 if number < 12 else 1]
            ],
        }
        for number in range(30)
    ]
    with book_of(data) as session:
        (figures,) = given_out(work_of(session, crowd.AREAS), [("lottery", "2025-10", False)])
        reached = figures.lines["F02_stage_reached"]
        shown = [stage for stage in stages[1:] if reached[stage]["n"] != HIDDEN]  # type: ignore[index]
        assert len(shown) == 1
