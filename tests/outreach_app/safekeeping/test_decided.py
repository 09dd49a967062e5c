"""A decided restore is finished where it was decided; a folder laid beside a casebook is not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from outreach_app import bootstrap, paths
from outreach_app.safekeeping import decided, swapping
from outreach_app.safekeeping.errors import NotBegunHere
from outreach_app.vault import keyfile_copies
from outreach_app.wording import lines
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.safekeeping.conftest import Book
from tests.outreach_app.safekeeping.test_restoring import files

Plant = Callable[[Book, Path], object]


def _folder(book: Book) -> Path:
    return book.path.with_name(f"{book.path.name}.restoring")


def _whole(book: Book, folder: Path) -> None:
    """Lay a casebook of some day there with its key files, as a backup of the disk holds them."""
    for each in (book.path, *keyfile_copies.paths_of(book.path)):
        shutil.copyfile(each, folder / each.name)
    (folder / "aside").write_text("2025-11-21-0800")


def _rubbish(book: Book, folder: Path) -> None:
    (folder / book.path.name).write_bytes(b"nothing")


def _keys(book: Book, folder: Path) -> None:
    """Lay nothing but a key file there: it would take the place of the real one."""
    (folder / keyfile_copies.paths_of(book.path)[0].name).write_bytes(b"nothing")


def _with_a_word(book: Book, folder: Path) -> None:
    _whole(book, folder)
    (folder / "aside").write_text(f"2025-11-21-0800 {'0' * 64}")


def _with_a_word_that_leads_elsewhere(book: Book, folder: Path) -> None:
    _whole(book, folder)
    (folder / "aside").write_text("2025-11-21-0800 ../../../etc/passwd")


def _with_much(book: Book, folder: Path) -> None:
    _whole(book, folder)
    (folder / "aside").write_bytes(b"\xff" * 1_000_000)


PLANTS: Final[tuple[Plant, ...]] = (
    _whole,
    _rubbish,
    _keys,
    _with_a_word,
    _with_a_word_that_leads_elsewhere,
    _with_much,
)


@pytest.mark.parametrize("plant", PLANTS)
def test_what_was_planted_is_said_and_left(book: Book, plant: Plant) -> None:
    book.desk.close()
    _folder(book).mkdir()
    plant(book, _folder(book))
    before = files(book.path.parent)
    with pytest.raises(NotBegunHere) as refused:
        bootstrap.open_desk(book.path, SIGN_IN, PASSPHRASE, book.clock)
    (said,) = lines(refused.value)
    assert _folder(book).name in said
    assert files(book.path.parent) == before
    # What the sentence says to do.
    _folder(book).rename(book.path.with_name("under another name"))
    book.reopen()


CLOSED: Final = """
import sys
from pathlib import Path
from outreach_app.safekeeping import swapping
from outreach_app.safekeeping.errors import NotBegunHere
try:
    swapping.finish_pending(Path(sys.argv[1]))
except NotBegunHere:
    print("left")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such bits there")
def test_one_that_cannot_be_looked_into_is_said_as_well(book: Book) -> None:
    book.desk.close()
    command = [sys.executable, "-c", CLOSED, str(book.path)]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("an administrator may look everywhere")
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    _folder(book).mkdir(mode=0)
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    finally:
        _folder(book).chmod(0o700)
    assert done.stdout == "left\n", done.stderr


def test_a_copy_is_restored_though_a_planted_folder_is_in_the_way(book: Book, stick: Path) -> None:
    book.add("Dune")
    copy = book.desk.copies.make_in(stick).path
    book.add("Pepper")
    book.desk.close()
    _folder(book).mkdir()
    _rubbish(book, _folder(book))
    book.restore(copy)
    book.reopen()
    assert book.aliases() == {"Dune"}
    (aside,) = book.path.parent.glob("*.restoring-aside-*")
    assert (aside / book.path.name).read_bytes() == b"nothing"


def _interrupted(book: Book, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(swapping, "finish", dies)
        with pytest.raises(KeyboardInterrupt):
            book.restore(copy)


def test_on_another_computer_it_is_begun_again(
    book: Book, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.add("Dune")
    copy = book.desk.copies.make_in(stick).path
    book.add("Pepper")
    _interrupted(book, copy, monkeypatch)
    monkeypatch.setattr(paths, "settings_folder", lambda: tmp_path / "another")
    with pytest.raises(NotBegunHere):
        bootstrap.open_desk(book.path, SIGN_IN, PASSPHRASE, book.clock)
    book.restore(copy)
    book.reopen()
    assert book.aliases() == {"Dune"}


def test_a_folder_that_comes_back_after_the_restore_counts_no_more(
    book: Book, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup of the whole disk may have caught the folder in the moment it was there."""
    copy = book.desk.copies.make_in(stick).path
    _interrupted(book, copy, monkeypatch)
    kept = shutil.copytree(_folder(book), tmp_path / "caught")
    book.reopen()
    book.add("Dune")
    book.desk.close()
    shutil.copytree(kept, _folder(book))
    with pytest.raises(NotBegunHere):
        bootstrap.open_desk(book.path, SIGN_IN, PASSPHRASE, book.clock)
    shutil.rmtree(_folder(book))
    book.reopen()
    assert book.aliases() == {"Dune"}


def test_an_empty_folder_is_what_dying_at_the_end_leaves(book: Book) -> None:
    book.desk.close()
    _folder(book).mkdir()
    book.reopen()
    assert not _folder(book).exists()


def test_where_nothing_can_be_remembered_a_restore_works_all_the_same(
    book: Book, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = book.desk.copies.make_in(stick).path
    book.add("Dune")
    (tmp_path / "file").touch()
    monkeypatch.setattr(paths, "settings_folder", lambda: tmp_path / "file")
    assert book.restore(copy).aside is not None
    assert not decided.is_known(decided.remember())
    book.reopen()
    assert book.aliases() == set()
