"""What is tried while the process dies, and what must hold afterwards.

A trial has a template made once, an act in a copy of it, and a look at what the act left. `look`
raises AssertionError for anything lost, half, or damaged, and answers which state it found.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from models.people import Person
from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.clock import SetClock
from outreach_app.exchange import importing
from outreach_app.exchange.checked import read_and_check
from outreach_app.reports import issuing
from outreach_app.safekeeping import container, making
from outreach_app.safekeeping.places import AWAY
from outreach_app.safekeeping.restoring import Wanted, restore
from outreach_app.statistics import periods
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.throttle import Throttle
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.filled import SAMPLE

CLOCK: Final = SetClock(datetime(2026, 2, 20, 9, tzinfo=UTC))
ZONE: Final = ZoneInfo("Europe/London")
RELEASED: Final = Path(__file__).parents[1] / "data" / "casebooks" / "v1.casebook"
MONTH: Final = periods.month("2025-11")


@dataclass(frozen=True)
class Trial:
    """One kind of work; `say` is called by the act for everything that was acknowledged."""

    template: Callable[[Path], None]
    act: Callable[[Path, Callable[[str], None]], None]
    look: Callable[[Path, list[str]], str]


def book(folder: Path) -> Path:
    return folder / "north.casebook"


def opened(folder: Path) -> Desk:
    return bootstrap.open_desk(
        book(folder), SIGN_IN, PASSPHRASE, CLOCK, Throttle(CLOCK, folder / "waits")
    )


def aliases(desk: Desk) -> set[str]:
    return set(desk.ask(lambda work: work.session.scalars(select(Person.alias)).all()))


def sound(desk: Desk) -> None:
    assert desk.verify().findings == ()


def new(folder: Path) -> Desk:
    return bootstrap.create(book(folder), "", SIGN_IN, PASSPHRASE, CLOCK, KdfCost.CHEAPEST).desk


def add(desk: Desk, alias: str) -> None:
    desk.do(people.add, people.PersonDraft(alias=alias))


# backup


def begin_backup(folder: Path) -> None:
    desk = new(folder)
    (folder / "stick").mkdir()
    for number in range(5):
        add(desk, f"Dune {number}")
        CLOCK.moment += timedelta(hours=1)
        desk.copies.make_in(folder / "stick")
    CLOCK.moment -= timedelta(hours=5)
    desk.close()


def back_up(folder: Path, say: Callable[[str], None]) -> None:
    CLOCK.moment += timedelta(hours=6)
    desk = opened(folder)
    desk.copies.choose(AWAY, folder / "stick")
    (outcome,) = desk.copies.make_now((AWAY,)).value
    if outcome.error is not None:
        raise outcome.error
    say("copied")
    desk.close()


def look_backup(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    sound(desk)
    assert aliases(desk) == {f"Dune {number}" for number in range(5)}
    named = [each for each in (folder / "stick").iterdir() if not each.name.startswith(".")]
    found = sorted(container.check(each).manifest.made_at for each in named)
    assert len(found) >= 3
    there = found[-1] == CLOCK.moment + timedelta(hours=6)
    assert there or "copied" not in said
    making.make(desk.copies._job(), folder / "stick")
    assert not list((folder / "stick").glob(".*.part*"))
    desk.close()
    return "copied" if there else "not copied"


# restore


def begin_restore(folder: Path) -> None:
    desk = new(folder)
    add(desk, "Dune")
    (folder / "stick").mkdir()
    desk.copies.make_in(folder / "stick")
    add(desk, "Pepper")
    desk.close()


def put_back(folder: Path, say: Callable[[str], None]) -> None:
    (copy,) = (folder / "stick").iterdir()
    wanted = Wanted(copy, book(folder), SIGN_IN, PASSPHRASE, replace=True)
    restore(wanted, CLOCK.now(), ZONE, Throttle(CLOCK, folder / "waits"))
    say("restored")


def look_restore(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    sound(desk)
    found = aliases(desk)
    desk.close()
    if found == {"Dune", "Pepper"}:
        assert "restored" not in said
        return "the one before"
    assert found == {"Dune"}
    (aside,) = folder.glob("north.casebook.before-restore-*")
    before = bootstrap.open_desk(
        aside / "north.casebook", SIGN_IN, PASSPHRASE, CLOCK, Throttle(CLOCK, folder / "waits")
    )
    assert aliases(before) == {"Dune", "Pepper"}
    before.close()
    assert not (folder / "north.casebook.restoring").exists()
    return "the restored one"


# a step to a later version


def begin_step(folder: Path) -> None:
    for end in ("", ".keys"):
        shutil.copyfile(f"{RELEASED}{end}", f"{book(folder)}{end}")


def step(folder: Path, say: Callable[[str], None]) -> None:
    desk = opened(folder)
    say("opened")
    desk.close()


def look_step(folder: Path, said: list[str]) -> str:
    del said
    aside = folder / "north.casebook.before-2"
    stepped = aside.exists()
    desk = opened(folder)
    sound(desk)
    assert len(aliases(desk)) > 10
    desk.close()
    if stepped:  # what was kept aside is whole
        shutil.copyfile(f"{RELEASED}.keys", f"{aside}.keys")
        kept = bootstrap.open_desk(
            aside, SIGN_IN, PASSPHRASE, CLOCK, Throttle(CLOCK, folder / "waits")
        )
        sound(kept)
        kept.close()
    return "kept aside" if stepped else "not begun"


# everyday work: saving, taking a file in, freezing a report


def begin_empty(folder: Path) -> None:
    new(folder).close()


def save(folder: Path, say: Callable[[str], None]) -> None:
    desk = opened(folder)
    for number in range(200):
        add(desk, f"Dune {number}")
        say(f"Dune {number}")
    desk.close()


def look_saved(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    sound(desk)
    found = aliases(desk)
    desk.close()
    assert found >= set(said)
    assert len(found) <= len(said) + 1
    return "some saved" if found else "none saved"


def take_in(folder: Path, say: Callable[[str], None]) -> None:
    desk = opened(folder)
    data = json.dumps(json.loads(SAMPLE.read_text())["data"]).encode()
    checked: Any = read_and_check(data, desk.vocabulary(), CLOCK.now(), None)
    desk.do(importing.take_in, checked)
    say("taken in")
    desk.close()


def look_taken(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    sound(desk)
    count = len(aliases(desk))
    desk.close()
    assert count > 10 or not count
    assert count or not said
    return "taken in" if count else "nothing"


def begin_full(folder: Path) -> None:
    new(folder).close()
    take_in(folder, lambda _: None)


def freeze(folder: Path, say: Callable[[str], None]) -> None:
    desk = opened(folder)
    desk.do(issuing.issue, "internal", MONTH, CLOCK.now())
    say("issued")
    desk.close()


def look_frozen(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    sound(desk)
    rows = desk.ask(issuing.of_period, "internal", MONTH)
    for row in rows:
        assert desk.ask(issuing.printed, row.id)[1].startswith(b"%PDF")
    desk.close()
    assert len(rows) <= 1
    assert rows or not said
    return "issued" if rows else "not issued"


TRIALS: Final = {
    "backup": Trial(begin_backup, back_up, look_backup),
    "restore": Trial(begin_restore, put_back, look_restore),
    "step": Trial(begin_step, step, look_step),
    "save": Trial(begin_empty, save, look_saved),
    "import": Trial(begin_empty, take_in, look_taken),
    "freeze": Trial(begin_full, freeze, look_frozen),
}
