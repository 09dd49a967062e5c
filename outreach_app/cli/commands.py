"""One function a command: what it asks for, what it does through the desk, what it answers."""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from outreach_app import bootstrap
from outreach_app.cli import arguments, auditing, copying, self_check, users
from outreach_app.cli.sitting import desk_of, new_passphrase
from outreach_app.cli.terminal import Terminal
from outreach_app.clock import Clock
from outreach_app.demo import showing
from outreach_app.errors import (
    CheckFailed,
    Damaged,
    NoSuchFile,
    PartOfACasebook,
)
from outreach_app.exchange import exporting, importing
from outreach_app.exchange.book import template
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.handing import BOOK
from outreach_app.exchange.problems import ExchangeRefused
from outreach_app.matching import proposing
from outreach_app.reports import files, issuing, leaks, printing, reading, recovery_sheet
from outreach_app.reports import showing as reports_showing
from outreach_app.reports.beside import beside
from outreach_app.reports.compose import compose
from outreach_app.reports.document import Document
from outreach_app.statistics import known_packs, ledger, packs, periods
from outreach_app.statistics.answer import outcome_cohort
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Period
from outreach_app.storage.atomic import insist_on_target, write_atomic
from outreach_app.vault.passphrases import check_passphrase
from outreach_app.vocabulary import Vocabulary
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Work

Command = Callable[[argparse.Namespace, Terminal, Clock], None]


class NoSuchFolder(NoSuchFile):
    """The folder a file is to be written into is not there."""

    key = "cli.no_folder"


def init(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Make a new casebook with its first lead and its recovery code."""
    path: Path = asked.casebook
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
        terminal.result(new.recovery_code)


def _insist_on_sheet(sheet: Path | None, casebook: Path) -> None:
    """See before anything is made that the recovery sheet can be written, and to where."""
    if sheet is None:
        return
    beside = sheet.parent.resolve() == casebook.parent.resolve()
    if beside and sheet.name.startswith(casebook.name):
        raise PartOfACasebook(name=sheet.name)
    _insist_on_output(sheet)


def take_in(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Take in a casebook exchange file, all or nothing: refused, it leaves every byte as it was."""
    if asked.problems:
        _insist_on_output(asked.problems)
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
    _insist_on_output(asked.output)
    with desk_of(asked, terminal, clock) as desk:
        write_as = exporting.export_book if ending == BOOK else exporting.export
        data = desk.do(write_as, terminal.progress)
    _write(terminal, asked.output, data)
    terminal.talk(say("cli.exported", name=Path(asked.output).name))


def blank(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Write the empty workbook that is filled by hand."""
    del clock
    if asked.output.suffix.lower() != BOOK:
        raise arguments.Wrong(say("cli.only_book", name=asked.output.name))
    _write(terminal, asked.output, template.write())


def report(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Print the figures of a period."""
    period = arguments.period_of(asked)
    as_at = arguments.moment_of(asked.as_at, clock.now())
    _insist_on_output(asked.output)
    with desk_of(asked, terminal, clock) as desk:
        try:
            pack = desk.ask(known_packs.of, asked.pack)
        except packs.NoSuchPack as none:
            raise arguments.Wrong(worded(none)) from none
        made = desk.do(_report, pack, period, as_at, asked.freeze)
        if asked.format == "json":
            text = json.dumps(made.figures.to_json(), ensure_ascii=False, indent=1)
            data = (text + "\n").encode()
        elif asked.format == "pdf" and made.pages:
            data = made.pages
        else:
            data = files.write(asked.format, made.document, made.figures, made.lists)
        text = f"{reading.read(made.document)}\n{files.words('csv', _rows(made))}"
        found = desk.ask(leaks.scan, text)
    _write(terminal, asked.output, data)
    if found:
        # What it is stands on no terminal: the reports page shows it to whoever may see it.
        terminal.talk(say("cli.found", count=len(found)))


def _rows(made: "_Made") -> bytes:
    return files.write("csv", made.document, made.figures, made.lists)


@dataclass(frozen=True, slots=True)
class _Made:
    """A report to be written; `pages` are those of an issue that was printed before."""

    figures: Figures
    document: Document
    lists: Vocabulary
    pages: bytes = b""


def _report(work: Work, pack: Pack, period: Period, as_at: datetime, freeze: bool) -> _Made:
    """Return a report: issued anew, as issued before where that was once, or fresh."""
    if freeze:
        sheet = issuing.issue(work, pack.name, period, as_at).value
    else:
        earlier = issuing.of_period(work, pack.name, period)
        if earlier and pack.once:
            once = known_packs.as_issued(work, earlier[0].id)
            figures, pages = issuing.printed(work, earlier[0].id)
            about = reports_showing.about_issue(work, earlier[0], earlier[0])
            around = beside(work, once, figures, earlier[0].issued_at)
            document = compose(figures, once, work.lists, about, around)
            return _Made(figures, document, work.lists, pages)
        sheet = printing.make(work, pack.name, period, as_at)
        ledger.enter(work, sheet.figures, once=sheet.pack.once)
    return _Made(sheet.figures, sheet.document, sheet.lists)


def funnel(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Answer what became of the incidents told in one year."""
    try:
        year = periods.year(asked.year)
    except ValueError as wrong:
        raise arguments.Wrong(str(wrong)) from wrong
    as_at = arguments.moment_of(asked.as_at, clock.now())
    with desk_of(asked, terminal, clock) as desk:
        answer = desk.ask(outcome_cohort, year, as_at)
    terminal.result(json.dumps(answer, ensure_ascii=False, indent=1))


def match(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Print every proposed link between suspects, by reference, with what agrees and differs."""
    with desk_of(asked, terminal, clock) as desk:
        found = desk.ask(proposing.propose, terminal.progress)
    terminal.result(json.dumps(proposing.to_json(found), ensure_ascii=False, indent=1))


def verify(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Look whether the file is whole: pages, structure, links, trail."""
    with desk_of(asked, terminal, clock) as desk:
        health = desk.verify()
        if health.findings:
            damaged = Damaged(name=asked.casebook.name, what="; ".join(health.findings))
            damaged.more = (health.way_back,)
            raise damaged
    terminal.result(
        say("cli.whole", name=asked.casebook.name, checks=health.checks, entries=health.entries)
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


def _insist_on_output(output: str | Path) -> None:
    """See before anybody signs in that the result can be written to where it is wanted."""
    path = Path(output)
    if str(output) == "-":
        return
    if not path.name:
        raise arguments.Wrong(say("cli.empty_file"))
    if not path.parent.is_dir():
        raise NoSuchFolder(name=path.parent.name or str(path.parent))
    insist_on_target(path)


def _write(terminal: Terminal, output: str | Path, data: bytes) -> None:
    if str(output) == "-":
        terminal.result_bytes(data)
        return
    path = Path(output)
    write_atomic(path, data)
    terminal.talk(say("cli.written", name=path.name))


COMMANDS: Final[dict[str, Command]] = {
    "init": init,
    "import": take_in,
    "export": give_out,
    "report": report,
    "cohort": funnel,
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
