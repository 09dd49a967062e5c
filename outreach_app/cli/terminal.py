"""Results on standard output, talk on standard error, secrets without echo."""

import contextlib
import errno
import getpass
import io
import os
import sys
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO, Self, TextIO, cast

from outreach_app.errors import KnownError
from outreach_app.vault.disk import translated
from outreach_app.words import say

# Work shorter than this shows no progress.
PROGRESS_AFTER_SECONDS = 1.0
_BAR = 30
_SECRET_LIMIT = 4096
# How long a pipe may take to hand over a passphrase, in seconds.
_PATIENCE = 10.0
_A_MOMENT = 0.05
_WHY = {errno.EBADF: "closed", errno.EPIPE: "pipe", errno.ENOSPC: "full"}
# Control signs and invisible ones, such as those that turn the direction of writing round.
_STEERING = frozenset({"Cc", "Cf", "Cs"})


class NotPrinted(KnownError):
    """Standard output is closed, or takes no more; what the command did stands."""

    key = "cli.not_printed"


@dataclass
class Terminal:
    """Where the command line hears and speaks.

    A result that cannot be printed raises NotPrinted. What is said beside it is lost where nobody
    listens: the command goes on, and its exit code tells.
    """

    hears: TextIO
    answers: TextIO
    talks: TextIO
    _began: float = field(default_factory=monotonic)

    @classmethod
    def standard(cls) -> Self:
        """Return the one of this process; a stream that was closed before it began is none."""
        return cls(sys.stdin or io.StringIO(), sys.stdout or _closed(), sys.stderr or io.StringIO())

    def result(self, text: str) -> None:
        """Print a result."""
        with _printed():
            self.answers.write(text if text.endswith("\n") else text + "\n")
            self.answers.flush()

    def result_bytes(self, data: bytes) -> None:
        """Print a result that is a file, byte for byte."""
        with _printed():
            self.answers.flush()
            self.answers.buffer.write(data)
            self.answers.flush()

    def finish(self) -> None:
        """Hand over what was printed and is still held back here.

        After a refusal nothing is tried again when the process ends.
        """
        try:
            with _printed():
                self.answers.flush()
        finally:
            for stream in (self.answers, self.talks):
                _let_go(stream)

    def talk(self, text: str) -> None:
        """Say something beside the result."""
        self._tell(_readable(text) + "\n")

    def _tell(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self.talks.write(text)
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
            self._tell(f"\r{bar} {share:4.0%} {what}\033[K" + ("\n" if share >= 1 else ""))
        return True

    def ask(self, question: str) -> str:
        """Ask for a line."""
        self._tell(question + " ")
        return self.hears.readline().strip()

    def secret(self, question: str, file: str | None) -> str:
        """Get a secret: one line of `file`, of standard input for ``-``, or typed without echo."""
        if file == "-":
            return _first_line(self.hears.readline(_SECRET_LIMIT))
        if file:
            with translated(Path(file).name):
                return _first_line(_beginning(file).decode("utf-8", "surrogateescape"))
        with contextlib.suppress(EOFError), warnings.catch_warnings():  # nobody sits there
            warnings.simplefilter("ignore", getpass.GetPassWarning)
            return getpass.getpass(question + " ", stream=self.talks)
        return ""

    @property
    def answers_questions(self) -> bool:
        """Tell whether somebody sits at the other end."""
        return self.hears.isatty()

    def name(self, given: str | None) -> str:
        """Get the sign-in name: given, or asked for; empty for the only one."""
        if given is not None:
            return given
        return self.ask(say("cli.who")) if self.answers_questions else ""


class _Closed(io.RawIOBase):
    """What takes no writing, for a process that was given no standard output."""

    def writable(self) -> bool:
        return True

    def write(self, _: object) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _closed() -> TextIO:
    return io.TextIOWrapper(cast("BinaryIO", _Closed()), encoding="utf-8", write_through=True)


@contextlib.contextmanager
def _printed() -> Iterator[None]:
    try:
        yield
    except OSError as met:
        why = _WHY.get(met.errno or 0)
        known = say(f"cli.unprinted.{why}") if why else met.strerror or type(met).__name__
        raise NotPrinted(what=known) from met


def _let_go(stream: TextIO) -> None:
    """Let a stream that takes no more lead nowhere: Python would try it again at the very end."""
    try:
        stream.flush()
    except OSError:
        with contextlib.suppress(OSError):  # one of a test has no file behind it
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _first_line(text: str) -> str:
    """Return what stands before the first line break, without the mark some editors begin with."""
    return text.removeprefix("\ufeff").partition("\n")[0].partition("\r")[0]


def _beginning(file: str) -> bytes:
    """Read the first line of a file, at most `_SECRET_LIMIT` bytes.

    A pipe is taken, because shells hand over what another program says as one, but it is waited for
    a while only; one that nobody writes to is empty.
    """
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    found, until = b"", monotonic() + _PATIENCE
    try:
        while len(found) < _SECRET_LIMIT and b"\n" not in found and monotonic() < until:
            try:
                piece = os.read(handle, _SECRET_LIMIT - len(found))
            except BlockingIOError:  # a pipe that is open and says nothing yet
                sleep(_A_MOMENT)
                continue
            if not piece:
                break
            found += piece
    finally:
        os.close(handle)
    return found


def _readable(text: str) -> str:
    """Spell out what would steer the terminal or turn the writing round, from a hostile name."""
    return "".join(
        ascii(sign)[1:-1]
        if unicodedata.category(sign) in _STEERING and sign not in "\n\t"
        else sign
        for sign in text
    )
