"""A real message bus says that the computer sleeps or its screen is locked, and it is heard."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from outreach_app.clock import SetClock
from ui.away import ON_SESSION, ON_SYSTEM, Away
from ui.inactivity import WakeWatch

if sys.platform != "linux" or shutil.which("dbus-daemon") is None:
    pytest.skip("no message bus to try it with", allow_module_level=True)

from PySide6.QtDBus import QDBusConnection, QDBusMessage

NAMES = ("listener", "speaker")


@pytest.fixture
def bus(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[QDBusConnection, QDBusConnection]]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    # A socket's path may not be longer than about a hundred characters.
    with subprocess.Popen(
        [*command, f"--address=unix:tmpdir={tmp_path.parent.parent}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        yield tuple(QDBusConnection.connectToBus(address, name) for name in NAMES)  # type: ignore[misc]
        for name in NAMES:
            QDBusConnection.disconnectFromBus(name)
        daemon.terminate()


@pytest.mark.parametrize(
    ("path", "interface", "name", "values", "heard"),
    [
        ("/org/freedesktop/login1", "login1.Manager", "PrepareForSleep", [True], 1),
        ("/org/freedesktop/login1", "login1.Manager", "PrepareForSleep", [False], 0),
        ("/org/freedesktop/login1/session/_32", "login1.Session", "Lock", [], 1),
        ("/org/freedesktop/login1/session/_32", "login1.Session", "Unlock", [], 0),
        ("/ScreenSaver", "ScreenSaver", "ActiveChanged", [True], 1),
        ("/ScreenSaver", "ScreenSaver", "ActiveChanged", [False], 0),
    ],
)
def test_the_desktop_is_heard(
    qtbot: QtBot,
    bus: tuple[QDBusConnection, QDBusConnection],
    path: str,
    interface: str,
    name: str,
    values: list[bool],
    heard: int,
) -> None:
    listener, speaker = bus
    away = Away()
    times: list[None] = []
    away.away.connect(lambda: times.append(None))
    assert away.hear(listener, (*ON_SYSTEM, *ON_SESSION))
    for service in ("login1", "ScreenSaver"):
        assert speaker.registerService(f"org.freedesktop.{service}")
    said = QDBusMessage.createSignal(path, f"org.freedesktop.{interface}", name)
    said.setArguments(values)
    speaker.send(said)
    # What is sent afterwards arrives afterwards.
    last = QDBusMessage.createSignal(
        "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"
    )
    last.setArguments([True])
    speaker.send(last)
    qtbot.waitUntil(lambda: len(times) == heard + 1)


def test_where_there_is_no_bus_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    nowhere = QDBusConnection.connectToBus(f"unix:path={tmp_path / 'none'}", "nowhere")
    assert not Away().hear(nowhere, ON_SYSTEM)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    Away().listen()


@pytest.mark.parametrize(("hours", "locks"), [(0, 0), (8, 1), (-8, 1)])
def test_a_clock_that_jumps_locks(qtbot: QtBot, hours: int, locks: int) -> None:
    start = datetime(2025, 12, 20, 23, 41, tzinfo=UTC)
    clock = SetClock(start)
    watch = WakeWatch(clock)
    woke: list[None] = []
    watch.woke.connect(lambda: woke.append(None))
    watch.start()
    clock.moment = start + timedelta(hours=hours, seconds=5)
    watch.look()
    assert len(woke) == locks
    watch.stop()
