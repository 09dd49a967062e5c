"""In, out, and in again: nothing is lost, nothing is put in place of what was there."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from models.contacts import Contact
from models.people import Person
from models.project import Area, Project, Staff
from outreach_app.bootstrap import Desk
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.exchange.importing import preview, take_in
from outreach_app.governance import audit
from tests.outreach_app.exchange.equal import normal

MakeDesk = Callable[..., Desk]


def as_bytes(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def bring_in(desk: Desk, data: bytes) -> None:
    checked = read_and_check(data, desk.vocabulary(), desk.clock.now())
    desk.do(take_in, checked)


def test_the_sample_comes_back_equal(desk: Desk, sample: dict[str, Any]) -> None:
    bring_in(desk, as_bytes(sample))
    assert normal(json.loads(desk.do(export))) == normal(sample)


def test_the_second_export_has_the_same_bytes(make_desk: MakeDesk, sample: dict[str, Any]) -> None:
    first, second = make_desk("first"), make_desk("second")
    bring_in(first, as_bytes(sample))
    once = first.do(export)
    bring_in(second, once)
    assert second.do(export) == once
    assert not once.startswith(b"\xef\xbb\xbf")


def test_an_empty_casebook_becomes_the_project_of_the_file(
    desk: Desk, sample: dict[str, Any]
) -> None:
    checked = read_and_check(as_bytes(sample), desk.vocabulary(), desk.clock.now())
    seen = desk.ask(preview, checked)
    assert seen.takes_over
    assert seen.rows["contacts"] == 160
    assert seen.new_areas == ("canalside", "foundry", "market_end", "northgate", "hillcrest")
    assert "T3" in seen.new_staff
    assert (str(seen.first_day), str(seen.last_day)) == ("2021-11-02", "2026-01-20")
    row = desk.do(take_in, checked).value
    assert row.counts == seen.rows
    assert desk.project_name == "Ravelstoke Outreach (invented)"
    with desk._book.reading() as session:
        assert session.scalar(select(Project.code)) == "RAVEL"
        assert session.scalar(select(Area.label).where(Area.code == "market_end")) == "Market end"
        staff = session.scalars(select(Staff).where(Staff.code == "T3")).one()
        assert (staff.role, staff.active, staff.slot_id) == ("outreach", False, None)
        assert session.scalar(select(func.count()).select_from(Person)) == 26
    line = desk.ask(audit.latest, 1)[0]
    assert (line.action, line.detail["counts"]["incidents"]) == ("imported", 27)
    assert line.detail["sha256"] == checked.sha256


def test_recorded_at_stays_the_moment_of_the_file(desk: Desk, sample: dict[str, Any]) -> None:
    bring_in(desk, as_bytes(sample))
    with desk._book.reading() as session:
        found = session.scalars(select(Contact).where(Contact.source_id == "CON-0107")).one()
    assert found.started_at == datetime(2025, 9, 30, 23, 20, tzinfo=UTC)
    assert found.recorded_at.year == 2025
