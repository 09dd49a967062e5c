"""The word in the list is the one on the page, whatever was written down in which order."""

from datetime import date

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import incident_card, incidents, ladder, ladder_entries, police_stage
from outreach_app.casework.ladder_entries import EntryDraft
from outreach_app.casework.telling import IncidentDraft

DAY = date(2025, 12, 1)


@pytest.fixture
def incident(desk: Desk) -> str:
    draft = IncidentDraft(desk.clock.now(), None, "robbery", "unknown", "unknown")
    return desk.do(incidents.log, draft).value.id


@pytest.mark.parametrize(
    ("entries", "stage"),
    [
        ((), "not_reported"),
        ((("path", "p999"),), "reported"),
        ((("path", "p999"), ("charge", "charged")), "charged"),
        ((("court", "first_hearing"), ("path", "p999")), "court"),
    ],
)
def test_list_and_page_say_the_same(
    desk: Desk, incident: str, entries: tuple[tuple[str, str], ...], stage: str
) -> None:
    for kind, code in entries:
        desk.do(ladder_entries.write, EntryDraft(incident, kind, DAY, code))
    assert desk.ask(police_stage.of, [incident])[incident] == stage
    assert desk.ask(ladder.of_incident, incident).stage == stage
    assert desk.ask(incident_card.listing).stages[incident] == stage


def test_the_whole_sample_agrees(desk: Desk) -> None:
    from tests.filled import fill

    desk.clock.moment = desk.clock.now().replace(year=2026, month=2)  # type: ignore[attr-defined]
    fill(desk)
    rows = [row.id for row in desk.ask(incidents.listing)]
    stages = desk.ask(police_stage.of, rows)
    assert {key: desk.ask(ladder.of_incident, key).stage for key in rows} == stages
    assert len(set(stages.values())) > 3
