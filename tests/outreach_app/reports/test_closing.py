"""Freezing a month: two people, once, and nothing written over it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from models.closing import MonthClosing
from models.people import Person
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import looked
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.contacts import ContactDraft, log
from outreach_app.clock import SetClock
from outreach_app.errors import NotAllowed, WrongPassphrase
from outreach_app.governance import audit
from outreach_app.reports import closing, issuing, month_end, printing, reading
from outreach_app.reports.closing import FrozenAlready, NotOver, SamePerson
from outreach_app.statistics import answer, periods
from outreach_app.statistics import frozen as frozen_months
from outreach_app.statistics.frozen import Frozen
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Work
from tests.conftest import PASSPHRASE, SIGN_IN

OCTOBER = periods.month("2025-10")
NOVEMBER = periods.month("2025-11")
SECOND = "robin"
OWN_WORDS = "seven green bicycles on a hill"


@pytest.fixture
def sample_day() -> datetime:
    return datetime(2026, 2, 8, 10, 0, tzinfo=UTC)


@pytest.fixture
def two(full: Desk) -> Desk:
    """The sample on a day of February, with a caseworker beside the lead."""
    full.accounts.add(NewColleague("Robin", "caseworker"), OWN_WORDS)
    return full


def frozen(desk: Desk, month: periods.Period = OCTOBER) -> closing.ClosingRow:
    row = desk.do(closing.propose, month).value
    return desk.do_as(SECOND, OWN_WORDS, closing.confirm, row.id).value


def test_a_month_is_frozen_by_two_people_once(two: Desk) -> None:
    row = two.do(closing.propose, OCTOBER).value
    assert not row.frozen
    assert row.as_at == OCTOBER.cut_off(two.zone)
    with pytest.raises(SamePerson):
        two.do(closing.confirm, row.id)
    with pytest.raises(FrozenAlready):
        two.do(closing.propose, OCTOBER)
    done = two.do_as(SECOND, OWN_WORDS, closing.confirm, row.id).value
    assert done.frozen
    assert (done.proposed_by, done.confirmed_by) == (two.me.code, "ROBIN")
    assert done.fingerprint == row.fingerprint
    with pytest.raises(FrozenAlready):
        two.do(closing.propose, OCTOBER)
    with pytest.raises(FrozenAlready):
        two.do(closing.take_back, row.id)
    with pytest.raises(FrozenAlready):
        two.do_as(SECOND, OWN_WORDS, closing.confirm, row.id)


def test_a_proposal_waits_for_the_second_persons_own_session(
    two: Desk, clock: SetClock, tmp_path: Path
) -> None:
    row = two.do(closing.propose, OCTOBER).value
    path = two.path
    two.close()
    other = bootstrap.open_desk(path, SECOND, OWN_WORDS, clock, cost=KdfCost.CHEAPEST)
    try:
        assert other.do(closing.confirm, row.id).value.confirmed_by == "ROBIN"
    finally:
        other.close()


def test_a_proposal_can_be_taken_back_and_made_again(two: Desk) -> None:
    row = two.do(closing.propose, OCTOBER).value
    two.do(closing.take_back, row.id)
    assert two.ask(closing.of_month, OCTOBER) is None
    assert frozen(two).frozen


def test_nobody_confirms_with_words_that_are_not_theirs(two: Desk) -> None:
    row = two.do(closing.propose, OCTOBER).value
    for name, words in ((SECOND, PASSPHRASE), ("nobody", OWN_WORDS), (SIGN_IN, OWN_WORDS)):
        with pytest.raises(WrongPassphrase):
            two.do_as(name, words, closing.confirm, row.id)
    assert not two.ask(closing.one, row.id).frozen
    with pytest.raises(SamePerson):
        two.do_as(SIGN_IN, PASSPHRASE, closing.confirm, row.id)


def test_what_the_second_person_does_is_written_as_theirs(two: Desk) -> None:
    frozen(two)
    lines = two.ask(audit.latest, 3)
    (line,) = (each for each in lines if each.action == "month_frozen")
    assert line.actor == "ROBIN"
    assert two.me.code != "ROBIN"
    two.do(log, ContactDraft(started_at=two.clock.now(), setting="drop_in"))
    assert two.ask(audit.latest, 1)[0].actor == two.me.code


def test_a_month_that_runs_or_lies_ahead_is_not_frozen(two: Desk, clock: SetClock) -> None:
    with pytest.raises(NotOver):
        two.do(closing.propose, periods.month("2026-02"))
    with pytest.raises(NotOver):
        two.do(closing.propose, periods.quarter("2025-Q4"))
    with pytest.raises(NotOver):
        two.do(closing.propose, OCTOBER, clock.now() + timedelta(hours=1))
    with pytest.raises(NotOver):
        two.do(closing.propose, OCTOBER, datetime(2025, 10, 30, tzinfo=UTC))
    january = two.do(closing.propose, periods.month("2026-01")).value
    assert january.as_at < clock.now()
    assert january.as_at == january.month.cut_off(two.zone)


def test_who_keeps_no_figures_freezes_none(two: Desk, clock: SetClock) -> None:
    with pytest.raises(NotAllowed):
        two.do_as(SECOND, OWN_WORDS, closing.propose, OCTOBER)


def test_the_file_itself_refuses_one_person_for_both(two: Desk) -> None:
    row = two.do(closing.propose, OCTOBER).value

    def cheat(work: Work) -> None:
        work.session.execute(
            update(MonthClosing)
            .where(MonthClosing.id == row.id)
            .values(confirmed_at=work.now, confirmed_by=work.by)
        )

    with pytest.raises(IntegrityError):
        two.do(cheat)


def age_everybody(work: Work) -> None:
    """Change what has no history, as an erasure would."""
    work.session.execute(update(Person).values(gender="not_asked", age_band="not_known"))


def drop_in_late(desk: Desk) -> None:
    moment = datetime(2025, 10, 14, 12, 0, tzinfo=UTC)
    desk.do(log, ContactDraft(started_at=moment, setting="drop_in", late_reason="paper"))


def kept_of_october(work: Work) -> Frozen | None:
    return frozen_months.of_month(work.session, OCTOBER)


@pytest.mark.parametrize("change", [age_everybody])
def test_kept_figures_and_printed_pages_stay_whatever_changes(
    two: Desk, clock: SetClock, change: Callable[[Work], None]
) -> None:
    row = frozen(two)
    kept = two.ask(kept_of_october)
    two.do(issuing.issue, "lottery", OCTOBER, row.as_at)
    (issued,) = two.ask(issuing.of_period, "lottery", OCTOBER)
    pages = two.ask(issuing.printed, issued.id)[1]
    clock.moment += timedelta(days=3)
    two.do(change)
    drop_in_late(two)
    assert two.ask(kept_of_october) == kept
    assert two.ask(issuing.printed, issued.id)[1] == pages


def test_the_page_inside_says_where_the_trail_ended_and_says_so_again(
    two: Desk, clock: SetClock
) -> None:
    assert two.ask(printing.sheet, "internal", OCTOBER, two.clock.now()).about.trail == ""
    row = frozen(two)
    end = two.ask(closing.trail_end, row.id)
    assert end is not None
    first = two.ask(printing.sheet, "internal", OCTOBER, row.as_at)
    assert end.grouped in reading.read(first.document)
    assert two.ask(looked.compare, end.entries, end.grouped)
    clock.moment += timedelta(days=3)
    drop_in_late(two)
    again = two.ask(printing.sheet, "internal", OCTOBER, row.as_at)
    assert printing.pdf(again) == printing.pdf(first)
    # As at another moment nothing was frozen, and what leaves the project says nothing of it.
    assert two.ask(printing.sheet, "internal", OCTOBER, clock.now()).about.trail == ""
    assert two.ask(printing.sheet, "lottery", OCTOBER, row.as_at).about.trail == ""


def test_packs_of_a_frozen_month_are_taken_from_what_was_kept(two: Desk) -> None:
    row = frozen(two)

    def tamper(work: Work) -> None:
        """Void the past, so that counting again would say something else as at that moment."""
        work.session.connection().exec_driver_sql(
            "UPDATE contacts SET voided_at = '2025-10-02T00:00:00Z', void_reason = 'test'"
        )

    before = two.ask(answer.run, "internal", OCTOBER, row.as_at)
    first = before.lines["R01_unique_people"]
    for pack in ("lottery", "pcc", "health"):
        assert two.ask(answer.run, pack, OCTOBER, row.as_at).lines["R01_unique_people"] == first
    two.do(tamper)
    after = two.ask(answer.run, "internal", OCTOBER, row.as_at)
    assert json.dumps(before.to_json()) == json.dumps(after.to_json())
    now = two.ask(answer.run, "internal", OCTOBER, two.clock.now())
    assert now.lines["C01_contacts"] == 0


def test_the_checklist_counts_what_waits_and_leads_there(two: Desk) -> None:
    items = {item.code: item for item in two.ask(month_end.checklist, OCTOBER)}
    assert set(items) == {
        *("sessions", "paper", "doubles", "undecided"),
        *("needs", "drafts", "disagree", "breaches"),
    }
    assert items["undecided"].page == ("incidents" if items["undecided"].count else "")
    assert items["disagree"].count == 0
    row = two.do(closing.propose, OCTOBER).value
    assert row.left == {code: item.count for code, item in items.items() if item.count}
