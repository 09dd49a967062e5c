"""Where the parts are put together: a `Desk` is an open casebook with somebody sitting at it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar, final
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.project import Project
from outreach_app import copies_beside, trail_check, way_back
from outreach_app.accounts import Accounts
from outreach_app.casework import (
    details,
    lists,
    outside_requests,
    project_settings,
    request_notes,
    staff,
)
from outreach_app.casework.request_notes import NoteDraft
from outreach_app.clock import Clock
from outreach_app.copies import Copies
from outreach_app.errors import KnownError, NotAllowed, Restricted, UserDisabled, WrongPassphrase
from outreach_app.governance import audit, heads
from outreach_app.new_key import NewDataKey
from outreach_app.storage import casebook, making
from outreach_app.storage.casebook import Casebook
from outreach_app.storage.probe import look_at
from outreach_app.storage.rekeying import fits
from outreach_app.storage.verify import verify
from outreach_app.trail_check import Health
from outreach_app.vault import letterbox, unlocking
from outreach_app.vault.kdf import KdfCost, tidy_name
from outreach_app.vault.open_key import OpenKey
from outreach_app.vault.throttle import Throttle
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say
from outreach_app.work import Done, Memory, Work, changed

P = ParamSpec("P")
R = TypeVar("R")

DEFAULT_ZONE: Final = "Europe/London"


@final
class Desk:
    """An open casebook and the person at the keyboard; `do` commands it, `ask` questions it.

    One thread at a time may use a desk. `close` writes everything out and forgets the key.
    """

    def __init__(
        self,
        book: Casebook,
        key: OpenKey,
        me: staff.StaffRow,
        clock: Clock,
        cost: KdfCost | None = None,
    ) -> None:
        self._book = book
        self._key = key
        self.accounts = Accounts(book, key, self.do, self.ask, cost)
        self.copies = Copies(book.path, key, self.do, self.ask, clock, lambda: self.zone)
        self.new_key = NewDataKey(book, key, self.copies, self.ask, self._work)
        self._audit_key = bytes(key.derive_first(audit.KEY_LABEL))
        self._lists: Vocabulary | None = None
        self._memory = Memory()
        self._arrival: str | None = None
        self.me = me
        self.clock = clock
        self._refused: set[str] = set()
        self.project_name = ""
        self.zone = ZoneInfo(DEFAULT_ZONE)
        self.refresh_project()

    @property
    def path(self) -> Path:
        """Where the casebook lies."""
        return self._book.path

    def refresh_project(self) -> None:
        """Read the project's name and zone again; an import into an empty casebook sets them."""
        with self._book.reading() as session:
            row = session.execute(select(Project.name, Project.timezone)).first()
        self._lists = None
        if row:
            self.project_name, self.zone = row.name, ZoneInfo(row.timezone)

    def do(self, fn: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a command in one transaction and commit it; on any error nothing was changed."""
        with self._refusals(fn), self._book.writing() as session:
            work = self._work(session, Memory())
            if self._arrival:
                _note_arrival(work, self._arrival, self._key.failed_before)
            answer = fn(work, *args, **kwargs)
        self._arrival = None
        changes = answer.changes if isinstance(answer, Done) else changed("everything")
        self._memory.hear(changes)
        if isinstance(answer, Done) and changes.concern("lists"):
            self.refresh_project()
        return answer

    def do_as(
        self,
        name: str,
        passphrase: str,
        fn: Callable[Concatenate[Work, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run one command for a second person who stands beside the one at the keyboard.

        They give their own name and passphrase for it; what is written, and the trail, says them.
        Raises what opening a casebook raises, and then nothing was changed.
        """
        second = self.accounts.recognised(name, passphrase, Throttle(self.clock))

        def as_second(work: Work) -> R:
            audit.note(work, "second_person", None, code=second.code)
            return fn(replace(work, by=second.code, role=second.role), *args, **kwargs)

        return self.do(as_second)

    def ask(self, fn: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a question; nothing is written but that somebody was refused."""
        with self._refusals(fn), self._book.reading() as session:
            return fn(self._work(session, self._memory), *args, **kwargs)

    @contextmanager
    def _refusals(self, fn: Callable[..., object]) -> Iterator[None]:
        """Write into the trail what somebody was refused, each thing once while they sit here."""
        try:
            yield
        except (NotAllowed, Restricted) as error:
            what = f"{fn.__module__.rpartition('.')[2]}.{getattr(fn, '__name__', '')}"
            if what not in self._refused:
                self._refused.add(what)
                why = "restricted" if isinstance(error, Restricted) else "role"
                with suppress(KnownError), self._book.writing() as session:
                    audit.note(self._work(session, Memory()), "refused", None, what=what, why=why)
            raise

    def _work(self, session: Session, memory: Memory | None = None) -> Work:
        return Work(
            session=session,
            now=self.clock.now(),
            by=self.me.code,
            role=self.me.role,
            zone=self.zone,
            audit_key=self._audit_key,
            vocabulary=self._vocabulary,
            memory=memory or Memory(),
        )

    def _vocabulary(self, session: Session) -> Vocabulary:
        if self._lists is None:
            self._lists = lists.vocabulary(session)
        return self._lists

    def vocabulary(self) -> Vocabulary:
        """Return the casebook's lists of codes."""
        return self.ask(lambda work: work.lists)

    def expect(self) -> None:
        """Let the first command note that somebody sat down."""
        self._arrival = "unlocked"

    def arrive(self, action: str = "unlocked") -> None:
        """Note in the trail that somebody sat down, once.

        Opening by itself changes no byte of the file, so that a refused import leaves none changed;
        whoever opens for a person to look says so, and the first command says so otherwise.
        """
        self._arrival = action
        self.do(lambda _: None)
        with suppress(KnownError):
            self._take_in_notes()

    def _take_in_notes(self) -> None:
        """Bring in what was typed while it was locked; what cannot be read stays where it lies.

        A note is removed only when it stands in the casebook, and one that is brought in twice
        stands there once, so that no moment to stop at loses or doubles one.
        """
        copies_beside.take_in(self.path, self._key, self.do)
        if letterbox.ensure(self.path, self._key):
            self.do(lambda work: audit.note(work, "letterbox_altered"))
        for letter in letterbox.waiting(self.path, self._key):
            note = request_notes.read(letter.content) if letter.content is not None else None
            if note is not None:
                self.do(outside_requests.take_in, letter.id, note)
                letterbox.remove(self.path, letter.id)

    @property
    def call(self) -> str:
        """The number that stands on the locked screen for whoever has to call the lead."""
        found = letterbox.look(self.path)
        return found.call if found else ""

    def set_call(self, number: str) -> None:
        """Let a number stand on the locked screen; anybody who has the files can read it.

        For the lead; raises NotAllowed.
        """
        if self.me.role != staff.LEAD:
            raise NotAllowed
        self.do(lambda work: audit.note(work, "call_changed"))
        letterbox.ensure(self.path, self._key, number.strip()[: letterbox.CALL_LIMIT])

    def keep_lead_phone(self, number: str, *, when_locked: bool) -> Done[str]:
        """Keep the number under which the lead is reached, and say whether it shows when locked.

        Anybody who has the files can read it then. For the lead; raises NotAllowed, CheckFailed.
        """
        done = self.do(project_settings.keep_lead_phone, number)
        shown = done.value if when_locked else ""
        if shown != self.call:
            self.set_call(shown)
        return done

    def scrub(self) -> None:
        """Take the bytes of what was let go of out of the file; the window waits meanwhile."""
        self._book.scrub()
        self._memory.forget()

    def verify(self) -> Health:
        """Look whether the file is whole: pages, structure, links between records, trail."""
        findings = [say(f"storage.check.{each.code}", **each.data) for each in verify(self._book)]
        with self._book.reading() as session:
            entries = audit.count(self._work(session))
            ends = trail_check.remembered(self.path, self._key)
            findings += trail_check.findings(session, self._audit_key, ends)
            # A line that was touched need not even hold a moment.
            end = None if findings else heads.now(session)
        back = way_back.sentence(self.copies.newest_good()) if findings else ""
        findings += self.accounts.slips()
        return Health(tuple(findings), checks=4, entries=entries, way_back=back, end=end)

    def close(self) -> None:
        """Write everything out, close the file and wipe the key."""
        self._audit_key = b""
        with ExitStack() as every:  # from the last to the first, whatever one of them meets
            for each in (self._key.close, self._book.close, self._memory.forget, self.copies.close):
                every.callback(each)


@dataclass(frozen=True, slots=True)
class NewCasebook:
    """A casebook just made: its desk, and the recovery code to be printed once."""

    desk: Desk
    recovery_code: str


def create(
    path: Path,
    project_name: str,
    name: str,
    passphrase: str,
    clock: Clock,
    cost: KdfCost = KdfCost.CREATION,
) -> NewCasebook:
    """Make a new, empty, encrypted casebook with its first lead."""
    now = clock.now()

    def furnish(session: Session, key: OpenKey) -> None:
        lists.seed(session)
        session.execute(
            insert(Project).values(
                code="PROJECT", name=project_name, timezone=DEFAULT_ZONE, started_at=now
            )
        )
        staff.add(session, name, staff.LEAD, key.slot_id, now)

    new, book = making.make(path, passphrase, cost, clock, furnish)
    desk = Desk(book, new.key, _whoever(book, new.key, name), clock, cost)
    desk.arrive(trail_check.FIRST)
    return NewCasebook(desk, new.recovery_code)


@way_back.shown
def open_desk(
    path: Path,
    name: str,
    passphrase: str,
    clock: Clock,
    throttle: Throttle | None = None,
    cost: KdfCost | None = None,
    *,
    mends: bool = True,
) -> Desk:
    """Open a casebook with a sign-in name and a passphrase; `cost` is what new ways in get.

    A copy of the key file that is not as it should be is put right, unless not `mends`.
    Raises UserDisabled for a colleague who left, also when their day has come only now.
    """
    look_at(path)
    key = unlocking.unlock(path, name, passphrase, throttle or Throttle(clock), fits=fits)
    with ExitStack() as undo:
        undo.callback(key.close)
        book = casebook.open_casebook(path, key)
        undo.callback(book.close)
        desk = Desk(book, key, _whoever(book, key, name), clock, cost)
        _settle(desk, mends=mends)
        desk.expect()
        undo.pop_all()
    return desk


def leave_note(path: Path, letter_id: str, note: NoteDraft) -> None:
    """Seal a request that is typed while the casebook is locked; the same id replaces it.

    Raises NoLetterbox where nobody has opened this casebook since it came here, and what writing
    raises.
    """
    letterbox.post(path, letter_id, request_notes.written(note))


def note_door(path: Path) -> str | None:
    """Return the number to call beside a locked casebook; None where it takes no note."""
    with suppress(KnownError):
        found = letterbox.look(path)
        return found.call if found else None
    return None


@way_back.shown
def recover(
    path: Path,
    code: str,
    name: str,
    passphrase: str,
    clock: Clock,
    throttle: Throttle | None = None,
    cost: KdfCost = KdfCost.CREATION,
) -> NewCasebook:
    """Open a casebook with its recovery code and give `name` a new passphrase.

    The code is used up: the answer holds a new one. Raises MistypedCode, WrongPassphrase (the code
    opens nothing, or nobody of that name signs in here) and what `open_desk` raises; then nothing
    was changed.
    """
    look_at(path)
    key = unlocking.unlock_with_recovery(path, code, throttle or Throttle(clock), fits=fits)
    with ExitStack() as undo:
        undo.callback(key.close)
        book = casebook.open_casebook(path, key)
        undo.callback(book.close)
        with book.reading() as session:
            me = staff.by_name(session, tidy_name(name))
        if me is None or not me.can_sign_in:
            raise WrongPassphrase
        desk = Desk(book, key, me, clock, cost)
        _settle(desk)
        desk.accounts.seat(me.code, passphrase)
        fresh = desk.accounts.use_up_code()
        desk.arrive("recovered")
        undo.pop_all()
    return NewCasebook(desk, fresh)


def _whoever(book: Casebook, key: OpenKey, name: str) -> staff.StaffRow:
    """Return the colleague behind the key slot, if the name typed is theirs or none was typed."""
    with book.reading() as session:
        me = staff.by_slot(session, key.slot_id)
    if me is None or not me.active:
        raise UserDisabled
    if name.strip() and tidy_name(name) != me.sign_in_name:
        raise WrongPassphrase
    return me


def _settle(desk: Desk, *, mends: bool = True) -> None:
    """End what is due, and refuse the person at the keyboard if it was their way in."""
    desk.accounts.settle(mends=mends)
    leaves_on = desk.me.leaves_on
    if leaves_on is not None and leaves_on <= desk.ask(lambda work: work.today):
        raise UserDisabled


def _note_arrival(work: Work, action: str, failed_before: int) -> None:
    staff.came_in(work.session, work.by, work.now)
    details.refresh_ages(work)
    audit.note(work, action, None, **({"failed_before": failed_before} if failed_before else {}))
