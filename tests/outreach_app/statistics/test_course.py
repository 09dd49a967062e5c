"""N06, N07 and F04 against rows counted by hand, as at two moments."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from models.support import NeedEvent, NeedScore, ReferralEvent
from outreach_app import statistics
from outreach_app.statistics import packs, periods
from outreach_app.statistics.answer import of_pack
from outreach_app.statistics.figures import HIDDEN, Figures
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import every, work_of

MARCH = periods.month("2025-03")
LATER = datetime(2025, 6, 1, tzinfo=UTC)
BEFORE = datetime(2025, 4, 7, tzinfo=UTC)


def event(on: str, status: str, recorded: str = "") -> dict[str, str]:
    return {"on": on, "status": status, "recorded_at": recorded or f"{on}T12:00:00Z"}


def need(key: str, *events: dict[str, str]) -> dict[str, Any]:
    return {
        "id": key,
        "person_id": "P1",
        "category": "housing",
        "identified_on": "2025-01-10",
        "recorded_at": "2025-01-10T12:00:00Z",
        "status_events": list(events),
    }


def referral(key: str, *events: dict[str, str]) -> dict[str, Any]:
    return {
        "id": key,
        "person_id": "P1",
        "agency_type": "housing_la",
        "recorded_at": "2025-03-01T12:00:00Z",
        "status_events": list(events),
    }


@pytest.fixture
def book(empty: Session) -> Session:
    """Five needs, four of them closed in March; five referrals, four of them made in March."""
    loading.take_in(
        empty,
        {
            "project": {"id": "X", "name": "X", "timezone": "Europe/London", "areas": ["north"]},
            "persons": [{"id": "P1", "alias": "Quill"}],
            "needs": [
                # better, and met
                need("N1", event("2025-03-05", "met")),
                # the same; not met because of a waiting list
                need("N2", event("2025-03-06", "not_met")),
                # worse; not met, nobody said why; typed in late
                need("N3", event("2025-03-31", "not_met", "2025-04-20T12:00:00Z")),
                # closed after March
                need("N4", event("2025-04-01", "not_met")),
                # one score only; partly met is not "not met"
                need("N5", event("2025-03-07", "partly_met")),
            ],
            "referrals": [
                # accepted after 4 days, seen 10 days later
                referral(
                    "R1",
                    event("2025-03-01", "made"),
                    event("2025-03-05", "accepted"),
                    event("2025-03-15", "attended"),
                ),
                # accepted after 9 days, not seen yet
                referral("R2", event("2025-03-02", "made"), event("2025-03-11", "accepted")),
                # declined: refused because of the work
                referral(
                    "R3", event("2025-03-03", "made"), event("2025-03-20", "declined_service")
                ),
                # declined first, then accepted after 30 days and seen the same day
                referral(
                    "R4",
                    event("2025-03-04", "made"),
                    event("2025-03-06", "declined_service"),
                    event("2025-04-03", "accepted"),
                    event("2025-04-03", "attended"),
                ),
                # made in April
                referral("R5", event("2025-04-02", "made"), event("2025-04-03", "accepted")),
            ],
        },
    )
    for owner, key, reason in (
        (NeedEvent.need_id, "N2", "waiting_list"),
        (NeedEvent.need_id, "N4", "threshold"),
        (NeedEvent.need_id, "N5", "no_funds"),
        (ReferralEvent.referral_id, "R3", "refused_sex_work"),
        (ReferralEvent.referral_id, "R4", "threshold"),
    ):
        closing = ("not_met", "partly_met", "declined_service")
        table = owner.class_
        empty.execute(
            update(table).where(owner == key, table.status.in_(closing)).values(unmet_reason=reason)
        )
    for place, (key, on, score, recorded) in enumerate(
        (
            ("N1", "2025-01-10", "2", "2025-01-10"),
            ("N1", "2025-02-10", "1", "2025-02-10"),
            ("N1", "2025-03-05", "4", "2025-03-05"),
            ("N2", "2025-01-10", "3", "2025-01-10"),
            ("N2", "2025-03-06", "3", "2025-03-06"),
            ("N3", "2025-01-10", "3", "2025-01-10"),
            # told in February, written down in May
            ("N3", "2025-02-01", "1", "2025-05-02"),
            ("N4", "2025-01-10", "1", "2025-01-10"),
            ("N4", "2025-03-30", "5", "2025-03-30"),
            ("N5", "2025-03-07", "5", "2025-03-07"),
        )
    ):
        empty.add(
            NeedScore(
                id=f"score-{place:02}",
                need_id=key,
                on_day=date.fromisoformat(on),
                score=score,
                recorded_at=datetime.fromisoformat(f"{recorded}T12:00:00Z"),
                recorded_by="T1",
            )
        )
    empty.flush()
    return empty


def share(part: int, whole: int, pct: float) -> dict[str, float]:
    return {"n": part, "d": whole, "pct": pct}


def test_why_it_was_not_to_be_had(book: Session) -> None:
    found = every(book, MARCH, LATER)
    assert found["N06_unmet_by_reason"] == {
        "needs": {"not_recorded": 1, "waiting_list": 1},
        # R4 was accepted in the end, yet its last end is the refusal: the cohort of F03.
        "declined": {"refused_sex_work": 1, "threshold": 1},
    }
    assert found["N02_needs_closed"]["not_met"] == 2  # type: ignore[index]  # a table
    assert found["F03_ended_without"] == {"declined_service": 2}
    # By the seventh of April N3 was not known to be closed.
    early = every(book, MARCH, BEFORE)["N06_unmet_by_reason"]
    assert early == {
        "needs": {"waiting_list": 1},
        "declined": {"refused_sex_work": 1, "threshold": 1},
    }


def test_change_is_the_latest_score_against_the_first(book: Session) -> None:
    assert every(book, MARCH, LATER)["N07_change"] == {
        "better": share(1, 3, 33.3),
        "same": share(1, 3, 33.3),
        "worse": share(1, 3, 33.3),
    }
    assert every(book, MARCH, BEFORE)["N07_change"] == {
        "better": share(1, 2, 50.0),
        "same": share(1, 2, 50.0),
        "worse": share(0, 2, 0.0),
    }


def test_days_of_waiting_are_middle_values_of_the_cohort(book: Session) -> None:
    # 4, 9 and 30 days until accepted; from there 10 and 0 days.
    assert every(book, MARCH, LATER)["F04_waiting_days"] == {
        "to_accepted": 9.0,
        "to_first_appointment": 5.0,
    }
    nothing = every(book, periods.month("2025-01"), LATER)
    assert nothing["F04_waiting_days"] == {"to_accepted": None, "to_first_appointment": None}
    assert nothing["N07_change"] == {
        name: {"n": 0, "d": 0, "pct": None} for name in ("better", "same", "worse")
    }


def test_they_stand_in_the_internal_pack_and_not_in_the_agreed_file(book: Session) -> None:
    figures = statistics.run(work_of(book, ["north"]), "internal", MARCH, LATER)
    assert figures.lines["F04_waiting_days"] == {"to_accepted": 9.0, "to_first_appointment": 5.0}
    assert "F04_waiting_days" not in figures.to_json()["lines"]
    assert Figures.from_canonical(figures.canonical()) == figures


def test_few_waits_and_small_counts_never_leave(book: Session) -> None:
    outside = replace(packs.load("internal"), name="own", protected=True, series=())
    lines = of_pack(work_of(book, ["north"]), outside, MARCH, LATER).lines
    assert lines["F04_waiting_days"] == {"to_accepted": HIDDEN, "to_first_appointment": HIDDEN}
    reasons = lines["N06_unmet_by_reason"]
    assert isinstance(reasons, dict)
    assert {value for table in reasons.values() for value in table.values()} == {HIDDEN}
