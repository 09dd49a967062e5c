from datetime import timedelta

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import contact_links, contacts, people
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord
from outreach_app.exchange.exporting import export
from tests.conftest import MakeDesk
from tests.outreach_app.casework.counting import figures, moved


def test_who_it_was_is_said_later_and_earlier_figures_stay(
    desk: Desk, make_desk: MakeDesk, clock: SetClock
) -> None:
    person = desk.do(people.add, people.PersonDraft(alias="Marble")).value.id
    row = desk.do(contacts.log, contacts.ContactDraft(clock.now())).value
    before, then = figures(desk, "2025-12"), clock.now()
    clock.moment += timedelta(hours=1)
    desk.do(contact_links.name_person, row.id, person)

    now = figures(desk, "2025-12")
    assert (before["R01_unique_people"], before["R04_anonymous_contacts"]) == (0, 1)
    assert (now["R01_unique_people"], now["R04_anonymous_contacts"]) == (1, 0)
    assert figures(desk, "2025-12", then) == before
    assert desk.ask(contacts.of_person, person)[0].id == row.id
    with pytest.raises(CheckFailed):
        desk.do(contact_links.name_person, row.id, person)
    desk.do(contacts.void, row.id, "test")
    with pytest.raises(NoSuchRecord):
        desk.do(contact_links.name_person, row.id, person)

    other = make_desk("other")
    once = moved(desk, other)
    assert other.do(export) == once
