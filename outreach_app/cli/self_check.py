"""Every part tried once, in a temporary folder that is removed again."""

import secrets
import shutil
import tempfile  # noqa: TID251 - all of it invented, and only where no folder of our own can be made
from collections.abc import Callable
from pathlib import Path

from outreach_app import bootstrap, paths, way_back
from outreach_app.casework import contacts, people
from outreach_app.clock import Clock
from outreach_app.errors import KnownError
from outreach_app.reports import printing
from outreach_app.safekeeping.restoring import Wanted
from outreach_app.statistics import periods
from outreach_app.vault.kdf import KdfCost
from outreach_app.vault.passphrases import suggest_passphrase
from outreach_app.words import say
from outreach_app.work import Work


class PartFailed(KnownError):
    """A part did not do what it should."""

    key = "cli.part_failed"


def run(clock: Clock, tell: Callable[[str], None]) -> None:
    """Make, open, write, lock, print, copy and restore; say each step. Raises what goes wrong."""
    folder = paths.settings_folder() / f"self-check-{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, mode=0o700)
    except OSError:  # no home, or one that cannot be written: the program works there too
        folder = Path(tempfile.mkdtemp())
    try:
        _steps(folder, clock, tell)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    tell(say("cli.check.removed"))


def _steps(folder: Path, clock: Clock, tell: Callable[[str], None]) -> None:
    path = folder / "check.casebook"
    passphrase, canary = suggest_passphrase(), f"Canary{secrets.token_hex(6)}"
    new = bootstrap.create(path, "", "check", passphrase, clock, KdfCost.MODEST)
    tell(say("cli.check.made"))
    new.desk.do(
        contacts.log,
        contacts.ContactDraft(started_at=clock.now(), who=contacts.NEW, new_alias=canary),
    )
    _expect(bool(new.desk.ask(people.find, canary)), "written")
    tell(say("cli.check.written"))
    new.desk.close()
    desk = bootstrap.open_desk(path, "check", passphrase, clock)
    try:
        _expect(bool(desk.ask(people.find, canary)), "locked")
        _expect(not desk.verify().findings, "locked")
        tell(say("cli.check.locked"))
        readable = any(canary.encode() in each.read_bytes() for each in _others(folder, path))
        _expect(not readable, "sealed")
        sheet = desk.do(_print)
        _expect(printing.pdf(sheet).startswith(b"%PDF"), "printed")
        desk.copies.make_in(folder)
        (copy,) = folder.glob("*.backup")
    finally:
        desk.close()
    # The casebook itself is read only after it was let go: opening it drops the system's lock.
    _expect(canary.encode() not in path.read_bytes(), "sealed")
    _expect(canary.encode() not in copy.read_bytes(), "sealed")
    again = folder / "again.casebook"
    way_back.restore(Wanted(copy, again, "check", passphrase), clock)
    desk = bootstrap.open_desk(again, "check", passphrase, clock)
    try:
        _expect(bool(desk.ask(people.find, canary)), "copied")
    finally:
        desk.close()
    tell(say("cli.check.copied"))
    tell(say("cli.check.sealed"))
    tell(say("cli.check.printed"))


def _print(work: Work) -> printing.Sheet:
    return printing.make(work, "internal", periods.month_of(work.today), work.now)


def _others(folder: Path, casebook: Path) -> tuple[Path, ...]:
    return tuple(each for each in folder.iterdir() if each.is_file() and each != casebook)


def _expect(good: object, step: str) -> None:
    if not good:
        raise PartFailed(what=say(f"cli.check.{step}"))
