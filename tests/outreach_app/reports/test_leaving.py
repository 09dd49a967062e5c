from dataclasses import replace
from datetime import timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts
from outreach_app.clock import SetClock
from outreach_app.errors import Cancelled, CheckFailed
from outreach_app.governance import audit
from outreach_app.reports import (
    adding,
    before_leaving,
    issuing,
    leaving,
    printing,
    reading,
    showing,
    withheld,
)
from outreach_app.reports.issuing import IssuedAlready
from outreach_app.reports.leaks import Leak
from outreach_app.reports.leaving import InsideOnly, Leaving, NotIssued
from outreach_app.reports.showing import DUE, NOW, Shown, Wanted
from outreach_app.statistics import packs, periods
from outreach_app.statistics.figures import Figures
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Work

OCTOBER = periods.month("2025-10")


def shown(desk: Desk, pack: str, which: str = "", period: periods.Period = OCTOBER) -> Shown:
    found = desk.do(showing.show, Wanted(pack, period, which))
    assert found is not None
    return found


def trail(desk: Desk, *actions: str) -> list[audit.AuditRow]:
    return [row for row in desk.ask(audit.latest) if row.action in actions]


# what is shown


def test_the_first_figures_due_are_shown_to_others_and_the_newest_inside(full: Desk) -> None:
    assert (shown(full, "lottery").which, shown(full, "internal").which) == (DUE, NOW)
    assert shown(full, "lottery").as_at == OCTOBER.cut_off(full.zone)
    assert shown(full, "lottery", NOW).as_at == full.clock.now()
    running = periods.month_of(full.clock.now().date())
    assert shown(full, "lottery", DUE, running).which == NOW


def test_what_is_no_longer_wanted_is_not_made(full: Desk) -> None:
    before = full.ask(audit.count)
    with pytest.raises(Cancelled):
        full.do(showing.show, Wanted("lottery", OCTOBER), lambda _share, _words: False)
    assert full.ask(audit.count) == before


def test_an_issued_report_is_shown_as_it_was_printed(full: Desk, clock: SetClock) -> None:
    made = full.do(leaving.issue, shown(full, "police"), None).value
    late = contacts.ContactDraft(
        started_at=clock.now() - timedelta(days=90), late_reason="paper", setting="drop_in"
    )
    full.do(contacts.log, late)
    clock.moment += timedelta(days=3)
    for which in ("", NOW, DUE):
        again = shown(full, "police", which)
        assert again.pages == made.pages
        assert again.issued == made.issued
        assert again.text == made.text
    assert "First issued: " in again.text
    with pytest.raises(IssuedAlready):
        full.do(leaving.issue, made, None)


def test_a_revision_says_what_differs_from_the_first_issue(full: Desk, clock: SetClock) -> None:
    first = full.do(leaving.issue, shown(full, "lottery", NOW), None).value
    came_late = int(first.since_first.late)
    assert first.changed == ()
    clock.moment += timedelta(days=1)
    for _ in range(6):
        late = contacts.ContactDraft(
            started_at=OCTOBER.bounds(full.zone)[0] + timedelta(days=3, hours=20),
            late_reason="paper",
            setting="drop_in",
        )
        full.do(contacts.log, late)
    now = shown(full, "lottery", NOW)
    (contacts_line, *_) = [line for line in now.changed if line.label == "Contacts"]
    assert contacts_line.now == contacts_line.first + 6
    assert now.since_first.late == came_late + 6
    assert now.mark == "Draft, not issued"
    second = full.do(leaving.issue, now, None).value
    assert [row.issue for row in second.issues] == [1, 2]
    assert second.mark == "Revised 1"
    assert shown(full, "lottery").issued == second.issued
    assert shown(full, "lottery", first.which).pages == first.pages


def test_hidden_figures_are_listed_once_each_with_a_reason(full: Desk) -> None:
    assert shown(full, "internal").withheld == ()
    listed = shown(full, "lottery").withheld
    assert len({(each.where, each.row) for each in listed}) == len(listed)
    assert {each.why for each in listed} >= {"small"}
    quarter = shown(full, "police", period=periods.quarter("2025-Q4")).withheld
    month = shown(full, "police").withheld
    assert all(each.why != "longer" for each in quarter)
    assert month


