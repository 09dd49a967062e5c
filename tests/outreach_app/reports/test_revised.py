"""The mark of change and the table of changes on the pages of a report."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.contacts import ContactDraft
from outreach_app.clock import SetClock
from outreach_app.reports import closing, issuing, printing, reading, revised
from outreach_app.reports.document import HIDDEN, Headlines, Revised, Table
from outreach_app.reports.revised import Changes
from outreach_app.statistics import packs, periods
from outreach_app.statistics.registry import Value

OCTOBER = periods.month("2025-10")
OWN_WORDS = "seven green bicycles on a hill"


@pytest.fixture
def sample_day() -> datetime:
    return datetime(2026, 2, 8, 10, 0, tzinfo=UTC)


@pytest.fixture
def two(full: Desk) -> Desk:
    full.accounts.add(NewColleague("Robin", "caseworker"), OWN_WORDS)
    return full


def drop_in_late(desk: Desk) -> None:
    moment = datetime(2025, 10, 14, 12, 0, tzinfo=UTC)
    desk.do(contacts.log, ContactDraft(started_at=moment, setting="drop_in", late_reason="paper"))


def test_a_withheld_figure_never_gets_a_mark() -> None:
    changed = Changes({"C01_contacts": (4, 5)})
    assert revised.marked("C01_contacts", HIDDEN, changed) is HIDDEN
    assert revised.marked("C01_contacts", 5, changed) == Revised(5)
    assert revised.marked("S02_contacts_with_supplies", 5, changed) == 5


def test_a_share_is_marked_where_either_count_changed() -> None:
    for end in "nd":
        changed = Changes({f"I07_reported_any/{end}": (1, 2)})
        assert revised.marked("I07_reported_any", "2 of 9", changed) == Revised("2 of 9")


def test_what_is_withheld_in_one_issue_does_not_stand_in_the_table(two: Desk) -> None:
    two.do(issuing.issue, "lottery", OCTOBER, two.clock.now())
    first, _ = two.ask(issuing.printed, two.ask(issuing.everything)[0].id)
    pack = packs.load("lottery")
    two_more = two.clock.now() + timedelta(days=1)
    people = first.lines["R01_unique_people"]
    assert isinstance(people, int)

    def of(lines: dict[str, Value]) -> Changes:
        now = replace(first, lines={**first.lines, **lines})
        return two.ask(revised.changes, pack, now, two_more)

    assert of({}) == revised.NONE
    assert of({"R01_unique_people": "hidden"}) == revised.NONE
    found = of({"R01_unique_people": people + 5})
    assert found.outside == {"R01_unique_people": (people, people + 5)}
    made = revised.table(found, pack, two.vocabulary())
    assert made is not None
    assert [row[1:] for row in made.rows] == [(people, people + 5)]


def test_the_first_issue_itself_and_a_pack_issued_once_mark_nothing(two: Desk) -> None:
    two.do(issuing.issue, "police", OCTOBER, two.clock.now())
    (issue,) = two.ask(issuing.everything)
    figures, _ = two.ask(issuing.printed, issue.id)
    assert two.ask(revised.changes, packs.load("police"), figures, issue.issued_at) == revised.NONE
    later = issue.issued_at + timedelta(days=9)
    now = replace(figures, lines={**figures.lines, "PV01_police_incidents": 99})
    assert two.ask(revised.changes, packs.load("police"), now, later) == revised.NONE


def test_the_report_for_inside_says_what_changed_since_the_freeze_and_why(
    two: Desk, clock: SetClock
) -> None:
    row = two.do(closing.propose, OCTOBER, clock.now() - timedelta(minutes=1)).value
    two.do_as("robin", OWN_WORDS, closing.confirm, row.id)
    before = two.do(printing.make, "internal", OCTOBER, row.as_at)
    assert "Changed since it was frozen" not in reading.read(before.document)
    drop_in_late(two)
    sheet = two.do(printing.make, "internal", OCTOBER, clock.now())
    tables = [block for block in sheet.document.blocks if isinstance(block, Table)]
    (made,) = (each for each in tables if each.heading.title == "Changed since it was frozen")
    found = {each[0]: each[1:] for each in made.rows}
    first = before.figures.lines["C01_contacts"]
    assert isinstance(first, int)
    assert found["Contacts"] == (first, first + 1, "entered late: 1")
    (tiles,) = (block.tiles for block in sheet.document.blocks if isinstance(block, Headlines))
    assert any(isinstance(each.value, Revised) for each in tiles)
    assert printing.pdf(sheet) == printing.pdf(sheet)
