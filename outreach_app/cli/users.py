"""Who signs in: the table of colleagues, and what the lead does with them and with the key."""

import argparse
from collections.abc import Callable
from typing import Final

from outreach_app import new_key
from outreach_app.bootstrap import Desk
from outreach_app.casework import colleagues, staff
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.staff import StaffRow
from outreach_app.cli import arguments
from outreach_app.cli.sitting import desk_of, new_passphrase, own_passphrase
from outreach_app.cli.terminal import Terminal
from outreach_app.clock import Clock
from outreach_app.errors import KnownError
from outreach_app.vault.kdf import tidy_name
from outreach_app.words import say


def run(asked: argparse.Namespace, terminal: Terminal, clock: Clock) -> None:
    """Do what is asked about colleagues; what does not stand together is a wrong command line."""
    asked.role = asked.role or asked.as_role
    _insist_on_parts(asked)
    # A day that cannot be read is said before any passphrase is asked for.
    arguments.day_of(asked.day)
    typed = own_passphrase(asked, terminal)
    with desk_of(asked, terminal, clock, typed=typed) as desk:
        if asked.what == "passphrase":
            _passphrase(asked, terminal, desk, typed)
        else:
            _DO[asked.what](asked, terminal, desk)


def _list(_: argparse.Namespace, terminal: Terminal, desk: Desk) -> None:
    for row in desk.ask(staff.colleagues):
        last = row.last_in_at.strftime("%Y-%m-%dT%H:%M:%SZ") if row.last_in_at else ""
        terminal.result("\t".join((row.name, row.code, row.role, _state(row), last)))


def _add(asked: argparse.Namespace, terminal: Terminal, desk: Desk) -> None:
    draft = NewColleague(asked.name, asked.role, asked.code)
    desk.ask(colleagues.insist_on_adding, draft)
    passphrase = new_passphrase(terminal, asked.new_passphrase_file)
    row = desk.accounts.add(draft, passphrase).value
    terminal.talk(say("cli.users.added", name=row.name))


def _disable(asked: argparse.Namespace, terminal: Terminal, desk: Desk) -> None:
    row = desk.ask(colleagues.named, asked.name)
    ended = desk.accounts.end(row.code, arguments.day_of(asked.day)).value
    if ended.row.leaves_on is not None:
        terminal.talk(say("cli.users.leaves", name=row.name, day=ended.row.leaves_on.isoformat()))
        return
    terminal.talk(say("cli.users.disabled", name=row.name))
    if not ended.key_gone:
        terminal.talk(say("colleagues.key_stays"))
    try:
        _new_key(asked, terminal, desk)
    except KnownError:
        terminal.talk(say("new_key.not_made_cli"))
        raise


def _new_key(_: argparse.Namespace, terminal: Terminal, desk: Desk) -> None:
    made = desk.new_key.make(terminal.progress).value
    terminal.talk(say("new_key.done"))
    terminal.talk_lines(new_key.told(made))


def _enable(asked: argparse.Namespace, terminal: Terminal, desk: Desk) -> None:
    row = desk.ask(colleagues.named, asked.name)
    desk.ask(colleagues.insist_on_letting_in, row.code)
    passphrase = new_passphrase(terminal, asked.new_passphrase_file)
    desk.accounts.let_in(row.code, passphrase)
    terminal.talk(say("cli.users.enabled", name=row.name))


def _role(asked: argparse.Namespace, terminal: Terminal, desk: Desk) -> None:
    row = desk.ask(colleagues.named, asked.name)
    desk.do(colleagues.set_role, row.code, asked.role)
    terminal.talk(say("cli.users.role", name=row.name, role=asked.role))


def _passphrase(asked: argparse.Namespace, terminal: Terminal, desk: Desk, typed: str) -> None:
    if asked.name is None or tidy_name(asked.name) == desk.me.sign_in_name:
        desk.accounts.change_own(typed, new_passphrase(terminal, asked.new_passphrase_file))
        terminal.talk(say("cli.users.changed"))
        return
    row = desk.ask(colleagues.named, asked.name)
    if row.left:
        raise colleagues.CannotSignIn
    desk.ask(colleagues.insist_on_letting_in, row.code)
    desk.accounts.let_in(row.code, new_passphrase(terminal, asked.new_passphrase_file))
    terminal.talk(say("cli.users.given", name=row.name))


def _state(row: StaffRow) -> str:
    if row.leaves_on is not None:
        return say("cli.users.state.leaves", day=row.leaves_on.isoformat())
    state = "on" if row.can_sign_in else "off" if row.left else "code"
    return say(f"cli.users.state.{state}")


def _insist_on_parts(asked: argparse.Namespace) -> None:
    needed = _NEEDED.get(asked.what, ())
    allowed = ("name",) if asked.what == "passphrase" else needed
    for part in ("name", "role"):
        given = getattr(asked, part) is not None
        if part in needed and not given:
            raise arguments.Wrong(say(f"cli.users.needs_{part}", what=asked.what))
        if given and part not in allowed:
            raise arguments.Wrong(say("cli.users.too_much", what=asked.what))
    for option, what in (("day", "disable"), ("code", "add")):
        if getattr(asked, option) is not None and asked.what != what:
            raise arguments.Wrong(say(f"cli.users.only_{what}"))


_NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "add": ("name", "role"),
    "role": ("name", "role"),
    "disable": ("name",),
    "enable": ("name",),
}
_DO: Final[dict[str, Callable[[argparse.Namespace, Terminal, Desk], None]]] = {
    "list": _list,
    "add": _add,
    "disable": _disable,
    "enable": _enable,
    "role": _role,
    "new-key": _new_key,
}