@pytest.mark.parametrize("pack", ["internal", "lottery", "pcc", "health", "police"])
def test_every_total_agrees_with_its_parts(full: Desk, pack: str) -> None:
    for period in (OCTOBER, periods.quarter("2025-Q4"), periods.year("2025")):
        assert shown(full, pack, NOW, period).not_adding_up == ()


def test_a_figure_that_does_not_add_up_is_named(full: Desk) -> None:
    lists = full.vocabulary()
    cases = {"open_start": 4, "opened": 3, "closed": 2, "open_end": 6}
    figures = Figures(OCTOBER, full.clock.now(), "internal", "1", {"K01_cases": cases})
    assert adding.disagreements(figures, lists) == ("K01_cases",)
    whole = Figures(
        OCTOBER, full.clock.now(), "internal", "1", {"K01_cases": {**cases, "open_end": 5}}
    )
    assert adding.disagreements(whole, lists) == ()


def test_an_empty_month_is_said_to_be_empty(full: Desk) -> None:
    assert not shown(full, "internal").nothing
    assert shown(full, "internal", "", periods.month("2023-01")).nothing


def test_the_overview_of_an_empty_casebook_and_of_a_full_one(desk: Desk) -> None:
    found = desk.ask(showing.overview)
    assert (found.empty, found.issued, found.colleagues) == (True, (), ())


def test_the_overview_names_colleagues_but_not_oneself(full: Desk) -> None:
    full.do(leaving.issue, shown(full, "lottery"), None)
    found = full.ask(showing.overview)
    assert not found.empty
    assert [row.pack for row in found.issued] == ["lottery"]
    assert full.me.code not in dict(found.colleagues)
    assert full.me.code in found.names


@pytest.mark.parametrize("name", ["2025-10", "2025-Q4", "2025", "2025-10-03_2025-11-04"])
def test_a_period_is_found_again_by_its_name(name: str) -> None:
    assert showing.named(name).name == name


def test_periods_to_choose_from_start_with_the_running_one(clock: SetClock) -> None:
    today = clock.now().date()
    for kind, first, last, count in (
        ("month", "2025-12", "2024-01", 24),
        ("quarter", "2025-Q4", "2024-Q1", 8),
        ("year", "2025", "2022", 4),
    ):
        found = showing.recent(kind, today)  # type: ignore[arg-type]  # a literal from a table
        assert (found[0].name, found[-1].name, len(found)) == (first, last, count)


def test_words_found_in_the_pages_must_be_looked_at_before_issuing(full: Desk) -> None:
    caught = replace(shown(full, "lottery"), leaks=(Leak("place", "Mill House"),))
    with pytest.raises(CheckFailed):
        full.do(leaving.issue, caught, None)
    assert not full.ask(issuing.everything)
    full.do(leaving.issue, caught, None, looked=True)


# what leaves


def test_a_draft_stays_inside_and_exact_figures_always_do(full: Desk) -> None:
    out = Leaving("audience", "handed")
    with pytest.raises(NotIssued):
        full.do(leaving.leave, shown(full, "lottery"), out)
    with pytest.raises(InsideOnly):
        full.do(leaving.leave, shown(full, "internal"), out)
    with pytest.raises(InsideOnly):
        full.do(leaving.issue_and_leave, shown(full, "internal"), out)
    assert not trail(full, "report_left", "report_issued")
    assert leaving.receivers(packs.load("internal"), issued=False) == ("inside",)
    assert leaving.receivers(packs.load("lottery"), issued=False)[0] == "inside"
    assert leaving.receivers(packs.load("lottery"), issued=True)[0] == "audience"
    for refused in (NotIssued(), InsideOnly()):
        assert worded(refused)


def test_each_report_that_leaves_has_an_entry_without_a_name_or_a_path(full: Desk) -> None:
    first = full.do(leaving.leave, shown(full, "internal"), Leaving()).value
    left = full.do(
        leaving.issue_and_leave, shown(full, "lottery"), Leaving("audience", "posted", "DAYA")
    ).value
    assert (first.number, left.number) == (1, 2)
    assert left.shown.issued is not None
    (row, _) = trail(full, "report_left")
    assert row.object == left.shown.issued.id
    assert dict(row.detail) == {
        "pack": "lottery",
        "period": "2025-10",
        "issue": 1,
        "fingerprint": left.shown.fingerprint,
        "receiver": "audience",
        "way": "posted",
        "checked_by": "DAYA",
        "found": 0,
        "form": "pdf",
    }
    assert left.shown.fingerprint in left.shown.text
    assert left.shown.issued.checked_by == "Daya"
    assert "Daya, Daya" in left.shown.text


