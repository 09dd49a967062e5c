"""Where the result of a command goes: a file written whole or not at all, or standard output."""

from pathlib import Path

from outreach_app.cli import arguments
from outreach_app.cli.terminal import Terminal
from outreach_app.errors import NoSuchFile
from outreach_app.storage.atomic import insist_on_target, write_atomic
from outreach_app.words import say


class NoSuchFolder(NoSuchFile):
    """The folder a file is to be written into is not there."""

    key = "cli.no_folder"


def insist_on(output: str | Path) -> None:
    """See before anybody signs in that the result can be written to where it is wanted."""
    path = Path(output)
    if str(output) == "-":
        return
    if not path.name:
        raise arguments.Wrong(say("cli.empty_file"))
    if not path.parent.is_dir():
        raise NoSuchFolder(name=path.parent.name or str(path.parent))
    insist_on_target(path)


def write(terminal: Terminal, output: str | Path, data: bytes) -> None:
    """Write a file, or the result itself for ``-``."""
    if str(output) == "-":
        terminal.result_bytes(data)
        return
    path = Path(output)
    write_atomic(path, data)
    terminal.talk(say("cli.written", name=path.name))
