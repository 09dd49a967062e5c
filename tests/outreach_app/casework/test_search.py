"""Full text: what it finds, for whom, in step with every change, and gone when it is gone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update

from models.contacts import Contact
from models.finding import ACCOUNTS, NAMES, NOTES, SOURCES, FindEntry
from models.people import Alias, Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    agencies,
    cases,
    contacts,
    fulltext,
    incidents,
    names,
    needs,
    people,
    referrals,
    search,
    sessions,
    tasks,
)
from outreach_app.casework.search import NoteFound, Results
from outreach_app.errors import CheckFailed
from outreach_app.governance import audit
from outreach_app.work import Work
from tests.conftest import MakeDesk
from tests.outreach_app.casework.counting import moved

TODAY = date(2025, 12, 20)


def find(desk: Desk, typed: str, role: str = "lead") -> Results:
    def run(work: Work) -> Results:
        return search.find(replace(work, role=role), typed)

    return desk.ask(run)


def places(desk: Desk, typed: str, role: str = "lead") -> list[str]:
    return [each.kind for each in find(desk, typed, role).notes]


@pytest.fixture
def comet(desk: Desk) -> str:
    return desk.do(people.add, people.PersonDraft(alias="Comet")).value.id


def met(desk: Desk, note: str, person: str | None = None) -> str:
    who = {"who": "known", "person_id": person} if person else {}
    draft = contacts.ContactDraft(desk.clock.now(), note=note, **who)  # type: ignore[arg-type]  # by name
    return desk.do(contacts.log, draft).value.id


def harmed(desk: Desk, person: str | None, words: str, kind: str = "robbery") -> str:
    draft = incidents.IncidentDraft(
        told_at=desk.clock.now(),
        person_id=person,
        type=kind,
        area="unknown",
        occurred_precision="unknown",
        own_words=words,
    )
    return desk.do(incidents.log, draft).value.id


def test_words_in_every_kind_of_note_are_found_by_their_beginnings(desk: Desk, comet: str) -> None:
    key = met(desk, "Asked about the night shelter, brought her dog", comet)
    draft = needs.NeedDraft(comet, "housing", TODAY, note="A shelter that takes dogs")
    need = desk.do(needs.add, draft).value
    wanted = referrals.ReferralDraft(comet, "housing_la", TODAY, need, note="dog needs a kennel")
    desk.do(referrals.draft, wanted)
    desk.do(tasks.add, tasks.TaskDraft("Phone the dog warden", person_id=comet))
    shift = desk.do(sessions.start, sessions.SessionDraft("van_night", desk.clock.now())).value
    desk.do(sessions.end, shift.id, "Dog food is in the van")

    assert sorted(places(desk, "dog")) == ["contact", "handover", "need", "referral", "task"]
    (hit,) = find(desk, "night SHELT").notes
    code = desk.ask(people.card, comet).code
    assert hit == NoteFound("contact", key, comet, "Comet", TODAY, code)
    assert places(desk, "shelter cat") == []
    assert places(desk, "do") == []


def test_an_account_of_harm_is_searched_only_on_asking_and_shows_the_place(
    desk: Desk, comet: str
) -> None:
    key = harmed(desk, comet, "He had a swallow on his hand")
    met(desk, "A swallow of tea", comet)
    assert places(desk, "swallow") == ["contact"]
    found = find(desk, "In notes: swallow hand")
    assert found.things == found.services == ()
    (hit,) = found.notes
    assert (hit.kind, hit.key, hit.title) == ("account", key, "INR-01")
    assert "hand" not in repr(hit)
    assert sorted(places(desk, "in notes: swallow")) == ["account", "contact"]


def test_what_a_role_may_not_read_is_not_found(desk: Desk, comet: str) -> None:
    met(desk, "walnut", comet)
    harmed(desk, comet, "walnut")
    harmed(desk, None, "walnut", "police_misconduct")
    for role, ordinary, asked in (
        ("lead", 1, 3),
        ("caseworker", 1, 3),
        ("outreach", 1, 3),
        ("volunteer", 0, 0),
        ("police_liaison", 0, 0),
        ("reporter", 0, 0),
        ("admin", 0, 0),
    ):
        assert len(places(desk, "walnut", role)) == ordinary, role
        assert len(places(desk, "in notes: walnut", role)) == asked, role

    def somebody_else(work: Work) -> Results:
        return search.find(replace(work, role="caseworker", by="EL"), "in notes: walnut")

    assert len(desk.ask(somebody_else).notes) == 2
    restrict(desk, comet)
    assert places(desk, "walnut", "caseworker") == []
    assert places(desk, "in notes: walnut", "caseworker") == ["account"]
    assert len(places(desk, "in notes: walnut")) == 3


def restrict(desk: Desk, person: str) -> None:
    def write(work: Work) -> None:
        work.session.execute(update(Person).where(Person.id == person).values(restricted=True))

    desk.do(write)


def test_a_voided_contact_and_a_task_done_are_not_found(desk: Desk) -> None:
    key = met(desk, "walnut")
    task = desk.do(tasks.add, tasks.TaskDraft("walnut")).value
    assert sorted(places(desk, "walnut")) == ["contact", "task"]
    desk.do(contacts.void, key, "test")
    desk.do(tasks.done, task)
    assert places(desk, "walnut") == []


def test_names_are_found_whatever_their_accents(desk: Desk) -> None:
    desk.do(people.add, people.PersonDraft(alias="Élan Vytautė"))
    for typed in ("elan", "vytaute", "ELAN vyt"):
        assert [each.title for each in find(desk, typed).things] == ["Élan Vytautė"], typed


def test_a_service_is_found_among_very_many_names(desk: Desk) -> None:
    desk.do(agencies.keep, agencies.AgencyDraft("drug_service", "Séverine’s kitchen"))
    for number in range(310):
        desk.do(people.add, people.PersonDraft(alias=f"Seven {number}"))
    for typed in ("se", "sev", "kit sever"):
        assert [each.title for each in find(desk, typed).services] == ["Séverine’s kitchen"], typed


def test_services_of_the_directory_are_found_by_any_word(desk: Desk) -> None:
    row = desk.do(agencies.keep, agencies.AgencyDraft("drug_service", "Tide drug service")).value
    assert [(each.kind, each.id) for each in find(desk, "serv").services] == [("service", row.id)]
    assert find(desk, "serv", "volunteer").services == ()
    desk.do(agencies.retire, row.id)
    assert find(desk, "serv").services == ()


def test_open_cases_are_found_by_their_person_and_by_who_holds_them(desk: Desk, comet: str) -> None:
    key = desk.do(cases.open_case, cases.CaseDraft(comet)).value

    def found(typed: str, role: str = "lead") -> list[str]:
        return [each.id for each in find(desk, typed, role).cases]

    for typed in ("comet", "day", "DAYA"):
        assert found(typed) == [key], typed
    # A sound alike is nobody's case, one letter nobody's name.
    assert found("d") == found("comit") == []
    (hit,) = find(desk, "com").cases
    assert (hit.title, hit.person_id, hit.day, hit.how, hit.shown) == (
        "Comet", comet, TODAY, "owner", "Daya",
    )  # fmt: skip
    for role in ("volunteer", "police_liaison", "reporter", "admin"):
        assert found("daya", role) == found("comet", role) == []
    assert found("daya", "caseworker") == [key]
    restrict(desk, comet)
    assert found("daya", "caseworker") == []
    assert found("daya") == [key]
    desk.do(cases.close, key, "needs_met", TODAY)
    assert found("daya") == found("comet") == []


def test_one_index_of_names_keeps_the_restricted_apart(desk: Desk, comet: str) -> None:
    assert desk.ask(names.heard, "commet", 6) == (comet,)
    restrict(desk, comet)
    desk.do(people.add, people.PersonDraft(alias="Comeet", own_code="Heron"))
    assert comet not in desk.ask(names.heard, "commet", 6)
    with_restricted = names.heard
    assert comet in desk.ask(lambda work: with_restricted(work, "commet", 6, restricted=True))
    # Nearly an own code word is not the word.
    assert desk.ask(names.heard, "heronn", 6) == ()


def entries(desk: Desk) -> dict[str, int]:
    """Ask each index for a word and count how many rows stand behind it."""

    def count(work: Work) -> dict[str, int]:
        found = {}
        for index in (NAMES, NOTES, ACCOUNTS):
            asked = text(f"SELECT count(*) FROM {index} WHERE {index} MATCH '\"walnut\"'")
            found[index] = work.session.scalar(asked) or 0
        found["entries"] = len(work.session.scalars(select(FindEntry.number)).all())
        return found

    return desk.ask(count)


def test_the_index_changes_and_goes_with_the_row_in_the_same_transaction(desk: Desk) -> None:
    before = entries(desk)
    person = desk.do(people.add, people.PersonDraft(alias="Walnut")).value
    key = met(desk, "walnut", person.id)
    assert entries(desk) == {
        NAMES: 1, NOTES: 1, ACCOUNTS: 0, "entries": before["entries"] + 2,
    }  # fmt: skip

    def change(work: Work) -> None:
        work.session.execute(update(Contact).where(Contact.id == key).values(note=None))
        work.session.execute(update(Person).where(Person.id == person.id).values(alias="Pecan"))

    desk.do(change)
    assert entries(desk) == {
        NAMES: 0, NOTES: 0, ACCOUNTS: 0, "entries": before["entries"] + 1,
    }  # fmt: skip

    def stop(work: Work) -> None:
        change_back = update(Contact).where(Contact.id == key).values(note="walnut")
        work.session.execute(change_back)
        raise CheckFailed(())

    with pytest.raises(CheckFailed):
        desk.do(stop)
    assert entries(desk)[NOTES] == 0

    def drop(work: Work) -> None:
        work.session.execute(delete(Contact).where(Contact.id == key))
        work.session.execute(delete(Person).where(Person.id == person.id))

    desk.do(drop)
    assert entries(desk) == before


def test_what_is_deleted_leaves_no_word_in_the_index(desk: Desk) -> None:
    """With ``secure-delete`` the word itself is gone from the index's own pages."""
    key = met(desk, "xylophonist")

    def held(work: Work) -> bool:
        blocks = work.session.execute(text(f"SELECT block FROM {NOTES}_data")).scalars()
        return any(b"xylophonist" in block for block in blocks)

    def settings(work: Work) -> set[tuple[str, int]]:
        rows = work.session.execute(text(f"SELECT k, v FROM {NOTES}_config"))
        return {(row.k, row.v) for row in rows}

    assert ("secure-delete", 1) in desk.ask(settings)
    assert desk.ask(held)

    def drop(work: Work) -> None:
        work.session.execute(update(Contact).where(Contact.id == key).values(note=None))

    desk.do(drop)
    assert not desk.ask(held)


