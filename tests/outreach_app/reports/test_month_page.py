"""What each role finds at month end, and where each thing on the list leads."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts, incidents, needs, people, roles, sessions
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.clock import SetClock
from outreach_app.errors import NotAllowed
from outreach_app.reports import closing, month_end, month_page
from outreach_app.statistics import periods
from outreach_app.vocabulary import shipped
from outreach_app.work import Work

OCTOBER = periods.month("2025-10")
JANUARY = periods.month("2026-01")
OWN_WORDS = "seven green bicycles on a hill"


@pytest.fixture
def sample_day() -> datetime:
    return datetime(2026, 2, 8, 10, 0, tzinfo=UTC)


def count(desk: Desk, code: str) -> int:
    return next(each.count for each in desk.ask(month_end.checklist, JANUARY) if each.code == code)


def test_whoever_is_shown_exact_figures_can_look_and_only_some_may_act(full: Desk) -> None:
    full.accounts.add(NewColleague("Robin", "caseworker"), OWN_WORDS)
    row = full.do(closing.propose, OCTOBER).value
    full.do_as("robin", OWN_WORDS, closing.confirm, row.id)

    def look(work: Work, role: str, month: periods.Period) -> month_page.MonthEnd:
        return month_page.view(replace(work, role=role, by="ROBIN"), month.first)

    for role in shipped()["user_role"].codes():
        if role not in roles.EXACT_FIGURES:
            with pytest.raises(NotAllowed):
                full.ask(look, role, JANUARY)
            continue
        running = full.ask(look, role, JANUARY)
        assert running.may_propose == (role in closing.PROPOSES)
        assert running.may_confirm == (role in closing.CONFIRMS)
        assert (full.ask(look, role, OCTOBER).revised is not None) == (role in closing.CONFIRMS)


def test_the_last_month_that_is_over_is_shown_first(full: Desk) -> None:
    found = full.ask(month_page.view)
    assert found.month == JANUARY
    assert found.months[0] == JANUARY
    assert len(set(found.months)) == 24
    assert {row.pack.name for row in found.packs} >= {"lottery", "pcc", "health", "police"}
    assert "internal" not in {row.pack.name for row in found.packs}


def test_shifts_not_ended_and_without_a_contact_are_counted(full: Desk, clock: SetClock) -> None:
    before = count(full, "sessions"), count(full, "paper")
    began = datetime(2026, 1, 20, 19, tzinfo=UTC)
    one = full.do(sessions.start, SessionDraft("van_night", began)).value
    assert (count(full, "sessions"), count(full, "paper")) == (before[0] + 1, before[1])
    full.do(sessions.end_at, one.id, began + timedelta(hours=3))
    assert (count(full, "sessions"), count(full, "paper")) == (before[0], before[1] + 1)


def test_an_incident_waits_for_a_choice_after_fourteen_days(full: Desk, clock: SetClock) -> None:
    before = count(full, "undecided")
    told_at = clock.now() - timedelta(days=15)
    draft = IncidentDraft(told_at, type="rape", area="unknown", occurred_precision="unknown")
    told = full.do(incidents.log, draft).value
    assert count(full, "undecided") == before + 1
    full.do(incidents.take_step, told.id, "warn_only")
    assert count(full, "undecided") == before


def test_a_need_nobody_touched_and_a_form_not_saved_are_counted(
    full: Desk, clock: SetClock
) -> None:
    before = count(full, "needs"), count(full, "drafts")
    full.do(drafts.keep, "contact", "", "{}")
    assert count(full, "drafts") == before[1] + 1
    someone = full.ask(people.everyone)[0]
    full.do(
        needs.add,
        needs.NeedDraft(someone.id, "benefits", identified_on=date(2025, 12, 1)),
    )
    assert count(full, "needs") == before[0] + 1
