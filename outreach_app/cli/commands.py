"""One function a command: what it asks for, what it does through the desk, what it answers."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from outreach_app import bootstrap
from outreach_app.cli import arguments, auditing, copying, outputs, reporting, self_check, users
from outreach_app.cli.sitting import desk_of, new_passphrase
from outreach_app.cli.terminal import NotPrinted, Terminal
from outreach_app.clock import Clock
from outreach_app.demo import showing
from outreach_app.errors import (
    CheckFailed,
    Damaged,
    PartOfACasebook,
)
from outreach_app.exchange import exporting, importing
from outreach_app.exchange.book import template
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.handing import BOOK
from outreach_app.exchange.problems import ExchangeRefused
from outreach_app.matching import proposing
from outreach_app.reports import recovery_sheet
from outreach_app.storage.atomic import write_atomic
from outreach_app.vault.key_copies import CopyWrong
from outreach_app.vault.passphrases import check_passphrase
from outreach_app.words import say

Command = Callable[[argparse.Namespace, Terminal, Clock], None]


def init(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Make a new casebook with its first lead and its recovery code."""
    path: Path = asked.casebook
    outputs.insist_on_folder(path)
    _insist_on_sheet(asked.recovery_sheet, path)
    name = asked.user or terminal.name(None) or say("cli.first_user")
    passphrase = new_passphrase(terminal, asked.passphrase_file)
    if problems := check_passphrase(passphrase, name):
        raise CheckFailed(problems)
    new = bootstrap.create(path, asked.project or "", name, passphrase, clock)
    new.desk.close()
    terminal.talk(say("cli.made", name=path.name))
    if asked.recovery_sheet:
        write_atomic(asked.recovery_sheet, recovery_sheet.write(new.recovery_code))
        terminal.talk(say("cli.sheet_written", name=asked.recovery_sheet.name))
    else:
        terminal.talk(say("cli.recovery"))
        try:
            terminal.result(new.recovery_code)
        except NotPrinted as met:
            met.more = (say("cli.recovery_lost"),)
            raise


def _insist_on_sheet(sheet: Path | None, casebook: Path) -> None:
    """See before anything is made that the recovery sheet can be written, and to where."""
    if sheet is None:
        return
    beside = sheet.parent.resolve() == casebook.parent.resolve()
    if beside and sheet.name.startswith(casebook.name):
        raise PartOfACasebook(name=sheet.name)
    outputs.insist_on(sheet)


def take_in(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Take in a casebook exchange file, all or nothing: refused, it leaves every byte as it was."""
    if asked.problems:
        outputs.insist_on(asked.problems)
    with desk_of(asked, terminal, clock, arrives=False) as desk:
        try:
            checked = read_and_check(
                asked.source, desk.vocabulary(), clock.now(), terminal.progress, desk.me.code
            )
            preview = desk.ask(importing.preview, checked)
        except ExchangeRefused as refused:
            if asked.problems:
                text = "".join(f"{line}\n" for line in refused.lines())
                write_atomic(asked.problems, text.encode())
                terminal.talk(say("cli.problems_written", name=asked.problems.name))
            raise
        _show(preview, terminal)
        rows = sum(preview.rows.values())
        if asked.dry_run:
            terminal.talk(say("cli.dry_run", rows=rows))
            return
        desk.do(importing.take_in, checked, terminal.progress)
        terminal.talk(say("cli.imported", rows=rows))


def _show(preview: importing.Preview, terminal: Terminal) -> None:
    for table, rows in preview.rows.items():
        terminal.result(f"{table}\t{rows}")
    if preview.new_areas:
        terminal.talk(say("cli.new_areas", names=", ".join(preview.new_areas)))
    if preview.new_staff:
        terminal.talk(say("cli.new_staff", names=", ".join(preview.new_staff)))
    terminal.talk_lines(each.line() for each in preview.warnings)
    if preview.warning_count:
        terminal.talk(say("cli.warnings", count=preview.warning_count))


def give_out(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Write the whole casebook in clear, for the lead only."""
    ending = asked.output.suffix.lower()
    if ending not in {".json", BOOK}:
        raise arguments.Wrong(say("cli.json_or_book", name=asked.output.name))
    outputs.insist_on(asked.output)
    with desk_of(asked, terminal, clock) as desk:
        write_as = exporting.export_book if ending == BOOK else exporting.export
        data = desk.do(write_as, terminal.progress)
    outputs.write(terminal, asked.output, data)
    terminal.talk(say("cli.exported", name=Path(asked.output).name))


def blank(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Write the empty workbook that is filled by hand."""
    del clock
    if asked.output.suffix.lower() != BOOK:
        raise arguments.Wrong(say("cli.only_book", name=asked.output.name))
    outputs.write(terminal, asked.output, template.write())


def match(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Print every proposed link between suspects, by reference, with what agrees and differs."""
    with desk_of(asked, terminal, clock) as desk:
        found = desk.ask(proposing.propose, terminal.progress)
    terminal.result(json.dumps(proposing.to_json(found), ensure_ascii=False, indent=1))


def verify(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Look whether the file is whole: pages, structure, links, trail, and both key files."""
    with desk_of(asked, terminal, clock, arrives=False, mends=False) as desk:
        # A finding is told before anything is touched, the key file or the trail.
        if slips := desk.accounts.slips():
            raise CopyWrong(what=" ".join(slips))
        # One that is not there is less safety and no damage: said, and the casebook is whole.
        terminal.talk_lines(desk.accounts.lacks())
        desk.arrive()
        health = desk.verify()
        if health.findings:
            what = "; ".join(each.rstrip(".") for each in health.findings)
            damaged = Damaged(name=asked.casebook.name, what=what)
            damaged.more = (health.way_back,)
            raise damaged
    name, end = asked.casebook.name, health.end.grouped if health.end else ""
    terminal.result(
        say("cli.whole", name=name, checks=health.checks, entries=health.entries, end=end)
    )


def show(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Make the invented casebook and print its reports, from nothing and without questions."""
    shown = showing.show(asked.folder, clock, terminal.progress)
    terminal.talk(say("cli.demo_done", folder=shown.folder))
    terminal.talk(say("cli.demo_open", user=shown.sign_in, passphrase=shown.passphrase))
    for path in shown.written:
        terminal.result(str(path))


def check_self(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Try every part in a temporary folder."""
    del asked
    self_check.run(clock, lambda what: terminal.result(say("cli.step", what=what)))
    terminal.result(say("cli.self_check_done"))


COMMANDS: Final[dict[str, Command]] = {
    "init": init,
    "import": take_in,
    "export": give_out,
    "report": reporting.report,
    "cohort": reporting.funnel,
    "match": match,
    "audit": auditing.run,
    "verify": verify,
    "backup": copying.make,
    "restore": copying.restore,
    "users": users.run,
    "template": blank,
    "demo": show,
    "self-check": check_self,
}
