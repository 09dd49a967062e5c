"""What is written down about a bug: the kind of error and where in the code, never a value.

Messages of exceptions quote what they choke on, and here that can be a name or a note; so neither
messages nor local values nor source lines are kept, only classes, codes, and file:line. The file is
local, small, shown to the user, and never sent.
"""

import contextlib
import ctypes
import faulthandler
import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

SIZE_LIMIT: Final = 200_000
FRAME_LIMIT: Final = 60
CHAIN_LIMIT: Final = 8

_PR_SET_DUMPABLE: Final = 4

Sink = Callable[[str], None]


def safe_report(error: BaseException) -> str:
    """Return classes, error codes and file:line of `error` and its causes, innermost last."""
    parts: list[str] = []
    seen: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in seen and len(parts) < CHAIN_LIMIT:
        seen.add(id(step))
        parts.append("\n".join([_kind(step), *_frames(step.__traceback__)]))
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return "\nbecause of\n".join(parts)


def install(sink: Sink) -> None:
    """Send the report of every error nobody caught to `sink`: main thread, threads, destructors.

    To be called before the first window: without it, Qt prints values to standard error.
    """

    def main_hook(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            _tell(sink, error.with_traceback(trace))

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            _tell(sink, args.exc_value)

    def unraisable_hook(args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            _tell(sink, args.exc_value)

    sys.excepthook = main_hook
    threading.excepthook = thread_hook
    sys.unraisablehook = unraisable_hook


def file_sink(path: Path, moment: Callable[[], str]) -> Sink:
    """Return a sink that appends to `path` (0600), each report under `moment()`; 200 kB are kept.

    A log that cannot be written is given up silently: it must never be the reason for a loss.
    """

    def write(report: str) -> None:
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            entry = f"--- {moment()}\n{report}\n".encode()
            kept = path.read_bytes() if path.exists() else b""
            kept = (kept + entry)[-SIZE_LIMIT:]
            binary = getattr(os, "O_BINARY", 0)  # Windows
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | binary, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(kept)

    return write


def quiet_crashes() -> None:
    """Let a crash in a library leave file:line and no core file, which would hold everything."""
    # A stream without a file behind it, or none at all, has nowhere to leave anything.
    with contextlib.suppress(AttributeError, OSError, RuntimeError, ValueError):
        faulthandler.enable()
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Where cores go to a program, as on Ubuntu, the limit is not asked; this is (prctl(2)).
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _tell(sink: Sink, error: BaseException) -> None:
    # An error inside a hook would be printed with all its values.
    with contextlib.suppress(Exception):
        sink(safe_report(error))


def _kind(error: BaseException) -> str:
    kind = type(error)
    # Only numbers: a code that is a text could be anything.
    codes = [
        f"{name}={value}"
        for name in ("errno", "sqlite_errorcode")
        if isinstance(value := getattr(error, name, None), int)
    ]
    return " ".join([f"{kind.__module__}.{kind.__qualname__}", *codes])


def _frames(trace: TracebackType | None) -> list[str]:
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(trace)]
    return [f"  {_short(name)}:{line}" for name, line in frames[-FRAME_LIMIT:]]


def _short(name: str) -> str:
    # The folders in front can hold the user's own name.
    return "/".join(Path(name).parts[-3:]) if name.count(os.sep) > 1 else name
