"""Every check of a month and of a report leads in one press to the page where it is looked at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QPushButton

from outreach_app.bootstrap import Desk
from outreach_app.casework import drafts, incidents, needs, people, sessions
from outreach_app.casework.needs import NeedDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.casework.telling import IncidentDraft
from outreach_app.reports import before_leaving, jumps, month_end, showing, withheld
from outreach_app.reports.asked import Asked
from outreach_app.reports.before_leaving import Made
from outreach_app.reports.leaks import Leak
from outreach_app.reports.month_end import Item
from outreach_app.reports.showing import Wanted
from outreach_app.statistics import periods
from outreach_app.work import Work
from tests.ui.sitting import Stage
from ui.pages.incidents import IncidentsPage
from ui.pages.month_end import MonthEndPage
from ui.pages.needs import NeedsPage
from ui.pages.reports.ready import Checks
from ui.pages.trace import TracePage
from ui.registry import PAGES

DECEMBER = periods.month("2025-12")


def leave_open(desk: Desk) -> Desk:
    """Leave one of everything open that can be left open by hand."""
    began = datetime(2025, 12, 20, 19, tzinfo=UTC)
    desk.do(sessions.start, SessionDraft("van_night", began))
    sheet = desk.do(sessions.start, SessionDraft("van_night", began - timedelta(days=3))).value
    desk.do(sessions.end_at, sheet.id, began - timedelta(days=3) + timedelta(hours=2))
    told = IncidentDraft(began, type="rape", area="unknown", occurred_precision="unknown")
    desk.do(incidents.log, told)
    for _ in range(2):  # two records of one name may be one person
        someone = desk.do(people.create, PersonDraft("Wrenfield"))
    desk.do(needs.add, NeedDraft(someone.id, "benefits", identified_on=date(2025, 11, 1)))
    desk.do(drafts.keep, "contact", "", "{}")
    return desk


def test_everything_left_open_opens_where_it_is_looked_at(stage: Stage, full: Desk) -> None:
    leave_open(full)
    items = {each.code: each for each in full.ask(month_end.checklist, DECEMBER)}
    left = {code for code, item in items.items() if item.count}
    assert left >= {"sessions", "paper", "doubles", "undecided", "needs", "drafts"}
    for code in sorted(left):
        assert items[code].page in PAGES, code
        stage.show_page(items[code].page, **items[code].where)
        assert stage.words(), code
    assert all(not item.page for code, item in items.items() if code not in left)
    told = cast("IncidentsPage", stage.show_page("incidents", **items["undecided"].where))
    assert told.list.chips.value() == "open"
    assert told.list.table.model().rowCount() >= 1
    wanted = cast("NeedsPage", stage.show_page("needs", **items["needs"].where))
    assert wanted.list.chips.value() == "open"
    assert wanted.list.table.model().rowCount() >= items["needs"].count


def test_figures_that_do_not_agree_are_looked_for_in_the_list(stage: Stage, full: Desk) -> None:
    now = full.clock.now()
    page, where = full.ask(jumps.to_line, DECEMBER, now, "I03_by_group")
    assert page == "trace"
    trace = cast("TracePage", stage.show_page(page, **where))
    lines = {
        trace.figures.table.model().index(row, 0).data()
        for row in range(trace.figures.table.model().rowCount())
    }
    assert "Incidents by group" in lines
    assert len(lines) < 5
    # What was shared without a yes opens with its rows at once.
    page, where = full.ask(jumps.to_breaches, DECEMBER, now)
    trace = cast("TracePage", stage.show_page(page, **where))
    assert trace.back.isVisible()
    assert trace.definition.text()


@pytest.mark.parametrize("role", ["lead", "reporter", "caseworker"])
def test_whoever_may_not_see_rows_is_led_to_what_they_may_see(full: Desk, role: str) -> None:
    now = full.clock.now()

    def asked(work: Work, period: periods.Period) -> tuple[str, str, str]:
        some = replace(work, role=role)
        found = (
            jumps.to_line(some, period, now, "C01_contacts"),
            jumps.to_breaches(some, period, now),
            jumps.to_cases(some, period, now),
        )
        return found[0][0], found[1][0], found[2][0]

    rows = role == "lead"
    expected = ("trace", "trace", "trace") if rows else ("figures", "gone", "needs")
    assert full.ask(asked, DECEMBER) == expected
    odd = periods.span("2025-12-03", "2025-12-09")
    assert full.ask(asked, odd)[0] == ("trace" if rows else "")


def test_the_checklist_opens_what_does_not_add_up(stage: Stage, full: Desk) -> None:
    page = cast("MonthEndPage", stage.show_page("month_end"))
    asked = Asked(DECEMBER, full.clock.now())
    where: Mapping[str, Any] = {"asked": asked, "line": "K01_cases"}
    page.checklist.show_items((Item("disagree", 1, "trace", where),))
    stage.settle()
    stage.click("month_end.open.disagree")
    assert stage.went[-1] == ("trace", dict(where))


def against(work: Work) -> tuple[before_leaving.Check, ...]:
    """Return the checks of a report with something against it wherever there can be."""
    shown = showing.show(work, Wanted("lottery", DECEMBER))
    assert shown is not None
    true = withheld.exact(work, DECEMBER, shown.as_at)
    wrong = {
        **true.figures.lines,
        "K01_cases": {"open_start": 1, "opened": 1, "closed": 0, "open_end": 9},
        "G03_disclosures_without_valid_consent": 1,
        "R01_unique_people": 10**6,
    }
    broken = replace(true, figures=replace(true.figures, lines=wrong))
    shown_wrong = replace(shown.figures, lines={**shown.figures.lines, "C01_contacts": 3})
    leak = Leak("name", "Comet")
    made = Made(shown.pack, shown_wrong, broken, None, (leak,), ("I03_by_group",))
    return before_leaving.checks(work, made)


def test_every_check_of_a_report_leads_somewhere(stage: Stage, full: Desk) -> None:
    found = full.do(against)
    assert [each.state for each in found].count("stop") == 6
    shown = full.do(showing.show, Wanted("lottery", DECEMBER))
    assert shown is not None
    card = Checks()
    card.setParent(stage)
    card.show()
    went: list[str] = []
    card.wanted.connect(lambda page, _: went.append(page))
    card.issue_wanted.connect(lambda: went.append("issue"))
    card.hidden_wanted.connect(lambda: went.append("hidden"))
    card.show_report(replace(shown, checks=found), "")
    for each in found:
        button = card.findChild(QPushButton, f"reports.ready.{each.name}.go")
        assert isinstance(button, QPushButton)
        assert button.isVisibleTo(card), each.name
        button.click()
    assert went == ["month_end", "trace", "trace", "trace", "trace", "hidden", "packs", "issue"]
    for each in found:
        if each.page:
            stage.show_page(each.page, **each.where)
            assert stage.words(), each.name
