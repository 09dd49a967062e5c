"""A copy of one's own record: everything is in it, and nothing that was kept back."""

import json
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import inspect, select

from models import Base
from models.people import Person
from models.record import AuditEntry
from models.sharing import Disclosure
from outreach_app.bootstrap import Desk
from outreach_app.casework import (
    access_reading,
    access_requests,
    care,
    contacts,
    due_soon,
    holds,
    incidents,
    linking,
    people,
    staff,
    trail,
)
from outreach_app.casework.access_requests import AccessDraft
from outreach_app.casework.contacts import ContactDraft
from outreach_app.casework.own_copy import deciding
from outreach_app.casework.own_copy.blocks import OTHER, Block
from outreach_app.casework.own_copy.deciding import Choice, ChoiceDraft
from outreach_app.casework.own_copy.gathering import NOT_IN, SHELVES, gather
from outreach_app.casework.people import PersonDraft, RouteRow
from outreach_app.casework.telling import IncidentDraft, SuspectDraft
from outreach_app.clock import SetClock
from outreach_app.errors import CheckFailed, NoSuchRecord, NotAllowed
from outreach_app.governance import history
from outreach_app.reports import own_copy_paper
from outreach_app.sharing import own_copy
from outreach_app.sharing.asking import Denied
from outreach_app.sharing.releasing import NotAsShown, Released
from outreach_app.work import Done, Work, changed
from tests.outreach_app.casework.sitting import as_role
from tests.outreach_app.sharing.own_bytes import every_byte, packed

DAY = date(2025, 12, 20)
OURS = {"id", "source_id", "import_id", "person_id", "incident_id", "recorded_by"}


@pytest.fixture
def asked(desk: Desk) -> tuple[str, str]:
    """Comet, who is known by notes, an incident and a mention elsewhere, asks. Keys of both."""
    whose = desk.do(_furnish)
    draft = AccessDraft(DAY, whose, identity="agreed_words", hand_over="in_person")
    return whose, desk.do(access_requests.register, draft).value


def _furnish(work: Work) -> str:
    comet = people.create(work, PersonDraft("Comet")).id
    dune = people.create(work, PersonDraft("Dune")).id
    care.add_route(work, comet, RouteRow("phone", "07700 900123", "yes", "after four"))
    care.add_route(work, dune, RouteRow("phone", "07700 900999", "yes", None))
    for whose, note in (
        (comet, "Wants a warm coat. Came with Dune, who limps."),
        (comet, "Quiet evening."),
        (dune, "Saw Comet by the bridge. Bought bread."),
    ):
        contacts.log(work, ContactDraft(work.now, "known", whose, note=note))
    told = IncidentDraft(
        work.now,
        comet,
        "robbery",
        "unknown",
        "unknown",
        own_words="He took my bag.",
        suspects=(SuspectDraft("male", "a45_54", None, "medium", None, "midlands", (), ()),),
    )
    incidents.log(work, told)
    return comet


def blocks_of(desk: Desk, request_id: str) -> dict[str, own_copy.Reviewed]:
    return {row.block.id: row for row in desk.ask(own_copy.review, request_id).rows}


def decide(desk: Desk, request_id: str, block: Block, choice: Choice) -> None:
    desk.do(deciding.decide, ChoiceDraft(request_id, block, choice))


def decide_all(desk: Desk, request_id: str) -> None:
    """Give what is theirs, keep back mentions and suspects, take others out of notes."""
    desk.do(
        deciding.give_all, request_id, own_copy.easy(desk.ask(own_copy.review, request_id).rows)
    )
    for row in desk.ask(own_copy.review, request_id).rows:
        if row.choice is not None:
            continue
        if row.block.suggest:
            choice = Choice("withhold", row.block.suggest)
        else:
            cuts = tuple((each.start, each.end) for each in row.found)
            choice = Choice("part", OTHER, cuts=cuts)
        decide(desk, request_id, row.block, choice)


