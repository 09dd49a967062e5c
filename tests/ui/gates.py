"""A real casebook behind the window: real encryption, the cheapest key derivation."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from typing_extensions import override

from models.people import Person
from outreach_app import bootstrap
from outreach_app.casework import recovery_paper
from outreach_app.clock import Clock
from outreach_app.vault.kdf import KdfCost
from outreach_app.work import Work
from tests import ready
from tests.ready import new_desk
from ui import app
from ui.background import Background
from ui.house import House, Made
from ui.pages.unlock import UnlockPage
from ui.shell import Shell
from ui.window import MainWindow

NAME = "daya"
PHRASE = "candle river mossy lantern tin"
CHEAP = KdfCost(1, 19 * 1024, 1)


def cheap_house(clock: Clock) -> House:
    """The real doors of the core, with keys that are quick to derive."""

    def create(path: Path, project: str, name: str, passphrase: str) -> Made:
        new = bootstrap.create(path, project, name, passphrase, clock, CHEAP)
        new.desk.do(recovery_paper.shown)
        return Made(new.desk, new.recovery_code)

    def recover(path: Path, code: str, name: str, passphrase: str) -> Made:
        again = bootstrap.recover(path, code, name, passphrase, clock, cost=CHEAP)
        again.desk.do(recovery_paper.shown)
        return Made(again.desk, again.recovery_code)

    def open_desk(path: Path, name: str, passphrase: str) -> bootstrap.Desk:
        desk = bootstrap.open_desk(path, name, passphrase, clock, cost=CHEAP)
        desk.arrive()
        return desk

    return replace(app.house(clock), open_desk=open_desk, create=create, recover=recover)


def ours(path: Path, clock: Clock, *, filled: bool = False) -> ready.Made:
    """Say how the casebook of these tests looks when it is new, or with the invented records."""
    now = clock.now()
    records = now if filled else None
    return ready.Made(path.name, "Tidewell Outreach", NAME, PHRASE, CHEAP, now, filled_at=records)


@contextmanager
def new_file(folder: Path, clock: Clock) -> Iterator[Path]:
    """Make an empty casebook and close it again."""
    path = folder / "casebook.casebook"
    new_desk(path, ours(path, clock), clock).close()
    yield path


class Strays(QObject):
    """Notes every window that appears, with its words; there should be only ours."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.seen: list[str] = []
        app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            # Others call something else so, and an error in a filter ends the whole process here.
            said = watched.text() if isinstance(watched, QLabel | QAbstractButton) else ""
            self.seen.append(f"{type(watched).__name__} {watched.objectName()} {said}")
        return False


@dataclass(frozen=True)
class Clipped:
    name: str
    text: str
    has: tuple[int, int]
    needs: tuple[int, int]


def clipped(root: QWidget) -> list[Clipped]:
    """Words that have less room than they need, among what can be seen."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
            continue
        text = widget.text()
        if not text or widget.sizePolicy().horizontalPolicy() == widget.sizePolicy().Policy.Ignored:
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            needs = (0, widget.heightForWidth(widget.width()))
        else:
            hint = widget.minimumSizeHint()
            needs = (hint.width(), hint.height())
        has = (widget.width(), widget.height())
        if has[0] < needs[0] or has[1] < needs[1]:
            found.append(Clipped(widget.objectName(), text, has, needs))
    return found


def nameless(root: QWidget) -> list[str]:
    """Widgets that can have the focus and that no screen reader could name."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy().value & 1
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() and widget.objectName())
    ]


def idle(qtbot: QtBot, background: Background) -> None:
    """Wait until the last answer has landed; it says so itself, so that nobody has to keep asking."""
    if background.pending:
        with qtbot.waitSignal(background.idle):
            pass


def settle(qtbot: QtBot, background: Background) -> None:
    idle(qtbot, background)
    QApplication.sendPostedEvents(None, 52)  # deferred deletions
    QApplication.processEvents()


def whole(qtbot: QtBot, root: QWidget) -> None:
    """Wait until layouts have settled and no word is clipped."""

    def unclipped() -> None:
        assert clipped(root) == []

    qtbot.waitUntil(unclipped)


def unlock(qtbot: QtBot, window: MainWindow, phrase: str = PHRASE) -> None:
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    page.name.setText(NAME)
    page.passphrase.line.setText(phrase)
    page.open()
    settle(qtbot, window._gate.background)


def shell_of(window: MainWindow) -> Shell:
    assert window.shell is not None
    return window.shell


def every_text() -> str:
    found: list[str] = []
    for widget in QApplication.allWidgets():
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        found += [widget.windowTitle()]
        for reader in ("text", "toPlainText", "currentText"):
            read = getattr(widget, reader, None)
            if callable(read):
                found.append(str(read()))
    return "\n".join(found)


def aliases(work: Work) -> tuple[str, ...]:
    """The alias of everybody in a casebook."""
    return tuple(work.session.scalars(select(Person.alias)))
