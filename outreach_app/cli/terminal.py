"""Results on standard output, talk on standard error, secrets without echo."""

import getpass
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TextIO

from outreach_app.errors import NoPermission, NoSuchFile
from outreach_app.storage.atomic import write_atomic
from outreach_app.words import say

# Work shorter than this shows no progress.
PROGRESS_AFTER_SECONDS = 1.0
_BAR = 30
_SECRET_LIMIT = 4096


class NoSuchFolder(NoSuchFile):
    """The folder a file is to be written into is not there."""

    key = "cli.no_folder"


@dataclass
class Terminal:
    """Where the command line hears and speaks."""

    hears: TextIO
    answers: TextIO
    talks: TextIO
    _began: float = field(default_factory=monotonic)

    def result(self, text: str) -> None:
        """Print a result."""
        self.answers.write(text if text.endswith("\n") else text + "\n")

    def result_bytes(self, data: bytes) -> None:
        """Print a result that is a file, byte for byte."""
        self.answers.flush()
        self.answers.buffer.write(data)
        self.answers.flush()

    def talk(self, text: str) -> None:
        """Say something beside the result."""
        self.talks.write(text + "\n")
        self.talks.flush()

    def talk_lines(self, lines: Iterable[str]) -> None:
        """Say several lines beside the result."""
        for line in lines:
            self.talk(line)

    def progress(self, share: float, what: str) -> bool:
        """Show how far work has come, on a terminal and after a second; True means go on."""
        if self.talks.isatty() and monotonic() - self._began > PROGRESS_AFTER_SECONDS:
            filled = round(_BAR * share)
            bar = "█" * filled + "·" * (_BAR - filled)
            self.talks.write(f"\r{bar} {share:4.0%} {what}\033[K" + ("\n" if share >= 1 else ""))
            self.talks.flush()
        return True

    def ask(self, question: str) -> str:
        """Ask for a line."""
        self.talks.write(question + " ")
        self.talks.flush()
        return self.hears.readline().strip()

    def secret(self, question: str, file: str | None) -> str:
        """Get a secret: one line of `file`, of standard input for ``-``, or typed without echo."""
        if file == "-":
            return self.hears.readline(_SECRET_LIMIT).rstrip("\r\n")
        if file:
            path = Path(file)
            try:
                lines = path.read_text(encoding="utf-8-sig")[:_SECRET_LIMIT].splitlines()
            except FileNotFoundError as gone:
                raise NoSuchFile(name=path.name) from gone
            except (PermissionError, IsADirectoryError) as shut:
                raise NoPermission(name=path.name) from shut
            return lines[0] if lines else ""
        return getpass.getpass(question + " ", stream=self.talks)

    @property
    def answers_questions(self) -> bool:
        """Tell whether somebody sits at the other end."""
        return self.hears.isatty()

    def name(self, given: str | None) -> str:
        """Get the sign-in name: given, or asked for; empty for the only one."""
        if given is not None:
            return given
        return self.ask(say("cli.who")) if self.answers_questions else ""

    def file(self, output: str | Path, data: bytes) -> None:
        """Write a file whole or not at all, or the result for ``-``; raises NoSuchFolder."""
        if str(output) == "-":
            self.result_bytes(data)
            return
        path = Path(output)
        if not path.parent.is_dir():
            raise NoSuchFolder(name=path.parent.name or str(path.parent))
        write_atomic(path, data)
        self.talk(say("cli.written", name=path.name))
