"""A large invented casebook of a size, made once and copied for every run after that."""

import random
import shutil
from pathlib import Path

from figures_scale import NOW, fill, invented
from find_scale import furnish
from search_scale import sentence

from models.contacts import Contact
from models.incidents import Incident
from outreach_app import bootstrap
from outreach_app.casework import sessions
from outreach_app.clock import SetClock
from outreach_app.storage.migrate import VERSION

NAME = "daya"
PHRASE = "paper lantern under quiet bridge"


def people_of(contacts: int) -> int:
    """A casebook that grows meets new people: one for each twenty contacts."""
    return max(50, contacts // 20)


def casebook(contacts: int, shelf: Path, folder: Path) -> Path:
    """Return a copy of the casebook of a size in `folder`; its key costs what keys usually cost.

    One kept from before the tables changed is not used: it would be measured while it is changed.
    """
    kept = shelf / f"{contacts}-{VERSION}.casebook"
    if not kept.exists():
        shelf.mkdir(parents=True, exist_ok=True)
        _make(contacts, kept)
    for each in shelf.glob(f"{kept.name}*"):
        shutil.copy2(each, folder / each.name)
    return folder / kept.name


def _make(contacts: int, path: Path) -> None:
    clock, dice = SetClock(NOW), random.Random(3)
    draft = path.with_name("being-made.casebook")
    for each in path.parent.glob("being-made*"):
        each.unlink()
    desk = bootstrap.create(draft, "Invented", NAME, PHRASE, clock).desk
    for rows in furnish(invented(contacts, people_of(contacts))):
        for row in rows[Contact]:
            row["note"] = sentence(dice)
        for row in rows[Incident]:
            row["private_note"] = sentence(dice)
        desk.do(fill, rows)
    desk.do(sessions.start, sessions.SessionDraft("van_night", clock.now()))
    desk.close()
    for each in sorted(path.parent.glob("being-made.casebook*"), reverse=True):
        each.rename(each.with_name(each.name.replace("being-made.casebook", path.name)))
