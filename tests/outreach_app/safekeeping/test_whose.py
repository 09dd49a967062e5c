"""Whose a copy is, and which of the key files beside a casebook counts when one is restored."""

from contextlib import closing
from pathlib import Path

import pytest

from outreach_app import bootstrap
from outreach_app.safekeeping.errors import OtherCasebook
from outreach_app.safekeeping.places import HERE
from outreach_app.vault import keyfile_copies
from outreach_app.vault.kdf import KdfCost
from outreach_app.wording import lines
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.outreach_app.safekeeping.conftest import Book
from tests.outreach_app.safekeeping.test_restoring import files
from tests.outreach_app.vault.test_forged_key_file import FORGERIES, forge


def _other(book: Book, tmp_path: Path, project: str) -> tuple[Path, Path]:
    """Make another casebook with the same lead and passphrase, and a copy of it."""
    path = tmp_path / "other" / "south.casebook"
    path.parent.mkdir()
    new = bootstrap.create(path, project, SIGN_IN, PASSPHRASE, book.clock, KdfCost.CHEAPEST)
    with closing(new.desk) as desk:
        return path, desk.copies.make_in(path.parent).path


@pytest.mark.parametrize("project", ["Southgate (invented)", ""])
def test_another_casebooks_copy_replaces_nothing(book: Book, tmp_path: Path, project: str) -> None:
    book.add("Dune")
    _, copy = _other(book, tmp_path, project)
    book.desk.close()
    before = files(book.path.parent)
    with pytest.raises(OtherCasebook) as refused:
        book.restore(copy)
    (said,) = lines(refused.value)
    assert (project or "without a name") in said
    assert copy.name in said
    assert book.path.name in said
    assert files(book.path.parent) == before
    # Without a key file that can be read nobody knows whose it was: the copy is the way back.
    for each in keyfile_copies.paths_of(book.path):
        each.write_bytes(b"")
    assert book.restore(copy).aside is not None
    book.reopen()
    assert book.aliases() == set()


@pytest.mark.parametrize("how", ["code", "ways in", "salt"])
def test_a_forged_key_file_beside_hides_no_copy(book: Book, stick: Path, how: str) -> None:
    book.add("Dune")
    copy = book.desk.copies.make_in(stick).path
    book.desk.close()
    for which in (1, 0):
        forge(book.path, which, FORGERIES[how])
    assert book.restore(copy).older_keys
    book.reopen()
    assert book.aliases() == {"Dune"}
    book.desk.copies.make_now((HERE,))
    forge(book.path, 0, FORGERIES[how])
    assert book.desk.copies.rehearse().value.same_way_in
