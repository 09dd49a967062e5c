"""The one window: what is shown before a casebook is open, and how it is locked and hidden."""

import gc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from outreach_app import paths
from outreach_app.casework import clock_check
from outreach_app.words import say
from outreach_app.work import Done, changed
from ui import capture, copying, finding, when
from ui.ahead import Ahead
from ui.away import Away
from ui.clipboard import ClipboardKeeper
from ui.copying import Copier, last_job
from ui.dialogs.ask import Answer, ask
from ui.dialogs.files import open_file
from ui.house import Gate
from ui.inactivity import Inactivity, WakeWatch
from ui.keeping import Keeper
from ui.lock_keys import LockKeys
from ui.page import Context, Desk, Relay, Unkept
from ui.pages.unlock import UnlockPage
from ui.pages.welcome import WelcomePage
from ui.shell import Shell
from ui.theme import put_icon, role
from ui.theme.icons import window_icon
from ui.theme.tokens import tokens
from ui.widgets.labels import label

FIRST_SIZE: Final = (1240, 700)
# So soon what could not be written at a lock is tried again.
AGAIN_MS: Final = 15_000
# Nobody at the keys for so long: a pause in which a tenth of a second is missed by nobody.
_AT_REST_MS: Final = 3_000


class MainWindow(QMainWindow):
    """Says nothing to strangers: its title never changes. Signal: `bug` carries an error."""

    bug = Signal(object)

    def __init__(self, gate: Gate, casebook: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(say("shell.title"))
        self.setWindowIcon(window_icon())
        width, height = tokens().size["window_min"]
        self.setMinimumSize(int(width) - 40, int(height) - 40)
        self.resize(*FIRST_SIZE)
        self._gate = gate
        self._path = casebook
        self._shell: Shell | None = None
        self._desk: Desk | None = None
        self._held: dict[str, list[Unkept]] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._try_again)
        self._copier: Copier | None = None
        self._may_close = False
        # Set by the program; without it a page is made when it is first wanted.
        self.makes_ahead = False
        self._cover = self._make_cover()
        self._clipboard = ClipboardKeeper(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a window cannot exist without one
        self.inactivity = Inactivity(app, gate.settings.choices.autolock_minutes * 60, self)
        self.inactivity.still.connect(self.lock)
        gate.background.collector.all_due.connect(self._collect_in_a_pause)
        self.wake = WakeWatch(gate.clock, self)
        self.wake.woke.connect(self.lock)
        self.away = Away(self)
        self.away.away.connect(self.lock)
        self.away.listen()
        gate.background.trouble.connect(self._trouble)
        if casebook is None:
            self.show_welcome()
        else:
            self.show_unlock(casebook)

    # what is shown

    @property
    def shell(self) -> Shell | None:
        """The shell while a casebook is open, None while it is locked."""
        return self._shell

    def show_welcome(self) -> None:
        """Show the first page of all."""
        page = WelcomePage(self._gate)
        page.opened.connect(self.enter)
        page.sampled.connect(self._enter_sample)
        page.wanted.connect(self.show_unlock)
        page.restored.connect(self.show_unlock)
        self._put(page)
        page.take_focus()

    def show_unlock(self, path: Path, line: str = "") -> None:
        """Show the page that opens one casebook."""
        self._path = path
        page = UnlockPage(self._gate, path, line)
        page.opened.connect(self.enter)
        page.other_file.connect(self._other_file)
        page.restored.connect(self.show_unlock)
        self._put(page)
        page.take_focus()

    def enter(self, desk: Desk) -> None:
        """Show the pages of an open casebook."""
        self._desk = desk
        self._path = desk.path
        self._gate.settings.choose(last_casebook=paths.kept(desk.path))
        self._open_pages(desk)

    def _enter_sample(self, desk: Desk) -> None:
        # A sample is never opened again: locking it leads back to the welcome page.
        self._desk = desk
        self._path = None
        self._open_pages(desk)

    def _open_pages(self, desk: Desk) -> None:
        gate = self._gate
        context = Context(
            desk, gate.background, gate.theme, gate.settings, Relay(self), gate.house.drafts
        )
        context.relay.still_after.connect(self._lock_after)
        self._keep_held(context)
        self._shell = shell = Shell(context)
        shell.lock_wanted.connect(self._lock_soon)
        context.relay.restore_wanted.connect(self._restore_soon)
        self._copier = Copier(context, self)
        if self._path is not None:  # nothing in a sample is copied by itself
            self._copier.start(copying.FIRST_MS)
        shell.hide_wanted.connect(self._hide_soon)
        self._lock_over_dialogs(shell)
        shell.bug.connect(self.bug)
        self._put(shell)
        self._cover.hide()
        shell.go("today")
        context.do(clock_check.look, then=shell.tell_of_clock)
        shell.tell_of_keys(desk.accounts.said)
        finding.get_ready(context)
        self.inactivity.set_seconds(gate.settings.choices.autolock_minutes * 60)
        self.inactivity.start()
        self.wake.start()
        if self.makes_ahead:
            Ahead(shell.make_ahead, self._is_a_moment, shell)

    def _lock_over_dialogs(self, shell: Shell) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            over = LockKeys(app, shell)
            over.lock_wanted.connect(self._lock_soon)
            over.hide_wanted.connect(self._hide_soon)

    def _is_a_moment(self, pause_ms: int) -> bool:
        """Tell whether nobody is doing anything, and nothing is being waited for."""
        free = QApplication.activeModalWidget() is None and not QApplication.activePopupWidget()
        return free and not self._gate.background.pending and self.inactivity.quiet_ms() > pause_ms

    def _collect_in_a_pause(self) -> None:
        if not self.inactivity.watching or self.inactivity.quiet_ms() > _AT_REST_MS:
            self._gate.background.collector.look_at_all()

    # locking

    def _lock_after(self, minutes: int) -> None:
        self.inactivity.set_seconds(minutes * 60)

    def lock(self) -> None:
        """Keep what is typed, destroy every page, close the casebook, ask for the passphrase."""
        shell, desk = self._shell, self._desk
        if shell is None or desk is None:
            return
        moment = when.clock_time(desk.clock.now(), desk.zone)
        # What is held comes first, so that newer words of the same form are the last written.
        unkept = (*self._held_by(desk), *shell.unkept())
        self._shell = self._desk = None
        background, drafts = self._gate.background, self._gate.house.drafts
        for step in (
            self._stop_copying,
            desk.copies.stop,  # at once: the desk itself is closed by the worker, in its turn
            self.inactivity.stop,
            self.wake.stop,
            background.forget,
            shell.put_away,
            self._close_dialogs,
            self._clipboard.clear,
            partial(self._show_locked, moment),
            capture.locked,
        ):
            self._whatever_happens(step)
        keeper = Keeper(desk, drafts, unkept)
        background.run(keeper, self._kept_then_closed(keeper, moment), owner=self)

    def _show_locked(self, moment: str) -> None:
        # Nothing of anybody's is in sight from here on, even if the page itself cannot be made.
        self.setCentralWidget(QWidget(self))
        if self._path is not None:
            self.show_unlock(self._path, say("unlock.locked_at", time=moment))
        else:
            self.show_welcome()

    def _whatever_happens(self, step: Callable[[], object]) -> None:
        """Take one step of locking; what nobody foresaw must not keep the others from it."""
        try:
            step()
        except Exception as error:  # noqa: BLE001 - locking always locks
            self.bug.emit(error)

    def hide_now(self) -> None:
        """Cover the window before anything else, lock, and put the window away."""
        self._cover.setGeometry(self.rect())
        self._cover.raise_()
        self._cover.show()
        self._cover.repaint()
        self.lock()
        self.showMinimized()
        self._cover.hide()

    def _lock_soon(self) -> None:
        # The button that was pressed is destroyed by the lock: its own event has to end first.
        QTimer.singleShot(0, self, self.lock)

    def _restore_soon(self) -> None:
        QTimer.singleShot(0, self, self.lock_and_restore)

    def lock_and_restore(self) -> None:
        """Lock, and offer to put a copy in the place of the casebook."""
        self.lock()
        page = self.centralWidget()
        if isinstance(page, UnlockPage):
            page.begin_restore()

    def _stop_copying(self) -> None:
        """Let no copy be begun any more."""
        copier, self._copier = self._copier, None
        if copier is not None:
            copier.stop()
            copier.deleteLater()

    def _hide_soon(self) -> None:
        QTimer.singleShot(0, self, self.hide_now)

    def _kept_then_closed(self, keeper: Keeper, moment: str) -> Callable[[object], None]:
        def closed(_: object) -> None:
            # What the pages showed goes now, not when the collector finds it.
            gc.collect()
            if keeper.bug is not None:
                self.bug.emit(keeper.bug)
            self._hold(keeper)
            page = self.centralWidget()
            if self._held and isinstance(page, UnlockPage):
                page.set_line(say("unlock.locked_holding", time=moment))

        return closed

    def _keep_held(self, context: Context) -> None:
        """Write what could not be written when the window was locked, before anything is shown.

        While the disk still refuses it is said, and tried again.
        """
        held = self._held_by(context.desk)
        if held:
            keeper = Keeper(context.desk, context.drafts, held, closes=False)

            def kept(_: object) -> None:
                if keeper.bug is not None:
                    self.bug.emit(keeper.bug)
                if not keeper.failed:
                    context.relay.kept.emit("kept", say("shell.kept_now"))
                    context.announce(Done(None, changed("drafts")))
                self._hold(keeper)

            context.background.run(keeper, kept, owner=self)

    def _held_by(self, desk: Desk) -> tuple[Unkept, ...]:
        return tuple(self._held.get(str(getattr(desk.me, "code", "")), ()))

    def _hold(self, keeper: Keeper, on_pages: Sequence[Unkept] = ()) -> None:
        """Hold in memory what was refused, but what stands on a page still; let the rest go.

        Nothing is let go of before it is known to be in the file: the answer to a try is not heard
        when a lock comes between. While whose words they are is here, it is said and tried again.
        """
        who, failed = keeper.who, keeper.failed
        held = [one for one in self._held.pop(who, []) if one in failed or one not in keeper.unkept]
        held += [one for one in failed if one not in held and one not in on_pages]
        if not held:
            return
        self._held[who] = held
        shell = self._shell
        if shell is not None:
            shell.context.relay.kept.emit("not_saved", say("shell.still_held"))
            self._again.start(AGAIN_MS)

    def _try_again(self) -> None:
        if self._shell is not None:
            self._keep_held(self._shell.context)

    def _close_dialogs(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog):
                self._whatever_happens(widget.reject)
                # One that minds being closed goes all the same, and says nothing meanwhile.
                if shiboken6.isValid(widget) and widget.isVisible():
                    widget.hide()
                    widget.deleteLater()
            elif widget.windowType() == Qt.WindowType.Popup:
                self._whatever_happens(widget.close)

    # before and after

    def _put(self, page: QWidget) -> None:
        # Qt destroys the page before, so that neither tree nor memory of widgets keeps a word.
        self.setCentralWidget(page)
        page.show()

    def _other_file(self) -> None:
        open_file(self, say("welcome.open"), say("welcome.kinds"), self.show_unlock)

    def _make_cover(self) -> QFrame:
        cover = QFrame(self)
        cover.setObjectName("cover")
        cover.setAccessibleName(say("shell.cover"))
        role(cover, "cover")
        mark = label("")
        role(mark, "brandmark")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        put_icon(mark, "app", "accent", 26)
        QVBoxLayout(cover).addWidget(mark, 0, Qt.AlignmentFlag.AlignCenter)
        cover.hide()
        return cover

    def _trouble(self, error: object) -> None:
        if self._shell is None:
            self.bug.emit(error)

    def show_bug(self) -> None:
        """Say that something went wrong in the program; the report is already written."""
        if self._shell is not None:
            self._shell.tell_of_bug()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover.setGeometry(self.rect())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._desk is None or self._shell is None or self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        on_pages = self._shell.unkept()
        unkept = (*self._held_by(self._desk), *on_pages)
        keeper = Keeper(self._desk, self._gate.house.drafts, unkept, closes=False)
        self._gate.background.run(keeper, self._leaving(keeper, on_pages), owner=self)

    def _leaving(self, keeper: Keeper, on_pages: Sequence[Unkept]) -> Callable[[object], None]:
        def kept(_: object) -> None:
            # What stands on a page is kept by it; what stands on none is still held.
            self._hold(keeper, on_pages)
            if keeper.bug is not None:
                self.bug.emit(keeper.bug)
            if keeper.failed:
                ask(
                    self,
                    say("shell.close_unkept"),
                    say("shell.close_unkept_text"),
                    (
                        Answer("stay", say("shell.close_stay"), "primary"),
                        Answer("close", say("shell.close_anyway"), "danger"),
                    ),
                    self._close_anyway,
                )
            else:
                self._close_anyway("close")

        return kept

    def _close_anyway(self, answer: str) -> None:
        desk = self._desk
        if answer != "close":
            return
        self._may_close = True
        if self._shell is not None:
            self._whatever_happens(self._shell.maker.finish)
        if desk is not None:
            self._shell = self._desk = None
            self.inactivity.stop()
            self._gate.background.forget()
            self._clipboard.clear()
            # `ui.app` waits for the worker to finish before the program ends.
            self._stop_copying()
            self._gate.background.run(desk.close if self._path is None else last_job(desk))
        self.close()
