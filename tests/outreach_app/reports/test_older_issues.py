"""What a version without a ledger issued counts as given out."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select

from models.record import GivenOut, IssuedReport
from models.types import new_key
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.reports import issuing, older_issues, printing
from outreach_app.statistics import answer, ledger, periods
from outreach_app.statistics.figures import HIDDEN, Figures
from outreach_app.work import Work

OCTOBER = periods.month("2025-10")
NOVEMBER = periods.month("2025-11")
RELEASED = Path(__file__).parents[2] / "data" / "casebooks"


@pytest.fixture
def sample_day() -> datetime:
    return datetime(2026, 2, 8, 10, 0, tzinfo=UTC)


def as_before_the_ledger(work: Work) -> Figures:
    """Issue October as a version did that printed from five on exactly and kept no ledger."""
    as_at = OCTOBER.cut_off(work.zone)
    true = answer.run(work, "internal", OCTOBER, as_at)
    shown = answer.run(work, "lottery", OCTOBER, as_at)
    lines = {key: exactly(value, true.lines.get(key)) for key, value in shown.lines.items()}
    figures = replace(shown, lines=lines)
    work.session.execute(
        insert(IssuedReport).values(
            id=new_key(),
            pack="lottery",
            first_day=OCTOBER.first,
            last_day=OCTOBER.last,
            issue=1,
            as_at=as_at,
            issued_at=as_at,
            figures=json.loads(figures.canonical()),
            protection={},
            fingerprint=figures.sha256(),
        )
    )
    return figures


def exactly(value: Any, true: Any) -> Any:
    if isinstance(value, Mapping):
        inner = true if isinstance(true, Mapping) else {}
        return {name: exactly(each, inner.get(name, 0)) for name, each in value.items()}
    return true if isinstance(value, int) and isinstance(true, int) and true >= 5 else HIDDEN


def in_ledger(work: Work) -> int:
    return work.session.scalar(select(func.count()).select_from(GivenOut)) or 0


def test_what_was_issued_before_there_was_a_ledger_is_in_it_once(full: Desk) -> None:
    figures = full.do(as_before_the_ledger)
    assert full.ask(in_ledger) == 0
    assert full.do(older_issues.enter) == 1
    assert full.do(older_issues.enter) == 0
    (release,) = full.ask(ledger.given)
    assert release.pack == "lottery"
    (main, *months) = release.groups
    assert main.printed["C01_contacts"] == figures.lines["C01_contacts"]
    assert None in main.printed.values()
    assert len(months) == sum(len(each.months) for each in figures.series)


def test_the_next_report_is_judged_with_it(full: Desk) -> None:
    full.do(as_before_the_ledger)
    made = full.do(printing.make, "pcc", NOVEMBER, NOVEMBER.cut_off(full.zone))
    assert full.ask(in_ledger) == 1
    assert made.figures.release is not None
    assert made.figures.release["after"] == 1
    full.do(lambda work: ledger.enter(work, made.figures))
    assert full.ask(in_ledger) == 2


def test_an_issue_of_this_version_is_not_entered_again(full: Desk) -> None:
    def issue(work: Work) -> int:
        issuing.issue(work, "lottery", OCTOBER, OCTOBER.cut_off(work.zone))
        return older_issues.enter(work)

    assert full.do(issue) == 0
    full.do(lambda work: work.session.execute(delete(GivenOut)))
    assert full.do(older_issues.enter) == 1


def test_a_casebook_of_the_first_version_goes_on(tmp_path: Path) -> None:
    for name in ("v1.casebook", "v1.casebook.keys"):
        shutil.copy(RELEASED / name, tmp_path / name)
    clock = SetClock(datetime(2026, 2, 20, 9, tzinfo=UTC))
    path = tmp_path / "v1.casebook"
    desk = bootstrap.open_desk(path, "daya", "paper lantern under quiet bridge", clock)
    try:
        # Its one issue was for inside: exact, and never given out.
        desk.do(printing.make, "lottery", OCTOBER, OCTOBER.cut_off(desk.zone))
        assert desk.ask(in_ledger) == 0
    finally:
        desk.close()
