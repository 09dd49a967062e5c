"""The way back: proved before anything is touched, and the casebook before is never lost."""

import os
import shutil
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from outreach_app import bootstrap
from outreach_app.casework.colleagues import NewColleague
from outreach_app.errors import (
    InUse,
    KnownError,
    NewerVersion,
    NoSuchFile,
    NotACasebook,
    WrongPassphrase,
)
from outreach_app.governance import audit
from outreach_app.safekeeping import container, making, manifest, swapping
from outreach_app.safekeeping.errors import CopyDamaged, NotTheLeads, WouldReplace
from outreach_app.storage.engine import connect, prepare
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.safekeeping.conftest import ZONE, Book

OTHER = "wooden river clock seven maps"


def files(folder: Path) -> dict[str, bytes]:
    """Every file but the count of wrong attempts, which has to outlast a refusal."""
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file() and "waits" not in each.parts and ".casebook.waits" not in each.name
    }


def test_back_to_the_copy_and_the_one_before_is_kept(book: Book, stick: Path) -> None:
    book.add("Dune")
    copy = book.desk.copies.make_in(stick).path
    book.add("Pepper")
    done = book.restore(copy)
    book.reopen()
    assert book.aliases() == {"Dune"}
    assert book.desk.verify().findings == ()
    assert [each.action for each in book.desk.ask(audit.latest, 1)] == ["restored"]
    assert done.aside is not None
    kept = bootstrap.open_desk(done.aside / book.path.name, SIGN_IN, PASSPHRASE, book.clock)
    book.desk, after = kept, book.desk
    assert book.aliases() == {"Dune", "Pepper"}
    kept.close()
    book.desk = after


def test_a_copy_made_while_somebody_writes_is_of_one_moment(book: Book, stick: Path) -> None:
    key = book.desk._key
    begun, enough = threading.Event(), threading.Event()
    insert = "INSERT INTO vault_meta (key, value) VALUES (?, ?)"

    def write() -> None:
        with closing(connect(book.path, key)) as connection:
            prepare(connection)
            for number in range(1500):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(insert, (f"left {number}", "x" * (number % 7) * 500))
                connection.execute(insert, (f"right {number}", "y" * (number % 5) * 700))
                connection.execute("COMMIT")
                begun.set()
                if enough.is_set():
                    return

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(60)
    job = making.Job(book.path, key, book.desk._audit_key, book.clock.now(), ZONE)
    try:
        copies = [making.make(job, stick).path for _ in range(3)]
    finally:
        enough.set()
        writer.join()
    for number, copy in enumerate(copies):
        taken = stick / f"taken{number}"
        container.unpack(copy, {container.CASEBOOK: taken})
        with closing(connect(taken, key)) as connection:
            names = [row[0] for row in connection.execute("SELECT key FROM vault_meta").fetchall()]
        left = {name.split()[1] for name in names if name.startswith("left ")}
        assert left == {name.split()[1] for name in names if name.startswith("right ")}
        assert left


def test_another_machine_with_the_recovery_code_alone(book: Book, stick: Path) -> None:
    book.add("Dune")
    copy = book.desk.copies.make_in(stick).path
    book.desk.close()
    shutil.rmtree(book.path.parent)
    book.path.parent.mkdir()
    done = book.restore(copy, name="", secret=book.code.lower(), replace=False)
    assert (done.by_code, done.aside) == (True, None)
    book.reopen()
    assert book.aliases() == {"Dune"}


def test_nothing_is_replaced_unasked(book: Book, stick: Path) -> None:
    copy = book.desk.copies.make_in(stick).path
    book.desk.close()
    before = files(book.path.parent)
    with pytest.raises(WouldReplace):
        book.restore(copy, replace=False)
    assert files(book.path.parent) == before
    book.path.unlink()
    with pytest.raises(WouldReplace):  # a key file alone is not written over either
        book.restore(copy, replace=False)


