"""Trials of the copies, of the way back from one, and of a step to a later version."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Final

from outreach_app import bootstrap
from outreach_app.safekeeping import container, making
from outreach_app.safekeeping.places import AWAY
from outreach_app.safekeeping.restoring import Wanted, restore
from outreach_app.vault.throttle import Throttle
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.faults.trials import (
    CLOCK,
    START,
    ZONE,
    Broken,
    Half,
    Lost,
    Told,
    Trial,
    add,
    aliases,
    book,
    insist,
    insist_on_whole,
    new,
    opened,
)

RELEASED: Final = Path(__file__).parents[1] / "data" / "casebooks" / "v1.casebook"
_LATER: Final = timedelta(hours=6)


def _begin_copies(folder: Path) -> None:
    desk = new(folder)
    (folder / "stick").mkdir()
    for number in range(5):
        add(desk, f"Dune {number}")
        CLOCK.moment += timedelta(hours=1)
        desk.copies.make_in(folder / "stick")
    CLOCK.moment = START
    desk.close()


def _copy(folder: Path, tell: Told) -> None:
    CLOCK.moment = START + _LATER
    desk = opened(folder)
    desk.copies.choose(AWAY, folder / "stick")
    tell.ready()
    (outcome,) = desk.copies.make_now((AWAY,)).value
    if outcome.error is not None:
        raise outcome.error
    tell.said("copied")
    desk.close()


def _look_at_copies(folder: Path, said: list[str]) -> str:
    CLOCK.moment = START + _LATER
    desk = opened(folder)
    insist_on_whole(desk)
    insist(aliases(desk) == {f"Dune {number}" for number in range(5)}, Lost, "a person")
    named = [each for each in (folder / "stick").iterdir() if not each.name.startswith(".")]
    found = sorted(container.check(each).manifest.made_at for each in named)
    insist(len(found) >= 3, Lost, "an older copy")
    there = found[-1] == CLOCK.moment
    insist(there or "copied" not in said, Lost, "the copy")
    making.make(desk.copies._job(), folder / "stick")
    insist(not list((folder / "stick").glob(".*.part*")), Half, "a part file stays")
    desk.close()
    return "copied" if there else "not copied"


def _begin_restore(folder: Path) -> None:
    desk = new(folder)
    add(desk, "Dune")
    (folder / "stick").mkdir()
    desk.copies.make_in(folder / "stick")
    add(desk, "Pepper")
    desk.close()


def _put_back(folder: Path, tell: Told) -> None:
    (copy,) = (folder / "stick").iterdir()
    tell.ready()
    wanted = Wanted(copy, book(folder), SIGN_IN, PASSPHRASE, replace=True)
    restore(wanted, CLOCK.now(), ZONE, Throttle(CLOCK, folder / "waits"))
    tell.said("restored")


def _look_at_restored(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    insist_on_whole(desk)
    found = aliases(desk)
    desk.close()
    if found == {"Dune", "Pepper"}:
        insist("restored" not in said, Lost, "the restored one")
        return "the one before"
    insist(found == {"Dune"}, Lost, "a person")
    (aside,) = folder.glob("north.casebook.before-restore-*")
    before = bootstrap.open_desk(
        aside / "north.casebook", SIGN_IN, PASSPHRASE, CLOCK, Throttle(CLOCK, folder / "waits")
    )
    insist(aliases(before) == {"Dune", "Pepper"}, Lost, "the one before")
    before.close()
    insist(not (folder / "north.casebook.restoring").exists(), Half, "a restore stays half done")
    return "the restored one"


def _begin_step(folder: Path) -> None:
    for end in ("", ".keys"):
        shutil.copyfile(f"{RELEASED}{end}", f"{book(folder)}{end}")


def _step(folder: Path, tell: Told) -> None:
    tell.ready()
    desk = opened(folder)
    tell.said("opened")
    desk.close()


def _look_at_step(folder: Path, said: list[str]) -> str:
    del said
    aside = folder / "north.casebook.before-2"
    stepped = aside.exists()
    desk = opened(folder)
    insist_on_whole(desk)
    insist(len(aliases(desk)) > 10, Lost, "people")
    desk.close()
    if stepped:  # what was kept aside is whole
        shutil.copyfile(f"{RELEASED}.keys", f"{aside}.keys")
        kept = bootstrap.open_desk(
            aside, SIGN_IN, PASSPHRASE, CLOCK, Throttle(CLOCK, folder / "waits")
        )
        insist(not kept.verify().findings, Broken, "what was kept aside")
        kept.close()
    return "kept aside" if stepped else "not begun"


BACKUP: Final = Trial(_begin_copies, _copy, _look_at_copies)
RESTORE: Final = Trial(_begin_restore, _put_back, _look_at_restored)
STEP: Final = Trial(_begin_step, _step, _look_at_step)
