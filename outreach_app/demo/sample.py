"""The sample casebook: the invented project in a real encrypted file, for looking round."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy import insert, select

from models.project import Setting
from outreach_app import bootstrap, paths
from outreach_app.bootstrap import Desk
from outreach_app.casework import staff
from outreach_app.clock import Clock
from outreach_app.demo import closing_month, stories
from outreach_app.demo.dressing import ME, dress
from outreach_app.demo.invent import compose
from outreach_app.demo.world import World, day_of, written
from outreach_app.errors import InUse, KnownError
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.importing import take_in
from outreach_app.storage.casebook import SUFFIX
from outreach_app.storage.lock import CasebookLock
from outreach_app.vault.disk import translated
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Work

SIGN_IN: Final = "sample"
# Published on purpose: there is nothing in a sample to keep from anybody.
PASSPHRASE: Final = "five plain words for everyone"  # noqa: S105 - see above
MONTHS: Final = 18
SEED: Final = 2025

_STEM: Final = "look-round"
_COMPLETE: Final = "sample_complete"


def make_sample(path: Path, clock: Clock) -> Desk:
    """Make the sample casebook at `path` and open it, told up to the clock's moment.

    The file is encrypted like any other; its sign-in name and passphrase are `SIGN_IN` and
    `PASSPHRASE`. Raises what `bootstrap.create` raises, and leaves no half-made file behind.
    """
    project = written("names")["project"]
    desk = bootstrap.create(path, project, SIGN_IN, PASSPHRASE, clock, KdfCost.CHEAPEST).desk
    try:
        _fill(desk, clock)
    except BaseException:
        desk.close()
        _remove(path)
        raise
    return desk


def _fill(desk: Desk, clock: Clock) -> None:
    world = World(clock.now(), MONTHS, SEED)
    story = compose(world.until, MONTHS, SEED)
    raw = json.dumps(story.data, ensure_ascii=False).encode()
    checked = read_and_check(raw, desk.vocabulary(), world.until)
    desk.do(take_in, checked, None, world.dice("codes"))
    desk.do(_finish, world, story.roles)
    desk.refresh_project()
    name = desk.ask(staff.names)[ME]
    desk.me = replace(desk.me, name=name)


def _finish(work: Work, world: World, roles: dict[str, str]) -> None:
    dress(work, world, roles)
    closing_month.close(work)
    stories.tell(work)
    work.session.execute(insert(Setting).values(name=_COMPLETE, value=True))


def open_sample(clock: Clock, folder: Path | None = None) -> Desk:
    """Open today's sample casebook, or make it; those of other days are removed.

    Raises InUse when another program has it open, what making a folder and a casebook raise.
    """
    place = folder or paths.sample_folder()
    with translated(str(place)):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = place / f"{_STEM}-{day_of(clock.now()).isoformat()}{SUFFIX}"
    for old in sorted(place.glob(f"{_STEM}-*{SUFFIX}")):
        if old != path:
            with contextlib.suppress(KnownError), _not_open(old):
                _remove(old)
    if path.exists():
        desk = _again(path, clock)
        if desk is not None:
            return desk
        with _not_open(path):
            _remove(path)
    return make_sample(path, clock)


def _again(path: Path, clock: Clock) -> Desk | None:
    """Open the sample made earlier today; None when it is not whole and may be made anew."""
    try:
        desk = bootstrap.open_desk(path, SIGN_IN, PASSPHRASE, clock)
    except InUse:
        raise
    except KnownError:
        return None
    if desk.ask(_is_complete):
        return desk
    desk.close()
    return None


def _is_complete(work: Work) -> bool:
    return bool(work.session.scalar(select(Setting.value).where(Setting.name == _COMPLETE)))


@contextlib.contextmanager
def _not_open(path: Path) -> Iterator[None]:
    """Hold the lock of a sample while it is removed; raises InUse when somebody has it open."""
    lock = CasebookLock(path)
    try:
        yield
    finally:
        lock.release()


def _remove(path: Path) -> None:
    """Remove a sample with its key files and logs; nothing else carries its name."""
    for each in sorted(path.parent.glob(f"{path.name}*")):
        if not each.name.endswith(".lock"):
            each.unlink(missing_ok=True)
