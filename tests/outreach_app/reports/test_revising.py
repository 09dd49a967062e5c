"""What came after a freeze: first figure, figure now, and the rows behind each reason."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts, linking
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.linking import LinkDraft
from outreach_app.clock import SetClock
from outreach_app.reports import closing, revising
from outreach_app.reports.revising import NotFrozen
from outreach_app.reports.revision_rows import RevisionRow
from outreach_app.statistics import periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.window import Window
from tests.outreach_app.statistics import loading

OCTOBER = periods.month("2025-10")
OWN_WORDS = "seven green bicycles on a hill"
MIDDAY = datetime(2025, 10, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def sample_day() -> datetime:
    return datetime(2026, 2, 8, 10, 0, tzinfo=UTC)


@pytest.fixture
def two(full: Desk) -> Desk:
    full.accounts.add(NewColleague("Robin", "caseworker"), OWN_WORDS)
    return full


def freeze(desk: Desk, as_at: datetime | None = None) -> None:
    row = desk.do(closing.propose, OCTOBER, as_at).value
    desk.do_as("robin", OWN_WORDS, closing.confirm, row.id)


def rows(desk: Desk) -> dict[str, RevisionRow]:
    return {row.path: row for row in desk.ask(revising.table, OCTOBER).rows}


def reasons(row: RevisionRow) -> dict[str, int]:
    return {each.reason: each.rows for each in row.reasons}


def flat(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {key: value}
    return {
        path: inner
        for name, each in value.items()
        if name != "pct"
        for path, inner in flat(f"{key}/{name}", each).items()
    }


def test_the_samples_revisions_are_found_with_their_figures(two: Desk) -> None:
    freeze(two)
    found = rows(two)
    for each in loading.sample()["expected"]["revisions"]:
        if each["period"] != "2025-10":
            continue
        first, final = flat(each["line"], each["first"]), flat(each["line"], each["final"])
        for path in {**first, **final}:
            before, after = first.get(path, 0), final.get(path, 0)
            if before != after and not isinstance(before, str) and not isinstance(after, str):
                assert (found[path].first, found[path].now) == (before, after), path
    counted = [
        row for row in found.values() if not registry.known()[row.path.split("/")[0]].further
    ]
    assert all(row.reasons for row in counted)
    # A contact that was given a name counts as a contact before and after.
    assert "link" in reasons(found["R04_anonymous_contacts"])
    assert "link" not in reasons(found["C01_contacts"])
    assert "other" not in {each.reason for row in found.values() for each in row.reasons}


def test_each_reason_is_counted_in_rows(two: Desk, clock: SetClock) -> None:
    freeze(two, clock.now() - timedelta(minutes=1))
    assert rows(two) == {}
    for _ in range(2):
        late = ContactDraft(started_at=MIDDAY, setting="drop_in", late_reason="paper")
        last = two.do(contacts.log, late).value
    found = rows(two)["C01_contacts"]
    assert (found.now - found.first, reasons(found)) == (2, {"late": 2})
    clock.moment += timedelta(minutes=5)
    two.do(contacts.void, last.id, "test")
    assert reasons(rows(two)["C01_contacts"]) == {"late": 1}


def test_taking_out_and_joining_say_so(two: Desk, clock: SetClock) -> None:
    freeze(two, clock.now() - timedelta(minutes=1))

    def of(work: Any) -> Facts:
        return Facts(work.session, Window.of(OCTOBER, work.now, work.zone), work.lists)

    people = sorted(two.ask(lambda work: of(work).people))
    two.do(linking.link, LinkDraft(people[0], people[1], "told us"))
    found = rows(two)
    assert reasons(found["R01_unique_people"]) == {"merge": 1}
    assert found["R01_unique_people"].now == found["R01_unique_people"].first - 1


def test_a_month_not_frozen_has_no_table(two: Desk) -> None:
    with pytest.raises(NotFrozen):
        two.ask(revising.table, OCTOBER)
