"""Who is new is overstated in the first twelve months, and the page says so."""

from datetime import UTC, datetime

import pytest

from outreach_app.reports.beside import beside
from outreach_app.reports.compose import About, compose
from outreach_app.statistics import first_year, packs, periods
from outreach_app.statistics.answer import run
from outreach_app.words import say
from outreach_app.work import Work
from tests.outreach_app.statistics.asking import book_of, work_of

FIRST = "2025-02-28T12:00:00Z"


@pytest.mark.parametrize(
    ("month", "told"),
    [("2024-12", True), ("2025-02", True), ("2026-02", True), ("2026-03", False)],
)
def test_it_is_said_until_twelve_months_have_passed(month: str, told: bool) -> None:
    contacts = [
        contact("C1", FIRST, FIRST),
        contact("C0", "2023-01-01T12:00:00Z", FIRST, outcome="attempted"),
        # Typed in much later: as at the moment of the figures it was not on file.
        contact("C2", "2023-01-01T12:00:00Z", "2026-05-01T12:00:00Z"),
    ]
    project = {"id": "X", "name": "X", "timezone": "Europe/London", "areas": ["north"]}
    people = [{"id": "P1", "alias": "Quill"}]
    with book_of({"project": project, "persons": people, "contacts": contacts}) as session:
        work = work_of(session, ["north"])
        figures = run(work, "internal", periods.month(month), datetime(2026, 4, 8, tzinfo=UTC))
        assert first_year.overstates(work, figures) is told
        later = run(work, "internal", periods.month(month), datetime(2026, 6, 1, tzinfo=UTC))
        assert not first_year.overstates(work, later)


def test_nothing_is_said_where_nobody_is_called_new(work: Work) -> None:
    month, moment = periods.month("2025-12"), datetime(2026, 1, 31, tzinfo=UTC)
    assert first_year.overstates(work, run(work, "internal", month, moment))
    assert not first_year.overstates(work, run(work, "police", month, moment))


def test_the_page_of_method_says_it(work: Work) -> None:
    month, moment = periods.month("2025-12"), datetime(2026, 1, 31, tzinfo=UTC)
    pack, about = packs.load("internal"), About("X", work.zone, "Jo")
    figures = run(work, "internal", month, moment)
    around = beside(work, pack, figures)
    said = say("trends.first_year")
    assert said in str(compose(figures, pack, work.lists, about, around))
    assert said not in str(compose(figures, pack, work.lists, about))


def contact(key: str, started: str, recorded: str, outcome: str = "engaged") -> dict[str, str]:
    return {
        "id": key,
        "person_id": "P1",
        "started_at": started,
        "recorded_at": recorded,
        "setting": "street_van",
        "outcome": outcome,
    }
