"""``report`` and ``cohort``: figures of a period as files, with stories that may stand there."""

import argparse
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from outreach_app.casework import project_settings
from outreach_app.cli import arguments, outputs
from outreach_app.cli.sitting import desk_of
from outreach_app.cli.terminal import Terminal
from outreach_app.clock import Clock
from outreach_app.reports import files, issuing, leaks, one_moment, printing, reading
from outreach_app.reports import showing as reports_showing
from outreach_app.reports.beside import beside
from outreach_app.reports.compose import compose
from outreach_app.reports.document import Document
from outreach_app.reports.files import Form
from outreach_app.sharing import stories
from outreach_app.statistics import known_packs, ledger, packs, periods
from outreach_app.statistics.answer import outcome_cohort
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Period
from outreach_app.statistics.steps import Progress
from outreach_app.vocabulary import Vocabulary
from outreach_app.wording import error as worded
from outreach_app.words import say
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class _Made:
    """A report to be written; `pages` are those of an issue that was printed before."""

    figures: Figures
    document: Document
    lists: Vocabulary
    pages: bytes = b""


@dataclass(frozen=True, slots=True)
class _Wish:
    """Which days are wanted, as at which moment where one was named, and whether to issue them."""

    period: Period
    as_at: datetime | None
    freeze: bool


def report(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Print the figures of a period."""
    arguments.period_of(asked)  # what is wrong with it is said before a passphrase is asked for
    moment = arguments.moment_of(asked.as_at, clock.now()) if asked.as_at else None
    outputs.insist_on(asked.output)
    with outputs.Held(asked.output) as held, desk_of(asked, terminal, clock) as desk:
        period = arguments.period_of(asked, desk.ask(project_settings.grant_month))
        try:
            pack = desk.ask(known_packs.of, asked.pack)
        except packs.NoSuchPack as none:
            raise arguments.Wrong(worded(none)) from none

        def make(work: Work) -> _Made:
            made = _report(work, pack, _Wish(period, moment, asked.freeze), terminal.progress)
            held.hold(_file(made, asked.format))
            return made

        made = desk.do(make)
        held.put(terminal)
        rows = files.write("csv", made.document, made.figures, made.lists)
        found = desk.ask(leaks.scan, f"{reading.read(made.document)}\n{files.words('csv', rows)}")
    if found:
        # What it is stands on no terminal: the reports page shows it to whoever may see it.
        terminal.talk(say("cli.found", count=len(found)))


def _file(made: _Made, form: Form | Literal["json"]) -> bytes:
    if form == "json":
        text = json.dumps(made.figures.to_json(), ensure_ascii=False, indent=1)
        return (text + "\n").encode()
    if form == "pdf" and made.pages:
        return made.pages
    return files.write(form, made.document, made.figures, made.lists)


def _report(work: Work, pack: Pack, wish: _Wish, progress: Progress) -> _Made:
    """Return a report: issued anew, as issued before where that was once, or fresh."""
    period, asked = wish.period, wish.as_at
    earlier = issuing.of_period(work, pack.name, period)
    if wish.freeze:
        # All packs of a period speak of one moment; a revision speaks of now.
        as_at = asked or (None if earlier else one_moment.of(work, period)) or work.now
        told = stories.let(work, pack)
        sheet = issuing.issue(work, pack.name, period, as_at, progress=progress).value
        row = issuing.of_period(work, pack.name, period)[-1]
        stories.enter(work, told, row.id)
        pages = issuing.printed(work, row.id)[1]
        return _Made(sheet.figures, sheet.document, sheet.lists, pages)
    if earlier and pack.once:
        once = known_packs.as_issued(work, earlier[0].id)
        figures, pages = issuing.printed(work, earlier[0].id)
        about = reports_showing.about_issue(work, earlier[0], earlier[0])
        around = beside(work, once, figures, earlier[0].issued_at)
        document = compose(figures, once, work.lists, about, around)
        return _Made(figures, document, work.lists, pages)
    stories.let(work, pack)
    sheet = printing.make(work, pack.name, period, asked or work.now, progress)
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
