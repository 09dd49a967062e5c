"""Opening a figure: for the lead, written down, and equal to what was printed."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from models.incidents import Incident
from models.matching import MatchDecision
from models.people import Person
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.contacts import ContactDraft
from outreach_app.clock import SetClock
from outreach_app.errors import NoSuchRecord, NotAllowed
from outreach_app.governance import audit
from outreach_app.reports import issuing, tracing
from outreach_app.reports.asked import Asked
from outreach_app.statistics import arithmetic, periods
from outreach_app.work import Work

OCTOBER = periods.month("2025-10")
OWN_WORDS = "seven green bicycles on a hill"


@pytest.fixture
def sample_day() -> datetime:
    return datetime(2026, 2, 8, 10, 0, tzinfo=UTC)


def test_an_issued_figure_is_rebuilt_as_at_its_moment(full: Desk, clock: SetClock) -> None:
    full.do(issuing.issue, "lottery", OCTOBER, clock.now())
    (issue,) = full.ask(issuing.of_period, "lottery", OCTOBER)
    clock.moment += timedelta(days=2)
    late = datetime(2025, 10, 14, 12, 0, tzinfo=UTC)
    full.do(contacts.log, ContactDraft(started_at=late, setting="drop_in", late_reason="paper"))
    asked = Asked(OCTOBER, issue.as_at, "lottery", issue.id)
    traced = full.do(tracing.look, asked, "C01_contacts").value
    assert traced.figure == traced.printed == traced.total == len(traced.rows)
    now = full.do(tracing.look, Asked(OCTOBER, clock.now()), "C01_contacts").value
    assert now.figure == traced.figure + 1
    for row in full.ask(tracing.figures, asked):
        if isinstance(row.printed, int) and isinstance(row.figure, int):
            assert row.printed in (row.figure, arithmetic.nearest(row.figure, 5)), row.path


def test_rows_say_codes_and_lead_to_their_records(full: Desk, clock: SetClock) -> None:
    asked = Asked(OCTOBER, clock.now())
    names = full.ask(lambda work: tuple(work.session.scalars(select(Person.alias))))
    pages = set()
    for figure in full.ask(tracing.figures, asked):
        traced = full.do(tracing.look, asked, figure.path).value
        assert traced.figure == figure.figure
        for row in traced.rows:
            assert not [name for name in names if name in row.words or name in row.about]
            assert row.words
            pages.add(row.page)
    assert {"incident", "person", "session", "need"} <= pages


def test_a_restricted_record_says_nothing_of_itself(full: Desk, clock: SetClock) -> None:
    full.do(lambda work: work.session.execute(update(Person).values(restricted=True)))
    traced = full.do(tracing.look, Asked(OCTOBER, clock.now()), "R01_unique_people").value
    assert traced.rows
    for row in traced.rows:
        assert (row.restricted, row.on, row.about) == (True, None, "")
        assert not any(letter.isdigit() for letter in row.words)
        assert row.page == "person"


def test_each_look_is_written_down_and_names_nobody(full: Desk, clock: SetClock) -> None:
    full.do(tracing.look, Asked(OCTOBER, clock.now()), "I01_incidents")
    (line,) = full.ask(audit.latest, 1)
    assert line.action == "figure_traced"
    said = json.dumps(dict(line.detail))

    def words(work: Work) -> list[str]:
        rows = work.session.execute(select(Person.alias, Person.code, Person.id)).all()
        return [word for row in rows for word in row]

    assert not [word for word in full.ask(words) if word in said]


def test_only_the_lead_opens_a_figure(full: Desk, clock: SetClock) -> None:
    full.accounts.add(NewColleague("Robin", "reporter"), OWN_WORDS)
    with pytest.raises(NotAllowed):
        full.do_as("robin", OWN_WORDS, tracing.look, Asked(OCTOBER, clock.now()), "I01_incidents")


@pytest.mark.parametrize(
    "path", ["no_such_line", "I01_incidents/x", "A03_median_minutes_to_alert/n"]
)
def test_a_figure_there_is_not_has_no_rows(full: Desk, clock: SetClock, path: str) -> None:
    with pytest.raises(NoSuchRecord):
        full.do(tracing.look, Asked(OCTOBER, clock.now()), path)


def confirm_a_pair(work: Work) -> set[str]:
    """Confirm that two incidents are of one person, and that a third is of somebody else."""
    one, other, third = sorted(
        work.session.scalars(select(Incident.id).order_by(Incident.disclosed_at).limit(3))
    )
    for first, second, decision in (
        (one, other, "same_confirmed"),
        (other, third, "different"),
    ):
        work.session.execute(
            insert(MatchDecision).values(
                id=new_key(),
                one_incident_id=first,
                other_incident_id=second,
                decision=decision,
                agrees=[],
                conflicts=[],
                decided_at=datetime(2025, 10, 20, tzinfo=UTC),
            )
        )
    return {one, other}


def test_a_confirmed_pair_is_traced_to_its_decision_and_incidents(
    full: Desk, clock: SetClock
) -> None:
    pair = full.do(confirm_a_pair)
    asked = Asked(OCTOBER, clock.now())
    links = full.do(tracing.look, asked, "I15_repeat_suspects/links").value
    assert (links.figure, [(row.kind, row.page) for row in links.rows]) == (
        1,
        [("link", "matches")],
    )
    assert links.rows[0].words == "Two descriptions confirmed as one person"
    incidents = full.do(tracing.look, asked, "I15_repeat_suspects/incidents").value
    assert {row.id for row in incidents.rows} == pair


def test_middle_values_hours_and_pounds_say_what_each_row_measures(
    full: Desk, clock: SetClock
) -> None:
    asked = Asked(periods.quarter("2025-Q4"), clock.now())
    listed = {row.path: row for row in full.ask(tracing.figures, asked)}
    for path, how in (
        ("A03_median_minutes_to_alert", "middle"),
        ("F04_waiting_days/to_accepted", "middle"),
        ("J04_time/told_to_reported/days", "middle"),
        ("C07_hours/sessions", "sum"),
        ("PC01b_money_taken/pounds", "sum"),
    ):
        traced = full.do(tracing.look, asked, path).value
        assert (traced.how, traced.figure) == (how, listed[path].figure)
        assert traced.rows
    nothing = full.do(tracing.look, asked, "J04_time/outcome_to_court_end/days").value
    assert (nothing.figure, nothing.rows) == (None, ())
