"""How moving in ends, in the background: rows set aside in a file, taken in, let go of."""

from itertools import count
from pathlib import Path

from outreach_app.exchange import handing
from outreach_app.exchange.importing import ImportRow
from outreach_app.exchange.moving_in import guessing, taking
from outreach_app.exchange.moving_in.spreadsheet import Table
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.safekeeping.places import HERE
from outreach_app.work import Done
from ui.page import Desk


def free_name(wanted: Path) -> Path:
    """Return a path at which nothing stands yet: set-aside.csv, set-aside-2.csv and so on."""
    others = (wanted.with_stem(f"{wanted.stem}-{number}") for number in count(2))
    return wanted if not wanted.exists() else next(path for path in others if not path.exists())


def same_file(one: Path, other: Path | None) -> bool:
    """Tell whether two paths lead to one file."""
    if other is None:
        return False
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def set_aside(desk: Desk, sheet: Table, look: Look, path: Path) -> Path:
    """Write the rows that do not fit there, and return where."""
    handing.write(path, desk.do(taking.set_aside, sheet, look).value)
    return path


def take_in(desk: Desk, sheet: Table, look: Look) -> Done[ImportRow]:
    """Make a copy that is read back, then take every row in, in one go."""
    taking.insist_on_copy(desk.copies.make_now((HERE,)).value)
    names = guessing.headings(sheet, look.matching.heading)
    return desk.do(taking.take_in, sheet, look.matching, names)


def let_go(large: list[object]) -> None:
    """Let go of many rows, on the worker: that takes as long as several key presses."""
    large.clear()
