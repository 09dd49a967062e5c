"""What may stand on the command line, and what it means."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from outreach_app import VERSION
from outreach_app.cli.terminal import Terminal
from outreach_app.statistics import periods
from outreach_app.statistics.periods import Period
from outreach_app.words import say

FORMATS: Final = ("pdf", "xlsx", "csv", "json")
USERS: Final = ("list", "add", "disable", "enable", "role", "passphrase", "new-key")


class Wrong(ValueError):
    """The command line itself is wrong; the text says where."""


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """No command was given: the window is wanted, with this casebook if one was named."""

    casebook: Path | None


class _Parser(argparse.ArgumentParser):
    """Says where help could not be printed; argparse itself keeps quiet about it."""

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is sys.stdout:  # also where both are None: nothing was given to print to
            Terminal.standard().result(message)
        else:
            super()._print_message(message, file)


def _help(command: str) -> str:
    return say(f"cli.help.{command}")


def _parser() -> _Parser:
    parser = _Parser(prog="outreach-app", description=say("cli.about"))
    parser.add_argument("--version", action="version", version=f"outreach-app {VERSION}")
    parser.add_argument("--casebook", type=_file, help=say("cli.option.casebook"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, *, needs_casebook: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=_help(name), description=_help(name))
        if needs_casebook:
            made.add_argument(
                "--casebook", type=_file, required=True, help=say("cli.option.casebook")
            )
            made.add_argument("--user", metavar="NAME", help=say("cli.option.user"))
            made.add_argument(
                "--passphrase-file", metavar="FILE", help=say("cli.option.passphrase")
            )
        return made

    init = add("init")
    init.add_argument(
        "--recovery-sheet", type=_file, metavar="FILE.pdf", help=say("cli.option.sheet")
    )
    init.add_argument("--project", metavar="NAME", help=say("cli.option.project"))
    taking = add("import")
    taking.add_argument("source", type=Path, metavar="SOURCE", help=say("cli.option.source"))
    taking.add_argument("--dry-run", action="store_true", help=say("cli.option.dry_run"))
    taking.add_argument("--problems", type=_file, metavar="FILE", help=say("cli.option.problems"))
    giving = add("export")
    giving.add_argument("--output", type=_file, required=True, help=say("cli.option.whole"))
    report = add("report")
    _add_period(report)
    report.add_argument("--pack", required=True, help=say("cli.option.pack"))
    report.add_argument("--format", required=True, choices=FORMATS, help=say("cli.option.format"))
    report.add_argument("--as-at", metavar="T", help=say("cli.option.as_at"))
    report.add_argument("--freeze", action="store_true", help=say("cli.option.freeze"))
    report.add_argument("--output", required=True, metavar="FILE", help=say("cli.option.output"))
    cohort = add("cohort")
    cohort.add_argument("--year", required=True, help=say("cli.option.year"))
    cohort.add_argument("--as-at", metavar="T", help=say("cli.option.as_at"))
    add("match")
    auditing = add("audit", needs_casebook=False)
    auditing.add_argument(
        "report", type=Path, metavar="REPORT.json", help=say("cli.option.audited")
    )
    auditing.add_argument(
        "--earlier",
        type=Path,
        action="append",
        default=[],
        metavar="REPORT.json",
        help=say("cli.option.earlier"),
    )
    add("verify")
    backup = add("backup")
    backup.add_argument(
        "--to", type=_folder, required=True, metavar="FOLDER", help=say("cli.option.to")
    )
    restore = add("restore")
    restore.add_argument("backup", type=Path, metavar="BACKUP", help=say("cli.option.backup"))
    restore.add_argument("--replace", action="store_true", help=say("cli.option.replace"))
    _add_users(add("users"))
    blank = add("template", needs_casebook=False)
    blank.add_argument(
        "--output", type=Path, required=True, metavar="FILE.xlsx", help=say("cli.option.template")
    )
    demo = add("demo", needs_casebook=False)
    demo.add_argument("--folder", type=Path, help=say("cli.option.folder"))
    add("self-check", needs_casebook=False)
    return parser


def _folder(text: str) -> Path:
    """Read a folder's path; an empty one, from a variable that is not set, is no folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError(say("cli.empty_folder"))
    return Path(text)


