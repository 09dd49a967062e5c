"""Whoever is anonymised, no figure of any pack of any month changes, frozen or not."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from models.closing import MonthClosing
from models.people import Person
from models.record import IssuedReport
from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.exchange import importing
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.reports import closing, issuing
from outreach_app.retention import anonymising
from outreach_app.retention.anonymising import EraseDraft
from outreach_app.statistics import answer, changes, periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.window import Window
from outreach_app.work import Work
from tests import filled
from tests.conftest import MakeDesk
from tests.outreach_app.retention.somebody import TABLES

PERIODS = (periods.month("2025-10"), periods.month("2025-11"), periods.quarter("2025-Q4"))


@pytest.fixture
def sample(desk: Desk, clock: SetClock) -> Desk:
    clock.moment = clock.moment.replace(year=2026, month=2)
    filled.fill(desk)
    desk.do(issuing.issue, "internal", PERIODS[1], clock.now())
    desk.do(closing.propose, PERIODS[0], as_at=clock.now())
    desk.do(_close_cases)
    return desk


def _close_cases(work: Work) -> None:
    cases = TABLES["cases"]
    work.session.execute(
        cases.update()
        .where(cases.c.closed_on.is_(None))
        .values(closed_on=work.today, closed_recorded_at=work.now, close_reason="needs_met")
    )


def figures(desk: Desk, clock: SetClock) -> dict[str, Any]:
    """Return every line of every pack for every month, and what is kept of frozen and issued."""

    def all_of(work: Work) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for period in PERIODS:
            window = Window.of(period, clock.now(), work.zone)
            facts = Facts(work.session, window, work.lists)
            found[f"first {period.name}"] = repr(changes.since_first(work.session, window))
            for key, line in registry.known().items():
                if line.answers(period):
                    found[f"{key} {period.name}"] = [line.compute(facts), line.exact(facts)]
        for pack in ("police",):
            made = answer.run(work, pack, PERIODS[2], clock.now())
            found[pack] = made.to_json()["lines"]
        return found

    kept = desk.ask(
        lambda work: [
            *work.session.execute(select(MonthClosing.figures, MonthClosing.exact)).all(),
            *work.session.execute(select(IssuedReport.figures, IssuedReport.printed)).all(),
        ]
    )
    found: dict[str, Any] = json.loads(json.dumps(desk.ask(all_of), default=repr))
    return found | {"kept": [repr(row) for row in kept]}


def everybody(desk: Desk) -> list[str]:
    return list(
        desk.ask(
            lambda work: work.session.scalars(
                select(Person.id).where(Person.merged_into.is_(None)).order_by(Person.id)
            ).all()
        )
    )


def erase(desk: Desk, whose: str) -> None:
    seen = desk.ask(anonymising.look, whose)
    desk.do(anonymising.anonymise, EraseDraft(whose, "due", seen.code))


def test_everybody_one_after_another(sample: Desk, clock: SetClock) -> None:
    before = figures(sample, clock)
    people = everybody(sample)
    half = len(people) // 2
    for each in people[:half]:
        erase(sample, each)
    assert figures(sample, clock) == before
    for each in people[half:]:
        erase(sample, each)
    assert figures(sample, clock) == before
    assert sample.verify().findings == ()


def test_the_export_still_fits_and_comes_in_elsewhere(
    sample: Desk, clock: SetClock, make_desk: MakeDesk
) -> None:
    for each in everybody(sample)[::2]:
        erase(sample, each)
    data = sample.do(export)
    other = make_desk("other")
    checked = read_and_check(data, other.vocabulary(), clock.now(), None)
    other.do(importing.take_in, checked)
    other.refresh_project()
    ours, theirs = figures(sample, clock), figures(other, clock)
    assert {k: v for k, v in theirs.items() if k != "kept"} == {
        k: v for k, v in ours.items() if k != "kept"
    }