def test_registering_reminds_and_holds(desk: Desk, asked: tuple[str, str]) -> None:
    whose, _ = asked
    (row,) = desk.ask(access_reading.listing)
    assert (row.reference, row.clock.due, row.late) == ("OWN-01", date(2026, 1, 20), False)
    (due,) = desk.ask(due_soon.found)
    assert (due.kind, due.reference, due.day) == ("own_record", "OWN-01", date(2026, 1, 20))
    assert desk.ask(as_role("caseworker", due_soon.found)) == ()
    held = desk.ask(holds.of_person, whose)
    assert held is not None
    assert held.reason == holds.ASKED
    assert desk.ask(holds.held, [whose]) == {whose}
    with pytest.raises(NoSuchRecord):
        desk.do(holds.lift, whose)


def test_the_hold_ends_with_the_answer(desk: Desk, asked: tuple[str, str]) -> None:
    whose, key = asked
    desk.do(access_requests.answer_without, key, "taken_back", "They changed their mind")
    assert desk.ask(holds.held, [whose]) == frozenset()
    assert desk.ask(due_soon.found) == ()
    desk.do(access_requests.open_again, key)
    assert desk.ask(holds.held, [whose]) == {whose}


def test_the_clock_stands_and_is_extended(
    desk: Desk, asked: tuple[str, str], clock: SetClock
) -> None:
    _, key = asked
    desk.do(access_requests.pause, key, "scope")
    with pytest.raises(CheckFailed):
        desk.do(access_requests.pause, key, "identity")
    assert desk.ask(access_reading.read, key).row.clock.paused == "scope"
    clock.moment += timedelta(days=5)
    desk.do(access_requests.go_on, key)
    assert desk.ask(access_reading.read, key).row.clock.due == date(2026, 1, 25)
    desk.do(access_requests.extend, key, "Six years of notes")
    with pytest.raises(CheckFailed):
        desk.do(access_requests.extend, key, "Again")
    record = desk.ask(access_reading.read, key)
    assert record.row.clock.due == date(2026, 3, 25)
    clock.moment += timedelta(days=120)
    assert desk.ask(access_reading.listing)[0].late


def test_late_is_kept_with_the_answer(desk: Desk, asked: tuple[str, str], clock: SetClock) -> None:
    _, key = asked
    clock.moment += timedelta(days=40)
    desk.do(access_requests.answer_without, key, "refused", "Asked every week")
    (row,) = desk.ask(access_reading.listing)
    assert row.late
    details = desk.ask(
        lambda work: [
            each.detail
            for each in work.session.scalars(
                select(AuditEntry).where(AuditEntry.action == "own_record_answered")
            )
        ]
    )
    assert details == [{"result": "refused", "late_days": 9}]


def test_only_the_lead_reads_and_decides(desk: Desk, asked: tuple[str, str]) -> None:
    whose, key = asked
    for role in ("caseworker", "outreach", "volunteer", "police_liaison", "reporter", "admin"):
        for fn, *args in (
            (access_reading.listing,),
            (access_reading.read, key),
            (own_copy.look, key),
            (own_copy.prepare, key),
            (gather, whose),
            (access_requests.extend, key, "Much"),
        ):
            with pytest.raises(NotAllowed):
                desk.do(as_role(role, fn), *args)


def test_the_first_copy_holds_everything_and_finds_others(
    desk: Desk, asked: tuple[str, str]
) -> None:
    _, key = asked
    rows = blocks_of(desk, key).values()
    text = "\n".join(row.block.text for row in rows)
    for words in ("Comet", "07700 900123", "after four", "warm coat", "He took my bag", "idlands"):
        assert words in text
    (mention,) = [row for row in rows if row.block.section == "mentions"]
    assert mention.block.text == "Saw Comet by the bridge."
    (coat,) = [row for row in rows if "warm coat" in row.block.text]
    assert [each.words for each in coat.found] == ["Dune"]
    suspects = [row for row in rows if row.block.id.startswith("suspect:")]
    assert [row.block.suggest for row in suspects] == ["suspect"]


def test_what_stood_there_before_a_change_is_theirs_too(desk: Desk, asked: tuple[str, str]) -> None:
    whose, key = asked
    desk.do(lambda work: history.note(work, "person_changed", whose, {"alias": ("Star", "Comet")}))
    (row,) = [row for row in blocks_of(desk, key).values() if row.id.startswith("changed:")]
    assert row.block.text == "Star; Comet"