def _file(text: str) -> Path:
    """Read a file's path; what has no name of its own, such as "" or "/", is none."""
    path = Path(text)
    if text.strip() and not path.name:
        path = path.absolute()
    if not text.strip() or not path.name:
        raise argparse.ArgumentTypeError(say("cli.empty_file"))
    return path


def _add_users(parser: argparse.ArgumentParser) -> None:
    """Let what is done come before or after the casebook, as with every other command."""
    parser.add_argument("what", choices=USERS, help=say("cli.option.what"))
    parser.add_argument("name", nargs="?", metavar="NAME", help=say("cli.option.name"))
    parser.add_argument("role", nargs="?", metavar="ROLE", help=say("cli.option.role"))
    parser.add_argument("--role", dest="as_role", metavar="ROLE", help=argparse.SUPPRESS)
    parser.add_argument("--code", metavar="CODE", help=say("cli.option.code"))
    parser.add_argument("--from", dest="day", metavar="2026-03-31", help=say("cli.option.day"))
    parser.add_argument(
        "--new-passphrase-file", metavar="FILE", help=say("cli.option.new_passphrase")
    )


def _add_period(parser: argparse.ArgumentParser) -> None:
    period = parser.add_argument_group(say("cli.option.period"))
    period.add_argument("--month", metavar="2026-01")
    period.add_argument("--quarter", metavar="2026-Q1")
    period.add_argument("--year", metavar="2026")
    period.add_argument("--grant-year", metavar="2026", help=say("cli.option.grant_year"))
    period.add_argument("--from", dest="first", metavar="2026-01-05")
    period.add_argument("--to", dest="last", metavar="2026-02-04")


def parse(argv: Sequence[str]) -> argparse.Namespace | OpenWindow:
    """Read the command line; SystemExit as argparse raises it, NotPrinted for help in vain."""
    asked = _parser().parse_args(list(argv))
    return asked if asked.command else OpenWindow(asked.casebook)


def period_of(asked: argparse.Namespace, grant_month: int | None = 1) -> Period:
    """Return the one period named; Wrong when there is none, several, or half of one.

    `grant_month` is the month a year of the grant begins in; Wrong where one is asked for and the
    project keeps none.
    """
    ways = [
        (periods.month, asked.month),
        (periods.quarter, asked.quarter),
        (periods.year, asked.year),
        (lambda text: _grant_year(text, grant_month), asked.grant_year),
    ]
    given = [(make, text) for make, text in ways if text]
    dates = bool(asked.first) + bool(asked.last)
    if len(given) + (dates > 0) != 1 or dates == 1:
        raise Wrong(say("cli.one_period"))
    try:
        if dates:
            return periods.span(asked.first, asked.last)
        make, text = given[0]
        return make(text)
    except ValueError as wrong:
        raise Wrong(str(wrong)) from wrong


def _grant_year(text: str, start: int | None) -> Period:
    begins = periods.year(text).first.year
    if start is None:
        raise Wrong(say("cli.no_grant_year"))
    return periods.grant_year(begins, start)


def day_of(text: str | None) -> date | None:
    """Return the day named, None when none is given; Wrong when there is no such day."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Wrong(say("cli.bad_day", text=text)) from wrong


def moment_of(text: str | None, now: datetime) -> datetime:
    """Return the as-at moment: now when none is given; Wrong without an offset."""
    if text is None:
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise Wrong(say("cli.bad_moment", text=text)) from wrong
    if moment.tzinfo is None:
        raise Wrong(say("cli.no_offset", text=text))
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError as wrong:
        raise Wrong(say("cli.bad_moment", text=text)) from wrong
