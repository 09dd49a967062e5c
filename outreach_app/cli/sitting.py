"""Sitting down at a casebook from the command line: who, and with which passphrase."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.cli.terminal import Terminal
from outreach_app.clock import Clock
from outreach_app.errors import NoSuchFile, Refused
from outreach_app.safekeeping import swapping
from outreach_app.words import say


class NotTheSame(Refused):
    """A passphrase typed twice was not the same twice."""

    key = "cli.not_the_same"


def own_passphrase(asked: argparse.Namespace, terminal: Terminal) -> str:
    """Get the passphrase of whoever sits down. Raises NoSuchFile before asking in vain."""
    path: Path = asked.casebook
    swapping.finish_pending(path)
    if not path.exists():
        raise NoSuchFile(name=path.name)
    return terminal.secret(say("cli.passphrase"), asked.passphrase_file)


@contextmanager
def desk_of(
    asked: argparse.Namespace,
    terminal: Terminal,
    clock: Clock,
    *,
    arrives: bool = True,
    mends: bool = True,
    typed: str | None = None,
) -> Iterator[Desk]:
    """Open the casebook named, for whoever is named, and close it at the end.

    `typed` is the passphrase where it was asked for already.
    """
    passphrase = own_passphrase(asked, terminal) if typed is None else typed
    name = terminal.name(asked.user)
    desk = bootstrap.open_desk(asked.casebook, name, passphrase, clock, mends=mends)
    try:
        terminal.talk_lines(desk.accounts.said)
        if arrives:
            desk.arrive()
        yield desk
    finally:
        desk.close()


def new_passphrase(terminal: Terminal, file: str | None) -> str:
    """Get a passphrase somebody chooses: from a file, or typed twice. Raises NotTheSame."""
    passphrase = terminal.secret(say("cli.new_passphrase"), file)
    if file is None and terminal.secret(say("cli.again"), None) != passphrase:
        raise NotTheSame
    return passphrase
