"""From a question to a printed page: figures of a pack, its document, its bytes."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import select

from models.project import Project, Staff
from outreach_app.governance import audit
from outreach_app.reports import closing, older_issues, told
from outreach_app.reports import pdf as pdf_writer
from outreach_app.reports.beside import Beside, beside
from outreach_app.reports.compose import NOTHING, About, compose
from outreach_app.reports.document import Document
from outreach_app.statistics import known_packs, readers
from outreach_app.statistics.answer import of_pack
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Period
from outreach_app.statistics.steps import Progress
from outreach_app.storage.atomic import insist_on_target, write_atomic
from outreach_app.vault import disk
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Work


@dataclass(frozen=True)
class Sheet:
    """A report ready to be seen or printed; all that is in it was protected before."""

    figures: Figures
    pack: Pack
    lists: Vocabulary
    about: About
    beside: Beside = NOTHING

    @cached_property
    def document(self) -> Document:
        """The report as a tree of blocks."""
        return compose(self.figures, self.pack, self.lists, self.about, self.beside)


def make(
    work: Work, pack: str, period: Period, as_at: datetime, progress: Progress | None = None
) -> Sheet:
    """Return the report of a pack for a period as at a moment; the trail notes it was made.

    It is judged together with everything issued before, by whatever version. Raises Cancelled where
    `progress` answers that it is not wanted any more; nothing is noted then.
    """
    older_issues.enter(work)
    made = sheet(work, pack, period, as_at, progress)
    audit.note(work, "report_made", None, pack=made.pack.name, period=period.name)
    return made


def sheet(
    work: Work, pack: str, period: Period, as_at: datetime, progress: Progress | None = None
) -> Sheet:
    """Return the report of a pack without a note: for looking at it inside, never for paper."""
    chosen = known_packs.of(work, pack)
    readers.insist(work, chosen)
    figures = of_pack(work, chosen, period, as_at, progress)
    project = work.session.scalar(select(Project.name)) or ""
    me = work.session.scalar(select(Staff.name).where(Staff.code == work.by)) or work.by
    trail = "" if chosen.protected else _trail(work, figures)
    about = About(project, work.zone, me, stories=told.of(work, chosen.name), trail=trail)
    return Sheet(figures, chosen, work.lists, about, beside(work, chosen, figures))


def _trail(work: Work, figures: Figures) -> str:
    """Say where the trail ended when the figures were frozen; of others, nothing stands still."""
    row = closing.of_month(work, figures.period)
    if row is None or row.as_at != figures.as_at:
        return ""
    end = closing.trail_end(work, row.id)
    words = "report.compose.cover.trail_line"
    return say(words, number=f"{end.entries:,}", digits=end.grouped) if end else ""


def save(path: Path, data: bytes) -> None:
    """Write an outgoing file whole or not at all, for its user alone."""
    write_atomic(path, data)


def save_beside(path: Path, data: bytes) -> Path:
    """Bring an outgoing file to the disk before it counts, and return where; see `put`."""
    insist_on_target(path)
    return disk.write_beside(path, data)


def put(part: Path, path: Path) -> None:
    """Give what `save_beside` wrote its name, once it counts."""
    disk.put_in_place(part, path)


def drop(part: Path) -> None:
    """Remove what `save_beside` wrote, because it does not count after all."""
    disk.remove(part)


def pdf(sheet: Sheet) -> bytes:
    """Return the report as PDF bytes, the same for the same figures."""
    return pdf_writer.write(sheet.document)
