"""A small invented project: colleagues, areas, people met on nights before this one."""

from datetime import timedelta

from sqlalchemy import insert

from models.project import Staff
from models.types import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import areas, care, contacts, people, sessions, stock
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.sessions import SessionDraft
from outreach_app.clock import SetClock
from outreach_app.work import Work

HERE = ("Domino", "Marble", "Comet", "Dune")
ELSEWHERE = ("Kestrel", "Linnet")


def a_project(desk: Desk, clock: SetClock) -> dict[str, str]:
    """Furnish it; returns keys of people by alias. A week ago there was a night in each area."""
    for area in ("Market end", "Foundry"):
        desk.do(areas.add, area)
    desk.do(_hire)
    van = desk.do(stock.keep_place, "Van").value.code
    desk.do(stock.deliver, stock.MoveDraft(van, {"condom_ext": 500, "lube": 200}))
    now = clock.moment
    keys: dict[str, str] = {}
    for days, place, names in ((7, "Market end", HERE), (6, "Foundry", ELSEWHERE)):
        clock.moment = now - timedelta(days=days)
        area = _area(desk, place)
        night = desk.do(sessions.start, SessionDraft("van_night", clock.now(), area)).value.id
        for alias in names:
            clock.moment += timedelta(minutes=10)
            keys[alias] = desk.do(people.add, PersonDraft(alias=alias)).value.id
            met = ContactDraft(
                clock.now(), who="known", person_id=keys[alias], session_id=night, area=area
            )
            desk.do(contacts.log, met)
        desk.do(sessions.end, night)
    desk.do(care.set_flag, keys["Marble"], "no_voicemail")
    clock.moment = now
    return keys


def _hire(work: Work) -> None:
    for code, name in (("MO", "Mo"), ("SIV", "Siv")):
        work.session.execute(
            insert(Staff).values(
                id=new_key(),
                code=code,
                name=name,
                role="caseworker",
                slot_id=code,
                created_at=work.now,
            )
        )


def _area(desk: Desk, label: str) -> str:
    entries = desk.vocabulary()["area"].choices()
    return next(each.code for each in entries if each.label == label)
