"""A process of its own, started by `bench.py`: how long until the first field takes a key.

    python benchmarks/starting.py bare | window CASEBOOK

Prints the moment (of the clock all processes share) at which the field was shown, and the memory of
the idle window in MB. `bare` is a window of PySide6 with one field and nothing of ours.
"""

import os
import resource
import sys
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def peak_mb() -> float:
    """Return the most memory held here; what the system counts begins with the parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QLineEdit

    app = QApplication([])
    field = QLineEdit()
    field.show()
    app.processEvents()
    _said()


def window(casebook: Path) -> None:
    from outreach_app.clock import SystemClock
    from ui import app as application
    from ui.background import Background
    from ui.house import Gate
    from ui.settings import Settings
    from ui.theme import Theme

    qt = application.application()
    clock, background = SystemClock(), Background()
    settings = Settings(casebook.parent / "settings")
    gate = Gate(application.house(clock), clock, background, Theme(qt, "light", 100), settings)
    made = application.build(qt, gate, casebook)
    made.show()
    qt.processEvents()
    _said()
    background.finish()


def _said() -> None:
    at = monotonic()
    memory = peak_mb()
    print(f"{at:.4f} {memory:.1f}")


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        window(Path(sys.argv[2]))
