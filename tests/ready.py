"""Casebooks made once by the program itself, and copied for every test that wants one of its own.

Making one takes ten times as long as opening it: all its tables, triggers and lists are written.
A test that is about making one calls `bootstrap.create`.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk, NewCasebook
from outreach_app.casework import staff
from outreach_app.clock import Clock, SetClock
from outreach_app.storage.casebook import open_casebook
from outreach_app.vault import unlocking
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from tests.filled import fill


@dataclass(frozen=True)
class Made:
    """What decides how a new casebook looks. Two of one test need two numbers, or they are one."""

    name: str
    project: str
    sign_in: str
    passphrase: str
    cost: KdfCost
    moment: datetime
    number: int = 0
    # When the invented records of the exchange format were taken in; None, and there are none.
    filled_at: datetime | None = None


def new_desk(path: Path, made: Made, clock: Clock) -> Desk:
    """Return the desk that `bootstrap.create` would give at this moment."""
    return new_casebook(path, made, clock).desk


def new_casebook(path: Path, made: Made, clock: Clock) -> NewCasebook:
    """Return what `bootstrap.create` would give, the recovery code with it."""
    files, code = _files(made)
    for name, data in files.items():
        (path.parent / name).write_bytes(data)
        (path.parent / name).chmod(0o600)
    key = unlocking.unlock(path, made.sign_in, made.passphrase, Throttle(clock, path.parent))
    book = open_casebook(path, key)
    with book.reading() as session:
        me = staff.by_slot(session, key.slot_id)
    assert me is not None
    return NewCasebook(Desk(book, key, me, clock, made.cost), code)


@cache
def _files(made: Made) -> tuple[dict[str, bytes], str]:
    with TemporaryDirectory() as folder:
        path, clock = Path(folder) / made.name, SetClock(made.moment)
        new = bootstrap.create(path, made.project, made.sign_in, made.passphrase, clock, made.cost)
        if made.filled_at is not None:
            clock.moment = made.filled_at
            fill(new.desk)
        new.desk.close()
        files = {each.name: each.read_bytes() for each in Path(folder).iterdir() if each.is_file()}
        return files, new.recovery_code
