"""Laws every figure keeps, over generated books."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app.statistics import periods
from tests.outreach_app.statistics.asking import book_of, every
from tests.outreach_app.statistics.books import Row, books, moments, text

QUARTER = periods.quarter("2024-Q1")
LATER = datetime(2024, 8, 1, tzinfo=UTC)
quick = settings(suppress_health_check=list(HealthCheck))


def total(table: Any) -> int:
    return sum(table.values())


@quick
@given(book=books(), as_at=moments)
def test_breakdowns_add_up_to_their_totals(book: Row, as_at: datetime) -> None:
    with book_of(book) as session:
        figures: Any = every(session, QUARTER, as_at)
    for line in ("C03_by_setting", "C04_by_area", "C05_by_core_setting"):
        assert total(figures[line]) == figures["C01_contacts"]
    for line in ("I02_by_type", "I03_by_group", "I04_by_gbvims", "I05_by_area"):
        assert total(figures[line]) == figures["I01_incidents"]
    assert total(figures["I06_by_path"]) == figures["I07_reported_any"]["d"]
    needs = figures["N01_needs_identified"]
    assert total(needs["by_category"]) == needs["total"] == total(figures["N05_identified_by_moj"])
    for table in figures["R06_demographics"].values():
        assert total(table["exact"]) == figures["R01_unique_people"]
    cases = figures["K01_cases"]
    assert cases["open_start"] + cases["opened"] - cases["closed"] == cases["open_end"]
    assert total(figures["K02_closed_by_reason"]) == cases["closed"]


@quick
@given(book=books(), as_at=moments)
def test_people_are_never_more_than_their_contacts_nor_than_the_months_together(
    book: Row, as_at: datetime
) -> None:
    with book_of(book) as session:
        whole: Any = every(session, QUARTER, as_at)
        months: list[Any] = [every(session, month, as_at) for month in QUARTER.months()]
    people = [month["R01_unique_people"] for month in months]
    assert whole["R01_unique_people"] <= whole["C01_contacts"] - whole["R04_anonymous_contacts"]
    assert max(people) <= whole["R01_unique_people"] <= sum(people)
    assert whole["R05_sum_of_monthly_unique_DO_NOT_USE"] == sum(people)
    assert whole["R02_new_people"] + whole["R03_returning_people"] == whole["R01_unique_people"]
    assert whole["R02_new_people"] == sum(month["R02_new_people"] for month in months)
    for line in ("C01_contacts", "I01_incidents", "S03_needle_returns"):
        assert whole[line] == sum(month[line] for month in months)


@quick
@given(book=books(), as_at=moments, seed=st.integers())
def test_the_order_of_entry_never_matters(book: Row, as_at: datetime, seed: int) -> None:
    shuffled = {
        name: random.Random(seed).sample(rows, len(rows))
        if name in {"contacts", "incidents", "needs", "cases"}
        else rows
        for name, rows in book.items()
    }
    with book_of(book) as session:
        before = every(session, QUARTER, as_at)
    with book_of(shuffled) as session:
        assert every(session, QUARTER, as_at) == before


@quick
@given(book=books(), as_at=moments)
def test_what_is_recorded_after_a_moment_changes_no_figure_as_at_it(
    book: Row, as_at: datetime
) -> None:
    with book_of(book) as session:
        before = every(session, QUARTER, as_at)
    known = dict(book)
    for table in ("contacts", "incidents", "needs"):
        known[table] = [
            _as_known(row, as_at)
            for row in book[table]
            if datetime.fromisoformat(row["recorded_at"]) <= as_at
        ]
    with book_of(known) as session:
        assert every(session, QUARTER, as_at) == before


@quick
@given(book=books(), pick=st.integers(0))
def test_a_void_counts_from_its_own_moment(book: Row, pick: int) -> None:
    standing = [row for row in book["contacts"] if not row["voided_at"]]
    if not standing:
        return
    with book_of(book) as session:
        before = every(session, QUARTER, LATER)
    row = standing[pick % len(standing)]
    row |= {"voided_at": text(LATER + timedelta(seconds=1)), "void_reason": "test"}
    with book_of(book) as session:
        assert every(session, QUARTER, LATER) == before
        after: Any = every(session, QUARTER, LATER + timedelta(seconds=1))
    book["contacts"].remove(row)
    with book_of(book) as session:
        assert every(session, QUARTER, LATER + timedelta(seconds=1)) == after


def _as_known(row: Row, as_at: datetime) -> Row:
    known = dict(row)
    if known.get("voided_at") and datetime.fromisoformat(known["voided_at"]) > as_at:
        known |= {"voided_at": None, "void_reason": None}
    if known.get("person_linked_at") and datetime.fromisoformat(known["person_linked_at"]) > as_at:
        known |= {"person_id": None, "person_linked_at": None}
    for events in ("path_events", "status_events"):
        if events in known:
            known[events] = [
                event
                for event in known[events]
                if datetime.fromisoformat(event["recorded_at"]) <= as_at
            ]
    return known
