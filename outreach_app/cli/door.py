"""Runs one command line and answers its exit code; no traceback for what a user can meet."""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from outreach_app import logs, wording
from outreach_app.cli import arguments, commands
from outreach_app.cli.terminal import NotPrinted, Terminal
from outreach_app.clock import Clock, SystemClock
from outreach_app.errors import EXIT_OK, EXIT_REFUSED, EXIT_USAGE, EXIT_WORLD, KnownError
from outreach_app.words import say


def run(argv: Sequence[str], clock: Clock | None = None) -> int | arguments.OpenWindow:
    """Do what `argv` says; answer the exit code, or that the window is wanted."""
    # Closed before the program began: `getpass` would stumble over none at all.
    sys.stdin = sys.stdin or io.StringIO()
    for stream in (sys.stdin, sys.stdout):
        # Names and passphrases may be bytes that are no UTF-8: they are kept as they came.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="surrogateescape")
    terminal = Terminal.standard()
    code = _answered(argv, terminal, clock or SystemClock())
    if isinstance(code, arguments.OpenWindow):
        return code
    try:
        terminal.finish()
    except NotPrinted as met:
        if code == EXIT_OK:
            terminal.talk_lines(wording.lines(met))
            return met.exit_code
    return code


def _answered(argv: Sequence[str], terminal: Terminal, clock: Clock) -> int | arguments.OpenWindow:
    if any("\0" in each for each in argv):
        terminal.talk(say("cli.nul"))
        return EXIT_USAGE
    try:
        asked = arguments.parse(argv)
    except SystemExit as leaving:
        return EXIT_OK if leaving.code in (0, None) else EXIT_USAGE
    except NotPrinted as met:
        terminal.talk_lines(wording.lines(met))
        return met.exit_code
    if isinstance(asked, arguments.OpenWindow):
        return asked
    logs.install(terminal.talk)
    return _done(asked, terminal, clock)


def _done(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> int:
    try:
        commands.COMMANDS[asked.command](asked, terminal, clock)
    except KnownError as met:
        terminal.talk_lines(wording.lines(met))
        return met.exit_code
    except arguments.Wrong as wrong:
        terminal.talk(str(wrong))
        return EXIT_USAGE
    except UnicodeEncodeError:
        # Bytes that are no text: in a path they are kept as they came, elsewhere they mean nothing.
        if not any("\udc80" <= sign <= "\udcff" for sign in _typed(asked)):
            raise
        terminal.talk(say("cli.nul"))
        return EXIT_USAGE
    except KeyboardInterrupt:
        terminal.talk(say("errors.cancelled"))
        return EXIT_REFUSED
    except OSError as met:
        name = Path(str(met.filename)).name if met.filename else ""
        terminal.talk(say("cli.world", name=name, what=met.strerror or type(met).__name__))
        return EXIT_WORLD
    return EXIT_OK


def _typed(asked: argparse.Namespace) -> str:
    return "".join(value for value in vars(asked).values() if isinstance(value, str))
