"""Hears from a Linux desktop that the computer goes to sleep or that the screen was locked.

Elsewhere, and where there is no message bus, nothing is heard: stillness and waking from sleep are
noticed without anybody's help (`ui.inactivity`).
"""

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if sys.platform == "linux":
    from PySide6.QtDBus import QDBusConnection

# Service, path, interface, signal, slot. Without a path any session's lock is heard, also that of
# somebody else at this computer: better locked once too often.
_Wanted = tuple[str, str, str, str, str]
_LOGIN: Final = "org.freedesktop.login1"
ON_SYSTEM: Final[tuple[_Wanted, ...]] = (
    (_LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager", "PrepareForSleep", "began(bool)"),
    (_LOGIN, "", f"{_LOGIN}.Session", "Lock", "locked()"),
)
ON_SESSION: Final[tuple[_Wanted, ...]] = tuple(
    (name, "", name, "ActiveChanged", "began(bool)")
    for name in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
)


class Away(QObject):
    """Signal: `away` when the computer falls asleep or its screen is locked."""

    away = Signal()

    def listen(self) -> None:
        """Begin to listen on the buses there are."""
        if sys.platform == "linux":
            self.hear(QDBusConnection.systemBus(), ON_SYSTEM)
            if _session_bus_is_there():
                self.hear(QDBusConnection.sessionBus(), ON_SESSION)

    def hear(self, bus: "QDBusConnection", wanted: tuple[_Wanted, ...]) -> bool:
        """Listen on one bus; answer whether it could be."""
        if not bus.isConnected():
            return False
        return all(
            bus.connect(service, path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]
            for service, path, interface, name, slot in wanted
        )

    @Slot(bool)
    def began(self, on: bool) -> None:
        """Hear that sleep or a locked screen begins or ends."""
        if on:
            self.away.emit()

    @Slot()
    def locked(self) -> None:
        """Hear that a session was locked."""
        self.away.emit()


def _session_bus_is_there() -> bool:
    # Asking for a bus that is not there would start one.
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(runtime) and (Path(runtime or "") / "bus").exists()
