"""Keeping the windows out of screenshots and recordings, where the system can do that.

Windows leaves a window out by its display affinity, also out of what Recall keeps; macOS by the
sharing type of its NSWindow. Linux has no such call, on X11 or Wayland, and none is pretended.
Whatever is missing or refuses changes nothing else: a window that can be captured is still a
window. Written after the documents of the two systems and untried there; see docs/safekeeping.md.

Whoever needs a magnifier or a screen reader that reads the picture, or shows a trainer, lets the
windows be seen: until the casebook is locked, or on this computer for good (`forms/screen_card`).
"""

import contextlib
import ctypes
import ctypes.util
import sys
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

# Leaves one window, known by the number Qt has for it, out or in; answers whether that was taken.
Hide = Callable[[int, bool], bool]
# How windows stand: left out, seen until the casebook is locked, or seen on this computer.
HIDDEN: Final = "hidden"
UNTIL_LOCK: Final = "until_lock"
SHOWN: Final = "shown"
STATES: Final = (HIDDEN, UNTIL_LOCK, SHOWN)

# learn.microsoft.com: SetWindowDisplayAffinity. The first since Windows 10 2004; before it, black.
LEFT_OUT: Final = 0x11
BLACK: Final = 0x01
SEEN: Final = 0x00
# As developer.apple.com has it of a window's sharing type: nobody else reads the window.
NOT_SHARED: Final = 0
READ_ONLY: Final = 1


class Uncaptured(QObject):
    """Hands every window that is shown, dialogs and popups too, to `hide`, unless they are seen."""

    def __init__(self, app: QApplication, hide: Hide, state: str = HIDDEN) -> None:
        super().__init__(app)
        self._hide = hide
        self._state = state
        app.installEventFilter(self)

    @property
    def state(self) -> str:
        """How windows stand now, one of `STATES`."""
        return self._state

    def choose(self, state: str) -> None:
        """Let windows be left out or seen from now on, those that are open too."""
        self._state = state
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._tell(window)

    def locked(self) -> None:
        """Leave windows out again where they were seen until now only."""
        if self._state == UNTIL_LOCK:
            self.choose(HIDDEN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shows = event.type() == QEvent.Type.Show
        if shows and isinstance(watched, QWidget) and watched.isWindow():
            self._tell(watched)
        return False

    def _tell(self, window: QWidget) -> None:
        # Whatever a library of the system raises, the window opens.
        with contextlib.suppress(Exception):
            self._hide(int(window.winId()), self._state == HIDDEN)


def keep_out(app: QApplication, state: str = HIDDEN) -> Uncaptured | None:
    """Leave every window of the program out of what captures the screen; None where none can."""
    hide = of_this_system()
    return Uncaptured(app, hide, state) if hide is not None else None


def active() -> Uncaptured | None:
    """Return what leaves windows out here, None where nothing does."""
    app = QApplication.instance()
    return app.findChild(Uncaptured) if app is not None else None


def locked() -> None:
    """Say that the casebook was locked."""
    found = active()
    if found is not None:
        found.locked()


def of_this_system() -> Hide | None:
    """Return how this system leaves a window out; None where it has no way."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        if sys.platform == "win32":
            call = ctypes.windll.user32.SetWindowDisplayAffinity
            call.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
            call.restype = ctypes.c_int
            return by_affinity(call)
        if sys.platform == "darwin":
            return by_sharing(_messenger())
    return None


def by_affinity(call: Callable[[int, int], int]) -> Hide:
    """Return what leaves a window out on Windows, or lets it be black where that is all it can."""

    def hide(window: int, hidden: bool) -> bool:
        ways = (LEFT_OUT, BLACK) if hidden else (SEEN,)
        return any(call(window, way) for way in ways)

    return hide


def by_sharing(send: Callable[..., int | None]) -> Hide:
    """Return what leaves a window out on macOS; `send` sends an object a message and numbers."""

    def hide(view: int, hidden: bool) -> bool:
        window = send(view, "window")
        if not window:
            return False
        send(window, "setSharingType:", NOT_SHARED if hidden else READ_ONLY)
        return True

    return hide


def _messenger() -> Callable[..., int | None]:
    """Return how to send a message by the Objective-C runtime; numbers are NSUInteger."""
    runtime: Any = ctypes.CDLL(ctypes.util.find_library("objc"))
    runtime.sel_registerName.argtypes = [ctypes.c_char_p]
    runtime.sel_registerName.restype = ctypes.c_void_p
    address = ctypes.cast(runtime.objc_msgSend, ctypes.c_void_p).value

    def send(receiver: int, message: str, *numbers: int) -> int | None:
        # The one function has the shape of whatever it is to reach; variadic calls fail on ARM.
        shape = (ctypes.c_void_p, ctypes.c_void_p, *(ctypes.c_ulong for _ in numbers))
        call = ctypes.CFUNCTYPE(ctypes.c_void_p, *shape)(address or 0)
        answer: int | None = call(receiver, runtime.sel_registerName(message.encode()), *numbers)
        return answer

    return send
