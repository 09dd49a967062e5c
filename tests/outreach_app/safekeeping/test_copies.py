"""When copies are due, where they go, what is known of them, and the rehearsal."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from outreach_app import bootstrap, way_back
from outreach_app.copies import SHRANK
from outreach_app.errors import Cancelled, Damaged, NotACasebook, NotAllowed
from outreach_app.governance import audit
from outreach_app.safekeeping import advice, making, places, reaching
from outreach_app.safekeeping.container import Seen
from outreach_app.safekeeping.errors import (
    CopyDamaged,
    NoAnswer,
    NoSuchPlace,
    NothingToRehearse,
    SamePlace,
)
from outreach_app.safekeeping.making import Job
from outreach_app.safekeeping.places import AWAY, HERE, PLACES, SECOND
from outreach_app.work import Work
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.safekeeping.conftest import Book
from tests.outreach_app.safekeeping.test_restoring import OTHER, flipped, volunteer


def codes(book: Book) -> list[str]:
    return [line.code for line in advice.lines(book.desk.copies.state())]


def test_a_new_casebook_is_copied_beside_itself_until_somebody_chooses(book: Book) -> None:
    copies = book.desk.copies
    assert codes(book)[0] == "none"
    assert copies.due() == (HERE,)
    (outcome,) = copies.make_now(copies.due()).value
    assert outcome.seen is not None
    assert outcome.seen.path.parent == book.path.with_name("north #1 50%.copies")
    assert codes(book) == ["newest", "away_none", "rehearse_first"]
    assert copies.due() == copies.due(closing=True) == ()


def test_a_copy_that_somebody_took_away_is_not_spoken_of_as_there(book: Book, stick: Path) -> None:
    copies = book.desk.copies
    copies.choose(AWAY, stick)
    here, away = copies.make_now((HERE, AWAY)).value
    assert here.seen is not None
    assert away.seen is not None
    here.seen.path.unlink()
    assert copies.state().here is None
    assert codes(book)[0] == "newest"
    assert copies.due() == (HERE,)
    # A stick that is not plugged in is not asked.
    stick.rename(stick.with_name("in the drawer"))
    assert copies.due() == (HERE,)
    assert copies.state().away is not None
    stick.with_name("in the drawer").rename(stick)
    away.seen.path.unlink()
    assert codes(book)[0] == "gone"
    assert copies.due() == (HERE, AWAY)
    copies.make_now(copies.due())
    assert codes(book)[0] == "newest"
    assert copies.due() == ()


def test_due_once_a_day_and_at_the_end_of_the_day(book: Book) -> None:
    copies = book.desk.copies
    copies.make_now((HERE,))
    book.add("Dune")
    assert copies.due() == ()
    assert copies.due(closing=True) == (HERE,)
    book.clock.moment += timedelta(minutes=20)  # after midnight
    assert copies.due() == (HERE,)
    copies.make_now((HERE,))
    book.add("Pepper")
    assert copies.due() == ()
    book.clock.moment += timedelta(hours=4)
    assert copies.due() == (HERE,)
    copies.make_now((HERE,))
    book.clock.moment += timedelta(days=1)
    book.desk.arrive()  # somebody looked and wrote nothing
    assert copies.due() == copies.due(closing=True) == ()


def test_a_stick_is_waited_for_without_a_word_and_seen_when_it_comes(
    book: Book, stick: Path
) -> None:
    copies = book.desk.copies
    copies.choose(AWAY, stick)
    stick.rename(stick.with_name("elsewhere"))
    assert copies.due() == (HERE,)
    assert not copies.state().away_present
    stick.with_name("elsewhere").rename(stick)
    assert copies.due() == (HERE, AWAY)
    made = copies.make_now(copies.due()).value
    assert [each.error for each in made] == [None, None]
    assert copies.state().away is not None
    with pytest.raises(NoSuchPlace):
        copies.choose(AWAY, stick / "gone")


def test_what_is_in_the_way_is_said_and_tried_again_an_hour_later(book: Book) -> None:
    copies = book.desk.copies
    wall = book.path.with_name("north #1 50%.copies")
    wall.write_text("in the way")
    (outcome,) = copies.make_now((HERE,)).value
    assert outcome.error is not None
    assert "trouble_here" in codes(book)
    assert copies.due() == ()
    book.clock.moment += timedelta(hours=1)
    assert copies.due() == (HERE,)
    wall.unlink()
    copies.make_now((HERE,))
    assert "trouble_here" not in codes(book)


def test_old_copies_go_and_others_stay(book: Book, stick: Path) -> None:
    copies = book.desk.copies
    copies.choose(HERE, stick)
    foreign = stick / "casebook-2020-01-01-0000.backup"
    foreign.write_bytes(b"somebody else's")
    for _ in range(12):
        book.add("Dune")
        copies.make_now((HERE,))
        book.clock.moment += timedelta(hours=1)
    left = sorted(each.name for each in stick.iterdir())
    # Twelve hours from 23:41: one on the first evening, and the three newest of the next day.
    assert left == [
        foreign.name,
        "casebook-2025-12-20-2341.backup",
        "casebook-2025-12-21-0841.backup",
        "casebook-2025-12-21-0941.backup",
        "casebook-2025-12-21-1041.backup",
    ]


def test_a_clock_that_was_wrong_neither_puts_off_nor_fills(book: Book, stick: Path) -> None:
    copies = book.desk.copies
    copies.choose(HERE, stick)
    right = book.clock.moment
    book.clock.moment = right + timedelta(days=3650)
    copies.make_now((HERE,))
    book.clock.moment = right
    book.add("Dune")
    assert copies.due() == (HERE,)
    for _ in range(12):
        copies.make_now((HERE,))
        book.clock.moment += timedelta(minutes=1)
    assert len(list(stick.glob("casebook-203*"))) == 1
    assert len(list(stick.glob("*.backup"))) == 1 + 3


def test_two_places_away_one_of_them_not_always_there(book: Book, stick: Path) -> None:
    copies = book.desk.copies
    other = stick.with_name("second stick")
    other.mkdir()
    copies.choose(AWAY, stick)
    with pytest.raises(SamePlace):
        copies.choose(SECOND, stick)
    copies.choose(SECOND, other)
    assert copies.due() == PLACES
    copies.make_now(copies.due())
    assert len(list(other.glob("*.backup"))) == 1
    other.rename(stick.with_name("in the drawer"))
    book.clock.moment += timedelta(days=1)
    book.add("Dune")
    assert copies.due() == (HERE, AWAY)
    assert copies.state().reachable == (HERE, AWAY)
    # It is remembered, and what it held then.
    found = places.read(book.desk._key.vault_id).second
    assert found.folder == str(other)
    assert found.last is not None


def test_a_place_that_never_answers_keeps_nobody_waiting(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = book.desk.copies
    copies.choose(AWAY, stick)
    comes_back = threading.Event()
    real = making.make

    def hangs(job: Job, folder: Path) -> Seen:
        if folder == stick:
            comes_back.wait()
        return real(job, folder)

    monkeypatch.setattr(making, "make", hangs)
    monkeypatch.setattr(reaching, "STILL", 0.0)
    try:
        here, away = copies.make_now((HERE, AWAY)).value
        assert here.seen is not None
        assert isinstance(away.error, NoAnswer)
        assert "trouble_away" in codes(book)
        monkeypatch.setattr(reaching, "_looks", lambda *_: comes_back.wait())
        monkeypatch.setattr(reaching, "PATIENCE", 0.01)
        assert not copies.state().away_present
        assert copies.due(closing=True) == ()
        book.desk.close()  # which waits for nobody either
    finally:
        comes_back.set()
    assert list(stick.glob("*.backup")) == []


def test_a_disk_that_is_nearly_full_is_said_beforehand(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "room" not in codes(book)
    monkeypatch.setattr(advice, "LOW_ROOM", 2**60)
    assert "room" in codes(book)


def test_only_the_lead_chooses_the_places(book: Book, stick: Path) -> None:
    volunteer(book)
    book.desk.close()
    book.desk = bootstrap.open_desk(book.path, "tomasz", OTHER, book.clock)
    with pytest.raises(NotAllowed):
        book.desk.copies.choose(AWAY, stick)
    (outcome,) = book.desk.copies.make_now((HERE,)).value
    assert outcome.seen is not None


def test_a_round_that_never_ran_leaves_no_key(book: Book) -> None:
    begun = book.desk.copies.round((HERE,))
    assert begun is not None
    assert book.desk.copies.round((HERE,)) is None  # one at a time
    book.desk.close()
    assert begun.run() is None
    assert not book.path.with_name("north #1 50%.copies").exists()


def test_what_is_stopped_leaves_nothing(book: Book) -> None:
    begun = book.desk.copies.round((HERE,))
    rehearsal = book.desk.copies.rehearsal()
    assert begun is not None
    assert rehearsal is not None
    book.desk.copies.stop()
    (outcome,) = begun.run() or ()
    assert isinstance(outcome.error, Cancelled)
    assert list(outcome.folder.iterdir()) == []
    with pytest.raises(NothingToRehearse):
        rehearsal.run()
    assert book.desk.copies.note((outcome,)).value == (outcome,)
    assert book.desk.copies.state().trouble == dict.fromkeys(PLACES, "")
    assert book.desk.copies.rehearsal() is None
    with pytest.raises(Cancelled):
        book.desk.copies.rehearse()


def test_a_copy_that_shrank_is_said(book: Book) -> None:
    book.desk.copies.make_now((HERE,))
    known = places.read(book.desk._key.vault_id)
    assert known.here.last is not None
    larger = replace(known.here.last, size=known.here.last.size * 3)
    book.desk.copies._keep(replace(known, here=replace(known.here, last=larger)))
    book.add("Dune")
    book.desk.copies.make_now((HERE,))
    assert book.desk.copies.state().trouble["here"] == SHRANK


def test_closing_finishes_what_runs_and_makes_what_is_due(book: Book) -> None:
    begun = book.desk.copies.round((HERE,))
    assert begun is not None
    book.desk.copies.at_close()
    last = book.desk.copies.state().here
    assert last is not None
    assert len(list(Path(last.folder).iterdir())) == 1
    book.add("Dune")
    book.desk.copies.at_close()
    assert len(list(Path(last.folder).iterdir())) == 2


def test_the_trail_says_what_was_done(book: Book, stick: Path) -> None:
    book.desk.copies.make_in(stick)
    book.desk.copies.choose(AWAY, stick)
    book.desk.copies.make_now((AWAY,))
    book.desk.copies.rehearse()
    lines = [(each.action, each.object) for each in book.desk.ask(audit.latest, 4)]
    assert lines == [
        ("restore_rehearsed", None),
        ("backup_made", "away"),
        ("backup_place", "away"),
        ("backup_made", "folder"),
    ]
    assert str(stick) not in repr(book.desk.ask(audit.latest, 10))


def test_a_rehearsal_proves_the_newest_copy_and_leaves_nothing(book: Book, stick: Path) -> None:
    copies = book.desk.copies
    with pytest.raises(NothingToRehearse):
        copies.rehearse()
    copies.choose(AWAY, stick)
    copies.make_now((AWAY,))
    book.add("Dune")
    before = sorted(each.name for each in book.path.parent.iterdir())
    found = copies.rehearse().value
    assert found.same_way_in
    assert found.later == 2  # the copy's own line, and Dune
    assert sorted(each.name for each in book.path.parent.iterdir()) == before
    assert "rehearse_first" not in codes(book)
    flipped(stick / found.name, 300_000)
    with pytest.raises(CopyDamaged):
        copies.rehearse()


def test_damage_names_the_newest_good_copy(book: Book, stick: Path) -> None:
    copies = book.desk.copies
    copies.choose(AWAY, stick)
    copies.make_now((HERE, AWAY))
    book.clock.moment += timedelta(days=1)
    book.add("Dune")
    copies.make_now((AWAY,))
    newest = max(stick.iterdir(), key=lambda each: each.name)
    book.desk.close()
    flipped(book.path, 5000)
    damaged = book.path.read_bytes()
    with pytest.raises(Damaged) as met:
        bootstrap.open_desk(book.path, SIGN_IN, PASSPHRASE, book.clock)
    assert newest.name in met.value.more[0]
    flipped(newest, 200_000)  # that one is no way back any more: the one before is
    with pytest.raises(Damaged) as met:
        bootstrap.open_desk(book.path, SIGN_IN, PASSPHRASE, book.clock)
    assert "casebook-2025-12-20-2341.backup" in met.value.more[0]
    assert book.path.read_bytes() == damaged
    found = way_back.find(book.path)
    assert found is not None
    book.restore(found.path)
    book.reopen()


def test_what_is_not_whole_is_not_copied_over_what_is(book: Book) -> None:
    book.desk.copies.make_now((HERE,))
    book.desk.do(tamper)
    assert "casebook-2025-12-20-2341.backup" in book.desk.verify().way_back
    (outcome,) = book.desk.copies.make_now((HERE,)).value
    assert isinstance(outcome.error, Damaged)
    assert outcome.error.data["name"] == book.path.name
    assert len(list(outcome.folder.iterdir())) == 1


def tamper(work: Work) -> None:
    # The file itself forbids this; somebody who tampers takes that out first.
    guards = work.session.scalars(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
    ).all()
    for name in guards:
        work.session.execute(text(f"DROP TRIGGER {name}"))
    work.session.execute(text("UPDATE audit SET actor = 'MO' WHERE seq = 1"))


def test_a_damaged_key_file_still_leads_to_the_copies_beside(book: Book) -> None:
    book.desk.copies.make_now((HERE,))
    book.desk.close()
    for end in (".keys", ".keys.2"):
        flipped(book.path.with_name(book.path.name + end), 200)
    with pytest.raises(Damaged) as met:
        bootstrap.open_desk(book.path, SIGN_IN, PASSPHRASE, book.clock)
    assert "casebook-2025-12-20-2341.backup" in met.value.more[0]


def test_a_copy_is_not_opened_as_a_casebook(book: Book, stick: Path) -> None:
    copy = book.desk.copies.make_in(stick).path
    with pytest.raises(NotACasebook) as met:
        bootstrap.open_desk(copy, SIGN_IN, PASSPHRASE, book.clock)
    assert "Restore" in met.value.more[0]


def test_a_damaged_note_of_this_computer_costs_only_what_it_knew(book: Book) -> None:
    book.desk.copies.make_now((HERE,))
    vault = book.desk._key.vault_id
    for content in (b"", b"[]", b'{"here": 1}', b"\xff\xfe", b"[" * 5000):
        next(Path(places._file(vault)).parent.iterdir()).write_bytes(content)
        assert places.read(vault) == places.Known()
