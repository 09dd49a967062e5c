"""Pictures of every page for the README, from the invented sample, light and dark, offscreen.

``python -m ui.screenshots FOLDER``: the clock stands on a Saturday night in December, so that the
pictures change only when the program does.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication

from outreach_app import paths
from outreach_app.casework import incidents, needs, people, protection_page
from outreach_app.clock import SetClock
from ui import app as application
from ui.background import Background
from ui.house import Gate
from ui.settings import Settings
from ui.theme import Theme
from ui.window import MainWindow

NIGHT: Final = datetime(2025, 12, 20, 23, 42, tzinfo=UTC)
SIZE: Final = (1366, 700)
SCHEMES: Final = ("light", "dark")
# Pages need this long at most to be drawn; one that is slower is a fault of its own.
_PATIENCE_MS: Final = 20_000
_PAGES_MS: Final = 1_500


class Studio:
    """The real window on the sample, and a camera."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.qt = application.application()
        self.settings = Settings(paths.settings_folder() / "pictures")
        self.background = Background()
        self.theme = Theme(self.qt, "light", 100)
        clock = SetClock(NIGHT)
        gate = Gate(application.house(clock), clock, self.background, self.theme, self.settings)
        self.window = MainWindow(gate, None)
        self.window.resize(*SIZE)
        self.window.show()
        self.gate = gate

    def settle(self) -> None:
        """Wait until the worker has answered and everything is laid out."""
        for _ in range(3):
            if self.background.pending:
                self._until(self.background.idle.connect)
            QApplication.processEvents()

    def _until(self, connect: Callable[[Any], object], most: int = _PATIENCE_MS) -> None:
        loop = QEventLoop()
        connect(loop.quit)
        QTimer.singleShot(most, loop.quit)
        loop.exec()

    def take(self, name: str) -> Path:
        """Keep a picture of the window as it stands."""
        self.settle()
        if any(view.isVisible() for view in self.window.findChildren(QPdfView)):
            # Pages are drawn on a thread of Qt's that tells nobody when it is done.
            self._until(lambda _: None, _PAGES_MS)
        path = self.folder / f"{name}.png"
        self.window.grab().save(str(path))
        return path

    @contextmanager
    def inside(self) -> Iterator["Studio"]:
        """Open the sample, and close it again."""
        open_sample = self.gate.house.open_sample
        if open_sample is None:
            msg = "there is no sample here"
            raise RuntimeError(msg)
        self.window.enter(open_sample())
        self.settle()
        try:
            yield self
        finally:
            self.window.lock()
            self.settle()
            self.background.finish()
            self.window.close()

    def go(self, name: str, where: dict[str, Any] | None = None) -> None:
        """Show a page of the window."""
        shell = self.window.shell
        if shell is not None:
            shell.go(name, where)
        self.settle()


def pages(studio: Studio) -> dict[str, dict[str, Any]]:
    """Return every page worth a picture with its parameters."""
    shell = studio.window.shell
    if shell is None:
        return {}
    ask = shell.context.desk.ask
    everyone = [each for each in ask(people.everyone) if not each.restricted]
    someone = max(
        everyone, key=lambda each: (each.open_case, len(each.care) > 0, len(each.open_needs))
    )
    told = next(each for each in ask(incidents.listing) if each.person_id)
    wanted = ask(needs.of_person, someone.id)
    whom = {"person_id": someone.id}
    kept = ask(protection_page.read)
    found: dict[str, dict[str, Any]] = {
        "today": {},
        "session": {},
        "paper_sheet": {},
        "people": {},
        "person": {"person_id": someone.id},
        "log_contact": {"person_id": someone.id},
        "log_incident": {"person_id": someone.id},
        "incidents": {},
        "incident": {"incident_id": told.id},
        "consent": {"incident_id": told.id},
        "needs": {},
        "alerts": {},
        "reports": {},
        "figures": {},
        "packs": {},
        "stories": {},
        "month_end": {},
        "trace": {},
        "safekeeping": {},
        "settings": {},
        "lists": {},
        "stock": {},
        "doubles": {},
        "person_details": whom,
        "protection": {},
        "raise_concern": whom,
        "note_conduct": whom,
        "write_diary": {},
        "colleagues": {},
        "unnamed": {},
        "matches": {},
        "wishes": {"incident_id": told.id},
        "alert": {"incident_id": told.id},
        "sheet": {"incident_id": told.id},
        "gone": {},
        "requests": {},
        "due": {},
        "neighbours": {},
        "move_case": whom,
    }
    if wanted:
        found["need"] = {"need_id": wanted[0].id, **whom}
    if kept.concerns:
        found["concern"] = {"record_id": kept.concerns[0].id}
    if kept.conduct:
        found["conduct"] = {"record_id": kept.conduct[0].id}
    return found


def main(folder: Path) -> int:
    """Take every picture into `folder`; print their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    studio = Studio(folder)
    sys.stdout.write(f"{studio.take('welcome-light')}\n")
    with studio.inside():
        for scheme in SCHEMES:
            studio.theme.choose(scheme=scheme)
            for name, where in pages(studio).items():
                studio.go(name, where)
                sys.stdout.write(f"{studio.take(f'{name}-{scheme}')}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")))
