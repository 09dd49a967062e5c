from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from models.incidents import Incident, Suspect, Vehicle
from models.people import Alias, ContactRoute, Person
from models.project import Area, Project, Staff
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import incidents, people
from outreach_app.casework.incidents import IncidentDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.reports import leaks, showing
from outreach_app.reports.leaks import Leak
from outreach_app.reports.showing import Wanted
from outreach_app.statistics import packs, periods
from outreach_app.work import Work

OCTOBER = periods.month("2025-10")


def person(desk: Desk, alias: str, **also: object) -> str:
    key = desk.do(people.add, PersonDraft(alias=alias)).value.id
    if also:
        desk.do(lambda work: work.session.execute(update(Person).values(also)))
    return key


def incident(desk: Desk, clock: SetClock) -> str:
    draft = IncidentDraft(
        told_at=clock.now(), type="robbery", area="unknown", occurred_precision="unknown"
    )
    return desk.do(incidents.log, draft).value.id


def put(desk: Desk, model: type, **values: object) -> None:
    desk.do(lambda work: work.session.execute(insert(model).values(id=new_key(), **values)))


@pytest.mark.parametrize(
    ("alias", "text"),
    [
        ("Marble", "People by area\nMarble's Yard: 12"),
        ("Big Sal", "Sent for big  SAL only"),
        ("Zoë", "made for ZOË"),
        ("Ann-Marie", "Ann Marie Street: withheld"),
    ],
)
def test_a_name_is_found_as_a_whole_word_however_it_is_written(
    desk: Desk, alias: str, text: str
) -> None:
    person(desk, alias)
    assert desk.ask(leaks.scan, text) == (Leak("name", alias),)


def test_part_of_a_word_and_a_figure_are_no_name(desk: Desk) -> None:
    person(desk, "Ann", own_code="142")
    assert desk.ask(leaks.scan, "142 contacts, annual statistics, planned ends") == ()


def test_other_names_codes_and_ways_to_reach_somebody_are_found(desk: Desk) -> None:
    key = person(desk, "Marble", own_code="blue kite")
    code = desk.ask(lambda work: work.session.scalars(select(Person.code)).one())
    put(desk, Alias, person_id=key, alias="Maribel", added_at=desk.clock.now())
    for route, value in (("phone", "+44 7700 900 123"), ("address", "Flat 3, Mill House")):
        put(
            desk,
            ContactRoute,
            person_id=key,
            route=route,
            value=value,
            safe="yes",
            noted_at=desk.clock.now(),
        )
    text = f"Maribel, Blue Kite, {code}, ring 07700 900123, flat 3 mill house"
    assert desk.ask(leaks.scan, text) == (
        Leak("name", "Maribel"),
        Leak("code", code),
        Leak("code", "blue kite"),
        Leak("phone", "+44 7700 900 123"),
        Leak("place", "Flat 3, Mill House"),
    )


def test_what_was_told_about_an_incident_is_found(desk: Desk, clock: SetClock) -> None:
    key = incident(desk, clock)
    place = "behind Harrow Cash and Carry, the steps"
    change = update(Incident).values(place_exact=place, reference="INR-4471")
    desk.do(lambda work: work.session.execute(change))
    put(desk, Vehicle, incident_id=key, plate_said="ab12 cde", features=())
    put(
        desk,
        Suspect,
        incident_id=key,
        position=0,
        phone_said="07700 900456",
        account_name="@night_owl7",
        features=(),
        mo=(),
    )
    text = "Behind Harrow Cash and Carry. AB12CDE / AB 12 CDE. 07700900456, night owl7. INR 4471"
    assert {leak.kind for leak in desk.ask(leaks.scan, text)} == {
        "place",
        "plate",
        "phone",
        "account",
        "code",
    }


def test_plates_hardly_seen_are_not_looked_for(desk: Desk, clock: SetClock) -> None:
    for plate in ("2025", "A?12", "AB"):
        put(desk, Vehicle, incident_id=incident(desk, clock), plate_said=plate, features=())
    assert desk.ask(leaks.scan, "1 to 31 October 2025. AB. A 12.") == ()


def test_words_of_the_program_and_colleagues_are_no_leak_unless_the_project_typed_them(
    desk: Desk,
) -> None:
    for alias in ("Contacts", "October", "Daya", "Naloxone kit"):
        person(desk, alias)
    desk.do(lambda work: work.session.execute(update(Staff).values(name="Daya")))
    text = "Contacts in October. Made by Daya."
    assert desk.ask(leaks.scan, text) == ()
    desk.do(lambda work: work.session.execute(update(Project).values(name="Friends of October")))
    assert desk.ask(leaks.scan, f"Friends of October\n{text}") == (Leak("name", "October"),)


def test_a_restricted_name_is_not_said_to_whoever_may_not_open_it(desk: Desk) -> None:
    person(desk, "Dune", restricted=True)
    assert desk.ask(leaks.scan, "Dune Road: 12") == (Leak("name", "Dune"),)
    desk.me = replace(desk.me, role="outreach")
    assert desk.ask(leaks.scan, "Dune Road: 12") == (Leak("name", ""),)


def test_reports_of_a_full_casebook_are_clean_until_an_area_carries_a_name(full: Desk) -> None:
    for pack in packs.SHIPPED[:5]:
        shown = full.do(showing.show, Wanted(pack, OCTOBER))
        assert shown is not None
        assert shown.leaks == ()
    alias = full.ask(lambda work: work.session.scalar(select(Person.alias)))

    def rename(work: Work) -> None:
        used = select(Incident.area).where(Incident.area.not_in(("online", "outside", "unknown")))
        one = work.session.scalar(used)
        work.session.execute(update(Area).where(Area.code == one).values(label=f"{alias}’s lane"))

    full.do(rename)
    full.refresh_project()
    shown = full.do(showing.show, Wanted("internal", OCTOBER))
    assert shown is not None
    assert shown.leaks == (Leak("name", alias or ""),)