def flipped(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("what", ["flip", "cut", "wrong", "missing folder", "open", "directory"])
def test_refused_it_leaves_every_byte(book: Book, stick: Path, what: str) -> None:
    copy = book.desk.copies.make_in(stick).path
    book.desk.close()
    other: dict[str, Any] = {}
    expected: type[KnownError] = CopyDamaged
    if what == "flip":
        flipped(copy, 500_000)
    elif what == "cut":
        copy.write_bytes(copy.read_bytes()[:-200])
    elif what == "wrong":
        other, expected = {"secret": OTHER}, WrongPassphrase
    elif what == "missing folder":
        other, expected = {"casebook": stick / "gone" / "x.casebook"}, NoSuchFile
    elif what == "directory":
        other, expected = {"casebook": stick}, NotACasebook
    before = files(book.path.parent)
    if what == "open":
        again = bootstrap.open_desk(book.path, SIGN_IN, PASSPHRASE, book.clock)
        with pytest.raises(InUse):
            book.restore(copy)
        again.close()
        return
    with pytest.raises(expected):
        book.restore(copy, **other)
    assert files(book.path.parent) == before
    assert [each.name for each in stick.iterdir()] == [copy.name]


def test_a_copy_somebody_made_up_is_refused(book: Book, stick: Path, tmp_path: Path) -> None:
    seen = book.desk.copies.make_in(stick)
    parts = {name: tmp_path / name for name in seen.manifest.members}
    container.unpack(seen.path, parts)
    forged = stick / "casebook-2026-01-01-0000.backup"

    def describe(members: Any) -> bytes:
        return replace(seen.manifest, members=dict(members), entries=99).text()

    container.write(forged, dict(parts), describe)
    with pytest.raises(CopyDamaged):
        book.restore(forged)
    book.reopen()
    assert book.desk.verify().findings == ()


def test_a_later_version_is_refused_untouched(book: Book, stick: Path, tmp_path: Path) -> None:
    seen = book.desk.copies.make_in(stick)
    parts = {name: tmp_path / name for name in seen.manifest.members}
    container.unpack(seen.path, parts)
    later = stick / "later.backup"
    text = seen.manifest.text().replace(b'"version":1', b'"version":2')
    container.write(later, dict(parts), lambda _: text)
    assert manifest.VERSION == 1
    with pytest.raises(NewerVersion):
        book.restore(later)


def test_links_are_not_followed(book: Book, stick: Path, tmp_path: Path) -> None:
    copy = book.desk.copies.make_in(stick).path
    book.desk.close()
    link = tmp_path / "link.casebook"
    link.symlink_to(book.path)
    with pytest.raises(NotACasebook):
        book.restore(copy, casebook=link)
    assert link.is_symlink()


def volunteer(book: Book) -> None:
    book.desk.accounts.add(NewColleague("Tomasz", "volunteer"), OTHER)


def test_only_the_lead_puts_a_copy_in_the_place_of_a_casebook(book: Book, stick: Path) -> None:
    volunteer(book)
    copy = book.desk.copies.make_in(stick).path
    book.desk.close()
    before = files(book.path.parent)
    with pytest.raises(NotTheLeads):
        book.restore(copy, name="tomasz", secret=OTHER)
    assert files(book.path.parent) == before


def test_a_leaver_stays_out_of_a_restored_casebook(book: Book, stick: Path) -> None:
    volunteer(book)
    copy = book.desk.copies.make_in(stick).path
    code = next(row.code for row in book.desk.ask(_colleagues) if row.name == "Tomasz")
    book.desk.accounts.end(code)
    done = book.restore(copy)
    assert not done.older_keys
    with pytest.raises(KnownError):
        bootstrap.open_desk(book.path, "tomasz", OTHER, book.clock)
    book.reopen()


def _colleagues(work: Any) -> Any:
    from outreach_app.casework import staff

    return staff.colleagues(work)


def test_todays_passphrase_opens_what_an_older_copy_holds(book: Book, stick: Path) -> None:
    copy = book.desk.copies.make_in(stick).path
    book.desk.accounts.change_own(PASSPHRASE, OTHER)
    done = book.restore(copy, secret=OTHER)
    assert not done.older_keys
    bootstrap.open_desk(book.path, SIGN_IN, OTHER, book.clock).close()
    with pytest.raises(WrongPassphrase):
        bootstrap.open_desk(book.path, SIGN_IN, PASSPHRASE, book.clock)


def test_the_passphrase_of_then_works_and_is_said(book: Book, stick: Path) -> None:
    copy = book.desk.copies.make_in(stick).path
    book.desk.accounts.change_own(PASSPHRASE, OTHER)
    done = book.restore(copy, secret=PASSPHRASE)
    assert done.older_keys
    book.reopen()


def test_trying_both_key_files_is_one_attempt(book: Book, stick: Path) -> None:
    copy = book.desk.copies.make_in(stick).path
    book.desk.accounts.change_own(PASSPHRASE, OTHER)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            book.restore(copy, secret="not these words at all")
    # Three are free, and the fourth is tried and right: the passphrase of the copy's own day.
    assert book.restore(copy, secret=PASSPHRASE).older_keys


def test_what_is_wrong_in_a_copy_is_said_of_the_copy(
    book: Book, stick: Path, tmp_path: Path
) -> None:
    seen = book.desk.copies.make_in(stick)
    parts = {name: tmp_path / name for name in seen.manifest.members}
    container.unpack(seen.path, parts)
    flipped(parts[container.KEYS], 300)
    bad = stick / "bad.backup"

    def describe(members: Any) -> bytes:
        return replace(seen.manifest, members=dict(members)).text()

    container.write(bad, dict(parts), describe)
    with pytest.raises(CopyDamaged) as met:
        book.restore(bad)
    assert met.value.data["name"] == "bad.backup"


def test_a_log_left_by_a_crash_goes_with_the_old_casebook(book: Book, stick: Path) -> None:
    book.add("Dune")
    copy = book.desk.copies.make_in(stick).path
    book.add("Pepper")
    log = book.path.with_name(book.path.name + "-wal")
    left = log.read_bytes()
    assert left
    book.desk.close()
    log.write_bytes(left)
    done = book.restore(copy)
    assert done.aside is not None
    assert (done.aside / log.name).exists()
    assert not log.exists()
    book.reopen()
    assert book.aliases() == {"Dune"}


def test_a_disk_without_second_names(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise OSError(95, os.strerror(95))

    monkeypatch.setattr(Path, "hardlink_to", refuses)
    book.add("Dune")
    copy = book.desk.copies.make_in(stick).path
    done = book.restore(copy)
    assert done.aside is not None
    assert (done.aside / book.path.name).exists()
    book.reopen()
    assert book.aliases() == {"Dune"}


def test_an_opening_finishes_what_was_decided(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.add("Dune")
    copy = book.desk.copies.make_in(stick).path
    book.add("Pepper")

    def dies(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(swapping, "finish", dies)
        with pytest.raises(KeyboardInterrupt):
            book.restore(copy)
    assert swapping.pending(book.path)
    book.reopen()
    assert book.aliases() == {"Dune"}
    assert not swapping.pending(book.path)


def test_an_opening_removes_what_a_killed_restore_had_unpacked(book: Book) -> None:
    left = swapping.staging(book.path)
    (left / book.path.name).write_bytes(b"half")
    assert not swapping.finish_pending(book.path)  # the desk has it open, and it may be at it
    assert left.is_dir()
    book.desk.close()
    bootstrap.open_desk(book.path, SIGN_IN, PASSPHRASE, book.clock).close()
    assert not left.exists()