def test_nothing_leaves_before_all_is_decided(desk: Desk, asked: tuple[str, str]) -> None:
    _, key = asked
    assert desk.ask(own_copy.prepare, key).reasons == ("open",)
    desk.do(deciding.give_all, key, [row.block for row in blocks_of(desk, key).values()])
    for row in blocks_of(desk, key).values():
        if row.choice is None:
            decide(desk, key, row.block, Choice("withhold", row.block.suggest))
    # The note that names somebody else was given whole.
    assert desk.ask(own_copy.prepare, key).reasons == ("others",)


def test_nothing_leaves_before_it_is_known_who_asks(desk: Desk) -> None:
    whose = desk.do(_furnish)
    key = desk.do(access_requests.register, AccessDraft(DAY, whose)).value
    decide_all(desk, key)
    assert desk.ask(own_copy.prepare, key).reasons == ("identity", "hand_over")


def test_what_is_kept_back_is_in_no_byte(desk: Desk, asked: tuple[str, str]) -> None:
    _, key = asked
    decide_all(desk, key)
    prepared = desk.ask(own_copy.prepare, key)
    assert prepared.may_leave, prepared.reasons
    done = desk.do(own_copy.release, prepared, "saved").value
    assert isinstance(done, Released)
    found = every_byte(done.data)
    for words in ("Dune", "07700 900999", "bridge", "bread", "idlands", desk.me.name or "Daya"):
        assert words.encode() not in found, words
    # Neither that it was kept back nor that there is none: no heading over nothing.
    assert b"Where others may have spoken of you" not in found
    for words in ("warm coat", "He took my bag", "[taken out]", "ico.org.uk", "07700 900123"):
        assert words.encode() in found, words
    bases = desk.ask(
        lambda work: [(d.basis, d.recipient) for d in work.session.scalars(select(Disclosure))]
    )
    assert bases == [("subject_access", "self")]
    assert desk.ask(access_reading.listing)[0].result == "part"


def test_a_record_that_went_on_is_looked_at_again(desk: Desk, asked: tuple[str, str]) -> None:
    whose, key = asked
    decide_all(desk, key)
    prepared = desk.ask(own_copy.prepare, key)
    now = desk.clock.now()
    desk.do(contacts.log, ContactDraft(now, "known", whose, note="One more thing."))
    with pytest.raises(NotAsShown):
        desk.do(own_copy.release, prepared, "printed")
    assert desk.ask(own_copy.prepare, key).reasons == ("open",)


def test_colleagues_are_named_only_when_it_was_decided(desk: Desk, asked: tuple[str, str]) -> None:
    whose, key = asked
    name = desk.me.name
    now = desk.clock.now()
    desk.do(contacts.log, ContactDraft(now, "known", whose, note=f"Talked with {name}."))
    (row,) = [r for r in blocks_of(desk, key).values() if "Talked with" in r.block.text]
    assert [each.kind for each in row.found] == ["colleague"]
    desk.do(access_requests.name_colleagues, key, True)
    (row,) = [r for r in blocks_of(desk, key).values() if "Talked with" in r.block.text]
    assert row.found == ()
    decide_all(desk, key)
    prepared = desk.ask(own_copy.prepare, key)
    assert prepared.preview is not None
    shown = desk.ask(staff.names)[desk.me.code]
    assert f"Written by {shown}" in prepared.preview.parcel.text


def test_joined_records_are_one(desk: Desk) -> None:
    def furnish(work: Work) -> str:
        comet = people.create(work, PersonDraft("Comet")).id
        other = people.create(work, PersonDraft("Comette")).id
        contacts.log(work, ContactDraft(work.now, "known", other, note="Under another name."))
        linking.link(work, linking.LinkDraft(other, comet, "the same person"))
        return comet

    whose = desk.do(furnish)
    draft = AccessDraft(DAY, whose, identity="met", hand_over="in_person")
    key = desk.do(access_requests.register, draft).value
    rows = blocks_of(desk, key).values()
    assert any("Under another name." in row.block.text for row in rows)
    assert not any(each.words == "Comette" for row in rows for each in row.found)


