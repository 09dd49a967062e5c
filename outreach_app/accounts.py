"""Ways into the casebook: where the key file and the staff inside the casebook are kept in step.

Two files are written, and the program may die between them. So there is one rule: a slot stands in
the table of closed slots unless a colleague is written down who comes in through it, and every
opening takes closed slots out of the key file.

- Coming: the slot is written down as closed, then made in the key file, then handed to its
  colleague in the transaction that writes them down. Dying before the last step leaves a slot that
  lets nobody in (no staff row leads to it) and that the next opening takes away.
- Leaving: the staff row is switched off and its slot written down as closed in one transaction,
  then the slot is taken out of the key file. Dying in between leaves a slot whose holder the
  program refuses, and that the next opening takes away. The other order could leave a colleague
  shown as able to sign in who is not, and no line in the trail.
- An old copy of the key file put back brings a leaver's slot back: the next opening takes it away
  again and notes in the trail that the key file was an older one. What copies of the casebook *and*
  key file made before can do is not changed by this; that needs a new data key (`new_key`).
- A new passphrase is one write of the key file; its line in the trail is committed after it. Dying
  in between costs the line, and never the way in.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeVar, final

from outreach_app.casework import colleagues, leavers, staff
from outreach_app.casework.colleagues import NewColleague
from outreach_app.casework.staff import StaffRow
from outreach_app.errors import CheckFailed, KnownError, UserDisabled, WrongPassphrase
from outreach_app.storage.casebook import Casebook
from outreach_app.vault import key_copies, keyholders, recovery, unlocking
from outreach_app.vault.kdf import KdfCost, tidy_name
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.passphrases import check_passphrase
from outreach_app.vault.slots import new_slot_id
from outreach_app.vault.throttle import Throttle
from outreach_app.work import Changes, Done, Work, changed

T = TypeVar("T")
Door: TypeAlias = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """A colleague whose way in ended; `key_gone` tells whether their slot left the key file too.

    Where it did not (a full disk, a stick pulled out) they are refused all the same, and the next
    opening tries again.
    """

    row: StaffRow
    key_gone: bool


@final
class Accounts:
    """The ways in of an open casebook, with the key of whoever opened it; only the worker's.

    `do` and `ask` are the desk's.
    """

    def __init__(
        self, book: Casebook, key: OpenKey, do: Door, ask: Door, cost: KdfCost | None = None
    ) -> None:
        self._book = book
        self._key = key
        self._do = do
        self._ask = ask
        self._cost = cost
        # What somebody who sits down is told of the key files.
        self.said: tuple[str, ...] = ()

    def add(self, draft: NewColleague, passphrase: str) -> Done[StaffRow]:
        """Give a new colleague a way in. Raises CheckFailed, NotAllowed, what writing raises."""
        self._insist_on_passphrase(passphrase, draft.name)
        slot = new_slot_id()
        self._do(colleagues.prepare, draft, slot)
        return self._made(
            slot, draft.name, passphrase, lambda work: colleagues.write_down(work, draft, slot)
        )

    def let_in(self, code: str, passphrase: str) -> Done[StaffRow]:
        """Give a colleague a new passphrase: who forgot theirs, or who comes back."""
        row: StaffRow = self._ask(colleagues.insist_on_letting_in, code)
        return self._again(row, passphrase, lambda work, slot: colleagues.let_in(work, code, slot))

    def seat(self, code: str, passphrase: str) -> None:
        """Give a colleague another way in without asking who is at the keyboard: for recovery."""

        def write(work: Work, slot: str) -> Done[None]:
            colleagues.seat(work, code, slot)
            return Done(None, changed("staff"))

        row = self._ask(lambda work: staff.by_code(work.session, code))
        self._again(row, passphrase, write, checked=False)

    def change_own(self, old: str, new: str) -> Done[None]:
        """Change the passphrase of the person at the keyboard.

        Raises WrongPassphrase when `old` is not theirs, CheckFailed when `new` will not do.
        """
        me: StaffRow = self._ask(colleagues.me)
        name = me.sign_in_name or ""
        self._insist_on_passphrase(new, me.name)
        slot = self._ask(lambda work: staff.slot_of(work.session, me.code))
        path = self._book.path
        # Whoever is alone needs no name to come in (command line: "default: the only user").
        alone = keyholders.slot_ids(path, self._key) == {slot}
        with self._counting():
            keyholders.change_passphrase(
                path,
                self._key,
                name,
                old,
                new,
                new_name="" if alone else None,
                slot_id=slot,
                cost=self._how_dear(),
            )
        done: Done[None] = self._do(colleagues.passphrase_changed)
        self._book.remember_keys()
        return done

    def recognised(self, name: str, passphrase: str, throttle: Throttle) -> StaffRow:
        """Return the colleague whose name and passphrase these are; nobody is signed in by it.

        Raises what unlocking raises, and UserDisabled for somebody who left.
        """
        with contextlib.closing(
            unlocking.unlock(self._book.path, name, passphrase, throttle)
        ) as key:
            slot = key.slot_id
        row: StaffRow | None = self._ask(lambda work: staff.by_slot(work.session, slot))
        if row is None or not row.active:
            raise UserDisabled
        if tidy_name(name) != row.sign_in_name:
            raise WrongPassphrase
        return row

    def end(self, code: str, day: date | None = None) -> Done[Ended]:
        """End a colleague's way in, now or from a day to come on."""
        if day is not None and day > self._ask(lambda work: work.today):
            later: Done[StaffRow] = self._do(leavers.end_on, code, day)
            return Done(Ended(later.value, key_gone=False), later.changes)
        done: Done[StaffRow] = self._do(leavers.end, code)
        gone = True
        try:
            self.close_slots()
        except KnownError:
            gone = False
        return Done(Ended(done.value, key_gone=gone), done.changes)

    def new_code(self) -> str:
        """Return a recovery code that opens nothing yet: first paper, then `use_code`."""
        self._ask(colleagues.insist_on_keeping)
        return recovery.new_code()

    def use_code(self, code: str) -> Done[None]:
        """Let a code that is on paper open the casebook in place of the one before."""
        self._ask(colleagues.insist_on_keeping)
        self._replace_code(code)
        done: Done[None] = self._do(colleagues.recovery_replaced)
        return done

    def use_up_code(self) -> str:
        """Put a new recovery code in place of the one just used, and return it to be printed."""
        code = recovery.new_code()
        self._replace_code(code)
        return code

    def settle(self, *, mends: bool = True) -> Changes:
        """End what is due and take closed slots out of the key file, at every opening.

        Without `mends` nothing is done where a copy of the key file is not as it should be. A disk
        that refuses keeps nobody from reading: it is tried again the next time.
        """
        touched = changed()
        with contextlib.suppress(KnownError):
            if not mends and key_copies.look(self._book.path, self._key):
                return touched
            # Before anything else writes the key file: what lies there is kept.
            self._mend_copies()
            for code in self._ask(leavers.due):
                touched = self._do(leavers.end_due, code).changes
            self.close_slots()
            if self._book.keys_are_older:
                self._do(colleagues.older_key_file)
                self._book.remember_keys()
            if self._book.keys_are_others:
                self._do(colleagues.other_key_file)
        return touched

    def slips(self) -> tuple[str, ...]:
        """Return what stands against one of the two key files, in words; changes nothing."""
        found = key_copies.look(self._book.path, self._key)
        return tuple(each.found() for each in found if not each.unfinished and each.is_damage)

    def lacks(self) -> tuple[str, ...]:
        """Say which of the two key files is not there, in words; changes nothing."""
        found = key_copies.look(self._book.path, self._key)
        return tuple(each.found() for each in found if not each.is_damage)

    def _mend_copies(self) -> None:
        """Write a copy of the key file anew that is not as it should be, and say so."""
        found = key_copies.look(self._book.path, self._key)
        done = False
        try:
            found = key_copies.mend(self._book.path, self._key)
            done = True
        finally:
            told = [each for each in found if not each.unfinished]
            self.said = tuple(each.mended(done=done) for each in told)
        for each in told:
            if each.what == key_copies.FORGED:
                self._do(colleagues.other_key_file)
            else:
                self._do(colleagues.key_file_mended, each.what)

    def close_slots(self) -> None:
        """Take every closed slot out of the key file."""
        path, key = self._book.path, self._key
        gone = self._ask(colleagues.closed_slots)
        left = keyholders.slot_ids(path, key) & gone if gone else frozenset()
        for slot in sorted(left):
            with self._counting():
                keyholders.remove_slot(path, key, slot)
        if left:
            self._book.remember_keys()

    def _again(
        self,
        row: StaffRow,
        passphrase: str,
        write: Callable[[Work, str], Done[T]],
        *,
        checked: bool = True,
    ) -> Done[T]:
        if checked:
            self._insist_on_passphrase(passphrase, row.name)
        slot = new_slot_id()
        self._do(colleagues.prepare_again, slot)
        before = self._ask(lambda work: staff.slot_of(work.session, row.code))
        others = keyholders.slot_ids(self._book.path, self._key) - {before}
        name = (row.sign_in_name or "") if others else ""
        return self._made(slot, name, passphrase, lambda work: write(work, slot))

    def _made(
        self, slot: str, name: str, passphrase: str, write: Callable[[Work], Done[T]]
    ) -> Done[T]:
        """Make a slot that is written down as closed, and hand it over with `write`."""
        path, key, cost = self._book.path, self._key, self._how_dear()
        try:
            with self._counting():
                keyholders.add_slot(path, key, name, passphrase, cost, slot_id=slot)
            done: Done[T] = self._do(write)
        except BaseException:
            with contextlib.suppress(KnownError):
                self.close_slots()
            raise
        with contextlib.suppress(KnownError):
            self.close_slots()
        self._book.remember_keys()
        return done

    def _replace_code(self, code: str) -> None:
        with self._counting():
            keyholders.replace_recovery(self._book.path, self._key, self._how_dear(), code)
        self._book.remember_keys()

    @contextlib.contextmanager
    def _counting(self) -> Iterator[None]:
        """Let an error pass only when nothing was written.

        With one copy of the key file written and the other not, the written one counts: to say that
        it failed would leave somebody with the wrong passphrase or sheet.
        """
        try:
            yield
        except KnownError:
            if not keyholders.in_force(self._book.path, self._key):
                raise

    def _how_dear(self) -> KdfCost:
        return self._cost or KdfCost.CREATION

    def _insist_on_passphrase(self, passphrase: str, name: str) -> None:
        problems = check_passphrase(passphrase, name)
        if problems:
            raise CheckFailed(problems)