def test_what_came_in_with_an_import_is_found_too(
    desk: Desk, comet: str, make_desk: MakeDesk
) -> None:
    harmed(desk, comet, "walnut")
    other = make_desk("other")
    moved(desk, other)
    assert [each.title for each in find(other, "comet").things] == ["Comet"]
    assert places(other, "in notes: walnut") == ["account"]
    assert other.verify().findings == ()


def test_every_source_is_a_table_with_a_key_of_its_own() -> None:
    assert len({source.kind for source in SOURCES}) == len(SOURCES)
    assert {source.index for source in SOURCES} == {NAMES, NOTES, ACCOUNTS}


def test_another_name_that_ended_is_not_found_through_the_index(desk: Desk, comet: str) -> None:
    def call(work: Work) -> None:
        alias = Alias(id="x" * 36, person_id=comet, alias="Núria", added_at=work.now)
        work.session.add(alias)

    def end(work: Work) -> None:
        work.session.execute(update(Alias).values(ended_at=work.now))

    desk.do(call)
    assert [each.shown for each in find(desk, "nuri").things] == ["Núria"]
    desk.do(end)
    assert find(desk, "nuri").things == ()


def test_a_search_leaves_no_trace(desk: Desk) -> None:
    met(desk, "walnut")
    before = desk.ask(audit.count)
    find(desk, "walnut")
    find(desk, "in notes: walnut")
    assert desk.ask(audit.count) == before


@given(typed=st.text(max_size=30))
def test_any_text_may_be_typed(desk: Desk, typed: str) -> None:
    find(desk, typed)
    find(desk, f"in notes: {typed}")


@given(typed=st.text(alphabet='"*^:(){}ANDORNEAR -+', max_size=20))
def test_nothing_typed_is_a_command_of_the_index(desk: Desk, typed: str) -> None:
    assert find(desk, f"in notes: {typed}").notes == ()
    assert fulltext.letters(fulltext.expression(typed)) >= fulltext.letters(typed)
