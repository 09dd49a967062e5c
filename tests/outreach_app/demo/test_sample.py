"""The sample casebook: real, encrypted, quick, and full of what the first pages show."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from outreach_app import bootstrap, paths
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    due_soon,
    outside_requests,
    people,
    sessions,
    tasks,
    timeline,
    witnesses,
)
from outreach_app.clock import SetClock
from outreach_app.demo.invent import invent
from outreach_app.demo.sample import PASSPHRASE, SIGN_IN, open_sample
from outreach_app.errors import InUse, NoSuchFile
from outreach_app.neighbours import address_book
from outreach_app.reports import closing, issuing, month_page
from outreach_app.sharing import stories
from outreach_app.statistics import periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.periods import Period
from outreach_app.statistics.window import Window
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Work

EVENING = datetime(2025, 12, 20, 23, 42, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """Where the sample of this evening lies, closed, and how much work it was, in seconds."""

    folder: Path
    seconds: float


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    # Its own work is measured, not what else the machine does meanwhile.
    began = time.process_time()
    open_sample(SetClock(EVENING), folder).close()
    return Made(folder, time.process_time() - began)


@pytest.fixture(scope="module")
def sample(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One sample for all questions; no test writes into it."""
    desk = open_sample(SetClock(EVENING), copied(made, tmp_path_factory.mktemp("sample")))
    yield desk
    desk.close()


def copied(made: Made, folder: Path) -> Path:
    """Lay the sample of this evening into a folder."""
    return shutil.copytree(made.folder, folder, dirs_exist_ok=True)


def figures(work: Work, period: Period, as_at: datetime, *keys: str) -> dict[str, Any]:
    facts = Facts(work.session, Window.of(period, as_at, work.zone), work.lists)
    return {key[:3]: registry.known()[key].compute(facts) for key in keys}


def test_each_month_has_sensible_figures_and_nothing_left_without_a_yes(sample: Desk) -> None:
    keys = ("R01_unique_people", "C01_contacts", "G03_disclosures_without_valid_consent")
    *whole, this_month = periods.months_up_to(EVENING.date(), 19)
    for month in whole:
        found = sample.ask(figures, month, EVENING, *keys)
        assert 40 <= found["R01"] <= 70, month
        assert 90 <= found["C01"] <= 170, month
        assert found["G03"] == 0, month
    assert sample.ask(figures, this_month, EVENING, *keys)["G03"] == 0


def test_the_daya_of_the_sample_leads_and_has_a_van_out(sample: Desk) -> None:
    assert (sample.me.name, sample.me.role) == ("Daya", "lead")
    assert sample.project_name == "Tidewell Outreach (invented)"
    van = sample.ask(sessions.open_now)
    assert van is not None
    tally = sample.ask(sessions.tally, van.id)
    assert (tally.contacts, tally.not_named, tally.incidents) == (14, 6, 1)


def test_there_is_something_to_do_today_and_a_line_from_the_last_shift(sample: Desk) -> None:
    mine = sample.ask(tasks.waiting)
    due = [row.text for row in mine if row.due_on and row.due_on <= EVENING.date()]
    # Two more stand beside them with a day of their own: a warning to review, a yes that ends.
    assert len(due) == 3
    assert [each.kind for each in sample.ask(due_soon.found)[:2]] == ["review", "ending"]
    assert "Phone back, after 10:00 only. No voicemail." in due
    assert not [text for text in due if "{" in text]
    left = sample.ask(sessions.last_handover)
    assert left is not None
    assert left[2] == "MO"


def test_somebody_stands_outside_too(sample: Desk) -> None:
    asked = sample.ask(outside_requests.listing)
    assert {row.result for row in asked} == {"pending", "refused"}
    assert [row.usable for row in sample.ask(address_book.listing)].count(True) == 1
    assert len(sample.ask(address_book.listing)) == 2
    assert len(sample.ask(witnesses.waiting)) == 1


