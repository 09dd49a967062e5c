"""Trials of the ways in: a passphrase changed again and again, colleagues who come and leave."""

from pathlib import Path
from typing import Final

from outreach_app.bootstrap import Desk
from outreach_app.casework import staff
from outreach_app.casework.colleagues import NewColleague
from outreach_app.errors import KnownError, UserDisabled, WrongPassphrase
from outreach_app.vault.disk import PART
from tests.conftest import PASSPHRASE, SIGN_IN
from tests.faults.trials import (
    Broken,
    Half,
    Lost,
    Told,
    Trial,
    add,
    aliases,
    insist,
    insist_on_whole,
    new,
    opened,
)

MANY: Final = 100
PATIENCE: Final = 3
_GUEST: Final = "copper kettle behind the window"


def _begin(folder: Path) -> None:
    desk = new(folder)
    add(desk, "Comet")
    desk.close()


def _passphrase(number: int) -> str:
    return PASSPHRASE if number == 0 else f"{PASSPHRASE} {number}"


def _change(folder: Path, tell: Told) -> None:
    desk = opened(folder)
    tell.ready()
    refused, number = 0, 0
    while number < MANY and refused < PATIENCE:
        try:
            desk.accounts.change_own(_passphrase(number), _passphrase(number + 1))
        except WrongPassphrase:
            number += 1  # the try before this one counted, although it raised
            continue
        except KnownError as error:
            tell.refused(error)
            refused += 1
            if refused == 1:
                tell.mend()
            continue
        number += 1
        tell.said(str(number))
    desk.close()


def _look_at_changed(folder: Path, said: list[str]) -> str:
    least = int(said[-1]) if said else 0
    for number in (least, least + 1, least + 2):
        try:
            desk = opened(folder, passphrase=_passphrase(number))
        except WrongPassphrase:
            continue
        _whole(desk)
        desk.close()
        return "the last one" if number == least else "the next one"
    raise Lost("no passphrase opens it")


def _whole(desk: Desk) -> None:
    insist_on_whole(desk)
    insist(aliases(desk) == {"Comet"}, Lost, "a person")


def _come_and_go(folder: Path, tell: Told) -> None:
    desk = opened(folder)
    tell.ready()
    for number in range(MANY):
        row = desk.accounts.add(NewColleague(f"guest{number}", "caseworker"), _GUEST).value
        tell.said(f"came {number}")
        if number % 2:
            desk.accounts.end(row.code)
            tell.said(f"left {number}")
    desk.close()


def _look_at_colleagues(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    _whole(desk)
    rows = {row.name: row for row in desk.ask(staff.colleagues)}
    desk.close()
    came = [int(each.split()[1]) for each in said if each.startswith("came")]
    left = [int(each.split()[1]) for each in said if each.startswith("left")]
    for number in came:
        insist(f"guest{number}" in rows, Lost, f"guest{number}")
    insist(rows[SIGN_IN].can_sign_in, Broken, "the lead")
    for number in came[-2:]:
        if number in left or number % 2:
            continue
        opened(folder, f"guest{number}", _GUEST).close()
    for number in left[-1:]:
        try:
            opened(folder, f"guest{number}", _GUEST).close()
        except (WrongPassphrase, UserDisabled):
            continue
        raise Half(f"guest{number} left and comes in")
    return "colleagues" if came else "nobody"


def _renew(folder: Path, tell: Told) -> None:
    desk = opened(folder)
    tell.ready()
    for number in range(MANY):
        desk.new_key.make()
        add(desk, f"Dune {number}")
        tell.said(str(number))
    desk.close()


def _look_at_renewed(folder: Path, said: list[str]) -> str:
    desk = opened(folder)
    insist_on_whole(desk)
    found, generation = aliases(desk), desk._key.generation
    desk.close()
    insist(found >= {"Comet", *(f"Dune {each}" for each in said)}, Lost, "a person")
    insist(len(found) <= len(said) + 2, Half, "somebody nobody wrote down")
    insist(generation > len(said), Lost, "the new key")
    left = {each.name for each in folder.iterdir() if PART in each.name}
    insist(not left, Half, f"{left}")
    return "an older key" if generation == len(said) + 1 else "the next key"


RENEWED: Final = Trial(_begin, _renew, _look_at_renewed)
PASSPHRASES: Final = Trial(_begin, _change, _look_at_changed)
COLLEAGUES: Final = Trial(_begin, _come_and_go, _look_at_colleagues)
