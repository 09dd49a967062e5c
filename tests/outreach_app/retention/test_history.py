"""Old values stand beside the trail, which holds a fingerprint; erased, it is still whole."""

import pytest
from sqlalchemy import select, update

from models.erasing import ValueChange
from models.record import AuditEntry
from outreach_app.bootstrap import Desk
from outreach_app.casework import details, people
from outreach_app.casework.people import PersonDraft
from outreach_app.governance import history
from outreach_app.retention import anonymising
from outreach_app.retention.anonymising import EraseDraft


@pytest.fixture
def whose(desk: Desk) -> str:
    key = desk.do(people.add, PersonDraft(alias="Quillfeather")).value.id
    desk.do(details.change_details, key, PersonDraft(alias="Wren", own_code="heron"))
    return key


def lines(desk: Desk) -> str:
    return repr(desk.ask(lambda work: work.session.execute(select(AuditEntry.detail)).all()))


def kept(desk: Desk) -> list[dict[str, object]]:
    return list(desk.ask(lambda work: work.session.scalars(select(ValueChange.values)).all()))


def test_the_trail_has_no_word_and_the_values_stand_beside_it(desk: Desk, whose: str) -> None:
    assert "Quillfeather" not in lines(desk)
    assert kept(desk) == [{"alias": "Quillfeather", "own_code": None}]
    assert desk.ask(lambda work: history.altered(work.session)) == ()


def test_the_same_change_has_another_fingerprint(desk: Desk, whose: str) -> None:
    other = desk.do(people.add, PersonDraft(alias="Quillfeather")).value.id
    desk.do(details.change_details, other, PersonDraft(alias="Wren", own_code="heron"))
    found = desk.ask(
        lambda work: [
            row["values"]
            for row in work.session.scalars(select(AuditEntry.detail))
            if "values" in row
        ]
    )
    assert len(set(found)) == len(found) == 2


def test_altered_values_are_found(desk: Desk, whose: str) -> None:
    desk.do(lambda work: work.session.execute(update(ValueChange).values(values={"alias": "x"})))
    assert len(desk.ask(lambda work: history.altered(work.session))) == 1


def test_erased_they_are_gone_and_the_trail_is_whole(desk: Desk, whose: str) -> None:
    code = desk.ask(anonymising.look, whose).code
    desk.do(anonymising.anonymise, EraseDraft(whose, "asked", code))
    assert kept(desk) == []
    assert desk.verify().findings == ()
