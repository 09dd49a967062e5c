"""Where the program starts: the command line, or the window when no command was given."""

import os
import sys
from pathlib import Path

from outreach_app import logs
from outreach_app.clock import SystemClock
from outreach_app.errors import EXIT_WORLD
from outreach_app.words import say


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _stands_somewhere() -> bool:
    try:
        Path.cwd()
    except OSError:
        return False
    return True


def main() -> int:
    """Run the program; answer its exit code."""
    # What the program writes is for its user alone, from the first file on.
    os.umask(0o077)
    logs.quiet_crashes()
    casebook: Path | None = None
    if not _stands_somewhere():
        if sys.stderr is not None:
            sys.stderr.write(say("cli.folder_gone") + "\n")
        return EXIT_WORLD
    if len(sys.argv) > 1:
        # Only here, so that the window opens without the rooms that only commands need.
        from outreach_app import cli  # noqa: PLC0415

        answer = cli.run(sys.argv[1:])
        if isinstance(answer, int):
            return answer
        casebook = answer.casebook
    if not _has_display():
        if sys.stderr is not None:
            sys.stderr.write(say("cli.display_missing") + "\n")
        return EXIT_WORLD
    # Only here, so that the command line needs neither Qt nor its libraries.
    from ui.app import run  # noqa: PLC0415

    return run(casebook, SystemClock())


if __name__ == "__main__":
    sys.exit(main())