def test_one_record_is_restricted_and_many_say_how_to_reach_somebody(sample: Desk) -> None:
    everyone = sample.ask(people.everyone)
    assert sum(row.restricted for row in everyone) == 1
    cards = [sample.ask(people.card, row.id) for row in everyone if row.open_case]
    assert len(cards) >= 18
    assert sum(bool(card.routes) for card in cards) >= 10
    assert sum(bool(card.flags) for card in cards) >= 6
    assert any(card.other_names for card in cards)
    assert any(card.own_code_set for card in cards)


def test_a_story_has_more_than_contacts(sample: Desk) -> None:
    kinds = {
        row.kind
        for line in sample.ask(people.everyone)
        if line.open_case
        for row in sample.ask(timeline.story, line.id)
    }
    assert {"contact", "incident", "consent", "need", "referral", "case"} <= kinds


def test_a_month_is_frozen_by_two_people_and_its_packs_are_issued(sample: Desk) -> None:
    (row,) = sample.ask(closing.everything)
    assert row.month == periods.month("2025-10")
    assert row.frozen
    assert (row.proposed_by, row.confirmed_by) == ("SAMPLE", "MO")
    issued = sample.ask(issuing.everything)
    assert {(each.pack, each.period) for each in issued} == {
        ("lottery", "2025-10"),
        ("police", "2025-10"),
    }
    assert {each.as_at for each in issued} == {row.as_at}
    assert all(each.checked_by == "Mo" for each in issued)
    # The month after it waits to be looked at.
    assert sample.ask(month_page.view).closing is None


def test_a_story_is_told_with_a_yes_and_was_read_by_a_second_person(sample: Desk) -> None:
    (story,) = sample.ask(stories.every)
    assert story.why == ()
    assert (story.written_by, story.approved_by) == ("MO", "SAMPLE")


def test_it_is_whole(sample: Desk) -> None:
    assert sample.verify().findings == ()


def test_it_is_encrypted_like_any_other(sample: Desk) -> None:
    raw = b"".join(p.read_bytes() for p in sample.path.parent.iterdir() if p.suffix != ".lock")
    assert not raw.startswith(b"SQLite format 3")
    for person in invent(EVENING)["persons"]:
        assert person["alias"].encode() not in raw or len(person["alias"]) < 5


def test_it_is_made_once_a_day(made: Made, tmp_path: Path) -> None:
    clock = SetClock(EVENING)
    first = open_sample(clock, copied(made, tmp_path))
    path = first.path
    first.do(tasks.add, tasks.TaskDraft("Added while looking round"))
    first.close()
    clock.moment = EVENING + timedelta(minutes=10)
    again = open_sample(clock, tmp_path)
    assert again.path == path
    assert "Added while looking round" in {row.text for row in again.ask(tasks.waiting)}
    again.close()
    clock.moment = EVENING + timedelta(hours=9)
    other = open_sample(clock, tmp_path)
    assert other.path != path
    assert not path.exists()
    other.close()


def test_one_that_is_open_elsewhere_is_left_alone(made: Made, tmp_path: Path) -> None:
    clock = SetClock(EVENING)
    desk = open_sample(clock, copied(made, tmp_path))
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(InUse):
        open_sample(clock, tmp_path)
    tomorrow = open_sample(SetClock(EVENING + timedelta(days=1)), tmp_path)
    assert set(before) <= {path.name for path in tmp_path.iterdir()}
    tomorrow.close()
    desk.close()


def test_one_that_was_never_finished_or_is_damaged_is_made_anew(tmp_path: Path) -> None:
    clock = SetClock(EVENING)
    path = tmp_path / "look-round-2025-12-20.casebook"
    cheap = KdfCost.CHEAPEST
    bootstrap.create(path, "Empty", SIGN_IN, PASSPHRASE, clock, cheap).desk.close()
    desk = open_sample(clock, tmp_path)
    assert desk.ask(people.everyone)
    desk.close()
    path.write_bytes(b"\0" * 4096)
    desk = open_sample(clock, tmp_path)
    assert desk.ask(people.everyone)
    desk.close()


def test_it_lies_in_the_programs_own_folder(own_folders: Path) -> None:
    assert paths.sample_folder().is_relative_to(own_folders)


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NoSuchFile):
        open_sample(SetClock(EVENING), tmp_path / "file" / "sample")


def test_it_is_quick(made: Made) -> None:
    assert made.seconds < 30
