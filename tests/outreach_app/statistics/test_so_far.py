from datetime import date, timedelta

from outreach_app.bootstrap import Desk
from outreach_app.casework import contacts
from outreach_app.casework.contacts import ContactDraft
from outreach_app.clock import SetClock
from outreach_app.statistics.so_far import SoFar, so_far


def test_the_running_month_counts_up_to_now(desk: Desk, clock: SetClock) -> None:
    now = clock.moment
    clock.moment = now - timedelta(days=25)
    known = desk.do(contacts.log, ContactDraft(clock.now(), who="new", new_alias="Marble"))
    clock.moment = now
    desk.do(contacts.log, ContactDraft(now, people=3))
    desk.do(contacts.log, ContactDraft(now, who="new", new_alias="Jade"))
    desk.do(contacts.log, ContactDraft(now, who="known", person_id=known.value.person_id))
    desk.do(contacts.log, ContactDraft(now, outcome="attempted"))

    assert desk.ask(so_far) == SoFar(
        first=date(2025, 12, 1),
        today=date(2025, 12, 20),
        contacts=5,
        not_named=3,
        people=2,
        new_people=1,
        incidents=0,
        alerts=0,
    )
