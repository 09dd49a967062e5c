"""One trial that touches every way of writing: entries, a draft, the key file, a copy, entries."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from outreach_app.errors import KnownError
from outreach_app.safekeeping import container
from tests.conftest import PASSPHRASE
from tests.faults.everyday import comet, look_at_written, one
from tests.faults.trials import Half, Lost, Told, Trial, add, insist, new, opened

NEW_PASSPHRASE: Final = f"{PASSPHRASE} anew"
_ENTRIES: Final = 10


def _begin(folder: Path) -> None:
    desk = new(folder)
    add(desk, "Comet")
    desk.close()
    (folder / "stick").mkdir()


def _act(folder: Path, tell: Told) -> None:
    desk = opened(folder)
    person = comet(desk)
    tell.ready()

    def tried(what: str, do: Callable[[], object]) -> None:
        try:
            do()
        except KnownError as error:
            tell.refused(error)
        else:
            tell.said(what)

    for number in range(_ENTRIES):
        if number == _ENTRIES // 2:
            tried("key", lambda: desk.accounts.change_own(PASSPHRASE, NEW_PASSPHRASE))
            tried("copy", lambda: desk.copies.make_in(folder / "stick"))
        try:
            tell.said(one(desk, person, number))
        except KnownError as error:
            tell.refused(error)
    tell.mend()
    for number in range(_ENTRIES, _ENTRIES + 5):
        tell.said(one(desk, person, number))
    desk.close()


def _look(folder: Path, said: list[str]) -> str:
    """Entries as everyday work; the passphrase acknowledged opens it; a copy named is whole."""
    where = "key" in said
    written = [each for each in said if each not in {"key", "copy"}]
    try:
        state = look_at_written(folder, written, NEW_PASSPHRASE if where else PASSPHRASE)
    except Exception as error:
        if where or "WrongPassphrase" not in type(error).__name__:
            raise
        # Refused, and in force all the same: the program says to try the new one too.
        state = look_at_written(folder, written, NEW_PASSPHRASE)
    named = [each for each in (folder / "stick").iterdir() if each.name.endswith(container.SUFFIX)]
    for each in named:
        if not each.name.startswith("."):
            container.check(each)
    whole = [each for each in named if not each.name.startswith(".")]
    insist(whole or "copy" not in said, Lost, "the copy")
    insist(len(whole) <= 1, Half, "two copies")
    return state


EVERYTHING: Final = Trial(_begin, _act, _look)
