"""What a page is and what it is handed: `Page`, `Context`, and the desk as the window knows it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from outreach_app.clock import Clock
from outreach_app.copies import Copies
from outreach_app.words import say
from ui.background import Background
from ui.settings import Settings
from ui.theme import Theme

R = TypeVar("R")


class Me(Protocol):
    """Who is at the keyboard."""

    @property
    def name(self) -> str:
        """The name colleagues use."""
        ...


class Desk(Protocol):
    """The open casebook as `outreach_app.bootstrap` gives it; only the worker may use it."""

    @property
    def me(self) -> Any:
        """Who is at the keyboard; has `name`."""
        ...

    @property
    def project_name(self) -> str:
        """What the project calls itself; never shown in the shell."""
        ...

    @property
    def path(self) -> Path:
        """Where the casebook lies."""
        ...

    @property
    def zone(self) -> tzinfo:
        """The project's time zone."""
        ...

    @property
    def clock(self) -> Clock:
        """Where time comes from."""
        ...

    @property
    def accounts(self) -> Any:
        """The ways in, and what is to be said of the key files; only for the worker."""
        ...

    @property
    def copies(self) -> Copies:
        """The copies of this casebook."""
        ...

    def do(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        """Run a command in one transaction and commit it."""
        ...

    def ask(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        """Run a question in one reading transaction."""
        ...

    def scrub(self) -> None:
        """Take the bytes of what was let go of out of the file."""
        ...

    def close(self) -> None:
        """Close the file and forget the key."""
        ...


class DraftDoor(Protocol):
    """What `outreach_app.casework.drafts` offers; every function takes `Work` first."""

    def keep(self, work: Any, kind: str, about: str, state: str) -> Any:
        """Keep the state of a form, in place of what was kept for it before."""
        ...

    def waiting(self, work: Any) -> Any:
        """Return the drafts of the person at the keyboard, newest first."""
        ...

    def discard(self, work: Any, kind: str, about: str) -> Any:
        """Let a draft go."""
        ...


def _always() -> bool:
    """Answer yes."""
    return True


@dataclass(frozen=True, slots=True)
class Unkept:
    """Typing that is not known to be in the file: what `drafts.keep` takes.

    `needed` is asked on the worker just before keeping: a form that is being saved may be a record
    by then.
    """

    kind: str
    about: str
    state: str
    needed: Callable[[], bool] = _always


class Relay(QObject):
    """Where pages and shell hear of each other.

    Signals: `changed` carries what a command changed; `session` the words for the open session
    ("" for none); `kept` a status key ("saved", "kept", "not_saved") and its words; `wanted` a page
    and its parameters; `lock_wanted` asks the window to lock; `still_after` carries the minutes of
    stillness after which it locks by itself from now on; `copy_wanted` the places copies are to be
    made at now, `copying` whether some are being made; `rehearsal_wanted` asks for a rehearsal of
    the way back, and `rehearsed` carries what came of it, a `Done` or an error; `restore_wanted`
    asks the window to lock and to offer the way back from a copy.
    """

    changed = Signal(object)
    session = Signal(str)
    kept = Signal(str, str)
    wanted = Signal(str, dict)
    lock_wanted = Signal()
    still_after = Signal(int)
    copy_wanted = Signal(object)
    copying = Signal(bool)
    rehearsal_wanted = Signal()
    rehearsed = Signal(object)
    restore_wanted = Signal()


@dataclass(frozen=True)
class Context:
    """Everything a page may use; it reaches for nothing else."""

    desk: Desk
    background: Background
    theme: Theme
    settings: Settings
    relay: Relay
    drafts: DraftDoor

    def do(
        self,
        command: Callable[..., R],
        *args: Any,
        then: Callable[[R], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run a command on the worker; every page hears what changed, then `then` runs."""

        def landed(done: R) -> None:
            self.announce(done)
            if then is not None:
                then(done)

        self.background.run(
            lambda: self.desk.do(command, *args), landed, failed, owner=_owner(then, failed)
        )

    def ask(
        self,
        question: Callable[..., R],
        *args: Any,
        then: Callable[[R], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Put a question on the worker; `then` gets the answer unless its widget is gone."""
        self.background.run(lambda: self.desk.ask(question, *args), then, failed)

    def say_saved(self) -> None:
        """Say at the top that all work is saved, and since when, on the project's own clock."""
        moment = self.desk.clock.now().astimezone(self.desk.zone)
        self.relay.kept.emit("saved", say("shell.saved_at", time=moment.strftime("%H:%M")))

    def announce(self, done: object) -> None:
        """Tell every page what a command's answer says it changed."""
        changes = getattr(done, "changes", None)
        # What was asked for on the way out is done when the pages are gone already.
        if changes is not None and shiboken6.isValid(self.relay):
            self.relay.changed.emit(changes)


def _owner(*callbacks: Callable[..., object] | None) -> QObject | None:
    for callback in callbacks:
        owner = getattr(callback, "__self__", None)
        if isinstance(owner, QObject):
            return owner
    return None


class Page(QWidget):
    """One page of the window.

    Signals: `go` carries the name of a page and its parameters; `titled` the heading, when it is
    known only after the page was shown.

    A page is made on its first visit and destroyed on lock. It knows no other page: it says where
    to go by name ("person", {"person_id": …}).
    """

    go = Signal(str, dict)
    titled = Signal(str)

    name: str = "page"
    nav: str = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName(self.name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def open(self, **where: Any) -> None:
        """Arrive with parameters; called on every visit, after the page is shown."""

    def refresh(self, changes: Any) -> None:
        """Hear what a command changed; the page looks whether it is concerned."""

    def may_leave(self) -> bool:
        """Tell whether another page may be shown now; leaving never loses typing."""
        return True

    def leave(self) -> None:
        """Hear that another page will be shown; forms keep what is typed."""

    def draft_state(self) -> dict[str, Any] | None:
        """Return what was typed as JSON-able values, or None when there is nothing to keep."""
        return None

    def restore(self, state: dict[str, Any]) -> None:
        """Put a kept state back into the form."""

    def unkept(self) -> Unkept | None:
        """Return typing not known to be in the file; the window keeps it before it locks."""
        return None

    def logs(self, _form: str) -> bool:
        """Go on to a form (`log_contact`, `walk_in`, `log_incident`) with what stands here, by key.

        False leaves it to the window, which opens the form about nobody.
        """
        return False

    def print_sheet(self) -> None:
        """Print what belongs to this page (Ctrl+P); pages without a sheet do nothing."""

    def heading(self) -> QWidget | None:
        """Return the widget that gets the focus on arrival, so that a reader says where we are."""
        return self.findChild(QLabel, f"{self.name}.heading")

    def compact(self, width_class: str) -> None:
        """Hear the layout now shown: `wide`, `middle`, `narrow` or `tiny`."""


class InPieces(Page):
    """A page that would hold the window for too long when made at once out of sight.

    Its `__init__` is `at_once(self.pieces(context, parent))`, whatever it would do stands in
    `pieces`, which begins with `super().__init__(context, parent)`.
    """

    def pieces(self, context: Context, parent: QWidget | None) -> Iterator[None]:
        """Make the page; between two pieces the window answers keys. Nothing is shown before."""
        raise NotImplementedError


def at_once(pieces: Iterator[None]) -> None:
    """Make a page whole."""
    for _ in pieces:
        pass
