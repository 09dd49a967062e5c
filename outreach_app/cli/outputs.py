"""Where the result of a command goes: a file written whole or not at all, or standard output."""

from pathlib import Path
from typing import Self, final

from outreach_app.cli import arguments
from outreach_app.cli.terminal import Terminal
from outreach_app.errors import NoSuchFile
from outreach_app.storage.atomic import insist_on_target, write_atomic
from outreach_app.vault import disk
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
    insist_on_folder(path)
    insist_on_target(path)


def insist_on_folder(path: Path) -> None:
    """Raise NoSuchFolder where the folder `path` is to be written into is not there."""
    if not path.parent.is_dir():
        raise NoSuchFolder(name=path.parent.name or str(path.parent))


@final
class Held:
    """A result that may be had once: it is on the disk before it counts, and named afterwards.

    `hold` it inside the transaction that lets it count, so that a disk that takes nothing uses
    nothing up; `put` it after that was committed. Standard output cannot be tried beforehand.
    """

    def __init__(self, output: str | Path) -> None:
        self._output = output
        self._data = b""
        self._part: Path | None = None

    def hold(self, data: bytes) -> None:
        """Bring it to the disk under another name; raises what `write_atomic` raises."""
        self._data = data
        if str(self._output) != "-":
            path = Path(self._output)
            insist_on_target(path)
            self._part = disk.write_beside(path, data)

    def put(self, terminal: Terminal) -> None:
        """Give it its name, or print it."""
        if self._part is None:
            terminal.result_bytes(self._data)
            return
        path, part, self._part = Path(self._output), self._part, None
        disk.put_in_place(part, path)
        terminal.talk(say("cli.written", name=path.name))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._part is not None:
            disk.remove(self._part)


def write(terminal: Terminal, output: str | Path, data: bytes) -> None:
    """Write a file, or the result itself for ``-``."""
    if str(output) == "-":
        terminal.result_bytes(data)
        return
    path = Path(output)
    insist_on_folder(path)
    write_atomic(path, data)
    terminal.talk(say("cli.written", name=path.name))