def test_what_was_not_printed_gets_a_second_entry(full: Desk) -> None:
    number = full.do(leaving.leave, shown(full, "internal"), Leaving()).value.number
    full.do(leaving.stayed, number)
    (row,) = trail(full, "report_stayed")
    assert dict(row.detail) == {"entry": 1}


def test_words_found_in_the_pages_must_be_looked_at_first(full: Desk) -> None:
    caught = replace(shown(full, "internal"), leaks=(Leak("name", "Marble"),))
    with pytest.raises(CheckFailed) as failed:
        full.do(leaving.leave, caught, Leaving())
    assert [each.field for each in failed.value.problems] == ["looked"]
    full.do(leaving.leave, caught, Leaving(looked=True))
    (row,) = trail(full, "report_left")
    assert row.detail["found"] == 1
    assert "Marble" not in str(row)


def test_answers_that_are_no_choices_are_asked_again(full: Desk) -> None:
    with pytest.raises(CheckFailed) as failed:
        full.do(leaving.leave, shown(full, "internal"), Leaving("x", "", "NOBODY"))
    assert [each.field for each in failed.value.problems] == ["receiver", "way", "checked_by"]


def test_pages_read_and_printed_are_of_the_same_figures(full: Desk) -> None:
    sheet = full.do(printing.make, "lottery", OCTOBER, OCTOBER.cut_off(full.zone))
    found = shown(full, "lottery")
    assert found.text == reading.read(sheet.document)
    assert found.pages == printing.pdf(sheet)
    assert say("report.withheld.nearest5.notice") in found.text


# the eight checks


def test_eight_things_are_looked_at_before_a_pack_leaves(full: Desk) -> None:
    for name in packs.SHIPPED:
        period = periods.year("2025") if name == "public" else OCTOBER
        found = shown(full, name, DUE, period)
        assert [each.name for each in found.checks] == [
            *("frozen", "cases", "consent", "totals"),
            *("people", "small", "leaks", "second"),
        ]
        states = {each.name: each.state for each in found.checks}
        waiting = "open" if found.pack.protected else "ok"
        assert states.pop("frozen") == states.pop("second") == waiting
        assert set(states.values()) == {"ok"}
        assert not found.needs_look


def test_issued_and_checked_by_somebody_both_are_done(full: Desk) -> None:
    colleague = next(iter(full.ask(showing.overview).names))
    made = full.do(leaving.issue, shown(full, "lottery"), colleague).value
    assert {each.state for each in made.checks} == {"ok"}


def test_people_of_longer_periods_lie_between_their_months(full: Desk) -> None:
    for period in (periods.quarter("2025-Q4"), periods.year("2025")):
        (people,) = (c for c in shown(full, "internal", NOW, period).checks if c.name == "people")
        assert people.state == "ok"


def test_what_is_wrong_stops_until_somebody_looked(full: Desk) -> None:
    period = periods.quarter("2025-Q4")
    draft = shown(full, "lottery", NOW, period)

    def look(work: Work) -> tuple[before_leaving.Check, ...]:
        true = withheld.exact(work, period, work.now)
        lines = dict(true.figures.lines)
        lines["R01_unique_people"] = 1000
        lines["K01_cases"] = {"open_start": 1, "opened": 1, "closed": 0, "open_end": 3}
        lines["G03_disclosures_without_valid_consent"] = 2
        wrong = replace(true, figures=replace(true.figures, lines=lines))
        small = replace(draft.figures, lines={**draft.figures.lines, "R02_new_people": 3})
        leak = (Leak("name", "Somebody"),)
        made = before_leaving.Made(draft.pack, small, wrong, None, leak, ("C01_contacts",))
        return before_leaving.checks(work, made)

    found = full.ask(look)
    assert {each.name for each in found if each.state == "stop"} == {
        *("cases", "consent", "totals"),
        *("people", "small", "leaks"),
    }
    against = replace(draft, checks=found)
    with pytest.raises(CheckFailed):
        full.do(leaving.issue, against, None)
    assert full.do(leaving.issue, against, None, looked=True).value.issued is not None
