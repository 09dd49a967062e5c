"""The demo from nothing: a sample casebook and its printed reports, without a question."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from outreach_app import bootstrap
from outreach_app.bootstrap import Desk
from outreach_app.clock import Clock
from outreach_app.demo import sample
from outreach_app.errors import AlreadyThere, WrongPassphrase
from outreach_app.reports import issuing, printing
from outreach_app.statistics import periods
from outreach_app.statistics.periods import Period
from outreach_app.work import Work

PACKS: Final = ("lottery", "police")
DEFAULT_FOLDER: Final = "casebook-sample"


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the sample is and how it opens; `written` are the printed reports."""

    folder: Path
    sign_in: str
    passphrase: str
    written: tuple[Path, ...]


def show(
    folder: Path | None, clock: Clock, progress: Callable[[float, str], bool] | None = None
) -> Shown:
    """Make the sample, or open the one that is there, and print last month and last quarter.

    What was issued of it is written as it was issued.

    Raises AlreadyThere when another casebook has the sample's name; it is not touched.
    """
    folder = folder or Path.cwd() / DEFAULT_FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = []
    desk = _sample(folder / "sample.casebook", clock)
    try:
        today = clock.now().astimezone(desk.zone).date()
        wanted = [
            (pack, each) for pack in PACKS for each in (_last_month(today), _last_quarter(today))
        ]
        for place, (pack, period) in enumerate(wanted, start=1):
            target = folder / f"{pack}-{period.name}.pdf"
            printing.save(target, desk.do(_pages, pack, period))
            written.append(target)
            if progress:
                progress(place / len(wanted), target.name)
        for issue in desk.ask(issuing.everything):
            target = folder / f"{issue.pack}-{issue.period}-issued.pdf"
            printing.save(target, desk.ask(issuing.printed, issue.id)[1])
            written.append(target)
    finally:
        desk.close()
    return Shown(folder, sample.SIGN_IN, sample.PASSPHRASE, tuple(written))


def _sample(path: Path, clock: Clock) -> Desk:
    if not path.exists():
        return sample.make_sample(path, clock)
    try:
        return bootstrap.open_desk(path, sample.SIGN_IN, sample.PASSPHRASE, clock)
    except WrongPassphrase as other:
        raise AlreadyThere(name=path.name) from other


def _pages(work: Work, pack: str, period: Period) -> bytes:
    return printing.pdf(printing.make(work, pack, period, work.now))


def _last_month(today: date) -> Period:
    return periods.month_of(today.replace(day=1) - timedelta(days=1))


def _last_quarter(today: date) -> Period:
    first = today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1)
    before = first - timedelta(days=1)
    return periods.quarter(f"{before.year}-Q{(before.month - 1) // 3 + 1}")
