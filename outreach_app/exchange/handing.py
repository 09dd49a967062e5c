"""Handing a whole casebook in or out from the window: who may, and the file itself."""

from pathlib import Path
from typing import Final

from outreach_app.casework import roles
from outreach_app.exchange import exporting, importing
from outreach_app.exchange.checked import Checked, Progress, read_and_check
from outreach_app.exchange.importing import ImportRow, Preview
from outreach_app.storage.atomic import write_atomic
from outreach_app.work import Done, Work

# Who may take in or write out everything at once (list `user_role`).
HANDS: Final = importing.HANDS
BOOK: Final = ".xlsx"


def insist(work: Work) -> None:
    """Raise NotAllowed for anyone whose role does not include this."""
    roles.insist(work, HANDS)


def read(work: Work, path: Path, progress: Progress | None = None) -> tuple[Checked, Preview]:
    """Read and check a file, and say what it would bring; nothing is written.

    Raises: `ExchangeRefused` with every problem; `Cancelled`; `NotAllowed`.
    """
    insist(work)
    checked = read_and_check(path, work.lists, work.now, progress, work.by)
    return checked, importing.preview(work, checked)


def take_in(work: Work, checked: Checked, progress: Progress | None = None) -> Done[ImportRow]:
    """Take a checked file in, all of it or nothing."""
    insist(work)
    return importing.take_in(work, checked, progress)


def gather(work: Work, progress: Progress | None = None, ending: str = ".json") -> bytes:
    """Return the whole casebook in clear; that it was asked for stands in the trail.

    `ending` is that of the file it is meant for: `.xlsx` makes a workbook of it.
    """
    insist(work)
    write_as = exporting.export_book if ending.lower() == BOOK else exporting.export
    return write_as(work, progress)


def write(path: Path, data: bytes) -> None:
    """Write what was gathered, whole or not at all; only its owner may read the file."""
    write_atomic(path, data)
