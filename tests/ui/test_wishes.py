"""After an incident: what is still possible and what they want, each by itself, none preset."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QRadioButton, QWidget

from outreach_app.bootstrap import Desk
from outreach_app.casework import agencies, consents, incidents, people, time_settings, young
from outreach_app.casework.agencies import AgencyDraft
from outreach_app.casework.incidents import IncidentDraft, IncidentRow
from outreach_app.casework.time_settings import TimeSettings
from tests.ui.gates import clipped, nameless
from tests.ui.sitting import Stage
from ui.theme import Theme

DAY = date(2025, 12, 20)


def tell(desk: Desk, **more: Any) -> IncidentRow:
    draft = IncidentDraft(
        desk.clock.now(),
        type="rape",
        area="outside",
        occurred_precision="day",
        occurred_on=DAY,
        part_of_day="evening",
    )
    return desk.do(incidents.log, replace(draft, **more)).value


@pytest.fixture
def told(desk: Desk) -> IncidentRow:
    who = desk.do(people.add, people.PersonDraft("Mango")).value.id
    return tell(desk, person_id=who, injuries=("neck",))


def show(stage: Stage, told: IncidentRow) -> Any:
    return stage.show_page("wishes", incident_id=told.id, reference=told.reference)


def test_times_are_counted_from_the_event_and_say_when_they_were_checked(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    desk.do(agencies.keep, AgencyDraft("sarc", "Tideshire centre", phone="01632 960001"))
    show(stage, told)
    words = stage.words()
    assert "A medical check the same day" in words
    assert "Tideshire centre: 01632 960001" in words
    assert "About 3 days, until Tue 23 December, 18:00. Best on the first." in words
    assert "Nobody has checked these times here yet." in words
    desk.do(time_settings.change, TimeSettings({}, DAY))
    show(stage, told)
    assert "Times checked here on Sat 20 December 2025." in stage.words()


def test_nothing_is_preset_and_what_is_left_out_stays_not_asked(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    page = show(stage, told)
    assert not any(each.isChecked() for each in page.findChildren(QRadioButton))
    assert not stage.seen("wishes.wishes.save").isEnabled()
    stage.click("wishes.wishes.sarc.yes")
    stage.click("wishes.wishes.warn.no")
    stage.click("wishes.wishes.num.yes")
    stage.click("wishes.wishes.num.skip")
    stage.click("wishes.wishes.save")
    assert "How was it said?" in stage.words()
    stage.click("wishes.wishes.method.verbal")
    stage.click("wishes.wishes.capacity.able")
    stage.click("wishes.wishes.save")
    assert "Prepared: the centre." in stage.words()
    states = {
        row.scope: row.state
        for row in desk.ask(consents.standing, told.person_id, told.id)
        if row.state != "not_asked"
    }
    assert states == {"isva_sarc": "given", "alert_local": "refused"}


def test_in_shock_the_rest_is_asked_again_tomorrow(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    show(stage, told)
    stage.click("wishes.wishes.medical.yes")
    stage.click("wishes.wishes.police_full.yes")
    stage.click("wishes.wishes.method.verbal")
    stage.click("wishes.wishes.capacity.recheck")
    stage.click("wishes.wishes.save")
    assert "Asked again tomorrow: police, full details." in stage.words()


def test_a_child_is_asked_nothing_and_raised_to_the_lead(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    desk.do(young.raise_to_lead, young.YoungDraft(person_id=told.person_id))
    page = show(stage, told)
    assert "For somebody under 18 this is not asked." in stage.words()
    assert not any(each.isVisible() for each in page.findChildren(QRadioButton))
    stage.click("wishes.wishes.child.raise")
    assert stage.went[-1] == ("raise_concern", {"incident_id": told.id})


def test_it_follows_a_saved_incident_on_the_same_screen(stage: Stage, desk: Desk) -> None:
    page: Any = stage.show_page("log_incident")
    page.set_value("type", "rape")
    page.set_value("area", "outside")
    stage.click("log_incident.occurred_on.today")
    stage.click("log_incident.save")
    stage.until(
        lambda: any(
            each.isVisible() for each in stage.findChildren(QWidget, "log_incident.wishes.card")
        )
    )
    assert "Samples from the mouth" in stage.words()
    stage.click("log_incident.wishes.isva.yes")
    stage.click("log_incident.wishes.method.verbal")
    stage.click("log_incident.wishes.capacity.able")
    stage.click("log_incident.wishes.save")
    assert "Kept. Nothing has left by this." in stage.words()


def test_somebody_who_asks_nothing_sees_the_times_alone(
    stage: Stage, desk: Desk, told: IncidentRow
) -> None:
    desk.me = replace(desk.me, role="volunteer")
    show(stage, told)
    assert "Samples from the mouth" in stage.words()
    assert "What do they want?" not in stage.seen("wishes.wishes.windows").accessibleName()
    assert not any(each.isVisible() for each in stage.findChildren(QWidget, "wishes.wishes.card"))


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1162, 649, 100), (1162, 649, 150), (683, 350, 100)]
)
def test_nothing_is_clipped(
    stage: Stage, told: IncidentRow, theme: Theme, width: int, height: int, percent: int
) -> None:
    theme.choose(percent=percent)
    stage.resize(width, height)
    page = show(stage, told)
    stage.click("wishes.wishes.warn.yes")
    assert nameless(page) == []
    stage.until(lambda: clipped(page) == [])