def test_who_has_died_is_given_nothing(desk: Desk, asked: tuple[str, str]) -> None:
    whose, key = asked
    decide_all(desk, key)

    def died(work: Work) -> Done[str]:
        person = work.session.get(Person, whose)
        assert person is not None
        person.deceased_on, person.deceased_recorded_at = DAY, work.now
        return Done(whose, changed("people"))

    desk.do(died)
    decide_all(desk, key)
    prepared = desk.ask(own_copy.prepare, key)
    assert prepared.reasons == ("died",)
    assert not isinstance(prepared.preview, Denied)


@given(st.data())
def test_whatever_is_taken_out_is_gone(data: st.DataObject) -> None:
    """Random texts, random cuts: no word that was taken out stands in any output byte."""
    secret = [f"zq{number}xk" for number in range(8)]
    kept = [f"open{number}" for number in range(8)]
    order = data.draw(st.permutations(secret + kept))
    text = data.draw(st.sampled_from([" ", ", ", "\n"])).join(order)
    hidden = data.draw(st.sets(st.sampled_from(secret)))
    cuts = tuple((text.index(word), text.index(word) + len(word)) for word in hidden)
    block = Block("contact:1", "contacts", DAY, "A contact", text)
    choice = Choice("part" if cuts else "give", OTHER if cuts else None, cuts=cuts)
    left = deciding.shown(block, choice)
    part = own_copy_paper.Part("Contacts", (own_copy_paper.Piece("A contact", DAY, left),))
    copy = own_copy_paper.OwnCopy("K7Q4-M2XD", DAY, DAY, (part,), ("About somebody else",))
    found = every_byte(packed(copy))
    for word in hidden:
        assert word.encode() not in found
        assert word.encode("utf-16-be") not in found
    for word in set(secret) - hidden:
        assert word.encode() in found


def test_equal_copies_are_equal_bytes_without_a_word_about_us() -> None:
    part = own_copy_paper.Part("Contacts", (own_copy_paper.Piece("A contact", DAY, "Talked."),))
    copy = own_copy_paper.OwnCopy("K7Q4-M2XD", DAY, DAY, (part,))
    saved = packed(copy)
    assert saved == packed(copy)
    with zipfile.ZipFile(BytesIO(saved)) as whole:
        read = json.loads(whole.read("copy.json"))
        info = PdfReader(BytesIO(whole.read("letter-and-copy.pdf"))).metadata
    assert read["sections"][0]["items"][0]["lines"] == ["Talked."]
    assert info is not None
    assert not any(info.get(key) for key in ("/Author", "/Creator", "/Producer", "/Subject"))


@pytest.mark.parametrize("kind", own_copy_paper.LETTERS)
def test_letters_name_nobody_and_say_the_rights(kind: str) -> None:
    made = own_copy_paper.letter(kind, DAY, DAY, date(2026, 3, 20))
    assert "0303 123 1113" in made.text
    assert "{" not in made.text


def test_every_table_about_people_is_on_a_shelf() -> None:
    """A new table or column must be put into the copy, or be left out with a reason."""
    shelved = {shelf.model.__tablename__ for shelf in SHELVES}
    shelved |= {child.model.__tablename__ for shelf in SHELVES for child in shelf.children}
    roots = {"persons", "incidents"}
    missing = []
    for table in Base.metadata.sorted_tables:
        leads = {key.column.table.name for column in table.columns for key in column.foreign_keys}
        known = table.name in shelved or table.name in NOT_IN
        # Something to do leads to other things only by what it reminds of.
        if leads & (roots | shelved - {"tasks"}) and not known:
            missing.append(table.name)
    assert missing == []


def test_every_column_of_a_shelf_is_said_or_left_out() -> None:
    missing = []
    for shelf in SHELVES:
        known = OURS | set(shelf.fields) | set(shelf.skip) | set(shelf.mine) | {shelf.by}
        columns = {each.key for each in inspect(shelf.model).columns}
        missing += [f"{shelf.kind}.{each}" for each in sorted(columns - known)]
    assert missing == []


def test_the_trail_says_which_request_and_no_name(desk: Desk, asked: tuple[str, str]) -> None:
    _, key = asked
    desk.do(own_copy.look, key)
    looks = desk.ask(trail.read).looks
    assert [(look.action, look.record) for look in looks[:1]] == [("own_record_read", "OWN-01")]
