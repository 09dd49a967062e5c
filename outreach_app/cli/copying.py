"""Copies from the command line: making one that counts, and the way back from one."""

import argparse
from contextlib import ExitStack
from pathlib import Path

from outreach_app import copies_beside, way_back
from outreach_app.cli.sitting import desk_of, own_passphrase
from outreach_app.cli.terminal import Terminal
from outreach_app.clock import Clock
from outreach_app.errors import InUse, NoSuchFile
from outreach_app.safekeeping.restoring import Wanted
from outreach_app.words import say


def make(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Make a copy in a folder and print its path once it was read back.

    Where another window has the casebook open it is read beside it, and nothing is written there.
    """
    typed = own_passphrase(asked, terminal)
    asked.user = terminal.name(asked.user)
    with ExitStack() as opened:
        try:
            desk = opened.enter_context(desk_of(asked, terminal, clock, typed=typed))
        except InUse:
            seen = copies_beside.make(asked.casebook, asked.user, typed, clock, asked.to)
            terminal.talk(say("copies.beside"))
        else:
            seen = desk.copies.make_in(asked.to)
    size = f"{seen.size / 1_000_000:.1f}"
    terminal.talk(say("copies.made", name=seen.path.name, size=size, entries=seen.manifest.entries))
    terminal.result(str(seen.path))


def restore(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Put a copy where the casebook is to be, and say what became of the one that was there."""
    copy: Path = asked.backup
    if not copy.exists():
        raise NoSuchFile(name=copy.name)
    secret = terminal.secret(say("cli.passphrase_or_code"), asked.passphrase_file)
    wanted = Wanted(copy, asked.casebook, terminal.name(asked.user), secret, asked.replace)
    done = way_back.restore(wanted, clock)
    terminal.talk(
        say(
            "copies.restored",
            name=done.casebook.name,
            when=way_back.moment(done),
            entries=done.entries,
        )
    )
    if done.aside is not None:
        terminal.talk(say("copies.restored_aside", folder=done.aside))
    if done.older_keys:
        terminal.talk(say("copies.restored_older_keys"))
    if done.by_code:
        terminal.talk(say("copies.restored_by_code"))
    terminal.result(str(done.casebook))
