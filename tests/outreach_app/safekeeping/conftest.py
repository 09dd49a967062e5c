from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from models.people import Person
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.clock import SetClock
from outreach_app.safekeeping.restoring import Restored, Wanted, restore
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.ready import Made, new_casebook

ZONE = ZoneInfo("Europe/London")


@dataclass
class Book:
    """A closed or open casebook, its recovery code, and a way to write one more person."""

    path: Path
    code: str
    clock: SetClock
    desk: Desk

    def add(self, alias: str) -> None:
        self.desk.do(people.add, people.PersonDraft(alias=alias))

    def aliases(self) -> set[str]:
        return set(self.desk.ask(lambda work: work.session.scalars(select(Person.alias)).all()))

    def reopen(self) -> None:
        self.desk.close()
        self.desk = bootstrap.open_desk(self.path, SIGN_IN, PASSPHRASE, self.clock)

    def restore(self, copy: Path, **other: object) -> Restored:
        wanted = {"casebook": self.path, "name": SIGN_IN, "secret": PASSPHRASE, "replace": True}
        wanted |= other
        self.desk.close()
        folder = self.path.parent / "waits"
        return restore(
            Wanted(copy, **wanted),  # type: ignore[arg-type]
            self.clock.now(),
            ZONE,
            Throttle(self.clock, folder),
        )


@pytest.fixture
def book(tmp_path: Path, clock: SetClock) -> Iterator[Book]:
    path = tmp_path / "house" / "north #1 50%.casebook"
    path.parent.mkdir()
    wanted = Made(path.name, "", SIGN_IN, PASSPHRASE, KdfCost.CHEAPEST, clock.moment)
    new = new_casebook(path, wanted, clock)
    made = Book(path, new.recovery_code, clock, new.desk)
    yield made
    made.desk.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
