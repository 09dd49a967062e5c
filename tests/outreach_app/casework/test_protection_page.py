"""What the pages under protection read: the lists of who may, and what a form is about."""

from dataclasses import replace

import pytest

from outreach_app.bootstrap import Desk
from outreach_app.casework import people, protection_page, safeguarding
from outreach_app.casework.people import PersonDraft
from outreach_app.casework.safeguarding import ConcernDraft
from outreach_app.errors import NoSuchRecord, NotAllowed, Restricted


@pytest.fixture
def comet(desk: Desk) -> str:
    return desk.do(people.add, PersonDraft(alias="Comet")).value.id


def raised(desk: Desk, person: str) -> str:
    draft = ConcernDraft(("suicide",), desk.clock.now(), person)
    return desk.do(safeguarding.raise_concern, draft).value


def test_the_lead_reads_all_and_a_volunteer_keeps_no_diary(desk: Desk, comet: str) -> None:
    raised(desk, comet)
    found = desk.ask(protection_page.read)
    assert ([row.alias for row in found.concerns], found.diary, found.is_lead) == (
        ["Comet"],
        (),
        True,
    )
    desk.me = replace(desk.me, role="volunteer", code="NOBODY")
    theirs = desk.ask(protection_page.read)
    assert (theirs.concerns, theirs.diary, theirs.is_lead) == ((), None, False)
    desk.me = replace(desk.me, role="admin")
    with pytest.raises(NotAllowed):
        desk.ask(protection_page.read)


def test_opening_is_noted_and_not_for_others(desk: Desk, comet: str) -> None:
    key = raised(desk, comet)
    opened = desk.do(protection_page.open_concern, key)
    assert opened.value.concern.row.alias == "Comet"
    assert opened.changes.concern("audit")
    desk.me = replace(desk.me, role="caseworker", code="NOBODY")
    with pytest.raises(Restricted):
        desk.ask(protection_page.open_concern, key)


def test_a_form_says_whom_it_is_about_if_that_may_be_named(desk: Desk, comet: str) -> None:
    found = desk.ask(protection_page.setting, comet)
    assert (found.alias, bool(found.code), found.incident) == ("Comet", True, None)
    with pytest.raises(NoSuchRecord):
        desk.ask(protection_page.setting, None, "gone")
