"""A casebook and its key file come together, also where two make one of the same name at once."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from outreach_app.clock import SystemClock
from outreach_app.errors import AlreadyThere, InUse
from outreach_app.storage import casebook
from outreach_app.storage.lock import CasebookLock
from outreach_app.storage.making import make
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.keyfile_copies import paths_of
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.throttle import Throttle
from outreach_app.vault.unlocking import unlock
from tests.conftest import PASSPHRASE


def _nothing(_: Session, __: OpenKey) -> None:
    return None


def _once(path: Path) -> None:
    make(path, PASSPHRASE, KdfCost.CHEAPEST, SystemClock(), _nothing)


def test_the_second_leaves_the_key_file_of_the_first_alone(tmp_path: Path) -> None:
    path = tmp_path / "one.casebook"

    def meanwhile(_: Session, __: OpenKey) -> None:
        with pytest.raises(AlreadyThere):
            _once(path)

    new, book = make(path, PASSPHRASE, KdfCost.CHEAPEST, SystemClock(), meanwhile)
    book.close()
    new.key.close()
    with unlock(path, "", PASSPHRASE, Throttle(SystemClock())) as key:
        casebook.open_casebook(path, key).close()


def test_nothing_is_written_while_another_makes_one(tmp_path: Path) -> None:
    path = tmp_path / "one.casebook"
    lock = CasebookLock(path)
    with pytest.raises(InUse):
        _once(path)
    lock.release()
    assert not any(each.exists() for each in (path, *paths_of(path)))


def test_one_that_cannot_be_furnished_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "one.casebook"

    def breaks(_: Session, __: OpenKey) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        make(path, PASSPHRASE, KdfCost.CHEAPEST, SystemClock(), breaks)
    assert list(tmp_path.iterdir()) == []
    _, book = make(path, PASSPHRASE, KdfCost.CHEAPEST, SystemClock(), _nothing)
    book.close()
